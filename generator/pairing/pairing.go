// Package pairing aligns two texts of one page: which heading of the one stands
// for which heading of the other. It reads nothing but the two Docs and is
// pure, so its results may be kept.
//
// Headings are aligned in order, by a global sequence alignment (Needleman and
// Wunsch, 1970): two headings may stand for each other if they are of one level
// and do not carry two different ids of the author's; an id in common counts
// most, equal code and formulas in the heading next, a pair at all least.
// Leaving a heading without a partner costs nothing but the pair. What cannot
// be paired is left without a partner, never guessed: in a run of headings
// where one side has more, the pairing would be a guess unless ids or contents
// decide, so there only those count.
package pairing

import (
	"bytes"
	"cmp"

	"duizhao/generator/markdown"
	"duizhao/generator/refs"
	"duizhao/generator/site"
)

// Alignment pairs the parts of two texts a and b.
type Alignment struct {
	Headings []int // by heading ordinal of a: the ordinal in b, or -1
	Rows     []Row // every block of either text in exactly one, in a's order
}

// Row is what stands side by side: top-level blocks of a and of b, by index.
// One of the two is empty where a block has no counterpart; several on one side
// were split or merged.
type Row struct {
	A, B  []int
	Moved bool // the two stand at different places among the other rows
}

// Text is one side of an alignment.
type Text struct {
	Doc  *markdown.Doc
	Lang site.Lang

	// Included is what the text's includes say, by their ordinals; it counts for
	// digests alone.
	Included []string
}

// Reverse returns the headings' alignment of b and a; n is the number of b's
// headings.
func (al Alignment) Reverse(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = -1
	}
	for i, j := range al.Headings {
		if j >= 0 {
			out[j] = i
		}
	}
	return out
}

// Align pairs the headings and blocks of a with those of b. The glossary tells
// which words stand for each other; nil where there is none.
func Align(a, b Text, g *refs.Glossary) Alignment {
	work := 0
	return align(a, b, g, &work)
}

// align works on the two texts in an order that does not depend on which is a,
// so that the alignment of b and a is the reverse of that of a and b.
func align(a, b Text, g *refs.Glossary, work *int) Alignment {
	if cmp.Or(cmp.Compare(a.Lang.ID, b.Lang.ID), bytes.Compare(a.Doc.Hash[:], b.Doc.Hash[:])) > 0 {
		al := align(b, a, g, work)
		return Alignment{al.Reverse(len(a.Doc.Headings)), Reversed(al.Rows, len(b.Doc.Blocks))}
	}
	v := &vocabulary{ids: map[string]int32{}}
	var words *lexicon
	if hasLexicon(a.Lang) && hasLexicon(b.Lang) {
		words = theLexicon()
	}
	x, y := read(a, v, formsOf(g, a.Lang.ID), words), read(b, v, formsOf(g, b.Lang.ID), words)
	alikes(x.items, y.items, x.doc, y.doc)
	o := newOutline(x, y, v)
	t := newTexts(x, y, o, v, work)
	t.regions(t.region)
	t.widen()
	t.strays()
	t.openers(o)
	t.last()
	return Alignment{Headings: t.headings(), Rows: t.all()}
}
