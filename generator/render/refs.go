package render

import (
	"slices"
	"strings"

	"duizhao/generator/site"
)

// aliases writes a heading's further ids as anchors of their own: the heading
// itself has the id that is its.
func (w *writer) aliases(n int) {
	if n >= len(w.view.Aliases) {
		return
	}
	for _, id := range w.view.Aliases[n] {
		w.WriteString("<span")
		w.attr("id", id)
		w.WriteString("></span>")
	}
}

// classes writes the classes of a link or picture and those of ours.
func (w *writer) classes(n int, more ...string) {
	w.attr("class", strings.Join(slices.Concat(more, w.doc.Links[n].Attrs.Classes), " "))
}

// linkText writes the text of a link whose author wrote none: the word and
// number of what it leads to, else its title, else its address.
func (w *writer) linkText(n int) {
	t, _ := w.target(n)
	switch {
	case t.Number != "":
		w.escaped(w.numbered(t.Kind, t.Number))
	case len(t.Title) > 0:
		if t.TitleLang != "" {
			w.WriteString("<span")
			w.attr("lang", t.TitleLang)
			w.WriteString(">")
		}
		w.runs(t.Title)
		if t.TitleLang != "" {
			w.WriteString("</span>")
		}
	default:
		w.escaped(w.doc.Links[n].Dest)
	}
}

// runs writes plain text, code and formulas as code.
func (w *writer) runs(runs []site.Run) {
	for _, r := range runs {
		if r.Field == site.Code || r.Field == site.TeX {
			w.WriteString("<code>")
			w.escaped(r.Text)
			w.WriteString("</code>")
			continue
		}
		w.escaped(r.Text)
	}
}

// number writes the number of a figure, table, equation or listing before its
// caption.
func (w *writer) number(n int) {
	if n >= len(w.view.Numbers) {
		return
	}
	w.WriteString(`<span class="no">`)
	w.escaped(w.numbered(w.doc.Numbered[n].Kind, w.view.Numbers[n]))
	w.WriteString("</span> ")
}

// numbered returns a number with the word of its kind, in the article's
// language; without a theme the number alone.
func (w *writer) numbered(kind site.LabelKind, number string) string {
	if w.furniture.theme == nil {
		return number
	}
	s, err := text(w.furniture.texts, "number."+string(kind))
	if err != nil && w.err == nil {
		w.err = err
	}
	return strings.ReplaceAll(s, "{n}", number)
}
