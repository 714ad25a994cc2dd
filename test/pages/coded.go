package main

import (
	"errors"
	"fmt"
	"math/bits"
)

// Kinds of numbers.
const (
	once    = 1
	section = 142
)

// coded reads an arithmetic code. What is damaged panics.
type coded struct {
	data       []byte
	at         int
	code, size uint64
	seen       map[[2]int]*[2]uint64
	highest    map[int]int
}

var errShort = errors.New("the file is cut off")

func newCoded(data []byte) *coded {
	r := &coded{data: data, size: 1<<32 - 1, seen: map[[2]int]*[2]uint64{}, highest: map[int]int{}}
	for range 4 {
		r.shift()
	}
	return r
}

func (r *coded) shift() {
	if r.at >= len(r.data) {
		panic(errShort)
	}
	r.code = r.code<<8 + uint64(r.data[r.at])
	r.at++
}

func (r *coded) digit(kind, slot int) int {
	s := r.seen[[2]int{kind, slot}]
	if s == nil {
		s = &[2]uint64{}
		r.seen[[2]int{kind, slot}] = s
	}
	ones := s[1]*2 + 1
	part := r.size * ones / (s[0]*2 + 1 + ones)
	one := 0
	if r.code < part {
		one, r.size = 1, part
	} else {
		r.code -= part
		r.size -= part
	}
	if s[one]++; s[0]+s[1] > 127 {
		s[0] >>= 1
		s[1] >>= 1
	}
	for ; r.size < 1<<24; r.size <<= 8 {
		r.shift()
	}
	return one
}

func (r *coded) number(kind int) int {
	n := 0
	for r.digit(kind, n) == 1 {
		if n++; n > 31 {
			panic(errors.New("a number is too large"))
		}
	}
	v := 1
	for ; n > 0; n-- {
		v = v*2 + r.digit(kind, 32+n-1)
	}
	return v - 1
}

func (r *coded) fixed(kind, digits int) int {
	v := 1
	for range digits {
		v = v*2 + r.digit(kind, v)
	}
	return v - 1<<digits
}

func (r *coded) name() string {
	v := 0
	for range 48 {
		v = v*2 + r.digit(0, 0)
	}
	return fmt.Sprintf("%012x", v)
}

func (r *coded) names() []string {
	out := make([]string, r.number(once))
	for i := range out {
		out[i] = r.name()
	}
	return out
}

// term reads a term after another, in UTF-16 units.
func (r *coded) term(before []uint16) []uint16 {
	shared := r.number(2)
	if shared > len(before) {
		panic(errors.New("a term shares more than there is"))
	}
	term := append([]uint16(nil), before[:shared]...)
	if shared < len(before) {
		old, kind := before[shared], 3
		if old > 127 {
			kind = 4
		}
		term = append(term, old+uint16(r.number(kind)))
	}
	for {
		last := uint16(0)
		if len(term) > 0 {
			last = term[len(term)-1]
		}
		c := 0
		switch {
		case last > 96 && last < 123:
			c = int(last) - 94
		case last > 127:
			c = 2
		case last > 0:
			c = 1
		}
		switch symbol := r.fixed(84+2*c, 7); {
		case symbol > 126:
			return term
		case symbol == 126:
			term = append(term, uint16(r.number(5)))
		default:
			term = append(term, uint16(symbol))
		}
	}
}

func (r *coded) children() []string {
	out := make([]string, r.number(once))
	term := []uint16(nil)
	for i := range out {
		term = r.term(term)
		out[i] = r.name()
	}
	return out
}

// rows reads over the sections of a term on so many pages.
func (r *coded) rows(count int) {
	kind := bits.Len(uint(count))
	page := 0
	for ; count > 0; count-- {
		page += r.number(32 + kind)
		at := 0
		for later, more := 0, 1; more == 1; later = 1 {
			high := r.highest[page]
			distance := 32
			if at <= high {
				distance = bits.Len(uint(high - at))
			}
			at += r.number(section + distance + 33*later)
			grade := 10 + 2*later
			if at == 0 {
				grade++
			}
			r.fixed(grade, 3)
			more = r.digit(14, kind)
			at++
			r.highest[page] = max(high, at)
		}
		page++
	}
}
