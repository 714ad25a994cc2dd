package main

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"duizhao"
	"duizhao/generator/build"
	"duizhao/generator/bundle"
	"duizhao/generator/cache"
	"duizhao/generator/diag"
	"duizhao/generator/theme"
)

// published is a build.Sink that keeps every file in memory.
type published struct {
	mu    sync.Mutex
	files fstest.MapFS
}

func (p *published) Put(name string, _ [16]byte, make func(context.Context) ([]byte, error)) error {
	data, err := make(context.Background())
	p.mu.Lock()
	defer p.mu.Unlock()
	p.files[name] = &fstest.MapFile{Data: data}
	return err
}

func (p *published) Keep(name string) { panic("a page of the site could not be made: " + name) }

// TestSites crawls the guide and the manual as they are published below each kind of
// base: the root of a host that nobody knows, a project's folder, a domain of its own.
func TestSites(t *testing.T) {
	memo, err := cache.Open("", "test", 0)
	if err != nil {
		t.Fatal(err)
	}
	engines := &build.Engines{}
	defer engines.Close()
	bundles := map[[16]byte]bundle.Result{}
	bundled := func(t *theme.Theme, opt bundle.Options) (res bundle.Result, found []diag.Diagnostic, err error) {
		res, ok := bundles[t.Key()]
		if !ok {
			res, found, err = bundle.Build(t, opt)
			bundles[t.Key()] = res
		}
		return res, found, err
	}
	for _, folder := range []string{"../..", "../../docs"} {
		for _, base := range []string{"/", "https://someone.github.io/repo/", "https://guide.example.org/"} {
			t.Run(path.Base(folder)+" "+base, func(t *testing.T) {
				site := &published{files: fstest.MapFS{}}
				found, err := build.Run(t.Context(), build.Input{
					Root: os.DirFS(folder), Builtin: duizhao.Theme(), Bundle: bundled, Memo: memo, Engines: engines, Version: "test", BaseURL: base,
					History: changed(folder),
				}, site)
				if err != nil || diag.HasErrors(found) {
					t.Fatal(err, found)
				}
				c, err := walk(site.files, base)
				if err != nil {
					t.Fatal(err)
				}
				for _, b := range c.bad[:min(len(c.bad), 20)] {
					t.Error(b)
				}
				t.Log(c.summary())
				kinds := []string{"link", "hit", "search", "url()", "import", "markdown link"}
				if c.known {
					kinds = append(kinds, "canonical", "hreflang", "open graph", "json-ld", "atom", "feed link", "sitemap", "robots", "opensearch")
				}
				for _, kind := range kinds {
					if c.urls[kind] == 0 {
						t.Errorf("no address of the kind %q", kind)
					}
				}
				if strings.HasSuffix(base, "/repo/") && folder == "../../docs" {
					withoutOne(t, site.files, base)
				}
			})
		}
	}
}

// changed says that all texts changed on one day: feeds list texts by their day.
func changed(folder string) build.History {
	return func(context.Context) (map[string]string, []diag.Diagnostic, error) {
		days := map[string]string{}
		err := fs.WalkDir(os.DirFS(folder), "content", func(p string, _ fs.DirEntry, err error) error {
			days[p] = "2026-03-02"
			return err
		})
		return days, nil, err
	}
}

// withoutOne holds that a file of the search which is missing is noticed, whatever
// names it, and a page that hits lead to.
func withoutOne(t *testing.T, files fstest.MapFS, base string) {
	t.Helper()
	var bins []string
	for name := range files {
		if strings.HasPrefix(name, "zh/search/") && (strings.HasSuffix(name, ".bin") || strings.HasSuffix(name, "0.json")) {
			bins = append(bins, name)
		}
	}
	slices.Sort(bins)
	for name, kind := range map[string]string{bins[0]: "search", bins[len(bins)-1]: "search", "zh/writing/index.html": "hit"} {
		less := maps.Clone(files)
		delete(less, name)
		c, err := walk(less, base)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(c.bad, func(b bad) bool { return b.kind == kind }) {
			t.Errorf("without %s: %v", name, c.bad)
		}
	}
}
