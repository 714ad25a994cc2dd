package pairing

import (
	"encoding/binary"
	"math/rand"
	"reflect"
	"runtime"
	"testing"
)

// TestDecode holds that an alignment comes back as it was written, and that what is
// none is told from one.
func TestDecode(t *testing.T) {
	for _, al := range []Alignment{
		{},
		{Headings: []int{-1, 0, 300}},
		{Headings: []int{2, -1}, Rows: []Row{{A: []int{0}, B: []int{0, 1}}, {A: []int{1}}, {B: []int{500}}, {A: []int{2, 3, 4}, B: []int{2}, Moved: true}}},
	} {
		data := al.Append(nil)
		got, ok := Decode(data)
		if !ok || !reflect.DeepEqual(got, al) {
			t.Errorf("got %v, %v, want %v", got, ok, al)
		}
		for n := range data {
			Decode(data[:n]) // cut off, it may be another alignment or none
		}
	}
	for _, bad := range []string{"", "\x80", "\x05\x01", "\xff\xff\xff\xff\xff\x7f", "\x00\x02\x01\x00"} {
		if got, ok := Decode([]byte(bad)); ok {
			t.Errorf("%q is %v", bad, got)
		}
	}
}

// TestDecodeCost holds that no bytes cost more memory than a multiple of their
// length, whatever lengths they claim.
func TestDecodeCost(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	var inputs [][]byte
	for n := range 2000 {
		data := make([]byte, n)
		rng.Read(data)
		inputs = append(inputs, data, make([]byte, n)) // zeros are rows of nothing
	}
	for _, claim := range []uint64{1000, 1 << 20, 1 << 40} {
		inputs = append(inputs, binary.AppendUvarint(nil, claim), binary.AppendUvarint([]byte{0}, claim), binary.AppendUvarint([]byte{0, 0}, claim))
	}
	for _, data := range inputs {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		Decode(data)
		runtime.ReadMemStats(&after)
		if got, most := after.TotalAlloc-before.TotalAlloc, uint64(200*len(data)+4096); got > most {
			t.Fatalf("%d bytes that begin with %x cost %d, more than %d", len(data), data[:min(8, len(data))], got, most)
		}
	}
}
