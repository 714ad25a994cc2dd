package build

import (
	"runtime"
	"testing"
	"testing/fstest"
	"weak"

	"duizhao"
	"duizhao/generator/site"
)

// TestPatchesLetGo holds that nothing keeps a text that a patch replaced: a preview
// would grow with each page that its author edits.
func TestPatchesLetGo(t *testing.T) {
	const name = "content/en/a.md"
	root := fstest.MapFS{
		"site.yaml":           {Data: []byte("title: T\nlanguages: [zh, en]\n")},
		"content/zh/index.md": {Data: []byte("# 首页\n")}, "content/en/index.md": {Data: []byte("# Home\n")},
		"content/zh/a.md": {Data: []byte("# 甲\n\n一。\n")}, name: {Data: []byte("# A\n\nOne.\n")},
	}
	in := Input{Root: root, Builtin: duizhao.Theme(), Bundle: bundled, Memo: memo(t), Live: true, Series: &Series{}, Engines: &Engines{}}
	defer in.Engines.Close()
	p := &preview{}
	build := func(text string) {
		t.Helper()
		root[name] = &fstest.MapFile{Data: []byte(text)}
		p.begin()
		if _, err := Run(t.Context(), in, p); err != nil {
			t.Fatal(err)
		}
		p.end(t)
		in.Changed = []string{name}
	}
	build("# A\n\nOne.\n")
	last := in.Series.last
	doc, source := weak.Make(last.docs[site.TextID{Page: "a", Lang: "en"}]), weak.Make(last.tree.Sources[last.sources[name]])
	if doc.Value() == nil || source.Value().Path != name {
		t.Fatal("the text is not where it was thought to be")
	}
	build("# A\n\nTwo.\n")
	if !p.standing {
		t.Fatal("another sentence is no patch")
	}
	runtime.GC()
	if doc.Value() != nil || source.Value() != nil {
		t.Errorf("the Doc (%v) or the source (%v) of before is still there", doc.Value() != nil, source.Value() != nil)
	}
	runtime.KeepAlive(p)
	runtime.KeepAlive(in)
}
