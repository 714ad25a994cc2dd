package markdown

import (
	"bytes"
	"fmt"
	"slices"

	"duizhao/generator/diag"
)

// conflicts reports the marks that version control leaves at the start of lines
// where it could not merge: seven <, then seven =, then seven >. Seven = alone
// underline a heading, seven > are quotes in each other. In code the marks may be
// what a text is about.
func (c *compiler) conflicts() {
	if !bytes.Contains(c.src, []byte("<<<<<<<")) {
		return
	}
	open, code := false, c.codeAt()
	for at := 0; at < len(c.src); {
		line, _, _ := bytes.Cut(c.src[at:], []byte("\n"))
		mark := conflictMark(line)
		if !code(at) && (mark == '<' || open && mark != 0) {
			open = mark != '>'
			c.note(diag.Note{
				Start: at, End: at + 7, Severity: diag.Error, Code: "merge-conflict",
				Text: fmt.Sprintf("%q is the mark of a merge that is not finished", line[:7]),
				Hint: "keep one of the two versions, and take out the lines with the marks",
			})
		}
		at += len(line) + 1
	}
}

// codeAt returns a function that tells, of ever later places in the source,
// whether they are in a block of code.
func (c *compiler) codeAt() func(at int) bool {
	var spans [][2]int
	for _, l := range c.doc.Leaves {
		if l.Kind == CodeLeaf {
			spans = append(spans, [2]int{l.Start, l.End})
		}
	}
	slices.SortFunc(spans, func(a, b [2]int) int { return a[0] - b[0] })
	return func(at int) bool {
		for len(spans) > 0 && spans[0][1] <= at {
			spans = spans[1:]
		}
		return len(spans) > 0 && spans[0][0] <= at
	}
}

// conflictMark returns the sign of which exactly seven begin the line, alone or
// before a space; 0 where it begins with anything else.
func conflictMark(line []byte) byte {
	if len(line) < 7 || bytes.IndexByte([]byte("<=>"), line[0]) < 0 {
		return 0
	}
	rest := bytes.TrimLeft(line, string(line[0]))
	if len(line)-len(rest) != 7 || len(rest) > 0 && rest[0] != ' ' {
		return 0
	}
	return line[0]
}
