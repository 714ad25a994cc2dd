package serve

import (
	"context"
	"testing"
)

// A version that is replaced while it is being made must not be held: its make
// function may hold a whole old site.
func TestReplacedVersionIsNotHeld(t *testing.T) {
	p := NewPreview(0)
	offer := func(key byte, make func(context.Context) ([]byte, error)) {
		p.Begin()
		if err := p.Put("a.html", [16]byte{key}, make); err != nil {
			t.Fatal(err)
		}
		p.End(nil)
	}
	plain := func(context.Context) ([]byte, error) { return []byte("new"), nil }
	offer(1, func(context.Context) ([]byte, error) {
		offer(2, plain)
		return []byte("old"), nil
	})
	for _, want := range []string{"old", "new"} { // the first asked for the old one
		if f, err := p.Read(t.Context(), "a.html"); err != nil || string(f.Data) != want {
			t.Errorf("%q, %v, want %q", f.Data, err, want)
		}
		if held := p.made.order.Len(); want == "old" && held != 0 || want == "new" && held != 1 {
			t.Errorf("after %q: %d held", want, held)
		}
	}
}
