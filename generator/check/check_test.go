package check

import (
	"fmt"
	"strings"
	"testing"

	"duizhao/generator/assemble"
	"duizhao/generator/content"
	"duizhao/generator/markdown"
	"duizhao/generator/prose"
	"duizhao/generator/site"
)

// TestPages holds each check to a text that has the defect, its place and one
// that has not.
func TestPages(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing wrong", "# 题\n\n## 一\n\n### 二\n\n字\n\n## 三\n\n![图](a.png) [x](b.md)\n", ""},
		{"no title", "正文\n", "p.md:1:1 missing-title"},
		{"a level is left out", "# 题\n\n## 一\n\n#### 二\n\n字\n", "p.md:5:1 heading-jump"},
		{"the first heading is too deep", "# 题\n\n### 一\n\n字\n", "p.md:3:1 heading-jump"},
		{"half-width punctuation", "# 题\n\n他来了,我走了。\n", "p.md:3:4 zh-punctuation"},
		{"a picture without words", "# 题\n\n中文 ![](a.png)\n", "p.md:3:8 missing-alt"},
		{"a link without destination", "# 题\n\n[x]()\n", "p.md:3:1 empty-link"},
		{"a link that was taken away", "# 题\n\n[x](javascript:y)\n", ""},
	} {
		doc := markdown.NewParser(markdown.Site("zh-Hans", false)).Parse([]byte(c.text))
		src := &content.Source{Path: "p.md", Text: []byte(c.text)}
		var got []string
		for _, d := range Pages([]assemble.Page{{Source: src, Doc: doc, View: &assemble.View{TextLang: site.Lang{Tag: "zh-Hans"}}}}, prose.Options{}) {
			got = append(got, d.Pos.String()+" "+d.Code)
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: got %q, want %q", c.name, s, c.want)
		}
		fallback := Pages([]assemble.Page{{Source: src, Doc: doc, View: &assemble.View{Fallback: true}}, {Source: src, View: &assemble.View{TextLang: site.Lang{Tag: "zh-Hans"}}}}, prose.Options{})
		if len(fallback) > 0 {
			t.Errorf("%s: reported for a fallback page, or for a broken source", c.name)
		}
	}
}

// TestHeadingsKeepTheirIDs holds that no fix changes the words that an id is made of.
func TestHeadingsKeepTheirIDs(t *testing.T) {
	text := "## 用GAN\n\n用GAN\n\n## 走了,好\n\n字\n\n## 用GPU {#x}\n\n## 用TPU\n\n字\n"
	doc := markdown.NewParser(markdown.Site("zh-Hans", false)).Parse([]byte(text))
	src := &content.Source{Path: "p.md", Text: []byte(text), Front: content.Front{Title: "题"}}
	view := &assemble.View{TextLang: site.Lang{Tag: "zh-Hans"}, IDs: []string{"用gan", "走了-好", "x", "use-tpus"}}
	var got []string
	for _, d := range Pages([]assemble.Page{{Source: src, Doc: doc, View: view}}, prose.Options{}) {
		got = append(got, fmt.Sprint(d.Line, d.Fixable))
	}
	if s := strings.Join(got, ", "); s != "1 false, 3 true, 5 true, 9 true, 11 true" {
		t.Errorf("got %q", s)
	}
}

// TestSections does so for what is told of a whole site.
func TestSections(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a section without a text", "# 题\n\n## 一\n\n---\n\n## 二\n\n字\n", "p.md:3:1 empty-section"},
		{"a heading twice", "# 题\n\n## 一\n\n字\n\n## 一\n\n字\n", "p.md:7:1 duplicate-title"},
		{"a section with one below", "# 题\n\n## 一\n\n### 二\n\n字\n", ""},
	} {
		doc := markdown.NewParser(markdown.Site("zh-Hans", false)).Parse([]byte(c.text))
		src := &content.Source{Path: "p.md", Text: []byte(c.text)}
		var got []string
		for _, d := range Whole(Site{Pages: []assemble.Page{{Source: src, Doc: doc, View: &assemble.View{}}}}) {
			got = append(got, d.Pos.String()+" "+d.Code)
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: got %q, want %q", c.name, s, c.want)
		}
	}
}
