package assemble

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// Most changes of a text are seen on its own pages alone: another sentence, one
// formula more. Patch makes only these anew, and refuses what another page could
// show: a text's face, which is all that the rest of the site reads of it. It is
// refused before anything but the assembler's own notes has changed; then all is
// assembled again. What depends on more than faces is looked at one by one: the
// files and terms that a page uses, the reading time of its chapter, the piece of
// it that a home page shows.

// Text is a text of a site as it is now.
type Text struct {
	Source *content.Source
	Doc    *markdown.Doc
	Parts  []*Part
}

// Patched is what a patch made anew.
type Patched struct {
	Pages []int           // indexes in the Result's Pages: of a page in all its languages
	Pairs []int           // indexes in its Pairs
	Files map[string]bool // the paths of these pages' texts
	Found []diag.Diagnostic
}

// patches is what an assembler keeps for them.
type patches struct {
	whole    bool                   // no page was left out
	early    map[string][]diag.Note // by path: what comparing pages found, before their Views were made
	patching bool
	places   map[string]int // indexes in model.pages by key, once asked

	now       *used
	used      map[site.TextID]*used      // by page shown
	fronts    map[int]bool               // pages that are laid out as home pages
	readers   map[string]map[string]bool // by the key of a page: those of pages that link to it
	sampled   map[string]bool            // keys of the pages that these show a piece of
	firstPair []int                      // by index in model.pages, of those in Result.Pairs
	pairMaps  map[[2]string]pairMap
}

func newPatches() patches {
	return patches{used: map[site.TextID]*used{}, fronts: map[int]bool{}, readers: map[string]map[string]bool{}, sampled: map[string]bool{}, pairMaps: map[[2]string]pairMap{}}
}

// used is what the rest of the site has because a page shows it.
type used struct {
	files map[string]bool
	small map[File]bool
	terms map[string]bool
}

// watch notes from now on what a page uses.
func (a *assembler) watch(id site.TextID) {
	a.now = &used{}
	a.used[id] = a.now
}

// use publishes a file.
func (a *assembler) use(file string) {
	a.files[file] = true
	a.now.files = with(a.now.files, file)
}

// read notes that a page links to another.
func (a *assembler) read(page, by string) {
	if page != by {
		a.readers[page] = with(a.readers[page], by)
	}
}

// with adds to a set, which most pages do not need.
func with[T comparable](set map[T]bool, v T) map[T]bool {
	if set == nil {
		set = map[T]bool{}
	}
	set[v] = true
	return set
}

func (u *used) equal(v *used) bool {
	return maps.Equal(u.files, v.files) && maps.Equal(u.small, v.small) && maps.Equal(u.terms, v.terms)
}

// Patch takes texts as they are now into the result, in place. It is false where
// other pages might change too; then the result is spent.
func (r *Result) Patch(texts []Text) (Patched, bool) {
	a := r.by
	if a == nil || !a.whole || a.Base.Origin != "" {
		return Patched{}, false
	}
	if a.places == nil {
		a.places = map[string]int{}
		for i, p := range a.model.pages {
			a.places[p.key] = i
		}
	}
	a.patching = true
	p := patch{assembler: a, result: r, pages: map[int]bool{}, before: map[site.TextID]*markdown.Doc{}, out: Patched{Files: map[string]bool{}}}
	ok := p.take(texts) && p.identify() && p.homes() && p.views()
	return p.out, ok
}

// patch is one run of Patch.
type patch struct {
	*assembler
	result *Result
	pages  map[int]bool // indexes in model.pages
	before map[site.TextID]*markdown.Doc
	out    Patched
}

// take puts the texts in the place of what they were.
func (p *patch) take(texts []Text) bool {
	for _, t := range texts {
		i, known := p.places[t.Source.Page]
		if !known {
			return false
		}
		page := &p.model.pages[i]
		if p.former.twoSided[page.key] || crossing(t.Doc) {
			return false // two pages tell of a section that went from one to the other
		}
		old := page.texts[t.Source.Lang]
		if old == nil || !sameFace(p.Docs[old.TextID], t.Doc) {
			return false
		}
		p.before[old.TextID] = p.Docs[old.TextID]
		before := p.chapterMinutes(page)
		page.texts[t.Source.Lang] = t.Source
		if page.original == old {
			page.original = t.Source
		}
		p.model.byPath[t.Source.Path] = t.Source
		for _, part := range p.Parts[old.TextID] {
			p.forget(part)
		}
		p.Docs[old.TextID], p.Parts[old.TextID] = t.Doc, t.Parts
		if len(t.Parts) == 0 {
			delete(p.Parts, old.TextID)
		}
		p.pages[i] = true
		if len(p.fronts) > 0 && !slices.Equal(before, p.chapterMinutes(page)) || p.sampled[page.key] {
			for home := range p.fronts {
				p.pages[home] = true
			}
		}
	}
	return true
}

// forget drops the ids of a part, which is no more or is to have them anew.
func (p *patch) forget(part *Part) {
	if part != nil {
		delete(p.partIDs, part)
		for _, inner := range part.Parts {
			p.forget(inner)
		}
	}
}

