package math

import (
	"fmt"
	"os"

	"path/filepath"

	"strings"
	"sync"
	"testing"
	"time"

	"duizhao/generator/diag"
)

const assets = "../../assets/katex"

// formula is a line of a file of testdata.
type formula struct {
	Tex     string `json:"tex"`
	Display bool   `json:"display"`
}

// script returns KaTeX with mhchem, as a build gives it to the engine.
func script(t testing.TB) []byte {
	t.Helper()
	var all []byte
	for _, name := range []string{"katex.min.js", "mhchem.min.js"} {
		b, err := os.ReadFile(filepath.Join(assets, name))
		if err != nil {
			t.Fatal(err)
		}
		all = append(append(all, b...), '\n')
	}
	return all
}

func engine(t testing.TB, opt Options) *Engine {
	t.Helper()
	e := New(script(t), opt)
	t.Cleanup(e.Close)
	return e
}

func formulas(t testing.TB, files ...string) []formula {
	t.Helper()
	var out []formula
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			line = strings.TrimSpace(line)
			switch {
			case strings.HasPrefix(line, "$$"):
				out = append(out, formula{line[2 : len(line)-2], true})
			case strings.HasPrefix(line, "$"):
				out = append(out, formula{line[1 : len(line)-1], false})
			}
		}
	}
	return out
}

// marked cuts the span of a note out of the formula.
func marked(tex string, n diag.Note) string {
	if n.Start < 0 || n.End < n.Start || n.End > len(tex) {
		return fmt.Sprintf("offsets %d–%d", n.Start, n.End)
	}
	return tex[n.Start:n.End]
}

