package assemble

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"duizhao/generator/content"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// newsSite is a site of three languages with dated texts, drafts among them; the
// third has no date.
func newsSite(settings string) fstest.MapFS {
	root := fstest.MapFS{"site.yaml": {Data: []byte("title: T\nlanguages: [zh, en, ja]\n" + settings)}}
	for name, front := range map[string]string{
		"zh/index": "", "en/index": "", "ja/index": "",
		"zh/01-old": "date: 2026-01-01", "en/01-old": "date: 2026-01-01\nupdated: 2026-03-02",
		"zh/02-new":   "date: 2026-03-01",
		"zh/03-also":  "date: 2026-02-01\nupdated: 2026-03-01",
		"zh/04-again": "date: 2026-03-01\nsearch: false",
		"zh/05-never": "", "zh/06-draft": "date: 2026-03-03\ndraft: true",
	} {
		root["content/"+name+".md"] = &fstest.MapFile{Data: []byte("---\n" + front + "\n---\n\n# " + name + "\n")}
	}
	return root
}

// TestFeeds holds which texts a feed has and in which order: those that changed
// last first, then those that appeared last, then in reading order; no draft, no
// text without a day, no text of another language.
func TestFeeds(t *testing.T) {
	res, found := assembled(t, newsSite("base_url: https://h.org/r/\nauthors: A\n"))
	var got []string
	for _, f := range res.Feeds {
		got = append(got, fmt.Sprint(f.Lang.ID, f.Authors, f.Others))
		for _, p := range f.Entries {
			got = append(got, p.View.URL.Path+" "+p.View.Day())
		}
	}
	want := []string{
		"zh[{A false}] [{en en English ltr}]", "zh/new/ 2026-03-01", "zh/again/ 2026-03-01", "zh/also/ 2026-03-01", "zh/old/ 2026-01-01",
		"en[{A false}] [{zh zh-Hans 简体中文 ltr}]", "en/old/ 2026-03-02",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\n%s", got, found)
	}
	for _, p := range res.Pages {
		if p.View.Feed != (p.Lang != "ja") {
			t.Errorf("%s: a link to the feed: %t", p.View.URL.Path, p.View.Feed)
		}
	}
	for _, settings := range []string{"", "base_url: /r/\n", "base_url: https://h.org/\noutputs: { feed: false }\n"} {
		res, _ := assembled(t, newsSite(settings))
		if len(res.Feeds) > 0 || res.Pages[0].View.Feed {
			t.Errorf("with %q there is a feed", settings)
		}
		if host := strings.Contains(settings, "https"); (len(res.Sitemap) > 0) != host || res.Robots != host {
			t.Errorf("with %q: %d lists of pages, robots %t", settings, len(res.Sitemap), res.Robots)
		}
	}
}

// TestDraftsShown holds that drafts, where they are published, are told to nobody.
func TestDraftsShown(t *testing.T) {
	draft := &content.Source{TextID: site.TextID{Page: "draft", Lang: "zh"}, Front: content.Front{Draft: true, Date: "2026-03-03"}}
	a := &assembler{Input: Input{Base: site.Base{Origin: "https://h.org"}, Docs: map[site.TextID]*markdown.Doc{draft.TextID: {}}}}
	if parts := a.sitemap(&Root{}, []Page{{Source: draft, View: &View{}}}); len(parts) != 1 || len(parts[0].Views) > 0 {
		t.Errorf("a draft is listed: %v", parts)
	}
	if a.inFeed(draft) {
		t.Error("a draft is in the feed")
	}
}

func TestFeedIsShort(t *testing.T) {
	root := newsSite("base_url: https://h.org/r/\n")
	for i := range 30 {
		root[fmt.Sprintf("content/en/%02d-page-%d.md", i+7, i)] = &fstest.MapFile{Data: []byte("---\ndate: 2025-01-01\n---\n\nText\n")}
	}
	res, _ := assembled(t, root)
	entries := res.Feeds[1].Entries
	if len(entries) != 20 || entries[1].View.URL.Path != "en/page-0/" || entries[19].View.URL.Path != "en/page-18/" {
		t.Errorf("%d entries, the last is %s", len(entries), entries[len(entries)-1].View.URL.Path)
	}
}

// TestSitemapParts holds a list to the number of pages and bytes that search
// engines read, with the page at / in the first.
func TestSitemapParts(t *testing.T) {
	page := func(path string) Page {
		return Page{Source: &content.Source{}, View: &View{URL: site.URL{Path: path}}}
	}
	parts := func(n int, path string) []string {
		a := &assembler{Input: Input{Base: site.Base{Origin: "https://h.org"}}}
		var out []string
		for _, p := range a.sitemap(&Root{}, slices.Repeat([]Page{page(path)}, n)) {
			out = append(out, fmt.Sprint(len(p.Views), p.Root != nil))
		}
		return out
	}
	for _, c := range []struct {
		pages int
		path  string
		want  []string
	}{
		{0, "a/", []string{"0 true"}},
		{49_999, "a/", []string{"49999 true"}},
		{50_000, "a/", []string{"49999 true", "1 false"}},
		{100_000, "a/", []string{"49999 true", "50000 false", "1 false"}},
		{20_000, strings.Repeat("长", 200), []string{"13157 true", "6843 false"}},
	} {
		if got := parts(c.pages, c.path); !slices.Equal(got, c.want) {
			t.Errorf("%d pages: %q, want %q", c.pages, got, c.want)
		}
	}
}

// TestOwnFiles holds that a site's own robots.txt wins, however it is spelt, and
// that files at the addresses of what is made collide, on a site without a host
// too.
func TestOwnFiles(t *testing.T) {
	root := newsSite("base_url: https://h.org/r/\n")
	root["content/static/Robots.txt"] = &fstest.MapFile{Data: []byte("x")}
	if res, found := assembled(t, root); res.Robots || found != "" {
		t.Errorf("robots %t, %s", res.Robots, found)
	}
	root = newsSite("")
	for _, name := range []string{"sitemap.xml", "zh/feed.xml", "sitemap-1.xml"} {
		root["content/static/"+name] = &fstest.MapFile{Data: []byte("x")}
	}
	_, found := assembled(t, root)
	want := `content/static/sitemap.xml: error: the file would be published at "/sitemap.xml", but the list of pages for search engines has the same address [url-collision]
	hint: rename one of the two
content/static/zh/feed.xml: error: the file would be published at "/zh/feed.xml", but the feed has the same address [url-collision]
	hint: rename one of the two
`
	if found != want {
		t.Errorf("got %s", found)
	}
}
