package markdown

import (
	"fmt"
	"strings"

	"duizhao/generator/diag"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// notesKey holds what parsers of blocks have to say of lines that leave no node
// behind; notesName is the attribute of the document that takes it to the
// compiler.
var (
	notesKey  = parser.NewContextKey()
	notesName = []byte("notes")
)

func addNote(pc parser.Context, n diag.Note) {
	list, ok := pc.Get(notesKey).(*[]diag.Note)
	if !ok {
		list = &[]diag.Note{}
		pc.Set(notesKey, list)
	}
	*list = append(*list, n)
}

type noteTransformer struct{}

func (noteTransformer) Transform(doc *ast.Document, _ text.Reader, pc parser.Context) {
	if list, ok := pc.Get(notesKey).(*[]diag.Note); ok {
		doc.SetAttribute(notesName, *list)
	}
}

// parsed takes over the notes of a document's parsers.
func (c *compiler) parsed(doc ast.Node) {
	if v, ok := doc.Attribute(notesName); ok {
		list, _ := v.([]diag.Note)
		for _, n := range list {
			c.note(n)
		}
	}
}

func stray(start, colons int) diag.Note {
	return diag.Note{
		Start: start, End: start + colons, Severity: diag.Warning, Code: "stray-block-end",
		Text: fmt.Sprintf("%d colons close nothing here, so they stay text", colons),
		Hint: "the opening line has as many colons as the closing one, and stands in the same quote",
	}
}

func tooDeep(n *containerNode) diag.Note {
	return diag.Note{
		Start: n.start, End: n.end, Severity: diag.Error, Code: "deep-block",
		Text: fmt.Sprintf("more than %d blocks stand in each other", deepest),
		Hint: "close the outer ones first",
	}
}

func unclosedBlock(n *containerNode) diag.Note {
	return diag.Note{
		Start: n.start, End: n.end, Severity: diag.Error, Code: "unclosed-block",
		Text: fmt.Sprintf("nothing closes the block %q", n.name),
		Hint: fmt.Sprintf("write a line of %d colons behind it, in the same quote or list item: %s", n.colons, strings.Repeat(":", min(n.colons, 20))),
	}
}

func misplacedTab(n *containerNode) diag.Note {
	return diag.Note{
		Start: n.start, End: n.end, Severity: diag.Error, Code: "misplaced-tab",
		Text: "a tab stands outside of tabs",
		Hint: "put ::::tabs before the first and :::: behind the last tab",
	}
}

func outsideTab(start, end int) diag.Note {
	return diag.Note{
		Start: start, End: end, Severity: diag.Warning, Code: "misplaced-tab",
		Text: "this stands in tabs, but in no tab",
		Hint: "move it into a tab, or before ::::tabs",
	}
}
