package render

import (
	"bytes"
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// Text is one text of a paired page: its Doc, its View, and what fills the
// Doc's leaves and includes, as for Page.
type Text struct {
	Doc    *markdown.Doc
	View   *assemble.View
	Leaves []string
	Parts  []Part
}

// Pair returns the page of two texts side by side; a leads, and its View has
// Paired. Rows are elements of their own: the id of a heading stands on its
// row, ids of the second text get a suffix. What is the same in both texts, as
// formulas, code and pictures may be, stands once.
func Pair(a, b Text, t *Theme) ([]byte, error) {
	var both sum
	both.add(a.Doc, a.Parts)
	both.add(b.Doc, b.Parts)
	p := both.page(a.View, "", t)
	p.Minutes = 0 // of either text
	p.second = b.View.Source
	if b.View.TitleID != "" {
		p.SecondID = b.View.TitleID + assemble.Suffix(b.View.TextLang)
	}
	w := pairWriter{page: p, a: side{Text: a}, b: side{Text: b, suffix: assemble.Suffix(b.View.TextLang)}}
	w.a.writer = writer{doc: a.Doc, view: a.View, leaves: a.Leaves, parts: a.Parts, furniture: t.furniture(a.View.TextLang.Tag)}
	w.b.writer = writer{doc: b.Doc, view: b.View, leaves: b.Leaves, parts: b.Parts, furniture: t.furniture(b.View.TextLang.Tag)}
	w.a.writer.lined, w.b.writer.lined = t.live, t.live
	w.a.marks, w.b.marks = w.a.writer.allMarks(), w.b.writer.allMarks()
	w.rows()
	if w.err != nil {
		return nil, t.fault("pair.html", w.err)
	}
	// Safe as the body of any page is: Page says why.
	p.Body = template.HTML(w.String())
	return t.execute("pair.html", p)
}

// pairWriter writes the rows of a paired page.
type pairWriter struct {
	strings.Builder
	page *page
	a, b side
	err  error
}

// side is one text of a paired page.
type side struct {
	Text
	writer writer
	marks  []assemble.TermMark
	suffix string // of its ids
}

func (w *pairWriter) rows() {
	for _, r := range w.page.Paired.Rows {
		w.row(r)
	}
	w.references()
	for _, err := range []error{w.a.writer.err, w.b.writer.err} {
		if w.err == nil {
			w.err = err
		}
	}
}

// row writes one row.
func (w *pairWriter) row(r assemble.PairedRow) {
	id, class := w.heading(r)
	picture, once := w.picture(r)
	once = once || w.same(r)
	switch {
	case once:
		class += " once"
	case w.boxed(r):
		class += " boxed"
	}
	w.WriteString(`<div class="row` + class + `"`)
	if id != "" {
		w.WriteString(` id="` + template.HTMLEscapeString(id) + `"`)
	}
	if r.Key > 0 {
		w.WriteString(` data-b="` + strconv.Itoa(r.Key) + `"`)
	}
	w.WriteString(">\n")
	if once {
		w.once(r, picture)
	} else {
		w.cell("a", &w.a, r.A, id, r)
		w.cell("b", &w.b, r.B, "", r)
	}
	w.WriteString("</div>\n")
}

// boxed reports whether a row begins with a box: its edges align, not its first
// line.
func (w *pairWriter) boxed(r assemble.PairedRow) bool {
	if len(r.A) == 0 {
		return false
	}
	switch w.a.Doc.Blocks[r.A[0]].Kind {
	case site.HeadingBlock, site.ParagraphBlock, site.ListBlock, site.QuoteBlock, site.MathBlock:
		return false
	}
	return true
}

// heading returns the id that stands on a row, that of the heading which opens
// its first text, and the class of the heading's level.
func (w *pairWriter) heading(r assemble.PairedRow) (id, class string) {
	for _, s := range []struct {
		*side
		blocks []int
	}{{&w.a, r.A}, {&w.b, r.B}} {
		if len(s.blocks) == 0 {
			continue
		}
		b := &s.Doc.Blocks[s.blocks[0]]
		if b.Kind != site.HeadingBlock || b.Heading < 0 {
			continue
		}
		class = " h" + strconv.Itoa(s.Doc.Headings[b.Heading].Level)
		if s.suffix == "" {
			return s.writer.id(b.Heading), class
		}
		return "", class
	}
	return "", ""
}

// cell writes what one text has in a row; a quiet note where it has nothing.
// The id that the row has, its heading has not.
func (w *pairWriter) cell(class string, s *side, blocks []int, rowID string, r assemble.PairedRow) {
	lang := s.View.TextLang
	w.WriteString(`<div class="` + class)
	if len(blocks) == 0 {
		key := "pair.missing"
		if lang.ID == w.page.Paired.Original { // which is no translation
			key = "pair.extra"
		}
		w.note(" none", w.say(key))
		return
	}
	w.WriteString(`"` + langAttrs(lang, w.a.View.TextLang) + ">\n")
	s.writer.rowID = rowID
	for _, i := range blocks {
		html := s.writer.withLine(s.block(i), i)
		if s.suffix != "" {
			html = renamed(html, s.suffix)
		}
		w.WriteString(html)
	}
	s.writer.rowID = ""
	if r.Moved && s.suffix != "" {
		w.WriteString(`<p class="aside"` + langAttrs(w.a.View.TextLang, lang) + ">" + template.HTMLEscapeString(w.say("pair.moved")) + "</p>\n")
	}
	other := &w.b
	if s == other {
		other = &w.a
	}
	if r.Stale != "" && isTranslation(s.Text, other.Text) {
		w.WriteString(`<p class="aside stale"` + langAttrs(w.a.View.TextLang, lang) + ">" + template.HTMLEscapeString(w.say("translated."+string(r.Stale))) + "</p>\n")
	}
	w.WriteString("</div>\n")
}

// note ends the open tag of a cell that holds a word of the interface alone.
func (w *pairWriter) note(class, text string) {
	w.WriteString(class + `"` + langAttrs(w.a.View.TextLang, w.a.View.TextLang) + `><p class="aside">` + template.HTMLEscapeString(text) + "</p></div>\n")
}

// once writes a row whose two texts are the same. Links in the second text may
// lead to its ids, so these are there too. html is what stands there, where that
// is not the first text's block.
func (w *pairWriter) once(r assemble.PairedRow, html string) {
	w.WriteString(`<div class="a"` + langAttrs(w.a.View.TextLang, w.a.View.TextLang) + ">\n")
	for _, id := range idsIn(w.b.block(r.B[0])) {
		if !strings.HasPrefix(id, "_") || strings.HasPrefix(id, "_fn") {
			w.WriteString(`<span id="` + id + w.b.suffix + `"></span>`) // escaped already: it stood in HTML
		}
	}
	if html == "" {
		html = w.a.block(r.A[0])
	}
	html = w.a.writer.withLine(html, r.A[0])
	w.WriteString(html + "</div>\n")
}

// block renders a block of the text.
func (s *side) block(i int) string {
	// Rows have the second text's blocks in the first one's order.
	at, _ := slices.BinarySearchFunc(s.marks, i, func(m assemble.TermMark, i int) int { return cmp.Compare(m.Block, i) })
	own, _ := marksOf(i, s.marks[at:])
	return s.writer.block(i, own)
}

// same reports whether the two texts of a row are one block that reads the same
// in both languages: it is then the same HTML, but for the words of the
// interface.
func (w *pairWriter) same(r assemble.PairedRow) bool {
	if len(r.A) != 1 || len(r.B) != 1 || r.Moved {
		return false
	}
	x, y := &w.a.Doc.Blocks[r.A[0]], &w.b.Doc.Blocks[r.B[0]]
	if x.Kind != y.Kind || len(x.HTML.HTML) != len(y.HTML.HTML) || !standsOnce[x.Kind] {
		return false
	}
	one := func(s *side, i int) string {
		in := s.writer
		in.furniture = w.page.theme.furniture(w.a.View.TextLang.Tag)
		return in.block(i, nil)
	}
	return one(&w.a, r.A[0]) == one(&w.b, r.B[0])
}

// standsOnce are the kinds of blocks of which one is enough where both are the
// same. Prose that is the same in both is not: it may be a name, or not yet be
// translated, which a reader should see.
var standsOnce = map[site.BlockKind]bool{
	site.MathBlock: true, site.CodeBlock: true, site.FigureBlock: true, site.TableBlock: true, site.RuleBlock: true,
	site.HTMLBlock: true, site.ContainerBlock: true, site.OtherBlock: true,
}

// references writes the lists of works, which stand behind the texts.
func (w *pairWriter) references() {
	x, y := w.list(&w.a), w.list(&w.b)
	if x == "" && y == "" {
		return
	}
	w.WriteString(`<div class="row h2 sources">` + "\n" + `<div class="a"` + langAttrs(w.a.View.TextLang, w.a.View.TextLang) + ">" + x + "</div>\n")
	w.WriteString(`<div class="b"` + langAttrs(w.b.View.TextLang, w.a.View.TextLang) + ">" + renamed(y, w.b.suffix) + "</div>\n</div>\n")
}

func (w *pairWriter) list(s *side) string {
	v := *s.View
	cited := (&page{shell: shell{theme: w.page.theme, base: v.Base}, View: &v}).CitedWorks()
	if cited == nil {
		return ""
	}
	var b bytes.Buffer
	if err := w.page.theme.templates.ExecuteTemplate(&b, "partials/references.html", cited); err != nil && w.err == nil {
		w.err = w.page.theme.fault("partials/references.html", err)
	}
	return b.String()
}

// say returns a text of the interface in the leading language.
func (w *pairWriter) say(key string) string {
	s, err := text(w.page.texts, key)
	if w.err == nil {
		w.err = err
	}
	return s
}

// langAttrs returns the attributes of a text that may stand in one of another
// direction.
func langAttrs(l, around site.Lang) string {
	out := ` lang="` + template.HTMLEscapeString(l.Tag) + `"`
	if l.Dir != around.Dir {
		out += ` dir="` + l.Dir + `"`
	}
	return out
}
