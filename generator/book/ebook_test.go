package book

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"os"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"duizhao"
	"duizhao/generator/build"
	"duizhao/generator/cache"
	"duizhao/generator/render"
	"duizhao/generator/site"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"
)

// bound makes an ebook of a site, and returns the pages it was made of and its files.
func bound(t *testing.T, in build.Input, langs ...string) (*gatherer, map[string]string) {
	t.Helper()
	in.Builtin, in.Memo = duizhao.Theme(), memo(t)
	g, found, err := gather(t.Context(), in, Options{Langs: langs})
	if g == nil {
		t.Fatalf("no book: %v %v", err, found)
	}
	data, err := g.ebook()
	if err != nil {
		t.Fatal(err)
	}
	return g, unzipped(t, data)
}

func memo(t *testing.T) *cache.Memo {
	t.Helper()
	m, err := cache.Open("", "test", 0)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func unzipped(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(text)
	}
	return out
}

// manual is the site in which each construct is used, in two languages.
func manual() build.Input { return build.Input{Root: os.DirFS("../../docs")} }

// The chapters say what the pages say, and every link leads somewhere.
func TestEbookOfManual(t *testing.T) {
	g, files := bound(t, manual(), "zh", "en")
	e := &ebook{gatherer: g, links: g.links()}
	for i, c := range g.chosen {
		file := "EPUB/text/" + e.links.names[i] + ".xhtml"
		page, err := html.Parse(bytes.NewReader(g.pages[c.file]))
		if err != nil {
			t.Fatal(err)
		}
		want, got := pageText(page), bookText(t, files[file])
		if len(want) < 80 {
			t.Errorf("%s: the page has no text to compare", c.file)
		}
		if at, same := differ(want, got); !same {
			t.Errorf("%s differs at …%s…, the page has …%s…", file, near(got, at), near(want, at))
		}
		at := someWords.FindStringIndex(files[file])
		lost := files[file][:at[0]] + files[file][at[1]:]
		if _, same := differ(want, pageTextOf(t, lost)); same {
			t.Errorf("%s: lost words are not noticed", file)
		}
	}
	if bad := astray(t, files); len(bad) > 0 {
		t.Errorf("links that lead nowhere: %q", bad)
	}
	files["EPUB/text/writing.xhtml"] = strings.Replace(files["EPUB/text/writing.xhtml"], `href="charts.xhtml"`, `href="charts.xhtml#no"`, 1)
	if bad := astray(t, files); !slices.Equal(bad, []string{"EPUB/text/writing.xhtml: charts.xhtml#no"}) {
		t.Errorf("a broken link is not noticed: %q", bad)
	}
}

var someWords = regexp.MustCompile(`>[^<>]*[^<>\s][^<>]*</(p|dd|li)>`)

func near(s string, at int) string {
	r := []rune(s)
	return string(r[max(0, at-20):min(len(r), at+30)])
}

// differ returns the place of the first character that is not the same.
func differ(a, b string) (at int, same bool) {
	x, y := []rune(a), []rune(b)
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return i, false
		}
	}
	return min(len(x), len(y)), len(x) == len(y)
}

// pageText is what a published page says in its article, without what belongs to a
// screen. It knows the page alone, not how the book is made of it.
func pageText(page *html.Node) string {
	article := find(page, func(n *html.Node) bool { return n.DataAtom == atom.Article })
	var s strings.Builder
	var later []*html.Node
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			s.WriteString(n.Data)
		}
		if n.Type == html.ElementNode && offPaper(n) {
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if n.Data == "figure" && hasClass(c, "chart-data") {
				later = append(later, c) // the data of drawings stand at the end
			} else {
				walk(c)
			}
		}
	}
	walk(article)
	for _, data := range later {
		walk(data)
	}
	return folded(s.String())
}

func offPaper(n *html.Node) bool {
	switch n.Data {
	case "button", "script", "noscript", "annotation", "video", "audio":
		return true
	case "summary":
		return hasClass(n.Parent, "fold")
	case "h1":
		return true // that of a first page is another
	case "span":
		if hasClass(n.Parent, "code-bar") && !hasClass(n, "code-title") && title(n) == attr(n.Parent.Parent, "data-lang") {
			return true
		}
	case "div":
		if hasClass(n, "narrow") {
			return false
		}
		if hasClass(n, "wide") {
			return n.NextSibling != nil && hasClass(n.NextSibling, "narrow")
		}
	}
	for _, class := range []string{"anchor", "tongue", "term-card", "js", "copy", "pair-bar", "letters", "back", "katex-html", "calc-said", "calc-end", "actions", "spread", "resume"} {
		if hasClass(n, class) {
			return true
		}
	}
	return false
}

// bookText is what a file of a book says; the file must be XML.
func bookText(t *testing.T, file string) string {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(file))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("not well-formed: %v", err)
		}
	}
	return pageTextOf(t, file)
}

