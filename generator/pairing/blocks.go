package pairing

import (
	"slices"

	"duizhao/generator/site"
)

// texts pairs the blocks of two texts whose headings are paired.
type texts struct {
	x, y     *side
	ev       *evidence
	rowA     []int // by block: its row in rows, or -1
	rowB     []int
	doubtA   map[int]bool // blocks whose partner would be a guess
	doubtB   map[int]bool
	rows     []Row
	work     *int
	sections []int // partner of each section of x
	a, b     []section
}

// regions calls f with the stretches of blocks, headings apart, that stand
// under paired headings, and with those before the first.
func (t *texts) regions(f func(a0, a1, b0, b1 int)) {
	endB := map[int]int{} // by block of a paired heading of y, where its region ends
	var heads []int
	for _, j := range t.sections {
		if j >= 0 {
			heads = append(heads, t.b[j].block)
		}
	}
	slices.Sort(heads)
	heads = append(heads, len(t.y.items))
	for k := range heads[1:] {
		endB[heads[k]] = heads[k+1]
	}
	a0, b0, b1 := 0, 0, heads[0]
	for i, j := range t.sections {
		if j < 0 {
			continue
		}
		f(a0, t.a[i].block, b0, b1)
		a0, b0 = t.a[i].block+1, t.b[j].block+1
		b1 = endB[b0-1]
		t.add([]int{a0 - 1}, []int{b0 - 1})
	}
	f(a0, len(t.x.items), b0, b1)
}

// add makes a row.
func (t *texts) add(a, b []int) {
	for _, i := range a {
		t.rowA[i] = len(t.rows)
	}
	for _, j := range b {
		t.rowB[j] = len(t.rows)
	}
	t.rows = append(t.rows, Row{A: a, B: b})
}

// region pairs the blocks of two regions in order.
func (t *texts) region(a0, a1, b0, b1 int) {
	under(t.x.items[a0:a1])
	under(t.y.items[b0:b1])
	s := &sequence{gap: gapCost, a: t.x.items[a0:a1], b: t.y.items[b0:b1], work: t.work,
		pair: func(i, j int) int32 { return t.pair(a0+i, b0+j) },
		join: func(i, ni, j, nj int) int32 { return t.join(a0+i, ni, b0+j, nj) },
		doubted: func(a bool, k int) {
			if a {
				t.doubtA[a0+k] = true
			} else {
				t.doubtB[b0+k] = true
			}
		},
	}
	for _, x := range s.beads() {
		t.add(run(a0+x.i, x.na), run(b0+x.j, x.nb))
	}
}

// under marks the blocks that follow a heading inside a region: it has no
// partner, or a region would begin there.
func under(items []item) {
	marked := false
	for i := range items {
		marked = marked || items[i].kind == site.HeadingBlock
		items[i].under = marked
	}
}

func run(i, n int) []int {
	out := make([]int, n)
	for k := range out {
		out[k] = i + k
	}
	return out
}

func (t *texts) pair(i, j int) int32 {
	a, b := &t.x.items[i], &t.y.items[j]
	if a.kind == site.HeadingBlock || b.kind == site.HeadingBlock {
		return impossible // they are paired before
	}
	return t.ev.pair(a, b)
}

// join scores several blocks of one kind for one.
func (t *texts) join(i, ni, j, nj int) int32 {
	kind := t.x.items[i].kind
	if !joins(kind) {
		return impossible
	}
	for _, it := range t.x.items[i : i+ni] {
		if it.kind != kind {
			return impossible
		}
	}
	for _, it := range t.y.items[j : j+nj] {
		if it.kind != kind {
			return impossible
		}
	}
	a, b := merged(t.x.items[i:i+ni]), merged(t.y.items[j:j+nj])
	return t.ev.content(&a, &b) - joinCost
}

// merged returns items as one.
func merged(items []item) item {
	out := items[0]
	if len(items) == 1 {
		return out
	}
	out.tokens = slices.Clone(out.tokens)
	for i := range items[1:] {
		it := &items[i+1]
		out.heft += it.heft
		out.colon = it.colon
		for c := range it.counts {
			out.counts[c] += it.counts[c]
		}
		out.tokens = append(out.tokens, it.tokens...)
	}
	slices.Sort(out.tokens)
	out.tokens = slices.Compact(out.tokens)
	return out
}

// widen gives a row the blocks beside it that have no partner, where one block
// was split into more than two.
func (t *texts) widen() {
	for k := range t.rows {
		r := &t.rows[k]
		if !joins(t.x.items[r.A[0]].kind) || len(r.A)+len(r.B) < 3 {
			continue
		}
		for len(r.A)+len(r.B) <= mostJoined && t.grow(r, k) {
		}
	}
}

func (t *texts) grow(r *Row, k int) bool {
	score := func(a, b []int) int32 { return t.join(a[0], len(a), b[0], len(b)) }
	now := score(r.A, r.B) - gapCost + doubt
	best, bestA, bestB := now, r.A, r.B
	try := func(a, b []int) {
		if s := score(a, b); s > best {
			best, bestA, bestB = s, a, b
		}
	}
	if len(r.A) > 1 {
		for _, a := range wider(r.A, t.rowA, t.doubtA) {
			try(a, r.B)
		}
	}
	if len(r.B) > 1 {
		for _, b := range wider(r.B, t.rowB, t.doubtB) {
			try(r.A, b)
		}
	}
	if best == now {
		return false
	}
	r.A, r.B = bestA, bestB
	for _, i := range r.A {
		t.rowA[i] = k
	}
	for _, j := range r.B {
		t.rowB[j] = k
	}
	return true
}

// wider returns a stretch of blocks with the free one before it, and with the
// free one behind it.
func wider(blocks, row []int, doubt map[int]bool) [][]int {
	var out [][]int
	if i := blocks[0] - 1; i >= 0 && row[i] < 0 && !doubt[i] {
		out = append(out, run(i, len(blocks)+1))
	}
	if i := blocks[0] + len(blocks); i < len(row) && row[i] < 0 && !doubt[i] {
		out = append(out, run(blocks[0], len(blocks)+1))
	}
	return out
}
