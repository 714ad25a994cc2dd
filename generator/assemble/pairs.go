package assemble

import (
	"slices"
	"strings"

	"duizhao/generator/content"
	"duizhao/generator/site"
)

// A page that is written in two languages has two paired pages beside its own:
// both texts row by row, one of the languages leading. The leading language
// gives the page its furniture, its ids and its place among the rows; ids of
// the second text end in Suffix of its language, so that each is one of its
// kind. Whoever reads in two languages goes on reading in two: links, previous
// and next lead to paired pages where there are any.

// Pair is one paired page: both texts as pages, the leading one first. Their
// Views are the paired page's own; the furniture is in the first.
type Pair struct {
	A, B Page
}

// URL is the address of the paired page.
func (p Pair) URL() site.URL { return p.A.View.URL }

// Paired is what the View of a paired page has beyond that of a text.
type Paired struct {
	Lang   site.Lang // of the second text
	Title  string    // its title
	Single site.URL  // its own page
	Swap   site.URL  // the same two texts, the other one leading
	Rows   []PairedRow

	Original string // the id of the language in which the page was written first
	Updated  string // the day on which the second text last changed; "" if unknown
}

// PairedRow is what stands side by side, by ordinals of blocks.
type PairedRow struct {
	Key   int // one number in all languages and pages; 0 for none
	A, B  []int
	Moved bool
	Stale Staleness // of the one text as the translation of the other
}

// PairLink is a link to the paired page with another language.
type PairLink struct {
	Lang site.Lang
	URL  site.URL
}

// Suffix is what the ids of the second language of a paired page end in.
func Suffix(lang site.Lang) string { return "--" + lang.ID }

// pairURL returns the address of the paired page of two texts, the leading one
// first.
func pairURL(lead, other *content.Source) site.URL {
	return site.PairURL(lead.Lang, other.Lang, strings.Trim(strings.TrimPrefix(lead.URL.Path, lead.Lang+"/"), "/"))
}

// pairLinks are the links from a text to its paired pages, that with the original
// first: pages lead to it alone, and from there to the others.
func (a *assembler) pairLinks(p *page, lang string) []PairLink {
	own := p.texts[lang]
	if own == nil {
		return nil
	}
	var out []PairLink
	for _, l := range a.Settings.Langs {
		if s := p.texts[l.ID]; s != nil && s != own {
			link := PairLink{l, pairURL(own, s)}
			if s == p.original {
				out = slices.Insert(out, 0, link)
			} else {
				out = append(out, link)
			}
		}
	}
	return out
}

// pairs makes the paired pages of pages.
func (a *assembler) pairs(pages []Page) []Pair {
	views := map[site.TextID]Page{}
	for _, p := range pages {
		if !p.View.Fallback {
			views[p.TextID] = p
		}
	}
	var out []Pair
	for i := range a.model.pages {
		a.firstPair = append(a.firstPair, len(out))
		out = append(out, a.pagePairs(i, func(id site.TextID) Page { return views[id] })...)
	}
	return out
}

// pagePairs makes the paired pages of the i-th page.
func (a *assembler) pagePairs(i int, text func(site.TextID) Page) []Pair {
	p := &a.model.pages[i]
	var out []Pair
	for _, lead := range a.Settings.Langs {
		for _, link := range a.pairLinks(p, lead.ID) {
			key := [2]string{lead.ID, link.Lang.ID}
			if a.pairMaps[key].urls == nil {
				a.pairMaps[key] = a.pairMap(lead, link.Lang)
			}
			x, y := text(site.TextID{Page: p.key, Lang: lead.ID}), text(site.TextID{Page: p.key, Lang: link.Lang.ID})
			out = append(out, a.pair(p, x, y, a.pairMaps[key]))
		}
	}
	return out
}

