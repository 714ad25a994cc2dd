package render

import (
	"strings"
	"testing"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
)

func parseSite(src string) *markdown.Doc {
	return markdown.NewParser(markdown.Site("zh-Hans", false)).Parse([]byte(src))
}

// Without a View an article reads as CommonMark has it.
func TestArticleAsWritten(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"a heading has no id", "## One", "<h2>One</h2>\n"},
		{"an address is escaped once", "[a](<b c&auml;%20\"d>)", `<p><a href="b%20c%C3%A4%20%22d">a</a></p>` + "\n"},
		{"a backslash in an autolink stays", "<https://example.com?find=\\*>", `<p><a href="https://example.com?find=%5C*">https://example.com?find=\*</a></p>` + "\n"},
		{"a title is escaped", `[a](/b 'x "y" & z')`, `<p><a href="/b" title="x &quot;y&quot; &amp; z">a</a></p>` + "\n"},
		{"a picture has its text", "![foo *bar*](/u \"t\")", `<p><img src="/u" alt="foo bar" title="t"></p>` + "\n"},
		{"code is escaped", "```ruby x\n<\n```", `<pre><code class="language-ruby">&lt;` + "\n</code></pre>\n"},
		{"code without a language", "    a\n", "<pre><code>a\n</code></pre>\n"},
		{"a formula is its source", "$a<b$", `<p><span class="math">a&lt;b</span></p>` + "\n"},
	} {
		got := strings.TrimSuffix(Article(parseSite(c.src), &assemble.View{}, nil), "\n") + "\n"
		if got != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

func TestHoles(t *testing.T) {
	view := &assemble.View{TextLang: en, Lang: zh}
	for _, c := range []struct {
		name, src, want string
		targets         []assemble.Target
		leaves          []string
	}{
		{name: "a heading and its permalink", src: "## One",
			want: `<h2 id="x&quot;y">One<a class="anchor" href="#x%22y" aria-label="Link to this section"></a></h2>`},
		{name: "a link out of the site", src: "[a](b)", targets: []assemble.Target{{Href: "https://e.org/?a&b", External: true}},
			want: `<a href="https://e.org/?a&amp;b" rel="noopener">a</a>`},
		{name: "a link to another language", src: "[a](b 't')", targets: []assemble.Target{{Href: "/guide/zh/%E4%B8%AD/#x", Lang: "zh-Hans"}},
			want: `<a href="/guide/zh/%E4%B8%AD/#x" title="t" hreflang="zh-Hans">a</a>`},
		{name: "a link to nothing", src: "[a](b)", targets: []assemble.Target{{}},
			want: `<a class="broken">a</a>`},
		{name: "a picture", src: "![a](b)", targets: []assemble.Target{{Href: "/i.png"}},
			want: `<img src="/i.png" alt="a" decoding="async">`},
		{name: "a picture that is not the first", src: "![a](b) ![c](d){width=300}", targets: []assemble.Target{{}, {Href: "/i.png", Width: 1600, Height: 900}},
			want: `<img src="/i.png" alt="c" width="300" height="169" loading="lazy" decoding="async">`},
		{name: "a picture with smaller copies", src: "![a](b){.c width=62%}", targets: []assemble.Target{{Href: "/i.png", Width: 1600, Height: 900, Srcset: "/s.webp 714w, /i.png 1600w"}},
			want: `<img src="/i.png" alt="a" width="1600" height="900" class="c w-60" srcset="/s.webp 714w, /i.png 1600w" sizes="(min-width: 800px) 428px, 60vw" decoding="async">`},
		{name: "a picture for each theme", src: "![a](b){dark=d}", targets: []assemble.Target{{Href: "/b.png"}, {Href: "/d.png"}},
			want: `<img src="/b.png" alt="a" class="light-only" loading="lazy" decoding="async"><img src="/d.png" alt="a" class="dark-only" loading="lazy" decoding="async">`},
		{name: "a film as large as its poster", src: "![a](b.mp4){poster=p.jpg}", targets: []assemble.Target{{Href: "/p.jpg", Width: 640, Height: 360}, {Href: "/b.mp4"}},
			want: `<video controls preload="none" playsinline poster="/p.jpg" src="/b.mp4" aria-label="a" width="640" height="360"><a href="/b.mp4">a</a></video>`},
		{name: "the first picture behind a film", src: "![a](b.mp4){poster=p.jpg} ![c](d)", targets: []assemble.Target{{Href: "/p.jpg"}, {Href: "/b.mp4"}, {Href: "/i.png"}},
			want: `<img src="/i.png" alt="c" decoding="async">`},
		{name: "an address in raw HTML", src: `<source srcset="a.png 2x">`, targets: []assemble.Target{{Href: "/g/a%20b.png"}},
			want: `<source srcset="/g/a%20b.png 2x">`},
		{name: "a picture that is not there", src: "![a](b)", targets: []assemble.Target{{}},
			want: `<img alt="a" class="broken" decoding="async">`},
		{name: "a formula in a line", src: "$x$", leaves: []string{"<b>X</b>"},
			want: `<span class="math"><b>X</b></span>`},
		{name: "a formula of its own", src: "$$\nx\n$$", leaves: []string{"<b>X</b>"},
			want: `<div class="math-display" tabindex="0" role="group" aria-label="Formula"><b>X</b></div>`},
		{name: "a displayed formula in a paragraph", src: "a $$x$$ b", leaves: []string{"<b>X</b>"},
			want: `<p>a <span class="math-display" tabindex="0" role="group" aria-label="Formula"><b>X</b></span> b</p>`},
		{name: "a displayed formula in a heading", src: "## A $$x$$", leaves: []string{"<b>X</b>"},
			want: `>A <span class="math-display" tabindex="0" role="group" aria-label="Formula"><b>X</b></span><a`},
		{name: "a formula of its own in a list", src: "- <!-- -->a\n  $$\n  x\n  $$", leaves: []string{"<b>X</b>"},
			want: `<div class="math-display" tabindex="0" role="group" aria-label="Formula"><b>X</b></div>`},
		{name: "code, by its template", src: "```go\nx\n```", leaves: []string{"<b>x</b>"},
			want: `<pre tabindex="0"><code class="language-go"><b>x</b></code></pre>`},
	} {
		v := *view
		v.IDs, v.Targets = []string{`x"y`}, c.targets
		html := must(t)(Page(parseSite(c.src), &v, c.leaves, defaultTheme(t)))
		if !strings.Contains(html, c.want) {
			_, article, _ := strings.Cut(html, "</h1>")
			article, _, _ = strings.Cut(article, "</article>")
			t.Errorf("%s:\n got %s\nwant %s", c.name, article, c.want)
		}
	}
}

// A page of 6,000 Han characters, its links, formulas and headings.
func BenchmarkArticle(b *testing.B) {
	var src strings.Builder
	for range 30 {
		src.WriteString("## 一节\n\n" + strings.Repeat("这是一段用来量速度的中文，", 15) + "$x$ [链接](a.md)\n\n")
	}
	doc := parseSite(src.String())
	v := &assemble.View{IDs: make([]string, 30), Targets: make([]assemble.Target, 30)}
	for i := range v.IDs {
		v.IDs[i], v.Targets[i].Href = "section", "/zh/a/"
	}
	leaves := make([]string, 30)
	for b.Loop() {
		Article(doc, v, leaves)
	}
}

func BenchmarkPage(b *testing.B) {
	th := defaultTheme(b)
	doc, v := chapter()
	for range 20 {
		v.Nav.Chapters = append(v.Nav.Chapters, v.Nav.Chapters[0])
		v.Nav.Pages = append(v.Nav.Pages, v.Nav.Pages[0])
		v.TOC = append(v.TOC, v.TOC[0])
	}
	for b.Loop() {
		if _, err := Page(doc, v, []string{"x", "x", "x"}, th); err != nil {
			b.Fatal(err)
		}
	}
}
