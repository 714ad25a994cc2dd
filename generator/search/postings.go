package search

import (
	"encoding/binary"
	"slices"
)

// entries gathers the occurrences by term and writes out their lists.
func (c *collector) entries() ([]entry, []byte) {
	// Counting sort: the occurrences of a term stay in reading order. Each start
	// moves on to the term's end.
	starts := append(c.starts[:0], make([]int, len(c.terms)+1)...)
	for _, o := range c.occurrences {
		starts[o.slot+1]++
	}
	for i := range c.terms {
		starts[i+1] += starts[i]
	}
	sorted := slices.Grow(c.sorted[:0], len(c.occurrences))[:len(c.occurrences)]
	for _, o := range c.occurrences {
		sorted[starts[o.slot]] = o
		starts[o.slot]++
	}
	buf := c.lists[:0]
	out := make([]entry, len(c.terms))
	begin := 0
	for n, term := range c.terms {
		list := sorted[begin:starts[n]]
		begin = starts[n]
		e := entry{term: term, hash: c.hashes[n], place: place{from: uint32(len(buf))}}
		buf = c.appendDocs(buf, list)
		e.to = uint32(len(buf))
		if !vocabulary(term) {
			buf = appendPositions(buf, list)
		}
		e.end = uint32(len(buf))
		out[n] = e
	}
	c.starts, c.sorted, c.lists = starts, sorted, buf
	return out, slices.Clone(buf)
}

// appendDocs writes a term's list of sections on the page.
func (c *collector) appendDocs(buf []byte, list []occurrence) []byte {
	next := int32(0)
	for len(list) > 0 {
		section := list[0].section
		n := 1
		for n < len(list) && list[n].section == section {
			n++
		}
		grade := grade(list[:n], c.lengths[section])
		value := uint64(section-next)<<4 | uint64(grade)<<1
		if n < len(list) {
			value |= 1
		}
		buf = binary.AppendUvarint(buf, value)
		next, list = section+1, list[n:]
	}
	return buf
}

// appendPositions writes a term's positions in every section of its list.
func appendPositions(buf []byte, list []occurrence) []byte {
	for len(list) > 0 {
		heads, n := 0, 0
		for n < len(list) && list[n].section == list[0].section {
			if list[n].pos < 0 {
				heads++
			}
			n++
		}
		count := uint64(n-heads) << 1
		if heads > 0 {
			buf = binary.AppendUvarint(buf, count|1)
			buf = binary.AppendUvarint(buf, uint64(heads))
			buf = appendGaps(buf, list[:heads], -headingSpan)
		} else {
			buf = binary.AppendUvarint(buf, count)
		}
		buf = appendGaps(buf, list[heads:n], 0)
		list = list[n:]
	}
	return buf
}

func appendGaps(buf []byte, list []occurrence, from int32) []byte {
	for _, o := range list {
		buf = binary.AppendUvarint(buf, uint64(o.pos-from))
		from = o.pos
	}
	return buf
}
