package importer

import (
	"bytes"
	"slices"
	"strings"

	"duizhao/generator/content"
	"duizhao/generator/pairing"
	"duizhao/generator/site"
)

// Span returns where some blocks of a text stand in its source, with what indents
// the first. ok is false where something else stands between them, as it may
// between footnotes.
func Span(s *content.Source, t pairing.Text, blocks []int) (start, end int, ok bool) {
	start, end = len(s.Text), 0
	for _, i := range blocks {
		start, end = min(start, t.Doc.Blocks[i].Start), max(end, t.Doc.Blocks[i].End)
	}
	for start > 0 && (s.Text[start-1] == ' ' || s.Text[start-1] == '\t') {
		start--
	}
	return start, end, whole(t, blocks, start, end)
}

// whole reports whether nothing stands between blocks, which are in order.
func whole(t pairing.Text, blocks []int, start, end int) bool {
	first, last := blocks[0], blocks[len(blocks)-1]
	if t.Doc.Blocks[last].Kind != site.FootnotesBlock {
		return last-first == len(blocks)-1
	}
	// The notes are the last block, wherever they stand.
	for i, b := range t.Doc.Blocks {
		if b.Start < end && b.End > start && !slices.Contains(blocks, i) {
			return false
		}
	}
	return true
}

// Markdown returns the source of some blocks; where something else stands between
// them, of each by itself.
func Markdown(s *content.Source, t pairing.Text, blocks []int) string {
	if start, end, ok := Span(s, t, blocks); ok {
		return string(s.Text[start:end])
	}
	var out []string
	for _, i := range blocks {
		out = append(out, string(s.Text[t.Doc.Blocks[i].Start:t.Doc.Blocks[i].End]))
	}
	return strings.Join(out, "\n\n")
}

// Placed is a change that gives a row its text.
type Placed struct {
	content.Change
	Row int

	blocks int // it is to be as many
}

// Place returns the changes that give rows of a translation new texts, by their
// numbers: what is there is replaced, what is missing is put behind the
// translation of the row before. What stands as it is already is left. failed are
// the rows whose text stands in pieces, or in what another row changes.
func Place(s *content.Source, t pairing.Text, rows []pairing.Row, texts map[int]string) (changes []Placed, failed []int) {
	var all []Placed
	for n := range rows {
		text, ok := texts[n]
		if !ok {
			continue
		}
		if len(rows[n].B) == 0 {
			all = append(all, Placed{Change: missing(s, t, rows, n, text), Row: n})
			continue
		}
		start, end, ok := Span(s, t, rows[n].B)
		switch {
		case !ok:
			failed = append(failed, n)
		case string(s.Text[start:end]) != text:
			all = append(all, Placed{Change: content.Change{Start: start, End: end, Text: text}, Row: n})
		}
	}
	slices.SortStableFunc(all, func(a, b Placed) int { return a.Start - b.Start })
	at := 0
	for _, c := range all {
		if c.Start < at {
			failed = append(failed, c.Row)
			continue
		}
		changes, at = append(changes, c), c.End
	}
	return changes, failed
}

// missing puts a text behind the nearest row above that has a translation, else
// before the nearest below, else at the end. Where there is no blank line, one is
// made.
func missing(s *content.Source, t pairing.Text, rows []pairing.Row, n int, text string) content.Change {
	running := func(r pairing.Row) bool {
		return len(r.B) > 0 && t.Doc.Blocks[r.B[0]].Kind != site.FootnotesBlock
	}
	for k := n - 1; k >= 0; k-- {
		if running(rows[k]) {
			_, end, _ := Span(s, t, rows[k].B)
			return content.Change{Start: end, End: end, Text: "\n\n" + text + gap(s.Text[end:])}
		}
	}
	for k := n + 1; k < len(rows); k++ {
		if running(rows[k]) {
			start, _, _ := Span(s, t, rows[k].B)
			above := "\n"
			if blankBefore(s.Text, start) {
				above = ""
			}
			return content.Change{Start: start, End: start, Text: above + text + "\n\n"}
		}
	}
	end := len(strings.TrimRight(string(s.Text), " \t\n"))
	if end == 0 {
		return content.Change{Text: text + "\n"}
	}
	return content.Change{Start: end, End: end, Text: "\n\n" + text}
}

// gap returns what is wanted between a text and what follows it on a page.
func gap(after []byte) string {
	if _, rest, found := bytes.Cut(after, []byte("\n")); found && len(rest) > 0 {
		if line, _, _ := bytes.Cut(rest, []byte("\n")); len(bytes.TrimSpace(line)) > 0 {
			return "\n"
		}
	}
	return ""
}

// blankBefore reports whether there is no text on the line above a place that
// stands at the start of its own.
func blankBefore(text []byte, at int) bool {
	above := bytes.TrimSuffix(text[:at], []byte("\n"))
	return len(bytes.TrimSpace(above[bytes.LastIndexByte(above, '\n')+1:])) == 0
}
