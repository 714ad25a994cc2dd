package site

import "strings"

// LabelKind is what a label names: the part of an id before the first colon,
// "fig" in "fig:ring".
type LabelKind string

// The kinds of labels. All but sections are numbered in their chapter.
const (
	Figure   LabelKind = "fig"
	Table    LabelKind = "tbl"
	Equation LabelKind = "eq"
	Listing  LabelKind = "lst"
	Section  LabelKind = "sec"
)

// LabelOf returns the kind of a label; ok is false where an id is none.
func LabelOf(id string) (kind LabelKind, ok bool) {
	prefix, name, found := strings.Cut(id, ":")
	switch kind = LabelKind(prefix); kind {
	case Figure, Table, Equation, Listing, Section:
		return kind, found && name != ""
	}
	return "", false
}

// Numbered is a figure, table, equation or listing that its author labelled, so
// that it gets a number. It is known by its ordinal on the page.
type Numbered struct {
	Kind  LabelKind
	ID    string
	Start int // byte offsets of the id in the source
	End   int
	Own   string // the number that the author gave; "" where it is counted
}

// Anchor is an id in a text that an author gave, headings' apart.
type Anchor struct {
	ID    string
	Start int // byte offset in the source
}
