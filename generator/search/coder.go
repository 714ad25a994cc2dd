package search

import (
	"math"
	"math/bits"
	"slices"
	"unicode/utf16"
)

// coder writes the numbers of a file as one arithmetic code, each digit with
// the odds that the digits before it in the same context give: see the package
// comment. assets/ts/search/reader.ts reads it. The zero value is ready, and
// ready again after end.
type coder struct {
	low  uint64 // the code lies in size from here on; digits beyond 32 are in out
	size uint64
	out  []byte
	seen [kinds * slots][2]uint8 // how often 0 and 1 stood in a context
	prev []uint16                // the term before
	high []int                   // by page: one more than the highest section met
}

// Kinds of numbers; each has slots for the contexts of its digits.
const (
	slots = 64

	kindName     = 0
	kindOnce     = 1 // what a file has few of
	kindShared   = 2
	kindDistance = 3 // 4 behind a unit above 127
	kindUnit     = 5
	kindPages    = 6
	kindHot      = 7
	kindFirst    = 8
	kindGrade    = 10 // 10, 11 the first of a page, 12, 13 others; the odd ones of section 0
	kindMore     = 14
	kindPage     = 32 // 32–53
	kindCount    = 54 // 54–61
	kindHeads    = 62
	kindHeadGap  = 63  // 64 but for the first
	kindGap      = 65  // 65–82
	kindSymbol   = 84  // 84–141, two for each class of the unit before
	kindSection  = 142 // 142–174 the first of a page, 175–207 others
	kinds        = 208
)

// memory is how many digits a context remembers at most.
const memory = 127

// shares has, for n digits remembered, the factor of 2⁻⁶⁴ that divides by the
// 2n+2 which the odds of both digits add up to.
var shares = func() (out [memory + 1]uint64) {
	for n := range out {
		out[n] = math.MaxUint64/uint64(2*n+2) + 1
	}
	return out
}()

// empty reports whether nothing was written since the beginning or end.
func (c *coder) empty() bool { return c.size == 0 }

// digit writes a binary digit.
func (c *coder) digit(context int, one uint64) {
	if c.size == 0 {
		c.size = 1<<32 - 1
	}
	seen := &c.seen[context]
	ones := uint64(seen[1])*2 + 1
	// The size times ones is below 2⁴¹: the quotient is exact. The size is multiplied
	// last, for it is what a digit waits for; ones shares are less than 2⁶⁴.
	part, _ := bits.Mul64(c.size, ones*shares[int(seen[0])+int(seen[1])])
	// Without a branch: what is written next is hardly ever foreseen.
	is := -one
	c.low += part &^ is
	c.size = part&is | (c.size-part)&^is
	if seen[one]++; int(seen[0])+int(seen[1]) > memory {
		seen[0] >>= 1
		seen[1] >>= 1
	}
	for c.size < 1<<24 {
		c.shift()
		c.size <<= 8
	}
}

// shift moves the highest eight digits of low to out, and a carry with them.
func (c *coder) shift() {
	for i := len(c.out) - 1; c.low>>32 > 0; i-- {
		if c.out[i]++; c.out[i] != 0 {
			break
		}
	}
	c.out = append(c.out, byte(c.low>>24))
	c.low = c.low << 8 & (1<<32 - 1)
}

// end returns the file.
func (c *coder) end() []byte {
	for range 4 {
		c.shift()
	}
	out := slices.Clone(c.out)
	clear(c.seen[:])
	c.low, c.size, c.out, c.prev, c.high = 0, 0, c.out[:0], c.prev[:0], c.high[:0]
	return out
}

// number writes a number below 2³².
func (c *coder) number(kind, value int) {
	v := uint64(value) + 1
	n := bits.Len64(v) - 1
	at := kind * slots
	for i := range n {
		c.digit(at+i, 1)
	}
	c.digit(at+n, 0)
	for i := n - 1; i >= 0; i-- {
		c.digit(at+32+i, v>>i&1)
	}
}

// fixed writes a number of so many digits, each in the context of those before.
func (c *coder) fixed(kind, digits, value int) {
	at := 1
	for i := digits - 1; i >= 0; i-- {
		d := value >> i & 1
		c.digit(kind*slots+at, uint64(d))
		at = at<<1 | d
	}
}

// name writes the name of a file. Chance alone is in it.
func (c *coder) name(h hash) {
	for _, b := range h {
		for i := 7; i >= 0; i-- {
			c.digit(kindName*slots, uint64(b>>i&1))
		}
	}
}

// Symbols in place of the units that have these values.
const (
	symbolUnit = 126 // a unit from here on follows
	symbolEnd  = 127
)

// term writes a term after the one before it.
func (c *coder) term(term string) {
	var room [2 * maxTerm]uint16
	units := room[:0]
	for _, r := range term {
		units = utf16.AppendRune(units, r)
	}
	shared := 0
	for shared < min(len(c.prev), len(units)) && c.prev[shared] == units[shared] {
		shared++
	}
	c.number(kindShared, shared)
	if shared < len(c.prev) {
		kind := kindDistance
		if c.prev[shared] > 127 {
			kind++
		}
		c.number(kind, int(units[shared]-c.prev[shared]))
		shared++
	}
	before := uint16(0)
	if shared > 0 {
		before = units[shared-1]
	}
	for _, u := range units[shared:] {
		c.fixed(symbolKind(before), 7, int(min(u, symbolUnit)))
		if u >= symbolUnit {
			c.number(kindUnit, int(u))
		}
		before = u
	}
	c.fixed(symbolKind(before), 7, symbolEnd)
	c.prev = append(c.prev[:0], units...)
}

// symbolKind returns the kind of a symbol after a unit, 0 where none is before.
func symbolKind(before uint16) int {
	class := 2
	switch {
	case before == 0:
		class = 0
	case 'a' <= before && before <= 'z':
		class = 3 + int(before-'a')
	case before < 128:
		class = 1
	}
	return kindSymbol + 2*class
}

// children writes a count and, for each file, its key and its name.
func (c *coder) children(files []child) {
	c.number(kindOnce, len(files))
	c.prev = c.prev[:0]
	for _, f := range files {
		c.term(f.key)
		c.name(f.hash)
	}
}
