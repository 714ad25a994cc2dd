package pairing

import (
	"slices"

	"duizhao/generator/site"
)

// strays pairs blocks that are still without a partner and stand out of order:
// those of one section first, where few are left to choose from and lengths tell.
func (t *texts) strays() {
	freeA, freeB := t.unsure()
	t.regions(func(a0, a1, b0, b1 int) {
		t.stray(within(freeA, a0, a1), within(freeB, b0, b1), 0)
		t.strayJoins(lone(t.rowA, a0, a1), lone(t.rowB, b0, b1))
	})
	a, b := t.unsure()
	t.stray(a, b, movedWords)
}

// lone returns the blocks of a stretch that have no partner.
func lone(row []int, from, to int) []int {
	var out []int
	for i := from; i < to; i++ {
		if row[i] < 0 {
			out = append(out, i)
		}
	}
	return out
}

// within returns the part of a sorted list that is from on and before to.
func within(list []int, from, to int) []int {
	i, _ := slices.BinarySearch(list, from)
	j, _ := slices.BinarySearch(list, max(from, to))
	return list[i:j]
}

// stray pairs those of the blocks that stand out of order; wordy is taken off
// where two share nothing but common words.
func (t *texts) stray(a, b []int, wordy int32) {
	pair := func(i, j int) int32 {
		// Lengths that agree are much for neighbours, little in a whole page;
		// and pages often hold several variants of one piece of code.
		s := t.pair(i, j) - lengthTop
		if wordy > 0 && t.shared(t.x.items[i].tokens, t.y.items[j].tokens) < solid {
			s -= wordy
		}
		if t.x.items[i].kind == site.CodeBlock {
			s -= movedCode
		}
		return s
	}
	for _, p := range strays(t.x.items, t.y.items, a, b, pair) {
		t.part(t.rowA, p[0])
		t.part(t.rowB, p[1])
		t.add([]int{p[0]}, []int{p[1]})
	}
}

// strays pairs items that stand out of order: those of the lists x and y, by
// index, that have much in common, and more with each other than with any
// other. Only what shares a token that few have is compared, so the work stays
// linear.
func strays(a, b []item, x, y []int, pair func(i, j int) int32) [][2]int {
	holders := map[int32][]int{}
	for _, j := range y {
		for _, t := range b[j].tokens {
			holders[t] = append(holders[t], j)
		}
	}
	asked := map[int32]int{}
	for _, i := range x {
		for _, t := range a[i].tokens {
			asked[t]++
		}
	}
	least := leastOf(len(x), len(y))
	bestA, bestB := map[int]match{}, map[int]match{}
	for _, i := range x {
		var near []int
		for _, t := range a[i].tokens {
			if h := holders[t]; len(h) <= fewHolders && asked[t] <= fewHolders {
				near = append(near, h...)
			}
		}
		slices.Sort(near)
		for _, j := range slices.Compact(near) {
			s := pair(i, j)
			bestA[i] = bestA[i].meet(j, s, bestA[i].n > 0 && b[j].same == b[bestA[i].with].same)
			bestB[j] = bestB[j].meet(i, s, bestB[j].n > 0 && a[i].same == a[bestB[j].with].same)
		}
	}
	var out [][2]int
	for _, i := range x {
		m := bestA[i]
		if m.n > 0 && m.sure(least) && bestB[m.with].sure(least) && bestB[m.with].with == i {
			out = append(out, [2]int{i, m.with})
		}
	}
	return out
}

// leastOf is what a pair out of order must score: of few that are left over, one
// is more likely the partner than of many.
func leastOf(n, m int) int32 { return min(movedFrom, doubt+nats(float64(max(1, n, m)))) }

// strayJoins pairs two blocks with one, out of order, of the blocks of one
// section that are left over, where they are few.
func (t *texts) strayJoins(a, b []int) {
	if len(a) > fewBlocks || len(b) > fewBlocks {
		return
	}
	var list []strayBead
	for _, i := range a {
		for _, j := range b {
			list = append(list, strayBead{bead{i, 1, j, 1}, t.pair(i, j)})
			if slices.Contains(a, i+1) {
				list = append(list, strayBead{bead{i, 2, j, 1}, t.join(i, 2, j, 1)})
			}
			if slices.Contains(b, j+1) {
				list = append(list, strayBead{bead{i, 1, j, 2}, t.join(i, 1, j, 2)})
			}
		}
	}
	least := leastOf(len(a), len(b))
	for _, x := range list {
		if x.na+x.nb == 3 && x.score >= least && !slices.ContainsFunc(list, func(y strayBead) bool { return x.rival(y) }) {
			t.add(run(x.i, x.na), run(x.j, x.nb))
		}
	}
}

// strayBead is a bead out of order with its score.
type strayBead struct {
	bead
	score int32
}

// rival reports whether another bead takes a block of x for one that x has not,
// and is nearly as good.
func (x strayBead) rival(y strayBead) bool {
	meets := func(i, n, j, m int) bool { return i < j+m && j < i+n }
	holds := func(i, n, j, m int) bool { return i <= j && j+m <= i+n }
	onA, onB := meets(x.i, x.na, y.i, y.na), meets(x.j, x.nb, y.j, y.nb)
	part := holds(x.i, x.na, y.i, y.na) && holds(x.j, x.nb, y.j, y.nb)
	return (onA || onB) && !part && x.score-y.score < movedLead
}

// match is the best partner of an item so far.
type match struct {
	n            int // how many were met
	with         int
	score, other int32 // of the best and of the next
}

func (m match) meet(with int, score int32, same bool) match {
	switch {
	case m.n == 0:
		return match{1, with, score, impossible}
	case same:
		m.score = max(m.score, score)
	case score > m.score:
		m.with, m.score, m.other = with, score, m.score
	default:
		m.other = max(m.other, score)
	}
	m.n++
	return m
}

func (m match) sure(least int32) bool { return m.score >= least && m.score-m.other >= movedLead }
