package markdown

import (
	"bytes"
	"strconv"

	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
)

// headings compiles headings. Their ids are given later, when both languages
// are known (assemble); {#id} at the end of the line states one.
func headings() syntax {
	return syntax{name: "headings", compile: map[ast.NodeKind]func(*compiler, ast.Node){
		ast.KindHeading: (*compiler).heading,
	}}
}

func (c *compiler) heading(n ast.Node) {
	h := n.(*ast.Heading)
	ordinal := len(c.doc.Headings)
	start, end := c.extent(n)
	out := site.Heading{Level: h.Level, Start: start, End: end}
	if v, ok := h.AttributeString("id"); ok && c.opt.Extras {
		if id, ok := v.([]byte); ok {
			out.ID = string(id)
			if i := bytes.LastIndex(c.src[start:end], append([]byte("#"), id...)); i >= 0 {
				out.IDStart = start + i + 1
			}
		}
	}
	// Room is kept before the children: a heading in a heading there is not,
	// but links and formulas of this one come after it.
	c.doc.Headings = append(c.doc.Headings, out)
	if n.Parent().Kind() == ast.KindDocument {
		c.within = ordinal
	}
	c.gap()
	before := len(c.runs)
	level := strconv.Itoa(h.Level)
	c.tag("<h", level)
	c.hole(HeadingAttrs, ordinal)
	c.tag(">")
	c.children(n)
	c.hole(HeadingEnd, ordinal)
	c.tag("</h", level, ">\n")
	c.doc.Headings[ordinal].Runs = append([]site.Run(nil), c.runs[before:]...)
}
