package build

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"duizhao"
	"duizhao/generator/diag"
)

// dated builds a site whose files last changed on the given days.
func dated(t *testing.T, root fstest.MapFS, days map[string]string) (*memory, []diag.Diagnostic) {
	t.Helper()
	sink := newMemory()
	found, err := Run(t.Context(), Input{
		Root: root, Builtin: duizhao.Theme(), Bundle: bundled, Memo: memo(t),
		History: func(context.Context) (map[string]string, []diag.Diagnostic, error) { return days, nil, nil },
	}, sink)
	if err != nil {
		t.Fatal(err)
	}
	return sink, found
}

const (
	behindZh = "# 甲\n\n## 第一节\n\n第一段 `x` 17。\n\n```go\nfunc main() {}\n```\n"
	march5   = `<time datetime="2026-03-05">`
	march1   = `<time datetime="2026-03-01">`
)

// behind is a site whose original has got a section since its translations into
// four languages were accepted, with the days of the texts.
func behind(t *testing.T) (root fstest.MapFS, days map[string]string) {
	t.Helper()
	root = small()
	root["site.yaml"] = &fstest.MapFile{Data: []byte("title: T\nlanguages: [zh, { id: tw, tag: zh-Hant }, en, ja, ar]\n")}
	days = map[string]string{"content/zh/a.md": "2026-03-05"}
	for _, l := range []string{"tw", "en", "ja", "ar"} {
		root["content/"+l+"/index.md"] = &fstest.MapFile{Data: []byte("# T\n")}
		root["content/"+l+"/a.md"] = &fstest.MapFile{Data: []byte("# A\n\n## First\n\nOne `x` 17.\n\n```go\nfunc main() {}\n```\n")}
		days["content/"+l+"/a.md"] = "2026-03-01"
	}
	root["content/zh/a.md"] = &fstest.MapFile{Data: []byte(behindZh)}
	accept(t, root)
	root["content/zh/a.md"] = &fstest.MapFile{Data: []byte(behindZh + "\n## 第二节\n\n第二段。\n")}
	return root, days
}

// noticeOf returns the notice of a page, up to its link.
func noticeOf(html string) string {
	_, html, _ = strings.Cut(html, `<p class="notice" role="note">`)
	html, _, _ = strings.Cut(html, "<a href")
	return strings.TrimSpace(html)
}

// TestMissingAndSince holds what a notice says beside the share: how many blocks
// of the original are not translated and when the two texts last changed, in
// every language of the interface; nothing of marks where there are none.
func TestMissingAndSince(t *testing.T) {
	root, days := behind(t)
	sink, _ := dated(t, root, days)
	for l, want := range map[string]string{
		"tw": "原文有 2 段還沒有譯文。原文最後改於 " + march5 + "2026年3月5日</time>，譯文最後改於 " + march1 + "2026年3月1日</time>。",
		"en": "2 paragraphs of the original are not translated yet. The original last changed on " + march5 + "March 5, 2026</time>, this translation on " + march1 + "March 1, 2026</time>.",
		"ja": "原文の 2 段落はまだ訳されていません。最終更新日は、原文が" + march5 + "2026年3月5日</time>、訳文が" + march1 + "2026年3月1日</time>です。",
		"ar": "فقرات من الأصل لم تُترجم بعد: 2. آخر تغيير في الأصل: " + march5 + "5 مارس 2026</time>، وفي هذه الترجمة: " + march1 + "1 مارس 2026</time>.",
	} {
		if got := noticeOf(sink.files[l+"/a/index.html"]); got != want {
			t.Errorf("%s: the notice is\n%s, want\n%s", l, got, want)
		}
	}
	pair := sink.files["pair/zh/en/a/index.html"]
	if got, want := noticeOf(pair), "原文有 2 段还没有译文。原文最后改于 "+march5+"2026年3月5日</time>，译文最后改于 "+march1+"2026年3月1日</time>。"; got != want {
		t.Errorf("paired: the notice is %s, want %s", got, want)
	}
	if want := `<p class="meta">` + march5 + `简体中文：更新于 2026年3月5日</time>` + march1 + `English：更新于 2026年3月1日</time></p>`; !strings.Contains(pair, want) {
		t.Errorf("the paired page has no %s", want)
	}
}

// TestStaleAndMissing holds what a notice says of blocks that are stale beside
// those that are missing, where a day is known, and where none is.
func TestStaleAndMissing(t *testing.T) {
	root, days := behind(t)
	root["content/zh/a.md"] = &fstest.MapFile{Data: []byte(strings.Replace(behindZh, "第一段", "新的第一段", 1) + "\n第二段。\n")}
	delete(days, "content/en/a.md")
	sink, _ := dated(t, root, days)
	want := "1 of the 3 paragraphs of this translation does not yet follow the original. 1 paragraph of the original is not translated yet. " +
		"The original last changed on " + march5 + "March 5, 2026</time>. The marks show the original’s text."
	if got := noticeOf(sink.files["en/a/index.html"]); got != want {
		t.Errorf("the notice is\n%s, want\n%s", got, want)
	}
	sink, _ = dated(t, root, nil)
	if html := noticeOf(sink.files["en/a/index.html"]); !strings.Contains(html, "not translated yet. The marks") {
		t.Errorf("without days the notice is %s", html)
	}
}

// TestHistoryFails holds that what stands in the way of the history stops the
// build, and that it is not asked for where the site has no use for it.
func TestHistoryFails(t *testing.T) {
	broken := errors.New("broken")
	in := Input{Root: small(), Builtin: duizhao.Theme(), Bundle: bundled, Memo: memo(t), History: func(context.Context) (map[string]string, []diag.Diagnostic, error) { return nil, nil, broken }}
	if _, err := Run(t.Context(), in, newMemory()); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	root := small()
	root["site.yaml"] = &fstest.MapFile{Data: []byte("title: T\nlanguages: [zh, en]\ndates: frontmatter\n")}
	in.Root = root
	if _, err := Run(t.Context(), in, newMemory()); err != nil {
		t.Error(err)
	}
}
