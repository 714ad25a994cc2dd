package pairing

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// Edit is a stretch of two texts: of both, of the old one alone, or of the new.
type Edit struct {
	Op   Op
	Text string
}

// Op says which of two texts has a stretch.
type Op byte

// The operations.
const (
	Same Op = '='
	Cut  Op = '-'
	Put  Op = '+'
)

// worst is the number of words that may differ before the whole of two texts
// counts as changed: the time that a comparison takes grows with its square.
const worst = 1000

// Diff compares two texts word by word, Han character by character, by the
// shortest edit script (Myers, 1986). The texts of Same and Cut together are the
// old text, those of Same and Put the new one.
func Diff(old, new string) []Edit {
	a, b := tokens(old), tokens(new)
	var head, tail []Edit
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		head = append(head, Edit{Same, a[0]})
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		tail = append(tail, Edit{Same, a[len(a)-1]})
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	out := append(head, script(a, b)...)
	for i := len(tail) - 1; i >= 0; i-- {
		out = append(out, tail[i])
	}
	return coalesced(out)
}

// tokens cuts a text into words of letters and digits, and single other
// characters; of Han every character is one.
func tokens(s string) []string {
	var out []string
	word := 0 // where the current word begins, if it is one
	for i, r := range s {
		in := (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)) && !han(r)
		if !in {
			if word < i {
				out = append(out, s[word:i])
			}
			size := utf8.RuneLen(r)
			if r == utf8.RuneError {
				_, size = utf8.DecodeRuneInString(s[i:])
			}
			out = append(out, s[i:i+size])
			word = i + size
		}
	}
	if word < len(s) {
		out = append(out, s[word:])
	}
	return out
}

// script finds the shortest way from a to b.
func script(a, b []string) []Edit {
	n, m := len(a), len(b)
	limit := min(n+m, worst)
	// far[k] is how far in a the path on diagonal k has come; each round is kept
	// to walk back.
	far := make([]int, 2*limit+3)
	var rounds [][]int
	for d := 0; d <= limit; d++ {
		for k := -d; k <= d; k += 2 {
			x := far[limit+1+k-1] + 1
			if k == -d || k != d && far[limit+1+k-1] < far[limit+1+k+1] {
				x = far[limit+1+k+1]
			}
			for x < n && x-k < m && a[x] == b[x-k] {
				x++
			}
			far[limit+1+k] = x
			if x >= n && x-k >= m {
				return back(a, b, rounds, d, k)
			}
		}
		rounds = append(rounds, append([]int(nil), far[limit+1-d:limit+1+d+1]...))
	}
	var out []Edit
	for _, t := range a {
		out = append(out, Edit{Cut, t})
	}
	for _, t := range b {
		out = append(out, Edit{Put, t})
	}
	return out
}

// back walks from the end of a shortest path to its start. rounds[d][k+d] is how
// far diagonal k had come in round d.
func back(a, b []string, rounds [][]int, d, k int) []Edit {
	var out []Edit
	x, y := len(a), len(b)
	for ; d > 0; d-- {
		at := func(k int) int { return rounds[d-1][k+d-1] }
		down := k == -d || k != d && at(k-1) < at(k+1)
		start := 0
		if down {
			k++
			start = at(k)
		} else {
			k--
			start = at(k) + 1
		}
		for ; x > start; x, y = x-1, y-1 {
			out = append(out, Edit{Same, a[x-1]})
		}
		if down {
			y--
			out = append(out, Edit{Put, b[y]})
		} else {
			x--
			out = append(out, Edit{Cut, a[x]})
		}
	}
	for ; x > 0; x-- {
		out = append(out, Edit{Same, a[x-1]})
	}
	slices.Reverse(out)
	return out
}

// coalesced makes one edit of neighbours of one kind, and between two things that
// are the same puts what was cut before what was put.
func coalesced(edits []Edit) []Edit {
	var out []Edit
	var cut, put string
	flush := func() {
		if cut != "" {
			out = append(out, Edit{Cut, cut})
		}
		if put != "" {
			out = append(out, Edit{Put, put})
		}
		cut, put = "", ""
	}
	for _, e := range edits {
		switch e.Op {
		case Cut:
			cut += e.Text
		case Put:
			put += e.Text
		case Same:
			flush()
			if last := len(out) - 1; last >= 0 && out[last].Op == Same {
				out[last].Text += e.Text
			} else {
				out = append(out, e)
			}
		}
	}
	flush()
	return out
}
