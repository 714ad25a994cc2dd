package markdown_test

import (
	"strings"
	"testing"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/render"
)

// Deep nesting costs as many looks at a line as blocks are open, so it is
// refused; what stands beside each other may be as much as one likes.
func TestDeepContainers(t *testing.T) {
	p := markdown.NewParser(markdown.Site("en", false))
	deep := p.Parse([]byte(strings.Repeat(":::note\n", 33) + "x\n" + strings.Repeat(":::\n", 32)))
	if len(deep.Notes) != 1 || deep.Notes[0].Code != "deep-block" || deep.Notes[0].Start != 32*len(":::note\n") {
		t.Errorf("got %v", deep.Notes)
	}
	for _, part := range []string{":::note\nx\n:::\n", ":::\n", ":::note\n", "- :::note\n", "> [!NOTE]\n\n", ":::a {a=\"{a=\\\"\n", ":::note {a=b {a=b\n:::\n"} {
		p.Parse([]byte(strings.Repeat(part, 4000))) // in time
	}
	if d := p.Parse([]byte(strings.Repeat(":::note\nx\n:::\n", 1000))); len(d.Notes) != 0 || len(d.Blocks) != 1000 {
		t.Errorf("%d blocks, notes %v", len(d.Blocks), d.Notes)
	}
}

// Off, the syntax is CommonMark's.
func TestContainersAreExtras(t *testing.T) {
	p := markdown.NewParser(markdown.Options{})
	for src, want := range map[string]string{
		":::note\nx\n:::\n":   "<p>:::note\nx\n:::</p>\n",
		"> [!NOTE]\n> x\n":    "<blockquote>\n<p>[!NOTE]\nx</p>\n</blockquote>\n",
		"> [!NOTHING]\n> x\n": "<blockquote>\n<p>[!NOTHING]\nx</p>\n</blockquote>\n",
	} {
		d := p.Parse([]byte(src))
		if got := render.Article(d, &assemble.View{}, nil); got != want || len(d.Notes) != 0 {
			t.Errorf("%q: got %q, %v", src, got, d.Notes)
		}
	}
}
