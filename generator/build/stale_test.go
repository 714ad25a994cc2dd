package build

import (
	"strings"
	"testing"
	"testing/fstest"

	"duizhao"
	"duizhao/generator/content"
	"duizhao/generator/pairing"
)

// accept accepts all translations of a site as they stand.
func accept(t *testing.T, root fstest.MapFS) {
	t.Helper()
	all, _, err := Translate(t.Context(), Input{Root: root, Builtin: duizhao.Theme(), Bundle: bundled, Memo: memo(t)})
	if err != nil {
		t.Fatal(err)
	}
	lock := &pairing.Lock{}
	for _, p := range all.Pages {
		for _, r := range p.Rows {
			if len(r.A) > 0 && len(r.B) > 0 {
				lock.Add(pairing.RowPair(p.A, p.B, r), p.Page())
			}
		}
	}
	root[content.Root+"/"+pairing.LockFile] = &fstest.MapFile{Data: lock.Format()}
}

// TestStale holds what readers of a translation are told: nothing without a
// lock and where all is accepted; of a block whose original changed a mark that
// opens it, of a new one that nobody checked it, of both the share; and that the
// page is made anew with the original's text it shows.
func TestStale(t *testing.T) {
	root, m := small(), memo(t)
	zh := "# 甲\n\n## 第一节\n\n第一段，见[首页](index.md)与[上面](#first)[^n]。\n\n第二段。\n\n```go\nfunc main() {}\n```\n\n[^n]: 脚注。\n"
	en := "# A\n\n## First\n\nOne, see [home](index.md) and [above](#first)[^n].\n\nTwo.\n\n```go\nfunc main() {}\n```\n\n[^n]: Note.\n"
	set := func(zh, en string) {
		root["content/zh/a.md"] = &fstest.MapFile{Data: []byte(zh)}
		root["content/en/a.md"] = &fstest.MapFile{Data: []byte(en)}
	}
	told := func(name string, sink *memory, path string, wants ...string) {
		t.Helper()
		html := sink.files[path]
		if len(wants) == 0 && (strings.Contains(html, "stale") || strings.Contains(html, `class="translated"`)) {
			t.Errorf("%s: %s tells of something:\n%s", name, path, html)
		}
		for _, want := range wants {
			if !strings.Contains(html, want) {
				t.Errorf("%s: %s has no %s in\n%s", name, path, want, html)
			}
		}
	}
	const page, original, paired = "en/a/index.html", "zh/a/index.html", "pair/zh/en/a/index.html"
	set(zh, en)
	sink, _ := run(t, root, m, false)
	told("no lock", sink, page)
	accept(t, root)
	sink, _ = run(t, root, m, false)
	told("all accepted", sink, page)

	set(strings.Replace(zh, "第一段", "新的第一段", 1), en)
	sink, _ = run(t, root, m, false)
	told("one changed", sink, page,
		`<p class="notice" role="note">1 of the 5 paragraphs of this translation does not yet`, `<a href="/zh/a/" hreflang="zh-Hans" data-place>The original, in 简体中文</a>`,
		`<details class="stale"><summary>The original has changed</summary>`+"\n"+`<div lang="zh-Hans">`+"\n"+`<p>新的第一段，见<a href="/zh/">首页</a>与<a href="/zh/a/#first">上面</a>`,
		`<a href="/zh/a/#_fn-n" id="_fnref-n--zh"`)
	told("the original", sink, original)
	told("both", sink, paired, `<p class="aside stale" lang="zh-Hans">原文已有改动</p>`, `译文共 5 段，其中 1 段`)
	before := sink.keys[page]
	set(strings.Replace(zh, "第一段", "又新的第一段", 1), en)
	sink, _ = run(t, root, m, false)
	told("changed again", sink, page, "又新的第一段")
	if sink.keys[page] == before {
		t.Error("the translation shows the original's old text")
	}

	set(zh+"\n第三段。\n\n```go\nfunc two() {}\n```\n", en+"\nThree.\n\n```go\nfunc two() {}\n```\n")
	sink, _ = run(t, root, m, false)
	told("a new one", sink, page, "1 of the 7 paragraphs", "<p data-b=\"5\">Three.</p>\n"+`<details class="stale"><summary>Not yet checked against the original</summary>`)
	clean, _ := run(t, root, memo(t), false)
	same(t, "a new one", clean, sink)

	set(strings.Replace(zh, "## 第一节", "## 头一节", 1), strings.Replace(en, "Two.", "Two, otherwise.", 1))
	sink, _ = run(t, root, m, false)
	told("a heading and the translation", sink, page, "2 of the 5 paragraphs",
		`<p id="first--zh">`, `头一节</p>`, "Two, otherwise.</p>\n"+`<details class="stale"><summary>Not yet checked against the original</summary>`)
}

// TestBadge holds what front matter says of a translation.
func TestBadge(t *testing.T) {
	root := small()
	for said, want := range map[string]string{
		"machine": `<p class="badge">Machine translation</p>`, "draft": `<p class="badge">Draft translation</p>`, "reviewed": `<p class="badge">Reviewed translation</p>`,
	} {
		root["content/en/a.md"] = &fstest.MapFile{Data: []byte("---\ntranslation: " + said + "\n---\n# A\n\n## First\n")}
		sink, found := run(t, root, memo(t), false)
		if len(found) > 0 || !strings.Contains(sink.files["en/a/index.html"], want) || strings.Contains(sink.files["zh/a/index.html"], "badge") {
			t.Errorf("%s: found %v", said, found)
		}
	}
	root["content/en/a.md"] = &fstest.MapFile{Data: []byte("---\ntranslation: machin\n---\n# A\n")}
	_, found := run(t, root, memo(t), false)
	want := "content/en/a.md:2:1: error: a translation cannot be \"machin\" [setting]\n\thint: did you mean \"machine\"?"
	if len(found) != 1 || found[0].String() != want {
		t.Errorf("found %v", found)
	}
}
