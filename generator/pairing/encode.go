package pairing

import "encoding/binary"

// Append writes an alignment behind out, for Decode. All numbers are unsigned
// varints: the number of headings and, of each, its partner plus one, 0 for none;
// then, to the end, the rows, each as twice the number of blocks of a, plus one
// where the row has moved, that of b, and the indices of both.
func (al Alignment) Append(out []byte) []byte {
	number := func(n int) { out = binary.AppendUvarint(out, uint64(n)) }
	number(len(al.Headings))
	for _, j := range al.Headings {
		number(j + 1)
	}
	for _, r := range al.Rows {
		moved := 0
		if r.Moved {
			moved = 1
		}
		number(2*len(r.A) + moved)
		number(len(r.B))
		for _, i := range r.A {
			number(i)
		}
		for _, j := range r.B {
			number(j)
		}
	}
	return out
}

// Decode returns the alignment that Append wrote; false where the bytes are none.
// A list without elements is nil.
func Decode(data []byte) (al Alignment, ok bool) {
	d := decoder{rest: data}
	if al.Headings = d.list(d.number()); al.Headings != nil {
		for i := range al.Headings {
			al.Headings[i]--
		}
	}
	for len(d.rest) > 0 {
		n, m := d.number(), d.number()
		al.Rows = append(al.Rows, Row{A: d.list(n / 2), B: d.list(m), Moved: n%2 == 1})
	}
	return al, !d.broken
}

// decoder reads numbers. Behind the first that is none all are 0.
type decoder struct {
	rest   []byte
	broken bool
}

func (d *decoder) number() int {
	n, size := binary.Uvarint(d.rest)
	if size <= 0 || n > 1<<40 {
		d.rest, d.broken = nil, true
		return 0
	}
	d.rest = d.rest[size:]
	return int(n)
}

// list reads n numbers.
func (d *decoder) list(n int) []int {
	if n > len(d.rest) { // each takes a byte or more
		d.rest, d.broken = nil, true
	}
	if n == 0 || d.broken {
		return nil
	}
	out := make([]int, n)
	for i := range out {
		out[i] = d.number()
	}
	return out
}
