package math

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"duizhao/generator/diag"
)

// doubtful makes warnings of those of KaTeX's strict findings that an author
// should act on, one for each run of neighbouring characters.
func doubtful(tex string, at []int, doubts []doubt) []diag.Note {
	var notes []diag.Note
	for _, d := range merge(locate(tex, at, doubts)) {
		n := diag.Note{Start: d.Start, End: d.End, Severity: diag.Warning, Code: "tex-doubtful"}
		if n.Text, n.Hint = explain(d.Code, tex[d.Start:d.End]); n.Text != "" {
			notes = append(notes, n)
		}
	}
	return notes
}

// punctuation is what Chinese texts have between words.
const punctuation = "，。、；：？！（）【】《》〈〉「」『』〔〕“”‘’—～·…"

// explain returns text and hint for a finding in the given part of a formula;
// no text for one that needs no action.
func explain(code, part string) (text, hint string) {
	switch code {
	case "unicodeTextInMathMode", "unknownSymbol":
		if strings.Trim(part, punctuation) == "" {
			return fmt.Sprintf("the punctuation \"%s\" stands in a formula", part),
				fmt.Sprintf("end the formula before it, or write \\text{%s}", part)
		}
		if code == "unknownSymbol" {
			return fmt.Sprintf("KaTeX does not know the size of \"%s\"", part), "write its command, or keep it out of the formula"
		}
		return fmt.Sprintf("\"%s\" stands in a formula outside \\text", part),
			fmt.Sprintf("write \\text{%s}, or end the formula before it", part)
	case "commentAtEnd":
		return "\"%\" makes a comment of the rest of the formula", "write \\% for a per cent sign"
	case "newLineInDisplayMode":
		return fmt.Sprintf("\"%s\" stands outside an alignment", part), "put the lines into \\begin{aligned} … \\end{aligned}"
	}
	return "", ""
}

// locate turns the positions into bytes and finds those that KaTeX leaves out.
func locate(tex string, at []int, doubts []doubt) []doubt {
	var out []doubt
	for _, d := range doubts {
		switch {
		case d.Start >= 0:
			d.Start, d.End = trim(tex, offset(at, d.Start), offset(at, d.End))
		case d.Code == "commentAtEnd":
			d.Start, d.End = comment(tex)
		case d.Code == "newLineInDisplayMode":
			d.Start, d.End = newline(tex)
		default:
			d.Start, d.End = trim(tex, 0, len(tex))
		}
		out = append(out, d)
	}
	return out
}

// merge sorts findings by place and joins neighbours: 中文 is one finding.
// Repetitions go, too.
func merge(doubts []doubt) []doubt {
	slices.SortStableFunc(doubts, func(a, b doubt) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), strings.Compare(a.Code, b.Code))
	})
	var out []doubt
	for _, d := range doubts {
		if n := len(out) - 1; n >= 0 && out[n].Code == d.Code && d.Start <= out[n].End {
			out[n].End = max(out[n].End, d.End)
			continue
		}
		out = append(out, d)
	}
	return out
}

// comment returns the place of the comment that no line end closes.
func comment(tex string) (start, end int) {
	from := strings.LastIndexByte(tex, '\n') + 1
	for i := from; i < len(tex); i++ {
		switch tex[i] {
		case '\\':
			i++
		case '%':
			return i, i + 1
		}
	}
	return trim(tex, 0, len(tex))
}

// newline returns the place of the first line break outside environments.
func newline(tex string) (start, end int) {
	depth := 0
	for _, m := range command.FindAllStringIndex(tex, -1) {
		switch tex[m[0]:m[1]] {
		case `\begin`:
			depth++
		case `\end`:
			depth--
		case `\\`, `\newline`, `\cr`:
			if depth == 0 {
				return m[0], m[1]
			}
		}
	}
	return trim(tex, 0, len(tex))
}
