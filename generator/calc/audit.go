package calc

import (
	"cmp"
	"fmt"
	"slices"
)

// highestScore is the most that a skill is given for need, level or proof.
const highestScore = 4

// gap is what is missing of the skill in a row, in hours times levels.
type gap struct {
	row              int
	all, learn, show float64
}

// audit computes, of skills with the hours that they serve and three scores each:
//
//	gap  learn  show    all that is missing, and its two parts, of all skills
//	rank-RANK           the skill, the largest gap first; equal ones by their names
//	rank-RANK-gap  rank-RANK-learn  rank-RANK-show
//	rank-RANK-learn-bar  rank-RANK-show-bar    the parts of the largest gap, as drawings
//	first               the first skill; "–" where nothing is missing
func (s *sheet) audit() values {
	s.called()
	s.numbered(1, "hours", 0, week)
	for c := 2; c <= 4; c++ {
		s.numbered(c, s.kind.columns[c], 0, highestScore)
	}
	if s.failed() {
		return nil
	}
	ranked := s.ranked()
	all, learn, show, largest := 0.0, 0.0, 0.0, ranked[0].all
	out := values{}
	for rank, g := range ranked {
		all, learn, show = all+g.all, learn+g.learn, show+g.show
		name := fmt.Sprintf("rank-%d", rank)
		out[name] = value{float64(g.row), s.rows[g.row][0].text}
		out[name+"-gap"], out[name+"-learn"], out[name+"-show"] = shortened(g.all), shortened(g.learn), shortened(g.show)
		from, to := 100*g.learn/max(largest, 1e-9), 100*g.all/max(largest, 1e-9)
		out[name+"-learn-bar"], out[name+"-show-bar"] = bar(0, from), bar(from, to)
	}
	out["gap"], out["learn"], out["show"] = shortened(all), shortened(learn), shortened(show)
	out["first"] = out["rank-0"]
	if largest == 0 {
		out["first"] = value{out["rank-0"].number, "–"}
	}
	return out
}

// ranked are the gaps in order. A level counts as far as it is proved.
func (s *sheet) ranked() (out []gap) {
	for i, row := range s.rows {
		hours, need, level, proof := row[1].number, row[2].number, row[3].number, row[4].number
		// The conversions keep a machine from subtracting before it rounds the products.
		g := gap{row: i, all: float64(hours * max(0, need-min(level, proof))), learn: float64(hours * max(0, need-level))}
		g.show = g.all - g.learn
		out = append(out, g)
	}
	slices.SortStableFunc(out, func(a, b gap) int {
		return cmp.Or(cmp.Compare(b.all, a.all), cmp.Compare(s.rows[a.row][0].text, s.rows[b.row][0].text))
	})
	return out
}
