package build

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// A changed bibliography makes anew the pages that cite what changed, and says
// where it is wrong.
func TestReferences(t *testing.T) {
	root, m := small(), memo(t)
	root["content/zh/a.md"] = &fstest.MapFile{Data: []byte("# 甲\n\n[@gan]\n")}
	root["content/references.bib"] = &fstest.MapFile{Data: []byte("\ufeff@book{gan, title={Old}}\r\n@book{other, title={Other}}\r\n")}
	before, found := run(t, root, m, false)
	if len(found) > 0 || !strings.Contains(before.files["zh/a/index.html"], "Old[M].") {
		t.Fatal(found)
	}
	root["content/references.bib"] = &fstest.MapFile{Data: []byte("@book{gan, title={New}}\n@book{other, title={中文} x}\n")}
	root["content/references.json"] = &fstest.MapFile{Data: []byte("[{\"id\": \"gan\", \"title\": \"Twice\"}]")}
	after, found := run(t, root, m, false)
	if !strings.Contains(after.files["zh/a/index.html"], "New[M].") || !strings.Contains(after.files["zh/references/index.html"], "New[M].") {
		t.Error("the new title is not shown")
	}
	for path, key := range before.keys {
		changes := path == "zh/a/index.html" || path == "zh/references/index.html" || path == "pair/zh/en/a/index.html" || path == "pair/en/zh/a/index.html"
		if strings.HasSuffix(path, ".html") && (after.keys[path] != key) != changes {
			t.Errorf("%s: made anew %t, want %t", path, !changes, changes)
		}
	}
	want := "[content/references.bib:2:25: error: no comma behind the field \"title\" [bibliography] " +
		"content/references.json:1:10: error: the key \"gan\" is taken by an entry of \"content/references.bib\" [bibliography]\n\thint: give one of the two another key]"
	if got := fmt.Sprint(found); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	root["content/references.bib"] = &fstest.MapFile{Data: []byte("\xff\xfe")}
	if _, found = run(t, root, m, false); len(found) == 0 || found[0].Code != "encoding" {
		t.Errorf("found %v", found)
	}
}
