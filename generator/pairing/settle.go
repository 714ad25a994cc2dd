package pairing

import "slices"

// Settle returns an alignment that agrees with what was accepted: what contents
// leave open, or what an edit has made too unlike to be paired by contents, the
// lock often tells. a is the source.
//
// Rows that are accepted stay. Of the blocks in all others, those that were
// accepted together become rows again, unless that would take rows apart for
// blocks that stand far from each other; what is left of a row stays one. Then,
// where between two rows as many blocks are left alone on either side, of the
// same kinds, those of which one was accepted with another text are a row whose
// other side changed.
func Settle(al Alignment, a, b Text, lock *Lock) Alignment {
	if lock.Len() == 0 {
		return al
	}
	s := &settler{a: a, b: b, lock: lock}
	var doubtful []Row
	for _, r := range al.Rows {
		if len(r.A) > 0 && len(r.B) > 0 && lock.state(a, b, r) == Fresh {
			s.rows = append(s.rows, r)
		} else {
			doubtful = append(doubtful, r)
		}
	}
	s.rejoin(doubtful)
	s.gaps()
	rows := slices.DeleteFunc(s.rows, func(r Row) bool { return len(r.A)+len(r.B) == 0 })
	markMoved(rows)
	return Alignment{Headings: al.Headings, Rows: inOrder(rows, len(b.Doc.Blocks))}
}

// Widest is how many blocks of a side are tried as one row.
const Widest = 3

type settler struct {
	a, b Text
	lock *Lock
	rows []Row
}

// rejoin makes rows of blocks that were accepted together, and of what is left
// of the rows they were in: first of blocks between the same two accepted rows,
// then of those that have no partner, wherever they stand. Equal ones go
// together in their order.
func (s *settler) rejoin(doubtful []Row) {
	used := newUse(s.a, s.b)
	gapA, gapB := s.between()
	s.join(doubtful, used, gapA, gapB)
	var lone []Row
	for _, r := range doubtful {
		rest := used.rest(r)
		if len(rest.A) > 0 && len(rest.B) > 0 {
			s.rows = append(s.rows, rest)
			continue
		}
		for _, i := range rest.A {
			lone = append(lone, Row{A: []int{i}})
		}
		for _, j := range rest.B {
			lone = append(lone, Row{B: []int{j}})
		}
	}
	s.join(lone, used, make([]int, len(gapA)), make([]int, len(gapB)))
	for _, r := range lone {
		s.rows = append(s.rows, used.rest(r))
	}
}

// between numbers the blocks of both sides by the accepted row before them; those
// that have moved do not count.
func (s *settler) between() (a, b []int) {
	a, b = make([]int, len(s.a.Doc.Blocks)), make([]int, len(s.b.Doc.Blocks))
	for k, r := range s.rows {
		if !r.Moved {
			a[slices.Max(r.A)], b[slices.Max(r.B)] = k+1, k+1
		}
	}
	for _, list := range [][]int{a, b} {
		last := 0
		for i, k := range list {
			if k > 0 {
				last = k
			}
			list[i] = last
		}
	}
	return a, b
}

// join makes rows of blocks of these rows that were accepted together and stand
// in gaps of one number.
func (s *settler) join(rows []Row, used *use, gapA, gapB []int) {
	var a, b []int
	for _, r := range rows {
		a, b = append(a, r.A...), append(b, r.B...)
	}
	slices.Sort(a)
	slices.Sort(b)
	type place struct {
		digest Digest
		gap    int
	}
	there := map[place][][]int{} // stretches of b, those that are gone taken off
	for _, y := range windows(b) {
		at := place{s.b.Digest(y...), gapB[y[0]]}
		there[at] = append(there[at], y)
	}
	for _, x := range windows(a) {
		if !used.free(x, nil) {
			continue
		}
		for _, target := range s.lock.Targets(s.a.Lang.ID, s.b.Lang.ID, s.a.Digest(x...)) {
			at := place{target, gapA[x[0]]}
			for len(there[at]) > 0 && !used.free(nil, there[at][0]) {
				there[at] = there[at][1:]
			}
			if len(there[at]) > 0 {
				used.take(x, there[at][0])
				s.rows = append(s.rows, Row{A: x, B: there[at][0]})
				break
			}
		}
	}
}

// windows returns the stretches of a list of blocks that are one behind the
// other, the longest first.
func windows(blocks []int) [][]int {
	var out [][]int
	for n := min(Widest, len(blocks)); n > 0; n-- {
		for i := 0; i+n <= len(blocks); i++ {
			if w := blocks[i : i+n]; w[n-1]-w[0] == n-1 {
				out = append(out, w)
			}
		}
	}
	return out
}

// use notes the blocks that are given away.
type use struct{ a, b []bool }

func newUse(a, b Text) *use {
	return &use{make([]bool, len(a.Doc.Blocks)), make([]bool, len(b.Doc.Blocks))}
}

func (u *use) free(x, y []int) bool {
	return !slices.ContainsFunc(x, func(i int) bool { return u.a[i] }) &&
		!slices.ContainsFunc(y, func(j int) bool { return u.b[j] })
}

func (u *use) take(x, y []int) {
	for _, i := range x {
		u.a[i] = true
	}
	for _, j := range y {
		u.b[j] = true
	}
}

// rest returns what is not given away of a row.
func (u *use) rest(r Row) Row {
	return Row{
		A: slices.DeleteFunc(slices.Clone(r.A), func(i int) bool { return u.a[i] }),
		B: slices.DeleteFunc(slices.Clone(r.B), func(j int) bool { return u.b[j] }),
	}
}

// gaps pairs what stands between the same two rows on both sides.
func (s *settler) gaps() {
	rowA, rowB := make([]int, len(s.a.Doc.Blocks)), make([]int, len(s.b.Doc.Blocks))
	for k, r := range s.rows {
		for _, i := range r.A {
			rowA[i] = k
		}
		for _, j := range r.B {
			rowB[j] = k
		}
	}
	lone := func(k int) bool { return len(s.rows[k].A) == 0 || len(s.rows[k].B) == 0 }
	used := newUse(s.a, s.b)
	for i := 0; i < len(rowA); {
		from := i
		for i < len(rowA) && lone(rowA[i]) {
			i++
		}
		if i == from {
			i++
			continue
		}
		// Where the run of b begins: behind the partner of the block before, at
		// the start of the text, or before the partner of the block behind.
		j := 0
		if from > 0 {
			j = slices.Max(s.rows[rowA[from-1]].B) + 1
		}
		end := j
		for end < len(rowB) && lone(rowB[end]) {
			end++
		}
		closed := i == len(rowA) && end == len(rowB) || i < len(rowA) && end < len(rowB) && rowA[i] == rowB[end]
		if closed && end-j == i-from {
			s.fill(from, j, i-from, used)
		}
	}
	for k, r := range s.rows {
		if lone(k) {
			s.rows[k] = used.rest(r)
		}
	}
}

// fill pairs n blocks from i on with those from j on, if all could be pairs.
func (s *settler) fill(i, j, n int, used *use) {
	for k := range n {
		if s.a.Doc.Blocks[i+k].Kind != s.b.Doc.Blocks[j+k].Kind {
			return
		}
	}
	for k := range n {
		p := RowPair(s.a, s.b, Row{A: []int{i + k}, B: []int{j + k}})
		if !s.lock.knowsSource(p) && !s.lock.knowsTarget(p) {
			continue
		}
		x, y := []int{i + k}, []int{j + k}
		used.take(x, y)
		s.rows = append(s.rows, Row{A: x, B: y})
	}
}
