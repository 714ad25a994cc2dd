package markdown

import (
	"bytes"
	"strings"

	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// code compiles fenced and indented code blocks to leaves.
func code() syntax {
	return syntax{
		constructs: []construct{
			{name: "indented code", kind: ast.KindCodeBlock},
			{name: "fenced code", kind: ast.KindFencedCodeBlock},
			{name: "code attributes", kind: ast.KindFencedCodeBlock, is: fenced},
			{name: "program that is run", kind: ast.KindFencedCodeBlock, is: isRun},
			{name: "output of a program", kind: ast.KindFencedCodeBlock, is: isOutput},
			{name: "chart", kind: ast.KindFencedCodeBlock, is: func(c *compiler, n ast.Node) bool {
				info := n.(*ast.FencedCodeBlock).Info
				return info != nil && isChart(info.Segment.Value(c.src))
			}},
			{name: "calculator", kind: ast.KindFencedCodeBlock, is: func(c *compiler, n ast.Node) bool {
				info := n.(*ast.FencedCodeBlock).Info
				return info != nil && isCalc(info.Segment.Value(c.src))
			}},
			{name: "diagram", kind: ast.KindFencedCodeBlock, is: func(c *compiler, n ast.Node) bool {
				info := n.(*ast.FencedCodeBlock).Info
				return info != nil && isDiagram(info.Segment.Value(c.src))
			}},
		},
		compile: map[ast.NodeKind]func(*compiler, ast.Node){
			ast.KindCodeBlock: func(c *compiler, n ast.Node) {
				c.codeLeaf(n, CodeInfo{})
			},
			ast.KindFencedCodeBlock: func(c *compiler, n ast.Node) {
				c.fence(n.(*ast.FencedCodeBlock))
			},
		},
	}
}

// codeLeaf adds a block of code, which looks as an info string wants it.
func (c *compiler) codeLeaf(n ast.Node, info CodeInfo) {
	c.gap()
	start, end := c.extent(n)
	body, segments := lines(n.Lines(), c.src)
	l := Leaf{Kind: CodeLeaf, Text: body, Block: true, Lang: info.Lang, Start: start, End: end, Map: segments}
	if c.opt.Extras && n.Kind() == ast.KindFencedCodeBlock {
		items, ids := c.codeNotes(n)
		about, inside := info.look(&l, nil, items, ids)
		c.note(about...)
		c.note(inside...)
		c.sampled(n, &l, info)
	}
	if f, ok := n.(*ast.FencedCodeBlock); ok && f.Info != nil && bytes.HasPrefix(c.src[f.Info.Segment.Start:], []byte(l.Lang)) {
		l.LangAt = f.Info.Segment.Start
	}
	c.run(site.Code, l.Text)
	c.leaf(l)
	c.tag("\n")
}

// lines joins the segments of a block, with U+FFFD for NUL, and maps the result
// to the source.
func lines(ls *text.Segments, src []byte) (string, []Segment) {
	var b strings.Builder
	var m []Segment
	for i := range ls.Len() {
		l := ls.At(i)
		value := l.Value(src)
		source := l.Start - l.Padding // of value's first byte, were there no padding
		m = append(m, Segment{Text: b.Len() + l.Padding, Source: l.Start})
		for {
			before, after, found := bytes.Cut(value, []byte{0})
			b.Write(before)
			if !found {
				break
			}
			b.WriteString("\ufffd")
			source += len(before) + 1
			m = append(m, Segment{Text: b.Len(), Source: source})
			value = after
		}
	}
	return b.String(), m
}

// fenced reports whether a fence has attributes.
func fenced(c *compiler, n ast.Node) bool {
	info := n.(*ast.FencedCodeBlock).Info
	if info == nil {
		return false
	}
	_, at := fenceAttrs(info.Segment.Value(c.src), info.Segment.Start)
	return at >= 0
}
