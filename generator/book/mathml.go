package book

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// formula puts what MathML says of a formula in the place of all that KaTeX wrote
// for it, and the number of a line of its own behind that.
func formula(katex *html.Node) {
	math := find(katex, func(n *html.Node) bool { return n.Data == "math" })
	if math == nil {
		return
	}
	math.Parent.RemoveChild(math)
	tex := ""
	if note := find(math, func(n *html.Node) bool { return n.Data == "annotation" }); note != nil && note.FirstChild != nil {
		tex = note.FirstChild.Data
	}
	number := tag(math)
	cells, single := tags(math, katex)
	number += single
	known(math)
	for _, n := range cells {
		set(n, "class", "tag")
	}
	set(math, "alttext", tex)
	around := katex.Parent
	around.InsertBefore(math, katex)
	inLines(math)
	shrink(math)
	if number != "" {
		around.InsertBefore(element("span", "class", "eq-no", "text", number), katex)
	}
	around.RemoveChild(katex)
}

// tag takes the number out of a formula that KaTeX set as a table of one line,
// with room on both sides. One with several lines keeps its table.
func tag(math *html.Node) string {
	row := find(math, func(n *html.Node) bool { return n.Data == "mtr" })
	if row == nil || row.Parent.Parent == nil || row.Parent.Parent.Data != "semantics" || row.NextSibling != nil || row.PrevSibling != nil {
		return ""
	}
	cells := children(row)
	if len(cells) != 4 || attr(cells[0], "width") != "50%" || attr(cells[2], "width") != "50%" {
		return ""
	}
	table := row.Parent
	for c := cells[1].FirstChild; c != nil; c = cells[1].FirstChild {
		cells[1].RemoveChild(c)
		table.Parent.InsertBefore(c, table)
	}
	table.Parent.RemoveChild(table)
	return title(cells[3])
}

// tags puts the numbers of lines, of which KaTeX tells only those who see, into their
// cells, and takes the room on both sides of the lines out. It returns the cells, or
// the number of a single line.
func tags(math, katex *html.Node) (cells []*html.Node, number string) {
	var numbers []*html.Node
	if list := find(katex, func(n *html.Node) bool { return hasClass(n, "katex-tag") }); list != nil {
		if list = find(list, func(n *html.Node) bool { return hasClass(n, "vlist") }); list != nil {
			numbers = children(list) // one for each line, from above
		}
	}
	each(math, func(table *html.Node) {
		if table.Data != "mtable" {
			return
		}
		for i, row := range children(table) { // not all of which have a cell for it
			for _, cell := range children(row) {
				switch {
				case hasClass(cell, "mtr-glue"):
					row.RemoveChild(cell)
				case hasClass(cell, "mml-eqn-num"):
					cells = append(cells, cell)
					if i < len(numbers) {
						cell.AppendChild(mathML("mtext", "text", title(numbers[i])))
					}
				}
			}
		}
	})
	if len(cells) == 1 && len(children(cells[0].Parent.Parent)) == 1 {
		number = title(cells[0])
		cells[0].Parent.RemoveChild(cells[0])
		return nil, number
	}
	return cells, ""
}

// tokens are the elements of MathML that hold text alone.
var tokens = []string{"mi", "mn", "mo", "mtext", "ms"}

