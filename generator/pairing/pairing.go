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
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// Alignment pairs the parts of two texts a and b.
type Alignment struct {
	Headings []int // by heading ordinal of a: the ordinal in b, or -1
}

// Reverse returns the alignment of b and a; n is the number of b's headings.
func (al Alignment) Reverse(n int) Alignment {
	out := make([]int, n)
	for i := range out {
		out[i] = -1
	}
	for i, j := range al.Headings {
		if j >= 0 {
			out[j] = i
		}
	}
	return Alignment{Headings: out}
}

// Align pairs the headings of a with those of b.
func Align(a, b *markdown.Doc) Alignment {
	x, y := a.Headings, b.Headings
	out := Alignment{Headings: make([]int, len(x))}
	for i := range out.Headings {
		out.Headings[i] = -1
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
			out.Headings[i] = j
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
