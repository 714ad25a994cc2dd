package assemble

import (
	"crypto/sha256"
	"encoding/json"

	"duizhao/generator/site"
)

// View is all that one page must know of another: addresses, ids, navigation.
// Together with a Doc, the leaves and a theme it is what a page is made of;
// it holds no HTML. Addresses are site.URL; the renderer writes them out with
// View.Base.
type View struct {
	Base site.Base

	Lang     site.Lang // of the page's furniture
	TextLang site.Lang // of the article; differs from Lang on a fallback page
	Fallback bool      // the article is missing in Lang and shown in TextLang

	Kind      Kind   // of a page that no source stands behind; "" for all others
	Page      string // the page's key
	URL       site.URL
	Canonical site.URL // the original's URL on a fallback page
	Title     string   // plain text, without number
	Number    string   // "4" for a chapter, "4.2" for a page in it, "" if unnumbered
	About     string   // one sentence for machines and search results; may be ""
	Home      bool     // the language's first page
	NoIndex   bool     // asks search engines to leave the page out
	InSearch  bool     // the page belongs in the site's own search
	EditURL   string   // where the source can be edited; "" if unknown
	Published string   // the day on which the text first appeared, 2026-03-01; "" if unknown
	Updated   string   // the day on which it last changed; "" if unknown, or not after it appeared
	Source    string   // path of the source from the site's root

	SiteTitle  string // in Lang
	Repository string // link in the header; "" for none
	Footer     string // plain text in Lang; "" for none
	Feed       bool   // Lang has a feed
	Owner      Owner
	Authors    []Author // of the text
	Original   string   // id of the language in which the page was written first
	Cited      *Cited   // how the page is cited; nil for one without a text of its own
	Alternates []Alternate
	Pairs      []PairLink      // the paired pages that the text leads
	Paired     *Paired         // of a paired page, else nil
	Translated *Translated     // of a translation that readers are told something of (stale.go), else nil
	Nav        *Nav            // shared by the pages of a chapter
	Front      *Front          // of a page that is laid out as a home page, else nil (home.go)
	Contents   []ContentsEntry // of the whole site; on the first page of a language
	Crumbs     []NavLink
	Prev, Next *NavLink
	TOC        []TOCEntry
	Generated  []Kind // the pages without a source that the site has
	Tags       []NavLink
	AllTags    []TagEntry   // on the page of kind "tags"
	Tagged     []TaggedPage // on a page of kind "tag", in reading order

	IDs     []string   // by heading ordinal of the Doc
	Targets []Target   // by link ordinal of the Doc
	TitleID string     // of the page's title; "" if it has none
	Aliases [][]string // former and further ids, by heading ordinal of the Doc
	Moved   []Moved    // sections that were on the page
	Numbers []string   // "4.2", by ordinal in Doc.Numbered
	Eqrefs  []string   // numbers, by ordinal in Doc.Eqrefs; "" for one that is unknown

	Citations  []Citation      // by citation ordinal of the Doc
	References []Reference     // the works that the page cites; on the page "references" those of the language
	Numbered   bool            // the references have numbers
	Terms      []TermCard      // by ordinal of the Doc's Terms
	Marks      []TermMark      // first uses of terms in the Doc, in order
	Glossary   []GlossaryGroup // of the glossary's page
	Vars       site.Values     // the variables of the text and of titles that it shows
	Keys       []int           // of the rows of blocks, by block of the Doc; 0 for none (pairs.go)
	Tongues    [][]PairLink    // the same heading in other languages, by heading ordinal; nil for none

	Version *Version `json:",omitempty"` // of a site in several, else nil (versions.go)

	key, beside [16]byte
}

// Key identifies the view's contents: equal keys, equal views.
func (v *View) Key() [16]byte { return v.key }

// KeyBesideNav is the key of all but Nav, which changes with each title of its
// chapter.
func (v *View) KeyBesideNav() [16]byte { return v.beside }

// HasTwin reports whether a page is published as Markdown too: those with a text
// of their own, in one language.
func (v *View) HasTwin() bool { return v.Kind == "" && !v.Fallback && v.Paired == nil }

