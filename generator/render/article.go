package render

import (
	"strconv"
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"

	"github.com/yuin/goldmark/util"
)

// writer fills the holes of a Doc's HTML, in one pass.
type writer struct {
	strings.Builder
	doc       *markdown.Doc
	view      *assemble.View
	leaves    []string
	parts     []Part
	eager     int // ordinal of the first picture, and one; 0: not looked for
	furniture furniture
	err       error               // the first of a template
	marks     []assemble.TermMark // of the fragment at hand, those not yet written
	stale     *stale              // blocks of a translation to be marked; nil for none
	rowID     string              // the id that the row around a heading has, on a paired page
	lined     bool                // blocks say on which line of their source they begin
}

// furniture is what an article gets in a page beyond its own text: words in
// the article's language, and the template for code. The zero value is none.
type furniture struct {
	tag    string // of the language
	texts  map[string]string
	theme  *Theme
	charts map[string]int // on the page so far, by id
	bare   bool           // words alone: no permalinks, code without its bar
	feed   bool           // and nothing that needs the site's style or scripts
	twin   bool           // leaves as what they are made from, for Twin
}

func (t *Theme) furniture(tag string) furniture {
	return furniture{tag: tag, texts: t.texts[t.table(tag)], theme: t, charts: map[string]int{}}
}

func (w *writer) article() string {
	size := 0
	for i := range w.doc.Blocks {
		size += len(w.doc.Blocks[i].HTML.HTML) + 64*len(w.doc.Blocks[i].HTML.Holes)
	}
	for _, l := range w.leaves {
		size += len(l)
	}
	w.Grow(size)
	marks := w.allMarks()
	for i := range w.doc.Blocks {
		var own []assemble.TermMark
		own, marks = marksOf(i, marks)
		if !w.keyed(i) && !w.lined {
			w.fragment(&w.doc.Blocks[i].HTML, own...)
		} else {
			html := w.withLine(w.block(i, own), i)
			if w.keyed(i) {
				html = withKey(html, w.view.Keys[i])
			}
			w.WriteString(html)
		}
		w.mark(i)
	}
	return w.String()
}

// block returns a block with its holes filled.
func (w *writer) block(i int, marks []assemble.TermMark) string {
	in := writer{doc: w.doc, view: w.view, leaves: w.leaves, parts: w.parts, furniture: w.furniture, eager: w.eager, rowID: w.rowID}
	in.fragment(&w.doc.Blocks[i].HTML, marks...)
	w.fail(in.err)
	return in.String()
}

// keyed reports whether a block says which row it is in: a reader who changes
// the language is kept there.
func (w *writer) keyed(i int) bool {
	return w.furniture.theme != nil && !w.furniture.bare && i < len(w.view.Keys) && w.view.Keys[i] > 0
}

// withKey puts a row's number into the first tag of a block's HTML.
func withKey(html string, key int) string { return withNumber(html, "data-b", key) }

// withLine puts the line on which a block begins into the first tag of its HTML,
// for who goes from the preview to the source.
func (w *writer) withLine(html string, i int) string {
	if line := w.doc.Blocks[i].Line; w.lined && line > 0 {
		return withNumber(html, "data-line", line)
	}
	return html
}

// withNumber puts an attribute into the first tag of a block's HTML; what begins
// with text or a comment goes without.
func withNumber(html, name string, n int) string {
	if len(html) < 2 || html[0] != '<' || !letter(html[1]) {
		return html
	}
	end := word(html, 1)
	return html[:end] + " " + name + `="` + strconv.Itoa(n) + `"` + html[end:]
}

// fragment writes a fragment with the marks in it; one inside a block has none.
func (w *writer) fragment(f *markdown.Fragment, marks ...assemble.TermMark) {
	outer := w.marks
	w.marks = marks
	at := 0
	for _, h := range f.Holes {
		w.stretch(f.HTML, at, h.At)
		at = h.At
		switch h.Kind {
		case markdown.HeadingAttrs:
			if id := w.id(h.N); id != w.rowID {
				w.attr("id", id)
			}
		case markdown.HeadingEnd:
			w.permalink(w.id(h.N))
			w.tongues(h.N)
		case markdown.LinkAttrs:
			w.link(h.N)
		case markdown.ImageAttrs:
			w.image(h.N)
		case markdown.Address:
			t, _ := w.target(h.N)
			w.Write(util.EscapeHTML(util.URLEscape(util.StringToReadOnlyBytes(t.Href), false)))
		case markdown.LeafBody:
			w.leaf(h.N)
		case markdown.CustomBlock:
			w.custom(h.N)
		case markdown.LabelText:
			w.label(h.N)
		case markdown.CiteBody:
			w.cite(h.N)
		case markdown.TermOpen:
			w.termOpen(h.N)
		case markdown.TermClose:
			w.termClose(h.N)
		case markdown.HeadingAliases:
			w.aliases(h.N)
		case markdown.LinkText:
			w.linkText(h.N)
		case markdown.AccessibleName:
			w.name(h.N)
		case markdown.NumberText:
			w.number(h.N)
		case markdown.IncludeBody:
			w.include(h.N)
		case markdown.VarText:
			w.variable(h.N)
		}
	}
	w.stretch(f.HTML, at, len(f.HTML))
	w.marks = outer
}

