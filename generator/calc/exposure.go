package calc

import (
	"fmt"
	"slices"
	"strings"
)

// week is how many hours a task may take.
const week = 168

// labels in the order of what they count for: a more generous one counts for no
// less in any measure.
var labels = []string{"E0", "E2", "E1"}

// measures say what an hour with a label counts.
var measures = []struct {
	name   string
	counts map[string]float64
}{
	{"alpha", map[string]float64{"E1": 1}},
	{"beta", map[string]float64{"E2": .5, "E1": 1}},
	{"gamma", map[string]float64{"E2": 1, "E1": 1}},
}

// exposure computes, of tasks with hours and two labels each:
//
//	hours          all of them
//	share-ROW      a task's part of them, as a percentage
//	MEASURE-low    MEASURE-high    the sum of share times count, under the low or high labels
//	MEASURE-bar    both, as a drawing
//	unsure  unsure-hours           the tasks whose labels differ
func (s *sheet) exposure() values {
	s.called()
	s.numbered(1, "hours", 0, week)
	total := 0.0
	for _, row := range s.rows {
		for c := 2; c <= 3; c++ {
			s.label(&row[c], s.kind.columns[c])
		}
		if low, high := slices.Index(labels, row[2].text), slices.Index(labels, row[3].text); low >= 0 && high >= 0 && low > high {
			s.cellWrong(row[2], "the order is E0, E2, E1", "low %s counts for more than high %s", row[2].text, row[3].text)
		}
		total += row[1].number
	}
	if s.failed() {
		return nil
	}
	if total <= 0 {
		s.rowsWrong("write how many hours a week each task takes", "the hours add up to 0")
		return nil
	}
	out := values{"hours": shortened(total)}
	unsure, unsureHours := 0, 0.0
	for i, row := range s.rows {
		out[fmt.Sprintf("share-%d", i)] = percent(row[1].number / total)
		if row[2].text != row[3].text {
			unsure++
			unsureHours += row[1].number
		}
	}
	out["unsure"] = rounded(float64(unsure), 0)
	out["unsure-hours"] = shortened(unsureHours)
	for _, m := range measures {
		var ends [2]float64
		for i := range ends {
			for _, row := range s.rows {
				// The conversion keeps a machine from adding before it rounds the product.
				ends[i] += float64(row[1].number / total * m.counts[row[2+i].text])
			}
		}
		out[m.name+"-low"], out[m.name+"-high"] = rounded(ends[0], 3), rounded(ends[1], 3)
		out[m.name+"-bar"] = bar(100*ends[0], 100*ends[1])
	}
	return out
}

func percent(x float64) value { return value{x, fixed(100*x, 1) + "%"} }

// label checks a label and writes it in capital letters.
func (s *sheet) label(c *cell, column string) {
	if up := strings.ToUpper(c.text); slices.Contains(labels, up) {
		c.text = up
		return
	}
	s.cellWrong(*c, "there are E0, E1 and E2", "%q in the column %q is no label", c.text, column)
}
