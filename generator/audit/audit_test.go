package audit

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

const whole = `<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>题</title>
<script src="/g/assets/a.js"></script>
<link rel="canonical" href="https://x.example/g/">
</head>
<body>
<main><h1 id="top-1">题</h1>
BODY
</main>
</body>
</html>
`

// TestFolder holds each check to a page that has the defect, and its place, and to
// pages that have not.
func TestFolder(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"nothing wrong", `<p>段 <a href="zh/#a">1</a> <a href="/g/zh/">2</a> <a href="https://x.example/g/zh/#%E4%B8%AD">3</a> <a href="https://x.example/other/">4</a> <a href="mailto:a@b">5</a> <a href="#top-1">6</a> <a href="#">7</a> <a href="zh/#:~:text=a">8</a></p>`, ""},
		{"optional end tags", "<ul><li>a<li>b</ul><table><tr><td>a<td>b<tr><td>c</table><dl><dt>a<dd>b</dl>", ""},
		{"a picture, its copies, a drawing", `<img src="a.png" alt="" srcset="a.png 1x, /g/a.png 2x"><svg viewBox="0 0 1 1"><title>x</title><a href="zh/"><g><path d=""/></g></a></svg>`, ""},
		{"formulas have style attributes", `<span class="katex"><span style="height:1em"></span></span>`, ""},
		{"what says that it is of another site", `<a rel="noopener external" href="v1/">x</a> <a rel="external" href="/zh/">y</a>`, ""},
		{"data in a script", `<script type="application/ld+json">{"a":"</p>"}</script>`, ""},

		{"a page that is not there", `<a href="en/">x</a>`, "index.html:12:1 output-target"},
		{"a page in another case", `<a href="ZH/">x</a>`, "index.html:12:1 output-target"},
		{"files in another case", `<a href="C.png">x</a><img src="A.PNG" alt="">`, `index.html:12:1 output-target, index.html:12:22 output-target`},
		{"an address without the site's folder", `<a href="/zh/">x</a>`, "index.html:12:1 output-target"},
		{"an address with the host", `中 <a href="https://x.example/g/no">x</a>`, "index.html:12:3 output-target"},
		{"a fragment that is not there", `<a href="zh/#b">x</a>`, "index.html:12:1 output-target"},
		{"a fragment of the page itself", `<a href="#b">x</a>`, "index.html:12:1 output-target"},
		{"a folder without its slash", `<a href="zh">x</a>`, "index.html:12:1 output-target"},
		{"a copy that is not there", `<img src="a.png" srcset="a.png 1x, b.png 2x" alt="">`, "index.html:12:1 output-target"},
		{"an id twice", `<p id="a"></p><p id="a"></p>`, "index.html:12:15 output-id"},
		{"an id with a space", `<p id="a b"></p>`, "index.html:12:1 output-id"},
		{"a name without an id", `<p aria-labelledby="no">x</p>`, "index.html:12:1 output-id"},
		{"a block in a paragraph", `<p>a<div>b</div></p>`, "index.html:12:17 output-html"},
		{"an element that stays open", `<div>a`, "index.html:12:1 output-html"},
		{"crossed elements", `<b>a<i>b</b>c</i>`, "index.html:12:5 output-html, index.html:12:14 output-html"},
		{"a link in a link", `<a href="zh/">a<a href="#">b</a></a>`, "index.html:12:16 output-html"},
		{"an item without a list", `<div><li>a</li></div>`, "index.html:12:6 output-html"},
		{"a picture without words", `<img src="a.png">`, "index.html:12:1 output-html"},
		{"a language that is none", `<p lang="zh_CN">x</p>`, "index.html:12:1 output-lang"},
		{"a language of a part", `<p lang="en us">x</p>`, "index.html:12:1 output-lang"},
		{"two main parts", `</main><main>`, "index.html:1:1 output-landmark"},
		{"two titles", `<h1>b</h1>`, "index.html:1:1 output-landmark"},
		{"parts without names", `<nav>a</nav><nav aria-label="x">b</nav>`, "index.html:12:1 output-landmark"},
		{"a script in the page", `<script>a()</script>`, "index.html:12:1 output-policy"},
		{"a handler", `<p onclick="a()">x</p>`, "index.html:12:1 output-policy"},
		{"an address that runs", `<a href="javascript:a()">x</a>`, "index.html:12:1 output-policy"},
		{"a style attribute", `<p style="color:red">x</p>`, "index.html:12:1 output-policy"},
		{"a style element", `<style>p{color:red}</style>`, "index.html:12:8 output-policy"},
	} {
		if got := folder(t, c.body, nil); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// TestMachines does so for what machines read, and for pages as a whole.
func TestMachines(t *testing.T) {
	for _, c := range []struct{ name, path, text, want string }{
		{"a feed", "feed.xml", `<feed><link href="https://x.example/g/zh/"/></feed>`, ""},
		{"a feed that is cut off", "feed.xml", "<feed>\n<link></feed>", "feed.xml:2:14 output-feed"},
		{"a feed with a wrong end", "zh/feed.xml", "<feed><a></b></feed>", "zh/feed.xml:1:14 output-feed"},
		{"a manifest that is no JSON", "m.webmanifest", "{", "m.webmanifest:1:1 output-feed"},
		{"a sitemap", "sitemap.xml", "<urlset><url>\n<loc>https://x.example/g/no/</loc></url></urlset>", "sitemap.xml:2:6 output-target"},
		{"a manifest", "m.webmanifest", `{"start_url": "./", "icons": [{"src": "b.png"}]}`, "m.webmanifest:1:40 output-target"},
		{"a style", "assets/a.css", "a{}\nb{background:url(../a.png)}c{background:url('data:x')}d{background:url(no.png)}", "assets/a.css:2:72 output-target"},
		{"robots", "robots.txt", "Allow: /\nSitemap: https://x.example/g/sitemap.xml\n", "robots.txt:2:1 output-target"},
		{"pages that lead in a circle", "b/index.html", strings.ReplaceAll(strings.Replace(whole, "<title>", `<meta http-equiv="refresh" content="0; url=../c/"><title>`, 1), "BODY", ""), "b/index.html output-target, c/index.html output-target"},
		{"a page without a policy", "b/index.html", strings.Replace(whole, "http-equiv", "name", 1), "b/index.html:1:1 output-policy"},
		{"a policy behind a script", "b/index.html", strings.Replace(whole, `<meta charset="utf-8">`, `<script src="/g/assets/a.js"></script>`, 1), "b/index.html:5:1 output-policy"},
		{"a page without a language", "b/index.html", strings.Replace(whole, ` lang="zh-Hans"`, "", 1), "b/index.html:1:1 output-lang"},
		{"a page without a title", "b/index.html", strings.Replace(whole, `题</title>`, "</title>", 1), "b/index.html:1:1 output-html"},
	} {
		files := map[string]string{c.path: c.text}
		if strings.Contains(c.text, "refresh") {
			files["c/index.html"] = strings.Replace(c.text, "../c/", "../b/", 1)
		}
		if got := folder(t, "", files); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func folder(t *testing.T, body string, more map[string]string) string {
	t.Helper()
	root := fstest.MapFS{
		"index.html":    {Data: []byte(strings.Replace(whole, "BODY", body, 1))},
		"zh/index.html": {Data: []byte(strings.Replace(whole, "BODY", `<p id="a"></p><p id="中"></p>`, 1))},
		"assets/a.js":   {}, "a.png": {},
	}
	for p, text := range more {
		root[p] = &fstest.MapFile{Data: []byte(text)}
	}
	found, err := Folder(root, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range found {
		got = append(got, d.Pos.String()+" "+d.Code)
	}
	return strings.Join(got, ", ")
}

// TestLinear holds the reading of hostile pages to a time that grows with them.
func TestLinear(t *testing.T) {
	var line strings.Builder
	for i := range 30000 {
		fmt.Fprintf(&line, `<a href="no/%d">x</a>`, i)
	}
	for name, body := range map[string]string{
		"open": strings.Repeat("<div>", 20000), "open links": strings.Repeat("<a>", 20000), "closed": strings.Repeat("</b>", 20000),
		"crossed": strings.Repeat("<b><i></b>", 5000), "labels": strings.Repeat("<a><label>", 10000), "drawings": strings.Repeat("<svg>", 20000),
		"addresses in one line": line.String(),
	} {
		start := time.Now()
		folder(t, body, nil)
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%s: %d bytes took %v", name, len(body), d)
		}
	}
}
