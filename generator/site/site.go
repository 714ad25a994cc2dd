// Package site is the model of a documentation site and its value types: the
// words that every other package speaks. It does no I/O and knows nothing of
// Markdown, HTML or files on disk.
//
//	Site ─ Chapter (a top folder) ─ Page (one text in all its languages) ─ Text (one language of it)
//
// A Page has a key, its path without language, numeric prefixes and extension
// ("math/gan-optimum"); the same key in two languages is a pair. A missing text
// is the missing translation. A section is a heading's part of a page.
//
// Two ideas have their only home here: what a URL of the site looks like (URL,
// Base) and how a text becomes an id (Slug, IDs).
package site

// Lang is one language of a site.
type Lang struct {
	ID   string // "zh": the folder under content/ and the first element of a URL
	Tag  string // BCP 47: "zh-Hans"
	Name string // in the language itself: "简体中文"
	Dir  string // "ltr" or "rtl"
}

// TextID names one language of one page.
type TextID struct {
	Page string // the page's key
	Lang string // Lang.ID
}

// BlockKind is the kind of a top-level block of a text.
type BlockKind string

// The kinds of blocks.
const (
	HeadingBlock   BlockKind = "heading"
	ParagraphBlock BlockKind = "paragraph"
	ListBlock      BlockKind = "list"
	QuoteBlock     BlockKind = "quote"
	CodeBlock      BlockKind = "code"
	MathBlock      BlockKind = "math"
	TableBlock     BlockKind = "table"
	RuleBlock      BlockKind = "rule"
	HTMLBlock      BlockKind = "html"
	CalloutBlock   BlockKind = "callout"
	ContainerBlock BlockKind = "container"
	OtherBlock     BlockKind = "other"
	FigureBlock    BlockKind = "figure"
	FootnotesBlock BlockKind = "footnotes"
)

// Field is what a run of text is, for whoever ranks or compares it.
type Field string

// The fields of a run.
const (
	Prose Field = "prose"
	Code  Field = "code"
	TeX   Field = "tex"
	Alt   Field = "alt" // the alternative text of a picture
	Var   Field = "var" // the name of a variable, whose value stands elsewhere (Values)
)

// Run is a stretch of plain text of one field, in reading order.
type Run struct {
	Field Field
	Text  string
}

// Block is a top-level block of a text: the unit that is paired between
// languages, patched in a live preview and weighed by the search.
type Block struct {
	Kind    BlockKind
	Heading int // ordinal of the heading it stands under, its own for a heading; -1 before the first
	Start   int // byte offsets in the source
	End     int
	Line    int // of Start, from 1; 0 for a block that is no author's
	Runs    []Run
}

// Text returns the block's plain text, its runs joined without a space.
func (b Block) Text() string {
	n := 0
	for _, r := range b.Runs {
		n += len(r.Text)
	}
	out := make([]byte, 0, n)
	for _, r := range b.Runs {
		out = append(out, r.Text...)
	}
	return string(out)
}

// Heading is a heading of a text, known by its ordinal on the page.
type Heading struct {
	Level   int    // 1 to 6
	Runs    []Run  // its text; formulas as TeX source
	ID      string // as the author gave it in {#id}; "" if not given
	Start   int    // byte offsets in the source, of the whole heading
	End     int
	IDStart int      // of the given id, for diagnostics; 0 if not given
	Aliases []Anchor // former ids that links may still use
}

// Text returns the heading's plain text.
func (h Heading) Text() string { return Block{Runs: h.Runs}.Text() }

// Link is a link or a picture as the author wrote it, known by its ordinal on
// the page.
type Link struct {
	Dest  string // unescaped destination: "skill-audit.md#steps", "https://…"
	Title string
	Embed bool   // a picture: the target is shown, not gone to
	Alt   string // a picture's alternative text
	Attrs Attrs  // in braces behind it
	Empty bool   // a link without a text of its own
	Runs  []Run  // of Alt, where a variable stands in it; else nil
	Theme Theme  // a picture that is shown in one of the two colour themes only

	// Sources says that a picture has a list of its own of files to choose from.
	Sources bool

	Media  bool // a film or a sound
	Poster int  // of a film: the ordinal of the link that is its poster, and one; 0 for none

	// Decorative is a picture that needs no alternative text: its author said so
	// in raw HTML, or another beside it has one.
	Decorative bool

	// Data is a file that a chart draws: what is wrong with it is said with the
	// chart.
	Data bool

	Start int // byte offsets in the source, of the destination where known, else of the link
	End   int
}

// Theme is one of the two colour themes of a page.
type Theme string

// The themes.
const (
	Light Theme = "light"
	Dark  Theme = "dark"
)
