// Package diag holds what an author can act on: positions in the files they
// wrote and diagnostics that name what is wrong and what to do.
//
// There are two kinds of trouble in this program. What the author of a chapter
// can mend is a Diagnostic: stages collect them, and go on. What the program or
// the machine got wrong is a Go error, returned at once. Only the first kind
// lives here.
//
// A stage whose result is remembered between builds (a parsed page, a rendered
// formula) must not remember where the text stood: the file may move, and one
// formula stands in two languages. Such a stage returns Notes, whose span is in
// bytes of its own input; the caller, who knows the file, turns them into
// Diagnostics with Note.In.
//
// The one text form, printed by cmd/duizhao:
//
//	content/en/why.md:12:8: error: no page "skills.md" in any language [broken-link]
//		hint: did you mean "skill-audit.md"?
//
// Messages start in lower case, have no full stop, name the thing in quotes and
// tell what to do.
//
// The one form for machines is JSON; `check --format json` prints it and the
// preview's pages read it.
package diag

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Severity says whether a diagnostic stops publishing.
type Severity int

// The severities, mildest first.
const (
	Off Severity = iota // not reported at all; only from settings
	Warning
	Error
)

// String returns the word printed in a diagnostic.
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	}
	return "off"
}

// Pos is a place in a file. Lines and columns count from 1, columns in
// characters (code points): 中 is one. A zero Line means the whole file.
type Pos struct {
	File string // slash-separated, relative to the site's root
	Line int
	Col  int
	End  int // column behind the last character on the same line; 0 if unknown
}

// At returns the position of the byte offset in src. An offset outside src is
// moved to its nearest end.
func At(file string, src []byte, offset int) Pos {
	return Between(file, src, offset, offset)
}

// Between returns the position of src[start:end]; Pos.End is set when the span
// is not empty and ends on the line it starts on, else at the end of that line.
func Between(file string, src []byte, start, end int) Pos {
	start = min(max(start, 0), len(src))
	end = min(max(end, start), len(src))
	head := src[:start]
	bol := bytes.LastIndexByte(head, '\n') + 1
	p := Pos{
		File: file,
		Line: 1 + bytes.Count(head, []byte{'\n'}),
		Col:  1 + utf8.RuneCount(src[bol:start]),
	}
	if end > start {
		span := src[start:end]
		if i := bytes.IndexByte(span, '\n'); i >= 0 {
			span = span[:i]
		}
		p.End = p.Col + utf8.RuneCount(span)
	}
	return p
}

// String returns "file:line:column", shorter where parts are unknown.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Diagnostic is one thing an author can mend, at its place.
type Diagnostic struct {
	Pos
	Severity Severity
	Code     string // stable, documented: duizhao help CODE
	Text     string
	Hint     string // may be empty

	// What to write in place of the span, where one thing alone is right: a line's
	// columns from Col to before End, or nothing where there is no End.
	Fix      string
	Fixable  bool
	From, To int // of an exception: the lines that it covers, else 0
}

// Excepted is the code of what is no finding but an exception from others: Text is
// their code, Hint the reason, and From and To tell the lines. Its severity is Off.
const Excepted = "exception"

// String returns the one text form, without a final newline.
func (d Diagnostic) String() string {
	var b strings.Builder
	if d.File != "" {
		b.WriteString(d.Pos.String() + ": ")
	}
	fmt.Fprintf(&b, "%s: %s [%s]", d.Severity, d.Text, d.Code)
	if d.Hint != "" {
		b.WriteString("\n\thint: " + d.Hint)
	}
	return b.String()
}

// Note is a diagnostic that does not know its file yet: Start and End are byte
// offsets in the input of the stage that made it.
type Note struct {
	Start, End int
	Severity   Severity
	Code       string
	Text       string
	Hint       string
	Fix        string // what to write in place of the span, if Fixable; the span is in one line
	Fixable    bool

	From, To int // of an exception: the bytes that it covers, else 0
}

// In places the note in a file whose whole text is src.
func (n Note) In(file string, src []byte) Diagnostic {
	d := Diagnostic{
		Pos:      Between(file, src, n.Start, n.End),
		Severity: n.Severity,
		Code:     n.Code,
		Text:     n.Text,
		Hint:     n.Hint,
		Fix:      n.Fix,
		Fixable:  n.Fixable,
	}
	if n.To > 0 {
		d.To = At(file, src, n.To).Line
		if d.From = At(file, src, n.From).Line; n.From == 0 {
			d.From = 0 // with what is about the whole file
		}
	}
	return d
}

// Sort orders diagnostics by file, place, code and text, and drops exact
// repetitions (a fallback page reports its source a second time). It returns
// the shortened slice.
func Sort(ds []Diagnostic) []Diagnostic {
	slices.SortFunc(ds, func(a, b Diagnostic) int {
		return cmp.Or(
			strings.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Col, b.Col),
			strings.Compare(a.Code, b.Code),
			strings.Compare(a.Text, b.Text),
			strings.Compare(a.Hint, b.Hint),
			cmp.Compare(a.End, b.End),
			cmp.Compare(a.Severity, b.Severity),
			strings.Compare(a.Fix, b.Fix),
			cmp.Compare(a.To, b.To),
		)
	})
	return slices.Compact(ds)
}

// HasErrors reports whether any diagnostic stops publishing.
func HasErrors(ds []Diagnostic) bool {
	return slices.ContainsFunc(ds, func(d Diagnostic) bool { return d.Severity == Error })
}
