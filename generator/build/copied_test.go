package build

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestCopied holds what readers are told of a translation that has the original's
// text: as untranslated where it cannot be that language, as unchecked where it may
// and nobody has accepted it, nothing once it is accepted.
func TestCopied(t *testing.T) {
	root := small()
	root["site.yaml"].Data = []byte("title: T\nlanguages: [zh, en, zh-hant]\n")
	accept(t, root)
	text := "# 甲\n\n一段。\n\n二段。\n\n```go\n// 注\n```\n"
	for lang, src := range map[string]string{"zh": text, "zh-hant": text, "en": "# A\n\n一段。\n\nTwo.\n\n```go\n// 注\n```\n"} {
		root["content/"+lang+"/s.md"] = &fstest.MapFile{Data: []byte(src)}
	}
	sink, _ := run(t, root, memo(t), false)
	for path, wants := range map[string][]string{
		"en/s/index.html": {
			"<p data-b=\"1\">一段。</p>\n<p class=\"stale\">Not translated yet</p>", "2 of the 3 paragraphs", "The marks show",
			"Two.</p>\n<details class=\"stale\"><summary>Not yet checked",
		},
		"zh-hant/s/index.html":    {`<details class="stale">`, "2 段"},
		"pair/zh/en/s/index.html": {`<p class="aside stale" lang="zh-Hans">尚未翻译</p>`},
	} {
		for _, want := range wants {
			if !strings.Contains(sink.files[path], want) {
				t.Errorf("%s has no %s in\n%s", path, want, sink.files[path])
			}
		}
	}
	accept(t, root)
	sink, _ = run(t, root, memo(t), false)
	if html := sink.files["zh-hant/s/index.html"]; strings.Contains(html, "stale") {
		t.Errorf("an accepted text that is the same is told of:\n%s", html)
	}
}

// TestExtra holds that a block which only the translation has is told to the
// author, and called so in the paired view, whichever text leads.
func TestExtra(t *testing.T) {
	root := small()
	accept(t, root)
	root["content/en/a.md"].Data = append(root["content/en/a.md"].Data, "\n> One more.\n"...)
	sink, found := run(t, root, memo(t), false)
	want := "content/en/a.md:9:1: warning: the translation does not follow its original: 1 block stands in the translation alone [stale-translation]\n" +
		"\thint: see them with: duizhao sync next content/en/a.md"
	if len(found) != 1 || found[0].String() != want {
		t.Errorf("found %v, want %s", found, want)
	}
	for path, want := range map[string]string{
		"pair/zh/en/a/index.html": `<div class="a none" lang="zh-Hans"><p class="aside">只见于译文</p>`,
		"pair/en/zh/a/index.html": `<div class="b none" lang="en"><p class="aside">Only in the translation</p>`,
	} {
		if html := sink.files[path]; !strings.Contains(html, want) {
			t.Errorf("%s has no %s in\n%s", path, want, html)
		}
	}
}
