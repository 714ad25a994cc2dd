package search

import (
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// TestCommon holds the short way of fold to the long one, for every character.
func TestCommon(t *testing.T) {
	n := 0
	for r := rune(0); r <= utf8.MaxRune; r++ {
		text := "中" + string(r) + "文"
		if !utf8.ValidRune(r) || !common(text) {
			continue
		}
		n++
		folded, traditional := fold(text)
		if want, also := fold(norm.NFKC.String(text)); folded != want || traditional != also {
			t.Errorf("%q: %q, the long way %q", text, folded, want)
		}
		if stable := norm.NFKC.String(folded); stable != folded {
			t.Errorf("%q: %q is not in normal form: %q", text, folded, stable)
		}
	}
	if n < 20992+128+94 {
		t.Errorf("%d characters are common", n)
	}
}
