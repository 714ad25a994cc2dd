package pairing

import "sort"

// sequence pairs two sequences of items in order. Long ones are first cut where
// both have the same rare tokens, so that the band never strays (anchors, as in
// Cohen's patience diff and in Simard and others, 1992).
type sequence struct {
	a, b []item
	pair func(i, j int) int32
	join func(i, ni, j, nj int) int32
	gap  int32
	work *int

	doubted func(a bool, k int)
}

func (s *sequence) beads() []bead {
	var out []bead
	from := [2]int{}
	cuts := append(s.cuts(), [2]int{len(s.a), len(s.b)})
	for _, to := range cuts {
		i0, j0 := from[0], from[1]
		l := &lattice{
			a: s.a[i0:to[0]], b: s.b[j0:to[1]], width: bandWidth, gap: s.gap, work: s.work,
			pair: func(i, j int) int32 { return s.pair(i0+i, j0+j) },
			join: func(i, ni, j, nj int) int32 { return s.join(i0+i, ni, j0+j, nj) },
		}
		l.doubted = func(a bool, k int) {
			switch {
			case s.doubted == nil:
			case a:
				s.doubted(a, i0+k)
			default:
				s.doubted(a, j0+k)
			}
		}
		for _, x := range l.path() {
			out = append(out, bead{x.i + i0, x.na, x.j + j0, x.nb})
		}
		from = to
	}
	return out
}

// cuts returns places where both sequences are cut: before two items that pair
// for sure.
func (s *sequence) cuts() [][2]int {
	if len(s.a)*len(s.b) <= bandWidth*bandWidth {
		return nil
	}
	sure := s.anchors()
	var out [][2]int
	last := [2]int{}
	for _, k := range increasing(sure, func(p [2]int) int { return p[1] }) {
		p := sure[k]
		if max(p[0]-last[0], p[1]-last[1]) >= bandWidth/2 {
			out, last = append(out, p), p
		}
	}
	return out
}

// anchors returns the pairs of items that share at least two tokens which no
// other item has, in the order of a.
func (s *sequence) anchors() [][2]int {
	inA, inB := only(s.a), only(s.b)
	var out [][2]int
	for i := range s.a {
		votes := map[int]int{}
		for _, t := range s.a[i].tokens {
			if j, ok := inB[t]; ok && j >= 0 && inA[t] == i {
				votes[j]++
			}
		}
		best := -1
		for j, n := range votes {
			if n >= 2 && (best < 0 || n > votes[best] || n == votes[best] && j < best) {
				best = j
			}
		}
		if best >= 0 && s.pair(i, best) > 0 {
			out = append(out, [2]int{i, best})
		}
	}
	return out
}

// only returns for each token the one item that has it, or -1 for several.
func only(items []item) map[int32]int {
	out := map[int32]int{}
	for i := range items {
		for _, t := range items[i].tokens {
			if _, seen := out[t]; seen {
				out[t] = -1
			} else {
				out[t] = i
			}
		}
	}
	return out
}

// increasing returns the indices of a longest strictly increasing subsequence
// of the elements' keys (Schensted, 1961).
func increasing[T any](list []T, key func(T) int) []int {
	var tails []int // by length: the index of the smallest last element
	before := make([]int, len(list))
	for i, x := range list {
		n := sort.Search(len(tails), func(k int) bool { return key(list[tails[k]]) >= key(x) })
		before[i] = -1
		if n > 0 {
			before[i] = tails[n-1]
		}
		if n == len(tails) {
			tails = append(tails, i)
		} else {
			tails[n] = i
		}
	}
	out := make([]int, len(tails))
	for n, i := len(tails)-1, -1; n >= 0; n-- {
		if i < 0 {
			i = tails[n]
		}
		out[n], i = i, before[i]
	}
	return out
}
