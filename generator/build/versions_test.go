package build

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"

	"duizhao/generator/diag"
)

// versioned is a site of two languages with more settings.
func versioned(settings string) fstest.MapFS {
	root := fstest.MapFS{"site.yaml": {Data: []byte("title: { zh: 题, en: Title }\nlanguages: [zh, en]\ndates: frontmatter\n" + settings)}}
	for name, text := range map[string]string{
		"zh/index.md": "# 首页", "en/index.md": "# Home", "zh/a.md": "# 甲", "en/a.md": "# A", "zh/only.md": "# 只有中文",
	} {
		root["content/"+name] = &fstest.MapFile{Data: []byte("---\ndate: 2026-03-01\n---\n" + text + "\n\n话 words。\n")}
	}
	return root
}

const inVersions = `version: v2
versions:
  - { id: v2, title: { zh: 第二版, en: Second edition } }
  - v1
  - { id: v0, url: https://old.example.org/ }
`

// The current version has the list of all, and nothing else than before but the
// switch.
func TestCurrentVersion(t *testing.T) {
	files := served(t, versioned(inVersions), "https://example.org/guide/")
	var list struct {
		Versions []struct {
			ID, URL string
			Title   map[string]string
			Current bool
		}
	}
	if err := json.Unmarshal([]byte(files["versions.json"]), &list); err != nil || len(list.Versions) != 3 {
		t.Fatal(err, files["versions.json"])
	}
	if v := list.Versions[0]; v.ID != "v2" || v.URL != "./" || v.Title["zh"] != "第二版" || !v.Current {
		t.Errorf("the current version is %+v", v)
	}
	if v := list.Versions[1]; v.URL != "./v1/" || v.Title != nil || v.Current {
		t.Errorf("the one before is %+v", v)
	}
	for _, want := range []string{
		`<h1>所有版本</h1>`, `<h2>All versions</h2>`, `<a href="/guide/v1/" rel="external">v1</a>`,
		`<a href="/guide/" rel="external">第二版</a> <small>当前版</small>`, `<a href="https://old.example.org/" rel="external">v0</a>`,
	} {
		if !strings.Contains(files["versions/index.html"], want) {
			t.Errorf("the page of all versions has no %s", want)
		}
	}
	page := files["en/a/index.html"]
	for _, want := range []string{`data-versions="/guide/versions.json"`, `data-version="v2"`, `<link rel="canonical" href="https://example.org/guide/en/a/">`, `hreflang="zh-Hans"`} {
		if !strings.Contains(page, want) {
			t.Errorf("a page of the current version has no %s", want)
		}
	}
	if strings.Contains(page, `class="kept"`) || strings.Contains(page, `content="noindex"`) || files["sitemap.xml"] == "" {
		t.Error("the current version is taken for one that is kept")
	}
}

// A version at an address that ends in its id is kept: it leads to the current one,
// and neither search engines nor feed readers are told of it.
func TestKeptVersion(t *testing.T) {
	files := served(t, versioned(inVersions), "https://example.org/guide/v2/")
	for _, name := range []string{"versions.json", "versions/index.html", "sitemap.xml", "robots.txt", "zh/feed.xml"} {
		if files[name] != "" {
			t.Errorf("a kept version has %s", name)
		}
	}
	for name, current := range map[string]string{"en/a/index.html": "en/a/", "pair/zh/en/a/index.html": "pair/zh/en/a/", "zh/search/index.html": "zh/search/", "en/only/index.html": "en/only/"} {
		page := files[name]
		for _, want := range []string{`class="kept"`, `<a href="/guide/` + current + `" rel="external" data-root="/guide/">`, `data-versions="/guide/versions.json"`, `<a href="/guide/versions/" rel="external">`, `<meta name="robots" content="noindex">`} {
			if !strings.Contains(page, want) {
				t.Errorf("%s has no %s", name, want)
			}
		}
		if strings.Contains(page, `<link rel="alternate" hreflang`) {
			t.Errorf("%s offers search engines its translations", name)
		}
	}
	if !strings.Contains(files["index.html"], `content="noindex"`) || strings.Contains(files["index.html"], "hreflang=\"x-default\"") {
		t.Error("search engines are told of the page at the root")
	}
	if !strings.Contains(files["en/a/index.html"], `data-search="/guide/v2/en/search/"`) {
		t.Error("a kept version has not its own search")
	}
}

// A site without versions has no byte of them, nor has one that knows its own name
// alone.
func TestNoVersions(t *testing.T) {
	for _, settings := range []string{"", "version: v1\n"} {
		for name, text := range served(t, versioned(settings), "https://example.org/guide/") {
			if settings == "" && strings.Contains(name, "version") || strings.HasSuffix(name, ".html") && strings.Contains(text, "version") {
				t.Errorf("%q: %s has something of versions", settings, name)
			}
		}
	}
}

// The folders of other versions are taken, by whatever would stand in them.
func TestFoldersOfVersions(t *testing.T) {
	root := versioned(inVersions)
	root["content/static/v1/index.html"] = &fstest.MapFile{Data: []byte("old")}
	root["content/static/versions.json"] = &fstest.MapFile{Data: []byte("[]")}
	_, found := run(t, root, memo(t), false)
	var bad []string
	for _, d := range found {
		if d.Code == "url-collision" && d.Severity == diag.Error {
			bad = append(bad, d.File)
		}
	}
	if strings.Join(bad, " ") != "content/static/v1/index.html content/static/versions.json" {
		t.Errorf("collisions of %q in %v", bad, found)
	}
}
