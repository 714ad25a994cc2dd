package diag

import "testing"

func TestJSON(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []Diagnostic
		want string
	}{
		{"none is an array too", nil, `[]`},
		{"every field, on one line, readable",
			[]Diagnostic{{
				Pos: Pos{File: "content/zh/a.md", Line: 3, Col: 5, End: 9}, Severity: Error, Code: "broken-link",
				Text: "no page \"x\" <&> 中\n", Hint: `did you mean "y"?`,
			}},
			`[{"file":"content/zh/a.md","line":3,"column":5,"end":9,"severity":"error","code":"broken-link",` +
				`"text":"no page \"x\" <&> 中\n","hint":"did you mean \"y\"?","fix":null}]`},
		{"what to write, and where, if one thing alone is right",
			[]Diagnostic{
				{Pos: Pos{File: "a.md", Line: 3, Col: 5, End: 6}, Severity: Warning, Code: "c", Text: "t", Fix: "，", Fixable: true},
				{Pos: Pos{File: "a.md", Line: 4, Col: 7}, Severity: Warning, Code: "c", Text: "t", Fix: " ", Fixable: true},
			},
			`[{"file":"a.md","line":3,"column":5,"end":6,"severity":"warning","code":"c","text":"t","hint":"",` +
				`"fix":{"line":3,"column":5,"end":6,"text":"，"}},` +
				`{"file":"a.md","line":4,"column":7,"end":0,"severity":"warning","code":"c","text":"t","hint":"",` +
				`"fix":{"line":4,"column":7,"end":7,"text":" "}}]`},
		{"what is unknown is there all the same",
			[]Diagnostic{{Severity: Warning, Code: "c", Text: "t"}, {Pos: Pos{File: "site.yaml"}, Severity: Error, Code: "d", Text: "u"}},
			`[{"file":"","line":0,"column":0,"end":0,"severity":"warning","code":"c","text":"t","hint":"","fix":null},` +
				`{"file":"site.yaml","line":0,"column":0,"end":0,"severity":"error","code":"d","text":"u","hint":"","fix":null}]`},
	} {
		if got := string(JSON(c.in)); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}
