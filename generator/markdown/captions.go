package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// captions takes a paragraph that begins with a colon and follows a table for
// the table's caption: ": Caption {#tbl:x}". The label gives it a number.
func captions() syntax {
	return syntax{
		constructs: []construct{
			{name: "table caption", kind: east.KindTable, is: func(_ *compiler, n ast.Node) bool { return captionOf(n) != nil }},
		},
		// Behind the tables' own, so that the table is there.
		paras: []util.PrioritizedValue{util.Prioritized(captionParser{}, 300), util.Prioritized(tableSplitter{}, 310)},
		compile: map[ast.NodeKind]func(*compiler, ast.Node){
			kindCaption: func(*compiler, ast.Node) {}, // the table writes it
		},
	}
}

var kindCaption = ast.NewNodeKind("Caption")

// captionNode is the last child of its table.
type captionNode struct{ ast.BaseBlock }

func (*captionNode) Kind() ast.NodeKind          { return kindCaption }
func (n *captionNode) Dump(src []byte, deep int) { ast.DumpHelper(n, src, deep, nil, nil) }

// tableSplitter closes what is left of a paragraph whose last lines are a table.
// Were it still open, a colon or a bar below would take it for its term or its
// heading, and so move it behind the table.
type tableSplitter struct{}

func (tableSplitter) Transform(n *ast.Paragraph, reader text.Reader, _ parser.Context) {
	if table := n.NextSibling(); table == nil || table.Kind() != kindTable || n.Lines().Len() == 0 {
		return
	}
	p, src := ast.NewParagraph(), reader.Source()
	for _, l := range n.Lines().Sliced(0, n.Lines().Len()) {
		p.Lines().Append(l.TrimLeftSpace(src)) // as a paragraph does when it ends
	}
	last := p.Lines().At(p.Lines().Len() - 1)
	p.Lines().Set(p.Lines().Len()-1, last.TrimRightSpace(src))
	p.SetPos(n.Pos())
	p.SetBlankPreviousLines(n.HasBlankPreviousLines())
	n.Parent().ReplaceChild(n.Parent(), n, p)
}

type captionParser struct{}

func (captionParser) Transform(n *ast.Paragraph, reader text.Reader, _ parser.Context) {
	table, ok := n.PreviousSibling().(*east.Table)
	if !ok || captionOf(table) != nil || n.Lines().Len() == 0 {
		return
	}
	src := reader.Source()
	var lines []text.Segment
	for _, l := range n.Lines().Sliced(0, n.Lines().Len()) {
		lines = append(lines, l.TrimLeftSpace(src)) // as a paragraph does when it ends
	}
	first, last := &lines[0], &lines[len(lines)-1]
	if line := first.Value(src); len(line) < 2 || line[0] != ':' || line[1] != ' ' && line[1] != '\t' {
		return
	}
	first.Start++
	*first = first.TrimLeftSpace(src)
	*last = last.TrimRightSpace(src)
	if first.Len() == 0 { // goldmark knows no empty lines in a block
		lines = lines[1:]
	}
	caption := &captionNode{}
	caption.Lines().AppendAll(lines)
	if caption.Lines().Len() == 0 {
		return
	}
	if a, ok := trailingAttrs(caption.Lines(), src); ok {
		caption.SetAttribute(attrsName, &a)
	}
	n.Parent().RemoveChild(n.Parent(), n)
	table.AppendChild(table, caption)
}

// captionOf returns a table's caption; nil if it has none.
func captionOf(table ast.Node) ast.Node {
	if last := table.LastChild(); last != nil && last.Kind() == kindCaption {
		return last
	}
	return nil
}

// captioned writes a table with its caption as a figure. The caption names the
// table and the box it scrolls in, and stands outside it.
func (c *compiler) captioned(table, caption ast.Node) {
	c.captions++
	id := "_caption-" + c.own(strconv.Itoa(c.captions))
	a := attrsOf(caption)
	c.tag("<figure")
	c.attrs(a)
	c.tag(">\n")
	c.caption(a, id, func() { c.children(caption) })
	c.gap()
	c.tag(`<div class="table" tabindex="0" role="group" aria-labelledby="`, id, `">`)
	c.rows(table, ` aria-labelledby="`+id+`"`)
	c.tag("</div>\n</figure>\n")
}