// known makes MathML of what KaTeX writes where that is none: operators with
// other elements inside, and attributes for its own style.
func known(n *html.Node) {
	if n.Data == "annotation" {
		return
	}
	n.Namespace = "math" // inside of text the parser took it for HTML
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
		return a.Key == "class" || a.Key == "style" || a.Key == "xmlns" || n.Data == "mtd" && (a.Key == "width" || a.Key == "padding")
	})
	if slices.Contains(tokens, n.Data) && len(children(n)) > 0 {
		n.Data, n.DataAtom = "mrow", 0
		n.Attr = nil // of an operator
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.TextNode {
				continue
			}
			if strings.TrimSpace(c.Data) == "" {
				c.Data = ""
				continue
			}
			inner := &html.Node{Type: html.ElementNode, Data: "mtext", Namespace: "math"}
			n.InsertBefore(inner, c)
			n.RemoveChild(c)
			inner.AppendChild(c)
			c = inner
		}
	}
	for i := range n.Attr {
		if units, ok := strings.CutSuffix(n.Attr[i].Val, "mu"); ok { // of TeX, 18 in an em
			if f, err := strconv.ParseFloat(units, 64); err == nil {
				n.Attr[i].Val = strconv.FormatFloat(f/18, 'f', 4, 64) + "em"
			}
		}
	}
	if has(n, "mathvariant") {
		letters(n)
	}
	if fixed[n.Data] > 0 {
		unapplied(n)
	}
	for _, c := range children(n) {
		known(c)
	}
	if n.Data == "mtable" {
		columns(n)
	}
	spaces(n)
}

