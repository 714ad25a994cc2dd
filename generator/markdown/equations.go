package markdown

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"duizhao/generator/diag"
	"duizhao/generator/site"
)

// A display formula with a label has an id and a number. The label stands in
// attributes behind the formula, $$…$$ {#eq:loss}, or as \label{eq:loss} in it;
// in an environment of several lines each may have one. \eqref and \ref in any
// formula give numbers. None of the three is known to KaTeX: where they stand, and
// where the number of a formula goes, the leaf has slots, which are filled once
// the numbers are known. A \tag of the author's is the number where there is one.

// Eqref is a reference inside a formula.
type Eqref struct {
	Label string
	Start int // byte offsets of the label in the source
	End   int
}

// Slot is a place in a formula's text that a number replaces.
type Slot struct {
	Start, End int // byte offsets in Leaf.Text
	Kind       SlotKind
	N          int // ordinal in Doc.Numbered, for TagSlot, or Doc.Eqrefs
}

// SlotKind says what fills a slot.
type SlotKind uint8

// The kinds of slots.
const (
	EmptySlot SlotKind = iota // nothing
	TagSlot                   // \tag with the formula's number
	EqrefSlot                 // the number in parentheses
	RefSlot                   // the number alone
)

// Filled returns the leaf with numbers in its slots: numbers by ordinal in
// Doc.Numbered, refs by ordinal in Doc.Eqrefs. What has no number is not tagged;
// a reference that leads nowhere is a question mark.
func (l Leaf) Filled(numbers, refs []string) Leaf {
	if len(l.Slots) == 0 {
		return l
	}
	var b strings.Builder
	var places []Segment
	copied := 0
	upTo := func(end int) {
		places = append(places, Segment{b.Len(), l.SourceOffset(copied)})
		for _, s := range l.Map {
			if s.Text > copied && s.Text < end {
				places = append(places, Segment{b.Len() + s.Text - copied, s.Source})
			}
		}
		b.WriteString(l.Text[copied:end])
	}
	for _, s := range l.Slots {
		upTo(s.Start)
		places = append(places, Segment{b.Len(), l.SourceOffset(s.Start)})
		b.WriteString(s.fill(numbers, refs))
		copied = s.End
	}
	upTo(len(l.Text))
	l.Text, l.Map, l.Slots = b.String(), places, nil
	return l
}

func (s Slot) fill(numbers, refs []string) string {
	number := func(of []string) string {
		if s.N < len(of) {
			return of[s.N]
		}
		return ""
	}
	switch n := number(numbers); {
	case s.Kind == TagSlot && n != "":
		return `\tag{` + n + `}`
	case s.Kind == EqrefSlot:
		return `\text{(` + cmp.Or(number(refs), "?") + `)}`
	case s.Kind == RefSlot:
		return `\text{` + cmp.Or(number(refs), "?") + `}`
	}
	return ""
}

// equation writes a formula, its labels as ids around it.
func (c *compiler) equation(l Leaf, attrs site.Attrs) {
	e := &equation{compiler: c, leaf: l, attrs: attrs}
	e.read()
	c.run(site.TeX, e.plain())
	if c.quiet {
		return
	}
	e.number()
	tag := "span"
	if l.Block {
		tag = "div"
	}
	boxed := len(e.ids) > 0 || len(attrs.Classes) > 0 || len(attrs.Pairs) > 0
	if boxed {
		c.tag("<", tag)
		if len(e.ids) > 0 {
			attrs.ID, attrs.IDStart = e.ids[0].ID, e.ids[0].Start
		}
		attrs.Classes = append([]string{"equation"}, attrs.Classes...)
		c.attrs(attrs)
		c.tag(">")
		for _, id := range e.ids[min(1, len(e.ids)):] {
			c.tag("<span")
			c.id(site.Attrs{ID: id.ID, IDStart: id.Start})
			c.tag("></span>")
		}
	}
	c.leaf(e.leaf)
	if boxed {
		c.tag("</", tag, ">")
	}
}

// equation is a formula while its labels are read.
type equation struct {
	*compiler
	leaf  Leaf
	attrs site.Attrs
	uses  []labelUse
	tags  map[int]string // the author's first \tag in a row; -1: in any
	ids   []site.Anchor
}

// labelUse is a command with a label or a tag in a formula.
type labelUse struct {
	name       string // "label", "tag", "eqref", "ref"
	arg        string
	start, end int // byte offsets in the text
	at         int // of arg
	row        int // lines broken before it
}

var texWord = regexp.MustCompile(`(?s)\\(?:[a-zA-Z]+\*?|.)|%[^\n]*`)

// longestLabelled is the length of the longest formula in which labels are looked
// for; longer ones are refused when they are set.
const longestLabelled = 100 << 10

