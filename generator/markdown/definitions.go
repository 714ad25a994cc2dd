package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// definitions compiles lists of terms, each on a line of its own and followed
// by lines that begin with a colon and a space.
func definitions() syntax {
	return syntax{
		constructs: []construct{
			{name: "definition list", kind: east.KindDefinitionList},
		},
		blocks: []util.PrioritizedValue{
			util.Prioritized(extension.NewDefinitionListParser(), 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
		},
		compile: map[ast.NodeKind]func(*compiler, ast.Node){
			east.KindDefinitionList:        func(c *compiler, n ast.Node) { c.element(n, "<dl>\n", "</dl>\n") },
			east.KindDefinitionTerm:        (*compiler).definitionTerm,
			east.KindDefinitionDescription: (*compiler).description,
		},
	}
}

func (c *compiler) definitionTerm(n ast.Node) {
	c.gap()
	c.element(n, "<dt>", "</dt>\n")
}

func (c *compiler) description(n ast.Node) {
	open := "<dd>"
	if first := n.FirstChild(); first != nil && first.Kind() != ast.KindTextBlock {
		open = "<dd>\n"
	}
	c.element(n, open, "</dd>\n")
}
