package calc

import (
	"fmt"
	"math"
)

// The aversions to risk that are shown, the one for the table of weights, and by
// how much one scenario becomes likelier there.
var aversions = []float64{0, 1, 2, 5}

const (
	middle        = 2
	tilt          = .2
	highestIncome = 10_000
)

// scenarios computes, of options with an income in each scenario (today's is 100):
//
//	sure-AVERSION-OPTION    the sure income of the same expected CRRA utility
//	best-AVERSION           the number of the option where it is greatest
//	tilt-SCENARIO-OPTION    the same if that scenario were likelier
//	tilt-best-SCENARIO
func (s *sheet) scenarios() values {
	s.called()
	s.numbered(1, "weight", 0, 1)
	for i, name := range s.names {
		s.numbered(2+i, name, 1, highestIncome)
	}
	if s.failed() {
		return nil
	}
	var weights []float64
	sum := 0.0
	for _, row := range s.rows {
		weights = append(weights, row[1].number)
		sum += row[1].number
	}
	if math.Abs(sum-1) > 1e-6 {
		s.rowsWrong("weights are chances: together they are 1", "the weights add up to %s, not 1", short(sum))
		return nil
	}
	out := values{}
	for _, aversion := range aversions {
		s.rank(out, fmt.Sprintf("sure-%v", aversion), fmt.Sprintf("best-%v", aversion), weights, aversion)
	}
	for i := range weights {
		s.rank(out, fmt.Sprintf("tilt-%d", i), fmt.Sprintf("tilt-best-%d", i), tilted(weights, i), middle)
	}
	return out
}

// rank adds what each option is worth, and which is worth most; the first of equals.
func (s *sheet) rank(out values, name, best string, weights []float64, aversion float64) {
	top, at := math.Inf(-1), 0
	for o := range s.names {
		v := s.sure(o, weights, aversion)
		out[fmt.Sprintf("%s-%d", name, o)] = rounded(v, 1)
		if v > top {
			top, at = v, o
		}
	}
	out[best] = rounded(float64(at), 0)
}

// sure is the certainty equivalent of an option.
func (s *sheet) sure(option int, weights []float64, aversion float64) float64 {
	expected := 0.0
	for i, w := range weights {
		expected += float64(w * utility(s.rows[i][2+option].number, aversion))
	}
	if aversion == 1 {
		return 100 * math.Exp(expected)
	}
	return 100 * math.Pow(1+float64((1-aversion)*expected), 1/(1-aversion))
}

// utility is CRRA; of an income of 100 it is 0.
func utility(income, aversion float64) float64 {
	x := income / 100
	if aversion == 1 {
		return math.Log(x)
	}
	return (math.Pow(x, 1-aversion) - 1) / (1 - aversion)
}

// tilted makes one weight greater, at most 1, and the others smaller in proportion.
func tilted(weights []float64, at int) []float64 {
	out := make([]float64, len(weights))
	raised, rest := min(weights[at]+tilt, 1), 1-weights[at]
	for i, w := range weights {
		switch {
		case i == at:
			out[i] = raised
		case rest != 0:
			out[i] = w * (1 - raised) / rest
		}
	}
	return out
}
