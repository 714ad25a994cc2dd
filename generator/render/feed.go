package render

import (
	"html/template"
	"slices"
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/site"
)

// Feed returns the Atom feed of a language (RFC 4287), with its entries' texts in
// full. texts[i] is that of f.Entries[i].
//
// An entry's id is its address, which stays as long as the page is there. Its only
// alternate link is its own: readers exist that take the last one with HTML behind
// it as the entry's address, and would open another language. So translations are
// told of once, as the feeds of the other languages.
func Feed(f *assemble.Feed, texts []Text, t *Theme) ([]byte, error) {
	w := &xmlWriter{}
	w.WriteString(xmlHead + `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="` + xmlText(f.Lang.Tag) + `">` + "\n")
	self := f.Base.Absolute(site.Feed(f.Lang.ID))
	w.element("", "id", self)
	w.element("", "title", f.Title)
	w.element("", "subtitle", f.Description)
	w.element("", "updated", atomTime(f.Entries[0].View.Day()))
	if w.authors("", f.Authors); len(f.Authors) == 0 {
		w.authors("", []assemble.Author{{Name: f.Title}}) // a feed must have an author
	}
	const atom = "application/atom+xml"
	w.empty("", "link", "rel", "self", "type", atom, "href", self)
	w.empty("", "link", "rel", "alternate", "type", "text/html", "hreflang", f.Lang.Tag, "href", f.Base.Absolute(site.PageURL(f.Lang.ID, "")))
	for _, o := range f.Others {
		w.empty("", "link", "rel", "alternate", "type", atom, "hreflang", o.Tag, "href", f.Base.Absolute(site.Feed(o.ID)))
	}
	for _, text := range texts {
		if err := w.entry(text, f, t); err != nil {
			return nil, err
		}
	}
	w.WriteString("</feed>\n")
	return []byte(w.String()), nil
}

func (w *xmlWriter) authors(indent string, all []assemble.Author) {
	for _, a := range all {
		w.WriteString(indent + "<author>\n")
		w.element(indent+"  ", "name", a.Name)
		w.WriteString(indent + "</author>\n")
	}
}

// atomTime is the first moment of a day: it is not known better.
func atomTime(day string) string {
	if day == "" {
		return ""
	}
	return day + "T00:00:00Z"
}

func (w *xmlWriter) entry(text Text, f *assemble.Feed, t *Theme) error {
	v := text.View
	html, err := entryHTML(text, t)
	if err != nil {
		return err
	}
	address := v.Base.Absolute(v.URL)
	w.WriteString("<entry>\n")
	w.element("  ", "id", address)
	title := v.Title
	if strings.TrimSpace(title) == "" {
		title = address // an entry must have a title
	}
	w.element("  ", "title", title)
	if !slices.Equal(v.Authors, f.Authors) {
		w.authors("  ", v.Authors)
	}
	w.element("  ", "updated", atomTime(v.Day()))
	w.element("  ", "published", atomTime(v.Published))
	w.empty("  ", "link", "rel", "alternate", "type", "text/html", "hreflang", v.TextLang.Tag, "href", address)
	for _, tag := range v.Tags {
		w.empty("  ", "category", "term", tag.Title)
	}
	w.element("  ", "summary", v.About)
	w.WriteString(`  <content type="html">` + xmlText(html) + "</content>\n</entry>\n")
	return nil
}

// entryHTML returns a text as an entry has it, with the works that it cites.
// Entries are shown among those of other sites: the text says its language and
// direction itself.
func entryHTML(text Text, t *Theme) (string, error) {
	v := text.View
	w := writer{doc: text.Doc, view: v, leaves: text.Leaves, parts: text.Parts, furniture: t.furniture(v.TextLang.Tag)}
	w.furniture.bare, w.furniture.feed = true, true
	var b strings.Builder
	b.WriteString("<div" + langAttrs(v.TextLang, site.Lang{Dir: "ltr"}) + ">\n" + w.article())
	if w.err != nil {
		return "", w.err
	}
	works := newPage(text.Doc, v, "", t, text.Parts).CitedWorks()
	if works != nil && t.templates.Lookup("partials/references.html") != nil {
		if err := t.templates.ExecuteTemplate(&b, "partials/references.html", works); err != nil {
			return "", t.fault("partials/references.html", err)
		}
	}
	b.WriteString("</div>")
	return plainHTML(b.String(), v.Base.Absolute(v.URL)), nil
}

// inWords writes a chart, a diagram or a calculator where neither style nor
// scripts are: what it says in words, which may be "", and a link to its page.
func (w *writer) inWords(html string) {
	w.WriteString(html + `<p><a href="` + template.HTMLEscapeString(w.view.Base.Absolute(w.view.URL)) + `">`)
	w.escaped(w.say("feed.page"))
	w.WriteString("</a></p>\n")
}