// pair makes one paired page of two pages.
func (a *assembler) pair(p *page, x, y Page, m pairMap) Pair {
	v, w := *x.View, *y.View
	paired := &Paired{Lang: w.Lang, Title: w.Title, Single: w.URL, Swap: pairURL(y.Source, x.Source), Original: p.original.Lang, Updated: w.Updated}
	if x.Doc != nil && y.Doc != nil {
		paired.Rows = a.pairedRows(p, x.Source, y.Source)
		paired.tell(p, x, y)
	}
	v.Paired, v.Front, w.Front = paired, nil, nil
	v.URL = pairURL(x.Source, y.Source)
	v.NoIndex, v.InSearch, v.EditURL, v.Pairs, v.Keys, v.Tongues = true, false, "", nil, nil, nil
	for _, link := range x.View.Pairs { // the third language and those after it
		if link.Lang.ID != w.Lang.ID {
			v.Pairs = append(v.Pairs, link)
		}
	}
	v.Alternates = slices.Clone(v.Alternates)
	for i := range v.Alternates {
		v.Alternates[i].Current = false
	}
	v.Nav = m.nav(v.Nav)
	v.Crumbs, v.Prev, v.Next = m.links(v.Crumbs), m.link(v.Prev), m.link(v.Next)
	if v.Contents != nil {
		v.Contents = slices.Clone(v.Contents)
		for i, c := range v.Contents {
			v.Contents[i] = ContentsEntry{NavLink: *m.link(&c.NavLink), Pages: m.links(c.Pages)}
		}
	}
	v.Targets = m.targets(v.Targets, "")
	switch p.original { // what the reader is told is of the two texts that are here
	case y.Source:
		w.Translated = nil
	case x.Source:
		v.Translated = w.Translated
	default:
		v.Translated, w.Translated = nil, nil
	}
	v.seal()
	// Of the second text only what its article shows; what is around it would
	// change the page's key for nothing.
	w.Nav, w.Contents, w.Crumbs, w.Prev, w.Next, w.TOC, w.Alternates, w.Pairs, w.Keys, w.Tongues, w.EditURL = nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, ""
	w.Published, w.Updated = "", ""
	w.URL, w.Targets = v.URL, m.targets(w.Targets, Suffix(w.Lang))
	w.seal()
	x.View, y.View = &v, &w
	x.Parts, y.Parts = m.parts(x.Parts, ""), m.parts(y.Parts, Suffix(w.Lang))
	return Pair{x, y}
}

// pairMap leads from pages in one language to those paired with another.
type pairMap struct {
	base site.Base
	urls map[string]site.URL // by the path of a page in either language
	navs map[*Nav]*Nav
}

func (a *assembler) pairMap(lead, other site.Lang) pairMap {
	m := pairMap{a.Base, map[string]site.URL{}, map[*Nav]*Nav{}}
	for _, p := range a.model.pages {
		if x, y := p.texts[lead.ID], p.texts[other.ID]; x != nil && y != nil {
			m.urls[x.URL.Path], m.urls[y.URL.Path] = pairURL(x, y), pairURL(x, y)
		}
	}
	return m
}

func (m pairMap) link(l *NavLink) *NavLink {
	if l == nil {
		return nil
	}
	out := *l
	if u, ok := m.urls[l.URL.Path]; ok {
		out.URL = u
	}
	return &out
}

func (m pairMap) links(in []NavLink) []NavLink {
	var out []NavLink
	for _, l := range in {
		out = append(out, *m.link(&l))
	}
	return out
}

// nav is the navigation with its links led on; pages of a chapter share it.
func (m pairMap) nav(n *Nav) *Nav {
	if n == nil {
		return nil
	}
	if m.navs[n] == nil {
		out := *n
		out.Chapters, out.Pages = m.links(n.Chapters), m.links(n.Pages)
		out.seal()
		m.navs[n] = &out
	}
	return m.navs[n]
}

// targets leads links to pages on to paired ones. A fragment names a place of
// the text that the link stands in.
func (m pairMap) targets(in []Target, suffix string) []Target {
	out := slices.Clone(in)
	for i, t := range out {
		u, ok := m.urls[t.url.Path]
		if !ok || t.Lang != "" {
			continue
		}
		if t.url.Fragment != "" {
			u.Fragment = t.url.Fragment + suffix
		}
		out[i].Href = m.base.Href(u)
	}
	return out
}

func (m pairMap) parts(in []*Part, suffix string) []*Part {
	if in == nil {
		return nil
	}
	out := make([]*Part, len(in))
	for i, p := range in {
		if p == nil {
			continue
		}
		v := *p.View
		v.Targets = m.targets(v.Targets, suffix)
		v.seal()
		out[i] = &Part{Source: p.Source, Doc: p.Doc, View: &v, Parts: m.parts(p.Parts, suffix)}
	}
	return out
}
