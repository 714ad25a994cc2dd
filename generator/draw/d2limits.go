package draw

import (
	"slices"

	"oss.terrastruct.com/d2/d2target"
)

// Limits of a diagram. Its layout takes time with the square of its size and
// worse, and cannot be stopped; a reader loses the thread long before.
const (
	maxD2Bytes = 16 << 10
	maxD2Keys  = 1000 // names written, before they are compiled
	maxD2Depth = 10
	maxShapes  = 50
	maxRoutes  = 60
)

// notDrawn are the keywords of d2 whose meaning would be lost, with what to do
// instead.
var notDrawn = map[string]string{
	"layers":    "write a diagram for each",
	"scenarios": "write a diagram for each",
	"steps":     "write a diagram for each",
	"vars":      "write the value itself",
	"icon":      "write a label",
	"tooltip":   "write it into the text",
	"link":      "link from the text",
	"top":       "places follow from the connections; leave it out",
	"left":      "places follow from the connections; leave it out",
}

// notShapes are the shapes that are not drawn.
var notShapes = map[string]string{
	"class":     "write a table, or a shape for each",
	"sql_table": "write a table, or a shape for each",
	"code":      "write a block of code beside the diagram",
	"image":     "write a shape with a label, or a picture beside the diagram",
}

// drawnShapes are the names of all shapes that are drawn.
func drawnShapes() []string {
	return slices.DeleteFunc(slices.Clone(d2target.Shapes), func(s string) bool {
		_, lost := notShapes[s]
		return lost || s == d2target.ShapeHierarchy
	})
}
