package render

import "duizhao/generator/assemble"

// A term of the glossary is a link to its entry, followed by its definition in
// a card that the style shows when the link is pointed at or has the focus. The
// card is hidden for whoever reads without that style; without a theme (a feed,
// a test) a term is its text.

// allMarks returns the marks that are written at all.
func (w *writer) allMarks() []assemble.TermMark {
	if w.furniture.theme == nil || w.furniture.feed || w.furniture.twin {
		return nil
	}
	return w.view.Marks
}

// marksOf cuts the marks of a block off the front.
func marksOf(block int, marks []assemble.TermMark) (own, rest []assemble.TermMark) {
	n := 0
	for n < len(marks) && marks[n].Block == block {
		n++
	}
	return marks[:n], marks[n:]
}

// stretch writes html[from:to] with the marks in it.
func (w *writer) stretch(html string, from, to int) {
	for len(w.marks) > 0 && w.marks[0].At < to {
		m := w.marks[0]
		w.marks = w.marks[1:]
		w.WriteString(html[from:m.At])
		from = m.At + m.Len
		w.openCard(m.Card)
		w.WriteString(html[m.At:from])
		w.closeCard(m.Card)
	}
	w.WriteString(html[from:to])
}

// termCard returns the card of an explicit term; ok is false where a term is its
// text alone.
func (w *writer) termCard(n int) (c assemble.TermCard, ok bool) {
	if n >= len(w.view.Terms) || w.furniture.theme == nil || w.furniture.feed || w.furniture.twin {
		return c, false
	}
	return w.view.Terms[n], true
}

func (w *writer) termOpen(n int) {
	if c, ok := w.termCard(n); ok {
		w.openCard(c)
	}
}

func (w *writer) termClose(n int) {
	if c, ok := w.termCard(n); ok {
		w.closeCard(c)
	}
}

func (w *writer) openCard(c assemble.TermCard) {
	if c.Term == "" {
		w.WriteString(`<a class="broken">`)
		return
	}
	w.WriteString(`<a class="term"`)
	w.address("href", c.Href)
	if c.Definition != "" {
		w.attr("aria-describedby", c.ID)
	}
	w.WriteByte('>')
}

func (w *writer) closeCard(c assemble.TermCard) {
	w.WriteString("</a>")
	if c.Term == "" || c.Definition == "" {
		return
	}
	w.WriteString(`<span class="term-card" role="tooltip" hidden`)
	w.attr("id", c.ID)
	w.WriteByte('>')
	w.escaped(c.Definition)
	w.WriteString("</span>")
}
