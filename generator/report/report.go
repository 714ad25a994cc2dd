// Package report writes diagnostics in the forms that people and other programs
// read: text with the line that each is about for terminals, annotations for
// GitHub's workflows, and SARIF 2.1.0 for programs that gather findings. JSON is
// in package diag, beside the type it shows.
//
// Columns are counted as diag.Pos does, in characters, so that SARIF says
// "unicodeCodePoints"; where a caret stands is counted in cells of the terminal,
// of which a Han character takes two.
package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"duizhao/generator/diag"

	"golang.org/x/text/width"
)

// Look is how text is shown.
type Look struct {
	Colour bool
	Frame  func(diag.Pos) []string // of Frames; nil: no lines are shown
}

// The colours, as terminals set them.
const (
	bold, red, yellow, cyan, plain = "\x1b[1m", "\x1b[1;31m", "\x1b[1;33m", "\x1b[36m", "\x1b[0m"
)

// Text writes diagnostics as diag.Diagnostic.String does, and below each its line
// with carets under the columns.
func Text(w io.Writer, ds []diag.Diagnostic, look Look) error {
	var b strings.Builder
	for _, d := range ds {
		text := d.String()
		if look.Colour {
			text = coloured(d, text)
		}
		head, hint, hinted := strings.Cut(text, "\n")
		b.WriteString(head + "\n")
		if look.Frame != nil {
			b.WriteString(lineOf(d.Pos, look))
		}
		if hinted {
			b.WriteString(hint + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func coloured(d diag.Diagnostic, text string) string {
	if place := d.Pos.String(); d.File != "" {
		text = bold + place + plain + strings.TrimPrefix(text, place)
	}
	colour := yellow
	if d.Severity == diag.Error {
		colour = red
	}
	word := d.Severity.String() + ":"
	return strings.Replace(text, word, colour+word+plain, 1)
}

// lineOf returns the line at a place and the carets below it, "" where there is none.
func lineOf(p diag.Pos, look Look) string {
	parts := look.Frame(p)
	if len(parts) != 3 {
		return ""
	}
	before, marked, behind := visible(parts[0]), visible(parts[1]), visible(parts[2])
	number := strconv.Itoa(p.Line)
	margin := strings.Repeat(" ", len(number))
	carets := strings.Repeat("^", max(Cells(marked), 1))
	if p.Col == 0 {
		carets = ""
	}
	if look.Colour {
		marked = red + marked + plain
		carets = red + carets + plain
	}
	out := fmt.Sprintf("  %s | %s%s%s\n", number, before, marked, behind)
	if p.Col == 0 {
		return out
	}
	return out + fmt.Sprintf("  %s | %s%s\n", margin, strings.Repeat(" ", Cells(before)), carets)
}

// visible returns a text with one cell for each control character, so that no
// source moves the cursor or sets colours.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r):
			return '\ufffd'
		}
		return r
	}, s)
}

// Cells returns how many cells of a terminal a text takes.
func Cells(s string) int {
	n := 0
	for _, r := range s {
		switch kind := width.LookupRune(r).Kind(); {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case kind == width.EastAsianWide || kind == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}
