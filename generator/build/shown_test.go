package build

import (
	"slices"
	"testing"
	"testing/fstest"

	"duizhao"
	"duizhao/generator/pairing"
)

// TestShown holds what is known of a page by its file: its texts, and the state
// of the translations that it shows a side of, with the names that sync gives.
func TestShown(t *testing.T) {
	root, m := small(), memo(t)
	set := func(zh, en string) {
		root["content/zh/a.md"] = &fstest.MapFile{Data: []byte(zh)}
		root["content/en/a.md"] = &fstest.MapFile{Data: []byte(en)}
	}
	set("# 甲\n\n## 节 {#part}\n\n第一段。\n\n第二段。\n", "# A\n\n## Part {#part}\n\nOne.\n\nTwo.\n")
	root["content/zh/b.md"] = &fstest.MapFile{Data: []byte("# 乙\n\n四个汉字 and two\n")}
	accept(t, root)
	set("# 甲\n\n## 节 {#part}\n\n改过的第一段。\n\n第二段。\n\n第三段在这里。\n", "# A\n\n## Part {#part}\n\nOne.\n\nTwo.\n")

	var whole Whole
	in := Input{Root: root, Builtin: duizhao.Theme(), Bundle: bundled, Memo: m, Live: true, Whole: func(w Whole) { whole = w }}
	if _, err := Run(t.Context(), in, newMemory()); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]struct {
		texts        int
		translations []string
		open         []string
	}{
		"zh/a/index.html":         {1, []string{"zh→en"}, []string{"part/1 source changed", "part/3 missing"}},
		"en/a/index.html":         {1, []string{"zh→en"}, []string{"part/1 source changed", "part/3 missing"}},
		"pair/en/zh/a/index.html": {2, []string{"zh→en"}, []string{"part/1 source changed", "part/3 missing"}},
		"en/b/index.html":         {1, []string{"zh→en"}, []string{"/1 missing"}},
		"search/index.html":       {},
	} {
		got, ok := whole.Shown(file)
		if ok != (want.texts > 0) || len(got.Texts) != want.texts {
			t.Errorf("%s: %d texts, %t", file, len(got.Texts), ok)
			continue
		}
		var langs, open []string
		for _, tr := range got.Translations {
			langs = append(langs, tr.A.Lang.ID+"→"+tr.B.Lang.ID)
			for i, s := range tr.States {
				if s != pairing.Fresh {
					open = append(open, tr.Names[i]+" "+s.String())
				}
			}
		}
		if !slices.Equal(langs, want.translations) || !slices.Equal(open, want.open) {
			t.Errorf("%s: %v %q, want %v %q", file, langs, open, want.translations, want.open)
		}
	}
	b, _ := whole.Shown("zh/b/index.html")
	if han, words := b.Texts[0].Length(); han != 4 || words != 2 {
		t.Errorf("%d Han and %d words, want 4 and 2", han, words)
	}
}
