package assemble

import "testing"

func TestSigned(t *testing.T) {
	for in, want := range map[string]string{
		"-2.9": "−2.9", "-12%": "−12%", "-1,200": "−1,200", "2.9": "2.9", "-": "-", "-x": "-x", "-1 2": "-1 2", "-2-3": "-2-3", "": "", "-.5": "-.5", "a -1": "a -1",
	} {
		if got := signed(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}
