package build

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"duizhao"
	"duizhao/generator/diag"
	"duizhao/generator/site"

	"golang.org/x/net/html"
)

// served builds a site for an address, all of its files changed on one day.
func served(t *testing.T, root fs.FS, base string) map[string]string {
	t.Helper()
	days := map[string]string{}
	err := fs.WalkDir(root, "content", func(p string, _ fs.DirEntry, err error) error { days[p] = "2026-03-02"; return err })
	if err != nil {
		t.Fatal(err)
	}
	m := newMemory()
	found, err := Run(t.Context(), Input{
		Root: root, Builtin: duizhao.Theme(), Bundle: bundled, Memo: memo(t), BaseURL: base,
		History: func(context.Context) (map[string]string, []diag.Diagnostic, error) { return days, nil, nil },
	}, m)
	if err != nil || diag.HasErrors(found) {
		t.Fatal(err, found)
	}
	return m.files
}

// addresses are all that a document names: in elements called loc and id, in
// attributes called href and src, and those in the HTML that content holds.
func addresses(t *testing.T, doc string) []string {
	t.Helper()
	var out []string
	in := ""
	content := ""
	for d := xml.NewDecoder(strings.NewReader(doc)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			in, content = token.Name.Local, ""
			for _, a := range token.Attr {
				if a.Name.Local == "href" {
					out = append(out, a.Value)
				}
			}
		case xml.CharData:
			if in == "loc" || in == "id" {
				out = append(out, string(token))
			}
			if in == "content" {
				content += string(token)
			}
		case xml.EndElement:
			if token.Name.Local == "content" {
				out = append(out, inHTML(content)...)
			}
			in = ""
		}
	}
}

// inHTML are the addresses in a text of a feed.
func inHTML(text string) []string {
	var out []string
	z := html.NewTokenizer(strings.NewReader(text))
	for z.Next() != html.ErrorToken {
		for _, a := range z.Token().Attr {
			if slices.Contains([]string{"href", "src", "poster", "cite"}, a.Key) {
				out = append(out, a.Val)
			}
		}
	}
	return out
}

// TestMachinesNameWhatIsThere holds that feeds and lists of pages are XML, that
// each address in them is absolute, and that those of the site lead to a file that
// is published, and to an element in it, wherever the site is served.
func TestMachinesNameWhatIsThere(t *testing.T) {
	for _, folder := range []string{"../../test/languages", "../../docs"} {
		for _, path := range []string{"/", "/repo/"} {
			base := "https://h.example" + path
			files := served(t, os.DirFS(folder), base)
			if _, ok := files["zh/feed.xml"]; !ok || files["robots.txt"] != "User-agent: *\nAllow: /\n\nSitemap: "+base+"sitemap.xml\n" {
				t.Fatalf("%s has no feed, or robots.txt says %q", folder, files["robots.txt"])
			}
			count := 0
			for name, data := range files {
				for _, a := range described(t, name, data) {
					count++
					leads(t, files, base, name, a)
				}
				if !strings.HasSuffix(name, "feed.xml") && name != "sitemap.xml" {
					continue
				}
				for _, a := range addresses(t, data) {
					count++
					leads(t, files, base, name, a)
				}
			}
			if count < 50 {
				t.Errorf("%s: %d addresses", folder, count)
			}
		}
	}
}

// described are the addresses in what a page tells of itself as JSON-LD, and in the
// description of a search.
func described(t *testing.T, name, data string) []string {
	t.Helper()
	if strings.HasSuffix(name, "opensearch.xml") {
		var d struct {
			URLs []struct {
				Template string `xml:"template,attr"`
			} `xml:"Url"`
		}
		if err := xml.Unmarshal([]byte(data), &d); err != nil || len(d.URLs) != 2 {
			t.Fatal(name, err, d)
		}
		search, _, _ := strings.Cut(d.URLs[0].Template, "?q={searchTerms}")
		return []string{search, d.URLs[1].Template}
	}
	_, rest, ok := strings.Cut(data, `<script type="application/ld+json">`)
	if !ok {
		return nil
	}
	text, _, _ := strings.Cut(rest, "</script>")
	var graph any
	if err := json.Unmarshal([]byte(text), &graph); err != nil {
		t.Fatal(name, err)
	}
	var out []string
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			for key, x := range v {
				if s, ok := x.(string); ok && (key == "@id" || key == "url" || key == "item") {
					out = append(out, s)
				}
				walk(x)
			}
		}
	}
	walk(graph)
	return out
}

// leads reports an address that leads nowhere.
func leads(t *testing.T, files map[string]string, base, from, address string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil || u.Scheme == "" {
		t.Errorf("%s names %q, which is not absolute: %v", from, address, err)
		return
	}
	rest, ours := strings.CutPrefix(u.Scheme+"://"+u.Host+u.Path, base)
	if !ours {
		if u.Host == "h.example" {
			t.Errorf("%s names %q, which is beside the site", from, address)
		}
		return
	}
	page, ok := files[site.URL{Path: rest}.File()]
	switch {
	case !ok:
		t.Errorf("%s names %q, which is not there", from, address)
	case u.Fragment != "" && !strings.Contains(page, ` id="`+html.EscapeString(u.Fragment)+`"`) && !strings.Contains(page, ` id=`+u.Fragment):
		t.Errorf("%s names %q, and the page has no such element", from, address)
	}
}

