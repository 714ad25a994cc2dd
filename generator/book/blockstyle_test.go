package book

import (
	"strings"
	"testing"
	"testing/fstest"

	"duizhao/generator/build"
)

func TestPlainStyle(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"what is in the book", `.a{background:url(./x-A.png) no-repeat}`, `.a{background:url(files/x.png) no-repeat}`},
		{"what is not", `.a{background:url("./y.png")}.b{src:url(./f.woff2)}`, `.a{background:none}.b{src:none}`},
		{"what lies elsewhere", `@import"https://a.example/x.css";.a{background:url('//a.example/x.png')}.b{background:url(https://a.example/y.png)}`, `.a{background:none}.b{background:none}`},
		{"an address with a semicolon", `@import"https://a.example/css2?family=A:wght@400;700&display=swap";.a{color:red}@import url(https://a.example/b;c.css) print;.b{color:red}`, `.a{color:red}.b{color:red}`},
		{"pictures to choose from", `.a{background:image-set("https://a.example/x.png" 1x,url(./x-A.png) 2x)}`, `.a{background:none}`},
		{"capitals", `.a{POSITION:FIXED;Direction:rtl;top:0}`, `.a{top:0}`},
		{"what is in the style", `.a{mask:url(#m);background:url(data:image/png;base64,AA==)}`, `.a{mask:url(#m);background:url(data:image/png;base64,AA==)}`},
		{"directions", `.a{direction:rtl;unicode-bidi:embed;color:red}.b{color:red;direction:rtl}.c{flex-direction:row}`, `.a{color:red}.b{color:red}.c{flex-direction:row}`},
		{"what stays in its place", `.a{position:fixed;top:0}.b{top:0;position:sticky}.c{position:relative}`, `.a{top:0}.b{top:0}.c{position:relative}`},
	} {
		got := plainStyle(c.in, func(address string) (string, bool) { return "files/x.png", address == "./x-A.png" })
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// The style of a block is in the book, with its pictures, and pages without blocks of
// the site's own do not ask for it.
func TestEbookBlockStyles(t *testing.T) {
	root := fstest.MapFS{}
	for name, text := range map[string]string{
		"site.yaml":                  "title: Title\nlanguages: [en]\ndates: frontmatter\nbase_url: https://example.org/a/\n",
		"content/en/index.md":        "# Title\n\nText.\n",
		"content/en/page.md":         "# Page\n\n:::quiz Which?\nThis.\n:::\n",
		"templates/blocks/quiz.html": `<form class="quiz"><p>{{.Title}}</p>{{.Body}}</form>`,
		"templates/blocks/none.html": `<p class="none"></p>`,
		"assets/blocks/quiz.css":     `.quiz { background: var(--surface) url("./dot.gif"); & p { color: var(--text) } }`,
		"assets/blocks/none.css":     `.none { color: red }`,
		"assets/blocks/dot.gif":      "GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;",
	} {
		root[name] = &fstest.MapFile{Data: []byte(text)}
	}
	_, files := bound(t, build.Input{Root: root}, "en")
	css := files["EPUB/blocks.css"]
	if !strings.Contains(css, ".quiz{background:var(--surface) url(files/") || !strings.Contains(css, ".quiz p{") || strings.Contains(css, "none") {
		t.Errorf("the style is %q", css)
	}
	_, picture, _ := strings.Cut(css, "url(")
	picture, _, _ = strings.Cut(picture, ")")
	if files["EPUB/"+picture] == "" || !strings.Contains(files["EPUB/package.opf"], `href="`+picture+`"`) {
		t.Errorf("the book has no file %q", picture)
	}
	const link = `<link rel="stylesheet" type="text/css" href="../blocks.css"/>`
	if page := files["EPUB/text/page.xhtml"]; !strings.Contains(page, link) || !strings.Contains(page, `<div class="quiz"><p>Which?</p><p>This.</p>`) {
		t.Errorf("the page with a block is %s", page)
	}
	if strings.Contains(files["EPUB/text/index.xhtml"], "blocks.css") {
		t.Error("a page without a block asks for its style")
	}
	for _, name := range []string{"--surface: transparent", "--text: currentColor"} {
		if !strings.Contains(files["EPUB/epub.css"], name) {
			t.Errorf("the style of the book does not say %s", name)
		}
	}
}
