package markdown_test

import (
	"strings"
	"testing"

	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// A variable is a run of its own, whatever stands behind it: the end of a cell
// or an item, or another variable.
func TestVariablesAreRuns(t *testing.T) {
	const src = "- {{var.a}}\n- x {{var.a}}{{var.b}}\n\n| {{var.a}} | b |\n|---|---|\n| {{result.c.d}} | {{var.b}} |\n\n: 题 $x$ {#tbl:t}\n"
	d := markdown.NewParser(markdown.Site("zh-Hans", false)).Parse([]byte(src))
	values := site.Values{"a": "1", "b": "2", "result.c.d": "3"}
	var got []string
	for _, b := range d.Blocks {
		got = append(got, values.Text(b.Runs))
	}
	if last := d.Blocks[1].Runs[1]; last != (site.Run{Field: site.TeX, Text: "x"}) {
		t.Errorf("the formula of the caption is %q", last)
	}
	if got, want := strings.Join(got, "|"), "1\nx 12|题 x\n1\nb\n3\n2"; got != want {
		t.Errorf("the text is %q, want %q", got, want)
	}
}