// read finds the commands. What they ask of KaTeX is left to it.
func (e *equation) read() {
	if !strings.Contains(e.leaf.Text, `\`) || len(e.leaf.Text) > longestLabelled {
		return
	}
	row, tex := 0, e.leaf.Text
	for _, m := range texWord.FindAllStringIndex(tex, -1) {
		switch name := tex[m[0]:m[1]]; name {
		case `\\`, `\cr`, `\newline`:
			row++
		case `\label`, `\eqref`, `\ref`, `\tag`, `\tag*`:
			if arg, at, ok := argument(tex, m[1]); ok {
				if name == `\tag` || name == `\tag*` {
					e.tagged(row, arg)
				}
				e.uses = append(e.uses, labelUse{strings.Trim(name, `\*`), arg, m[0], at + len(arg) + 1, at, row})
			}
		}
	}
}

// argument returns what stands in the braces that follow, at most so long as a
// label or a tag is.
func argument(tex string, from int) (arg string, at int, ok bool) {
	rest := tex[from:min(len(tex), from+200)]
	open := len(rest) - len(strings.TrimLeft(rest, " \n\t"))
	if open == len(rest) || rest[open] != '{' {
		return "", 0, false
	}
	depth := 0
	for i := open; i < len(rest); i++ {
		switch rest[i] {
		case '\\':
			i++
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return rest[open+1 : i], from + open + 1, true
			}
		}
	}
	return "", 0, false
}

// plain is the formula as it is read and searched: without its labels.
func (e *equation) plain() string {
	var b strings.Builder
	from := 0
	for _, u := range e.uses {
		if u.name == "label" {
			b.WriteString(e.leaf.Text[from:u.start])
			from = u.end
		}
	}
	b.WriteString(e.leaf.Text[from:])
	return strings.TrimSpace(b.String())
}

// number gives slots and ids to what the formula has of labels and references.
func (e *equation) number() {
	kind, ok := site.LabelOf(e.attrs.ID)
	outer := ok && kind == site.Equation
	labels := 0
	for _, u := range e.uses {
		switch {
		case u.name == "eqref" || u.name == "ref":
			e.refer(u)
		case u.name == "label" && e.labels(u, outer):
			labels++
		}
	}
	if outer && labels == 0 {
		own := e.tags[-1]
		n := e.counted(e.attrs.ID, e.attrs.IDStart, own)
		if own == "" {
			at := e.last()
			e.leaf.Slots = append(e.leaf.Slots, Slot{at, at, TagSlot, n})
		}
	}
	if e.attrs.ID != "" && !slices.ContainsFunc(e.ids, func(a site.Anchor) bool { return a.ID == e.attrs.ID }) {
		e.ids = slices.Insert(e.ids, 0, site.Anchor{ID: e.attrs.ID, Start: e.attrs.IDStart})
	}
	slices.SortStableFunc(e.leaf.Slots, func(a, b Slot) int { return a.Start - b.Start })
}

func (e *equation) refer(u labelUse) {
	kind := RefSlot
	if u.name == "eqref" {
		kind = EqrefSlot
	}
	e.leaf.Slots = append(e.leaf.Slots, Slot{u.start, u.end, kind, len(e.doc.Eqrefs)})
	e.doc.Eqrefs = append(e.doc.Eqrefs, Eqref{u.arg, e.source(u.at), e.source(u.at + len(u.arg))})
}

// labels takes a \label and reports whether it counts.
func (e *equation) labels(u labelUse, outer bool) bool {
	wrong := func(text, hint string) bool {
		e.leaf.Slots = append(e.leaf.Slots, Slot{Start: u.start, End: u.end})
		e.note(diag.Note{
			Start: e.source(u.start), End: e.source(u.end), Severity: diag.Error, Code: "equation-label", Text: text, Hint: hint,
		})
		return false
	}
	switch kind, ok := site.LabelOf(u.arg); {
	case !ok || kind != site.Equation || strings.ContainsAny(u.arg, " \t\n\"'<>{}"):
		return wrong(fmt.Sprintf("%q is no label of an equation", u.arg), "labels of equations begin with eq:, such as \\label{eq:loss}")
	case !e.leaf.Display:
		return wrong("a formula inside a line has no number", "write it as a block between $$ and $$")
	case outer && u.arg != e.attrs.ID:
		return wrong("the formula has two labels", "keep the one in braces behind it, or the \\label")
	}
	own := e.tags[u.row]
	n := e.counted(u.arg, e.source(u.at), own)
	s := Slot{u.start, u.end, TagSlot, n}
	if own != "" {
		s.Kind = EmptySlot
	}
	e.leaf.Slots = append(e.leaf.Slots, s)
	e.ids = append(e.ids, site.Anchor{ID: u.arg, Start: e.source(u.at)})
	return true
}

// counted enters a label and returns its ordinal.
func (e *equation) counted(id string, start int, own string) int {
	e.doc.Numbered = append(e.doc.Numbered, site.Numbered{Kind: site.Equation, ID: id, Start: start, End: start + len(id), Own: own})
	return len(e.doc.Numbered) - 1
}

// tagged notes a \tag of the author's.
func (e *equation) tagged(row int, number string) {
	if e.tags == nil {
		e.tags = map[int]string{}
	}
	for _, at := range []int{row, -1} {
		if e.tags[at] == "" {
			e.tags[at] = strings.Trim(number, "$ ")
		}
	}
}

// last returns where the number of the whole formula goes: at its end, but before
// a comment that nothing ends.
func (e *equation) last() int {
	tex := e.leaf.Text
	line := strings.LastIndexByte(tex, '\n') + 1
	for _, m := range texWord.FindAllStringIndex(tex[line:], -1) {
		if tex[line+m[0]] == '%' {
			return line + m[0]
		}
	}
	return len(tex)
}

// source returns the place in the source of a byte of the formula.
func (e *equation) source(at int) int { return e.leaf.SourceOffset(at) }
