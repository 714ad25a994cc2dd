package main

import (
	"bufio"
	"maps"
	"strings"
	"testing"
)

// TestLastChanges holds how names are followed back through git's log, which is
// written here with | for NUL and, before each commit's seconds, @.
func TestLastChanges(t *testing.T) {
	const first, second, third = "@1700000000|", "@1800000000|", "@1900000000|" // 2023-11-14, 2027-01-15, 2030-03-17
	for _, c := range []struct {
		name, log string
		want      map[string]string // by name below content/
	}{
		{"nothing", "", nil},
		{"the newest counts", third + "\nM|s/content/a|" + second + "\nM|s/content/a|A|s/content/b|", map[string]string{"a": "2030-03-17", "b": "2027-01-15"}},
		{"a name that moved twice", third + "\nR100|s/content/b|s/content/c|" + second + "\nR100|s/content/a|s/content/b|" + first + "\nA|s/content/a|",
			map[string]string{"c": "2023-11-14"}},
		{"two that exchanged names", third + "\nR100|s/content/a|s/content/b|R100|s/content/b|s/content/a|" + second + "\nM|s/content/a|" + first + "\nA|s/content/a|A|s/content/b|",
			map[string]string{"a": "2023-11-14", "b": "2027-01-15"}},
		{"a new file of a former name", third + "\nA|s/content/a|" + second + "\nR100|s/content/a|s/content/b|" + first + "\nA|s/content/a|",
			map[string]string{"a": "2030-03-17", "b": "2023-11-14"}},
		{"a file that one branch took away", third + "\nD|s/content/a|" + second + "\nM|s/content/a|", map[string]string{"a": "2027-01-15"}},
		{"one moved to two places by branches", third + "\nR100|s/content/a|s/content/b|" + second + "\nR100|s/content/a|s/content/c|" + first + "\nA|s/content/a|",
			map[string]string{"b": "2027-01-15", "c": "2023-11-14"}},
		{"a merge", third + "|MM|s/content/a|RM|s/content/b|" + second + "\nM|s/content/b|", map[string]string{"a": "2030-03-17", "b": "2030-03-17"}},
		{"names with signs", third + "\nA|s/content/猫 \"1\".md|A|s/content/two\nlines|A|s/content/@1|", map[string]string{"猫 \"1\".md": "2030-03-17", "two\nlines": "2030-03-17", "@1": "2030-03-17"}},
		{"a time that is none", "@0|\nM|s/content/a|" + first + "\nM|s/content/a|", nil},
	} {
		want := map[string]string{}
		for name, day := range c.want {
			want["content/"+name] = day
		}
		log := strings.NewReplacer("|", "\x00", "s/content/@", "s/content/@", "@", commitMark).Replace(c.log)
		got, err := lastChanges(bufio.NewReader(strings.NewReader(log)), "s/content/")
		if err != nil || !maps.Equal(got, want) {
			t.Errorf("%s: got %q, %v, want %q", c.name, got, err, want)
		}
	}
	if _, err := lastChanges(bufio.NewReader(strings.NewReader(commitMark+"1\x00\nM\x00")), ""); err == nil {
		t.Error("a log that breaks off is read to its end")
	}
}

// TestDay holds what becomes of times that commits may have.
func TestDay(t *testing.T) {
	for seconds, want := range map[string]string{
		"1772323199": "2026-02-28", "1772323200": "2026-03-01", "0": "", "-5": "", "x": "", "": "", "99999999999999": "",
	} {
		if got := day(seconds); got != want {
			t.Errorf("%q: got %q, want %q", seconds, got, want)
		}
	}
}
