package content

import (
	"bytes"
	"slices"
	"strings"
)

// Span is a piece of a source's Text, in bytes.
type Span struct{ Start, End int }

// FrontTexts returns where the title and the description of the front matter stand,
// as readers see them: those on one line, in which nothing is written with a
// backslash or twice, so that each byte is what it seems.
func (s *Source) FrontTexts() []Span {
	var out []Span
	for _, f := range fences {
		at := lineIs(s.Text, f.line)
		for at > 0 && at < len(s.Text) && lineIs(s.Text[at:], f.line) < 0 {
			line, _, _ := bytes.Cut(s.Text[at:], []byte("\n"))
			if start, end, ok := s.frontText(line); ok {
				out = append(out, Span{at + start, at + end})
			}
			at += len(line) + 1
		}
	}
	return out
}

// frontText returns where a line of front matter has the title's or the
// description's text.
func (s *Source) frontText(line []byte) (start, end int, ok bool) {
	for key, text := range map[string]string{"title": s.Front.Title, "description": s.Front.Description} {
		rest, found := bytes.CutPrefix(line, []byte(key))
		value := bytes.TrimLeft(rest, " ")
		if !found || text == "" || len(value) == 0 || !slices.Contains([]byte(":="), value[0]) || strings.Contains(text, "\\") {
			continue
		}
		start = len(line) - len(value) + 1
		at := bytes.Index(line[start:], []byte(text))
		if at < 0 || len(bytes.Trim(line[start:start+at], " \"'")) > 0 {
			continue
		}
		return start + at, start + at + len(text), true
	}
	return 0, 0, false
}
