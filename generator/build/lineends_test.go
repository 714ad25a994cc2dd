package build

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// A clone on Windows may end its lines with CR LF, in every file: texts, settings,
// data, programs, templates. What is published is the same, to the byte, but for
// files that are published as they are.
func TestLineEnds(t *testing.T) {
	unix, windows := fstest.MapFS{}, fstest.MapFS{}
	docs := os.DirFS("../../docs")
	err := fs.WalkDir(docs, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(p, "public/") || strings.HasPrefix(p, ".duizhao/") {
			return err
		}
		if name := path.Base(p); path.Ext(p) == ".md" && !slices.Contains([]string{"index.md", "writing.md", "charts.md", "_note.md"}, name) {
			return nil // these have all kinds of files
		}
		data, err := fs.ReadFile(docs, p)
		unix[p], windows[p] = &fstest.MapFile{Data: data}, &fstest.MapFile{Data: data}
		if utf8Text(p) {
			windows[p] = &fstest.MapFile{Data: bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	want, found := run(t, unix, memo(t), false)
	got, also := run(t, windows, memo(t), false)
	if len(found) != len(also) { // pages that are left out are missed
		t.Errorf("%d diagnostics with LF, with CR LF these: %v", len(found), also)
	}
	names := slices.Sorted(maps.Keys(want.files))
	if other := slices.Sorted(maps.Keys(got.files)); !slices.Equal(names, other) {
		t.Errorf("other files are published: %q, not %q", other, names)
	}
	for _, name := range names {
		a, b := want.files[name], got.files[name]
		if published[path.Ext(name)] && !strings.Contains(name, "assets/") {
			b = strings.ReplaceAll(b, "\r\n", "\n")
		}
		if a != b {
			t.Errorf("%s differs%s", name, firstDifference(a, b))
		}
	}
}

// published are the endings of files that pages link to and that are copied.
var published = map[string]bool{".csv": true, ".py": true, ".go": true, ".sh": true, ".txt": true, ".svg": true, ".css": true, ".js": true, ".html": false}

func utf8Text(p string) bool {
	return slices.Contains([]string{".md", ".yaml", ".csv", ".bib", ".lock", ".json", ".py", ".go", ".sh", ".txt", ".html", ".css", ".ts", ".svg"}, path.Ext(p))
}

func firstDifference(a, b string) string {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return ": …" + a[max(0, i-40):min(len(a), i+40)] + "… and …" + b[max(0, i-40):min(len(b), i+40)] + "…"
		}
	}
	return ""
}
