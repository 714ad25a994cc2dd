package pairing

// lattice is the field of a sequence alignment: every way to go through two
// sequences of items, in beads of one for one, one for none, two for one.
type lattice struct {
	a, b  []item
	pair  func(i, j int) int32         // what one for one scores
	join  func(i, ni, j, nj int) int32 // what several for one score
	lo    []int                        // by row: the first and the last column of the band
	hi    []int
	at    []int  // by row: where its cells begin
	cells []cell // of all rows
	best  int32  // of a whole path
	gap   int32  // what an item without a partner costs
	width int    // half of the band
	work  *int   // cells computed, for tests

	// doubted is told each item of either side whose pair would be a guess.
	doubted func(a bool, k int)
}

// cell is the place where i items of a and j of b have been gone through.
type cell struct {
	ahead, behind int32 // the best path to the end and from the start
	pair          int32 // beads that begin here
	join21        int32
	join12        int32
}

// bead is what one step pairs: na items of a from i on, nb of b from j on.
type bead struct{ i, na, j, nb int }

// path returns the best way through, the beads that pair in order, without
// those that another way contests.
func (l *lattice) path() []bead {
	l.band()
	l.score()
	l.fill()
	beads := l.trace()
	return l.certain(beads)
}

// band keeps to the neighbourhood of the diagonal, which makes the work linear
// in the longer sequence (Sakoe and Chiba, 1978).
func (l *lattice) band() {
	n, m := len(l.a), len(l.b)
	l.lo, l.hi, l.at = make([]int, n+1), make([]int, n+1), make([]int, n+2)
	steep := 0
	if n > 0 {
		steep = m/n + 1
	}
	for i := 0; i <= n; i++ {
		l.lo[i], l.hi[i] = 0, m
		if n > 0 && n*m > l.width*l.width {
			l.lo[i] = max(0, i*m/n-l.width-steep)
			l.hi[i] = min(m, i*m/n+l.width+steep)
		}
		l.at[i+1] = l.at[i] + l.hi[i] - l.lo[i] + 1
	}
	l.cells = make([]cell, l.at[n+1])
	*l.work += len(l.cells)
}

// cell returns the one at a place, nil outside the band.
func (l *lattice) cell(i, j int) *cell {
	if i > len(l.a) || j < l.lo[i] || j > l.hi[i] {
		return nil
	}
	return &l.cells[l.at[i]+j-l.lo[i]]
}

func (l *lattice) score() {
	n, m := len(l.a), len(l.b)
	l.each(func(i, j int, c *cell) {
		c.ahead, c.behind = impossible, impossible
		c.pair, c.join21, c.join12 = impossible, impossible, impossible
		if i < n && j < m {
			c.pair = l.pair(i, j)
			if i+1 < n {
				c.join21 = l.join(i, 2, j, 1)
			}
			if j+1 < m {
				c.join12 = l.join(i, 1, j, 2)
			}
		}
	})
}

func (l *lattice) each(f func(i, j int, c *cell)) {
	for i := range l.lo {
		for j := l.lo[i]; j <= l.hi[i]; j++ {
			f(i, j, l.cell(i, j))
		}
	}
}

// steps calls f with every bead that begins at a cell, its score and the cell
// where it ends, the preferred ones first.
func (l *lattice) steps(i, j int, c *cell, f func(b bead, score int32, end *cell)) {
	step := func(na, nb int, score int32) {
		if score <= impossible {
			return
		}
		if end := l.cell(i+na, j+nb); end != nil {
			f(bead{i, na, j, nb}, score, end)
		}
	}
	step(1, 1, c.pair)
	step(2, 1, c.join21)
	step(1, 2, c.join12)
	step(1, 0, -l.gap)
	step(0, 1, -l.gap)
}

