package diag

import (
	"testing"
)

func TestBetween(t *testing.T) {
	src := []byte("一二三\nab 中文 $x$\n")
	for _, c := range []struct {
		name       string
		start, end int
		want       Pos
	}{
		{"start of the file", 0, 0, Pos{File: "f", Line: 1, Col: 1}},
		{"behind two Han characters", 6, 6, Pos{File: "f", Line: 1, Col: 3}},
		{"a span of Han on the second line", 13, 19, Pos{File: "f", Line: 2, Col: 4, End: 6}},
		{"a span over a line end stops there", 6, 12, Pos{File: "f", Line: 1, Col: 3, End: 4}},
		{"an offset behind the end", 1000, 1000, Pos{File: "f", Line: 3, Col: 1}},
		{"a negative offset", -5, -5, Pos{File: "f", Line: 1, Col: 1}},
	} {
		if got := Between("f", src, c.start, c.end); got != c.want {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestString(t *testing.T) {
	d := Diagnostic{
		Pos: Pos{File: "content/en/why.md", Line: 12, Col: 8}, Severity: Error, Code: "broken-link",
		Text: `no page "skills.md" in any language`, Hint: `did you mean "skill-audit.md"?`,
	}
	want := "content/en/why.md:12:8: error: no page \"skills.md\" in any language [broken-link]\n\thint: did you mean \"skill-audit.md\"?"
	if got := d.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	whole := Diagnostic{Pos: Pos{File: "site.yaml"}, Severity: Warning, Code: "c", Text: "t"}
	if got, want := whole.String(), "site.yaml: warning: t [c]"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestSort(t *testing.T) {
	a := Diagnostic{Pos: Pos{File: "a", Line: 2}, Severity: Warning, Code: "x"}
	b := Diagnostic{Pos: Pos{File: "a", Line: 10}, Severity: Error, Code: "x"}
	c := Diagnostic{Pos: Pos{File: "b", Line: 1}, Code: "x"}
	got := Sort([]Diagnostic{c, b, a, b})
	if len(got) != 3 || got[0] != a || got[1] != b || got[2] != c {
		t.Errorf("got %v", got)
	}
	if !HasErrors(got) || HasErrors([]Diagnostic{a}) {
		t.Error("HasErrors is wrong")
	}
}

func TestDidYouMean(t *testing.T) {
	names := []string{"title", "description", "draft", "权重"}
	for name, want := range map[string]string{
		"titel":      `did you mean "title"?`, // a swap of neighbours
		"desciption": `did you mean "description"?`,
		"权众":         `did you mean "权重"?`,
		"zebra":      "",
		"":           "",
	} {
		if got := DidYouMean(name, names); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}
