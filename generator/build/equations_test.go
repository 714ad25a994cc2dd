package build

import (
	"strings"
	"testing"
	"testing/fstest"

	"duizhao/generator/diag"
)

// TestEquations holds that equations have one number and id in both languages,
// that references reach them from any page, and that macros end with their page.
func TestEquations(t *testing.T) {
	root := unlike(small())
	root["site.yaml"].Data = append(root["site.yaml"].Data, "math: { brackets: true, macros: { '\\R': '\\mathbb{R}' } }\n"...)
	text := "---\nmacros: { '\\P': 'p\\R' }\n---\n# A\n\n$$\nL = \\P\n$$ {#eq:loss}\n\n$$\n\\begin{align}a&=b\\label{eq:a}\\\\c&=d\\label{eq:c}\\end{align}\n$$\n\n\\[ x \\tag{A} \\label{eq:own} \\]\n\n\\(y \\eqref{eq:c}\\) [](#eq:a)\n"
	root["content/zh/04-m/01-a.md"] = &fstest.MapFile{Data: []byte(text)}
	root["content/en/04-m/01-a.md"] = &fstest.MapFile{Data: []byte(text)}
	root["content/zh/04-m/02-b.md"] = &fstest.MapFile{Data: []byte("# B\n\n[](#eq:loss) [](#eq:own) $\\ref{eq:c}$\n\n$$ e $$ {#eq:e}\n")}
	sink, found := run(t, root, memo(t), false)
	if diag.HasErrors(found) {
		t.Fatal(found)
	}
	for path, wants := range map[string][]string{
		"zh/m/a/index.html": {
			`<div id="eq:loss" class="equation"><div class="math-display" tabindex="0" role="group" aria-label="公式">`,
			`<annotation encoding="application/x-tex">L = \P\tag{4.1}</annotation>`, "<mtext>(4.1)</mtext>",
			`a&amp;=b\tag{4.2}\\c&amp;=d\tag{4.3}`, `<div id="eq:a" class="equation"><span id="eq:c"></span>`,
			`x \tag{A} </annotation>`, `y \text{(4.3)}</annotation>`, `<a href="/zh/m/a/#eq:a">式 (4.2)</a>`,
		},
		"en/m/a/index.html": {`L = \P\tag{4.1}</annotation>`, `<a href="/en/m/a/#eq:a">Eq. (4.2)</a>`},
		"zh/m/b/index.html": {
			`<a href="/zh/m/a/#eq:loss">式 (4.1)</a> <a href="/zh/m/a/#eq:own">式 (A)</a>`, `>\text{4.3}</annotation>`, `e\tag{4.4}</annotation>`,
		},
		"en/m/b/index.html": {`<a href="/en/m/a/#eq:loss">`, `e\tag{4.4}</annotation>`}, // the Chinese text
	} {
		for _, want := range wants {
			if !strings.Contains(unkeyed(sink.files[path]), want) {
				t.Errorf("%s: no %s in\n%s", path, want, unkeyed(sink.files[path]))
			}
		}
	}

	root["content/en/04-m/02-b.md"] = &fstest.MapFile{Data: []byte("# B\n\n$\\P + \\eqref{eq:lost}$\n\n$$\nx +\n  \\eqref{eq:loss} \\alhpa\n$$ {#eq:e}\n")}
	_, found = run(t, root, memo(t), false)
	var got []string
	for _, d := range found {
		got = append(got, d.String())
	}
	want := []string{
		`content/en/04-m/02-b.md:3:14: error: nothing has the label "eq:lost" [unknown-label]` + "\n\thint: " + `did you mean "eq:loss"?`,
		`content/en/04-m/02-b.md:7:19: error: unknown command "\alhpa" [tex]` + "\n\thint: " + `did you mean "\alpha"?`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
