package build

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestDiagrams(t *testing.T) {
	root := small()
	text := "# 甲\n\n```d2 {#fig:x title=\"流程\" desc=\"两步。\"}\n甲 -> 乙: 提交\n```\n\n```d2 {title=\"流程\" desc=\"两步。\"}\n甲 -> 乙: 提交\n```\n"
	root["content/zh/a.md"] = &fstest.MapFile{Data: []byte(text)}
	root["content/en/a.md"] = &fstest.MapFile{Data: []byte(strings.NewReplacer("流程", "Way", "两步。", "Two steps.", "甲", "A", "乙", "B", "提交", "sent").Replace(text))}
	m := memo(t)
	sink, found := run(t, root, m, false)
	if len(found) > 0 {
		t.Fatal(found)
	}
	page := unkeyed(sink.files["zh/a/index.html"])
	for _, want := range []string{
		`<figure id="fig:x" class="chart diagram">`, `<figcaption><span class="no">图 1</span> 流程</figcaption>`, ">提交</text>", `role="img"`,
		`<summary>图中内容（文字）</summary>`, "<li>甲 — 提交 → 乙</li>", "<desc id=", "两步。</desc>", "/assets/draw-", `-2-w-t"`, `<div class="wide alone">`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in %s", want, page)
		}
	}
	if strings.Contains(page, "style=") || strings.Contains(page, "<style") || strings.Contains(sink.files["zh/index.html"], "/assets/draw-") {
		t.Error("a page has a style of its own, or loads one that it does not need")
	}
	warm, _ := run(t, root, m, false)
	same(t, "remembered", sink, warm)
}

func TestBrokenDiagrams(t *testing.T) {
	root := small()
	root["content/zh/index.md"] = &fstest.MapFile{Data: []byte("# 首页\n\n汉字\n\n> ```d2 {title=\"汉\"}\n> 甲: 汉\n> 甲 -> : 乙\n> 乙: {\n> ```\n\n- ```d2 {title=\"汉\"}\n  甲: ...@乙\n  x: @file\n  ```\n\n```mermaid\ngraph TD\n```\n\n```d2 {title=\"汉\"}\n```\n")}
	m := memo(t)
	for range 2 { // anew, and as it is remembered
		sink, found := run(t, root, m, true)
		var got []string
		for _, d := range found {
			got = append(got, d.String())
		}
		want := `content/zh/index.md:7:3: error: connection missing destination [diagram]
	hint: the language is described at https://d2lang.com
content/zh/index.md:8:6: error: maps must be terminated with } [diagram]
	hint: the language is described at https://d2lang.com
content/zh/index.md:12:6: error: other files are not read [diagram]
	hint: write its lines here
content/zh/index.md:13:6: error: other files are not read [diagram]
	hint: write its lines here
content/zh/index.md:16:4: error: mermaid is not drawn: it would need a script in the reader's browser [diagram]
	hint: write it in d2 (` + "```d2" + `), which is drawn when the site is built; or ` + "```text" + `, if its source is what you show
content/zh/index.md:20:1: error: the diagram is empty [diagram]
	hint: write a -> b`
		if g := strings.Join(got, "\n"); g != want {
			t.Errorf("got\n%s\nwant\n%s", g, want)
		}
		if page := sink.files["zh/index.html"]; page != "" && !strings.Contains(page, "graph TD") {
			t.Error("the page does not show the source")
		}
	}
}
