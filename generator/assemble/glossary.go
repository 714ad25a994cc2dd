package assemble

import (
	"fmt"

	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/refs"
	"duizhao/generator/site"
)

// GlossaryPage is the page with all terms of a language.
const GlossaryPage Kind = "glossary"

// pagesOfTerm is how many pages the glossary links to from a term: a term may
// stand on every page, and its entry must not grow with the site.
const pagesOfTerm = 12

// TermCard is what a page shows of a term.
type TermCard struct {
	Term       string // id; "" if unknown
	Href       string // of its entry in the glossary, base path included
	Definition string // may be ""
	ID         string // of the element with the definition, which a page has once
}

// TermMark is the first use of a term with its card.
type TermMark struct {
	Mark
	Card TermCard
}

// GlossaryGroup is the terms under one letter.
type GlossaryGroup struct {
	Initial string
	Entries []GlossaryEntry
}

// GlossaryEntry is a term on the glossary's page.
type GlossaryEntry struct {
	ID         string
	Name       string
	Also       []string
	Definition string
	Others     []GlossaryOther // the term in the other languages
	Pages      []NavLink       // that use it, in reading order; a dozen at most
	More       int             // how many further ones there are
}

// GlossaryOther is a term in another language, with its entry there.
type GlossaryOther struct {
	Lang site.Lang
	Name string
	URL  site.URL
}

// termUses lists the pages that use a term, as indexes in the model.
type termUses map[termIn][]int

type termIn struct{ term, lang string }

// useTerms fills in what the i-th page's text uses of the glossary, and reports
// what the glossary does not have.
func (a *assembler) useTerms(v *View, i int, src *content.Source, d *markdown.Doc) {
	cards := map[string]int{} // by term: how many there are
	for _, t := range d.Terms {
		var term *refs.Term
		if a.Glossary != nil {
			term = a.Glossary.Lookup(src.Lang, t.Name)
		}
		if term == nil && !v.Fallback {
			a.unknownTerm(src, t)
		}
		v.Terms = append(v.Terms, a.card(term, v.TextLang, cards))
	}
	if a.Glossary == nil {
		return
	}
	for _, m := range a.Marks(d, v.TextLang) {
		v.Marks = append(v.Marks, TermMark{m, a.card(a.Glossary.Term(m.Term), v.TextLang, cards)})
	}
	if v.Fallback {
		return
	}
	if a.uses == nil {
		a.uses = termUses{}
	}
	for id := range cards {
		a.now.terms = with(a.now.terms, id)
		if a.patching {
			continue // they are the same, or the patch is given up
		}
		in := termIn{id, src.Lang}
		a.uses[in] = append(a.uses[in], i)
	}
}

// card returns a term's card in a language. A term may be shown several times
// where the author says so, each time with a card of its own.
func (a *assembler) card(t *refs.Term, lang site.Lang, cards map[string]int) TermCard {
	if t == nil {
		return TermCard{}
	}
	c := TermCard{Term: t.ID, Href: a.Base.Href(a.entry(t, lang.ID)), Definition: t.Definition[lang.ID], ID: "_term-" + t.ID}
	if cards[t.ID]++; cards[t.ID] > 1 {
		c.ID += fmt.Sprintf(".%d", cards[t.ID])
	}
	return c
}

// entry returns where a term is explained: in a language or, where it has no
// name there, in the first that it has one in.
func (a *assembler) entry(t *refs.Term, lang string) site.URL {
	if t.Name(lang) == "" {
		for _, l := range a.Settings.Langs {
			if t.Name(l.ID) != "" {
				lang = l.ID
				break
			}
		}
	}
	return site.PageURL(lang, string(GlossaryPage)).At(t.ID)
}

func (a *assembler) unknownTerm(src *content.Source, t markdown.Term) {
	hint := fmt.Sprintf(`the site has no glossary: write %s/%s, or \[[ for brackets`, content.Root, refs.GlossaryFile)
	if a.Glossary != nil {
		hint = a.Glossary.Suggest(src.Lang, t.Name)
		if hint == "" {
			hint = fmt.Sprintf(`add it to %s/%s, or write \[[ for brackets`, content.Root, refs.GlossaryFile)
		}
	}
	a.add(src, diag.Note{
		Start: t.Start, End: t.End, Severity: diag.Error, Code: "unknown-term",
		Text: fmt.Sprintf("the glossary has no term %q", t.Name), Hint: hint,
	})
}

// glossary fills the page of all terms; the pages that use them have been made
// before.
func (a *assembler) glossary(v *View) {
	v.InSearch = true
	for _, g := range a.Glossary.Sorted(v.Lang) {
		group := GlossaryGroup{Initial: g.Initial}
		for _, t := range g.Terms {
			group.Entries = append(group.Entries, a.glossaryEntry(t, v.Lang))
		}
		v.Glossary = append(v.Glossary, group)
	}
}

func (a *assembler) glossaryEntry(t *refs.Term, lang site.Lang) GlossaryEntry {
	e := GlossaryEntry{ID: t.ID, Name: t.Name(lang.ID), Also: t.Forms[lang.ID][1:], Definition: t.Definition[lang.ID]}
	for _, l := range a.Settings.Langs {
		if name := t.Name(l.ID); name != "" && l.ID != lang.ID {
			e.Others = append(e.Others, GlossaryOther{Lang: l, Name: name, URL: a.entry(t, l.ID)})
		}
	}
	pages := a.uses[termIn{t.ID, lang.ID}]
	e.More = max(0, len(pages)-pagesOfTerm)
	for _, i := range pages[:len(pages)-e.More] {
		e.Pages = append(e.Pages, *a.link(i, lang))
	}
	return e
}
