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
	return syntax{compile: map[ast.NodeKind]func(*compiler, ast.Node){
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
			out.ID, out.IDStart = string(id), c.idStart(h, string(id), start)
		}
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
	c.tag(">")
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

// idStart finds where a heading's id is written: behind its text, in {#id} or
// {id=id}, on the line where that ends. Where it stands in a form unknown here,
// that is the heading's start.
func (c *compiler) idStart(h *ast.Heading, id string, start int) int {
	from := start
	if n := h.Lines().Len(); n > 0 {
		from = h.Lines().At(n - 1).Stop
	}
	line, _, _ := bytes.Cut(c.src[from:], []byte("\n"))
	at, quoted := start, false
	for i := range line {
		switch {
		case line[i] == '"' && i > 0 && line[i-1] != '\\':
			quoted = !quoted
		case quoted || i == 0 || !bytes.ContainsRune([]byte("{ \t,"), rune(line[i-1])):
			// Inside a value, or inside a name.
		case line[i] == '#' && bytes.HasPrefix(line[i+1:], []byte(id)):
			at = from + i + 1
		case bytes.HasPrefix(line[i:], []byte("id")):
			value := bytes.TrimLeft(line[i+2:], " \t=\"")
			if bytes.HasPrefix(value, []byte(id)) {
				at = from + len(line) - len(value)
			}
		}
	}
	return at
}