func pageTextOf(t *testing.T, file string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	var s strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			s.WriteString(n.Data)
		}
		if n.Data == "annotation" || n.Data == "h1" || n.Data == "head" || isOneOf(n, []string{"fn-no", "box", "media", "elsewhere", "to-data"}) {
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(doc)
	return folded(s.String())
}

// folded leaves spaces out and makes one of letters that differ in their alphabet.
func folded(s string) string { return strings.Join(strings.Fields(norm.NFKC.String(s)), "") }

// astray returns the addresses in the files of a book that lead to nothing in it.
func astray(t *testing.T, files map[string]string) []string {
	t.Helper()
	ids := map[string]bool{}
	type link struct{ from, to string }
	var links []link
	for name, text := range files {
		if !slices.Contains([]string{".xhtml", ".opf", ".ncx", ".svg"}, path.Ext(name)) {
			continue
		}
		d := xml.NewDecoder(strings.NewReader(text))
		for {
			token, err := d.Token()
			if err != nil {
				break
			}
			start, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			for _, a := range start.Attr {
				switch a.Name.Local {
				case "id":
					if ids[name+"#"+a.Value] {
						t.Errorf("%s: the id %q stands there twice", name, a.Value)
					}
					ids[name+"#"+a.Value] = true
				case "href", "src", "poster":
					links = append(links, link{name, a.Value})
				case "aria-labelledby", "aria-describedby":
					for _, id := range strings.Fields(a.Value) {
						links = append(links, link{name, "#" + id})
					}
				}
			}
		}
	}
	var bad []string
	for _, l := range links {
		u, err := url.Parse(l.to)
		if err == nil && (u.Scheme == "https" || u.Scheme == "http" || u.Scheme == "mailto") {
			continue
		}
		to := l.from
		if err == nil && u.Path != "" {
			to = path.Join(path.Dir(l.from), u.Path)
		}
		if _, ok := files[to]; err != nil || !ok || u.Fragment != "" && !ids[to+"#"+u.Fragment] {
			bad = append(bad, l.from+": "+l.to)
		}
	}
	slices.Sort(bad)
	return bad
}

