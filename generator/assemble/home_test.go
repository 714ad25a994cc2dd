package assemble

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"duizhao/generator/site"
)

// homeSite is a site whose Chinese first page has front matter of the test's.
func homeSite(front string) fstest.MapFS {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	return fstest.MapFS{
		"site.yaml":               file("title: T\nlanguages: [zh, en]\nvars: { n: { zh: 三, en: three } }\n"),
		"content/zh/index.md":     file("---\n" + front + "\n---\n正文。\n"),
		"content/en/index.md":     file("---\ntitle: Home\n---\nText.\n"),
		"content/zh/1-a/index.md": file("---\ndescription: 一句。\n---\n# 甲\n\n" + strings.Repeat("字", 401) + "\n"),
		"content/en/1-a/index.md": file("# A\n\nWords.\n"),
		"content/zh/1-a/01-b.md":  file("# 乙\n\n## 节 {#s}\n\n$x$ 一。\n\n有 `c` {{var.n}}个。\n\n## 式 {#f}\n\n$x$\n\n## 只有中文 {#z}\n"),
		"content/en/1-a/01-b.md":  file("# B\n\n## Section {#s}\n\n$x$ one.\n\nThere are {{var.n}} of `c`.\n\n## Formula {#f}\n\n$x$\n"),
	}
}

func TestHome(t *testing.T) {
	res, found := assembled(t, homeSite("title: 首页\nlayout: home\nsample: 1-a/01-b.md#s"))
	if found != "" {
		t.Fatal(found)
	}
	v := view(t, res, "", "zh")
	if v.Front == nil || v.Front.Pair == nil || v.Front.Sample == nil {
		t.Fatalf("front %+v", v.Front)
	}
	s := v.Front.Sample
	got := fmt.Sprintf("%s %s /%s#%s", v.Front.Pair.URL.Path, s.Page.Title, s.Page.URL.Path, s.Page.URL.Fragment)
	for _, text := range s.Texts {
		got += fmt.Sprintf("\n%s %s: %s", text.Lang.ID, site.Block{Runs: text.Title}.Text(), site.Block{Runs: text.Runs}.Text())
	}
	want := "pair/zh/en/a/ 乙 /pair/zh/en/a/b/#s\nzh 节: 有 c 三个。\nen Section: There are three of c."
	if got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if c := v.Contents[0]; c.About != "一句。" || c.Minutes != 2 {
		t.Errorf("the chapter reads %q, %d minutes", c.About, c.Minutes)
	}
	if en := view(t, res, "", "en"); en.Front != nil || en.Contents[0].Minutes != 0 {
		t.Error("a page without the layout has what belongs to it")
	}
	for _, p := range res.Pairs {
		if p.A.View.Front != nil || p.B.View.Front != nil {
			t.Error("a paired page is laid out as a home page")
		}
	}
}

func TestHomeFaults(t *testing.T) {
	for _, c := range []struct{ front, want string }{
		{"layout: splash", `3:1: error: no layout "splash" [layout]`},
		{"sample: 1-a/01-b.md#s", `3:1: error: a sample is shown on a page with the layout home alone [layout]`},
		{"layout: home\nsample: 1-a/b.md#s", `4:1: error: no page "1-a/b.md" to show a sample of [layout]`},
		{"layout: home\nsample: 1-a/01-b.md", `4:1: error: no heading "#" in "content/zh/1-a/01-b.md" [layout]`},
		{"layout: home\nsample: 1-a/01-b.md#t", `4:1: error: no heading "#t" in "content/zh/1-a/01-b.md" [layout]`},
		{"layout: home\nsample: 1-a/01-b.md#f", `4:1: error: no paragraph without a formula opens "1-a/01-b.md#f" in both languages [layout]`},
		{"layout: home\nsample: 1-a/01-b.md#z", `4:1: error: no paragraph without a formula opens "1-a/01-b.md#z" in both languages [layout]`},
	} {
		_, found := assembled(t, homeSite("title: 首页\n"+c.front))
		if !strings.Contains(found, "content/zh/index.md:"+c.want) {
			t.Errorf("%s:\ngot %swant %s", c.front, found, c.want)
		}
	}
}
