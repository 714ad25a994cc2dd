package main

import (
	"bytes"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/andybalholm/brotli"
)

const home = "https://someone.github.io/repo/"

// right is a site in which each kind of address is right.
func right() fstest.MapFS {
	page := func(head, body string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("<!doctype html><html><head>" + head + "</head><body>" + body + "</body></html>")}
	}
	text := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	robots := "User-agent: *\n" + strings.Repeat("# none is kept out\n", 20) + "Sitemap: " + home + "sitemap.xml\n"
	var br bytes.Buffer
	w := brotli.NewWriter(&br)
	_, _ = w.Write([]byte(robots))
	_ = w.Close()
	return fstest.MapFS{
		"robots.txt": text(robots), "robots.txt.gz": {Data: zip([]byte(robots))}, "robots.txt.br": {Data: br.Bytes()},
		".nojekyll": {}, "CNAME": text("guide.example.org"),
		"404.html": page(`<link rel="stylesheet" href="/repo/assets/a.css">`, `<a href="/repo/zh/">home</a>`),
		"index.html": page(`<link rel="canonical" href="`+home+`"><link rel="alternate" hreflang="zh" href="`+home+`zh/">`+
			`<link rel="alternate" type="application/atom+xml" href="/repo/feed.xml"><link rel="alternate" type="text/markdown" href="/repo/index.md">`+
			`<link rel="stylesheet" href="/repo/assets/a.css"><link rel="preload" as="font" href="/repo/assets/a.woff2"><link rel="manifest" href="/repo/m.webmanifest">`+
			`<link rel="icon" href="/repo/a.png"><link rel="search" href="/repo/search.xml"><link rel="next" href="/repo/zh/">`+
			`<meta property="og:url" content="`+home+`"><meta property="og:image" content="`+home+`a.png">`+
			`<script type="application/ld+json">{"@context": "https://schema.org", "url": "`+home+`", "author": {"url": "https://other.example/"}, "license": "https://l.example/"}</script>`+
			`<script type="module" src="/repo/assets/a.js"></script>`,
			`<a href="zh/#中">1</a><a href="#here">2</a><a href="https://other.example/x">3</a><a href="mailto:a@b.example">4</a><h2 id="here">H</h2>`+
				`<img src="a.png" srcset="/repo/a.png 1x, a.png 2x"><form action="/repo/zh/"></form><p data-texts="/repo/t.json" data-word="/">`+
				`<blockquote cite="https://other.example/"><svg><path fill="url(#here)"/></svg><noscript><a href="/repo/zh/">n</a></noscript>`+
				`<video src="/repo/v.mp4" poster="/repo/a.png"></video><iframe src="/repo/zh/"></iframe><link rel="preload" as="fetch" href="/repo/t.json">`),
		"zh/index.html": page(`<meta http-equiv="refresh" content="0; url=../">`, `<p id="中">x</p>`),
		"index.md":      text("[a](zh/index.html#中) ![p](a.png) <" + home + "zh/>\n"),
		"assets/a.css":  text(`@font-face{src:url(./a.woff2)}b{background:url("../a.png")}i{background:url(data:x)}`),
		"assets/a.js":   text(`import"./b.js";import("./c.js");fetch("./d.json")`), "assets/b.js": {}, "assets/c.js": {}, "assets/d.json": text("{}"),
		"assets/a.woff2": {}, "a.png": {}, "v.mp4": {}, "t.json": text(`{"a": "` + home + `zh/", "b": "/no"}`),
		"m.webmanifest": text(`{"id": "/repo/", "start_url": "./", "scope": "./", "icons": [{"src": "a.png"}]}`),
		"feed.xml": text(`<feed xmlns="http://www.w3.org/2005/Atom"><id>` + home + `</id><link rel="self" href="` + home + `feed.xml"/><entry><link href="` + home + `zh/"/>` +
			`<link rel="via" href="https://other.example/"/><content type="html">&lt;a href="` + home + `zh/#中"&gt;x&lt;/a&gt;&lt;img src="` + home + `a.png"&gt;</content></entry></feed>`),
		"sitemap.xml": text(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>` + home + `zh/</loc><link rel="alternate" href="` + home + `"/></url></urlset>`),
		"search.xml":  text(`<OpenSearchDescription><Url template="` + home + `zh/?q={searchTerms}"/><Image>` + home + `a.png</Image></OpenSearchDescription>`),
		"sw.js":       text(`self.site={"version":"A","files":["","assets/a.css"],"langs":["zh"]};` + "\nfetch()"), "zh/offline.html": page("", ""),
		"llms.txt": text("- [a](" + home + "index.md)\n"),
	}
}

// TestControls holds that each kind of bad address is noticed, in its place, and that
// the site without them has none.
func TestControls(t *testing.T) {
	whole, err := walk(right(), home)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range whole.bad {
		t.Errorf("in a site that is right: %s", b)
	}
	seen := map[string]bool{}
	for _, c := range []struct{ file, old, new, want string }{
		{"index.html", `href="zh/#中"`, `href="zh/no"`, "link"},
		{"index.html", `href="zh/#中"`, `href="zh/#no"`, "link"},
		{"index.html", `href="zh/#中"`, `href="zh"`, "link"},
		{"index.html", `href="zh/#中"`, `href="/zh/"`, "link"},
		{"index.html", `href="zh/#中"`, `href="../other/"`, "link"},
		{"index.html", `href="zh/#中"`, `href="http://someone.github.io/repo/zh/"`, "link"},
		{"index.html", `href="#here"`, `href="#there"`, "link"},
		{"index.html", `mailto:a@b.example`, `javascript:a()`, "link"},
		{"index.html", `<a href="/repo/zh/">n`, `<a href="/repo/no/">n`, "link"},
		{"index.html", `rel="canonical" href="` + home, `rel="canonical" href="/repo/`, "canonical"},
		{"index.html", `rel="canonical" href="` + home, `rel="canonical" href="https://localhost/repo/`, "canonical"},
		{"index.html", `hreflang="zh" href="` + home, `hreflang="zh" href="https://someone.github.io/`, "hreflang"},
		{"index.html", `/repo/feed.xml`, `/feed.xml`, "feed file"},
		{"index.html", `/repo/index.md`, `/repo/no.md`, "twin"},
		{"index.html", `/repo/assets/a.css`, `/assets/a.css`, "style"},
		{"index.html", `/repo/assets/a.css`, `/repo/a.png`, "style"},
		{"index.html", `/repo/assets/a.css`, `https://cdn.example/a.css`, "style"},
		{"index.html", `/repo/assets/a.woff2`, `/repo/a.woff2`, "font"},
		{"index.html", `/repo/m.webmanifest`, `/m.webmanifest`, "manifest"},
		{"index.html", `"icon" href="/repo/a.png`, `"icon" href="/favicon.png`, "icon"},
		{"index.html", `/repo/search.xml`, `/repo/zh/search.xml`, "opensearch file"},
		{"index.html", `"og:url" content="` + home, `"og:url" content="https://someone.github.io/`, "open graph"},
		{"index.html", `"og:image" content="` + home + `a.png`, `"og:image" content="/repo/a.png`, "open graph"},
		{"index.html", `"url": "` + home, `"url": "/repo/`, "json-ld"},
		{"index.html", `"url": "` + home, `"url": "` + home + `no/`, "json-ld"},
		{"index.html", `{"@context"`, `{{"@context"`, "json-ld"},
		{"index.html", `/repo/assets/a.js`, `/repo/assets/no.js`, "script"},
		{"index.html", `img src="a.png"`, `img src="/a.png"`, "image"},
		{"index.html", `a.png 2x`, `b.png 2x`, "srcset"},
		{"index.html", `action="/repo/zh/"`, `action="/zh/"`, "form"},
		{"index.html", `data-texts="/repo/t.json"`, `data-texts="/t.json"`, "data"},
		{"index.html", `fill="url(#here)"`, `fill="url(#gone)"`, "url()"},
		{"index.html", `/repo/v.mp4`, `/v.mp4`, "media"},
		{"index.html", `iframe src="/repo/`, `iframe src="/`, "frame"},
		{"index.html", `as="fetch" href="/repo/`, `as="fetch" href="/`, "preload"},
		{"index.html", `cite="https://other.example/"`, `cite="/no/"`, "cite"},
		{"zh/index.html", `url=../`, `url=../../`, "redirect"},
		{"404.html", `/repo/assets/a.css`, `assets/a.css`, "style"},
		{"404.html", `/repo/zh/`, `zh/`, "link"},
		{"assets/a.css", `./a.woff2`, `./no.woff2`, "url()"},
		{"assets/a.css", `../a.png`, `/a.png`, "url()"},
		{"assets/a.js", `import"./b.js"`, `import"./no.js"`, "import"},
		{"assets/a.js", `./c.js`, `./no.js`, "import"},
		{"assets/a.js", `./d.json`, `./e.json`, "import"},
		{"t.json", home, `https://someone.github.io/`, "json"},
		{"index.md", `zh/index.html`, `zh/no.md`, "markdown link"},
		{"index.md", `a.png`, `b.png`, "markdown image"},
		{"m.webmanifest", `"start_url": "./"`, `"start_url": "/"`, "manifest address"},
		{"m.webmanifest", `a.png`, `b.png`, "manifest icon"},
		{"feed.xml", `rel="self" href="` + home, `rel="self" href="/repo/`, "atom"},
		{"feed.xml", `<id>` + home, `<id>` + home + `no/`, "atom"},
		{"feed.xml", `a href="` + home, `a href="/repo/`, "feed link"},
		{"feed.xml", `a href="` + home + `zh/#中`, `a href="` + home + `zh/#no`, "feed link"},
		{"feed.xml", `img src="` + home, `img src="` + home + `no/`, "feed image"},
		{"feed.xml", `</feed>`, ``, "xml"},
		{"sitemap.xml", `<loc>` + home, `<loc>https://someone.github.io/`, "sitemap"},
		{"sitemap.xml", `href="` + home, `href="https://other.example/`, "sitemap"},
		{"robots.txt", home, `/repo/`, "robots"},
		{"search.xml", home + `zh/?q`, `/repo/zh/?q`, "opensearch"},
		{"search.xml", home + `a.png`, home + `b.png`, "opensearch"},
		{"sw.js", `assets/a.css`, `assets/b.css`, "precache"},
		{"sw.js", `["zh"]`, `["en"]`, "precache"},
		{"llms.txt", home, home + "no/", "markdown link"},
		{"new.txt", ``, `x`, "unreached"},
		{"robots.txt", `none`, `nobody`, "unreached"},
		{"a.css.gz", ``, `x`, "unreached"},
		{"404.html", ``, ``, "lost"},
	} {
		files := right()
		old := ""
		if f := files[c.file]; f != nil {
			old = string(f.Data)
		}
		if !strings.Contains(old, c.old) {
			t.Fatalf("%s has no %q", c.file, c.old)
		}
		files[c.file] = &fstest.MapFile{Data: []byte(strings.Replace(old, c.old, c.new, 1))}
		if c.want == "lost" { // another page takes its place
			delete(files, c.file)
			files["no-such-page/index.html"] = files["zh/offline.html"]
			files["no-such-page.html"] = files["zh/offline.html"]
		}
		got, err := walk(files, home)
		if err != nil {
			t.Fatal(err)
		}
		kinds := map[string]bool{}
		for _, b := range got.bad {
			kinds[b.kind] = true
		}
		if !kinds[c.want] {
			t.Errorf("%s with %q: %v", c.file, c.new, got.bad)
		}
		seen[c.want] = true
	}
	for kind := range maps.Keys(rules) {
		if !seen[kind] && !controlled[kind] {
			t.Errorf("no control is bad by its %s", kind)
		}
	}
}

// controlled are kinds whose control stands in TestSites; what is asked for by itself
// is bad only as "lost".
var controlled = map[string]bool{"search": true, "hit": true, "root": true}
