package render

import (
	"strings"
	"testing"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/refs"
)

// A citation links to the list, the list back to it; what has no work is said
// in its place; nothing of either is markup of the author's.
func TestCitations(t *testing.T) {
	doc := markdown.NewParser(markdown.Site("en", false)).Parse([]byte("Nets [see @a:b, p. \"1\"; @c; @d]."))
	_, v := chapter()
	v.Lang, v.TextLang, v.Numbered = en, zh, true
	v.Citations = []assemble.Citation{{Items: []assemble.CitedItem{
		{Key: "a:b", Prefix: "see", Locator: "p. \"1\"", Text: "1", Name: "A & B", Ref: "ref-a:b", ID: "cite-a:b-1"},
		{Key: "c", Text: "2", Name: "C", Ref: "ref-c", ID: "cite-c-1"},
		{Key: "d"},
	}}}
	v.References = []assemble.Reference{
		{ID: "ref-a:b", Back: []string{"cite-a:b-1"}, Runs: []refs.Run{{Field: refs.Plain, Text: "A <b>. "}, {Field: refs.Italic, Text: "T"}}},
		{ID: "ref-c", Back: []string{"cite-c-1", "cite-c-2"}, Runs: []refs.Run{{Field: refs.Link, Text: "x", URL: "https://x.example/?a=1&b"}}},
	}
	doc.Blocks[0].HTML.HTML = strings.ReplaceAll(doc.Blocks[0].HTML.HTML, "\n", "")
	page, err := Page(doc, v, nil, defaultTheme(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`Nets <span class="cite">[see <a id="cite-a:b-1" href="#ref-a:b" role="doc-biblioref" aria-label="1：参考文献，A &amp; B">1</a>, p. &quot;1&quot;; ` +
			`<a id="cite-c-1" href="#ref-c" role="doc-biblioref" aria-label="2：参考文献，C">2</a>; <span class="broken">@d</span>]</span>.`,
		`<h2 id="_refs">参考文献</h2>`, // in the article's language
		`<li id="ref-a:b">A &lt;b&gt;. <i>T</i>`,
		` <a class="back" href="#cite-a%3ab-1" role="doc-backlink" aria-label="回到引用处">↑</a></li>`,
		`<li id="ref-c"><a href="https://x.example/?a=1&amp;b" rel="noopener">x</a>`,
		`aria-label="回到第 2 处引用">↑2</a></li>`,
	} {
		if !strings.Contains(string(page), want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
	v.Numbered, v.Citations[0].Items[0].Text = false, "A 和 B，2020"
	if got := Article(doc, v, nil); !strings.Contains(got, `（see <a id="cite-a:b-1" href="#ref-a:b" role="doc-biblioref">A 和 B，2020</a>，p. &quot;1&quot;；`) {
		t.Errorf("got %s", got)
	}
	v.Numbered, v.Citations[0].Items = true, []assemble.CitedItem{{Text: "1"}, {Text: "2"}}
	if got := Article(doc, v, nil); !strings.Contains(got, `>1</a>, <a`) {
		t.Errorf("got %s", got)
	}
	if got := Article(doc, &assemble.View{}, nil); got != "<p>Nets [see @a:b, p. &quot;1&quot;; @c; @d].</p>" {
		t.Errorf("got %s", got)
	}
}
