package markdown

import (
	"slices"

	"duizhao/generator/diag"
	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
)

// Containers returns the names of containers that need no template.
func Containers() []string {
	return append(slices.Clone(callouts), "details", "tabs", "tab", "code-group")
}

// ContainerName reports whether a container can have this name.
func ContainerName(name string) bool { return name != "" && nameLength([]byte(name)) == len(name) }

// container compiles a container by its name.
func (c *compiler) container(node ast.Node) {
	n := node.(*containerNode)
	c.gap()
	if n.closer < 0 {
		c.note(unclosedBlock(n))
	}
	switch n.name {
	case "details":
		c.details(n)
	case "tabs":
		c.tabs(n)
	case "tab":
		c.tab(n)
	case "code-group":
		c.codeGroup(n)
	default:
		if slices.Contains(callouts, n.name) {
			c.callout(n.name, n, n.attrs)
			return
		}
		c.custom(n)
	}
}

// callout compiles the inside of a container or a quote as a callout. A title of
// the author's takes the place of the word for its kind, which then is its name
// for readers who do not see the icon.
func (c *compiler) callout(name string, n ast.Node, attrs site.Attrs) {
	c.tag(`<div`)
	c.open(attrs, nil, "callout", name)
	c.tag(` role="note"`)
	title := titleOf(n)
	if title != nil {
		c.tag(` aria-label="`)
		c.label("callout." + name)
		c.tag(`"`)
	}
	c.tag(">\n<p class=\"callout-title\">")
	c.titleOr(title, "callout."+name)
	c.tag("</p>\n")
	c.inside(n)
	c.tag("</div>\n")
}

// titleOr writes a title or, where there is none, a word of the interface.
func (c *compiler) titleOr(t *containerTitle, key string) {
	if t == nil {
		c.label(key)
		return
	}
	c.gap()
	c.bar(func() { c.children(t) })
	c.gap()
}

// inside compiles what stands in a container below its title.
func (c *compiler) inside(n ast.Node) {
	c.boxed(func() {
		for child := n.FirstChild(); child != nil; child = child.NextSibling() {
			if child.Kind() != kindContainerTitle {
				c.node(child)
			}
		}
	})
}

// open writes the attributes of a construct, its own classes before the
// author's; keys are those that it sees to itself.
func (c *compiler) open(a site.Attrs, keys []string, classes ...string) {
	c.id(a)
	c.classes(append(classes, a.Classes...)...)
	c.pairs(a, keys...)
}

func (c *compiler) details(n *containerNode) {
	c.tag("<details")
	c.open(n.attrs, []string{"open"}, "details")
	if n.attrs.Get("open") == "true" {
		c.tag(" open")
	}
	c.tag("><summary>")
	c.titleOr(titleOf(n), "details.summary")
	c.tag("</summary>\n")
	c.inside(n)
	c.tag("</details>\n")
}

// tabs compiles a set of panels, each with its label before it: what readers
// without scripts and paper show.
func (c *compiler) tabs(n *containerNode) {
	c.tag("<div")
	c.open(n.attrs, []string{"group"}, "tabs")
	if group := n.attrs.Get("group"); group != "" {
		c.tag(` data-group="`)
		if !c.quiet {
			escape(c.html, group)
		}
		c.tag(`"`)
	}
	c.tag(">\n")
	c.boxed(func() { c.panels(n) })
	c.tag("</div>\n")
}

// panels compiles what stands in a set of tabs.
func (c *compiler) panels(n *containerNode) {
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		switch child.Kind() {
		case kindFootnote, kindAbbrs, ast.KindLinkReferenceDefinition:
			continue // which show nothing there
		}
		if t, ok := child.(*containerTitle); ok {
			c.note(outsideTab(t.Lines().At(0).Start, t.Lines().At(0).Stop))
			c.tag("<p>")
			c.titleOr(t, "")
			c.tag("</p>\n")
			continue
		}
		if t, ok := child.(*containerNode); !ok || t.name != "tab" {
			c.note(outsideTab(c.extent(child)))
		}
		c.node(child)
	}
}

func (c *compiler) tab(n *containerNode) {
	if p, ok := n.Parent().(*containerNode); !ok || p.name != "tabs" {
		c.note(misplacedTab(n))
	}
	title := titleOf(n)
	if title == nil {
		c.note(diag.Note{
			Start: n.start, End: n.end, Severity: diag.Warning, Code: "unnamed-tab",
			Text: "the tab has no label", Hint: "write it behind the name: :::tab Linux",
		})
	}
	c.tag("<section")
	c.open(n.attrs, nil, "tab")
	c.tag(">\n<p class=\"tab-label\">")
	c.titleOr(title, "tabs.tab")
	c.tag("</p>\n")
	c.inside(n)
	c.tag("</section>\n")
}

// custom compiles a block of the site's own to what its template will get.
func (c *compiler) custom(n *containerNode) {
	b := Custom{Name: n.name, Attrs: n.attrs, Start: n.at, End: n.at + len(n.name)}
	if a := n.attrs; a.ID != "" && !c.quiet { // the template writes it
		c.doc.Anchors = append(c.doc.Anchors, site.Anchor{ID: a.ID, Start: a.IDStart})
	}
	ordinal := len(c.doc.Customs)
	c.hole(CustomBlock, ordinal)
	c.doc.Customs = append(c.doc.Customs, b)
	if t := titleOf(n); t != nil {
		b.Title = c.fragment(func() { c.titleOr(t, "") })
	}
	b.Body = c.fragment(func() { c.inside(n) })
	c.doc.Customs[ordinal] = b
}

// containerKind is the kind of a block that is a container.
func containerKind(n *containerNode) site.BlockKind {
	if slices.Contains(callouts, n.name) {
		return site.CalloutBlock
	}
	return site.ContainerBlock
}
