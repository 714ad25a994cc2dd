package pairing

import "slices"

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
		if m.n > 0 && m.sure() && bestB[m.with].sure() && bestB[m.with].with == i {
			out = append(out, [2]int{i, m.with})
		}
	}
	return out
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

func (m match) sure() bool { return m.score >= movedFrom && m.score-m.other >= movedLead }
