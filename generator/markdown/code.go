package markdown

import (
	"strings"

	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// code compiles fenced and indented code blocks to leaves.
func code() syntax {
	return syntax{name: "code", compile: map[ast.NodeKind]func(*compiler, ast.Node){
		ast.KindCodeBlock: func(c *compiler, n ast.Node) {
			c.codeLeaf(n, "")
		},
		ast.KindFencedCodeBlock: func(c *compiler, n ast.Node) {
			info := ""
			if t := n.(*ast.FencedCodeBlock).Info; t != nil {
				info = unescape(t.Segment.Value(c.src))
			}
			c.codeLeaf(n, info)
		},
	}}
}

func (c *compiler) codeLeaf(n ast.Node, info string) {
	c.gap()
	start, end := c.extent(n)
	body, segments := lines(n.Lines(), c.src)
	lang, _, _ := strings.Cut(info, " ")
	c.run(site.Code, body)
	c.leaf(Leaf{Kind: CodeLeaf, Text: body, Lang: lang, Info: info, Start: start, End: end, Map: segments})
	c.tag("\n")
}

// lines joins the segments of a block and maps the result to the source.
func lines(ls *text.Segments, src []byte) (string, []Segment) {
	var b strings.Builder
	var m []Segment
	for i := range ls.Len() {
		l := ls.At(i)
		m = append(m, Segment{Text: b.Len() + l.Padding, Source: l.Start})
		b.Write(l.Value(src))
	}
	return strings.ReplaceAll(b.String(), "\x00", "\ufffd"), m
}
