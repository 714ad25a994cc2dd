package bundle

import (
	"bytes"
	"compress/gzip"
	"os"
	"slices"
	"strings"
	"testing"

	"duizhao/generator/theme"
)

// What the default theme costs every reader, compressed, in bytes.
func TestBudgets(t *testing.T) {
	th, ds := theme.Load(os.DirFS("../.."), nil)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	r, ds, err := Build(th, Options{})
	if err != nil || len(ds) > 0 {
		t.Fatal(err, ds)
	}
	total := 0
	for _, c := range []struct {
		name string
		most int
	}{
		{"main.css", 8 << 10}, {"main.js", 5 << 10}, {"boot.js", 512}, {"search.css", 2 << 10}, {"root.js", 512},
		{"math.css", 3500}, {"formula.js", 700}, {"lines.css", 2 << 10},
		{"calc.css", 2 << 10}, {"calc.js", 4 << 10},
		{"pair.css", 2 << 10}, {"pair.js", 700},
	} {
		data := r.data(r.URLs[c.name])
		got := compressed(data)
		t.Logf("%-10s %6d bytes, compressed %5d of %5d", c.name, len(data), got, c.most)
		if got == 0 || got > c.most {
			t.Errorf("%s is %d bytes compressed, its budget %d", c.name, got, c.most)
		}
		if !slices.Contains([]string{"search.css", "root.js", "math.css", "formula.js", "lines.css", "calc.css", "calc.js", "pair.css", "pair.js"}, c.name) {
			total += got
		}
	}
	t.Logf("every page's %13s %5d", "", total)
	// Furniture of at most 2.5 KB in the page itself makes 14 KB.
	if total > 11<<10 {
		t.Errorf("styles and scripts of every page are %d bytes", total)
	}
	searchBudgets(t, r)
	// A file that main.js needs at once is one more thing to wait for.
	if main := r.data(r.URLs["main.js"]); strings.Contains(main, `from"./`) || strings.HasPrefix(main, "import") {
		t.Errorf("main.js imports another file at once: %.80s", main)
	}
}

// searchBudgets holds the search: what its first opening loads, and what the
// first query that finds nothing does.
func searchBudgets(t *testing.T, r Result) {
	t.Helper()
	for name, most := range map[string]int{"dialog": 10 << 10, "near": 2 << 10} {
		i := slices.IndexFunc(r.Files, func(f File) bool { return strings.HasPrefix(f.Path, "assets/"+name+"-") })
		if i < 0 {
			t.Errorf("there is no file %s", name)
			continue
		}
		got := compressed(string(r.Files[i].Data))
		t.Logf("%-10s %6d bytes, compressed %5d of %5d", name, len(r.Files[i].Data), got, most)
		if got > most {
			t.Errorf("%s is %d bytes compressed, its budget %d", name, got, most)
		}
	}
}

func compressed(data string) int {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	// Writing to a buffer cannot fail.
	_, _ = w.Write([]byte(data))
	_ = w.Close()
	if data == "" {
		return 0
	}
	return b.Len()
}
