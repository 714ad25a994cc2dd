// Package refs reads what texts refer to: bibliographies, whose entries it
// writes as running text, and the glossary (glossary.go). It opens no file and knows no page: bytes in, entries and notes out.
//
// # Formats
//
// BibTeX (bibtex.go): entries @type{key, field = value, …} where a value is
// {text}, "text", a number or the name of an @string, joined by #. @comment,
// @preamble, text between entries and lines that begin with % are passed over;
// a line of a value that begins with @type{ ends what was left open before it,
// so that one forgotten brace costs one entry. Accents and the commands of
// latex.go become characters; braces that protect capitals are dropped, since
// titles are printed as written. Names are "Last, First", "First von Last" or
// {one corporate name}, joined by "and"; "and others" ends the list. Fields
// that begin with x- are notes among authors and never printed.
//
// CSL-JSON (csl.go): an array of items with id, type, title, author, editor,
// issued, container-title, publisher, volume, issue, page, DOI, URL.
//
// # Styles
//
// GBT is the form of GB/T 7714-2015 (gbt.go), APA one like that of the seventh
// edition of the APA manual (apa.go). The words that these standards prescribe
// (et al., 等, In, Eds.) belong to them, not to the interface, and stand here.
// A field that is missing leaves no trace, no stray punctuation either.
package refs

import (
	"cmp"
	"path"
	"strings"

	"duizhao/generator/diag"
)

// Code is the code of all notes of this package.
const Code = "bibliography"

// Kind is what a work is.
type Kind string

// The kinds of works.
const (
	Article    Kind = "article"
	Paper      Kind = "paper"   // in proceedings
	Chapter    Kind = "chapter" // of a book
	Book       Kind = "book"
	Report     Kind = "report"
	PhD        Kind = "phd"
	Master     Kind = "master"
	Preprint   Kind = "preprint" // known by its arXiv number alone
	Web        Kind = "web"      // known by its address alone
	OtherWorks Kind = "other"
)

// Entry is one work, its fields plain text; those not given are "".
type Entry struct {
	Key       string
	Kind      Kind
	Title     string
	Authors   Names
	Editors   Names
	Container string // the journal, the proceedings, the book that it is in
	Publisher string // or institution, or school
	Address   string
	Year      string
	Month     int // 1 to 12; 0 if not given
	Day       int
	Volume    string
	Number    string // of a journal's issue, of a report
	Pages     string // ranges with an en dash
	Edition   string
	Note      string // how it was published, where nothing else says
	DOI       string // "10.…"
	ArXiv     string // "1406.2661"
	URL       string // http or https
	Accessed  string // "2026-02-24"
	Start     int    // byte offsets of the key in the file
	End       int
}

// Names are people and bodies, in order.
type Names struct {
	List   []Name
	Others bool // the list goes on
}

// Name is a person's, or in Literal a body's.
type Name struct {
	Family  string // with what stands before it: "van der Berg"
	Given   string
	Suffix  string // "Jr."
	Literal string
}

// Parse reads a bibliography in the format that the file's name tells: .json is
// CSL-JSON, everything else BibTeX. Its result depends on its arguments alone;
// callers must not change it. What cannot be read is noted, and the rest read.
func Parse(name string, src []byte) ([]Entry, []diag.Note) {
	if path.Ext(name) == ".json" {
		return parseCSL(src)
	}
	return parseBib(src)
}

// settle makes of what the author called a work the kind that its fields tell,
// and of addresses what links can use.
func (e *Entry) settle() {
	e.DOI = cutPrefixes(e.DOI, "https://", "http://", "dx.", "doi.org/", "doi:")
	e.ArXiv = cutPrefixes(e.ArXiv, "https://", "http://", "arxiv.org/abs/", "arxiv:")
	if _, id, ok := cutFold(e.Container, "arxiv:"); ok && e.ArXiv == "" {
		e.ArXiv, _, _ = strings.Cut(strings.TrimSpace(id), " ")
	}
	if e.ArXiv != "" && strings.HasPrefix(strings.ToLower(e.Container), "arxiv") {
		e.Container = ""
	}
	if !isWeb(e.URL) {
		e.Note = cmp.Or(e.Note, e.URL)
		e.URL = ""
	}
	if e.ArXiv != "" && strings.Contains(e.URL, "arxiv.org/") || e.DOI != "" {
		e.URL = "" // the same place a second time
	}
	switch {
	case e.Kind == Article && e.Container == "" || e.Kind == OtherWorks && e.Container == "":
		e.Kind = OtherWorks
		if e.ArXiv != "" {
			e.Kind = Preprint
		} else if e.URL != "" {
			e.Kind = Web
		}
	case e.Kind == Web && e.URL == "":
		e.Kind = OtherWorks
	}
}

func isWeb(url string) bool {
	return strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://")
}

// cutPrefixes cuts each of the prefixes, in this order, where it is there.
func cutPrefixes(s string, prefixes ...string) string {
	for _, p := range prefixes {
		if len(s) >= len(p) && strings.EqualFold(s[:len(p)], p) {
			s = strings.TrimSpace(s[len(p):])
		}
	}
	return s
}

// cutFold is strings.Cut for an ASCII separator in any case.
func cutFold(s, sep string) (before, after string, found bool) {
	for i := 0; i+len(sep) <= len(s); i++ {
		if strings.EqualFold(s[i:i+len(sep)], sep) {
			return s[:i], s[i+len(sep):], true
		}
	}
	return s, "", false
}
