package importer

import (
	"slices"
	"sort"
	"strings"

	"duizhao/generator/content"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// Page is a text that translations are written into, and how it is read.
type Page struct {
	Text  []byte // front matter is blanked
	Doc   *markdown.Doc
	Parse func([]byte) *markdown.Doc
}

// Refusal is a change that is not made, and why.
type Refusal struct {
	Row        int
	Text, Hint string
}

// Admit returns those of some changes, as Place gives them, that change nothing
// but their own blocks. like are the texts that a row's may be like: its source,
// and the translation that was there.
func (p Page) Admit(changes []Placed, like func(row int) []string) (good []Placed, bad []Refusal) {
	a := &admission{Page: p, left: tries, in: map[int]bool{}, untried: map[int]bool{}}
	names := p.names()
	for _, c := range changes {
		s := p.shape(c.Text)
		why := p.fits(s, like(c.Row))
		if why == nil {
			why = names.take(c, s.defined)
		}
		if why != nil {
			why.Row = c.Row
			bad = append(bad, *why)
			continue
		}
		c.blocks = s.n
		a.all = append(a.all, c)
	}
	a.try(a.all)
	for _, c := range a.all {
		switch {
		case a.in[c.Row]:
			good = append(good, c)
		case a.untried[c.Row]:
			bad = append(bad, Refusal{c.Row, "it was not tried: too many translations of this page would change other blocks", "mend those, and import again"})
		default:
			bad = append(bad, Refusal{c.Row, "other blocks of the page would change with it", "close what it opens, and define nothing that others use; or write it into the page by hand"})
		}
	}
	return good, bad
}

// tries bounds how often a page is read to find the changes that harm others.
// What opens and does not close, or defines what is defined, is found before, one
// text at a time.
const tries = 200

type admission struct {
	Page
	all     []Placed
	in      map[int]bool // rows that are admitted
	left    int
	untried map[int]bool // rows of which nobody knows
}

// try admits those of a list that go with what is in: all, else those of its
// halves, so that k that do not are found among n in about k·log n readings.
func (a *admission) try(list []Placed) {
	if len(list) == 0 {
		return
	}
	if a.left == 0 {
		for _, c := range list {
			a.untried[c.Row] = true
		}
		return
	}
	a.left--
	for _, c := range list {
		a.in[c.Row] = true
	}
	if a.Holds(slices.DeleteFunc(slices.Clone(a.all), func(c Placed) bool { return !a.in[c.Row] })) {
		return
	}
	for _, c := range list {
		delete(a.in, c.Row)
	}
	if len(list) > 1 {
		a.try(list[:len(list)/2])
		a.try(list[len(list)/2:])
	}
}

// Without returns the changes of a page together with those that take the blocks
// of other rows out of it, from line to line.
func (p Page) Without(changes []Placed, rows map[int][2]int) []Placed {
	all := slices.Clone(changes)
	for row, span := range rows {
		start, end := span[0], span[1]
		for end < len(p.Text) && (p.Text[end] == '\n' || p.Text[end] == ' ' || p.Text[end] == '\t') {
			end++
		}
		for end > span[1] && p.Text[end-1] != '\n' {
			end-- // it indents the next block
		}
		text := "\n"
		if blankBefore(p.Text, start) {
			text = ""
		}
		all = append(all, Placed{Change: content.Change{Start: start, End: end, Text: text}, Row: row})
	}
	slices.SortFunc(all, func(a, b Placed) int { return a.Start - b.Start })
	return all
}

// Holds reports whether a page with changes has, besides their blocks, all that
// it had: each block at its place, with its text and what it leads to. Which notes
// are shown, and in which order, depends on what uses them; one that was and is
// says what it said.
func (p Page) Holds(changes []Placed) bool {
	doc := p.Parse(content.Changed(p.Text, Changes(changes)))
	if doc.Refused || doc.Title != p.Doc.Title || doc.TitleID != p.Doc.TitleID {
		return false
	}
	m := move(changes)
	old := m.outside(p.Doc.Blocks)
	counts := make([]int, len(changes))
	for _, b := range doc.Blocks {
		if b.Kind == site.FootnotesBlock {
			continue
		}
		if n := m.in(b.Start); n >= 0 {
			if b.End > m.to[n][1] {
				return false
			}
			counts[n]++
			continue
		}
		if len(old) == 0 || !m.same(old[0], b) || !slices.Equal(leads(p.Doc, old[0]), leads(doc, b)) {
			return false
		}
		old = old[1:]
	}
	for n, c := range changes {
		if counts[n] != c.blocks {
			return false
		}
	}
	return len(old) == 0 && m.sameNotes(p.Doc, doc)
}

// sameNotes reports whether each note that no change replaces and that is still
// used is what it was.
func (m moves) sameNotes(old, now *markdown.Doc) bool {
	notes := map[string]markdown.Block{}
	for _, n := range now.Footnotes {
		notes[n.Name] = n.Block
	}
	for _, n := range old.Footnotes {
		b, ok := notes[n.Name]
		if ok && !m.replaced(n.Block) && (!m.same(n.Block, b) || !slices.Equal(leads(old, n.Block), leads(now, b))) {
			return false
		}
	}
	return true
}

// Changes returns changes without what they are for.
func Changes(changes []Placed) []content.Change {
	var out []content.Change
	for _, c := range changes {
		out = append(out, c.Change)
	}
	return out
}

// moves tells where places of a text are after changes.
type moves struct {
	changes []Placed
	by      []int    // by how much a place behind the first n is further on
	to      [][2]int // where the texts of the changes are
}

func move(changes []Placed) moves {
	m := moves{changes: changes, by: []int{0}}
	for n, c := range changes {
		start := c.Start + m.by[n]
		m.to = append(m.to, [2]int{start, start + len(c.Text)})
		m.by = append(m.by, m.by[n]+len(c.Text)-(c.End-c.Start))
	}
	return m
}

// in returns which change's text has a place of the changed text; -1 for none.
func (m moves) in(at int) int {
	n := sort.Search(len(m.to), func(n int) bool { return m.to[n][1] > at })
	if n < len(m.to) && m.to[n][0] <= at {
		return n
	}
	return -1
}

// outside returns the blocks that no change replaces.
func (m moves) outside(blocks []markdown.Block) []markdown.Block {
	var out []markdown.Block
	for _, b := range blocks {
		if b.Kind != site.FootnotesBlock && !m.replaced(b) {
			out = append(out, b)
		}
	}
	return out
}

// replaced reports whether a change replaces a block, or a part of it.
func (m moves) replaced(b markdown.Block) bool {
	n := sort.Search(len(m.changes), func(n int) bool { return m.changes[n].End > b.Start })
	return n < len(m.changes) && m.changes[n].Start < b.End
}

// same reports whether a block is what an old one was, at its place. What is put
// in right before a block moves it, right behind it does not.
func (m moves) same(old, now markdown.Block) bool {
	start := m.by[sort.Search(len(m.changes), func(n int) bool { return m.changes[n].End > old.Start })]
	end := m.by[sort.Search(len(m.changes), func(n int) bool { return m.changes[n].Start >= old.End })]
	return now.Start == old.Start+start && now.End == old.End+end && now.Kind == old.Kind && slices.Equal(now.Runs, old.Runs)
}

// leads returns what a block says by definitions that may stand elsewhere: where
// its links and pictures lead, and the long forms of its abbreviations.
func leads(d *markdown.Doc, b markdown.Block) []string {
	var out []string
	for _, h := range b.HTML.Holes {
		if h.Kind == markdown.LinkAttrs || h.Kind == markdown.ImageAttrs {
			out = append(out, d.Links[h.N].Dest)
		}
	}
	for rest := b.HTML.HTML; ; {
		_, abbr, found := strings.Cut(rest, "<abbr")
		if !found {
			return out
		}
		abbr, rest, _ = strings.Cut(abbr, "</abbr>")
		out = append(out, abbr)
	}
}