func TestNotes(t *testing.T) {
	e := engine(t, Options{Workers: 1, Macros: map[string]string{
		`\good`:    `x^2`,
		`\bad`:     `a+\quuxify{b}`,
		`\outer`:   `1+\bad`,
		`\endless`: `\endless`,
		`\link`:    `\href{https://example.org}{x}`,
	}})
	tests := []struct {
		name, tex, at string // at: the marked part
		inline        bool
		want          string // severity: text [code] hint
	}{
		{name: "unknown command", tex: `\alhpa+1`, at: `\alhpa`,
			want: `error: unknown command "\alhpa" [tex] did you mean "\alpha"?`},
		{name: "behind Han text", tex: `\text{价值函数}=\fracc{1}{2}`, at: `\fracc`,
			want: `error: unknown command "\fracc" [tex] did you mean "\frac"?`},
		{name: "behind characters of two UTF-16 units", tex: `\text{😀𠮷}=\betta x`, at: `\betta`,
			want: `error: unknown command "\betta" [tex] did you mean "\beta"?`},
		{name: "nothing near", tex: `\zzzzzzzz`, at: `\zzzzzzzz`,
			want: `error: unknown command "\zzzzzzzz" [tex] `},
		{name: "a macro of the site is near", tex: `\goood`, at: `\goood`,
			want: `error: unknown command "\goood" [tex] did you mean "\good"?`},
		{name: "unknown environment", tex: `\text{中}\begin{algined}x\end{algined}`, at: `{algined}`,
			want: `error: unknown environment "algined" [tex] did you mean "aligned"?`},
		{name: "brace left open", tex: `\text{中文}+\frac{1}{2`, at: ``,
			want: `error: "}" is missing at the end [tex] `},
		{name: "brace too many", tex: `中}x`, at: `}`,
			want: `error: "}" does not belong here [tex] `},
		{name: "two superscripts", tex: `\text{甲}x^2^3`, at: `^`,
			want: `error: two superscripts on one base [tex] put the base with its first one into braces`},
		{name: "left without right", tex: `\left( x`, at: ``,
			want: `error: "\right" is missing at the end [tex] a "\left" needs its "\right"; "\right." draws nothing`},
		{name: "ampersand", tex: `a & b`, at: `&`,
			want: `error: "&" stands outside an alignment [tex] put the lines into \begin{aligned} … \end{aligned}, or write \& for the sign`},
		{name: "tag inline", tex: `x \tag{1}`, at: `\tag`, inline: true,
			want: `error: "\tag" works in display formulas only [tex] `},
		{name: "error in a macro", tex: `\text{甲乙}+\bad`, at: `\bad`,
			want: `error: unknown command "\quuxify", in the macro "\bad" [tex] `},
		{name: "error in a macro used by a macro", tex: `2\outer`, at: `\outer`,
			want: `error: unknown command "\quuxify", in the macro "\bad" [tex] `},
		{name: "macro without end", tex: `x+\endless`, at: `x+\endless`,
			want: `error: a macro never ends: more than 1000 expansions [tex-limit] `},
		{name: "script in a link", tex: `\text{中}\href{javascript:alert(1)}{x}`, at: `\href`,
			want: `error: "\href" is not allowed in a formula [tex-unsafe] put links, pictures and classes outside the formula, in Markdown`},
		{name: "picture", tex: `\includegraphics{a.png}`, at: `\includegraphics`,
			want: `error: "\includegraphics" is not allowed in a formula [tex-unsafe] put links, pictures and classes outside the formula, in Markdown`},
		{name: "class", tex: `x\htmlClass{a}{y}`, at: `\htmlClass`,
			want: `error: "\htmlClass" is not allowed in a formula [tex-unsafe] put links, pictures and classes outside the formula, in Markdown`},
		{name: "refused inside what is not seen", tex: `\phantom{\url{https://example.org}}`, at: `\url`,
			want: `error: "\url" is not allowed in a formula [tex-unsafe] put links, pictures and classes outside the formula, in Markdown`},
		{name: "link in a macro", tex: `x \link`, at: `\link`,
			want: `error: the macro "\link" uses "\href", which is not allowed in a formula [tex-unsafe] put links, pictures and classes outside the formula, in Markdown`},
		{name: "box", tex: `\mbox{a}`, at: `\mbox`, want: `error: unknown command "\mbox" [tex] write \text{…}`},
		{name: "Han outside text", tex: `损失=x`, at: `损失`,
			want: `warning: "损失" stands in a formula outside \text [tex-doubtful] write \text{损失}, or end the formula before it`},
		{name: "Chinese comma", tex: `\text{甲}a，b`, at: `，`,
			want: `warning: the punctuation "，" stands in a formula [tex-doubtful] end the formula before it, or write \text{，}`},
		{name: "comment", tex: `x=50% \text{中}`, at: `%`,
			want: `warning: "%" makes a comment of the rest of the formula [tex-doubtful] write \% for a per cent sign`},
		{name: "line break", tex: `\begin{matrix}a\\b\end{matrix} \\ c`, at: `\\`,
			want: `warning: "\\" stands outside an alignment [tex-doubtful] put the lines into \begin{aligned} … \end{aligned}`},
		{name: "character of unknown size", tex: `\text{词 😀}`, at: `😀`,
			want: `warning: KaTeX does not know the size of "😀" [tex-doubtful] write its command, or keep it out of the formula`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			html, notes, err := e.Render(tt.tex, !tt.inline)
			if err != nil || len(notes) != 1 {
				t.Fatalf("got notes %v, error %v; want one note", notes, err)
			}
			n := notes[0]
			if (html == "") != (n.Severity == diag.Error) {
				t.Errorf("severity %v with HTML %q", n.Severity, html)
			}
			if got := fmt.Sprintf("%v: %s [%s] %s", n.Severity, n.Text, n.Code, n.Hint); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if got := marked(tt.tex, n); got != tt.at {
				t.Errorf("marks %q at %d, want %q", got, n.Start, tt.at)
			}
		})
	}
}

func TestNoteAfterLastByte(t *testing.T) {
	e := engine(t, Options{Workers: 1})
	tex := `\text{中文😀}\sqrt{x`
	_, notes, err := e.Render(tex, false)
	if err != nil || len(notes) != 1 || notes[0].Start != len(tex) {
		t.Fatalf("got %v, %v; want one note at byte %d", notes, err, len(tex))
	}
}

