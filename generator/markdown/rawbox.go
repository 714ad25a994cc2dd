package markdown

import (
	"fmt"

	"duizhao/generator/diag"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
)

// rawBox keeps the raw elements that are open in one container: a paragraph, a
// heading, a cell, or the children of a block. What is open at its end is closed
// there, so that a tag forgotten in one block leaves the others alone.
type rawBox struct {
	elements []rawElement
	count    map[string]int // of the open elements and the start tags left out, by name: a close tag is judged without a look at each

	skip               string // the element whose contents are being dropped; "" for none
	depth              int    // of elements of that name in it
	skipStart, skipEnd int    // its start tag in the source
}

type rawElement struct {
	name       string
	start, end int // its start tag in the source
}

// busy reports whether anything is open.
func (b *rawBox) busy() bool { return len(b.elements) > 0 || b.skip != "" }

// note counts start tags that have no close tag yet.
func (b *rawBox) note(name string, n int) {
	if b.count == nil {
		b.count = map[string]int{}
	}
	b.count[name] += n
}

func (c *compiler) push(name string, start, end int) {
	c.box.note(name, 1)
	c.box.elements = append(c.box.elements, rawElement{name, start, end})
}

// pop closes the innermost element.
func (c *compiler) pop() rawElement {
	last := len(c.box.elements) - 1
	e := c.box.elements[last]
	c.box.elements = c.box.elements[:last]
	c.box.count[e.name]--
	c.tag("</", e.name, ">")
	return e
}

// implied closes what a start tag ends by itself in HTML, such as an item of a
// list by the next.
func (c *compiler) implied(name string) {
	for n := len(c.box.elements); n > 0 && rawImplied[c.box.elements[n-1].name][name]; n-- {
		c.pop()
	}
}

// close closes an element, and those in it that were left open. A close tag that
// nothing opened in its container is dropped.
func (c *compiler) close(name string, start, end int) {
	if c.box.count[name] > 0 && !c.policy.element(name) {
		c.box.note(name, -1) // its start tag was dropped, and said
		return
	}
	if c.box.count[name] == 0 {
		c.unbalanced(start, end, fmt.Sprintf("</%s> closes nothing that was opened in its paragraph or block, so it is left out", name),
			"open and close an element in one paragraph, or both in the same list item, quote or page")
		return
	}
	for {
		e := c.pop()
		if e.name == name {
			break
		}
		if rawImplied[e.name] == nil {
			c.unbalanced(e.start, e.end, fmt.Sprintf("<%s> is not closed before </%s>, so it ends there", e.name, name), "write </"+e.name+"> before it")
		}
	}
	if rawBlocks[name] {
		c.gap()
	}
}

// endSkip ends the dropping of contents that no tag ended.
func (c *compiler) endSkip() {
	if c.box.skip == "" {
		return
	}
	c.unbalanced(c.box.skipStart, c.box.skipEnd, fmt.Sprintf("<%s> is not closed before its paragraph or block of HTML ends, up to where all is left out", c.box.skip),
		"write </"+c.box.skip+"> behind it, without a blank line between")
	c.box.note(c.box.skip, 1) // a close tag further on belongs to it
	c.box.skip = ""
}

// closeBox ends a container.
func (c *compiler) closeBox() {
	c.endSkip()
	for len(c.box.elements) > 0 {
		e := c.pop()
		if rawImplied[e.name] == nil {
			c.unbalanced(e.start, e.end, fmt.Sprintf("<%s> is not closed, so it ends with its paragraph or block", e.name), "write </"+e.name+"> where it should end")
		}
	}
}

func (c *compiler) unbalanced(start, end int, text, hint string) {
	c.note(diag.Note{Start: start, End: end, Severity: diag.Warning, Code: "unbalanced-html", Text: text, Hint: hint})
}

// boxed compiles what stands in a container of its own.
func (c *compiler) boxed(write func()) {
	outer := c.box
	c.box = rawBox{}
	write()
	c.closeBox()
	c.box = outer
}

// skipped passes a token of contents that are dropped.
func (w *rawWriter) skipped(t html.Token) {
	if t.Data != w.box.skip {
		return
	}
	switch t.Type {
	case html.StartTagToken:
		w.box.depth++
	case html.EndTagToken:
		if w.box.depth--; w.box.depth == 0 {
			w.box.skip = ""
		}
	}
}

// drops reports whether a node is among contents that are dropped. Between
// words it is looked through for the tag that ends them.
func (c *compiler) drops(n ast.Node) bool {
	if c.box.skip == "" || n.Kind() == ast.KindRawHTML || n.Kind() == ast.KindHTMLBlock {
		return false
	}
	if n.Type() == ast.TypeInline {
		c.children(n)
	}
	return true
}
