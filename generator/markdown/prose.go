package markdown

import (
	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
)

// Prose is the text of a Fragment in which a term of the glossary may be made a
// link: running text outside links, headings, titles of callouts, code and
// formulas. Another stage looks for the terms, since a Doc knows no other file.

// Span is a range of bytes of Fragment.HTML, without a tag or a hole in it.
type Span struct{ Start, End int }

// topLevel compiles a top-level block. Where it has raw HTML no term is marked:
// a tag of it may open a link, or a text that is no prose.
func (c *compiler) topLevel(n ast.Node) {
	if c.opt.Extras && hasRaw(n) {
		c.bar(func() { c.node(n) })
		return
	}
	c.node(n)
}

func hasRaw(n ast.Node) bool {
	found := false
	// The walker returns no error of its own.
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if k := n.Kind(); k == ast.KindRawHTML || k == ast.KindHTMLBlock {
			found = true
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	return found
}

// bar writes what write writes as text in which no term is marked.
func (c *compiler) bar(write func()) {
	c.barred++
	write()
	c.barred--
}

// eligible notes text written from start on as prose. Goldmark cuts a text where
// a sign could have opened something; the spans join again what nothing parts.
func (c *compiler) eligible(f site.Field, start int) {
	end := c.html.Len()
	if !c.opt.Extras || f != site.Prose || c.barred > 0 || c.quiet || start == end {
		return
	}
	if last := len(c.prose) - 1; last >= 0 && c.prose[last].End == start &&
		(len(c.holes) == 0 || c.holes[len(c.holes)-1].At < start) {
		c.prose[last].End = end
		return
	}
	c.prose = append(c.prose, Span{start, end})
}