// fixed are elements with so many others in them, each in its place.
var fixed = map[string]int{"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3}

// unapplied takes the sign that a function is applied, which KaTeX writes behind its
// name, out of a place where there is room for the name alone.
func unapplied(n *html.Node) {
	list := children(n)
	for _, c := range list {
		if len(list) > fixed[n.Data] && c.Data == "mo" && title(c) == applied {
			n.RemoveChild(c)
		}
	}
}

// applied is the invisible sign behind the name of a function.
const applied = "\u2061"

// columns says in each cell of a table how it is aligned: browsers know no more
// what the table says of its columns.
func columns(table *html.Node) {
	aligns, gaps := strings.Fields(attr(table, "columnalign")), strings.Fields(attr(table, "columnspacing"))
	of := func(list []string, i int) string {
		if len(list) == 0 {
			return ""
		}
		return list[min(i, len(list)-1)] // the last holds for all that follow
	}
	for _, row := range children(table) {
		cells := children(row)
		for i, cell := range cells {
			class := of(aligns, i)
			if i > 0 && of(gaps, i-1) == "0em" {
				class += " near"
			}
			if i+1 < len(cells) && of(gaps, i) == "0em" {
				class += " flush"
			}
			if class = strings.TrimSpace(class); class != "" {
				set(cell, "class", class)
			}
		}
	}
}

// alphabets are where those begin that Unicode has for the letters of formulas;
// browsers know no more what the attribute says. The letters that stood elsewhere
// before have their places there.
var alphabets = map[string]struct {
	upper, lower rune
	others       map[rune]rune
}{
	"double-struck": {0x1d538, 0x1d552, map[rune]rune{'C': 'ℂ', 'H': 'ℍ', 'N': 'ℕ', 'P': 'ℙ', 'Q': 'ℚ', 'R': 'ℝ', 'Z': 'ℤ'}},
	"script":        {0x1d49c, 0x1d4b6, map[rune]rune{'B': 'ℬ', 'E': 'ℰ', 'F': 'ℱ', 'H': 'ℋ', 'I': 'ℐ', 'L': 'ℒ', 'M': 'ℳ', 'R': 'ℛ', 'e': 'ℯ', 'g': 'ℊ', 'o': 'ℴ'}},
	"fraktur":       {0x1d504, 0x1d51e, map[rune]rune{'C': 'ℭ', 'H': 'ℌ', 'I': 'ℑ', 'R': 'ℜ', 'Z': 'ℨ'}},
}

// letters writes the letters of an element in the alphabet that it asks for.
func letters(n *html.Node) {
	a, ok := alphabets[attr(n, "mathvariant")]
	if !ok || n.FirstChild == nil || n.FirstChild.Type != html.TextNode {
		return
	}
	unset(n, "mathvariant")
	n.FirstChild.Data = strings.Map(func(r rune) rune {
		switch other := a.others[r]; {
		case other != 0:
			return other
		case r >= 'A' && r <= 'Z':
			return a.upper + r - 'A'
		case r >= 'a' && r <= 'z':
			return a.lower + r - 'a'
		}
		return r
	}, n.FirstChild.Data)
}

// spaces puts the room behind names of functions that KaTeX has in its own
// writing alone: log D, not logD.
func spaces(n *html.Node) {
	list := children(n)
	for i, c := range list {
		if i+1 == len(list) || !function(c) {
			continue
		}
		next := list[i+1]
		if next.Data == "mo" && title(next) == applied && i+2 < len(list) {
			next = list[i+2]
		}
		if n.Data == "mrow" && next.Data != "mo" && next.Data != "mspace" {
			n.InsertBefore(&html.Node{Type: html.ElementNode, Data: "mspace", Namespace: "math", Attr: []html.Attribute{{Key: "width", Val: "0.1667em"}}}, next)
		}
	}
}

// function reports whether an element is the name of a function, with what stands
// under, over or at it.
func function(n *html.Node) bool {
	switch n.Data {
	case "munder", "mover", "munderover", "msub", "msup", "msubsup":
		list := children(n)
		return len(list) > 0 && function(list[0])
	case "mi":
		return len([]rune(title(n))) > 1 && attr(n, "mathvariant") == ""
	}
	return false
}

// width is about how wide a formula is, in ems, in a font with wide letters.
func width(n *html.Node) float64 {
	switch n.Data {
	case "annotation":
		return 0
	case "mtable":
		return tableWidth(children(n))
	case "mtr":
		return tableWidth([]*html.Node{n})
	}
	sum, widest, below := 0.0, 0.0, 0.0
	list := children(n)
	for i, c := range list {
		w := width(c)
		if i > 0 && (n.Data == "msub" || n.Data == "msup" || n.Data == "msubsup") {
			w *= .7
		}
		sum, widest = sum+w, max(widest, w)
		switch {
		case i == 1:
			below = w
		case i == 2 && n.Data == "msubsup": // one stands above the other
			sum -= min(w, below)
		}
	}
	switch n.Data {
	case "mo":
		return signs(n)
	case "mi", "mn", "mtext", "ms":
		return letterWidths(title(n))
	case "mspace":
		return em(n)
	case "mfrac", "munder", "mover", "munderover":
		return widest + .2
	case "msqrt", "mroot":
		return sum + .8
	}
	return sum
}

// tableWidth is about how wide rows are together: a column is as wide as its widest cell.
func tableWidth(rows []*html.Node) float64 {
	var columns []float64
	for _, row := range rows {
		for i, cell := range children(row) {
			w := 0.0
			for _, c := range children(cell) {
				w += width(c)
			}
			if i > 0 && !hasClass(cell, "near") {
				w += .8
			}
			if i == len(columns) {
				columns = append(columns, 0)
			}
			columns[i] = max(columns[i], w)
		}
	}
	sum := 0.0
	for _, w := range columns {
		sum += w
	}
	return sum
}

// signs is about how wide an operator is, with the room around it.
func signs(n *html.Node) float64 {
	text := title(n)
	switch {
	case text == "", text == applied:
		return 0
	case strings.ContainsAny(text, ",;.:!′″"):
		return .5
	case strings.ContainsAny(text, "()[]{}⟨⟩|∥/"):
		return .45
	case strings.ContainsAny(text, "⟺⟹⟸⟶⟵"):
		return 2.4
	case additive(n) && (n.PrevSibling == nil || operator(n.PrevSibling)):
		return .8
	case relation(n), additive(n), strings.ContainsAny(text, "×·∗÷∘⋅∪∩"):
		return 1.35
	}
	return max(1.2, letterWidths(text))
}

// letterWidths is about how wide a text is.
func letterWidths(text string) float64 {
	sum := 0.0
	for _, r := range text {
		switch {
		case r > 0x2e80 && r < 0x10000:
			sum++
		case r >= 'A' && r <= 'Z', r >= 0x1d400:
			sum += .72
		case r == '.' || r == ',' || r == ' ' || r == '\u00a0':
			sum += .33
		default:
			sum += .6
		}
	}
	return sum
}

// children are the elements in an element.
func children(n *html.Node) []*html.Node {
	var out []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			out = append(out, c)
		}
	}
	return out
}
