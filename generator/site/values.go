package site

import (
	"slices"
	"strings"
)

// Values are what the variables of a text stand for, by name.
type Values map[string]string

// Resolve returns the runs with their variables as the prose they stand for;
// one that has no value stays its name.
func (v Values) Resolve(runs []Run) []Run {
	if !HasVar(runs) {
		return runs
	}
	out := slices.Clone(runs)
	for i, r := range out {
		if r.Field != Var {
			continue
		}
		out[i].Field = Prose
		if value, ok := v[r.Text]; ok {
			out[i].Text = value
		}
	}
	return out
}

// Text returns the runs as one text, variables resolved.
func (v Values) Text(runs []Run) string {
	return strings.TrimSpace(Block{Runs: v.Resolve(runs)}.Text())
}

// HasVar reports whether a variable stands in the runs.
func HasVar(runs []Run) bool {
	return slices.ContainsFunc(runs, func(r Run) bool { return r.Field == Var })
}
