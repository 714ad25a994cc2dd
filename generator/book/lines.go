package book

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// No engine breaks a formula, and a page of paper does not scroll. So one that is
// wider than the page of a phone is set in lines, as books do: before a relation,
// else before a plus or minus, and where it had a gap. What is still too wide after
// that is set in smaller letters.

// column is how wide, in ems, the page of a phone is at least. A formula in a line of
// text that is wider than inline may break: it costs nothing, and readers set larger
// letters.
const (
	column = 17.0
	inline = 10.0
)

// inLines breaks a formula that is too wide; one in a line of text becomes several,
// which stand behind each other.
func inLines(math *html.Node) {
	if w := width(math); w <= inline || w <= column && attr(math, "display") == "block" {
		return
	}
	semantics := find(math, func(n *html.Node) bool { return n.Data == "semantics" })
	if semantics == nil {
		return
	}
	body := slices.DeleteFunc(children(semantics), func(n *html.Node) bool { return n.Data == "annotation" })
	switch {
	case attr(math, "display") != "block":
		pieces(math, inside(body))
	case len(body) == 1 && ofLines(body[0]):
		tableInLines(body[0])
	default:
		table := mathML("mtable", "columnalign", "left", "rowspacing", "0.25em")
		if stacked(table, inside(body)) {
			semantics.InsertBefore(table, body[0])
			for _, n := range body {
				semantics.RemoveChild(n)
			}
		}
	}
}

// stacked puts the lines of a formula into rows of a table; false for one that has no
// place to break.
func stacked(table *html.Node, list []*html.Node) bool {
	lines := broken(list, column, column-2)
	if len(lines) < 2 {
		return false
	}
	for i, line := range lines {
		cell := mathML("mtd", "class", "left")
		if i > 0 && !line.gap {
			cell.AppendChild(mathML("mspace", "width", "2em"))
		}
		row := mathML("mtr")
		row.AppendChild(cell)
		table.AppendChild(row)
		fill(cell, line.nodes)
	}
	return true
}

// ofLines reports whether a table is one that lines were written in, each with the
// places where they are aligned: no matrix.
func ofLines(table *html.Node) bool {
	aligns := strings.Fields(attr(table, "columnalign"))
	first := find(table, func(n *html.Node) bool { return n.Data == "mstyle" })
	return table.Data == "mtable" && first != nil && attr(first, "displaystyle") == "true" &&
		(len(aligns) <= 1 || aligns[0] == "right" && aligns[1] == "left")
}

// tableInLines breaks the last cell of each line that is too wide. Where what stands
// before it leaves no room, the lines are not aligned.
func tableInLines(table *html.Node) {
	before, numbers, most := 0.0, 0.0, 0
	for _, row := range children(table) {
		cells := told(row)
		for _, c := range children(row)[len(cells):] {
			numbers = max(numbers, width(c)+1.4) // and the room before it
		}
		most = max(most, len(cells))
		if len(cells) > 1 {
			before = max(before, total(cells[:len(cells)-1]))
		}
	}
	for _, row := range children(table) {
		if most > 2 || before > .4*column {
			flatten(row)
			rowInLines(row, numbers)
		} else {
			rowInLines(row, before+numbers)
		}
	}
}

// told are the cells of a row without that of its number.
func told(row *html.Node) []*html.Node {
	return slices.DeleteFunc(children(row), func(n *html.Node) bool { return hasClass(n, "tag") })
}

// flatten makes one cell of a row, with a gap between what was aligned.
func flatten(row *html.Node) {
	var list []*html.Node
	cells := told(row)
	for i, c := range cells {
		parts := inside([]*html.Node{c})
		if i > 0 && i%2 == 0 && len(parts) > 0 {
			gap := mathML("mspace", "width", "2em")
			c.AppendChild(gap)
			list = append(list, gap)
		}
		list = append(list, parts...)
	}
	if len(list) == 0 {
		return
	}
	cell := mathML("mtd", "class", "left")
	row.InsertBefore(cell, cells[0])
	fill(cell, list)
	for _, c := range cells {
		row.RemoveChild(c)
	}
}

// rowInLines breaks the last cell of a row, behind others that are so wide, and adds
// a row for each line that it becomes.
func rowInLines(row *html.Node, before float64) {
	cells := told(row)
	if len(cells) == 0 || before+width(cells[len(cells)-1]) <= column {
		return
	}
	indent := 1.0
	if len(cells) == 1 {
		indent = 2
	}
	lines := broken(inside(cells[len(cells)-1:]), column-before, column-before-indent)
	for i := len(lines) - 1; i > 0; i-- {
		next := mathML("mtr")
		for _, c := range cells {
			cell := mathML("mtd")
			cell.Attr = slices.Clone(c.Attr)
			next.AppendChild(cell)
		}
		cell := next.LastChild
		if !lines[i].gap && (len(cells) == 1 || !relation(lines[i].nodes[0])) {
			cell.AppendChild(mathML("mspace", "width", strconv.Itoa(int(indent))+"em"))
		}
		row.Parent.InsertBefore(next, row.NextSibling)
		fill(cell, lines[i].nodes)
	}
}

// line is a part of a formula; it begins behind a gap, or at a sign.
type line struct {
	nodes []*html.Node
	gap   bool
}

// fill moves the parts of a line into a cell.
func fill(cell *html.Node, nodes []*html.Node) {
	style := mathML("mstyle", "scriptlevel", "0", "displaystyle", "true")
	cell.AppendChild(style)
	move(style, nodes)
}

