package build

import (
	"slices"
	"testing"
	"testing/fstest"

	"duizhao"
	"duizhao/generator/pairing"
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

// TestPairsOfMovedIDs holds that a warm build finds what a cold one does where an
// id that a link names goes to another heading of another page.
func TestPairsOfMovedIDs(t *testing.T) {
	root := small()
	root["content/zh/index.md"] = &fstest.MapFile{Data: []byte("# 首页\n\n见[那里](b.md#old)。\n")}
	root["content/en/index.md"] = &fstest.MapFile{Data: []byte("# Home\n\nSee [there](b.md#one).\n")}
	m := memo(t)
	for _, c := range []struct {
		one, two string
		want     int
	}{{` aliases="old"`, "", 0}, {"", ` aliases="old"`, 1}, {` aliases="old"`, "", 0}} {
		for lang, titles := range map[string][3]string{"zh": {"乙", "甲节", "丙节"}, "en": {"B", "First", "Second"}} {
			root["content/"+lang+"/b.md"] = &fstest.MapFile{Data: []byte("# " + titles[0] + "\n\n## " + titles[1] + " {#one" + c.one + "}\n\n## " + titles[2] + " {#two" + c.two + "}\n")}
		}
		_, warm := run(t, root, m, false)
		_, cold := run(t, root, memo(t), false)
		if len(warm) != c.want || len(cold) != c.want {
			t.Errorf("%+v: warm %v, cold %v", c, warm, cold)
		}
	}
}

// TestComparesAccepted holds that what the lock pairs is compared, though contents
// leave it open, and that a warm build sees a lock that has changed.
func TestComparesAccepted(t *testing.T) {
	root, m := small(), memo(t)
	root["content/zh/index.md"] = &fstest.MapFile{Data: []byte("# 首页\n\n一共 3 元。\n\n二。\n\n三。\n\n四。\n")}
	root["content/en/index.md"] = &fstest.MapFile{Data: []byte("# Home\n\nAll of it for 4.\n\nMore.\n")}
	numbers := func() (out []string) {
		_, warm := run(t, root, m, false)
		_, cold := run(t, root, memo(t), false)
		if !slices.Equal(warm, cold) {
			t.Errorf("warm %v, cold %v", warm, cold)
		}
		for _, d := range warm {
			if d.Code == "pair-number" {
				out = append(out, d.Text)
			}
		}
		return out
	}
	if got := numbers(); len(got) > 0 {
		t.Fatalf("without a lock: %v", got)
	}
	tr, _, err := Translate(t.Context(), Input{Root: root, Builtin: duizhao.Theme(), Bundle: bundled, Memo: memo(t)})
	if err != nil {
		t.Fatal(err)
	}
	p := tr.Pages[0]
	tr.Lock.Add(pairing.RowPair(p.A, p.B, pairing.Row{A: []int{0, 1}, B: []int{0}}), p.Page())
	root["content/translations.lock"] = &fstest.MapFile{Data: tr.Lock.Format()}
	if got := numbers(); len(got) != 1 {
		t.Errorf("with a lock: %v", got)
	}
}
