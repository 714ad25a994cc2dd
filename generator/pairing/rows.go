package pairing

import (
	"slices"

	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

func newTexts(x, y *side, o *outline, v *vocabulary, work *int) *texts {
	t := &texts{
		x: x, y: y, work: work, a: o.a, b: o.b,
		ev:   weigh(x.items, y.items, x.latin, y.latin, v),
		rowA: make([]int, len(x.items)), rowB: make([]int, len(y.items)),
		doubtA: map[int]bool{}, doubtB: map[int]bool{}, classes: v.classes,
	}
	for i := range t.rowA {
		t.rowA[i] = -1
	}
	for j := range t.rowB {
		t.rowB[j] = -1
	}
	t.sections = o.pairs(work)
	return t
}

// alikes gives equal blocks of a text the same number.
func alikes(a, b []item, x, y *markdown.Doc) {
	for _, s := range []struct {
		items []item
		doc   *markdown.Doc
	}{{a, x}, {b, y}} {
		seen := map[string]int32{}
		for i := range s.items {
			text := string(s.items[i].kind) + s.doc.Blocks[i].Text()
			n, ok := seen[text]
			if !ok {
				n = int32(i)
				seen[text] = n
			}
			s.items[i].same = n
		}
	}
}

// unsure returns the blocks without a partner, and those that have theirs for
// their place and little else.
func (t *texts) unsure() (a, b []int) {
	a, b = unpaired(t.rowA), unpaired(t.rowB)
	for _, r := range t.rows {
		if len(r.A) == 1 && len(r.B) == 1 && t.pair(r.A[0], r.B[0]) < placeOnly && t.x.items[r.A[0]].kind != site.HeadingBlock {
			a, b = append(a, r.A[0]), append(b, r.B[0])
		}
	}
	slices.Sort(a)
	slices.Sort(b)
	return a, b
}

// part takes the row of a block apart.
func (t *texts) part(row []int, i int) {
	if row[i] < 0 {
		return
	}
	r := &t.rows[row[i]]
	for _, x := range r.A {
		t.rowA[x] = -1
	}
	for _, y := range r.B {
		t.rowB[y] = -1
	}
	*r = Row{}
}

// openers pairs headings without a partner where what they open with is paired.
func (t *texts) openers(o *outline) {
	for i, j := range t.sections {
		first := t.a[i].block + 1
		if j >= 0 || first == len(t.rowA) || t.rowA[first] < 0 || t.x.items[first].kind == site.HeadingBlock {
			continue
		}
		before := t.rows[t.rowA[first]].B[0] - 1
		if before < 0 || t.y.items[before].kind != site.HeadingBlock || t.rowB[before] >= 0 {
			continue
		}
		k, _ := slices.BinarySearchFunc(t.b, before, func(s section, block int) int { return s.block - block })
		if o.score(i, k) > impossible {
			t.sections[i] = k
			t.add([]int{first - 1}, []int{before})
		}
	}
}

// rewritten pairs what is left over where the page says it is the same text: all
// else has a partner, and each block left on one side has one of its kind at the
// same place on the other. Somebody rewrote it; were another block missing or too
// many, it could as well be one that was put in place of a deleted one.
func (t *texts) rewritten() {
	a, b := unpaired(t.rowA), unpaired(t.rowB)
	if len(a) != len(b) || len(a)*4 > len(t.rowA) {
		return
	}
	for k := range a {
		if t.pair(a[k], b[k]) <= impossible || t.x.items[a[k]].kind != t.y.items[b[k]].kind || !t.behind(a, b, k) {
			return
		}
	}
	for k := range a {
		t.add([]int{a[k]}, []int{b[k]})
	}
}

// behind reports whether two blocks left over stand behind partners.
func (t *texts) behind(a, b []int, k int) bool {
	i, j := a[k]-1, b[k]-1
	switch {
	case i < 0 || j < 0:
		return i == j
	case t.rowA[i] >= 0 && t.rowB[j] >= 0:
		return t.rowA[i] == t.rowB[j]
	}
	return k > 0 && a[k-1] == i && b[k-1] == j
}

// last pairs the footnotes of the two texts, wherever they ended up.
func (t *texts) last() {
	i, j := len(t.x.items)-1, len(t.y.items)-1
	if i >= 0 && j >= 0 && t.x.items[i].kind == site.FootnotesBlock && t.y.items[j].kind == site.FootnotesBlock && t.rowA[i] < 0 && t.rowB[j] < 0 {
		t.add([]int{i}, []int{j})
	}
}

// all returns the rows of all blocks, in the order of x.
func (t *texts) all() []Row {
	rows := slices.DeleteFunc(t.rows, func(r Row) bool { return len(r.A) == 0 })
	for _, i := range unpaired(t.rowA) {
		rows = append(rows, Row{A: []int{i}})
	}
	for _, j := range unpaired(t.rowB) {
		rows = append(rows, Row{B: []int{j}})
	}
	markMoved(rows)
	return inOrder(rows, len(t.y.items))
}

// Reversed returns the rows of b and a, in b's order, of those of a and b; n is
// the number of a's blocks.
func Reversed(rows []Row, n int) []Row {
	out := make([]Row, len(rows))
	for k, r := range rows {
		out[k] = Row{A: r.B, B: r.A, Moved: r.Moved}
	}
	return inOrder(out, n)
}

// inOrder sorts rows by a's order; blocks that b alone has stand behind what
// they follow in b.
func inOrder(rows []Row, m int) []Row {
	at := make([]int, m) // by block of b: its row
	var first, out []int
	for k, r := range rows {
		for _, j := range r.B {
			at[j] = k
		}
		if len(r.A) > 0 {
			first = append(first, k)
		}
	}
	slices.SortFunc(first, func(k, l int) int { return rows[k].A[0] - rows[l].A[0] })
	behind := map[int][]int{}
	anchor := -1
	for j := 0; j < m; j++ {
		switch r := rows[at[j]]; {
		case len(r.A) == 0:
			behind[anchor] = append(behind[anchor], at[j])
		case !r.Moved:
			anchor = at[j]
		}
	}
	out = append(out, behind[-1]...)
	for _, k := range first {
		out = append(append(out, k), behind[k]...)
	}
	sorted := make([]Row, len(rows))
	for n, k := range out {
		sorted[n] = rows[k]
	}
	return sorted
}

// markMoved marks the rows outside a longest sequence that is in order on both
// sides.
func markMoved(rows []Row) {
	var pairs []int
	for k, r := range rows {
		if len(r.A) > 0 && len(r.B) > 0 {
			pairs = append(pairs, k)
		}
	}
	slices.SortFunc(pairs, func(k, l int) int { return rows[k].A[0] - rows[l].A[0] })
	for _, k := range pairs {
		rows[k].Moved = true
	}
	for _, n := range increasing(pairs, func(k int) int { return rows[k].B[0] }) {
		rows[pairs[n]].Moved = false
	}
}

// headings returns the partner of each heading of x, nested ones too: those
// inside blocks that are paired.
func (t *texts) headings() []int {
	out := make([]int, len(t.x.doc.Headings))
	for i := range out {
		out[i] = -1
	}
	for i, j := range t.sections {
		if j >= 0 {
			out[t.a[i].heading] = t.b[j].heading
		}
	}
	inA, inB := t.x.nested(), t.y.nested()
	for _, r := range t.rows {
		var a, b []int
		for _, i := range r.A {
			a = append(a, inA[i]...)
		}
		for _, j := range r.B {
			b = append(b, inB[j]...)
		}
		if len(a) > 0 && len(b) > 0 {
			t.nest(out, a, b)
		}
	}
	return out
}

// nested returns by block the headings inside it.
func (s *side) nested() map[int][]int {
	out := map[int][]int{}
	b := 0
	for h, heading := range s.doc.Headings {
		if s.blocks[h] >= 0 {
			continue
		}
		for b < len(s.doc.Blocks) && s.doc.Blocks[b].End <= heading.Start {
			b++
		}
		if b < len(s.doc.Blocks) && s.doc.Blocks[b].Start <= heading.Start {
			out[b] = append(out[b], h)
		}
	}
	return out
}

// nest pairs the headings inside two blocks that are paired.
func (t *texts) nest(out []int, a, b []int) {
	v := &vocabulary{ids: map[string]int32{}}
	x, y := t.x.inner(a, v), t.y.inner(b, v)
	ev := weigh(x, y, t.x.latin, t.y.latin, v)
	s := &sequence{gap: headCost, doubt: headDoubt, a: x, b: y, work: t.work,
		pair: func(i, j int) int32 {
			return headingScore(t.x.doc.Headings[a[i]], t.y.doc.Headings[b[j]], ev.content(&x[i], &y[j]))
		},
		join: func(int, int, int, int) int32 { return impossible },
	}
	for _, p := range s.beads() {
		out[a[p.i]] = b[p.j]
	}
}

func (s *side) inner(list []int, v *vocabulary) []item {
	out := make([]item, len(list))
	for k, h := range list {
		r := &reader{vocab: v, words: s.words}
		runs := s.doc.Headings[h].Runs
		r.runs(runs, false)
		slices.Sort(r.out)
		out[k] = item{kind: site.HeadingBlock, heft: heft(site.Block{Runs: runs}.Text()), tokens: slices.Compact(r.out), same: int32(k)}
	}
	return out
}
