package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// Definition is a name that a text gives something, for its other blocks to use:
// an address, a note, the long form of an abbreviation. Of two with one name the
// first counts.
type Definition struct {
	Name  string // in its brackets and folded, where case does not count: [name], [^name], *[NAME]
	Start int    // byte offset in the source, of its first line
}

// Footnote is a note that is used, as a block by itself: its HTML and Runs are a
// part of those of the block of notes.
type Footnote struct {
	Name string // folded
	Block
}

// define lists the definitions below a node, in order of appearance.
func (c *compiler) define(n ast.Node) {
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		switch d := child.(type) {
		case *ast.LinkReferenceDefinition:
			c.doc.Defined = append(c.doc.Defined, Definition{"[" + util.ToLinkReference(d.Label) + "]", c.pos(d)})
		case *footnoteNode:
			c.doc.Defined = append(c.doc.Defined, Definition{"[^" + d.name + "]", d.start})
		case *abbrsNode:
			c.doc.Defined = append(c.doc.Defined, d.defined...)
		}
		if child.Type() == ast.TypeBlock {
			c.define(child)
		}
	}
}
