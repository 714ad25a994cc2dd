package highlight

import (
	"bytes"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/alecthomas/chroma/v2"
	"golang.org/x/tools/txtar"
)

// TestGolden runs testdata/*.txtar: a file named by its language and the HTML
// wanted for it. UPDATE=1 rewrites the HTML.
func TestGolden(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			a, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			lang, code := a.Files[0].Name, string(a.Files[0].Data)
			got, notes := Render(lang, code)
			if len(notes) > 0 {
				t.Error(notes)
			}
			sound(t, code, got)
			if os.Getenv("UPDATE") != "" {
				a.Files[1].Data = []byte(got)
				if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := a.Files[1].Data; !bytes.Equal([]byte(got), want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

var tag = regexp.MustCompile(`</?span[^>]*>`)

// sound checks the two promises of the package comment.
func sound(t *testing.T, code, out string) {
	t.Helper()
	if got := html.UnescapeString(tag.ReplaceAllString(out, "")); got != code {
		t.Errorf("the text of the HTML is %q, the code %q", got, code)
	}
	for line := range strings.Lines(out) {
		if strings.Count(line, "<span") != strings.Count(line, "</span") {
			t.Errorf("a span crosses a line end: %s", line)
		}
	}
}

// Text that is wrong in most languages, without a line end at its end.
const odd = "# 中文 <b> \"没有结尾\n\t'é😀 {{ $x ${ /* <!-- \\\n\nend(]) @@ 0x1 </script> \"\"\" 完"

func TestEveryLanguageKeepsTheText(t *testing.T) {
	// Lexers of chroma that stay for ever before some text.
	stuck := []string{"jsonata", "jungle"}
	for _, lang := range stuck {
		if _, notes := Render(lang, odd); len(notes) != 1 || notes[0].Code != "not-highlighted" {
			t.Errorf("%s reads the text now (%v): strike it from the list", lang, notes)
		}
	}
	for _, lang := range Languages() {
		if slices.Contains(stuck, lang) {
			continue
		}
		for _, code := range []string{odd, odd + "\n", "", "\n\n", "x"} {
			out, notes := Render(lang, code)
			sound(t, code, out)
			for _, n := range notes {
				t.Errorf("%s: %s", lang, n.Text)
			}
		}
	}
}

func TestNames(t *testing.T) {
	const code = "x = 1 # 注\n"
	want, _ := Render("python", code)
	if !strings.Contains(want, "<span") {
		t.Fatal(want)
	}
	for _, alias := range []string{"Python", "py", "PY", "python3", "pycon"} {
		if got, notes := Render(alias, code); got != want || notes != nil {
			t.Errorf("%s: %s %v", alias, got, notes)
		}
	}
	for _, name := range []string{"", "text", "txt", "plain", "TEXT"} {
		if got, notes := Render(name, "a<b>&\"c\"\r\n"); got != "a&lt;b&gt;&amp;\"c\"\n" || notes != nil {
			t.Errorf("%s: %s %v", name, got, notes)
		}
	}
}

// The languages that matter, each by all the names it goes by, with code in
// which something has a colour.
func TestLanguagesThatMatter(t *testing.T) {
	for _, c := range []struct{ names, code string }{
		{"bash sh shell zsh", `echo "$HOME" # x`},
		{"console", "$ ls \"a\"\na"},
		{"python py python3 pycon", `def f(): return "x"`},
		{"javascript js", `const x = "y";`},
		{"typescript ts", `const x: string = "y";`},
		{"tsx", `const x: string = "y"; <A b="c"/>`},
		{"jsx", `const x = <A b="c"/>;`},
		{"go golang", `func f() string { return "x" }`},
		{"rust rs", `fn f() -> &str { "x" }`},
		{"java", `class A { String s = "x"; }`},
		{"kotlin kt", `fun f() = "x"`},
		{"swift", `func f() -> String { "x" }`},
		{"c", `int f(void) { return 1; }`},
		{"cpp c++", `class A { int x = 1; };`},
		{"csharp cs c#", `class A { string s = "x"; }`},
		{"php", `<?php echo "x"; ?>`},
		{"ruby rb", `def f; "x"; end`},
		{"r", `f <- function(x) "y"`},
		{"julia jl", `function f(x) "y" end`},
		{"matlab", `function y = f(x)`},
		{"sql", `SELECT 1 FROM a;`},
		{"html", `<a href="x">y</a>`},
		{"css", `a { color: red }`},
		{"scss", `$a: 1px; a { width: $a }`},
		{"json", `{"a": 1}`},
		{"jsonc json5", "{\"a\": 1} // x"},
		{"yaml yml", `a: "b"`},
		{"toml", `a = "b"`},
		{"ini", "[a]\nb = c"},
		{"xml", `<a b="c"/>`},
		{"markdown md", "# a\n"},
		{"latex tex", `\section{a}`},
		{"dockerfile docker", "FROM a\nRUN b"},
		{"makefile make", "a: b\n\techo $(c)"},
		{"diff", "+a\n-b"},
		{"graphql", `query { a(b: 1) }`},
		{"lua", `local x = "y"`},
		{"perl", `my $x = "y";`},
		{"haskell hs", `main = putStrLn "x"`},
		{"scala", `def f = "x"`},
		{"nginx", `server { listen 80; }`},
		{"powershell ps1", `Write-Host "x"`},
	} {
		first := ""
		for name := range strings.FieldsSeq(c.names) {
			got, notes := Render(name, c.code)
			if len(notes) > 0 || !strings.Contains(got, "<span class=") {
				t.Errorf("%s: %s %v", name, got, notes)
			}
			if first == "" {
				first = got
			}
			if got != first {
				t.Errorf("%s differs from %s:\n%s\n%s", name, c.names, got, first)
			}
			sound(t, c.code, got)
		}
	}
}

func TestUnknownLanguage(t *testing.T) {
	for lang, want := range map[string]string{
		"pyhton":  `unknown language "pyhton" [unknown-language] did you mean "python"?`,
		"文言":      `unknown language "文言" [unknown-language] for text without colours, write "text"`,
		"main.go": `unknown language "main.go" [unknown-language] for text without colours, write "text"`,
	} {
		got, notes := Render(lang, "<x>")
		if got != "&lt;x&gt;" || len(notes) != 1 {
			t.Fatalf("%s: %s %v", lang, got, notes)
		}
		n := notes[0]
		if n.Severity.String() != "warning" || fmt.Sprintf("%s [%s] %s", n.Text, n.Code, n.Hint) != want {
			t.Errorf("got %+v\nwant %s", n, want)
		}
	}
}

func TestTooLong(t *testing.T) {
	code := strings.Repeat("x", longest+1)
	got, notes := Render("go", code)
	if got != code || len(notes) != 1 || notes[0].Code != "not-highlighted" {
		t.Errorf("got %d bytes, %v", len(got), notes)
	}
}

// broken is a lexer that goes wrong.
type broken struct {
	chroma.Lexer
	tokens []chroma.Token
}

func (b broken) Tokenise(*chroma.TokeniseOptions, string) (chroma.Iterator, error) {
	if b.tokens == nil {
		return func() chroma.Token { panic("unknown state") }, nil
	}
	return chroma.Literator(b.tokens...), nil
}

func TestBrokenLexer(t *testing.T) {
	for name, lexer := range map[string]broken{
		"panics":      {},
		"loses text":  {tokens: []chroma.Token{{Type: chroma.Text, Value: "a"}}},
		"adds text":   {tokens: []chroma.Token{{Type: chroma.Text, Value: "abc"}}},
		"changes it":  {tokens: []chroma.Token{{Type: chroma.Text, Value: "xb"}}},
		"adds a line": {tokens: []chroma.Token{{Type: chroma.Text, Value: "ab\n"}, {Type: chroma.Text, Value: "\n\n"}}},
	} {
		if tokens, err := tokenise(lexer, "ab"); err == nil {
			t.Errorf("%s: got %v, want an error", name, tokens)
		}
	}
}

func TestLanguages(t *testing.T) {
	names := Languages()
	if !slices.IsSorted(names) {
		t.Error("not sorted")
	}
	// Those that the guide and the manual use, and the usual ones beside.
	for _, want := range strings.Fields(`bash c c++ cpp csharp css diff docker dockerfile go golang graphql
		haskell html ini java javascript js json jsonc jsx julia kotlin latex lua make makefile markdown md
		nginx ocaml perl php powershell protobuf py python r ruby rust scala scss sh shell sql svelte swift
		tex text toml ts tsx typescript vue xml yaml yml zig zsh console`) {
		if !slices.Contains(names, want) {
			t.Errorf("no language %q", want)
		}
	}
}

// The version in cache keys must follow go.mod.
func TestVersion(t *testing.T) {
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(mod), "github.com/alecthomas/chroma/v2 "+lexerVersion) {
		t.Errorf("go.mod does not name chroma %s: change lexerVersion", lexerVersion)
	}
}

func TestConcurrent(t *testing.T) {
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for _, lang := range []string{"rust", "html", "sql", "toml"} {
				out, _ := Render(lang, odd)
				sound(t, odd, out)
			}
		})
	}
	wg.Wait()
}

func FuzzRender(f *testing.F) {
	f.Add("go", odd)
	f.Add("html", odd)
	f.Add("markdown", "```go\n"+odd)
	f.Fuzz(func(t *testing.T, lang, code string) {
		out, _ := Render(lang, code)
		sound(t, strings.ReplaceAll(code, "\r\n", "\n"), out)
	})
}

func BenchmarkRender(b *testing.B) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		b.Fatal(err)
	}
	for _, path := range paths {
		a, err := txtar.ParseFile(path)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(a.Files[0].Name, func(b *testing.B) {
			b.SetBytes(int64(len(a.Files[0].Data)))
			for b.Loop() {
				Render(a.Files[0].Name, string(a.Files[0].Data))
			}
		})
	}
}
