package search

import "math/bits"

// list is a term with the pages that have it.
type list struct {
	term  string
	pages []listPage
	docs  int      // bytes of its lists of sections, page numbers included
	pos   int      // bytes of its positions
	own   [][]byte // of a summary, a list of sections for each of its pages; else nil
	count int      // of a word of the vocabulary, which has no lists: the size of its number of pages
}

// of returns the lists that the term has on its i-th page.
func (l *list) of(i int, parts []*Part) (docs, pos []byte) {
	if l.own != nil {
		return l.own[i], nil
	}
	p := &l.pages[i]
	lists := parts[p.page].lists
	return lists[p.from:p.to], lists[p.to:p.end]
}

// listPage is a page that has a term, and the place of the term's lists in the
// page's part.
type listPage struct {
	page int32
	place
}

// hot reports whether the term's lists stand in blocks of their own.
func (l *list) hot() bool { return l.own != nil || l.docs > hotDocs || l.pos > hotPos }

// cutShards cuts the dictionary into ranges that make one file each: of terms and
// lists of sections that have at most so many bytes, and as many of positions.
func cutShards(lists []list, most int) [][]list {
	var out [][]list
	from, size, pos := 0, 0, 0
	for i := range lists {
		n, p := len(lists[i].term)+lists[i].docs, lists[i].pos
		if i > 0 && vocabulary(lists[i].term) {
			n = 2 + len(lists[i].term) - sharedPrefix(lists[i-1].term, lists[i].term) + lists[i].docs
		}
		if lists[i].hot() {
			n, p = len(lists[i].term)+14*(1+lists[i].docs/hotDocs), 0
		}
		other := i > 0 && vocabulary(lists[i].term) != vocabulary(lists[i-1].term)
		if size > 0 && (size+n > most || pos+p > most || other) {
			out = append(out, lists[from:i])
			from, size, pos = i, 0, 0
		}
		size += n
		pos += p
	}
	if from < len(lists) {
		out = append(out, lists[from:])
	}
	return out
}

func sharedPrefix(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

// writer writes shards with one set of buffers; it serves one goroutine. The
// zero value is ready.
type writer struct {
	terms, lists, places coder // the shard, a block's lists, a file of positions
}

// shard writes a range of the dictionary: its blocks, the file of its
// positions, and the shard itself, which names the others.
func (w *writer) shard(lists []list, parts []*Part) encoded {
	var out encoded
	c := &w.terms
	// Positions come first: their file is named at the shard's beginning.
	name := hash{}
	if !vocabulary(lists[0].term) {
		for i := range lists {
			if l := &lists[i]; !l.hot() {
				w.positions(l, 0, len(l.pages), parts)
			}
		}
		if !w.places.empty() {
			name = out.put(w.places.end())
		}
	}
	c.name(name)
	c.number(kindOnce, len(lists))
	for i := range lists {
		l := &lists[i]
		c.term(l.term)
		if l.count > 0 {
			c.number(kindPages, l.count)
			continue
		}
		c.number(kindPages, len(l.pages))
		if l.hot() {
			c.digit(kindHot*slots, 1)
			w.blocks(&out, l, parts)
		} else {
			c.digit(kindHot*slots, 0)
			c.rows(l, 0, len(l.pages), 0, parts)
		}
	}
	out.shard = c.end()
	return out
}

func (e *encoded) put(data []byte) hash {
	e.files = append(e.files, data)
	return hashOf(data)
}

// blocks writes a hot term: the number of its blocks, and of each the first
// page and the names of its two files.
func (w *writer) blocks(out *encoded, l *list, parts []*Part) {
	starts := []int{0}
	docs, pos := 0, 0
	for i := range l.pages {
		d, p := l.of(i, parts)
		if docs > 0 && (docs+len(d) >= hotDocs || pos+len(p) > hotPos) {
			starts = append(starts, i)
			docs, pos = 0, 0
		}
		docs += 1 + len(d)
		pos += len(p)
	}
	w.terms.number(kindOnce, len(starts))
	prev := int32(0)
	for n, from := range starts {
		to := len(l.pages)
		if n+1 < len(starts) {
			to = starts[n+1]
		}
		first := l.pages[from].page
		w.terms.number(kindFirst, int(first-prev))
		w.lists.number(kindOnce, to-from)
		w.lists.rows(l, from, to, first, parts)
		w.terms.name(out.put(w.lists.end()))
		pos := hash{}
		if l.own == nil { // a summary has no positions
			w.positions(l, from, to, parts)
			pos = out.put(w.places.end())
		}
		w.terms.name(pos)
		prev = first
	}
}

// rows writes the sections that have a term on some of its pages, whose numbers
// are counted from next.
func (c *coder) rows(l *list, from, to int, next int32, parts []*Part) {
	if len(c.high) == 0 {
		c.high = append(c.high, make([]int, len(parts))...)
	}
	size := bits.Len(uint(to - from))
	for i := from; i < to; i++ {
		page := l.pages[i].page
		c.number(kindPage+size, int(page-next))
		next = page + 1
		section, later := 0, 0
		docs, _ := l.of(i, parts)
		for len(docs) > 0 {
			var row int
			row, docs = read(docs)
			c.number(kindSection+33*later+bits.Len32(uint32(c.high[page]-section)), row>>4)
			section += row >> 4
			kind := kindGrade + 2*later
			if section == 0 {
				kind++
			}
			c.fixed(kind, 3, row>>1&7)
			c.digit(kindMore*slots+size, uint64(row&1))
			section++
			later = 1
			c.high[page] = max(c.high[page], section)
		}
	}
}

// read takes a uvarint from the beginning of buf, 0 from an empty one, and returns
// the rest. It is short enough to be inlined, which binary.Uvarint is not.
func read(buf []byte) (v int, rest []byte) {
	if len(buf) == 0 {
		return 0, nil
	}
	n, b := 0, buf[0]
	for ; b >= 0x80; b = buf[n] {
		v |= int(b&0x7f) << (7 * n)
		n++
	}
	return v | int(b)<<(7*n), buf[n+1:]
}

// positions writes where a term stands in the sections of some of its pages.
func (w *writer) positions(l *list, from, to int, parts []*Part) {
	var row, count, heads int
	for i := from; i < to; i++ {
		docs, pos := l.of(i, parts)
		for len(docs) > 0 {
			row, docs = read(docs)
			count, pos = read(pos)
			if count&1 == 1 {
				heads, pos = read(pos)
				w.places.number(kindHeads, heads-1)
				pos = w.gaps(kindHeadGap, heads, pos)
			}
			count >>= 1
			grade := row >> 1 & 7
			kind := kindGap + 3*min(grade, headingGrade)
			if grade < headingGrade {
				w.places.number(kindCount+grade, count-1)
			} else {
				w.places.number(kindCount+grade, count)
			}
			if count > 1 {
				kind++
			}
			pos = w.gaps(kind, count, pos)
		}
	}
}

// gaps writes so many numbers from the beginning of pos and returns the rest.
func (w *writer) gaps(kind, count int, pos []byte) []byte {
	for i := range count {
		var gap int
		gap, pos = read(pos)
		w.places.number(kind+min(i, 1), gap)
	}
	return pos
}
