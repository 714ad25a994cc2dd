package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

var kindTable = east.KindTable

// tables compiles GitHub's tables. A wide one scrolls in its own box.
func tables() syntax {
	return syntax{
		constructs: []construct{
			{name: "table", kind: east.KindTable},
		},
		paras: []util.PrioritizedValue{util.Prioritized(extension.NewTableParagraphTransformer(), 200)},
		trees: []util.PrioritizedValue{util.Prioritized(extension.NewTableASTTransformer(), 0)},
		compile: map[ast.NodeKind]func(*compiler, ast.Node){
			east.KindTable:       (*compiler).table,
			east.KindTableHeader: (*compiler).tableHeader,
			east.KindTableRow:    func(c *compiler, n ast.Node) { c.element(n, "<tr>\n", "</tr>\n") },
			east.KindTableCell:   (*compiler).tableCell,
		},
	}
}

func (c *compiler) table(n ast.Node) {
	switch caption := captionOf(n); {
	case caption != nil:
		c.captioned(n, caption)
	case c.opt.Extras:
		c.tag(`<div class="table" tabindex="0" role="group"`)
		c.name("article.table", "")
		c.tag(">")
		c.rows(n, "")
		c.tag("</div>\n")
	default:
		c.rows(n, "")
		c.tag("\n")
	}
}

// rows writes the table itself, with further attributes.
func (c *compiler) rows(n ast.Node, attrs string) {
	c.tag("<table", attrs, ">\n")
	c.children(n)
	if n.ChildCount() > 1 && n.FirstChild().NextSibling().Kind() == east.KindTableRow {
		c.tag("</tbody>\n")
	}
	c.tag("</table>")
}

func (c *compiler) tableHeader(n ast.Node) {
	c.element(n, "<thead>\n<tr>\n", "</tr>\n</thead>\n")
	if next := n.NextSibling(); next != nil && next.Kind() == east.KindTableRow {
		c.tag("<tbody>\n")
	}
}

func (c *compiler) tableCell(n ast.Node) {
	tag := "td"
	if n.Parent().Kind() == east.KindTableHeader {
		tag = "th"
	}
	c.gap()
	c.tag("<", tag)
	if a := n.(*east.TableCell).Alignment; a != east.AlignNone {
		if c.opt.Extras {
			c.tag(` class="`, a.String(), `"`)
		} else {
			c.tag(` align="`, a.String(), `"`)
		}
	}
	c.tag(">")
	c.children(n)
	c.tag("</", tag, ">\n")
}

// strikethrough compiles ~~text~~.
func strikethrough() syntax {
	return syntax{
		constructs: []construct{
			{name: "strikethrough", kind: east.KindStrikethrough},
		},
		inlines: strikethroughParsers(),
		compile: map[ast.NodeKind]func(*compiler, ast.Node){
			east.KindStrikethrough: func(c *compiler, n ast.Node) { c.element(n, "<del>", "</del>") },
		},
	}
}

// tasks compiles the boxes of task lists.
func tasks() syntax {
	return syntax{
		constructs: []construct{
			{name: "task list", kind: east.KindTaskCheckBox},
		},
		inlines: []util.PrioritizedValue{util.Prioritized(extension.NewTaskCheckBoxParser(), 0)},
		compile: map[ast.NodeKind]func(*compiler, ast.Node){
			east.KindTaskCheckBox: func(c *compiler, n ast.Node) {
				if n.(*east.TaskCheckBox).IsChecked {
					c.tag(`<input checked="" disabled="" type="checkbox"> `)
					return
				}
				c.tag(`<input disabled="" type="checkbox"> `)
			},
		},
	}
}

// isTask reports whether a paragraph begins with a task's box.
func isTask(n ast.Node) bool {
	return n != nil && n.FirstChild() != nil && n.FirstChild().Kind() == east.KindTaskCheckBox
}

// taskList reports whether a list has a task among its items.
func taskList(list ast.Node) bool {
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		if isTask(item.FirstChild()) {
			return true
		}
	}
	return false
}

// labelled writes the inside of a paragraph; that of a task is its box's label,
// so that a screen reader says what is done.
func (c *compiler) labelled(n ast.Node) {
	if c.opt.Extras && isTask(n) {
		c.element(n, "<label>", "</label>")
		return
	}
	c.children(n)
}

// autolinks recognises addresses written without brackets.
func autolinks() syntax {
	return syntax{
		constructs: []construct{
			{name: "bare address", kind: ast.KindAutoLink, is: func(c *compiler, n ast.Node) bool { return !bracketed(c, n) }},
		},
		inlines: []util.PrioritizedValue{util.Prioritized(extension.NewLinkifyParser(), 999)},
	}
}
