package build

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestValues holds what readers see of variables, tags, readings, abbreviations
// and typographic quotes, on whole pages.
func TestValues(t *testing.T) {
	root := unlike(small())
	root["site.yaml"].Data = append(root["site.yaml"].Data, "vars: { v: '1.2 <&>', name: { zh: 对照, en: duizhao } }\n"...)
	root["content/zh/a.md"] = &fstest.MapFile{Data: []byte("---\ntags: [生成 模型]\n---\n# {{var.name}} {{var.v}}\n\n## 用{{var.name}}\n\n{汉字|hàn zì} ![{{var.v}}](../p.svg) HTML\n\n*[HTML]: 超文本 & \"x\"\n")}
	root["content/en/a.md"] = &fstest.MapFile{Data: []byte("# The \"{{var.name}}\"\n\n## Don't use {{var.name}}\n\nSo...\n")}
	root["content/p.svg"] = &fstest.MapFile{Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>`)}
	sink, found := run(t, root, memo(t), false)
	if len(found) > 0 {
		t.Fatal(found)
	}
	for path, wants := range map[string][]string{
		"zh/a/index.html": {
			"<title>对照 1.2 &lt;&amp;&gt; · T</title>", "<h1>对照 1.2 &lt;&amp;&gt;</h1>", `alt="1.2 &lt;&amp;&gt;"`, `<h2 id="dont-use-name"><span id="用name"></span>用对照<`, `<a href="#dont-use-name">用对照</a>`,
			"<ruby>汉字<rp>(</rp><rt>hàn zì</rt><rp>)</rp></ruby>", `<abbr title="超文本 &amp; &quot;x&quot;">HTML</abbr>`,
			`<li><a href="/zh/tags/%E7%94%9F%E6%88%90-%E6%A8%A1%E5%9E%8B/">生成 模型</a></li>`, `<a href="/zh/tags/">标签</a>`,
		},
		"en/a/index.html":          {"<h1>The “duizhao”</h1>", `<h2 id="dont-use-name">Don’t use duizhao<`, "<p>So…</p>"},
		"zh/index.html":            {`<a href="/zh/a/">对照 1.2 &lt;&amp;&gt;</a>`},
		"zh/tags/index.html":       {"<h1>标签</h1>", `>生成 模型</a> <small>1 页</small>`},
		"zh/tags/生成-模型/index.html": {"<h1>标签：生成 模型</h1>", `<a href="/zh/a/">对照 1.2 &lt;&amp;&gt;</a>`, `<a href="/zh/tags/">全部标签</a>`, `<a href="/en/tags/" hreflang="en"`},
		"en/tags/index.html":       {"<p>No page has a tag in this language yet.</p>", `content="noindex"`},
	} {
		for _, want := range wants {
			if !strings.Contains(unkeyed(sink.files[path]), want) {
				t.Errorf("%s: no %s in\n%s", path, want, unkeyed(sink.files[path]))
			}
		}
	}
	for path, html := range sink.files {
		if strings.HasSuffix(path, ".html") && strings.Contains(html, "{{") {
			t.Errorf("%s shows braces", path)
		}
	}
	before := sink
	root["site.yaml"].Data = []byte(strings.Replace(string(root["site.yaml"].Data), "1.2", "1.3", 1))
	if sink, _ = run(t, root, memo(t), false); sink.keys["zh/a/index.html"] == before.keys["zh/a/index.html"] {
		t.Error("a page is not made anew when a variable changes")
	}
}
