package build

import (
	"fmt"
	"slices"

	"duizhao/generator/check"
	"duizhao/generator/diag"
)

// excepted takes out what comments in the texts except, and reports the comments
// that have no reason, name no code or except nothing.
func (b *builder) excepted(found []diag.Diagnostic) []diag.Diagnostic {
	var out, wrong []diag.Diagnostic
	byFile := map[string][]exception{}
	for _, d := range diag.Sort(slices.Clone(found)) {
		if d.Code == diag.Excepted && d.Severity == diag.Off {
			byFile[d.File] = append(byFile[d.File], exception{Diagnostic: d})
		}
	}
	if len(byFile) == 0 {
		return found
	}
	for _, d := range found {
		if d.Code == diag.Excepted && d.Severity == diag.Off {
			continue
		}
		held := false
		for i := range byFile[d.File] {
			if x := &byFile[d.File][i]; x.covers(d) {
				x.used, held = true, true
			}
		}
		if !held {
			out = append(out, d)
		}
	}
	codes := check.Names()
	for _, list := range byFile {
		for _, x := range list {
			if d, bad := x.wrong(codes); bad {
				wrong = append(wrong, d)
			}
		}
	}
	return append(out, wrong...)
}

// exception is a comment that excepts a block from a code.
type exception struct {
	diag.Diagnostic
	used bool
}

func (x *exception) covers(d diag.Diagnostic) bool {
	return x.Text == d.Code && x.From <= d.Line && d.Line <= x.To && x.Hint != "" && allowed(d.Code)
}

// allowed reports whether a code can be excepted: what leaves no safe page cannot.
func allowed(code string) bool { return !slices.Contains(structural, code) && code != diag.Excepted }

// wrong says what is wrong with a comment. The codes of comparisons count for two
// texts, so that those who compare tell whether such a one is needed.
func (x *exception) wrong(codes []string) (diag.Diagnostic, bool) {
	d := diag.Diagnostic{Pos: x.Pos, Severity: diag.Warning, Code: diag.Excepted}
	switch {
	case x.Text == "":
		d.Text, d.Hint = "this comment names no code", "write <!-- duizhao-ignore CODE: reason -->"
	case !slices.Contains(codes, x.Text):
		d.Text, d.Hint = fmt.Sprintf("no diagnostic has the code %q", x.Text), diag.DidYouMean(x.Text, codes)
	case x.Hint == "":
		d.Text, d.Hint = fmt.Sprintf("%q has no reason here, and so excepts nothing", x.Text), "write it behind a colon: <!-- duizhao-ignore "+x.Text+": reason -->"
	case !allowed(x.Text):
		d.Text = fmt.Sprintf("%q cannot be excepted: it leaves no page, or no safe one", x.Text)
	case x.used || slices.Contains(check.Silencable(), x.Text):
		return d, false
	default:
		d.Text, d.Hint = fmt.Sprintf("%q is not reported here, so there is nothing to except", x.Text), "take it out of the comment"
	}
	return d, true
}