// escaped writes text, quotes included; attr an attribute unless it is empty.
func (w *writer) escaped(text string) {
	w.Write(util.EscapeHTML(util.StringToReadOnlyBytes(text)))
}

func (w *writer) attr(name, value string) {
	if value != "" {
		w.WriteString(" " + name + `="`)
		w.escaped(value)
		w.WriteByte('"')
	}
}

// address writes an attribute with a URL. What is escaped already stays as it
// is, so that an address the author wrote is not changed.
func (w *writer) address(name, url string) {
	w.WriteString(" " + name + `="`)
	w.Write(util.EscapeHTML(util.URLEscape(util.StringToReadOnlyBytes(url), false)))
	w.WriteByte('"')
}

func (w *writer) id(n int) string {
	if n < len(w.view.IDs) {
		return w.view.IDs[n]
	}
	return ""
}

// permalink has no text of its own (the style draws its sign), so that an
// article's text is what its author wrote.
func (w *writer) permalink(id string) {
	if id == "" || w.furniture.theme == nil || w.furniture.bare {
		return
	}
	w.WriteString(`<a class="anchor"`)
	w.address("href", "#"+id)
	w.attr("aria-label", w.furniture.texts["article.anchor"])
	w.WriteString("></a>")
}

// tongues lead from a heading to the same one in other languages, for readers
// without scripts: with scripts, the language links in the header know where
// the reader is. Their text is drawn by the style, too.
func (w *writer) tongues(n int) {
	if n >= len(w.view.Tongues) || w.furniture.theme == nil || w.furniture.bare {
		return
	}
	for _, t := range w.view.Tongues[n] {
		w.WriteString(`<a class="tongue"`)
		w.address("href", w.view.Base.Href(t.URL))
		w.attr("hreflang", t.Lang.Tag)
		w.attr("lang", t.Lang.Tag)
		w.attr("aria-label", t.Lang.Name)
		w.WriteString("></a>")
	}
}

// target returns where a link leads; ok is false where nobody resolved it and
// it reads as written.
func (w *writer) target(n int) (t assemble.Target, ok bool) {
	if n < len(w.view.Targets) {
		return w.view.Targets[n], true
	}
	return assemble.Target{Href: w.doc.Links[n].Dest}, false
}

func (w *writer) link(n int) {
	t, resolved := w.target(n)
	if resolved && t.Href == "" {
		w.classes(n, "broken")
	} else {
		w.classes(n)
		w.address("href", t.Href)
	}
	w.attr("title", w.doc.Links[n].Title)
	w.attr("hreflang", t.Lang)
	if t.External {
		w.attr("rel", "noopener")
	}
}

func (w *writer) label(n int) {
	if w.furniture.theme == nil {
		return
	}
	s, err := text(w.furniture.texts, w.doc.Labels[n])
	if err != nil && w.err == nil {
		w.err = err
	}
	w.escaped(s)
}

func (w *writer) leaf(n int) {
	if w.furniture.twin {
		w.twinLeaf(n)
		return
	}
	l := &w.doc.Leaves[n]
	html, made := "", n < len(w.leaves)
	if made {
		html = w.leaves[n]
	} else {
		html = string(util.EscapeHTML([]byte(l.Text)))
	}
	switch {
	case l.Kind == markdown.ChartLeaf && made:
		w.chart(l, html)
	case l.Kind == markdown.CalcLeaf && made:
		w.calc(l, html)
	case l.Kind == markdown.DiagramLeaf && made:
		w.diagram(l, html)
	case l.Kind == markdown.ChartLeaf, l.Kind == markdown.CalcLeaf, l.Kind == markdown.DiagramLeaf:
		w.plainCode("", html)
	case l.Kind == markdown.CodeLeaf && (w.furniture.theme == nil || w.furniture.bare):
		if w.furniture.feed && l.Look != nil && l.Look.Title != "" {
			w.WriteString("<p><code>")
			w.escaped(l.Look.Title)
			w.WriteString("</code></p>\n")
		}
		w.plainCode(l.Lang, html)
	case l.Kind == markdown.CodeLeaf:
		w.code(l, html)
	case l.Display:
		tag := "span" // a div would end the paragraph around it
		if l.Block {
			tag = "div"
		}
		w.WriteString("<" + tag + ` class="math-display"`)
		if w.furniture.theme != nil {
			w.WriteString(` tabindex="0" role="group"`)
			w.attr("aria-label", w.furniture.texts["article.math"])
		}
		w.WriteString(">" + html + "</" + tag + ">")
	default:
		w.WriteString(`<span class="math">` + html + "</span>")
	}
}

func (w *writer) plainCode(lang, html string) {
	w.WriteString("<pre><code")
	if lang != "" {
		w.attr("class", "language-"+lang)
	}
	w.WriteString(">" + html + "</code></pre>")
}