// fill finds the best paths from the start and to the end.
func (l *lattice) fill() {
	n, m := len(l.a), len(l.b)
	l.cell(0, 0).behind = 0
	l.each(func(i, j int, c *cell) {
		l.steps(i, j, c, func(_ bead, s int32, end *cell) { end.behind = max(end.behind, c.behind+s) })
	})
	l.cell(n, m).ahead = 0
	for i := n; i >= 0; i-- {
		for j := l.hi[i]; j >= l.lo[i]; j-- {
			c := l.cell(i, j)
			l.steps(i, j, c, func(_ bead, s int32, end *cell) { c.ahead = max(c.ahead, end.ahead+s) })
		}
	}
	l.best = l.cell(0, 0).ahead
}

// trace returns the beads of the best path that pair something.
func (l *lattice) trace() []bead {
	var out []bead
	for i, j := 0, 0; i < len(l.a) || j < len(l.b); {
		c := l.cell(i, j)
		var next *bead
		l.steps(i, j, c, func(b bead, s int32, end *cell) {
			if next == nil && end.ahead+s == c.ahead {
				next = &b
			}
		})
		i, j = i+next.na, j+next.nb
		if next.na > 0 && next.nb > 0 {
			out = append(out, *next)
		}
	}
	return out
}

// certain drops what is a guess: an item of a bead for which the best path on
// which it has another partner, or none, is nearly as good.
func (l *lattice) certain(beads []bead) []bead {
	a, b := newRival(l.a, beads, func(b bead) (int, int) { return b.i, b.na }), newRival(l.b, beads, func(b bead) (int, int) { return b.j, b.nb })
	l.each(func(i, j int, c *cell) {
		if l.best-c.behind-c.ahead > doubt {
			return
		}
		l.steps(i, j, c, func(x bead, s int32, end *cell) {
			total := c.behind + s + end.ahead
			if total <= l.best-doubt {
				return
			}
			a.meet(x.i, x.na, func(k int) bool { return l.agree(l.b, x.j, x.nb, beads[k].j, beads[k].nb) })
			b.meet(x.j, x.nb, func(k int) bool { return l.agree(l.a, x.i, x.na, beads[k].i, beads[k].na) })
		})
	})
	a.tell(func(k int) { l.doubted(true, k) })
	b.tell(func(k int) { l.doubted(false, k) })
	var out []bead
	for _, x := range beads {
		i, na := a.kept(x.i, x.na)
		j, nb := b.kept(x.j, x.nb)
		if na > 0 && nb > 0 {
			out = append(out, bead{i, na, j, nb})
		}
	}
	return out
}

// agree reports whether two stretches of one side share an item, or hold equal
// ones: it is no matter which of two equal blocks is the partner.
func (l *lattice) agree(items []item, i, n, j, m int) bool {
	for x := i; x < i+n; x++ {
		for y := j; y < j+m; y++ {
			if x == y || items[x].same == items[y].same {
				return true
			}
		}
	}
	return false
}

// rival notes for one side which items of the chosen beads have a rival.
type rival struct {
	chosen    []int // by item: the bead, or -1
	contested []bool
}

func newRival(items []item, beads []bead, of func(bead) (int, int)) *rival {
	r := &rival{make([]int, len(items)), make([]bool, len(items))}
	for i := range r.chosen {
		r.chosen[i] = -1
	}
	for k, b := range beads {
		i, n := of(b)
		for x := i; x < i+n; x++ {
			r.chosen[x] = k
		}
	}
	twins := map[int32]int{}
	for i := range items {
		twins[items[i].same]++
	}
	for i := range items {
		if twins[items[i].same] > 1 {
			r.chosen[i] = -1 // which of them is without a partner is no matter
		}
	}
	return r
}

// meet notes a bead nearly as good as the chosen ones.
func (r *rival) meet(i, n int, agrees func(k int) bool) {
	for x := i; x < i+n; x++ {
		if k := r.chosen[x]; k >= 0 && !r.contested[x] && !agrees(k) {
			r.contested[x] = true
		}
	}
}

func (r *rival) tell(f func(k int)) {
	for k, c := range r.contested {
		if c {
			f(k)
		}
	}
}

// kept returns the items of a bead that have no rival.
func (r *rival) kept(i, n int) (int, int) {
	for n > 0 && r.contested[i] {
		i, n = i+1, n-1
	}
	for n > 0 && r.contested[i+n-1] {
		n--
	}
	return i, n
}
