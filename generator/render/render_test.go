package render

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/refs"
	"duizhao/generator/site"
	"duizhao/generator/theme"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// urls are the addresses of assets in these tests, without hashes.
var urls = map[string]string{
	"boot.js": "assets/boot.js", "main.js": "assets/main.js", "root.js": "assets/root.js",
	"main.css": "assets/main.css", "math.css": "assets/math.css", "pair.css": "assets/pair.css", "calc.css": "assets/calc.css", "pair.js": "assets/pair.js", "lines.css": "assets/lines.css", "owner.css": "assets/owner.css", "home.css": "assets/home.css", "home.js": "assets/home.js", "moved.css": "assets/moved.css", "moved.js": "assets/moved.js", "outside.css": "assets/outside.css", "card.png": "assets/card.png", "search.css": "assets/search.css", "comfort.css": "assets/comfort.css", "terms.css": "assets/terms.css",
	"KaTeX_Main-Regular-core.woff2": "assets/main.woff2",
	"live.js":                       "assets/live.js", "live.css": "assets/live.css",
	"texts.en": "assets/texts-en.json", "texts.zh-Hans": "assets/texts-zh-Hans.json",
}

// load reads the default theme with a site's own files over it.
func load(t testing.TB, pairs ...string) *theme.Theme {
	t.Helper()
	user := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		user[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	th, ds := theme.Load(os.DirFS("../.."), user)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	return th
}

func defaultTheme(t testing.TB, pairs ...string) *Theme {
	t.Helper()
	th, ds := NewTheme(load(t, pairs...), urls, Options{})
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	return th
}

var (
	zh = site.Lang{ID: "zh", Tag: "zh-Hans", Name: "简体中文", Dir: "ltr"}
	en = site.Lang{ID: "en", Tag: "en", Name: "English", Dir: "ltr"}
)

// chapter is a small page in the middle of a site, with its view.
func chapter() (*markdown.Doc, *assemble.View) {
	doc := markdown.NewParser(markdown.Site("zh-Hans", false)).Parse([]byte("See [there](https://example.com/?a=1&b=2) and $x$.\n\n## 价值函数 $V$\n\n```go\na < b\n```\n"))
	link := func(title, number, path string) assemble.NavLink {
		return assemble.NavLink{Title: title, Number: number, URL: site.URL{Path: path}}
	}
	pages := []assemble.NavLink{link("判别器", "1.1", "zh/math/d/"), link("最优解", "1.2", "zh/math/opt/")}
	v := &assemble.View{
		Owner: assemble.Owner{Card: assemble.Card{Width: 1200, Height: 630}},
		Base:  site.Base{Origin: "https://example.org", Prefix: "/guide"},
		Lang:  zh, TextLang: zh, Page: "math/opt", URL: pages[1].URL,
		Title: "最优解", Number: "1.2", About: "一句话。", EditURL: "https://example.org/edit",
		SiteTitle: "指南", Footer: "页脚",
		Authors:    []assemble.Author{{Name: "李雷"}, {Name: "Contributors", Group: true}},
		Original:   "en",
		Cited:      &assemble.Cited{Style: refs.GBT, Text: "李雷. 最优解[EB/OL].", BibTeX: "@online{a,\n  title = {最优解}\n}\n"},
		Alternates: []assemble.Alternate{{Lang: zh, URL: pages[1].URL, Real: true, Current: true}, {Lang: en, URL: site.URL{Path: "en/math/opt/"}, Real: true}},
		Nav:        &assemble.Nav{Chapters: []assemble.NavLink{link("导读", "0", "zh/start/"), link("数学", "1", "zh/math/")}, Current: 1, Pages: pages, After: 3, Contents: site.URL{Path: "zh/"}},
		Crumbs:     []assemble.NavLink{link("指南", "", "zh/")},
		Prev:       &pages[0],
		TOC:        []assemble.TOCEntry{{Level: 2, Runs: doc.Headings[0].Runs, ID: "value"}},
		IDs:        []string{"value"},
		Targets:    []assemble.Target{{Href: "https://example.com/?a=1&b=2", External: true}},
	}
	return doc, v
}

func outsideRoot() *assemble.Root {
	return &assemble.Root{Base: site.Base{Origin: "https://example.org", Prefix: "/guide"}, Owner: assemble.Owner{Card: assemble.Card{Width: 1200, Height: 630}}, Langs: []assemble.RootLang{
		{Lang: zh, Title: "指南", Description: "一句话。", URL: site.URL{Path: "zh/"}},
		{Lang: en, Title: "Guide", URL: site.URL{Path: "en/"}},
	}}
}

func must(t testing.TB) func([]byte, error) string {
	return func(b []byte, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
}

// pages makes one page of each kind.
func pages(t testing.TB, th *Theme) map[string]string {
	doc, v := chapter()
	fallback := *v
	fallback.Lang, fallback.Fallback, fallback.NoIndex, fallback.Canonical = en, true, true, v.URL
	fallback.URL = site.URL{Path: "en/math/opt/"}
	home := *v
	home.Home, home.URL, home.Number, home.Title = true, site.URL{Path: "zh/"}, "", v.SiteTitle
	home.Contents = []assemble.ContentsEntry{{NavLink: v.Nav.Chapters[1], Pages: v.Nav.Pages}}
	leaves := []string{`<span class="katex-html">x</span>`, "<i>V</i>", `a <span class="o">&lt;</span> b`}
	return map[string]string{
		"page.html":     must(t)(Page(doc, v, leaves, th)),
		"fallback.html": must(t)(Page(doc, &fallback, leaves, th)),
		"home.html":     must(t)(Page(&markdown.Doc{}, &home, nil, th)),
		"root.html":     must(t)(Root(outsideRoot(), th)),
		"404.html":      must(t)(NotFound(outsideRoot(), "", th)),
		"en/404.html":   must(t)(NotFound(outsideRoot(), "en", th)),
	}
}

func TestPages(t *testing.T) {
	const file = "testdata/pages.txtar"
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got := pages(t, defaultTheme(t))
	if os.Getenv("UPDATE") != "" {
		archive.Files = nil
		for _, name := range slices.Sorted(maps.Keys(got)) {
			archive.Files = append(archive.Files, txtar.File{Name: name, Data: []byte(got[name])})
		}
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if len(archive.Files) != len(got) {
		t.Fatalf("%d pages wanted, %d made", len(archive.Files), len(got))
	}
	for _, f := range archive.Files {
		if diff := cmp.Diff(string(f.Data), got[f.Name]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f.Name, diff)
		}
	}
}

// The policy is written into pages as it is, forbids inline scripts and
// styles, and pages keep to it.
func TestNothingInline(t *testing.T) {
	const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; media-src 'self'; form-action 'self'; base-uri 'none'">`
	for name, html := range pages(t, defaultTheme(t)) {
		if at := strings.Index(html, policy); at < 0 || at > strings.Index(html, "<script") {
			t.Errorf("%s: no policy before the first script", name)
		}
		for _, part := range strings.Split(html, "<script")[1:] {
			tag, rest, _ := strings.Cut(part, ">")
			if tag == ` type="application/ld+json"` {
				continue // data, which nothing runs
			}
			if !strings.Contains(tag, "src=") || !strings.HasPrefix(rest, "</script>") {
				t.Errorf("%s: an inline script: %.60s", name, part)
			}
		}
		for _, bad := range []string{"<style", " style=", " onclick=", " onload=", "javascript:", "ZgotmplZ"} {
			if strings.Contains(html, bad) {
				t.Errorf("%s has %q", name, bad)
			}
		}
	}
}

func TestHostileTextIsEscaped(t *testing.T) {
	const evil = `"><script>alert(1)</script>`
	doc, v := chapter()
	v.Title, v.SiteTitle, v.About, v.Footer, v.Number = evil, evil, evil, evil, evil
	v.Authors[0].Name, v.Cited.Text, v.Cited.BibTeX = evil, evil, evil
	v.Owner.Announcement, v.Owner.Links = evil+"["+evil+"](javascript:alert(3))", []assemble.OwnLink{{Title: evil, Href: "javascript:alert(4)"}}
	v.Crumbs[0].Title, v.Prev.Title, v.Nav.Chapters[0].Title = evil, evil, evil
	v.TOC[0].Runs = []site.Run{{Field: site.Prose, Text: evil}, {Field: site.TeX, Text: evil}}
	v.TOC[0].ID, v.IDs[0] = evil, evil
	v.Repository, v.EditURL = "javascript:alert(1)", "javascript:alert(2)"
	v.Targets[0].Href, v.Targets[0].Lang = `/x"><script>alert(1)</script>`, evil
	html := must(t)(Page(doc, v, []string{"", "", ""}, defaultTheme(t)))
	for _, bad := range []string{"<script>", "alert(1)</script", `href="javascript:`} {
		if strings.Contains(html, bad) {
			at := strings.Index(html, bad)
			t.Errorf("the page has %q: …%s…", bad, html[max(0, at-60):min(len(html), at+60)])
		}
	}
}

// A sidebar is made once for the pages that share it, yet each page finds
// itself in it.
func TestSidebarMarksEachPage(t *testing.T) {
	th := defaultTheme(t)
	doc, v := chapter()
	for _, at := range []string{"zh/math/opt/", "zh/math/d/", "zh/math/", "zh/elsewhere/", "zh/math/opt/"} {
		w := *v
		w.URL = site.URL{Path: at}
		html := must(t)(Page(doc, &w, nil, th))
		_, nav, _ := strings.Cut(html, `<nav class="side"`)
		nav, _, _ = strings.Cut(nav, "</nav>")
		want := 1
		if at == "zh/elsewhere/" {
			want = 0
		}
		if strings.Count(nav, "aria-current") != want || want == 1 && !strings.Contains(nav, `<a href="/guide/`+at+`" aria-current="page">`) {
			t.Errorf("at %s: %s", at, nav)
		}
	}
}

func TestKey(t *testing.T) {
	key := func(th *theme.Theme, urls map[string]string, opt Options) [16]byte {
		out, ds := NewTheme(th, urls, opt)
		if len(ds) > 0 {
			t.Fatal(ds)
		}
		return out.Key()
	}
	base := key(load(t), urls, Options{})
	if key(load(t), urls, Options{}) != base {
		t.Error("the same theme has another key")
	}
	moved := maps.Clone(urls)
	moved["main.css"] = "assets/main-2.css"
	for name, other := range map[string][16]byte{
		"a template": key(load(t, "templates/partials/footer.html", "<footer></footer>"), urls, Options{}),
		"a text":     key(load(t, "templates/texts/en.yaml", "nav.menu: Map\n"), urls, Options{}),
		"an asset":   key(load(t), moved, Options{}),
		"preview":    key(load(t), urls, Options{Live: true}),
	} {
		if other == base {
			t.Errorf("%s changed, the key did not", name)
		}
	}
}

func TestLiveScriptOnlyInPreview(t *testing.T) {
	live, _ := NewTheme(load(t), urls, Options{Live: true})
	for name, html := range pages(t, live) {
		if !strings.Contains(html, `src="/guide/assets/live.js"`) {
			t.Errorf("preview: %s has no live script", name)
		}
	}
	for name, html := range pages(t, defaultTheme(t)) {
		if strings.Contains(html, "live.") || strings.Contains(html, "data-line") || strings.Contains(html, "data-source") {
			t.Errorf("published: %s has the live script", name)
		}
	}
}

// In the preview blocks say where they come from, on pages of one text and of two.
func TestLivePagesKnowTheirSource(t *testing.T) {
	live, _ := NewTheme(load(t), urls, Options{Live: true})
	doc := markdown.NewParser(markdown.Options{Extras: true}).Parse([]byte("# T\n\n一\n二\n\n- 三\n\n<!-- 四 -->\n"))
	_, v := chapter()
	v.Source, v.Keys = "content/zh/a.md", []int{1, 0, 0}
	html := must(t)(Page(doc, v, nil, live))
	for _, want := range []string{`data-source="content/zh/a.md">`, `<p data-b="1" data-line="3">`, `<ul data-line="6">`} {
		if !strings.Contains(html, want) {
			t.Errorf("no %s", want)
		}
	}
	other := *v
	other.Source = "content/en/a.md"
	beside := *v
	beside.Paired = &assemble.Paired{Lang: en, Title: "A", Rows: []assemble.PairedRow{{A: []int{0}, B: []int{0}}, {B: []int{1}}}}
	html = must(t)(Pair(Text{Doc: doc, View: &beside}, Text{Doc: doc, View: &other}, live))
	for _, want := range []string{`data-source="content/zh/a.md" data-second="content/en/a.md">`, `<p data-line="3">`, `<ul data-line="6">`} {
		if !strings.Contains(html, want) {
			t.Errorf("paired: no %s", want)
		}
	}
}

func TestBrokenTemplates(t *testing.T) {
	for _, c := range []struct{ name, file, text, want string }{
		{"syntax", "templates/partials/footer.html", "<footer>\n{{if .Footer}}\n</footer>\n",
			"templates/partials/footer.html:4: error: this template does not work: unexpected EOF [template]"},
		{"an unknown field", "templates/partials/footer.html", "<footer>\n中 {{.Foter}}</footer>\n",
			`templates/partials/footer.html:2:5: error: this template does not work: executing "partials/footer.html" at <.Foter>: can't evaluate field Foter in type *render.page [template]`},
		{"an unknown text", "templates/404.html", `{{.T "no.such"}}`,
			`templates/404.html:1:3: error: this template does not work: executing "404.html" at <.T>: error calling T: no text "no.such" in templates/texts [template]`},
		{"a partial that is not there", "templates/root.html", `{{template "partials/none.html" .}}`,
			`templates/root.html:1:12: error: this template does not work: no such template "partials/none.html" [template]`},
		{"HTML that cannot be escaped", "templates/root.html", "<p>\n<a href='{{if .Langs}}\"{{end}}>\n",
			`templates/root.html: error: this template does not work: ends in a non-text context: `},
		{"the sidebar", "templates/partials/sidebar.html", "<nav>\n{{.Title}}</nav>",
			`templates/partials/sidebar.html:2:3: error: this template does not work: executing "partials/sidebar.html" at <.Title>: can't evaluate field Title in type *render.sidebar [template]`},
		{"the template for code", "templates/partials/code.html", "<pre>{{.Nothing}}</pre>",
			`templates/partials/code.html:1:8: error: this template does not work: executing "partials/code.html" at <.Nothing>: can't evaluate field Nothing in type render.code [template]`},
	} {
		_, ds := NewTheme(load(t, c.file, c.text), urls, Options{})
		if len(ds) != 1 || !strings.HasPrefix(ds[0].String(), c.want) {
			t.Errorf("%s:\n got %v\nwant %s", c.name, ds, c.want)
		}
	}
}

// What only real content brings to light is an error with its place.
func TestTemplateErrorOfOnePage(t *testing.T) {
	th := defaultTheme(t, "templates/partials/footer.html", "{{if eq .Title \"最优解\"}}\n{{index .Crumbs 7}}{{end}}")
	doc, v := chapter()
	_, err := Page(doc, v, nil, th)
	var own *TemplateError
	if !errors.As(err, &own) || own.Pos.String() != "templates/partials/footer.html:2:3" {
		t.Errorf("got %v", err)
	}
}

func TestUnusedTemplate(t *testing.T) {
	_, ds := NewTheme(load(t,
		"templates/partials/mine.html", "mine", "templates/partials/lost.html", "lost", "templates/blocks/own.html", "own",
		"templates/partials/footer.html", `{{if .Footer}}{{template "partials/mine.html"}}{{end}}`), urls, Options{})
	if len(ds) != 1 || ds[0].File != "templates/partials/lost.html" || ds[0].Code != "unused-theme-file" {
		t.Errorf("got %v", ds)
	}
}

// Every text of the pages is used, so that translators translate nothing in
// vain. (That none is missing is an error of the templates.)
func TestTextsInUse(t *testing.T) {
	th := load(t)
	used := "article.anchor article.math references.cited references.title glossary.title tag.title" // by this package itself
	used += " book.preface book.leaf book.film book.sound book.calc" +
		" book.access book.access.pictures book.access.drawings book.access.math" // by package book
	used += " callout.note callout.tip callout.important callout.warning callout.caution details.summary tabs.tab" // by containers
	used += " number.fig number.tbl number.eq number.lst number.sec number.heading" +
		" article.table footnote.list footnote.ref footnote.back" // by the text, as labels
	used += " code.folded code.outputOf code.note code.inserted code.deleted code.warning code.error"                                                                     // by blocks of code
	used += " calc.lead.exposure calc.lead.audit calc.lead.scenarios calc.lead.option calc.number.q calc.number.G calc.number.K calc.number.c calc.number.delta"          // by calculators
	used += " date.day date.months"                                                                                                                                       // by Date
	used += " pair.missing pair.extra pair.moved translated.changed translated.unchecked translated.untranslated translated.machine translated.draft translated.reviewed" // by pages in two languages
	used += " feed.page"
	for _, tmpl := range th.Templates() {
		used += tmpl.Text
	}
	for key := range th.Texts("en") {
		if !strings.HasPrefix(key, "js.") && !strings.HasPrefix(key, "search.") && !strings.Contains(used, key) {
			t.Errorf("nothing shows the text %q", key)
		}
	}
}

// A site with more chapters than sidebars are kept for still gets each right.
func TestManySidebars(t *testing.T) {
	th := defaultTheme(t)
	doc, v := chapter()
	var wait sync.WaitGroup
	for i := range 200 {
		wait.Go(func() {
			w := *v
			nav := *v.Nav
			nav.Pages = []assemble.NavLink{{Title: fmt.Sprint("page ", i), URL: v.URL}}
			w.Nav = &nav
			html, err := Page(doc, &w, nil, th)
			if err != nil || !strings.Contains(string(html), fmt.Sprintf(` aria-current="page">page %d</a>`, i)) {
				t.Errorf("chapter %d: %v", i, err)
			}
		})
	}
	wait.Wait()
}