// small is a site with a page of each kind that matters to the form of the file.
func small() build.Input {
	files := map[string]string{
		"site.yaml": "title: { zh: 书名 & 题, en: 'Title <b>' }\nlanguages: [zh, en]\nbase_url: https://example.org/书/\ndates: frontmatter\nauthors: [ '{作者}' ]\n" +
			"theme: { footer: { zh: 许可, en: Licence } }\n",
		"content/zh/index.md":        "---\ntitle: 书名 & 题\nupdated: 2026-03-01\n---\n见[结论](1-甲/two.md#结论)、[文件](../a.csv)。[^n]\n\n[^n]: 注。\n",
		"content/en/index.md":        "---\ntitle: Title\n---\nSee [the end](1-甲/two.md#结论).[^n]\n\n[^n]: Note.\n",
		"content/zh/1-甲/index.md":    "# 章\n\n![动图](/a.gif) ![图](/b.svg)\n\n![片](/c.mp4){poster=/a.gif}\n",
		"content/zh/1-甲/two.md":      "# 页\n\n## 结论\n\n$$\nx = \\mathbb{R}\n$$ {#eq:a}\n\n一 $\\log D$ 二。\n",
		"content/en/1-甲/two.md":      "# Page\n\n## End {#结论}\n\n$$\nx = \\mathbb{R}\n$$ {#eq:a}\n\none $\\log D$ two.\n",
		"content/a.csv":              "a\n",
		"content/c.mp4":              "film",
		"content/a.gif":              "GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;",
		"content/b.svg":              `<?xml version="1.0"?><!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg" xmlns:x="urn:x" width="8" height="8" x:made="by"><script>1</script><x:note/><g onclick="1"><circle r="4"/></g></svg>`,
		"content/zh/1-甲/_part.md":    "话。\n",
		"content/zh/2-draft/page.md": "---\ndraft: true\n---\n# 草稿\n",
	}
	root := fstest.MapFS{}
	for name, text := range files {
		root[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return build.Input{Root: root}
}

// Equal sites give equal files, however many work at them.
func TestEbookSameBytes(t *testing.T) {
	before := runtime.GOMAXPROCS(0)
	defer runtime.GOMAXPROCS(before)
	var first []byte
	for _, n := range []int{1, 4} {
		runtime.GOMAXPROCS(n)
		in := small()
		in.Builtin, in.Memo = duizhao.Theme(), memo(t)
		data, found, err := MakeEPUB(t.Context(), in, Options{Langs: []string{"zh", "en"}})
		if err != nil || data == nil {
			t.Fatal(err, found)
		}
		if first == nil {
			first = data
		}
		if !bytes.Equal(first, data) {
			t.Errorf("with %d at work the file is another", n)
		}
	}
	if got := string(first[30:58]); got != "mimetypeapplication/epub+zip" {
		t.Errorf("the file begins with %q", got)
	}
}

func TestEbookFiles(t *testing.T) {
	_, files := bound(t, small(), "zh", "en")
	if bad := astray(t, files); len(bad) > 0 {
		t.Errorf("links that lead nowhere: %q", bad)
	}
	for _, c := range []struct{ file, want string }{
		{"package.opf", `<dc:title id="title">书名 &amp; 题</dc:title>`},
		{"package.opf", `<dc:title id="title2" xml:lang="en" dir="ltr">Title &lt;b&gt;</dc:title>`},
		{"package.opf", "<dc:language>zh-Hans</dc:language>\n<dc:language>en</dc:language>"},
		{"package.opf", `<dc:creator id="author1">作者</dc:creator>`},
		{"package.opf", `<meta property="dcterms:modified">2026-03-01T00:00:00Z</meta>`},
		{"package.opf", `<dc:rights>许可</dc:rights>`},
		{"package.opf", `<meta property="schema:accessibilityHazard">none</meta>`},
		{"package.opf", `media-type="application/xhtml+xml" properties="mathml"/>`},
		{"package.opf", `<item id="cover" href="cover.png" media-type="image/png" properties="cover-image"/>`},
		{"nav.xhtml", `<a href="text/7532.two.xhtml#_.7ed3..8bba." xml:lang="zh-Hans" lang="zh-Hans">结论 <span class="line-second" xml:lang="en" lang="en">End</span></a>`},
		{"toc.ncx", `<navLabel><text>页 · Page</text></navLabel><content src="text/7532.two.xhtml"/>`},
		{"cover.xhtml", `<p class="cover-title">书名 &amp; 题</p>`}, // there is no font to draw it with
		{"colophon.xhtml", `href="https://example.org/%E4%B9%A6/"`},
		{"text/index.xhtml", `<a href="7532.two.xhtml#_.7ed3..8bba.">结论</a>`},
		{"text/index.xhtml", `href="https://example.org/%E4%B9%A6/a.csv"`},
		{"text/index.xhtml", `role="doc-noteref"`},
		{"text/index.xhtml", `epub:type="noteref"`},
		{"text/index.xhtml", `<aside id="_fn-n" epub:type="footnote" role="doc-footnote">`},
		{"text/index.xhtml", `<p><a class="fn-no" role="doc-backlink" href="#_fnref-n">1</a> 注。`},
		{"text/index.xhtml", `href="#_fnref-n--en">1</a> Note.`},
		{"text/7532.xhtml", `<span class="media"><img src="../files/a.gif" alt="片"/><a class="web" href="https://example.org/%E4%B9%A6/zh/%E7%94%B2/">影片（在网站上播放）：片</a></span>`},
		{"text/7532.two.xhtml", `<span class="eq-no">(1.1)</span>`},
		{"text/7532.two.xhtml", `<mi>ℝ</mi>`},
		{"text/7532.two.xhtml", `alttext="\log D"><semantics><mrow><mi>log</mi><mo>` + "\u2061" + `</mo><mspace width="0.1667em"/><mi>D</mi></mrow>`},
		{"files/b.svg", `<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8">` + sheet + `<g><circle r="4"></circle></g></svg>`},
	} {
		if !strings.Contains(files["EPUB/"+c.file], c.want) {
			t.Errorf("%s has no %s:\n%s", c.file, c.want, files["EPUB/"+c.file])
		}
	}
	for name, text := range files {
		text = strings.Replace(text, sheet, "", 1)
		for _, no := range []string{"<script", "<button", " style=", "data-b", "草稿", "katex", "javascript:"} {
			if strings.Contains(text, no) {
				t.Errorf("%s has %s", name, no)
			}
		}
	}
}

// The name of a book is that of its address and languages, not of its words.
func TestEbookIdentifier(t *testing.T) {
	zh, en := site.Lang{Tag: "zh-Hans"}, site.Lang{Tag: "en"}
	name := func(data render.Book, langs ...site.Lang) string {
		return (&ebook{gatherer: &gatherer{langs: langs}, data: data}).identifier()
	}
	plain := name(render.Book{Address: "https://example.org/", Title: "一"}, zh, en)
	if again := name(render.Book{Address: "https://example.org/", Title: "二", Updated: "2026-03-01"}, zh, en); again != plain {
		t.Errorf("with another title it is %s, before %s", again, plain)
	}
	seen := map[string]bool{plain: true}
	for _, other := range []string{
		name(render.Book{Address: "https://example.org/"}, en, zh), name(render.Book{Address: "https://example.org/"}, zh),
		name(render.Book{Address: "https://example.org/b/"}, zh, en), name(render.Book{Title: "一"}, zh), name(render.Book{Title: "二"}, zh),
	} {
		if seen[other] || !strings.HasPrefix(other, "urn:uuid:") || len(other) != 45 {
			t.Errorf("%s is another book's name, or none", other)
		}
		seen[other] = true
	}
}
