package assemble

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"duizhao/generator/content"
	"duizhao/generator/site"
)

// model is the site's pages in reading order.
type model struct {
	pages    []page
	byKey    map[string]*page
	byPath   map[string]*content.Source
	chapters []chapter
	written  map[string]bool // ids of languages with a text
}

// page is one text in all its languages.
type page struct {
	key      string
	texts    map[string]*content.Source // by language id; a missing one is a missing translation
	original *content.Source            // in the page's source language
	chapter  int                        // index in model.chapters; -1 for the home page
	place    int                        // index in that chapter's pages; -1 for the home page
	order    []content.Place
	number   string
}

// chapter is a top folder, or a page that stands beside them.
type chapter struct {
	name  string // first element of the keys
	pages []int  // indexes in model.pages, the chapter's own page first if it has one
	own   bool   // pages[0] is the chapter's own page
}

// url returns the page's address in a language, be it there or a fallback.
func (p *page) url(lang string) site.URL {
	if s := p.texts[lang]; s != nil {
		return s.URL
	}
	return site.PageURL(lang, p.key)
}

func newModel(tree *content.Tree) *model {
	m := &model{byKey: map[string]*page{}, byPath: map[string]*content.Source{}, written: map[string]bool{}}
	texts := map[string]map[string]*content.Source{}
	var keys []string
	for _, src := range tree.Sources {
		m.byPath[src.Path] = src
		m.written[src.Lang] = true
		if texts[src.Page] == nil {
			texts[src.Page] = map[string]*content.Source{}
			keys = append(keys, src.Page)
		}
		texts[src.Page][src.Lang] = src
	}
	for _, k := range keys {
		m.pages = append(m.pages, newPage(k, texts[k]))
	}
	m.settle()
	weights := map[string]int{} // of folders, from their index pages
	for _, p := range m.pages {
		if p.original.Index {
			weights[p.key] = p.original.Front.Weight
		}
	}
	slices.SortStableFunc(m.pages, func(p, q page) int { return compare(p, q, weights) })
	m.index()
	return m
}

// Ordered returns the texts of each page by their languages, in order of the
// pages.
func Ordered(tree *content.Tree) []map[string]*content.Source {
	var out []map[string]*content.Source
	for _, p := range newModel(tree).pages {
		out = append(out, p.texts)
	}
	return out
}

// settle gives a folder one place, that of the first of its pages, where
// languages number it differently: else its pages would not stand together.
func (m *model) settle() {
	places := map[string]content.Place{}
	for i := range m.pages {
		p := &m.pages[i]
		elements := strings.Split(p.key, "/")
		p.order = slices.Clone(p.original.Order)
		for j := range len(p.order) - 1 {
			folder := strings.Join(elements[:min(j+1, len(elements))], "/")
			if first, ok := places[folder]; ok {
				p.order[j] = first
			} else {
				places[folder] = p.order[j]
			}
		}
		if p.original.Index && p.key != "" {
			last := len(p.order) - 1
			if first, ok := places[p.key]; ok {
				p.order[last] = first
			} else {
				places[p.key] = p.order[last]
			}
		}
		p.number = number(p.order)
	}
}

// number joins the numeric prefixes of a place: "4.2"; "" where one is missing.
func number(order []content.Place) string {
	var numbers []string
	for _, place := range order {
		if place.Number < 0 {
			return ""
		}
		numbers = append(numbers, strconv.Itoa(place.Number))
	}
	return strings.Join(numbers, ".")
}

func newPage(key string, texts map[string]*content.Source) page {
	return page{key: key, texts: texts, original: content.Original(texts), chapter: -1, place: -1}
}

// compare orders two pages by their path, element by element; a folder's own
// page comes before those in it. Weight, where given, orders before the place.
func compare(p, q page, weights map[string]int) int {
	a, b := p.order, q.order
	for i := range min(len(a), len(b)) {
		if c := cmp.Or(cmp.Compare(weight(p, i, weights), weight(q, i, weights)), a[i].Compare(b[i])); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a), len(b))
}

// weight returns the weight that orders the i-th element of a page's path:
// of the folder it is, or of the page itself. Unset counts as last.
func weight(p page, i int, weights map[string]int) int {
	w := p.original.Front.Weight
	if i < len(p.order)-1 {
		elements := strings.SplitN(p.key, "/", i+2)
		w = weights[strings.Join(elements[:min(i+1, len(elements))], "/")]
	}
	if w == 0 {
		return int(^uint(0) >> 1)
	}
	return w
}

// index fills in the look-ups once the pages have their order.
func (m *model) index() {
	for i := range m.pages {
		p := &m.pages[i]
		m.byKey[p.key] = p
		if p.key == "" {
			continue
		}
		name, _, below := strings.Cut(p.key, "/")
		last := len(m.chapters) - 1
		if last < 0 || m.chapters[last].name != name {
			m.chapters = append(m.chapters, chapter{name: name, own: !below})
			last++
		}
		p.chapter, p.place = last, len(m.chapters[last].pages)
		m.chapters[last].pages = append(m.chapters[last].pages, i)
	}
}
