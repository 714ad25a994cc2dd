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
	if c.opt.Extras {
		c.tag(`<div class="table" tabindex="0" role="group">`)
	}
	c.tag("<table>\n")
	c.children(n)
	if n.LastChild() != nil && n.LastChild().Kind() == east.KindTableRow {
		c.tag("</tbody>\n")
	}
	c.tag("</table>")
	if c.opt.Extras {
		c.tag("</div>")
	}
	c.tag("\n")
}

func (c *compiler) tableHeader(n ast.Node) {
	c.element(n, "<thead>\n<tr>\n", "</tr>\n</thead>\n")
	if n.NextSibling() != nil {
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
		inlines: strikethroughParsers(),
		compile: map[ast.NodeKind]func(*compiler, ast.Node){
			east.KindStrikethrough: func(c *compiler, n ast.Node) { c.element(n, "<del>", "</del>") },
		},
	}
}

// tasks compiles the boxes of task lists.
func tasks() syntax {
	return syntax{
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

// autolinks recognises addresses written without brackets.
func autolinks() syntax {
	return syntax{
		inlines: []util.PrioritizedValue{util.Prioritized(extension.NewLinkifyParser(), 999)},
	}
}