// TestFeedsOfFive reads the feeds of a site in five languages: each speaks its own
// and has its own texts alone, in full, without what needs a style or a script.
func TestFeedsOfFive(t *testing.T) {
	files := served(t, os.DirFS("../../test/languages"), "https://h.example/five/")
	for _, l := range five {
		var feed struct {
			XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
			Lang    string   `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
			ID      string   `xml:"id"`
			Updated string   `xml:"updated"`
			Author  []string `xml:"author>name"`
			Links   []struct {
				Rel  string `xml:"rel,attr"`
				Lang string `xml:"hreflang,attr"`
			} `xml:"link"`
			Entries []struct {
				ID, Title, Updated string
				XML                string `xml:",innerxml"`
				Content            string `xml:"content"`
			} `xml:"entry"`
		}
		text := files[l.id+"/feed.xml"]
		if err := xml.Unmarshal([]byte(text), &feed); err != nil {
			t.Fatalf("%s: %v\n%s", l.id, err, text)
		}
		if feed.Lang != l.tag || feed.ID != "https://h.example/five/"+l.id+"/feed.xml" || feed.Updated != "2026-03-02T00:00:00Z" || len(feed.Author) != 1 {
			t.Errorf("%s: the feed says %q %q %q %q", l.id, feed.Lang, feed.ID, feed.Updated, feed.Author)
		}
		if len(feed.Links) != 6 { // itself, the first page, four other feeds
			t.Errorf("%s: the feed has the links %v", l.id, feed.Links)
		}
		want := 3
		if l.id == "zh" || l.id == "en" {
			want = 4
		}
		if len(feed.Entries) != want {
			t.Errorf("%s: %d entries, want %d", l.id, len(feed.Entries), want)
		}
		for _, e := range feed.Entries {
			for _, no := range []string{"class=", "style=", " id=", "<script", "<svg", "<button", "aria-", "katex", "data-"} {
				if strings.Contains(e.Content, no) {
					t.Errorf("%s: a text has %s:\n%s", l.id, no, e.Content)
				}
			}
			open := `<div lang="` + l.tag + `">`
			if l.id == "ar" {
				open = `<div lang="ar" dir="rtl">`
			}
			if !strings.HasPrefix(e.Content, open) {
				t.Errorf("%s: a text begins with %.60s", l.id, e.Content)
			}
		}
		if n := strings.Count(text, "&lt;math "); n < 3 || !strings.Contains(text, `encoding="application/x-tex"`) {
			t.Errorf("%s: %d formulas", l.id, n)
		}
		link := `<link rel="alternate" type="application/atom+xml" title="` + feedTitle(text) + `" href="/five/` + l.id + `/feed.xml">`
		for _, page := range []string{"index.html", "guide/descent/index.html", "guide/only/index.html", "glossary/index.html"} {
			if !strings.Contains(files[l.id+"/"+page], link) {
				t.Errorf("%s/%s has no %s", l.id, page, link)
			}
		}
	}
}

func feedTitle(feed string) string {
	_, rest, _ := strings.Cut(feed, "<title>")
	title, _, _ := strings.Cut(rest, "</title>")
	return title
}

// TestSitemapOfFive holds that the list names each page that search engines may
// keep, once, with the translations that the page itself names, and none that says
// noindex.
func TestSitemapOfFive(t *testing.T) {
	files := served(t, os.DirFS("../../test/languages"), "https://h.example/five/")
	var list struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		Pages   []struct {
			Loc     string `xml:"loc"`
			Lastmod string `xml:"lastmod"`
			Links   []struct {
				Lang string `xml:"hreflang,attr"`
			} `xml:"http://www.w3.org/1999/xhtml link"`
		} `xml:"url"`
	}
	if err := xml.Unmarshal([]byte(files["sitemap.xml"]), &list); err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, p := range list.Pages {
		u, err := url.Parse(p.Loc)
		if err != nil {
			t.Fatal(err)
		}
		file := site.URL{Path: strings.TrimPrefix(u.Path, "/five/")}.File()
		if listed[file] {
			t.Errorf("%s is listed twice", file)
		}
		listed[file] = true
		var langs []string
		for _, l := range p.Links {
			langs = append(langs, l.Lang)
		}
		if want := alternates(files[file]); !slices.Equal(langs, want) {
			t.Errorf("%s: the list names %v, the page %v", file, langs, want)
		}
		dated := strings.Contains(files[file], `<time datetime="`+p.Lastmod+`">`)
		if p.Lastmod != "" != strings.Contains(files[file], "<time datetime") || p.Lastmod != "" && !dated {
			t.Errorf("%s: the list says %q", file, p.Lastmod)
		}
	}
	for file, page := range files {
		if strings.HasSuffix(file, ".html") && strings.Contains(page, `content="noindex"`) == listed[file] {
			t.Errorf("%s: listed %t", file, listed[file])
		}
	}
}

// TestNoHostNoMachines holds that a site that does not know its host, as the
// preview does not, has none of these files and no link to them.
func TestNoHostNoMachines(t *testing.T) {
	files := served(t, os.DirFS("../../test/languages"), "/five/")
	for file, page := range files {
		if strings.HasSuffix(file, "feed.xml") || strings.HasSuffix(file, "/sitemap.xml") || file == "robots.txt" || strings.Contains(page, "application/atom+xml") {
			t.Errorf("%s is there, or links to a feed", file)
		}
	}
}

// TestOwnRobots holds that a site's own robots.txt is published.
func TestOwnRobots(t *testing.T) {
	root := small()
	root["content/static/robots.txt"] = &fstest.MapFile{Data: []byte("own")}
	if got := served(t, root, "https://h.example/")["robots.txt"]; got != "own" {
		t.Errorf("robots.txt is %q", got)
	}
}
