package render

import (
	"strings"
	"testing"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
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
		{"a picture has its text", "![foo *bar*](/u \"t\") x", `<p><img src="/u" alt="foo bar" title="t"> x</p>` + "\n"},
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
	view := &assemble.View{TextLang: en, Lang: zh, Aliases: [][]string{{"old", "旧"}}, Numbers: []string{"1.1"}}
	for _, c := range []struct {
		name, src, want string
		targets         []assemble.Target
		leaves          []string
	}{
		{name: "a heading, its former ids and its permalink", src: "## One",
			want: `<h2 id="x&quot;y"><span id="old"></span><span id="旧"></span>One<a class="anchor" href="#x%22y" aria-label="Link to this section"></a></h2>`},
		{name: "a link out of the site", src: "[a](b)", targets: []assemble.Target{{Href: "https://e.org/?a&b", External: true}},
			want: `<a href="https://e.org/?a&amp;b" rel="noopener">a</a>`},
		{name: "a link to another language", src: "[a](b 't')", targets: []assemble.Target{{Href: "/guide/zh/%E4%B8%AD/#x", Lang: "zh-Hans"}},
			want: `<a href="/guide/zh/%E4%B8%AD/#x" title="t" hreflang="zh-Hans">a</a>`},
		{name: "a link to nothing", src: "[a](b)", targets: []assemble.Target{{}},
			want: `<a class="broken">a</a>`},
		{name: "a picture", src: "![a](b)", targets: []assemble.Target{{Href: "/i.png"}},
			want: `<img src="/i.png" alt="a" decoding="async">`},
		{name: "a reference", src: "[](#fig:x)", targets: []assemble.Target{{Href: "/a/#fig:x", Kind: site.Figure, Number: "4.2"}},
			want: `<a href="/a/#fig:x">Figure 4.2</a>`},
		{name: "a reference to a heading", src: "[](#sec:x)", targets: []assemble.Target{{Href: "#x", Kind: site.Section, Number: "4.2", Title: []site.Run{{Field: site.Prose, Text: "T"}}}},
			want: `<a href="#x">Section 4.2, “T”</a>`},
		{name: "a link that shows a title", src: "[](b.md)", targets: []assemble.Target{{Href: "/b/", Lang: "zh-Hans", TitleLang: "zh-Hans",
			Title: []site.Run{{Field: site.Prose, Text: "<题> "}, {Field: site.TeX, Text: "x"}}}},
			want: `<a href="/b/" hreflang="zh-Hans"><span lang="zh-Hans">&lt;题&gt; <code>x</code></span></a>`},
		{name: "a link that shows an address", src: "[](https://e.org/){.x}", targets: []assemble.Target{{Href: "https://e.org/", External: true}},
			want: `<a class="x" href="https://e.org/" rel="noopener">https://e.org/</a>`},
		{name: "a broken link with a class", src: "[a](b){.x}", targets: []assemble.Target{{}},
			want: `<a class="broken x">a</a>`},
		{name: "a numbered figure", src: "![a](b \"c\"){#tbl:x}", targets: []assemble.Target{{Href: "/b"}},
			want: `<figure id="tbl:x">
<img src="/b" alt="a" decoding="async">
<figcaption><span class="no">Table 1.1</span> c</figcaption>
</figure>`},
		{name: "a footnote", src: "a[^b]\n\n[^b]: c",
			want: `role="doc-noteref" aria-label="Footnote 1">1</a>`},
		{name: "a table's name", src: "| a |\n|---|",
			want: `<div class="table" tabindex="0" role="group" aria-label="Table"><table>`},
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
