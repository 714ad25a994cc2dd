package render

import (
	"strings"
	"testing"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// leafOf is the block of code that a text begins with, as HTML; leaf is what the
// highlighter made of it.
func leafOf(t *testing.T, src, leaf string) string {
	t.Helper()
	doc := parseSite(src)
	w := writer{doc: doc, view: &assemble.View{TextLang: en}, furniture: defaultTheme(t).furniture(en.Tag), leaves: []string{leaf}}
	w.leaf(0)
	if w.err != nil {
		t.Fatal(w.err)
	}
	return w.String()
}

func TestLooks(t *testing.T) {
	const a, b, c = `<span class="k">a</span> &lt;b&gt;`, `文 "b"`, "c"
	for _, x := range []struct{ name, info, want string }{
		{"nothing asked for", "go", `<div class="code" data-lang="go"><div class="code-bar"><span>go</span>` +
			`<button class="copy js" type="button">Copy</button></div><pre tabindex="0"><code class="language-go">` + a + "\n" + b + "\n" + c + "\n</code></pre></div>"},
		{"a title", `go title="<a>"`, `<div class="code-bar"><span class="code-title">&lt;a&gt;</span><span>go</span>`},
		{"lines", "go {1} ins={2} del={3}", `<code class="language-go"><span class="line hl">` + a + "\n</span>" +
			`<span class="line ins"><span class="vh">Inserted: </span>` + b + "\n</span>" +
			`<span class="line del"><span class="vh">Deleted: </span>` + c + "\n</span></code>"},
		{"numbers", "go:line-numbers=9 wrap", `<div class="code lined numbered wrap" data-lang="go">`},
		{"a number", "go:line-numbers=9", `<span class="line" data-n="11">` + c + "\n</span>"},
		{"focus", "go focus={2}", `<div class="code lined focused" data-lang="go">`},
		{"words across tags and references", `go "a <b"`, `<span class="k"><mark>a</mark></span><mark> &lt;b</mark>&gt;` + "\n"},
		{"two words that touch", `go /./`, `<mark>文</mark><mark> </mark><mark>"</mark>`},
		{"a word that is gone", `go del="b"`, `文 "<mark class="del">b</mark>"`},
		{"a fold", "go collapse={2-3}", `<span class="line">` + a + "\n</span></code></pre>" +
			`<details class="fold"><summary>Folded lines: 2</summary><pre tabindex="0"><code class="language-go"><span class="line">`},
		{"a block that is folded", "go collapsed", `</button></div><details class="fold"><summary>Folded lines: 3</summary><pre tabindex="0"><code class="language-go">` +
			a + "\n" + b + "\n" + c + "\n</code></pre></details></div>"},
	} {
		got := leafOf(t, "```"+x.info+"\na <b>\n文 \"b\"\nc\n```\n", a+"\n"+b+"\n"+c+"\n")
		if !strings.Contains(got, x.want) {
			t.Errorf("%s:\n got %s\nwant %s", x.name, got, x.want)
		}
	}
}

func TestCodeNotes(t *testing.T) {
	got := leafOf(t, "```py\na # (2)!\nb\n```\n1. x\n2. y\n", "a\nb\n")
	if want := `a<a class="code-note" href="#_note-1-2" aria-label="Note 2">2</a>` + "\nb\n"; !strings.Contains(got, want) {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestLongCodeFolds(t *testing.T) {
	for n, want := range map[int]bool{30: false, 31: true} {
		code := strings.Repeat("x\n", n)
		got := leafOf(t, "```text collapse\n"+code+"```\n", code)
		if strings.Contains(got, "Folded lines: 16") != want {
			t.Errorf("%d lines: %s", n, got)
		}
	}
}

// The whole file is one link away.
func TestCodeOfFile(t *testing.T) {
	src := "# a\nx\n\ny\n"
	doc, about := markdown.CodeDoc([]byte(src), [][2]int{{4, 5}, {6, 6}, {7, 8}}, "a b.py", "python", markdown.Include{
		Code: markdown.CodeInfo{Numbered: true, OfFile: true, Lines: []markdown.LineRange{{Mark: markdown.Marked, From: 4, To: 4, Start: 7, End: 8}}},
	})
	if len(about) != 1 || about[0].Start != 7 || about[0].Text != "no line 4: the code has 3 lines" {
		t.Errorf("got %v", about)
	}
	if doc.Links[0].Dest != "a%20b.py" {
		t.Errorf("got %q", doc.Links[0].Dest)
	}
	w := writer{doc: doc, view: &assemble.View{TextLang: site.Lang{Tag: "en"}, Targets: []assemble.Target{{Href: "/code/a%20b.py"}}}, furniture: defaultTheme(t).furniture("en")}
	w.leaf(0)
	for _, want := range []string{`<span class="code-title"><a href="/code/a%20b.py">a b.py</a></span>`, `data-n="2">x`, `data-n="3">` + "\n", `data-n="4">y`} {
		if !strings.Contains(w.String(), want) {
			t.Errorf("no %s in %s", want, w.String())
		}
	}
}
