package markdown

import (
	"bytes"
	"strings"

	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
)

// inlines compiles CommonMark's text, emphasis and code spans.
func inlines() syntax {
	return syntax{
		constructs: []construct{
			{name: "emphasis", kind: ast.KindEmphasis, is: func(_ *compiler, n ast.Node) bool { return n.(*ast.Emphasis).Level == 1 }},
			{name: "strong emphasis", kind: ast.KindEmphasis, is: func(_ *compiler, n ast.Node) bool { return n.(*ast.Emphasis).Level == 2 }},
			{name: "code span", kind: ast.KindCodeSpan},
			{name: "line break", kind: ast.KindText, is: func(_ *compiler, n ast.Node) bool { return n.(*ast.Text).HardLineBreak() }},
		},
		inlines: emphasisParsers(), compile: map[ast.NodeKind]func(*compiler, ast.Node){
			ast.KindText:     (*compiler).textNode,
			ast.KindString:   (*compiler).stringNode,
			ast.KindEmphasis: (*compiler).emphasis,
			ast.KindCodeSpan: (*compiler).codeSpan,
		},
	}
}

func (c *compiler) textNode(n ast.Node) {
	t := n.(*ast.Text)
	value := t.Segment.Value(c.src)
	if t.IsRaw() {
		c.text(site.Prose, strings.ReplaceAll(string(value), "\x00", "\ufffd"))
		return
	}
	if c.opt.Extras && !c.quiet {
		c.unclosedIn(value, t.Segment.Start)
	}
	if t.HardLineBreak() {
		value = bytes.TrimRight(value, " ")
	}
	c.besideMath(t, value)
	switch {
	case t.HardLineBreak():
		c.run(site.Prose, "\n")
		c.tag("<br>\n")
	case t.SoftLineBreak():
		c.softBreak(c.next(t))
	}
}

func (c *compiler) stringNode(n ast.Node) {
	s := n.(*ast.String)
	if s.IsRaw() || s.IsCode() {
		c.text(site.Prose, string(s.Value))
		return
	}
	c.text(site.Prose, unescape(s.Value))
}

func (c *compiler) emphasis(n ast.Node) {
	if n.(*ast.Emphasis).Level == 2 {
		c.element(n, "<strong>", "</strong>")
		return
	}
	c.element(n, "<em>", "</em>")
}

func (c *compiler) codeSpan(n ast.Node) {
	c.tag("<code>")
	c.text(site.Code, codeText(n, c.src))
	c.tag("</code>")
}

// codeText returns what stands in a code span, line ends as spaces.
func codeText(n ast.Node, src []byte) string {
	var b strings.Builder
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		if t, ok := child.(*ast.Text); ok {
			b.Write(bytes.ReplaceAll(t.Segment.Value(src), []byte{0}, []byte("\ufffd")))
		}
	}
	return strings.ReplaceAll(b.String(), "\n", " ")
}
