package build

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"duizhao/generator/diag"
)

// including is a site whose first pages include code and partials.
func including() fstest.MapFS {
	root := small()
	root["site.yaml"].Data = append(root["site.yaml"].Data, "vars: { v: '<1>' }\n"...)
	root["content/code/a.py"] = &fstest.MapFile{Data: []byte("import os\n# region 甲\n  def f():\n    # region in\n    return 1\n    # endregion\n# endregion\n")}
	root["content/code/b.unknown"] = &fstest.MapFile{Data: []byte("x < y\r\n")}
	root["content/zh/_note.md"] = &fstest.MapFile{Data: []byte("# 提示 {#tip}\n\n[甲](a.md) [这里](#own) {{var.v}} $x^2$\n\n<<< zh/part/_deep.md#only\n")}
	root["content/zh/part/_deep.md"] = &fstest.MapFile{Data: []byte("不要\n\n<!-- region only -->\n## 深处\n\n[甲](../a.md)\n<!-- endregion -->\n")}
	root["content/en/_note.md"] = &fstest.MapFile{Data: []byte(`## A "tip"`)}
	root["content/zh/index.md"] = &fstest.MapFile{Data: []byte("# 首页\n\n## 自己 {#own}\n\n<<< code/a.py#甲\n\n<<< zh/_note.md\n\n<<< zh/_note.md\n\n- 项\n\n  <<< code/b.unknown\n\n[提示](#tip) [又](#tip-2)\n")}
	root["content/en/index.md"] = &fstest.MapFile{Data: []byte("# Home\n\n<<< en/_note.md\n")}
	return root
}

func TestIncludes(t *testing.T) {
	sink, found := run(t, unlike(including()), memo(t), false)
	if len(found) > 0 {
		t.Fatal(found)
	}
	html := sink.files["zh/index.html"]
	for _, want := range []string{
		`<code class="language-python">`, "def", `<pre tabindex="0"><code>x &lt; y` + "\n</code>",
		`<h1 id="tip">提示`, `<h1 id="tip-2">提示`, `<h2 id="深处">深处`, `<h2 id="深处-2">深处`,
		`<a href="/zh/a/">甲</a> <a href="/zh/#own">这里</a> &lt;1&gt; <span class="math"><`,
		`<a href="/zh/#tip">提示</a>`, "/assets/math-",
	} {
		if !strings.Contains(html, want) {
			t.Errorf("no %s in\n%s", want, html)
		}
	}
	for _, never := range []string{"region", "import", "不要", "broken", `href="#tip">提示</a></li>`} {
		if strings.Contains(html, never) {
			t.Errorf("%s in\n%s", never, html)
		}
	}
	if !strings.Contains(sink.files["en/index.html"], ">A “tip”<") {
		t.Errorf("an English partial is not English:\n%s", sink.files["en/index.html"])
	}
}

// TestIncludesChange holds that a page is made anew when what it includes
// changes, however deep, and that the search is too.
func TestIncludesChange(t *testing.T) {
	root, m := including(), memo(t)
	before, _ := run(t, root, m, false)
	for _, path := range []string{"content/code/a.py", "content/zh/_note.md", "content/zh/part/_deep.md"} {
		root[path] = &fstest.MapFile{Data: []byte(strings.NewReplacer("return 1", "return 22222", "{{var.v}}", "别的", "深处", "更深处").Replace(string(root[path].Data)))}
		warm, found := run(t, root, m, false)
		clean, _ := run(t, root, memo(t), false)
		same(t, path, clean, warm)
		if before.keys["zh/index.html"] == warm.keys["zh/index.html"] || before.keys["zh/search/dir"] == warm.keys["zh/search/dir"] {
			t.Errorf("%s: the page or the search is not made anew: %v", path, found)
		}
		if before.keys["en/index.html"] != warm.keys["en/index.html"] {
			t.Errorf("%s: another page is made anew", path)
		}
		before = warm
	}
}

