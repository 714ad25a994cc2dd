package search

import (
	"encoding/binary"
	"slices"
)

// list is a term with the pages that have it.
type list struct {
	term  string
	pages []listPage
	docs  int     // bytes of its lists of sections, page numbers included
	pos   int     // bytes of its positions
	own   []entry // of a summary, one for each of its pages; else nil
	count int     // of a word of the vocabulary, which has no lists: the size of its number of pages
}

// entry returns what the term has on its i-th page.
func (l *list) entry(i int, parts []*Part) *entry {
	if l.own != nil {
		return &l.own[i]
	}
	p := l.pages[i]
	return &parts[p.page].terms[p.entry]
}

// listPage is a term's entry in one page's part.
type listPage struct{ page, entry int32 }

// merge brings the terms of all parts into one sorted dictionary.
func merge(parts []*Part) []list {
	slots := map[string]int32{}
	var lists []list
	for page, part := range parts {
		for i, e := range part.terms {
			slot, ok := slots[e.term]
			if !ok {
				slot = int32(len(lists))
				slots[e.term] = slot
				lists = append(lists, list{term: e.term})
			}
			l := &lists[slot]
			l.pages = append(l.pages, listPage{int32(page), int32(i)})
			l.docs += 1 + len(e.docs)
			l.pos += len(e.pos)
		}
	}
	slices.SortFunc(lists, func(a, b list) int { return compareTerms(a.term, b.term) })
	return lists
}

// hot reports whether the term's lists stand in blocks of their own.
func (l *list) hot() bool { return l.own != nil || l.docs > hotDocs || l.pos > hotPos }

// cutShards cuts the dictionary into ranges that make one file each.
func cutShards(lists []list) [][]list {
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
		if size > 0 && (size+n > shardSize || pos+p > posSize || other) {
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

// encodeShard writes a range of the dictionary: its blocks, the file of its
// positions, and the shard itself, which names the others.
func encodeShard(lists []list, parts []*Part, d *deflater) encoded {
	var out encoded
	terms := binary.AppendUvarint(nil, uint64(len(lists)))
	var pages, sections, positions []byte
	prev := ""
	for i := range lists {
		l := &lists[i]
		terms = appendTerm(terms, prev, l.term)
		prev = l.term
		if l.count > 0 {
			terms = binary.AppendUvarint(terms, uint64(l.count)<<1)
			continue
		}
		if l.hot() {
			terms = out.appendBlocks(terms, l, parts, d)
			continue
		}
		terms = binary.AppendUvarint(terms, uint64(len(l.pages))<<1)
		next := int32(0)
		for i, p := range l.pages {
			e := l.entry(i, parts)
			pages = binary.AppendUvarint(pages, uint64(p.page-next))
			sections = append(sections, e.docs...)
			positions = append(positions, e.pos...)
			next = p.page + 1
		}
	}
	name := hash{}
	if len(positions) > 0 {
		name = out.put(packPositions(positions, d))
	}
	size := binary.AppendUvarint(nil, uint64(len(terms)))
	size = binary.AppendUvarint(size, uint64(len(pages)))
	compress := d.huffman
	if vocabulary(lists[0].term) {
		compress = d.deflate // in words much is repeated
	}
	out.shard = append(slices.Clone(name[:]), compress(append(size, terms...), pages, sections)...)
	return out
}

func (e *encoded) put(data []byte) hash {
	e.files = append(e.files, data)
	return hashOf(data)
}

// appendBlocks writes a hot term: the numbers of its pages and blocks, and of
// each block the first page and the names of its two files.
func (e *encoded) appendBlocks(terms []byte, l *list, parts []*Part, d *deflater) []byte {
	starts := []int{0}
	docs, pos := 0, 0
	for i := range l.pages {
		entry := l.entry(i, parts)
		if docs > 0 && (docs+len(entry.docs) >= hotDocs || pos+len(entry.pos) > hotPos) {
			starts = append(starts, i)
			docs, pos = 0, 0
		}
		docs += 1 + len(entry.docs)
		pos += len(entry.pos)
	}
	terms = binary.AppendUvarint(terms, uint64(len(l.pages))<<1|1)
	terms = binary.AppendUvarint(terms, uint64(len(starts)))
	prev := int32(0)
	for n, from := range starts {
		to := len(l.pages)
		if n+1 < len(starts) {
			to = starts[n+1]
		}
		docs, pos := e.block(l, from, to, parts, d)
		terms = binary.AppendUvarint(terms, uint64(l.pages[from].page-prev))
		terms = append(append(terms, docs[:]...), pos[:]...)
		prev = l.pages[from].page
	}
	return terms
}

// block writes the two files of a block, the page numbers counted from its
// first page. A summary has no positions.
func (e *encoded) block(l *list, from, to int, parts []*Part, d *deflater) (docs, pos hash) {
	var pages, sections, positions []byte
	next := l.pages[from].page
	for i := from; i < to; i++ {
		entry := l.entry(i, parts)
		pages = binary.AppendUvarint(pages, uint64(l.pages[i].page-next))
		sections = append(sections, entry.docs...)
		positions = append(positions, entry.pos...)
		next = l.pages[i].page + 1
	}
	size := binary.AppendUvarint(nil, uint64(len(pages)))
	docs = e.put(d.huffman(append(size, pages...), sections))
	if len(positions) > 0 {
		pos = e.put(packPositions(positions, d))
	}
	return docs, pos
}

// packPositions writes lists of positions as a file, its three kinds of
// numbers apart, which compress by a sixth better so.
func packPositions(lists []byte, d *deflater) []byte {
	var counts, low, high []byte
	next := func() uint64 {
		v, n := binary.Uvarint(lists)
		lists = lists[n:]
		return v
	}
	for len(lists) > 0 {
		n := next()
		counts = binary.AppendUvarint(counts, n)
		gaps := n >> 1
		if n&1 == 1 {
			heads := next()
			counts = binary.AppendUvarint(counts, heads)
			gaps += heads
		}
		for range gaps {
			gap := next()
			low = append(low, byte(gap&127))
			high = binary.AppendUvarint(high, gap>>7)
		}
	}
	size := binary.AppendUvarint(nil, uint64(len(counts)))
	return d.huffman(append(size, counts...), low, high)
}