func TestDefinitionsDoNotLeak(t *testing.T) {
	e := engine(t, Options{Workers: 1, Macros: map[string]string{`\R`: `\mathbb{R}`}})
	plain, _, err := e.Render(`\R`, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, notes, _ := e.Render(`\gdef\mine{1}\gdef\R{2}\mine\R`, false); len(notes) != 0 {
		t.Fatal(notes)
	}
	if html, notes, _ := e.Render(`\mine`, false); html != "" || len(notes) != 1 {
		t.Errorf("a \\gdef reached the next formula: %s", html)
	}
	if again, _, _ := e.Render(`\R`, false); again != plain {
		t.Errorf("a \\gdef changed the site's macro: %s", again)
	}
}

func TestLimits(t *testing.T) {
	e := engine(t, Options{Workers: 1})
	for name, tex := range map[string]string{
		"too long": strings.Repeat("x", longest+1),
		"too deep": strings.Repeat("{", 50_000) + strings.Repeat("}", 50_000),
	} {
		html, notes, err := e.Render(tex, false)
		if html != "" || err != nil || len(notes) != 1 || notes[0].Code != "tex-limit" {
			t.Errorf("%s: got %d bytes, %v, %v; want a tex-limit note", name, len(html), notes, err)
		}
	}
	if html, _, err := e.Render("x", false); html == "" || err != nil {
		t.Errorf("after the limits: %q, %v", html, err)
	}
}

// fake is a KaTeX that goes wrong on demand.
const fake = `var katex = {
	ParseError: function () {},
	renderToString: function (tex) {
		if (tex === "hang") for (;;) {}
		if (tex === "throw") throw new TypeError("x is 'undefined'");
		return "<b>" + tex + "</b>";
	},
}`

func TestHungEngineIsReplaced(t *testing.T) {
	e := New([]byte(fake), Options{Workers: 1})
	defer e.Close()
	e.timeout = 50 * time.Millisecond
	if _, _, err := e.Render("hang", false); err == nil {
		t.Fatal("a hung engine gave no error")
	}
	if html, _, err := e.Render("x", false); html != "<b>x</b>" || err != nil {
		t.Errorf("after a hang: %q, %v", html, err)
	}
	_, notes, err := e.Render("throw", false)
	if err != nil || len(notes) != 1 || notes[0].Text != `KaTeX cannot set this formula: x is "undefined"` {
		t.Errorf("an exception gave %v, %v; want a note", notes, err)
	}
}

func TestBrokenScript(t *testing.T) {
	e := New([]byte("syntax error here"), Options{Workers: 1})
	defer e.Close()
	for range 2 { // the second must not wait for a runtime that never came
		if _, _, err := e.Render("x", false); err == nil || !strings.HasPrefix(err.Error(), "set formula: start KaTeX: ") {
			t.Errorf("got error %v", err)
		}
	}
}

func TestNothingRunsBeforeTheFirstFormula(t *testing.T) {
	e := New([]byte("syntax error here"), Options{})
	if e.Version() == "" {
		t.Error("no version")
	}
	e.Close()
	if _, _, err := e.Render("x", false); err == nil {
		t.Error("a closed engine set a formula")
	}
}

func TestVersion(t *testing.T) {
	base := New([]byte("a"), Options{Workers: 1}).Version()
	if got := New([]byte("a"), Options{Workers: 7}).Version(); got != base {
		t.Error("the number of workers changes the version")
	}
	for name, e := range map[string]*Engine{
		"script": New([]byte("b"), Options{}),
		"macros": New([]byte("a"), Options{Macros: map[string]string{`\a`: "b"}}),
	} {
		if e.Version() == base {
			t.Errorf("the %s do not change the version", name)
		}
	}
}

func TestConcurrent(t *testing.T) {
	e := engine(t, Options{Workers: 2})
	fs := formulas(t, "testdata/formulas.txt")[:12]
	want := make([]string, len(fs))
	for i, f := range fs {
		want[i], _, _ = e.Render(f.Tex, f.Display)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i, f := range fs {
				if got, _, err := e.Render(f.Tex, f.Display); got != want[i] || err != nil {
					t.Errorf("%s: %v", f.Tex, err)
				}
				e.Render(`\alhpa`, false)
			}
		})
	}
	wg.Wait()
}
