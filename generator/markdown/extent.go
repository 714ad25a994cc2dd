package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// extent returns the bytes of the source from the block's start to the next
// block's, without the blank lines and the marks of containers between.
func (c *compiler) extent(n ast.Node) (start, end int) {
	start, end = max(c.pos(n), 0), len(c.src)
	if next := c.after(n, start); next >= 0 {
		// A list item's or quote's marker stands before the next block's start.
		end = bytes.LastIndexByte(c.src[:next], '\n') + 1
	}
	end = max(end, start)
	end = start + len(bytes.TrimRight(c.src[start:end], " \t\n"))
	if quoted(n) {
		end = max(c.unmarked(start, end), c.written(n))
	}
	return start, end
}

// after returns where the next block starts, be it in n's container or behind
// it; -1 at the end of the source.
func (c *compiler) after(n ast.Node, start int) int {
	for self := n; n != nil; n = n.Parent() {
		if box, ok := n.(*containerNode); ok && n != self && box.closer > start {
			return box.closer
		}
		for next := n.NextSibling(); next != nil; next = next.NextSibling() {
			if at := c.pos(next); at > start {
				return at
			}
		}
	}
	return -1
}

// pos returns where a block starts; -1 if it has no text. Goldmark counts a
// table from the paragraph before it, and what is left of a tab as characters;
// indented code therefore starts where its first line does.
func (c *compiler) pos(n ast.Node) int {
	if n.Kind() == ast.KindCodeBlock && n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	if n.Kind() == east.KindTable && n.FirstChild() != nil {
		n = n.FirstChild()
	}
	return min(n.Pos(), len(c.src))
}

func quoted(n ast.Node) bool {
	for p := n.Parent(); p != nil; p = p.Parent() {
		if p.Kind() == ast.KindBlockquote {
			return true
		}
	}
	return false
}

// unmarked moves end before the last lines that have nothing but quote marks.
func (c *compiler) unmarked(start, end int) int {
	for {
		line := bytes.LastIndexByte(c.src[start:end], '\n') + 1
		if line == 0 || len(bytes.Trim(c.src[start+line:end], " \t>")) > 0 {
			return end
		}
		end = start + len(bytes.TrimRight(c.src[start:start+line], " \t\n"))
	}
}

// written returns where the text of a block's lines ends: in a quote a line of
// code may be a > itself.
func (c *compiler) written(n ast.Node) int {
	for i := n.Lines().Len() - 1; i >= 0; i-- {
		l := n.Lines().At(i)
		if text := bytes.TrimRight(c.src[l.Start:l.Stop], " \t\n"); len(text) > 0 {
			return l.Start + len(text)
		}
	}
	return 0
}
