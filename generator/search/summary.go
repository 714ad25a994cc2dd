package search

import (
	"encoding/binary"
	"unicode/utf8"
)

// summarySize is how many bytes of lists the terms that begin with one
// ideograph or sign have together before it gets a summary: about a shard.
const summarySize = 8 << 10

// summarize appends lists to out, with a term "X\x00" for every ideograph or sign X
// whose pairs fill many shards: the sections that have X at all, without positions.
// A search for X alone reads that, where else it reads what begins with X.
func summarize(out, lists []list, parts []*Part) []list {
	for len(lists) > 0 {
		first, n := utf8.DecodeRuneInString(lists[0].term)
		group, size := 0, 0
		for group < len(lists) {
			if r, _ := utf8.DecodeRuneInString(lists[group].term); r != first {
				break
			}
			size += lists[group].docs
			group++
		}
		terms := lists[:group]
		lists = lists[group:]
		if c := classOf(first); c != ideograph && c != symbol || size <= summarySize {
			out = append(out, terms...)
			continue
		}
		sum := summary(terms, terms[0].term[:n]+"\x00", parts)
		if terms[0].term == terms[0].term[:n] {
			out = append(out, terms[0])
			terms = terms[1:]
		}
		out = append(append(out, sum), terms...)
	}
	return out
}

// summary unites the lists of sections of the terms.
func summary(terms []list, term string, parts []*Part) list {
	byPage := make([][]uint8, len(parts)) // by section one more than the highest grade
	for _, l := range terms {
		for i, p := range l.pages {
			if byPage[p.page] == nil {
				byPage[p.page] = make([]uint8, parts[p.page].sections)
			}
			docs, _ := l.of(i, parts)
			unite(byPage[p.page], docs)
		}
	}
	out := list{term: term}
	for page, grades := range byPage {
		if grades == nil {
			continue
		}
		docs := appendGrades(nil, grades)
		out.pages = append(out.pages, listPage{page: int32(page)})
		out.own = append(out.own, docs)
		out.docs += 1 + len(docs)
	}
	return out
}

// unite reads one page's list of sections into grades.
func unite(grades []uint8, docs []byte) {
	for section := 0; len(docs) > 0; section++ {
		var value int
		value, docs = read(docs)
		section += value >> 4
		grades[section] = max(grades[section], uint8(value>>1&7)+1)
	}
}

// appendGrades writes such a list again.
func appendGrades(buf []byte, grades []uint8) []byte {
	next, last := 0, len(grades)-1
	for last >= 0 && grades[last] == 0 {
		last--
	}
	for s, grade := range grades {
		if grade == 0 {
			continue
		}
		value := uint64(s-next)<<4 | uint64(grade-1)<<1
		if s < last {
			value |= 1
		}
		buf = binary.AppendUvarint(buf, value)
		next = s + 1
	}
	return buf
}
