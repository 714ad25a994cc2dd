package search

import "hash/maphash"

// dictionary numbers terms in the order in which they come first. Go's maps do
// the same, but hash a term anew for each of them; a page's terms are looked up
// with the hash they had there when all pages are brought together. The zero
// value is ready.
type dictionary struct {
	terms  []string
	hashes []uint32
	table  []uint64 // one more than a number, and times 2³² its hash; 0 for none; at most half of it is taken
}

// seed makes hashes that no content can foresee; the order of nothing depends on it.
var seed = maphash.MakeSeed()

func hashTerm(term string) uint32 { return uint32(maphash.String(seed, term)) }

// number returns the number of a term, and whether it is a new one.
func (d *dictionary) number(term string, hash uint32) (n int, added bool) {
	if 2*len(d.terms) >= len(d.table) {
		d.grow()
	}
	mask := uint32(len(d.table) - 1)
	at := hash & mask
	for ; d.table[at] > 0; at = (at + 1) & mask {
		if e := d.table[at]; uint32(e>>32) == hash && d.terms[uint32(e)-1] == term {
			return int(uint32(e) - 1), false
		}
	}
	d.terms = append(d.terms, term)
	d.hashes = append(d.hashes, hash)
	d.table[at] = uint64(hash)<<32 | uint64(len(d.terms))
	return len(d.terms) - 1, true
}

func (d *dictionary) grow() {
	d.table = make([]uint64, max(1<<10, 2*len(d.table)))
	mask := uint32(len(d.table) - 1)
	for n, hash := range d.hashes {
		at := hash & mask
		for d.table[at] > 0 {
			at = (at + 1) & mask
		}
		d.table[at] = uint64(hash)<<32 | uint64(n+1)
	}
}

// reset forgets all terms, and what many of them took.
func (d *dictionary) reset() {
	clear(d.terms) // they keep the page's text
	d.terms, d.hashes = d.terms[:0], d.hashes[:0]
	if len(d.table) > 1<<16 {
		*d = dictionary{}
	}
	clear(d.table)
}
