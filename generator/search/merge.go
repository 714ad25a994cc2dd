package search

import (
	"cmp"
	"slices"
)

// merge brings the terms of all parts into one sorted dictionary.
func merge(parts []*Part) []list {
	total := 0
	for _, part := range parts {
		total += len(part.terms)
	}
	var all dictionary
	numbers := make([]int32, 0, total) // of the terms of all parts
	var counts []int32                 // by number: the pages
	for _, part := range parts {
		for i := range part.terms {
			n, added := all.number(part.terms[i].term, part.terms[i].hash)
			if added {
				counts = append(counts, 0)
			}
			counts[n]++
			numbers = append(numbers, int32(n))
		}
	}
	places := make([]int32, len(counts)) // in the sorted dictionary
	lists := make([]list, len(counts))
	pages := make([]listPage, total)
	for i, n := range sorted(all.terms) {
		places[n] = int32(i)
		lists[i].term = all.terms[n]
		lists[i].pages, pages = pages[:0:counts[n]], pages[counts[n]:]
	}
	for page, part := range parts {
		for i := range part.terms {
			e := &part.terms[i]
			l := &lists[places[numbers[i]]]
			l.pages = append(l.pages, listPage{int32(page), e.place})
			l.docs += 1 + int(e.to-e.from)
			l.pos += int(e.end - e.to)
		}
		numbers = numbers[len(part.terms):]
	}
	return lists
}

// sorted returns the numbers of terms in the order of these.
func sorted(terms []string) []int32 {
	type key struct {
		first uint64 // the first bytes, in an order that is that of the terms where they differ
		n     int32
	}
	keys := make([]key, len(terms))
	for n, term := range terms {
		keys[n] = key{firstBytes(term), int32(n)}
	}
	slices.SortFunc(keys, func(a, b key) int {
		if a.first != b.first {
			return cmp.Compare(a.first, b.first)
		}
		return compareTerms(terms[a.n], terms[b.n])
	})
	out := make([]int32, len(keys))
	for i, k := range keys {
		out[i] = k.n
	}
	return out
}

// firstBytes returns a number that is in the order of compareTerms. A term has no
// zero byte but in a summary's name, which is behind its ideograph all the same.
func firstBytes(term string) uint64 {
	var out uint64
	for i := range 8 {
		b := byte(0)
		if i < len(term) {
			switch b = term[i]; {
			case b >= 0xf0: // surrogates
				b -= 2
			case b >= 0xee:
				b += 0x0a
			}
		}
		out = out<<8 | uint64(b)
	}
	return out
}
