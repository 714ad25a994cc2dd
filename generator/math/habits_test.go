package math

import (
	"fmt"
	"strings"
	"testing"
)

func TestDoubts(t *testing.T) {
	e := engine(t, Options{Workers: 1})
	for _, c := range []struct {
		tex     string
		display bool
		want    string
	}{
		{`\text{a}\textbf {b}`, false, ""},
		{`x\text a`, false, `1-6 "\text" without braces takes "a" alone`},
		{`\text 中文`, true, `9-12 "文" stands in a formula outside \text; 0-5 "\text" without braces takes "中" alone`},
		{`\textbf x`, false, `0-7 "\textbf" without braces takes "x" alone`},
		{`a<b`, false, `1-2 "<" with a letter behind it looks like a tag`},
		{`a<b`, true, ""},
		{`a< b \lt c <1`, false, ""},
		{`\text{a<b {<c}} % <d`, false, `16-17 "%" makes a comment of the rest of the formula`},
		{`a \\ b`, false, `2-4 "\\" stands outside an alignment`},
		{`a \\ b`, true, `2-4 "\\" stands outside an alignment`},
		{`\begin{matrix}a\\b\end{matrix}\substack{c\\d}`, false, ""},
		{`a，b`, false, `1-4 the punctuation "，" stands in a formula`},
		{`（a）`, false, `0-3 the punctuation "（" stands in a formula; 4-7 the punctuation "）" stands in a formula`},
		{`a“b`, false, `1-4 the punctuation "“" stands in a formula`},
		{`a—b`, false, `1-4 the punctuation "—" stands in a formula`},
		{`a=中文，b`, false, `2-11 "中文，" stands in a formula outside \text`},
		{`\text{中文，}`, false, ""},
	} {
		_, notes, err := e.Render(c.tex, c.display)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, n := range notes {
			if n.Code != "tex-doubtful" {
				t.Errorf("%s: %v", c.tex, n)
			}
			got = append(got, fmt.Sprintf("%d-%d %s", n.Start, n.End, n.Text))
		}
		if got := strings.Join(got, "; "); got != c.want {
			t.Errorf("%s (display %t):\ngot  %s\nwant %s", c.tex, c.display, got, c.want)
		}
	}
}

// A page's macros come on top of the site's and end with the page.
func TestMacrosOfAPage(t *testing.T) {
	e := engine(t, Options{Workers: 1, Macros: map[string]string{`\R`: `\mathbb{R}`, `\P`: `p`}})
	want, _, _ := e.Render(`\mathbb{R}q`, false)
	own := map[string]string{`\P`: `q`}
	got, notes, err := e.RenderWith(own, `\R\P`, false)
	if err != nil || len(notes) > 0 || strings.ReplaceAll(got, `\R\P`, `\mathbb{R}q`) != want {
		t.Errorf("got %s, %v, %v", got, notes, err)
	}
	p, _, _ := e.Render(`p`, false)
	if again, _, _ := e.Render(`\P`, false); strings.ReplaceAll(again, `\P`, `p`) != p {
		t.Errorf("the page's macro reached another page: %s", again)
	}
	_, notes, _ = e.RenderWith(map[string]string{`\mine`: `x`}, `a\mime`, false)
	if len(notes) != 1 || notes[0].Hint != `did you mean "\mine"?` {
		t.Errorf("got %v", notes)
	}
}

// Each command that KaTeX does not trust is refused, however it is hidden.
func TestUnsafeCommands(t *testing.T) {
	for _, use := range []string{
		`\href{javascript:x}{y}`, `\url{x}`, `\includegraphics{x}`, `\htmlClass{a}{b}`, `\htmlId{a}{b}`,
		`\htmlStyle{color:red}{b}`, `\htmlData{a=b}{c}`,
	} {
		macros := map[string]string{`\deep`: use, `\deeper`: `x\deep`}
		e := engine(t, Options{Workers: 1, Macros: macros})
		for tex, at := range map[string]int{
			`a` + use: 1, `\text{` + use + `}`: 6, `a\deeper`: 1, `\frac{1}{\deep}`: 9, `\def\own{` + use + `}\own`: 9,
		} {
			if tex == `\text{\includegraphics{x}}` {
				continue // a picture cannot stand in text at all
			}
			html, notes, err := e.Render(tex, false)
			if html != "" || err != nil || len(notes) != 1 || notes[0].Code != "tex-unsafe" || notes[0].Start != at {
				t.Errorf("%s: got %q, %v, %v; want one tex-unsafe at %d", tex, html, notes, err, at)
			}
		}
		e.Close()
	}
}

func TestSecondTag(t *testing.T) {
	tex := `a \tag{1} \tag{2}`
	_, notes, err := engine(t, Options{Workers: 1}).Render(tex, true)
	if err != nil || len(notes) != 1 || notes[0].Start != strings.LastIndex(tex, `\tag`) || notes[0].Hint == "" {
		t.Errorf("got %v, %v; want one note at the second tag", notes, err)
	}
}
