package build

import (
	"testing"
	"testing/fstest"
)

// unlike makes a site of texts whose languages differ.
func unlike(root fstest.MapFS) fstest.MapFS {
	root["site.yaml"].Data = append(root["site.yaml"].Data, `check:
  severities: { pair-term: off, pair-number: off, pair-formula: off, pair-code: off, pair-link: off, pair-citation: off }
`...)
	return root
}

// TestCompared holds that a build compares each translation with its original, by
// the languages that the settings give.
func TestCompared(t *testing.T) {
	root := small()
	root["content/glossary.csv"] = &fstest.MapFile{Data: []byte("id,zh,en\nt,词元,token\n")}
	root["content/zh/a.md"] = &fstest.MapFile{Data: []byte("---\ntitle: 甲\n---\n每个词元 3 分钱，见 [首页](index.md)。\n")}
	root["content/en/a.md"] = &fstest.MapFile{Data: []byte("---\ntitle: A\n---\nEach costs 4 cents, see [home](index.md).\n")}
	root["content/zh/index.md"] = &fstest.MapFile{Data: []byte("# 首页\n\n## 节\n\n[页](a.md) [节](b.md#第一节) [此](#节)\n")}
	root["content/en/index.md"] = &fstest.MapFile{Data: []byte("# Home\n\n## Section\n\n[Page](a.md) [Section](b.md#first) [this](#section)\n")}
	root["content/zh/b.md"] = &fstest.MapFile{Data: []byte("# 乙\n\n## 第一节\n")}
	root["content/en/b.md"] = &fstest.MapFile{Data: []byte("# B\n\n## First\n")}
	for _, c := range []struct{ settings, want string }{
		{"", `content/en/a.md:4:1: warning: the term "词元" of the original, content/zh/a.md:4:3, has no counterpart in this block [pair-term]
	hint: write "token"
content/en/a.md:4:12: warning: number "4" stands here, "3" in the original, content/zh/a.md:4:6 [pair-number]
`},
		{"source_language: en\n", `content/zh/a.md:4:6: warning: number "3" stands here, "4" in the original, content/en/a.md:4:12 [pair-number]
`},
	} {
		root["site.yaml"] = &fstest.MapFile{Data: []byte("title: T\nlanguages: [zh, en]\n" + c.settings)}
		_, found := run(t, root, memo(t), false)
		got := ""
		for _, d := range found {
			got += d.String() + "\n"
		}
		if got != c.want {
			t.Errorf("%sgot\n%swant\n%s", c.settings, got, c.want)
		}
	}
}
