package main

import (
	"slices"
	"testing"

	"duizhao/generator/assemble"
	"duizhao/generator/build"
	"duizhao/generator/content"
	"duizhao/generator/serve"
	"duizhao/generator/site"
)

func TestKindOf(t *testing.T) {
	for file, want := range map[string]serve.Kind{
		"content/en/a.md":                serve.Patch,
		"content/code/a.js":              serve.Patch,
		"site.yaml":                      serve.Patch,
		"assets/css/main.css":            serve.Style,
		"assets/blocks/card.css":         serve.Style,
		"assets/ts/main.ts":              serve.Reload,
		"templates/page.html":            serve.Reload,
		"templates/texts/en.yaml":        serve.Reload,
		"templates":                      serve.Reload,
		"assets/css/fonts/a-woff2.woff2": serve.Reload,
	} {
		if got := kindOf(file); got != want {
			t.Errorf("%s: %v, want %v", file, got, want)
		}
	}
}

func TestPagesThatShowASource(t *testing.T) {
	zh, en, ja := site.Lang{ID: "zh"}, site.Lang{ID: "en"}, site.Lang{ID: "ja"}
	page := func(lang site.Lang, source string, fallback bool, pairs ...assemble.PairLink) assemble.Page {
		return assemble.Page{
			TextID: site.TextID{Page: "a", Lang: lang.ID}, Source: &content.Source{Path: source},
			View: &assemble.View{URL: site.PageURL(lang.ID, "a"), Fallback: fallback, Pairs: pairs},
		}
	}
	link := func(l site.Lang, path string) assemble.PairLink {
		return assemble.PairLink{Lang: l, URL: site.URL{Path: path}}
	}
	other := assemble.Page{
		TextID: site.TextID{Page: "b", Lang: "en"}, Source: &content.Source{Path: "content/en/b.md"}, View: &assemble.View{URL: site.PageURL("en", "b")},
		Parts: []*assemble.Part{nil, {Source: &content.Source{Path: "content/en/_b.md"}, Parts: []*assemble.Part{{Source: &content.Source{Path: "content/code/b.py"}}}}},
	}
	s := &sourcePages{}
	s.take(build.Whole{Pages: []assemble.Page{
		other,
		page(zh, "content/zh/a.md", false, link(en, "pair/zh/en/a/")),
		page(en, "content/en/a.md", false, link(zh, "pair/en/zh/a/")),
		page(ja, "content/zh/a.md", true, link(en, "pair/never/")),
		{View: &assemble.View{Kind: assemble.References}},
	}})
	want := []string{"zh/a/index.html", "pair/zh/en/a/index.html", "pair/en/zh/a/index.html", "ja/a/index.html"}
	if got := s.of("content/zh/a.md"); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got, want := s.of("content/code/b.py"), []string{"en/b/index.html"}; !slices.Equal(got, want) {
		t.Errorf("a program that is included: got %v, want %v", got, want)
	}
	if got := s.of("content/code/a.py"); got != nil {
		t.Errorf("a program that is not: %v", got)
	}
}
