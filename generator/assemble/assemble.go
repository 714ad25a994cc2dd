// Package assemble is the one sequential stage: it gives every page all that it
// must know of another. From the sources, their Docs and the alignments of
// translations it makes a View for each page in each language: ids, link
// targets, numbers, the slice of navigation, fallbacks for missing
// translations, and the diagnostics of what does not fit together.
//
// It reads no file and writes no HTML. The parts: model.go orders pages into
// chapters; ids.go gives headings their ids; links.go resolves what links and
// pictures point to; nav.go cuts the navigation; addresses.go gives out the
// paths of the published site; citations.go resolves citations and makes lists
// of references; terms.go finds the glossary's terms; labels.go counts what is
// labelled, and refs.go says what a link without a text reads; parts.go knows
// what is included; rows.go and pairs.go set two languages side by side; stale.go
// says what a translation has not followed; dates.go when a text last changed;
// feeds.go and sitemap.go choose what machines are told of; versions.go which of a
// site's versions a build is; former.go knows where texts were before.
package assemble

import (
	"fmt"
	"slices"
	"strings"

	"duizhao/generator/config"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/pairing"
	"duizhao/generator/refs"
	"duizhao/generator/site"
)

// Input is what Assemble works on. Nothing in it is changed but by Result.Patch,
// which puts changed texts into Docs and Parts.
type Input struct {
	Settings   *config.Settings
	Base       site.Base
	Tree       *content.Tree
	Docs       map[site.TextID]*markdown.Doc // one for each source that is not broken
	Align      func(a, b pairing.Text) pairing.Alignment
	Blocks     []string                                // names of the templates for blocks of the site's own
	Works      []refs.Entry                            // the bibliography, each key once
	Glossary   *refs.Glossary                          // nil if the site has none
	Marks      func(*markdown.Doc, site.Lang) []Mark   // TermFinder.Find, with the glossary
	Parts      map[site.TextID][]*Part                 // what the includes of a text stand for, without their Views
	Result     func(name string) (string, *diag.Note)  // what a program of the site printed; nil: none was run
	Needs      func(file string) []string              // the files that a program reads, all by path from content/; nil: none
	Settle     func(a, b pairing.Text) pairing.Settled // what was accepted of an original and a translation; nil where nothing is kept
	Picture    func(file string) Picture               // what a picture is like, by its path from the site's root; nil: unknown
	Moved      func(path string) string                // where a file that is gone was moved to, by path from the site's root; "" or nil: nobody knows
	CardSize   [2]int                                  // width and height of the pictures for other sites that are drawn
	TitleFonts map[string]TitleFont                    // by language id: what draws the titles of its pages for other sites; none: nothing does
	Dates      map[string]string                       // the days on which files last changed, by path from the site's root
}

// Result is the whole site, ready to be rendered page by page. No two of its
// pages and files have one address.
type Result struct {
	Pages []Page // in reading order, all languages of a page together
	Root  *Root
	Pairs []Pair // two languages side by side, in reading order
	Files []File // files that pages link to or show, by path

	// Redirects are the addresses that texts had before, in their order.
	Redirects []Redirect

	Feeds   []*Feed       // in the order of the languages that have one
	LLMs    []LLMs        // the site's, then those of its languages
	Sitemap []SitemapPart // nothing where the site does not know its host
	Cards   []CardFile    // the pictures of pages for other sites
	Robots  bool          // the site has no robots.txt of its own and wants one

	by *assembler // for Patch
}

// Page is one page in one language.
type Page struct {
	site.TextID
	Source *content.Source // the text shown; of another language on a fallback page
	Doc    *markdown.Doc   // nil: the source is broken
	View   *View
	Parts  []*Part // by include ordinal of the Doc

	Original *Page // of a translation whose View tells of stale blocks: they are shown in it
}

// File is a file that is published as it is.
type File struct {
	Source string // from the site's root
	Path   string // in the published site
	Width  int    // of a picture's smaller copy in pixels; 0: the file as it is
}

