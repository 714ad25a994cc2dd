package build

import (
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"duizhao/generator/config"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
)

// TestConstructsAreShown holds that the guide or the manual uses each construct
// that a page can be written with, and that each page of the manual uses the
// same ones in all languages.
func TestConstructsAreShown(t *testing.T) {
	guide, manual := uses(t, os.DirFS("../..")), uses(t, os.DirFS("../../docs"))
	used := map[string]bool{}
	for _, pages := range []map[string]map[string][]string{guide, manual} {
		for _, langs := range pages {
			for _, names := range langs {
				for _, name := range names {
					used[name] = true
				}
			}
		}
	}
	for _, name := range markdown.Constructs() {
		if !used[name] {
			t.Errorf("neither the guide nor the manual has the construct %q", name)
		}
	}
	for _, page := range slices.Sorted(maps.Keys(manual)) {
		zh, en := manual[page]["zh"], manual[page]["en"]
		for _, name := range markdown.Constructs() {
			if slices.Contains(zh, name) != slices.Contains(en, name) {
				t.Errorf("%s: one language alone has the construct %q", page, name)
			}
		}
	}
}

// uses returns the constructs of a site's texts, by path in a language's folder
// and by language; those of a partial too.
func uses(t *testing.T, root fs.FS) map[string]map[string][]string {
	t.Helper()
	src, err := fs.ReadFile(root, config.File)
	if err != nil {
		t.Fatal(err)
	}
	s, ds := config.Read(src)
	if diag.HasErrors(ds) {
		t.Fatal(ds)
	}
	tree, ds, err := content.Load(root, s, true)
	if err != nil || diag.HasErrors(ds) {
		t.Fatal(err, ds)
	}
	out := map[string]map[string][]string{}
	note := func(p string, text []byte) {
		lang, page, _ := strings.Cut(strings.TrimPrefix(p, content.Root+"/"), "/")
		l, ok := s.Lang(lang)
		if !ok {
			t.Fatalf("%s is in no language", p)
		}
		if out[page] == nil {
			out[page] = map[string][]string{}
		}
		out[page][lang] = markdown.NewParser(markdown.Site(l.Tag, s.UnsafeHTML)).Parse(text).Uses
	}
	for _, x := range tree.Sources {
		note(x.Path, x.Body)
	}
	for _, x := range tree.Partials {
		if x.Lang != "" { // else no reader sees it
			note(x.Path, x.Body)
		}
	}
	return out
}
