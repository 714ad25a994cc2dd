package pairing

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestDiff(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"", "", ""},
		{"same", "same", "=same"},
		{"a cat sat", "a dog sat", "=a |-cat|+dog|= sat"},
		{"一只猫坐着", "一只狗坐了", "=一只|-猫|+狗|=坐|-着|+了"},
		{"", "new", "+new"},
		{"old", "", "-old"},
		{"one two three", "one three four", "=one |-two |=three|+ four"},
		{"\xff a", "\xff b", "=\xff |-a|+b"},
	} {
		var out []string
		for _, e := range Diff(c.old, c.new) {
			out = append(out, string(e.Op)+e.Text)
		}
		if got := strings.Join(out, "|"); got != c.want {
			t.Errorf("%q to %q: got %s, want %s", c.old, c.new, got, c.want)
		}
	}
}

// TestDiffIsWhole holds that both texts can be read from the difference, those
// that have too little in common too, and that none is longer than needed.
func TestDiffIsWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		var words [2][]string
		for i := range words {
			for range r.IntN(12) {
				words[i] = append(words[i], fmt.Sprint(r.IntN(4)))
			}
		}
		check(t, strings.Join(words[0], " "), strings.Join(words[1], " "))
	}
	check(t, strings.Repeat("一", 9000), strings.Repeat("二", 9000))
}

func check(t *testing.T, old, new string) {
	t.Helper()
	var a, b strings.Builder
	for _, e := range Diff(old, new) {
		if e.Op != Put {
			a.WriteString(e.Text)
		}
		if e.Op != Cut {
			b.WriteString(e.Text)
		}
	}
	if a.String() != old || b.String() != new {
		t.Fatalf("%q to %q is read as %q to %q", old, new, a.String(), b.String())
	}
}