// Assemble makes the views.
func Assemble(in Input) (*Result, []diag.Diagnostic) {
	a := &assembler{Input: in, model: newModel(in.Tree), files: map[string]bool{}, small: map[File]bool{}, said: map[string]*said{}, paired: map[[2]site.TextID][]pairing.Row{}, sides: map[site.TextID]pairing.Text{}, cards: map[string]CardFile{}, checked: map[site.TextID]bool{}, patches: newPatches()}
	a.checkHomes()
	a.cites = newCites(a)
	a.ids = a.allIDs()
	withIDs := a.counts()
	a.number()
	a.tags = a.allTags()
	a.fed = a.feedLangs()
	a.partIDs = a.allPartIDs()
	a.ownPictures()
	a.formerly()
	a.early = a.since(withIDs)
	res := &Result{Root: a.root(), by: a}
	for i := range a.model.pages {
		for _, lang := range in.Settings.Langs {
			res.Pages = append(res.Pages, a.page(i, lang))
		}
	}
	all := len(res.Pages)
	res.Pairs = a.pairs(res.Pages)
	a.originals(res.Pages)
	generated := a.generated()
	if !a.kept() {
		res.Sitemap = a.sitemap(res.Root, slices.Concat(res.Pages, generated))
	}
	t := newAddresses(in.Settings.Langs, len(res.Sitemap), in.Settings.Outputs.Offline.On)
	t.versions(res.Root.Versions)
	res.Pages, res.Files = a.distinct(t, res.Pages, generated, res.Pairs, a.published())
	a.whole = len(res.Pages) == all
	res.Robots = a.Base.Origin != "" && !a.kept() && t.take(site.Robots().Path, "the file for search engines") == ""
	if !a.kept() {
		res.LLMs = a.llms(t, res.Pages)
	}
	// What is written unless an owner has one of these, which then has the path already.
	t.take(site.Worker().Path, "the script for readers without a network")
	t.take(site.CNAME().Path, "the file of the site's domain")
	if in.Settings.Outputs.Headers != "" {
		t.take(site.Headers().Path, "the file of headers for the host")
		t.take(site.Redirects().Path, "the file of redirects for the host")
	}
	redirects, led := a.redirects(t)
	res.Redirects, a.whole = redirects, a.whole && led
	res.Feeds = a.feeds(res.Pages)
	res.Pages = append(res.Pages, generated...)
	res.Files = append(res.Files, a.copies()...)
	res.Cards = a.drawn()
	return res, a.found()
}

type assembler struct {
	Input
	model *model
	idsIn string                          // id of the language that these are made in, once asked
	ids   map[site.TextID][]string        // by heading ordinal
	also  map[site.TextID][][]string      // aliases, by heading ordinal
	spots map[site.TextID]map[string]spot // what a fragment may name, once asked
	labels
	files map[string]bool

	tags   map[string][]tag // by language id
	fed    map[string]bool  // ids of the languages that have a feed
	shared Card             // the picture of pages that are shared elsewhere
	logo   Card

	cards   map[string]CardFile  // by path
	checked map[site.TextID]bool // whose title the font has, or that it has not was said

	partIDs map[*Part][]string              // by heading ordinal
	anchors map[site.TextID]map[string]bool // ids of headings in included parts

	small  map[File]bool                    // smaller copies of pictures in use
	diags  []diag.Diagnostic                // of what is no source's
	paired map[[2]site.TextID][]pairing.Row // by two texts, once asked
	sides  map[site.TextID]pairing.Text     // once asked
	said   map[string]*said                 // by path
	navs   map[navKey]*Nav

	addressed       map[string]*content.Source // made when the first whole address of the site is seen
	pages, pictures destinations               // for hints; made when the first is asked for
	cites           *cites
	uses            termUses
	former          former

	patches // of this very state (patch.go)
}

func (a *assembler) add(s *content.Source, n diag.Note) {
	if a.said[s.Path] == nil {
		a.said[s.Path] = &said{source: s}
	}
	a.said[s.Path].Add(n)
}

// said is what is wrong with one source.
type said struct {
	diag.Notes
	source *content.Source
}

// found returns the diagnostics of all sources and of what is no source's.
func (a *assembler) found() []diag.Diagnostic {
	for _, s := range a.said {
		for _, n := range s.List() {
			a.diags = append(a.diags, n.In(s.source.Path, s.source.Text))
		}
	}
	return diag.Sort(a.diags)
}

// checkHomes reports languages without a first page.
func (a *assembler) checkHomes() {
	home := a.model.byKey[""]
	for i, l := range a.Settings.Langs {
		if !a.model.written[l.ID] {
			continue // it has no page at all, which is reported already
		}
		if home == nil || home.texts[l.ID] == nil {
			a.diags = append(a.diags, diag.Diagnostic{
				Pos:      a.Settings.At(fmt.Sprintf("languages[%d]", i)),
				Severity: diag.Error,
				Code:     "missing-home",
				Text:     fmt.Sprintf("language %q has no first page", l.ID),
				Hint:     fmt.Sprintf("write %s/%s/index.md", content.Root, l.ID),
			})
		}
	}
}

