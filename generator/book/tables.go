package book

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A table that is wider than the page of a phone can neither scroll there nor be
// broken. Its class says so, and a cell knows the head of its column: the style sets
// each row as a list on small pages.

// stack marks a table that may be too wide. One whose columns have not one head each
// stays as it is.
func stack(table *html.Node) {
	heads, rows := headed(table)
	if heads == nil {
		return
	}
	need := narrowest(append(rows, heads))
	if need <= column-1 {
		return
	}
	addClass(table, "stack")
	if need > 28 {
		addClass(table, "early")
	}
	for _, row := range rows {
		for i, cell := range row {
			if label := title(heads[i]); i > 0 && heads[i].DataAtom == atom.Th && label != "" {
				set(cell, "data-label", label)
			}
		}
	}
}

// headed returns the cells of a table's only row of heads and of all others; nil where
// one of them has other columns.
func headed(table *html.Node) (heads []*html.Node, rows [][]*html.Node) {
	whole := true
	each(table, func(n *html.Node) {
		switch {
		case n.DataAtom == atom.Table || has(n, "colspan") || has(n, "rowspan"):
			whole = false
		case n.DataAtom == atom.Tr && n.Parent.DataAtom == atom.Thead:
			whole = whole && heads == nil
			heads = children(n)
		case n.DataAtom == atom.Tr:
			rows = append(rows, children(n))
		}
	})
	for _, row := range rows {
		whole = whole && len(row) == len(heads)
	}
	if !whole {
		return nil, nil
	}
	return heads, rows
}

// narrowest is about how wide a table of these rows is at least, in ems of the text.
func narrowest(rows [][]*html.Node) float64 {
	const size, padding = .85, 1.0 // as epub.css has them
	var columns []float64
	for _, row := range rows {
		for i, cell := range row {
			if i == len(columns) {
				columns = append(columns, 0)
			}
			w := unbroken(cell)
			if cell.DataAtom == atom.Th {
				w *= 1.1 // it is bold
			}
			columns[i] = max(columns[i], w)
		}
	}
	sum := -padding / 2
	for _, w := range columns {
		sum += w + padding
	}
	return sum * size
}

// unbroken is about how wide the widest part of an element is that cannot be broken.
func unbroken(n *html.Node) float64 {
	switch {
	case n.Data == "math":
		return width(n)
	case n.Namespace == "svg":
		return 4
	case n.Type == html.TextNode:
		widest := 0.0
		for _, word := range strings.FieldsFunc(n.Data, breaks) {
			widest = max(widest, letterWidths(word))
		}
		return widest
	}
	widest := 0.0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		widest = max(widest, unbroken(c))
	}
	return widest
}

// breaks reports whether a line may end at a character.
func breaks(r rune) bool {
	return unicode.IsSpace(r) && r != '\u00a0' || r == '-' || r == '—' || r > 0x2e80 && r < 0x10000
}
