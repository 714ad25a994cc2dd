package calc

import "math"

// swing is the share by which each number is made less and more.
const swing = .2

// numbers of an option with their bounds.
var numbers = []struct {
	name string
	high float64
}{{"q", 1}, {"G", 1e6}, {"K", 1e6}, {"c", 1e6}, {"delta", 1}}

// option computes, of a step that can be tried first:
//
//	learn       delta q max(0, G - K) - c: pay c to find out, go on only if it is worth K
//	commit      delta q G - K: pay the whole price at once
//	even        the chance q from which learning pays; "–" where it never does
//	NAME-less   NAME-more    learning, with one number a fifth less or more
//	NAME-bar    both, as a drawing; zero marks the place of nothing in it
func (s *sheet) option() values {
	var x [5]float64
	for i, n := range numbers {
		s.numbered(i, n.name, 0, n.high)
	}
	if len(s.rows) > 1 {
		s.cellWrong(s.rows[1][0], "keep one row", "an option has one row of numbers")
	}
	if s.failed() {
		return nil
	}
	for i := range x {
		x[i] = s.rows[0][i].number
	}
	out := values{
		"learn":  rounded(learning(x), 1),
		"commit": rounded(x[4]*x[0]*x[1]-x[2], 1),
		"even":   {math.Inf(1), "–"},
	}
	if x[1] > x[2] && x[4] > 0 {
		out["even"] = rounded(x[3]/(x[4]*(x[1]-x[2])), 3)
	}
	lowest, highest := 0.0, 0.0
	for i, n := range numbers {
		less, more := x, x
		less[i], more[i] = x[i]*(1-swing), x[i]*(1+swing)
		if n.high == 1 { // a chance and a discount stay within 1
			more[i] = min(more[i], 1)
		}
		a, b := learning(less), learning(more)
		out[n.name+"-less"], out[n.name+"-more"] = rounded(a, 1), rounded(b, 1)
		lowest, highest = min(lowest, a, b), max(highest, a, b)
	}
	place := func(v float64) float64 { return 4 + 92*(v-lowest)/max(highest-lowest, 1e-9) }
	for _, n := range numbers {
		a, b := out[n.name+"-less"].number, out[n.name+"-more"].number
		out[n.name+"-bar"] = bar(place(min(a, b)), place(max(a, b)))
	}
	out["zero"] = value{place(0), "M" + plain(place(0)) + " 0V8"}
	return out
}

// learning is the value of trying first, of q, G, K, c and delta.
func learning(x [5]float64) float64 {
	return float64(x[4]*x[0]*max(0, x[1]-x[2])) - x[3]
}
