package markdown

import (
	"cmp"
	"path"

	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
)

// codeGroup compiles VitePress's
//
//	:::code-group
//	```sh [npm]
//	…
//	```
//	<<< code/install.sh [a file]
//	:::
//
// to tabs (containers.go): each fence and each file is a tab, labelled by its
// brackets, else its title, its file's name or its language.
func (c *compiler) codeGroup(n *containerNode) {
	c.tag("<div")
	c.open(n.attrs, []string{"group"}, "tabs", "code-group")
	if group := n.attrs.Get("group"); group != "" {
		c.attr("data-group", group)
	}
	c.tag(">\n")
	c.boxed(func() { c.codeTabs(n) })
	c.tag("</div>\n")
}

func (c *compiler) codeTabs(n *containerNode) {
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		switch child.Kind() {
		case kindFootnote, kindAbbrs, ast.KindLinkReferenceDefinition:
			continue // which show nothing there
		}
		switch child := child.(type) {
		case *containerTitle:
			c.note(outsideTab(child.Lines().At(0).Start, child.Lines().At(0).Stop))
		case *ast.FencedCodeBlock:
			c.fenceTab(child)
		case *includeNode:
			c.includeTab(child)
		default:
			c.note(outsideTab(c.extent(child)))
			c.node(child)
		}
	}
}

func (c *compiler) fenceTab(n *ast.FencedCodeBlock) {
	info := CodeInfo{}
	if n.Info != nil {
		read, notes := parseInfo(n.Info.Segment.Value(c.src), n.Info.Segment.Start)
		info = read
		c.note(notes...)
	}
	label := cmp.Or(info.Label, info.Title, info.Lang)
	if info.Label == "" || info.Title == info.Label {
		info.Title = "" // the tab shows it
	}
	info.Label = ""
	c.codeTab(label, func() { c.fenced(n, info) })
}

func (c *compiler) includeTab(n *includeNode) {
	c.includeNotes(n)
	i := n.include
	c.codeTab(cmp.Or(i.Code.Label, i.Code.Title, path.Base(i.Path)), func() { c.included(n, i) })
}

// codeTab writes a tab as tab does.
func (c *compiler) codeTab(label string, code func()) {
	c.gap()
	c.tag("<section class=\"tab\">\n<p class=\"tab-label\">")
	if label == "" {
		c.label("tabs.tab")
	}
	c.bar(func() { c.text(site.Prose, label) })
	c.tag("</p>\n")
	code()
	c.tag("</section>\n")
}
