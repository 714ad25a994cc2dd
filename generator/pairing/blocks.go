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
	classes  []class // of the tokens
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

// heads makes the rows of the headings that are paired.
func (t *texts) heads() {
	for i, j := range t.sections {
		if j >= 0 {
			t.add([]int{t.a[i].block}, []int{t.b[j].block})
		}
	}
}

// region pairs the blocks of two regions in order.
func (t *texts) region(a0, a1, b0, b1 int) {
	under(t.x.items[a0:a1])
	under(t.y.items[b0:b1])
	if a1-a0 == 1 && b1-b0 == 1 && t.pair(a0, b0) > onlyFrom {
		t.add([]int{a0}, []int{b0}) // the headings above speak for it
		return
	}
	s := &sequence{gap: gapCost, doubt: doubt, a: t.x.items[a0:a1], b: t.y.items[b0:b1], work: t.work,
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
	if !t.joinable(i, ni, j, nj) || !t.fits(t.x.items[i:i+ni], t.y.items[j:j+nj]) {
		return impossible
	}
	return t.joined(t.x.items[i:i+ni], t.y.items[j:j+nj])
}

func (t *texts) joinable(i, ni, j, nj int) bool {
	kind := t.x.items[i].kind
	// A paragraph without a word is a mark, and no part of another.
	other := func(it item) bool {
		return it.kind != kind || kind == site.ParagraphBlock && it.heft == 0 && len(it.tokens) == 0
	}
	return joins(kind) && !slices.ContainsFunc(t.x.items[i:i+ni], other) && !slices.ContainsFunc(t.y.items[j:j+nj], other)
}

// fits reports whether two lengths agree about as well when joined as one alone:
// it spares comparing what is merged where the first alone is long enough.
func (t *texts) fits(x, y []item) bool {
	sum := func(items []item) (n int) {
		for i := range items {
			n += items[i].heft
		}
		return n
	}
	return lengths(sum(x), sum(y)) > lengths(x[0].heft, y[0].heft)-lengthTop ||
		lengths(sum(x), sum(y)) > lengths(x[len(x)-1].heft, y[len(y)-1].heft)-lengthTop
}

func (t *texts) joined(x, y []item) int32 {
	a, b := merged(x), merged(y)
	s := t.ev.content(&a, &b) - joinCost
	for _, it := range x {
		if gain, _ := t.ev.part(it.tokens, b.tokens, t.ev.lossA); gain == 0 && len(x) > 1 {
			s -= partCost
		}
	}
	for _, it := range y {
		if gain, _ := t.ev.part(it.tokens, a.tokens, t.ev.lossB); gain == 0 && len(y) > 1 {
			s -= partCost
		}
	}
	return s
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

// widen gives a row the blocks near it that have no partner and what the row
// says: where one block was split into more than two, or something was put
// between the two that were merged.
func (t *texts) widen() {
	for k := range t.rows {
		for n := len(t.rows[k].A) + len(t.rows[k].B); n > 0 && n <= mostJoined && t.grow(k); n++ {
		}
	}
}

// trim takes out of the rows of three blocks and more those that the other side
// knows too little of: they were put between, and only their length was welcome.
func (t *texts) trim() {
	for k := range t.rows {
		r := &t.rows[k]
		if len(r.A) > 2 {
			b := merged(pick(t.y.items, r.B))
			r.A = t.known(r.A, t.rowA, t.x.items, b.tokens, t.ev.lossA)
		}
		if len(r.B) > 2 {
			a := merged(pick(t.x.items, r.A))
			r.B = t.known(r.B, t.rowB, t.y.items, a.tokens, t.ev.lossB)
		}
	}
}

func (t *texts) known(blocks, row []int, items []item, whole []int32, lost []int32) []int {
	var out []int
	for _, i := range blocks {
		if t.ev.in(items[i].tokens, whole, lost) {
			out = append(out, i)
		}
	}
	if len(out) == 0 {
		return blocks
	}
	for _, i := range blocks {
		if !slices.Contains(out, i) {
			row[i] = -1
		}
	}
	return out
}

func (t *texts) grow(k int) bool {
	r := &t.rows[k]
	kind := t.x.items[r.A[0]].kind
	if !joins(kind) || t.y.items[r.B[0]].kind != kind {
		return false
	}
	x, y := pick(t.x.items, r.A), pick(t.y.items, r.B)
	a, b := merged(x), merged(y)
	now := t.ev.content(&a, &b) - gapCost + doubt
	if len(x)+len(y) > 2 {
		now = t.joined(x, y) - gapCost + doubt
	}
	for _, i := range near(r.A, t.rowA) {
		gain, loss := t.ev.part(t.x.items[i].tokens, b.tokens, t.ev.lossA)
		wider := append(slices.Clone(r.A), i)
		slices.Sort(wider)
		if len(r.B) == 1 && !t.doubtA[i] && t.shared(t.x.items[i].tokens, b.tokens) > 1 && t.x.items[i].kind == kind && gain > loss+partCost && t.joined(pick(t.x.items, wider), y) > now {
			r.A, t.rowA[i] = wider, k
			return true
		}
	}
	for _, j := range near(r.B, t.rowB) {
		gain, loss := t.ev.part(t.y.items[j].tokens, a.tokens, t.ev.lossB)
		wider := append(slices.Clone(r.B), j)
		slices.Sort(wider)
		if len(r.A) == 1 && !t.doubtB[j] && t.shared(t.y.items[j].tokens, a.tokens) > 1 && t.y.items[j].kind == kind && gain > loss+partCost && t.joined(x, pick(t.y.items, wider)) > now {
			r.B, t.rowB[j] = wider, k
			return true
		}
	}
	return false
}

func pick(items []item, list []int) []item {
	out := make([]item, len(list))
	for k, i := range list {
		out[k] = items[i]
	}
	return out
}

// near returns the blocks without a partner beside a row's, up to two away with
// nothing paired between.
func near(blocks, row []int) []int {
	var out []int
	for i, n := blocks[0]-1, 0; n < 2 && i >= 0 && row[i] < 0; i, n = i-1, n+1 {
		out = append(out, i)
	}
	for i, n := blocks[len(blocks)-1]+1, 0; n < 2 && i < len(row) && row[i] < 0; i, n = i+1, n+1 {
		out = append(out, i)
	}
	return out
}
