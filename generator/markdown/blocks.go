package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
)

// blocks compiles CommonMark's container and paragraph blocks.
func blocks() syntax {
	return syntax{
		constructs: []construct{
			{name: "paragraph", kind: ast.KindParagraph},
			{name: "quote", kind: ast.KindBlockquote, is: func(_ *compiler, n ast.Node) bool { return alertOf(n) == "" }},
			{name: "rule", kind: ast.KindThematicBreak},
			{name: "bullet list", kind: ast.KindList, is: func(_ *compiler, n ast.Node) bool { return !n.(*ast.List).IsOrdered() }},
			{name: "ordered list", kind: ast.KindList, is: func(_ *compiler, n ast.Node) bool { return n.(*ast.List).IsOrdered() }},
			{name: "figure", kind: ast.KindParagraph, is: func(_ *compiler, n ast.Node) bool { return figure(n) != nil }},
		},
		compile: map[ast.NodeKind]func(*compiler, ast.Node){
			ast.KindParagraph:     (*compiler).paragraph,
			ast.KindTextBlock:     (*compiler).textBlock,
			ast.KindBlockquote:    func(c *compiler, n ast.Node) { c.element(n, "<blockquote>\n", "</blockquote>\n") },
			ast.KindThematicBreak: func(c *compiler, n ast.Node) { c.tag("<hr>\n") },
			ast.KindList:          (*compiler).list,
			ast.KindListItem:      (*compiler).listItem,
			ast.KindLinkReferenceDefinition: func(*compiler, ast.Node) {
				// It is looked up by links, never shown.
			},
		},
	}
}

func (c *compiler) paragraph(n ast.Node) {
	if img := figure(n); img != nil && c.opt.Extras {
		c.figure(img)
		return
	}
	c.gap()
	c.tag("<p>")
	c.labelled(n)
	c.tag("</p>\n")
}

// textBlock is the paragraph of a tight list.
func (c *compiler) textBlock(n ast.Node) {
	c.gap()
	c.labelled(n)
	if n.NextSibling() != nil && n.FirstChild() != nil {
		c.tag("\n")
	}
}

func (c *compiler) list(n ast.Node) {
	l := n.(*ast.List)
	tasks := ""
	if c.opt.Extras && taskList(n) {
		tasks = ` class="tasks"`
	}
	if !l.IsOrdered() {
		c.element(n, "<ul"+tasks+">\n", "</ul>\n")
		return
	}
	open := "<ol" + tasks
	if l.Start != 1 {
		open += ` start="` + strconv.Itoa(l.Start) + `"`
	}
	c.element(n, open+">\n", "</ol>\n")
}

func (c *compiler) listItem(n ast.Node) {
	c.tag("<li")
	if id, ok := n.Attribute(noteName); ok {
		c.attr("id", id.(string)) // ours (listings.go)
	}
	if c.opt.Extras && isTask(n.FirstChild()) {
		c.tag(` class="task"`)
	}
	c.tag(">")
	if first := n.FirstChild(); first != nil && first.Kind() != ast.KindTextBlock {
		c.tag("\n")
	}
	c.children(n)
	c.tag("</li>\n")
}
