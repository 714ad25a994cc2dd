// Package pairing aligns two texts of one page: which heading of the one stands
// for which of the other, and which blocks stand side by side. Align reads nothing
// but the two Docs and a glossary and is pure, so its results may be kept.
//
// It also knows what was accepted: a Digest says what a block says, a Lock is the
// set of pairs of digests that somebody has accepted, Settle makes an alignment
// agree with it, Status tells which rows are fresh and which are stale, and Diff
// shows what changed in a text. The lock's file is read and written here, of each
// pair a line:
//
//	zh→en 0123456789abcdef fedcba9876543210 page
//
// with the languages of source and translation, their digests, and a page for
// people to read. Lines are sorted and stand once, so a merge takes those of both
// sides.
//
// # What is compared
//
// A block is known by what translation leaves as it is, its tokens: code, names
// in code, formulas, links, citations, labels, numbers, words in Latin letters,
// terms of the glossary; between English and Chinese also the words of two small
// lists. A token counts by how rare it is: what two blocks share speaks for
// the pair with the logarithm of reliability ÷ frequency, what only one of them
// has speaks against it (a naive Bayes score, in hundredths of a nat). Tokens of
// one block are no independent witnesses, so their sum is bounded (saturated).
// To it come the ratio of the lengths, measured by script (Gale and Church, 1993,
// A program for aligning sentences in bilingual corpora), the numbers of
// sentences, items, rows and lines, and the kind of block.
//
// # How
//
// Headings come first. An id in common decides, two ids that differ forbid, and so
// do two levels; else the words of the heading and those of its section tell. The
// best whole is found by global sequence alignment (Needleman and Wunsch, 1970).
// Then the blocks between paired headings are aligned in the same way, in beads of
// one for one, two for one and one for none (Gale and Church). Long stretches are
// cut at pairs that share tokens no other block has (anchors) and searched in a
// band about the diagonal (Sakoe and Chiba, 1978), so the work is linear in the
// text. What is left over on both sides is compared within its section, also two
// for one, and then across the page by its rare tokens: so moved blocks and sections
// are found. The fewer are left over, the less it takes; a heading needs no more
// than to be far better than every other. Headings inside blocks are paired last,
// within paired blocks.
//
// # What is not paired
//
// Nothing is guessed. A pair stands only if the best alignment without it is worse
// by a margin (doubt), which is wider for a pair that has nothing but its place;
// which of two equal blocks is the partner is no doubt. Only where nothing else is
// left over does place alone pair: such a block was rewritten on one side. What cannot be paired has a
// row of its own.
//
// # Where the constants come from
//
// The margins and costs were chosen on pages of the documentation of Vue, Vite and
// the Hugging Face course whose blocks had been deleted, inserted, merged and moved
// at random (TestEditedCorpus), and looked at against testdata/blocks, whose labels
// were written before. The first list of words, lexicon.txt, was learned from those
// and from React's, Dive into Deep Learning and the Prompt Engineering Guide; the
// second, basic.txt, is of common words and was written by hand. Measured apart from
// both: FastAPI and Ant Design (make bench-pairing), and the second set of TestHeldOut.
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

// Mirrored reports whether Align works on b and a instead: it works on two texts in
// an order that does not depend on which is a, so that the alignment of b and a is
// the mirror of that of a and b.
func Mirrored(a, b Text) bool {
	return cmp.Or(cmp.Compare(a.Lang.ID, b.Lang.ID), bytes.Compare(a.Doc.Hash[:], b.Doc.Hash[:])) > 0
}

// Mirror returns the alignment of b and a, of that of a and b.
func (al Alignment) Mirror(a, b Text) Alignment {
	return Alignment{al.Reverse(len(b.Doc.Headings)), Reversed(al.Rows, len(a.Doc.Blocks))}
}

func align(a, b Text, g *refs.Glossary, work *int) Alignment {
	if Mirrored(a, b) {
		return align(b, a, g, work).Mirror(b, a)
	}
	v := &vocabulary{ids: map[string]int32{}}
	var words *lexicon
	if hasLexicon(a.Lang) && hasLexicon(b.Lang) {
		words = theLexicon()
	}
	x, y := read(a, v, formsOf(g, a.Lang.ID), words), read(b, v, formsOf(g, b.Lang.ID), words)
	level(x.items, y.items)
	alikes(x.items, y.items, x.doc, y.doc)
	o := newOutline(x, y, v)
	t := newTexts(x, y, o, v, work)
	t.heads()
	t.regions(t.region)
	t.widen()
	t.trim()
	t.strays()
	t.widen() // those that moved
	t.trim()
	t.openers(o)
	t.last()
	t.rewritten()
	return Alignment{Headings: t.headings(), Rows: t.all()}
}
