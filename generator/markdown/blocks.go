package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
)

// blocks compiles CommonMark's container and paragraph blocks.
func blocks() syntax {
	return syntax{compile: map[ast.NodeKind]func(*compiler, ast.Node){
		ast.KindParagraph:     (*compiler).paragraph,
		ast.KindTextBlock:     (*compiler).textBlock,
		ast.KindBlockquote:    func(c *compiler, n ast.Node) { c.element(n, "<blockquote>\n", "</blockquote>\n") },
		ast.KindThematicBreak: func(c *compiler, n ast.Node) { c.tag("<hr>\n") },
		ast.KindList:          (*compiler).list,
		ast.KindListItem:      (*compiler).listItem,
		ast.KindLinkReferenceDefinition: func(*compiler, ast.Node) {
			// It is looked up by links, never shown.
		},
	}}
}

func (c *compiler) paragraph(n ast.Node) {
	c.gap()
	c.element(n, "<p>", "</p>\n")
}

// textBlock is the paragraph of a tight list.
func (c *compiler) textBlock(n ast.Node) {
	c.gap()
	c.children(n)
	if n.NextSibling() != nil && n.FirstChild() != nil {
		c.tag("\n")
	}
}

func (c *compiler) list(n ast.Node) {
	l := n.(*ast.List)
	if !l.IsOrdered() {
		c.element(n, "<ul>\n", "</ul>\n")
		return
	}
	open := "<ol>\n"
	if l.Start != 1 {
		open = `<ol start="` + strconv.Itoa(l.Start) + "\">\n"
	}
	c.element(n, open, "</ol>\n")
}

func (c *compiler) listItem(n ast.Node) {
	c.tag("<li>")
	if first := n.FirstChild(); first != nil && first.Kind() != ast.KindTextBlock {
		c.tag("\n")
	}
	c.children(n)
	c.tag("</li>\n")
}
