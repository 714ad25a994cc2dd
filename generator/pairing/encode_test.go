package pairing

import (
	"reflect"
	"testing"
)

// TestDecode holds that an alignment comes back as it was written, and that no
// bytes cost more than they are long.
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
