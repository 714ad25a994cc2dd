package search

import (
	"fmt"
	"slices"
	"testing"
)

// TestSorted holds the order by first bytes to that of whole terms, which is
// JavaScript's.
func TestSorted(t *testing.T) {
	var terms []string
	for _, head := range []string{"", "a", "abcdefg", "中", "中文", "\x01zh", "ж"} {
		for _, r := range []rune{'a', 'z', 0x7f, 0x3b1, 0x4e00, 0xd7ff, 0xe000, 0xfb00, 0xffee, 0x10000, 0x20000, 0x3fffd} {
			terms = append(terms, head+string(r), head+string(r)+"tail")
		}
	}
	var got []string
	for _, n := range sorted(terms) {
		got = append(got, terms[n])
	}
	want := slices.SortedFunc(slices.Values(terms), compareTerms)
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestDictionary numbers terms as they come, however many share a hash.
func TestDictionary(t *testing.T) {
	var d dictionary
	for range 2 {
		for i := range 3000 {
			term := fmt.Sprint(i)
			for again := range 2 {
				if n, added := d.number(term, uint32(i%7)); n != i || added != (again == 0) {
					t.Fatalf("term %d has number %d, new: %t", i, n, added)
				}
			}
		}
		d.reset()
	}
}
