package check

import (
	_ "embed"
	"strings"
)

// explained is the text of every code that is not in Codes: how severe what it
// reports is unless settings say otherwise, what it means in Chinese, an example of
// what is wrong and what is right. A line "# CODE" begins each.
//
//go:embed explained.txt
var explained string

// Explanation is what a code means, beyond Code.
type Explanation struct {
	Severity  string // "error", "warning", or both
	Chinese   string // as Code.Text
	Bad, Good string // examples, lines with newlines between
}

// Explain returns the explanations by code.
func Explain() map[string]Explanation {
	out := map[string]Explanation{}
	for part := range strings.SplitSeq("\n"+explained, "\n# ") {
		code, rest, _ := strings.Cut(part, "\n")
		if code == "" {
			continue
		}
		var x Explanation
		for line := range strings.SplitSeq(rest, "\n") {
			key, value, _ := strings.Cut(line, ":")
			value = strings.TrimPrefix(value, " ")
			switch key {
			case "severity":
				x.Severity = value
			case "zh":
				x.Chinese = value
			case "bad":
				x.Bad += value + "\n"
			case "good":
				x.Good += value + "\n"
			}
		}
		x.Bad, x.Good = strings.TrimSuffix(x.Bad, "\n"), strings.TrimSuffix(x.Good, "\n")
		out[code] = x
	}
	return out
}
