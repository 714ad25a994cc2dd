package content

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"duizhao/generator/config"
	"duizhao/generator/diag"
)

// Front is the front matter of a page.
type Front struct {
	Title       string            `key:"title"`
	Description string            `key:"description"`
	Weight      int               `key:"weight"` // orders before the file's prefix; 0 is unset
	Draft       bool              `key:"draft"`
	Aliases     config.PlacedList `key:"aliases"`     // addresses that the page had before, from the folder of its language; with #id, of a section that is this page now
	Date        config.Date       `key:"date"`        // on which the text was first published
	Updated     config.Date       `key:"updated"`     // on which it last changed
	Translates  config.Placed     `key:"translates"`  // path from content/ of the text this one translates
	Tags        config.PlacedList `key:"tags"`        // what the page is about, in the language of the text
	Authors     []string          `key:"authors"`     // of this text; else the site's
	TOC         *bool             `key:"toc"`         // false leaves out the list of contents
	Search      *bool             `key:"search"`      // false keeps the page out of the search
	Macros      map[string]string `key:"macros"`      // commands for the page's formulas, besides the site's
	Layout      config.Placed     `key:"layout"`      // how the page is laid out: home, or as any page
	Sample      config.Placed     `key:"sample"`      // the section whose opening a home page shows in two languages
	Translation config.Placed     `key:"translation"` // how a translation came to be: machine, draft or reviewed
}

// Body returns what a page's file, as it is, says below its front matter, as
// Source.Body does; nil where it cannot be read.
func Body(raw []byte) []byte {
	text, bad := normalise(raw)
	if bad != nil {
		return nil
	}
	_, body, _ := readFront(text)
	return body
}

// fences are the lines that open and close front matter.
var fences = []struct {
	line   string
	format config.Format
}{{"---", config.YAML}, {"+++", config.TOML}}

// readFront reads the front matter at the start of text and returns it with the
// text in which it is blanked: every byte but line ends is a space. A first
// line "---" that nothing closes is a rule, unless a key stands under it.
func readFront(text []byte) (Front, []byte, []diag.Note) {
	var front Front
	for _, f := range fences {
		start := lineIs(text, f.line)
		if start < 0 {
			continue
		}
		for at := start; at < len(text); {
			if n := lineIs(text[at:], f.line); n >= 0 {
				// The first line is blanked so that offsets are the file's.
				notes := config.Decode(blank(text[:at], start), f.format, &front, diag.Warning)
				return front, blank(text, at+n), notes
			}
			next := bytes.IndexByte(text[at:], '\n')
			if next < 0 {
				break
			}
			at += next + 1
		}
		if n := keyLine(text[start:]); n > 0 {
			return front, text, []diag.Note{{
				Start: 0, End: len(f.line), Severity: diag.Error, Code: "syntax",
				Text: fmt.Sprintf("%q opens front matter that nothing closes", f.line),
				Hint: fmt.Sprintf("write %q on a line of its own behind the last key; for a rule, leave a blank line above", f.line),
			}}
		}
	}
	return front, text, nil
}

// keyLine returns the length of a key at the start of the text, 0 where there
// is none: a word with a colon or an equals sign behind it.
func keyLine(text []byte) int {
	n := 0
	for n < len(text) && (text[n] >= 'a' && text[n] <= 'z' || text[n] == '_') {
		n++
	}
	if n == 0 || n == len(text) {
		return 0
	}
	rest := bytes.TrimLeft(text[n:], " ")
	if bytes.HasPrefix(rest, []byte(": ")) || bytes.HasPrefix(rest, []byte(":\n")) || bytes.HasPrefix(rest, []byte("= ")) {
		return n
	}
	return 0
}

// lineIs returns the offset behind the first line if it is want, spaces at its
// end apart, else -1.
func lineIs(text []byte, want string) int {
	line := text
	n := len(text)
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		line, n = text[:i], i+1
	}
	if string(bytes.TrimRight(line, " \t")) != want {
		return -1
	}
	return n
}

// blank returns a copy of text in which the first n bytes are spaces, line ends
// apart.
func blank(text []byte, n int) []byte {
	out := bytes.Clone(text)
	for i := range n {
		if out[i] != '\n' {
			out[i] = ' '
		}
	}
	return out
}

// normalise turns a file into the form that is worked on. The note, if any,
// says why it cannot be; its offsets are in raw.
func normalise(raw []byte) ([]byte, *diag.Note) {
	bad := func(at int, text string) *diag.Note {
		return &diag.Note{Start: at, End: at, Severity: diag.Error, Code: "encoding", Text: text, Hint: "save the file as UTF-8"}
	}
	if bytes.HasPrefix(raw, []byte{0xFF, 0xFE}) || bytes.HasPrefix(raw, []byte{0xFE, 0xFF}) {
		return nil, bad(0, "the file is UTF-16, not UTF-8")
	}
	text := bytes.TrimPrefix(raw, []byte("\ufeff"))
	if !utf8.Valid(text) {
		at := 0
		for at < len(raw) {
			r, size := utf8.DecodeRune(raw[at:])
			if r == utf8.RuneError && size == 1 {
				break
			}
			at += size
		}
		return nil, bad(at, "this is not UTF-8 text")
	}
	if bytes.IndexByte(text, '\r') >= 0 {
		text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	}
	return text, nil
}