// chapterMinutes are those of a page's chapter in all languages.
func (a *assembler) chapterMinutes(p *page) []int {
	var out []int
	for _, l := range a.Settings.Langs {
		if p.chapter >= 0 && len(a.fronts) > 0 {
			out = append(out, a.minutes(p.chapter, l.ID))
		}
	}
	return out
}

// identify gives the headings of the pages' texts their ids. Where these or the
// headings change, the pages that link there are made anew too.
func (p *patch) identify() bool {
	first := p.idLang()
	for queue := slices.Sorted(maps.Keys(p.pages)); len(queue) > 0; queue = queue[1:] {
		page := &p.model.pages[queue[0]]
		old := p.clear(page)
		ids := map[site.TextID][]string{}
		p.pageIDs(page, first, ids)
		same := true
		for _, s := range page.texts {
			id, before := s.TextID, p.before[s.TextID]
			same = same && (before == nil || sameHeadings(before, p.Docs[id])) && slices.Equal(ids[id], old.ids[id]) && reflect.DeepEqual(old.also[id], p.also[id])
			if ids[id] != nil {
				p.ids[id] = ids[id]
			}
		}
		for _, s := range page.texts {
			anchors := p.textPartIDs(s.TextID, p.Parts[s.TextID], p.partIDs)
			same = same && maps.Equal(p.anchors[s.TextID], anchors)
			p.anchors[s.TextID] = anchors
			if !p.again(s) {
				return false
			}
		}
		if same {
			continue
		}
		if len(p.bySection) > 0 || slices.ContainsFunc(slices.Collect(maps.Values(ids)), sectionLabels) || slices.ContainsFunc(slices.Collect(maps.Values(old.ids)), sectionLabels) {
			return false // a link may find them by their ids alone
		}
		for reader := range p.readers[page.key] {
			if i := p.places[reader]; !p.pages[i] {
				p.pages[i] = true
				queue = append(queue, i)
			}
		}
	}
	return true
}

// sectionLabels reports whether an id of headings is a label.
func sectionLabels(ids []string) bool {
	return slices.ContainsFunc(ids, func(id string) bool { _, ok := site.LabelOf(id); return ok })
}

// identified is what ids were given by.
type identified struct {
	ids  map[site.TextID][]string
	also map[site.TextID][][]string
}

// clear forgets what is known and was said of a page's texts, and returns the ids
// they had.
func (p *patch) clear(page *page) identified {
	old := identified{map[site.TextID][]string{}, map[site.TextID][][]string{}}
	for _, s := range page.texts {
		id := s.TextID
		p.out.Files[s.Path] = true
		delete(p.said, s.Path)
		delete(p.spots, id)
		delete(p.sides, id)
		delete(p.checked, id)
		for _, other := range page.texts {
			delete(p.paired, [2]site.TextID{id, other.TextID})
		}
		for _, part := range p.Parts[id] {
			p.forget(part)
		}
		old.ids[id], old.also[id] = p.ids[id], p.also[id]
		delete(p.also, id)
	}
	return old
}

// homes is false where a home page shows a piece of another home page: that order
// is not kept here.
func (p *patch) homes() bool {
	for i := range p.pages {
		if p.fronts[i] && p.sampled[p.model.pages[i].key] {
			return false
		}
	}
	return true
}

// views makes the pages anew, and those in two languages.
func (p *patch) views() bool {
	langs := p.Settings.Langs
	for _, i := range slices.Sorted(maps.Keys(p.pages)) {
		from := i * len(langs)
		for n, lang := range langs {
			id := p.result.Pages[from+n].TextID
			before := p.used[id]
			p.result.Pages[from+n] = p.page(i, lang)
			if !p.used[id].equal(before) {
				return false
			}
			p.out.Pages = append(p.out.Pages, from+n)
		}
		text := func(id site.TextID) Page {
			n := slices.IndexFunc(langs, func(l site.Lang) bool { return l.ID == id.Lang })
			return p.result.Pages[from+n]
		}
		for n, pair := range p.pagePairs(i, text) {
			p.result.Pairs[p.firstPair[i]+n] = pair
			p.out.Pairs = append(p.out.Pairs, p.firstPair[i]+n)
		}
		p.originals(p.result.Pages[from : from+len(langs)])
	}
	for i := range p.pages {
		for _, s := range p.model.pages[i].texts {
			if !p.silent(p.Parts[s.TextID]) {
				return false
			}
		}
	}
	for path := range p.out.Files {
		if s := p.said[path]; s != nil {
			for _, n := range s.List() {
				p.out.Found = append(p.out.Found, n.In(s.source.Path, s.source.Text))
			}
		}
	}
	slices.SortFunc(p.out.Found, func(x, y diag.Diagnostic) int { return strings.Compare(x.File, y.File) })
	return true
}

// silent reports whether nothing was said of what texts include: it may stand in
// other pages too.
func (p *patch) silent(parts []*Part) bool {
	for _, part := range parts {
		if part != nil && (p.said[part.Source.Path] != nil || !p.silent(part.Parts)) {
			return false
		}
	}
	return true
}
