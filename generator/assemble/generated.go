package assemble

import (
	"duizhao/generator/content"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// Kind is a kind of page that no source stands behind. It is the page's key too,
// and its templates are generated/KIND.html.
type Kind string

// SearchPage is the page of a language's search, in the folder of its index.
const SearchPage Kind = "search"

// generated makes the pages without a source, in all languages. Each kind is a
// function that fills its part of a View, or reports that the site has no such
// page.
func (a *assembler) generated() []Page {
	var out []Page
	for _, g := range a.generators() {
		for _, lang := range a.Settings.Langs {
			v := a.generatedView(g.kind, string(g.kind), lang)
			g.fill(v)
			out = append(out, a.finished(v))
		}
	}
	return append(out, a.tagPages()...)
}

// generator makes the pages of one kind.
type generator struct {
	kind Kind
	fill func(*View)
}

// generators lists the kinds that this site has.
func (a *assembler) generators() []generator {
	var out []generator
	if a.Glossary != nil {
		out = append(out, generator{GlossaryPage, a.glossary})
	}
	if len(a.cites.cited) > 0 {
		out = append(out, generator{References, a.cites.all})
	}
	if len(a.tags) > 0 {
		out = append(out, generator{tagsKind, a.fillTags})
	}
	// What readers ask for is no page that search engines should keep.
	return append(out, generator{SearchPage, func(v *View) { v.NoIndex = true }})
}

// kinds are those that every page links to; search has a button of its own.
func (a *assembler) kinds() []Kind {
	var out []Kind
	for _, g := range a.generators() {
		if g.kind != SearchPage {
			out = append(out, g.kind)
		}
	}
	return out
}

// generatedView is the View of a page without a source, at a key; its title is
// the interface's text KIND.title.
func (a *assembler) generatedView(kind Kind, key string, lang site.Lang) *View {
	v := &View{
		Base: a.Base, Lang: lang, TextLang: lang, Kind: kind, Page: key,
		URL: site.PageURL(lang.ID, key), Canonical: site.PageURL(lang.ID, key),
		SiteTitle: a.Settings.Title.In(lang.ID), Repository: a.Settings.Repository,
		Footer: a.Settings.Theme.Footer.In(lang.ID), Generated: a.kinds(), Feed: a.fed[lang.ID],
		Nav: a.nav(lang, -1, -1), Owner: a.owner(lang.ID), Version: a.version(), NoIndex: a.kept(),
	}
	if home := a.model.byKey[""]; home != nil {
		v.Crumbs = []NavLink{{Title: v.SiteTitle, URL: home.url(lang.ID)}}
	}
	for _, l := range a.Settings.Langs {
		v.Alternates = append(v.Alternates, Alternate{Lang: l, URL: site.PageURL(l.ID, key), Real: true, Current: l.ID == lang.ID})
	}
	return v
}

// finished seals the View of a page without a source.
func (a *assembler) finished(v *View) Page {
	v.seal()
	return Page{
		TextID: site.TextID{Page: v.Page, Lang: v.Lang.ID},
		Source: &content.Source{TextID: site.TextID{Page: v.Page, Lang: v.Lang.ID}}, Doc: &markdown.Doc{}, View: v,
	}
}
