package site

import (
	"reflect"
	"strings"
	"testing"
)

func TestLines(t *testing.T) {
	for _, c := range []struct {
		text string
		want [][]Piece
	}{
		{"", nil},
		{" a \n\n b ", [][]Piece{{{"a", ""}}, {{"b", ""}}}},
		{"见[这里](/zh/)。", [][]Piece{{{"见", ""}, {"这里", "/zh/"}, {"。", ""}}}},
		{"[a](x)[b](y)", [][]Piece{{{"a", "x"}, {"b", "y"}}}},
		{"[1] and [[a](x)", [][]Piece{{{"[1] and [", ""}, {"a", "x"}}}},
		{"[a](x", [][]Piece{{{"[a](x", ""}}}},
	} {
		if got := Lines(c.text); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
	// Near-linear in what it reads.
	Lines(strings.Repeat("[", 1<<20))
	Lines(strings.Repeat("[a](", 1<<18))
}
