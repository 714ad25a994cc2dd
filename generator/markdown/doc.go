package markdown

import (
	"sort"

	"duizhao/generator/diag"
	"duizhao/generator/site"
)

// Doc is one source's text, parsed and symbolic: its HTML has holes where
// something must be filled in that this source alone does not tell (the id of
// a heading, the address of a link, a formula set by an engine). A Doc depends
// on the source's bytes and Options alone; it is shared and never changed.
type Doc struct {
	Hash         Hash       // of the source and the options: equal hashes, equal Docs
	Refused      bool       // too much work to parse: nothing but Hash and Notes is there
	Title        string     // plain text of a level-1 heading that opens the text, which is then not part of Blocks; "" if none
	Runs         []site.Run // of Title, where a variable stands in it; else nil
	Blocks       []Block
	Headings     []site.Heading // in order of appearance, nested ones too
	Links        []site.Link    // links and pictures, in order of appearance
	Leaves       []Leaf         // formulas and code, in order of appearance
	Customs      []Custom       // blocks of the site's own, in order of appearance
	Cites        []Cite         // citations, in order of appearance
	Terms        []Term         // explicit uses of the glossary, in order of appearance
	Vars         []Var          // variables, in order of appearance
	Includes     []Include      // files that stand in the text, in order of appearance
	Labels       []string       // keys of interface texts that stand in the HTML, in order of appearance
	Names        []Name         // accessible names, in order of appearance
	Notes        []diag.Note
	TitleID      string          // of the level-1 heading, as the author gave it; "" if not given
	TitleIDStart int             // byte offset in the source; 0 if not given
	Numbered     []site.Numbered // what is labelled and counted, in order of appearance
	Anchors      []site.Anchor   // ids that the author gave to other things than headings, in order of appearance
	Uses         []string        // names of the constructs it is written with (constructs.go), sorted
	Words        int             // words written in letters with spaces between them
	Han          int             // Han characters
	Eqrefs       []Eqref         // references inside formulas, in order of appearance
	Samples      []Sample        // programs that are to be run, in order of appearance
	Outputs      []Output        // blocks of what programs print, in order of appearance
	Defined      []Definition    // names that it defines, in order of appearance
	Footnotes    []Footnote      // notes that are used, in order of first use
	Texts        []Text          // how the prose is written, in order of appearance
	Unlike       []site.Anchor   // marks of emphasis that CommonMark by itself would show as text
}

// Name is what a part of the text is called where only its place tells: a text
// of the interface with a number.
type Name struct {
	Key string // in templates/texts
	N   string // for {n} in it; may be ""
}

// Hash identifies a Doc's inputs.
type Hash [16]byte

// Block is a top-level block with its HTML.
type Block struct {
	site.Block
	HTML Fragment
}

// Fragment is HTML with holes.
type Fragment struct {
	HTML  string
	Holes []Hole // in order of At
	Prose []Span // where a term of the glossary may be marked, in order (prose.go)
}

// Hole is a place in a Fragment where something is filled in.
type Hole struct {
	At   int // byte offset in Fragment.HTML
	Kind HoleKind
	N    int // ordinal in the Doc's list of that kind
}

// HoleKind says what fills a hole.
type HoleKind uint8

// The kinds of holes.
const (
	HeadingAttrs   HoleKind = iota // inside the heading's open tag: its id
	HeadingEnd                     // before the heading's close tag: the permalink
	LinkAttrs                      // inside <a …>: href and what belongs to it
	ImageAttrs                     // inside <img …>: src, width, height …
	LeafBody                       // the whole formula or code block
	LabelText                      // a text of the interface, in the article's language
	HeadingAliases                 // behind the heading's open tag: its former ids
	LinkText                       // the text of a link whose author wrote none
	NumberText                     // "Figure 4.2", in the article's language
	CustomBlock                    // a whole block of the site's own
	CiteBody                       // the whole citation
	VarText                        // the value of a variable
	IncludeBody                    // a file: code, or a partial's blocks
	Address                        // a link's address alone, inside an attribute
	TermOpen                       // before the text of an explicit term
	TermClose                      // after it
	AccessibleName                 // inside an open tag: aria-label, in the article's language
)

// Custom is a block that a template of the site's own draws: :::name Title {…}.
type Custom struct {
	Name  string
	Title Fragment
	Attrs site.Attrs
	Body  Fragment
	Start int // byte offsets in the source, of the name
	End   int
}

// LeafKind names the package that turns a leaf into HTML.
type LeafKind string

// The kinds of leaves.
const (
	MathLeaf LeafKind = "math"
	CodeLeaf LeafKind = "code"

	ChartLeaf   LeafKind = "chart"
	CalcLeaf    LeafKind = "calc"
	DiagramLeaf LeafKind = "diagram"
)

// Leaf is a formula, a block of code, a chart, a calculator or a diagram, not yet
// turned into HTML.
type Leaf struct {
	Kind    LeafKind
	Text    string // TeX or code, as the engine gets it
	Display bool   // a formula that is set larger and apart, even inside a paragraph
	Block   bool   // not inside a paragraph, heading or cell, where HTML allows no <div>
	Lang    string // of code: the first word of the info string
	LangAt  int    // where Lang is written; 0: nowhere, or in another way
	Start   int    // byte offsets of the whole construct in the source
	End     int
	Map     []Segment // where Text's bytes stand in the source
	Look    *Look     // of code, beyond its colours; nil for none
	Slots   []Slot    // of a formula: where numbers of equations go into Text, in order
	Chart   *Chart    // of a chart, a calculator or a diagram, else nil
}

// Segment says that Leaf.Text from byte Text on stands at byte Source of the
// source, up to the next segment.
type Segment struct{ Text, Source int }

// SourceOffset returns the place in the source of a byte offset in l.Text; what
// was added to the text (the newline of a last line) is at the construct's end.
func (l Leaf) SourceOffset(offset int) int {
	at := l.Start
	// The last segment that begins at the offset or before it.
	if i := sort.Search(len(l.Map), func(i int) bool { return l.Map[i].Text > offset }); i > 0 {
		at = l.Map[i-1].Source + offset - l.Map[i-1].Text
	}
	return min(max(at, l.Start), l.End)
}

// HasChart reports whether the text has a chart or a diagram, and so needs their style.
func (d *Doc) HasChart() bool {
	for _, l := range d.Leaves {
		if l.Kind == ChartLeaf || l.Kind == DiagramLeaf {
			return true
		}
	}
	return false
}

// HasCalc reports whether the text has a calculator, and so needs its style and
// script.
func (d *Doc) HasCalc() bool {
	for _, l := range d.Leaves {
		if l.Kind == CalcLeaf {
			return true
		}
	}
	return false
}

// HasMath reports whether the text has a formula, and so needs its style.
func (d *Doc) HasMath() bool {
	for _, l := range d.Leaves {
		if l.Kind == MathLeaf {
			return true
		}
	}
	return false
}

// HasLook reports whether some code has a look, and so needs its style.
func (d *Doc) HasLook() bool {
	for _, l := range d.Leaves {
		if l.Look != nil {
			return true
		}
	}
	return false
}
