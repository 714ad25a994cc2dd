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
	"cmp"
	"slices"

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

// Reversed returns the rows of b and a, in b's order, of those of a and b. What
// b has not stays behind the row that it stands behind in a.
func Reversed(rows []Row) []Row {
	type run struct{ at, from, to int }
	var runs []run
	for i, r := range rows {
		switch {
		case len(r.B) > 0:
			runs = append(runs, run{r.B[0], i, i + 1})
		case i == 0:
			runs = append(runs, run{-1, i, i + 1})
		default:
			runs[len(runs)-1].to = i + 1
		}
	}
	slices.SortStableFunc(runs, func(x, y run) int { return cmp.Compare(x.at, y.at) })
	out := make([]Row, 0, len(rows))
	for _, x := range runs {
		for _, r := range rows[x.from:x.to] {
			out = append(out, Row{A: r.B, B: r.A, Moved: r.Moved})
		}
	}
	return out
}

// Align pairs the headings and blocks of a with those of b. The glossary tells
// which words stand for each other; nil where there is none.
func Align(a, b Text, _ *refs.Glossary) Alignment {
	al := Alignment{Headings: headings(a.Doc, b.Doc)}
	al.Rows = inOrder(a.Doc, b.Doc, al.Headings)
	return al
}

// inOrder pairs blocks by place alone: those of one heading with those of its
// partner, one by one, as long as their kinds are the same.
func inOrder(a, b *markdown.Doc, headings []int) []Row {
	var rows []Row
	j := 0
	for i, x := range a.Blocks {
		if x.Kind == site.HeadingBlock && headings[x.Heading] >= 0 {
			for k := j; k < len(b.Blocks); k++ {
				if b.Blocks[k].Kind == site.HeadingBlock && b.Blocks[k].Heading == headings[x.Heading] {
					for ; j < k; j++ {
						rows = append(rows, Row{B: []int{j}})
					}
					break
				}
			}
		}
		if j < len(b.Blocks) && b.Blocks[j].Kind == x.Kind && (x.Kind != site.HeadingBlock || headings[x.Heading] == b.Blocks[j].Heading) {
			rows = append(rows, Row{A: []int{i}, B: []int{j}})
			j++
			continue
		}
		rows = append(rows, Row{A: []int{i}})
	}
	for ; j < len(b.Blocks); j++ {
		rows = append(rows, Row{B: []int{j}})
	}
	return rows
}

// headings pairs the headings of a with those of b.
func headings(a, b *markdown.Doc) []int {
	x, y := a.Headings, b.Headings
	out := make([]int, len(x))
	for i := range out {
		out[i] = -1
	}
	sure := sameLevels(x, y)
	n, m := len(x), len(y)
	best := make([][]int, n+1)
	for i := range best {
		best[i] = make([]int, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if s := score(x[i], y[j], sure); s > 0 {
				best[i][j] = max(best[i][j], s+best[i+1][j+1])
			}
		}
	}
	for i, j := 0, 0; i < n && j < m; {
		s := score(x[i], y[j], sure)
		switch {
		case s > 0 && best[i][j] == s+best[i+1][j+1]:
			out[i] = j
			i, j = i+1, j+1
		case best[i][j] == best[i+1][j]:
			i++
		default:
			j++
		}
	}
	return out
}

// sameLevels reports whether two texts have the same skeleton; only then does
// place alone pair two headings.
func sameLevels(x, y []site.Heading) bool {
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i].Level != y[i].Level {
			return false
		}
	}
	return true
}

// score says how much speaks for a pair: 0 forbids it.
func score(x, y site.Heading, sure bool) int {
	switch {
	case x.Level != y.Level, x.ID != "" && y.ID != "" && x.ID != y.ID:
		return 0
	case x.ID != "" && x.ID == y.ID:
		return 100
	case shared(x) != "" && shared(x) == shared(y):
		return 20
	case sure:
		return 1
	}
	return 0
}

// shared returns what translation leaves as it is: code and formulas, and a
// title that is one and the same in both languages.
func shared(h site.Heading) string {
	var out string
	for _, r := range h.Runs {
		if r.Field != site.Prose {
			out += r.Text + "\n"
		}
	}
	if out == "" && site.ASCIISlug(h.Text()) == site.Slug(h.Text()) {
		return h.Text()
	}
	return out
}
