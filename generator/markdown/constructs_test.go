package markdown_test

import (
	"slices"
	"testing"

	"duizhao/generator/markdown"
)

// examples holds a text for each construct, and one beside it that is none.
var examples = map[string][2]string{
	"abbreviation":              {"*[CSS]: Cascading Style Sheets", "[CSS]: x"},
	"address in angle brackets": {"<https://example.org>", "https://example.org"},
	"bare address":              {"https://example.org", "<https://example.org>"},
	"block of the site":         {":::step\nx\n:::", ":::note\nx\n:::"},
	"bullet list":               {"- x", "1. x"},
	"callout":                   {":::tip\nx\n:::", ":::details\nx\n:::"},
	"callout as a quote":        {"> [!NOTE]\n> x", "> x"},
	"calculator":                {"```calc\ntype: option\n```", "```calcs\nx\n```"},
	"chart":                     {"```chart\ntype: bar\n---\na,b\nc,1\n```", "```charts\nx\n```"},
	"citation":                  {"[@key]", "[@key](x)"},
	"code attributes":           {"```go {#lst:x}\n```", "```go {1,4}\n```"},
	"code span":                 {"`x`", "x"},
	"code group":                {":::code-group\n```go\nx\n```\n:::", ":::tip\nx\n:::"},
	"cross reference":           {"[](#fig:x)", "[x](#fig:x)"},
	"definition list":           {"x\n: y", "x: y"},
	"details":                   {":::details\nx\n:::", ":::tip\nx\n:::"},
	"diagram":                   {"```d2\na -> b\n```", "```d3\na -> b\n```"},
	"displayed formula":         {"$$\nx\n$$", "$x$"},
	"emphasis":                  {"*x*", "**x**"},
	"fenced code":               {"```\nx\n```", "    x"},
	"figure":                    {`![x](x.png "y")`, "![x](x.png)"},
	"film":                      {"![x](x.webm)", "![x](x.webp)"},
	"footnote":                  {"x[^1]\n\n[^1]: y", "x[^1]"},
	"formula":                   {"$x$", "$ x$"},
	"heading":                   {"# x\n\n## y", "x"},
	"heading attributes":        {"x\n\n## y {#z}", "x\n\n## y"},
	"include":                   {"<<< x.py", "<<<< x.py"},
	"indented code":             {"    x", "   x"},
	"line break":                {"x\\\ny", "x\ny"},
	"link":                      {"[x](y)", "[x] (y)"},
	"numbered equation":         {"$$\nx\n$$ {#eq:a}", "$$\nx\n$$"},
	"link attributes":           {"[x](y){.z}", "![x](y){.z}"},
	"ordered list":              {"1. x", "- x"},
	"output of a program":       {"```output for=x\n1\n```", "```output\n1\n```"},
	"paragraph":                 {"x", "***"},
	"picture":                   {"![x](x.png)", "![x](x.mp3)"},
	"picture attributes":        {"![x](x.png){.z}", "[x](x.png){.z}"},
	"picture for each theme":    {"![x](x.png){dark=y.png}", "![x](x.png){width=50%}"},
	"program that is run":       {"```sh run\n:\n```", "```sh title=run\n:\n```"},
	"quote":                     {"> x", "> [!TIP]\n> x"},
	"raw HTML":                  {"<kbd>x</kbd>", `\<kbd>x`},
	"reference link":            {"[x]\n\n[x]: y", "[x](y)"},
	"ruby":                      {"{汉字|hàn zì}", "{x|y}"},
	"rule":                      {"***", "**"},
	"sound":                     {"![x](x.ogg)", "![x](x.ogv)"},
	"span":                      {"[x]{.y}", "[x](z){.y}"},
	"strikethrough":             {"~~x~~", `\~~x~~`},
	"strong emphasis":           {"**重点。**后文", "*x*"},
	"table":                     {"|x|\n|-|", "|x|"},
	"table caption":             {"|x|\n|-|\n\n: y", "|x|\n|-|\n\ny"},
	"tabs":                      {"::::tabs\n:::tab x\ny\n:::\n::::", ":::tip\nx\n:::"},
	"task list":                 {"- [x] y", "- y"},
	"term":                      {"[[x]]", "[[x]](y)"},
	"variable":                  {"{{var.x}}", "{{x}}"},
}

// TestConstructs holds the list of constructs to what a Doc says of itself.
func TestConstructs(t *testing.T) {
	p := markdown.NewParser(markdown.Site("en", false))
	for _, name := range markdown.Constructs() {
		with, ok := examples[name]
		if !ok {
			t.Errorf("no example of %q", name)
			continue
		}
		for i, src := range with {
			if used := slices.Contains(p.Parse([]byte(src)).Uses, name); used != (i == 0) {
				t.Errorf("%q uses %q: %t", src, name, used)
			}
		}
	}
	if n := len(markdown.Constructs()); n != len(examples) {
		t.Errorf("%d constructs and %d examples", n, len(examples))
	}
}