func TestBrokenIncludes(t *testing.T) {
	root := including()
	root["content/en/index.md"] = &fstest.MapFile{Data: []byte("# Home\n")}
	root["content/zh/index.md"] = &fstest.MapFile{Data: []byte(strings.Join([]string{
		"# 首页", "<<< code/a.pi", "<<< ../site.yaml", "<<< /etc/passwd", "<<< code/a.py#已", "<<< code/b.unknown#r", "<<< zh/a.md",
		"<<< content/code/a.py", "<<< code/bin", "<<< zh/_loop.md", "<<< zh/_d0.md", "<<< code/open.py#x", "<<< zh/_bad.md", "<<< zh/_twice0.md",
	}, "\n\n"))}
	root["content/code/bin"] = &fstest.MapFile{Data: []byte("a\x00b")}
	root["content/code/open.py"] = &fstest.MapFile{Data: []byte("# region x\n")}
	root["content/zh/_loop.md"] = &fstest.MapFile{Data: []byte("汉 \n<<< zh/_loop.md")}
	root["content/zh/_bad.md"] = &fstest.MapFile{Data: []byte("汉字 [甲](nichts.md) {{var.w}} ![](x.png)")}
	for i := range 9 {
		root[fmt.Sprintf("content/zh/_d%d.md", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "<<< zh/_d%d.md", i+1)}
		root[fmt.Sprintf("content/zh/_twice%d.md", i)] = &fstest.MapFile{Data: []byte(strings.Repeat(fmt.Sprintf("<<< zh/_twice%d.md\n", i+1), 4))}
	}
	root["content/zh/_d9.md"] = &fstest.MapFile{Data: []byte("x")}
	root["content/zh/_twice7.md"] = &fstest.MapFile{Data: []byte("x")}
	_, found := run(t, root, memo(t), false)
	var b strings.Builder
	for _, d := range found {
		if strings.Contains(d.Text, "at most 1000 files") {
			d.Hint = "many"
			if strings.Contains(b.String(), d.Text) {
				continue
			}
		}
		fmt.Fprintln(&b, d)
	}
	want := `content/zh/_bad.md:1:8: error: no page "nichts.md" in any language [broken-link]
content/zh/_bad.md:1:19: error: no variable "w" [unknown-variable]
	hint: did you mean "v"?
content/zh/_bad.md:1:33: error: no picture "x.png" [broken-image]
content/zh/_bad.md:1:33: warning: the picture has no alternative text [missing-alt]
	hint: write what it shows: ![a chart of …](…)
content/zh/_d7.md:1:5: error: partials include each other more than 8 deep [broken-include]
	hint: zh/_d0.md → zh/_d1.md → zh/_d2.md → zh/_d3.md → zh/_d4.md → zh/_d5.md → zh/_d6.md → zh/_d7.md → zh/_d8.md
content/zh/_loop.md:2:5: error: "zh/_loop.md" includes itself [broken-include]
	hint: zh/_loop.md → zh/_loop.md
content/zh/_twice0.md:2:5: error: a page includes at most 1000 files, those that others include counted [broken-include]
	hint: many
content/zh/index.md:3:5: error: no file "code/a.pi" below content/ [broken-include]
	hint: did you mean "code/a.py"?
content/zh/index.md:5:5: error: "../site.yaml" is no path below content/ [broken-include]
	hint: paths of includes start at content/, such as code/gan.py, and have no .. in them
content/zh/index.md:7:5: error: "/etc/passwd" is no path below content/ [broken-include]
	hint: paths of includes start at content/, such as code/gan.py, and have no .. in them
content/zh/index.md:9:15: error: no region "已" in "code/a.py" [broken-include]
	hint: did you mean "甲"? there are: 甲, in
content/zh/index.md:11:20: error: no region "r" in "code/b.unknown", which has no regions [broken-include]
	hint: put the lines between # region r and # endregion, behind the comment sign of the language
content/zh/index.md:13:5: error: "zh/a.md" is a page [broken-include]
	hint: link to it, or include a Markdown file whose name begins with _
content/zh/index.md:15:5: error: no file "content/code/a.py" below content/ [broken-include]
	hint: paths of includes start at content/: write "code/a.py"
content/zh/index.md:17:5: error: "content/code/bin" is no text [broken-include]
	hint: link to it, or show it as a picture
content/zh/index.md:23:18: error: the region "x" in "code/open.py" has no end [broken-include]
	hint: write # endregion behind it
`
	if got := b.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if !diag.HasErrors(found) {
		t.Error("no errors")
	}
}

// TestIncludedCode holds that the lines of a file are marked by the include and
// by the file, each reported at its own place, and that the page leads to the
// whole file.
func TestIncludedCode(t *testing.T) {
	root := including()
	root["content/code/c.py"] = &fstest.MapFile{Data: []byte("# region r\na = 1\nb = 2  # [!code ++]\nc = 3  # [!code oops]\nd = 4  # (1)!\ne = 5  # [!code hl:2]\n# endregion\n")}
	root["content/zh/index.md"] = &fstest.MapFile{Data: []byte("# 首页\n\n<<< code/a.py#甲{1,9 python:line-numbers}\n\n:::code-group\n<<< code/a.py [标签]\n:::\n\n<<< code/c.py#r\n1. 注\n")}
	root["content/en/index.md"] = &fstest.MapFile{Data: []byte("# Home\n\n<<< code/a.py#甲{1} startLineNumber=file\n1. Not asked for.\n")}
	sink, found := run(t, root, memo(t), false)
	want := `[content/code/c.py:4:10: warning: no mark "oops" for lines of code [code-line] content/code/c.py:6:10: warning: no line 6: the code has 5 lines [code-line]
	hint: lines count from 1, as shown, whatever their numbers content/zh/index.md:3:19: warning: no line 9: the code has 2 lines [code-line]
	hint: lines count from 1, as shown, whatever their numbers]`
	if got := fmt.Sprint(found); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for file, wants := range map[string][]string{
		"zh/index.html": {`<span class="line hl" data-n="1">`, `<span class="code-title"><a href="/code/a.py">a.py</a></span>`, `<p class="tab-label">标签</p>`, "/assets/lines-",
			`<span class="line ins"><span class="vh">新增： </span>b`, `href="#_note-3-1" aria-label="注释 1">1</a>`, `<li id="_note-3-1">注`},
		"en/index.html": {`data-n="3">`, `data-n="5">`, `<li id="_note-1-1">`},
		"code/a.py":     {"# endregion"},
	} {
		for _, want := range wants {
			if !strings.Contains(sink.files[file], want) {
				t.Errorf("%s: no %s in\n%s", file, want, sink.files[file])
			}
		}
	}
	if strings.Contains(sink.files["en/a/index.html"], "/assets/lines-") {
		t.Error("a page without marked code loads the style of marks")
	}
}
