package refs

import (
	"reflect"
	"testing"
)

// What is written as BibTeX is read as the same work.
func TestBibTeXReadsBack(t *testing.T) {
	want := Entry{
		Key: "a-b-en", Kind: Web, Title: `100% of {a_b} & "c" $5 # \x ~^`, Publisher: "站名 & co",
		Authors: ParseNames([]string{"Lee, Ann Mary", "Jean-Pierre Serre", "李雷", "{A Group}", "von Last, Jr., First"}),
		Year:    "2026", Month: 3, Day: 9, URL: "https://example.org/a_(b)/%7Ec/?x=1&y=2",
	}
	got, notes := Parse("a.bib", []byte(BibTeX(&want)))
	if len(notes) > 0 || len(got) != 1 {
		t.Fatalf("%v %v\n%s", notes, got, BibTeX(&want))
	}
	got[0].Start, got[0].End = 0, 0
	if !reflect.DeepEqual(got[0], want) {
		t.Errorf("got %+v\nwant %+v\n%s", got[0], want, BibTeX(&want))
	}
}

func TestPageCitations(t *testing.T) {
	e := Entry{Kind: Web, Title: "题名", Publisher: "站名", Authors: ParseNames([]string{"李雷"}), Year: "2026", Month: 3, Day: 9, URL: "https://example.org/"}
	text := func(s Style) (out string) {
		for _, r := range Format(&e, s, Options{}) {
			out += r.Text
		}
		return out
	}
	if got, want := text(GBT), "李雷. 题名[EB/OL]. 站名, (2026-03-09). https://example.org/."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := text(APA), "李雷. (2026, March 9). 题名. 站名. https://example.org/"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		raw, want string
		group     bool
	}{{"Lee, Ann", "Ann Lee", false}, {"李雷", "李雷", false}, {"{A Group}", "A Group", true}, {"Lee, Jr., Ann", "Ann Lee, Jr.", false}} {
		n := ParseNames([]string{c.raw, "", ","}).List
		if len(n) != 1 || n[0].String() != c.want || n[0].Group() != c.group {
			t.Errorf("%s: %v", c.raw, n)
		}
	}
}