// move puts nodes into another element, in a row of their own.
func move(to *html.Node, nodes []*html.Node) {
	row := mathML("mrow")
	to.AppendChild(row)
	for _, n := range nodes {
		n.Parent.RemoveChild(n)
		row.AppendChild(n)
	}
	if first := nodes[0]; first.Data == "mo" && !has(first, "form") && (relation(first) || additive(first)) {
		set(first, "form", "infix") // it stands first, and has something before it all the same
	}
}

// inside are the parts of what has a single one.
func inside(list []*html.Node) []*html.Node {
	for len(list) == 1 && slices.Contains([]string{"mrow", "mstyle", "mtd"}, list[0].Data) {
		list = children(list[0])
	}
	return list
}

// broken makes lines of a formula's parts: the first, and all others, may be so wide.
// There is one alone if it has no place to break.
func broken(list []*html.Node, first, others float64) []line {
	places := []func([]*html.Node, int, int) bool{gapAt, arrowAt, relationAt, plusAt}
	if total(list) > first/.75 { // for which smaller letters are not enough
		places = append(places, plusInside)
	}
	for _, at := range places {
		if parts := cut(list, at); len(parts) > 1 {
			return joined(parts, first, others)
		}
	}
	return []line{{nodes: list}}
}

// joined puts as many parts on a line as have room, and breaks those that have none.
func joined(parts []line, first, others float64) []line {
	var out []line
	room := first
	for i := 0; i < len(parts); {
		next := parts[i]
		if len(out) > 0 && wideGap(next.nodes[0]) && len(next.nodes) > 1 { // a gap is one between two things on a line
			next = line{next.nodes[1:], true}
		}
		used := total(next.nodes)
		for i++; i < len(parts) && used+total(parts[i].nodes) <= room; i++ {
			used += total(parts[i].nodes)
			next.nodes = append(slices.Clone(next.nodes), parts[i].nodes...)
		}
		if used <= room {
			out = append(out, next)
		} else {
			more := broken(next.nodes, room, others)
			more[0].gap = next.gap
			out = append(out, more...)
		}
		room = others
	}
	return out
}

// cut cuts before the parts at which at says so, in brackets nowhere.
func cut(list []*html.Node, at func(list []*html.Node, i, depth int) bool) []line {
	var out []line
	depth, start := 0, 0
	for i, n := range list {
		if i > start && at(list, i, depth) {
			out = append(out, line{nodes: list[start:i]})
			start = i
		}
		if n.Data == "mo" {
			switch title(n) {
			case "(", "[", "{", "⟨":
				depth++
			case ")", "]", "}", "⟩":
				depth = max(0, depth-1)
			}
		}
	}
	return append(out, line{nodes: list[start:]})
}

func gapAt(list []*html.Node, i, depth int) bool {
	return depth == 0 && wideGap(list[i]) && i+1 < len(list)
}

func wideGap(n *html.Node) bool { return n.Data == "mspace" && em(n) >= 1 }

func relationAt(list []*html.Node, i, depth int) bool {
	return depth == 0 && relation(list[i]) && said(list[:i])
}

func arrowAt(list []*html.Node, i, depth int) bool {
	return relationAt(list, i, depth) && strings.Contains("⟹⟺⇒⇔⟸⇐", title(list[i]))
}

// plusInside is a place in brackets, where a line should not end if any other will do.
func plusInside(list []*html.Node, i, _ int) bool { return plusAt(list, i, 0) }

func plusAt(list []*html.Node, i, depth int) bool {
	return depth == 0 && additive(list[i]) && said(list[:i]) && !operator(list[i-1])
}

// said reports whether there is something to see.
func said(list []*html.Node) bool {
	return slices.ContainsFunc(list, func(n *html.Node) bool { return title(n) != "" })
}

// operator reports whether something is missing behind a part: a minus there is a sign.
func operator(n *html.Node) bool {
	return n.Data == "mspace" || n.Data == "mo" && !slices.Contains([]string{")", "]", "}", "⟩", "|", "∥", "!", "′", "…", "⋯"}, title(n))
}

const relations = "=≠<>≤≥⩽⩾≈≃≅∼≡∝→←⇒⇐⟹⟺⇔↔⟶⟵↦∈∉⊂⊆:≔≪≫"

func relation(n *html.Node) bool {
	if n.Data == "mrow" || n.Data == "mover" || n.Data == "munder" { // with something on it
		list := children(n)
		return len(list) > 0 && relation(list[0])
	}
	text := title(n)
	return n.Data == "mo" && text != "" && strings.Contains(relations, text)
}

func additive(n *html.Node) bool {
	return n.Data == "mo" && slices.Contains([]string{"+", "−", "±", "∓"}, title(n))
}

// shrink sets a formula in smaller letters that a small screen has no room for.
func shrink(math *html.Node) {
	switch w := width(math); {
	case w > column/.85:
		set(math, "class", "widest")
	case w > column:
		set(math, "class", "wide")
	}
}

func mathML(name string, attrs ...string) *html.Node {
	n := element(name, attrs...)
	n.Namespace = "math"
	return n
}

func total(list []*html.Node) float64 {
	sum := 0.0
	for _, n := range list {
		sum += width(n)
	}
	return sum
}

// em is the width of a space.
func em(space *html.Node) float64 {
	f, err := strconv.ParseFloat(strings.TrimSuffix(attr(space, "width"), "em"), 64)
	if err != nil {
		return 0
	}
	return f
}
