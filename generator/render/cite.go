package render

import (
	"slices"
	"strings"

	"duizhao/generator/assemble"
)

// cite writes a citation: a link to each work in the page's list, between
// brackets. One that nobody resolved reads as it was written.
func (w *writer) cite(n int) {
	if n >= len(w.view.Citations) {
		w.escaped(w.doc.Cites[n].Source)
		return
	}
	open, comma, semicolon, close := w.citeSigns(w.view.Citations[n])
	w.WriteString(`<span class="cite">` + open)
	for i, item := range w.view.Citations[n].Items {
		if i > 0 {
			w.WriteString(semicolon)
		}
		if item.Prefix != "" {
			w.escaped(item.Prefix)
			w.WriteByte(' ')
		}
		w.cited(item)
		if item.Locator != "" {
			w.WriteString(comma)
			w.escaped(item.Locator)
		}
	}
	w.WriteString(close + "</span>")
}

// citeSigns returns the punctuation of a citation: that of the form with numbers,
// or of the text's language. Numbers alone are parted by commas.
func (w *writer) citeSigns(c assemble.Citation) (open, comma, semicolon, close string) {
	words := func(i assemble.CitedItem) bool { return i.Prefix != "" || i.Locator != "" }
	switch {
	case w.view.Numbered && !slices.ContainsFunc(c.Items, words):
		return "[", ", ", ", ", "]"
	case w.view.Numbered:
		return "[", ", ", "; ", "]"
	case strings.HasPrefix(w.view.TextLang.Tag, "zh"):
		return "（", "，", "；", "）"
	}
	return "(", ", ", "; ", ")"
}

// cited writes one work of a citation. A number alone says nothing to those who
// hear links out of their text, so it has a name.
func (w *writer) cited(item assemble.CitedItem) {
	if item.Text == "" {
		w.WriteString("<span")
		w.attr("class", "broken")
		w.WriteByte('>')
		w.escaped("@" + item.Key)
		w.WriteString("</span>")
		return
	}
	w.WriteString("<a")
	w.attr("id", item.ID)
	w.address("href", "#"+item.Ref)
	w.attr("role", "doc-biblioref")
	w.attr("lang", item.Lang)
	if item.Name != "" && w.furniture.theme != nil {
		w.attr("aria-label", strings.NewReplacer("{n}", item.Text, "{work}", item.Name).Replace(w.furniture.texts["references.cited"]))
	}
	w.WriteByte('>')
	w.escaped(item.Text)
	w.WriteString("</a>")
}

// references is the data of partials/references.html: the works that a page
// cites, in the words of its text's language.
type references struct {
	shell
	Entries  []assemble.Reference
	Numbered bool
}

// CitedWorks are the works that the page cites; nil for none, and on the page
// of all, which has them as its text.
func (p *page) CitedWorks() *references {
	if len(p.References) == 0 || p.Kind == assemble.References {
		return nil
	}
	words := p.shell
	words.tag, words.texts = p.TextLang.Tag, p.theme.texts[p.theme.table(p.TextLang.Tag)]
	return &references{words, p.References, p.Numbered}
}

// Count counts from one.
func (references) Count(i int) int { return i + 1 }
