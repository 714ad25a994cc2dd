package build

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// unkeyed leaves out of a page what leads to the same place in other languages.
func unkeyed(html string) string {
	return keyMarks.ReplaceAllString(html, "")
}

var keyMarks = regexp.MustCompile(` data-b="\d+"|<a class="tongue".*?</a>`)

// TestPairs holds which paired pages there are, that they lead on to paired
// pages, what search engines are told, and that a paired page is made anew with
// either of its texts and only then.
func TestPairs(t *testing.T) {
	root, m := small(), memo(t)
	root["site.yaml"].Data = []byte("title: T\nlanguages: [zh, en, ja]\nbase_url: https://example.org/\n")
	unlike(root)
	root["content/ja/index.md"] = &fstest.MapFile{Data: []byte("# 日本\n\n文。\n")}
	root["content/zh/b.md"] = &fstest.MapFile{Data: []byte("# 乙\n\n[甲](a.md#first) [乙](#只有)\n\n## 只有\n")}
	root["content/zh/a.md"].Data = append(root["content/zh/a.md"].Data, "\n[乙](b.md) [首页](index.md) [本节](#first)\n"...)
	root["content/en/a.md"].Data = append(root["content/en/a.md"].Data, "\n[Home](index.md) [here](#first)\n"...)
	sink, found := run(t, root, m, false)
	if len(found) > 0 {
		t.Fatal(found)
	}
	var pages []string
	for _, path := range slices.Sorted(maps.Keys(sink.files)) {
		if strings.HasPrefix(path, "pair/") {
			pages = append(pages, strings.TrimSuffix(strings.TrimPrefix(path, "pair/"), "index.html"))
		}
	}
	if got, want := strings.Join(pages, " "), "en/ja/ en/zh/a/ en/zh/ ja/en/ ja/zh/ zh/en/a/ zh/en/ zh/ja/"; got != want {
		t.Errorf("paired pages %s, want %s", got, want)
	}
	a := sink.files["pair/zh/en/a/index.html"]
	for _, want := range []string{
		`<link rel="canonical" href="https://example.org/zh/a/">`, `<meta name="robots" content="noindex">`,
		`<a href="/zh/b/">乙</a> <a href="/pair/zh/en/">首页</a> <a href="/pair/zh/en/a/#first">本节</a>`,
		`<a href="/pair/zh/en/">Home</a> <a href="/pair/zh/en/a/#first--en">here</a>`,
		`<a class="prev" rel="prev" href="/pair/zh/en/">`, `<a href="/pair/zh/en/a/" aria-current="page">`,
		`<div class="row h2" id="first" data-b="1">`, `<h2 id="first--en">`, `<div class="row once" data-b="2">`,
		`<a class="swap" href="/pair/en/zh/a/"`,
	} {
		if !strings.Contains(a, want) {
			t.Errorf("no %s in\n%s", want, a)
		}
	}
	if strings.Contains(a, "rel=\"alternate\"") {
		t.Error("a paired page says that it has translations")
	}
	for path, wants := range map[string][]string{
		"zh/a/index.html":         {`<a class="pair" href="/pair/zh/en/a/"`, `<h2 data-b="1" id="first">`, `<a class="tongue" href="/en/a/#first"`},
		"en/a/index.html":         {`<a class="pair" href="/pair/en/zh/a/"`, `<h2 data-b="1" id="first">`},
		"ja/a/index.html":         {`<h2 data-b="1" id="first">`},
		"zh/index.html":           {`<a class="pair" href="/pair/zh/en/"`},
		"pair/zh/en/index.html":   {`<a href="/pair/zh/ja/" data-place>与日本語对照阅读</a>`, `<span class="pair" aria-current="true">`},
		"pair/en/zh/a/index.html": {`<link rel="canonical" href="https://example.org/en/a/">`, `id="first--zh"`},
	} {
		for _, want := range wants {
			if !strings.Contains(sink.files[path], want) {
				t.Errorf("%s: no %s", path, want)
			}
		}
	}
	if strings.Contains(sink.files["zh/b/index.html"], "/pair/zh/en/b/") || strings.Contains(sink.files["ja/a/index.html"], `class="pair"`) {
		t.Error("a page without a translation leads to a paired page")
	}
	for _, lang := range []string{"zh", "en"} {
		root["content/"+lang+"/a.md"].Data = append(root["content/"+lang+"/a.md"].Data, "\nmore\n"...)
		next, _ := run(t, root, m, false)
		for _, path := range slices.Sorted(maps.Keys(next.keys)) {
			pair := strings.HasPrefix(path, "pair/")
			if changed := next.keys[path] != sink.keys[path]; pair && changed != strings.HasSuffix(path, "/a/index.html") {
				t.Errorf("%s: made anew: %t", path, changed)
			}
		}
		sink = next
	}
	root["content/en/a.md"].Data = []byte("---\ntitle: [\n---\n")
	broken, _ := run(t, root, m, true)
	if !slices.Contains(broken.kept, "pair/zh/en/a/index.html") || !slices.Contains(broken.kept, "pair/en/zh/a/index.html") {
		t.Errorf("kept: %v", broken.kept)
	}
}
