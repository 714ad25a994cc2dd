package assemble

import (
	"cmp"
	"fmt"
	"strconv"

	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// What is labelled is counted by kind in its chapter, in page order: "4.2" is
// the second figure of chapter 4. In each language what its readers see counts,
// so a page that is missing in it counts with the text shown instead, and both
// languages of a pair agree as long as their texts do.

// labels are a site's labels and their numbers.
type labels struct {
	numbers   map[site.TextID][]string       // of the page shown, by ordinal in its Doc's Numbered
	byLabel   map[string]map[string]labelled // by language shown and label
	bySection map[string]map[string][]*page  // pages by language shown and id of a heading on them, once asked
}

// labelled is what a label names.
type labelled struct {
	page *page
	at   int // ordinal in Doc.Numbered; -1 for a section
}

// spot is what stands at a fragment of a text.
type spot struct {
	heading int // ordinal; -1 if it is none
	label   int // ordinal in Doc.Numbered; -1 if it is none
	title   bool
}

// number gives out the numbers and collects what links may name.
func (a *assembler) number() {
	a.spots = map[site.TextID]map[string]spot{}
	a.labels = labels{map[site.TextID][]string{}, map[string]map[string]labelled{}, map[string]map[string][]*page{}}
	for _, l := range a.Settings.Langs {
		a.byLabel[l.ID] = map[string]labelled{}
		type counter struct {
			chapter int
			kind    site.LabelKind
		}
		counts := map[counter]int{}
		for i := range a.model.pages {
			p := &a.model.pages[i]
			d := a.shown(p, l.ID)
			if d == nil {
				continue
			}
			var numbers []string
			for at, n := range d.Numbered {
				key := counter{p.chapter, n.Kind}
				number := n.Own
				if number == "" {
					counts[key]++
					number = chapterNumber(p) + strconv.Itoa(counts[key])
				}
				numbers = append(numbers, number)
				a.label(p, l.ID, n.ID, n.Start, at)
			}
			if numbers != nil {
				a.numbers[site.TextID{Page: p.key, Lang: l.ID}] = numbers
			}
			a.sections(p, l.ID, func(id string, start int) {
				if kind, ok := site.LabelOf(id); ok && kind == site.Section {
					a.label(p, l.ID, id, start, -1)
				}
			})
		}
	}
	a.compareNumbers()
}

// shown returns the Doc that readers of a language see on a page.
func (a *assembler) shown(p *page, lang string) *markdown.Doc {
	return a.Docs[cmp.Or(p.texts[lang], p.original).TextID]
}

// chapterNumber is what stands before a number: "4." in chapter 4, nothing where
// the chapter has none.
func chapterNumber(p *page) string {
	if p.chapter < 0 || len(p.order) == 0 || p.order[0].Number < 0 {
		return ""
	}
	return strconv.Itoa(p.order[0].Number) + "."
}

// label enters a label of a page as a language shows it; the first one counts.
// On one page a second one is reported with the ids.
func (a *assembler) label(p *page, lang, id string, start, at int) {
	first, taken := a.byLabel[lang][id]
	if !taken {
		a.byLabel[lang][id] = labelled{p, at}
		return
	}
	s := p.texts[lang]
	if first.page == p || s == nil {
		return
	}
	other := first.page.original
	if t := first.page.texts[lang]; t != nil {
		other = t
	}
	a.add(s, diag.Note{
		Start: start, End: start + len(id), Severity: diag.Error, Code: "duplicate-label",
		Text: fmt.Sprintf("the label %q is taken in %q", id, other.Path),
		Hint: "a label is one of its kind in the whole site: give one of the two another",
	})
}

// sections calls f with the ids of a page's title and headings, as a language
// shows it, and where the author gave them.
func (a *assembler) sections(p *page, lang string, f func(id string, start int)) {
	s := cmp.Or(p.texts[lang], p.original)
	d := a.Docs[s.TextID]
	if d == nil {
		return
	}
	f(d.TitleID, d.TitleIDStart)
	for i, id := range a.ids[s.TextID] {
		f(id, d.Headings[i].IDStart)
	}
}

// pagesWith returns the pages that have a heading with an id, as a language
// shows them.
func (a *assembler) pagesWith(lang, id string) []*page {
	if a.bySection[lang] == nil {
		all := map[string][]*page{}
		for i := range a.model.pages {
			p := &a.model.pages[i]
			a.sections(p, lang, func(id string, _ int) { all[id] = append(all[id], p) })
		}
		a.bySection[lang] = all
	}
	return a.bySection[lang][id]
}

// at returns what the fragments of a text may name.
func (a *assembler) at(id site.TextID) map[string]spot {
	if a.spots[id] == nil && a.Docs[id] != nil {
		a.spots[id] = a.spotsOf(id, a.Docs[id])
	}
	return a.spots[id]
}

// spotsOf lists what the fragments of a text may name.
func (a *assembler) spotsOf(id site.TextID, d *markdown.Doc) map[string]spot {
	out := map[string]spot{}
	for _, anchor := range d.Anchors {
		out[anchor.ID] = spot{heading: -1, label: -1}
	}
	for i, n := range d.Numbered {
		out[n.ID] = spot{heading: -1, label: i}
	}
	for i, aliases := range a.also[id] {
		for _, alias := range aliases {
			out[alias] = spot{heading: i, label: -1}
		}
	}
	for i, h := range a.ids[id] {
		out[h] = spot{heading: i, label: -1}
	}
	if d.TitleID != "" {
		out[d.TitleID] = spot{heading: -1, label: -1, title: true}
	}
	return out
}

// compareNumbers reports where two languages of a page do not agree: a label
// that only one has, or the first of a kind in a chapter whose number differs.
// What follows a difference differs too, and is not said again.
func (a *assembler) compareNumbers() {
	type place struct {
		chapter int
		kind    site.LabelKind
		lang    string
	}
	said := map[place]bool{}
	for i := range a.model.pages {
		p := &a.model.pages[i]
		for _, l := range a.Settings.Langs {
			s := p.texts[l.ID]
			if s == nil || s == p.original || a.Docs[s.TextID] == nil || a.Docs[p.original.TextID] == nil {
				continue
			}
			missing := a.missingLabels(p, p.original.Lang, l.ID)
			missing = append(missing, a.missingLabels(p, l.ID, p.original.Lang)...)
			for _, kind := range missing {
				said[place{p.chapter, kind, l.ID}] = true
			}
			for at, n := range a.Docs[s.TextID].Numbered {
				here := a.numbers[s.TextID][at]
				there, ok := a.byLabel[p.original.Lang][n.ID]
				if key := (place{p.chapter, n.Kind, l.ID}); ok && there.page == p && there.at >= 0 && !said[key] {
					if number := a.numbers[p.original.TextID][there.at]; number != here {
						said[key] = true
						a.mismatch(p, l.ID, n, fmt.Sprintf("%q is number %s here, but %s in %q", n.ID, here, number, p.original.Path))
					}
				}
			}
		}
	}
}

// missingLabels reports labels of a page that the text in another language
// lacks, and returns their kinds.
func (a *assembler) missingLabels(p *page, lang, other string) []site.LabelKind {
	var out []site.LabelKind
	for _, n := range a.Docs[p.texts[lang].TextID].Numbered {
		if s, ok := a.at(p.texts[other].TextID)[n.ID]; !ok || s.label < 0 {
			out = append(out, n.Kind)
			a.mismatch(p, lang, n, fmt.Sprintf("nothing has the label %q in %q", n.ID, p.texts[other].Path))
		}
	}
	return out
}

func (a *assembler) mismatch(p *page, lang string, n site.Numbered, text string) {
	a.add(p.texts[lang], diag.Note{
		Start: n.Start, End: n.End, Severity: diag.Warning, Code: "number-mismatch", Text: text,
		Hint: "label the same things in the same order in both languages",
	})
}
