package diag

import (
	"encoding/csv"
	"strings"
	"testing"
)

func TestCSVField(t *testing.T) {
	for line, want := range map[string][]string{
		"a,b":           {"a", "b"},
		`a,"b,""c""",d`: {"a", `"b,""c"""`, "d"},
		"a,  汉 ,":       {"a", "汉", ""},
		"\"a\nb\",c":    {"\"a\nb\""},
	} {
		r := csv.NewReader(strings.NewReader(line))
		fields, err := r.Read()
		if err != nil {
			t.Fatal(err)
		}
		for i, w := range want {
			_, col := r.FieldPos(i)
			start, end := CSVField(line, col-1, fields[i])
			if got := line[start:end]; got != w {
				t.Errorf("%q: field %d is %q, want %q", line, i, got, w)
			}
		}
	}
}
