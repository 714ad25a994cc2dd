package assemble

import (
	"strconv"

	"duizhao/generator/site"
)

// window is how many chapters or pages the navigation shows on each side of
// the current one. No page carries the whole site: what a reader fetches must
// not grow with it.
const window = 15

type navKey struct {
	lang    string
	chapter int // of the page; -1 for the home page
	slot    int // which window of a long chapter
}

// navigate fills in the navigation of the i-th page.
func (a *assembler) navigate(v *View, i int) {
	p := &a.model.pages[i]
	if p.chapter >= 0 {
		v.Crumbs = a.crumbs(p, i, v.Lang)
	}
	v.Nav = a.nav(v.Lang, p.chapter, p.place)
	if i > 0 {
		v.Prev = a.link(i-1, v.Lang)
	}
	if i < len(a.model.pages)-1 {
		v.Next = a.link(i+1, v.Lang)
	}
	if v.Home {
		v.Contents = a.contents(v.Lang)
	}
}

// link returns a link to the i-th page in a language.
func (a *assembler) link(i int, lang site.Lang) *NavLink {
	p := &a.model.pages[i]
	src := p.texts[lang.ID]
	out := NavLink{Number: p.number, URL: p.url(lang.ID)}
	if src == nil {
		src = p.original
		l, _ := a.Settings.Lang(src.Lang)
		out.Lang = l.Tag
	}
	out.Title = a.title(src)
	return &out
}

// chapterLink returns a link to a chapter's own page, or to its first page
// under the folder's name.
func (a *assembler) chapterLink(c int, lang site.Lang) NavLink {
	ch := a.model.chapters[c]
	out := *a.link(ch.pages[0], lang)
	if !ch.own {
		first := a.model.pages[ch.pages[0]].original.Order[0]
		out.Title, out.Number, out.Lang, out.Folder = first.Name, "", "", true
		if first.Number >= 0 {
			out.Number = strconv.Itoa(first.Number)
		}
	}
	return out
}

// crumbs lead from the first page to the page's chapter.
func (a *assembler) crumbs(p *page, i int, lang site.Lang) []NavLink {
	var out []NavLink
	if home := a.model.byKey[""]; home != nil {
		out = append(out, NavLink{Title: a.Settings.Title.In(lang.ID), URL: home.url(lang.ID)})
	}
	if ch := a.model.chapters[p.chapter]; ch.pages[0] != i {
		out = append(out, a.chapterLink(p.chapter, lang))
	}
	return out
}

// nav returns the slice of navigation around a page; pages of one chapter share
// it, or share one of its windows.
func (a *assembler) nav(lang site.Lang, chapter, at int) *Nav {
	k := navKey{lang: lang.ID, chapter: chapter, slot: 0}
	if chapter >= 0 && len(a.model.chapters[chapter].pages) > 4*window {
		k.slot = max(at, 0) / window
	}
	if a.navs == nil {
		a.navs = map[navKey]*Nav{}
	}
	if n := a.navs[k]; n != nil {
		return n
	}
	n := &Nav{Current: -1, Contents: site.PageURL(lang.ID, "")}
	from, to := span(len(a.model.chapters), max(chapter, 0))
	n.Before, n.After = from, len(a.model.chapters)-to
	for c := from; c < to; c++ {
		if c == chapter {
			n.Current = len(n.Chapters)
		}
		n.Chapters = append(n.Chapters, a.chapterLink(c, lang))
	}
	if chapter >= 0 {
		n.Pages = a.chapterPages(chapter, k.slot, lang)
	}
	n.seal()
	a.navs[k] = n
	return n
}

// chapterPages links the pages of a chapter, its own page apart; of a long one
// those around a slot.
func (a *assembler) chapterPages(chapter, slot int, lang site.Lang) []NavLink {
	ch := a.model.chapters[chapter]
	pages := ch.pages
	if len(pages) > 4*window {
		from := max(0, (slot-1)*window)
		pages = pages[from:min(len(pages), from+3*window)]
	}
	var out []NavLink
	for _, i := range pages {
		if ch.own && i == ch.pages[0] {
			continue
		}
		out = append(out, *a.link(i, lang))
	}
	return out
}

// span returns the window around at among n.
func span(n, at int) (from, to int) {
	if n <= 2*window {
		return 0, n
	}
	from = max(0, min(at-window, n-2*window-1))
	return from, min(n, from+2*window+1)
}

// contents lists all chapters for the language's first page, with their pages
// while these are few.
func (a *assembler) contents(lang site.Lang) []ContentsEntry {
	var out []ContentsEntry
	few := len(a.model.pages) <= 200
	for c, ch := range a.model.chapters {
		e := ContentsEntry{NavLink: a.chapterLink(c, lang)}
		if few {
			for _, i := range ch.pages {
				if !ch.own || i != ch.pages[0] {
					e.Pages = append(e.Pages, *a.link(i, lang))
				}
			}
		}
		out = append(out, e)
	}
	return out
}
