package markdown

import (
	"maps"
	"slices"

	"github.com/yuin/goldmark/ast"
)

// construct is something that an author can write, told by a node of the syntax
// tree. A syntax registers each that it brings, so that the list of them is
// never written by hand.
type construct struct {
	name string
	kind ast.NodeKind
	is   func(*compiler, ast.Node) bool // nil for every node of the kind
}

// Constructs returns the names of all that a page can be written with, sorted.
func Constructs() []string {
	names := map[string]bool{}
	for _, s := range Site("en", false).syntaxes() {
		for _, x := range s.constructs {
			names[x.name] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// use notes the constructs that a node is.
func (c *compiler) use(n ast.Node) {
	for _, x := range c.constructs[n.Kind()] {
		if !c.quiet && !c.used[x.name] && (x.is == nil || x.is(c, n)) {
			c.used[x.name] = true
		}
	}
}

// written reports whether an author gave a node attributes.
func written(_ *compiler, n ast.Node) bool { return attrsOf(n).End > 0 }
