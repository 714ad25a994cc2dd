package diag

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// DidYouMean returns `did you mean "x"?` for the candidate nearest to name, or
// "" when none is near.
func DidYouMean(name string, candidates []string) string {
	if best, ok := Nearest(name, candidates); ok {
		return "did you mean " + strconv.Quote(best) + "?"
	}
	return ""
}

// Nearest returns the candidate nearest to name, not name itself, if one is
// nearer than a third of the name's characters, two at least. Candidates at
// equal distance are taken in alphabetical order; case does not count.
func Nearest(name string, candidates []string) (best string, ok bool) {
	return NearestPart(name, name, candidates)
}

// NearestPart is Nearest where only a part of the name can be mistaken: how near
// a candidate must be is counted by the part's characters.
func NearestPart(name, part string, candidates []string) (best string, ok bool) {
	length := utf8.RuneCountInString(name)
	bestAt := 1 + max(1, utf8.RuneCountInString(part)/3)
	if !slices.IsSorted(candidates) {
		candidates = slices.Sorted(slices.Values(candidates))
	}
	for _, c := range candidates {
		if n := utf8.RuneCountInString(c) - length; n >= bestAt || -n >= bestAt {
			continue
		}
		if d := distance(strings.ToLower(name), strings.ToLower(c), bestAt); d < bestAt && c != name {
			best, bestAt, ok = c, d, true
		}
	}
	return best, ok
}

// distance is the optimal string alignment distance (Levenshtein with swaps of
// neighbours) in characters, given up as soon as it must reach limit.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if d := len(x) - len(y); d >= limit || -d >= limit {
		return limit
	}
	before, prev, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(row[j-1]+1, prev[j]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least >= limit {
			return limit
		}
		before, prev, row = prev, row, before
	}
	return prev[len(y)]
}