func (a *assembler) root() *Root {
	r := &Root{Base: a.Base, Owner: a.owner(a.Settings.Langs[0].ID), Version: a.version(), Versions: a.versions()}
	for _, l := range a.Settings.Langs {
		r.Langs = append(r.Langs, RootLang{
			Lang: l, Title: a.Settings.Title.In(l.ID), Description: a.Settings.Description.In(l.ID),
			URL: site.PageURL(l.ID, ""),
		})
	}
	r.seal()
	return r
}

// page makes one page's view.
func (a *assembler) page(i int, lang site.Lang) Page {
	p := &a.model.pages[i]
	a.watch(site.TextID{Page: p.key, Lang: lang.ID})
	src := p.texts[lang.ID]
	fallback := src == nil
	if fallback {
		src = p.original
	}
	textLang, _ := a.Settings.Lang(src.Lang)
	doc := a.Docs[src.TextID]
	v := &View{
		Base:      a.Base,
		Lang:      lang,
		TextLang:  textLang,
		Fallback:  fallback,
		Page:      p.key,
		URL:       p.url(lang.ID),
		Canonical: src.URL,
		Title:     a.title(src),
		Number:    p.number,
		About:     a.filled(src, src.Front.Description),
		Home:      p.key == "",
		NoIndex:   fallback || a.kept(),
		Version:   a.version(),
		Source:    src.Path,
		Published: string(src.Front.Date),
		Updated:   a.updated(src),
		SiteTitle: a.Settings.Title.In(lang.ID),
		Feed:      a.fed[lang.ID],

		Repository: a.Settings.Repository,
		Footer:     a.Settings.Theme.Footer.In(lang.ID),
		Generated:  a.kinds(),
		Tags:       a.tagLinks(src, lang),
		InSearch:   !fallback && (src.Front.Search == nil || *src.Front.Search),
	}
	if a.Settings.EditURL != "" {
		v.EditURL = strings.ReplaceAll(a.Settings.EditURL, "{path}", site.EscapePath(src.Path))
	}
	v.Owner = a.owner(lang.ID)
	v.Owner.Card = a.titleCard(i, src)
	a.share(v, p, src)
	v.Alternates = a.alternates(p, lang)
	v.Pairs = a.pairLinks(p, lang.ID)
	a.navigate(v, i)
	v.Front = a.front(v, i, src)
	if doc != nil {
		v.IDs = a.ids[src.TextID]
		v.Keys, v.Tongues = a.keys(p, src), a.tongues(p, src)
		if !fallback {
			v.Translated = a.translated(p, src)
		}
		v.Aliases, v.TitleID = a.also[src.TextID], doc.TitleID
		v.Numbers = a.numbers[site.TextID{Page: p.key, Lang: lang.ID}]
		v.Vars = a.values(src, doc)
		v.TOC = toc(src, doc, v.IDs, v.Vars)
		v.Targets = a.targets(src, doc, lang, fallback)
		v.Eqrefs = a.eqrefs(src, doc, lang, fallback)
		if !fallback {
			a.checkBlocks(src, doc)
			v.Moved = a.movedFrom(src)
		}
		a.cites.page(v, src, doc, textLang)
		a.useTerms(v, i, src, doc)
	}
	v.seal()
	return Page{
		TextID: site.TextID{Page: p.key, Lang: lang.ID}, Source: src, Doc: doc, View: v,
		Parts: a.parts(a.Parts[src.TextID], v),
	}
}

// title returns a text's title: the front matter's, the level-1 heading that
// opens it, else the last element of its key.
func (a *assembler) title(s *content.Source) string {
	if s.Front.Title != "" {
		return a.filled(s, s.Front.Title)
	}
	if d := a.Docs[s.TextID]; d != nil && d.Title != "" {
		if d.Runs != nil {
			return a.values(s, d).Text(d.Runs)
		}
		return d.Title
	}
	if s.Page == "" {
		return a.Settings.Title.In(s.Lang)
	}
	return s.Page[strings.LastIndexByte(s.Page, '/')+1:]
}

func (a *assembler) alternates(p *page, lang site.Lang) []Alternate {
	var out []Alternate
	for _, l := range a.Settings.Langs {
		out = append(out, Alternate{
			Lang: l, URL: p.url(l.ID), Real: p.texts[l.ID] != nil, Current: l.ID == lang.ID,
		})
	}
	return out
}

// toc lists the headings of level 2 and 3.
func toc(s *content.Source, d *markdown.Doc, ids []string, vars site.Values) []TOCEntry {
	if s.Front.TOC != nil && !*s.Front.TOC {
		return nil
	}
	var out []TOCEntry
	for i, h := range d.Headings {
		if h.Level == 2 || h.Level == 3 {
			out = append(out, TOCEntry{Level: h.Level, Ordinal: i, Runs: vars.Resolve(h.Runs), ID: ids[i]})
		}
	}
	return out
}
