package render

import (
	"slices"
	"strings"

	"duizhao/generator/assemble"
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
// number of what it leads to, its title, or both; else its address.
func (w *writer) linkText(n int) {
	t, _ := w.target(n)
	switch {
	case t.Number != "" && len(t.Title) > 0:
		before, after, _ := strings.Cut(strings.ReplaceAll(w.word("number.heading"), "{n}", t.Number), "{title}")
		w.escaped(before)
		w.title(t)
		w.escaped(after)
	case t.Number != "":
		w.escaped(w.numbered(t.Kind, t.Number))
	case len(t.Title) > 0:
		w.title(t)
	default:
		w.escaped(w.doc.Links[n].Dest)
	}
}

func (w *writer) title(t assemble.Target) {
	if t.TitleLang == "" {
		w.runs(t.Title)
		return
	}
	w.WriteString("<span")
	w.attr("lang", t.TitleLang)
	w.WriteString(">")
	w.runs(t.Title)
	w.WriteString("</span>")
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
// language.
func (w *writer) numbered(kind site.LabelKind, number string) string {
	return strings.ReplaceAll(w.word("number."+string(kind)), "{n}", number)
}

// word returns a text of the interface; without a theme nothing but what is
// filled in.
func (w *writer) word(key string) string {
	if w.furniture.theme == nil {
		return "{n}"
	}
	s, err := text(w.furniture.texts, key)
	if err != nil && w.err == nil {
		w.err = err
	}
	return s
}

// name writes an accessible name; without a theme there are no words for it.
func (w *writer) name(n int) {
	if w.furniture.theme != nil {
		name := w.doc.Names[n]
		w.attr("aria-label", strings.ReplaceAll(w.word(name.Key), "{n}", name.N))
	}
}
