package render

import (
	"testing"

	"duizhao/generator/markdown"
)

// FuzzTwin: any text has a Markdown form. That it says the same is held by the
// texts of generator/build/testdata/twin.txtar.
func FuzzTwin(f *testing.F) {
	for _, s := range []string{
		"# T\n\n*a* **b** `c` [d](e \"f\") ![g](h)\n", "- a\n- b\n\n  c\n\n1) x\n", "> [!NOTE]\n> a\n", "$x$ 5 $$y$$\n\n$$\nz\n$$\n",
		"| a | b |\n|:-|-:|\n| `x\\|y` | z |\n", "a[^1]\n\n[^1]: b\n", ":::details A\nb\n:::\n", "a\n: b\n", "```x\n````\n```\n", "a\\\n# b\n1. c\n", "<kbd>a</kbd> &amp; \\* _a_ a_b ~x~",
	} {
		f.Add(s)
	}
	th := defaultTheme(f)
	parser := markdown.NewParser(markdown.Site("zh-Hans", false))
	f.Fuzz(func(t *testing.T, src string) {
		_, v := chapter()
		v.Targets, v.IDs, v.Cited = nil, nil, nil
		doc := parser.Parse([]byte(src))
		if _, err := Twin(Text{Doc: doc, View: v}, th); err != nil {
			t.Fatal(err)
		}
	})
}
