package build

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"duizhao/generator/diag"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// twinSite is the site of testdata/twin.txtar, whose files name.md are pages and
// name.out.md what is wanted of them.
func twinSite(t *testing.T) (fstest.MapFS, *txtar.Archive) {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/twin.txtar")
	if err != nil {
		t.Fatal(err)
	}
	root := fstest.MapFS{"content/p.svg": &fstest.MapFile{Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>`)}}
	for _, f := range archive.Files {
		if !strings.Contains(f.Name, ".out.") {
			root[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return root, archive
}

func TestTwins(t *testing.T) {
	root, archive := twinSite(t)
	sink, found := run(t, root, memo(t), false)
	if diag.HasErrors(found) {
		t.Fatal(found)
	}
	for i, f := range archive.Files {
		name, ok := strings.CutSuffix(f.Name, ".out.md")
		if !ok {
			continue
		}
		got := sink.files[strings.TrimPrefix(name, "content/")+"/index.md"]
		if os.Getenv("UPDATE") != "" {
			archive.Files[i].Data = []byte(got)
		} else if diff := cmp.Diff(string(f.Data), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f.Name, diff)
		}
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile("testdata/twin.txtar", txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, ok := sink.files["en/only/index.md"]; ok {
		t.Error("a page that is missing in a language has a Markdown form there")
	}
}

// TestTwinsReadBack takes a page's Markdown form as a page: it has the same form
// again, so what was escaped is what had to be, and every block is what it was.
func TestTwinsReadBack(t *testing.T) {
	root, archive := twinSite(t)
	first, _ := run(t, root, memo(t), false)
	for _, f := range archive.Files {
		if strings.HasSuffix(f.Name, ".out.md") {
			name := strings.TrimSuffix(f.Name, ".out.md")
			twin := first.files[strings.TrimPrefix(name, "content/")+"/index.md"]
			root[name+".md"] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(twin, "https://example.org/guide/p.svg", "/p.svg"))}
		}
	}
	again, _ := run(t, root, memo(t), false)
	for _, page := range []string{"zh/b/index.md", "en/a/index.md"} {
		got, want := plainLines(again.files[page]), plainLines(first.files[page])
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-first +again):\n%s", page, diff)
		}
	}
}

// plainLines are the lines of a text in some order: notes are at its end now, and
// a citation's brackets are text.
func plainLines(s string) []string {
	lines := strings.Split(strings.NewReplacer(`\[`, "[", `\]`, "]").Replace(s), "\n")
	slices.Sort(lines)
	return lines
}

// TestTwinKeys: a page's Markdown form is made anew when something in it changes
// that stands in another file.
func TestTwinKeys(t *testing.T) {
	root, _ := twinSite(t)
	before, _ := run(t, root, memo(t), false)
	for file, change := range map[string][2]string{
		"site.yaml":               {"v: '1.2'", "v: '1.3'"},
		"content/en/_part.md":     {"partial", "part"},
		"content/data.csv":        {"3", "4"},
		"content/references.bib":  {"Generative", "generative"},
		"content/code/x.py":       {"print", "show"},
		"content/zh/index.md":     {"首页", "开始"},
		"content/translations.no": {"", ""},
	} {
		if root[file] == nil {
			continue
		}
		old := root[file].Data
		root[file] = &fstest.MapFile{Data: []byte(strings.Replace(string(old), change[0], change[1], 1))}
		after, _ := run(t, root, memo(t), false)
		for path, text := range after.files {
			if strings.HasSuffix(path, "index.md") && text != before.files[path] && after.keys[path] == before.keys[path] {
				t.Errorf("%s changed with %s and has the same key", path, file)
			}
		}
		root[file] = &fstest.MapFile{Data: old}
	}
}