// seal computes the key, once nothing changes any more.
func (v *View) seal() {
	plain := *v
	plain.Nav = nil
	nav := [16]byte{}
	if v.Nav != nil {
		nav = v.Nav.key
	}
	v.beside = hash(plain)
	sum := sha256.Sum256(append(nav[:], v.beside[:]...))
	v.key = [16]byte(sum[:])
}

// NavLink is a link to a page of the site.
type NavLink struct {
	Title  string
	Number string
	URL    site.URL
	Lang   string // tag of the title's language where it is not the page's own, else ""
	Folder bool   // a chapter without a page of its own: the URL is its first page's, which has a link itself
}

// Nav is the slice of the site's contents that a page shows beside its text:
// the chapters (a window of them where there are many) and the pages of the
// current one.
type Nav struct {
	Chapters []NavLink
	Current  int       // index in Chapters of the page's own chapter; -1 for none
	Pages    []NavLink // the pages of the current chapter, without its index
	Before   int       // chapters left out before and after the window
	After    int
	Contents site.URL // the page with the full contents

	key [16]byte
}

// seal computes the key of a slice that pages share.
func (n *Nav) seal() { n.key = hash(*n) }

// hash identifies a value by the JSON of its exported fields.
func hash(v any) [16]byte {
	h := sha256.New()
	if err := json.NewEncoder(h).Encode(v); err != nil {
		panic("assemble: a view that is not plain data: " + err.Error())
	}
	return [16]byte(h.Sum(nil))
}

// ContentsEntry is a chapter in the list of all contents.
type ContentsEntry struct {
	NavLink
	Pages []NavLink

	// On a page that is laid out as a home page:
	About   string `json:",omitempty"` // one sentence; may be ""
	Minutes int    `json:",omitempty"` // that the chapter takes to read
}

// TagEntry is a tag in the list of all of them.
type TagEntry struct {
	NavLink
	Count int // of pages
}

// TaggedPage is a page in the list of those with a tag.
type TaggedPage struct {
	NavLink
	About string // one sentence; may be ""
}

// Alternate is the page in one of the site's languages, its own included.
type Alternate struct {
	Lang    site.Lang
	URL     site.URL
	Real    bool // false: that language shows a fallback
	Current bool
}

// TOCEntry is a heading in the page's list of contents.
type TOCEntry struct {
	Level   int
	Ordinal int // of the heading in the Doc
	Runs    []site.Run
	ID      string
}

// Target is where a link leads or what a picture shows, resolved.
type Target struct {
	Href     string // as written into the page, base path included; "" if unresolved
	External bool
	Lang     string // hreflang where the target is in another language, else ""
	// Place names the page it leads to and, behind "#", the heading, in whatever
	// language and by whichever of its ids; "" where it is no page.
	Place string

	// What a link without a text of its own shows: the word of its kind with
	// its number, the title, or, for a heading on a page with a number, both.
	Kind      site.LabelKind
	Number    string
	Title     []site.Run
	TitleLang string // tag of the title's language where it is not the article's, else ""
	// Of a picture, as far as they are known.
	Width, Height int
	Srcset        string // its copies and itself, as written into the page; "" where there is none
	Also          []Also `json:",omitempty"` // of a program, the files that it reads

	// Only while assembling.
	file string   // from the site's root
	url  site.URL // of a page
}

// Also is a file that is published because a program reads it.
type Also struct{ Name, Href string }

// Root is what the pages outside any language show: the page at / and the
// 404 page.
type Root struct {
	Base  site.Base
	Owner Owner      // in the default language
	Langs []RootLang // in the site's order; the first is the default

	Version  *Version       `json:",omitempty"` // of a site in several, else nil
	Versions []VersionEntry `json:",omitempty"` // all of them; of the current one alone

	key [16]byte
}

// Key identifies the root's contents: equal keys, equal roots.
func (r *Root) Key() [16]byte { return r.key }

// seal computes the key, once nothing changes any more.
func (r *Root) seal() { r.key = hash(*r) }

// RootLang is one language's entry on such a page.
type RootLang struct {
	Lang        site.Lang
	Title       string // of the site
	Description string // may be ""
	URL         site.URL
}
