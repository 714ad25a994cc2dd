package markdown

import (
	"strconv"

	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
)

// headings compiles headings. Their ids are given later, when both languages
// are known (assemble); {#id} at the end of the line states one.
func headings() syntax {
	return syntax{
		constructs: []construct{
			{name: "heading", kind: ast.KindHeading},
		},
		compile: map[ast.NodeKind]func(*compiler, ast.Node){
			ast.KindHeading: (*compiler).heading,
		},
	}
}

func (c *compiler) heading(n ast.Node) {
	h := n.(*ast.Heading)
	ordinal := len(c.doc.Headings)
	start, end := c.extent(n)
	out := site.Heading{Level: h.Level, Start: start, End: end}
	attrs := attrsOf(h)
	out.ID, out.IDStart, out.Aliases = attrs.ID, attrs.IDStart, aliases(attrs)
	if c.opt.Partial {
		c.noAliases(out.Aliases, "a heading of a partial has no aliases, for it may stand on many pages", "write them behind a heading of the page")
		out.Aliases = nil
	}
	// Room is kept before the children: a heading in a heading there is not,
	// but links and formulas of this one come after it.
	c.doc.Headings = append(c.doc.Headings, out)
	if n.Parent().Kind() == ast.KindDocument {
		c.within = ordinal
	}
	c.gap()
	before := c.runs
	c.runs = runs{}
	level := strconv.Itoa(h.Level)
	c.tag("<h", level)
	c.hole(HeadingAttrs, ordinal)
	attrs.ID = "" // it stands in the hole
	c.attrs(attrs, "aliases")
	c.tag(">")
	if c.opt.Extras {
		c.hole(HeadingAliases, ordinal)
	}
	c.bar(func() { c.children(n) })
	c.hole(HeadingEnd, ordinal)
	c.tag("</h", level, ">\n")
	own := c.runs.end()
	c.doc.Headings[ordinal].Runs = own
	c.runs = before
	for _, r := range own {
		c.run(r.Field, r.Text)
	}
}
