package markdown

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"duizhao/generator/diag"
)

// Marks may stand in the code itself, at the end of a comment, in VitePress's
// notation and, for notes, in that of Material for MkDocs:
//
//	x = 1  # [!code highlight]      also hl, ++, --, focus, warning, error
//	y = 2  # [!code focus:3]        three lines from here on
//	z = 3  # [!code word:z]         every z from here on
//	w = 4  # (1)!                   the first item of the list behind the code
//
// They are taken out of what is shown and copied. A comment that holds nothing
// else goes as a whole, and so does its line if nothing else stands there: its
// mark is then that of the next line. "[!!code" shows "[!code".

// markNames are the marks' names in code.
var markNames = map[string]LineMark{
	"highlight": Marked, "hl": Marked, "++": Inserted, "--": Deleted, "focus": Focused, "warning": Warned, "error": Failed,
}

// commentSigns begin a comment in some language; the longer of two first.
var commentSigns = []string{"{/*", "<!--", "/*", "//", "--", "#", "%", ";"}

// commentEnds end one that does not end with its line.
var commentEnds = []string{"", "*/", "*/}", "-->"}

// codeMarks gathers what stands in a code. Its lines are those that are shown.
type codeMarks struct {
	leaf  *Leaf
	items int // of the list behind the code
	cuts  [][2]int
	lines []LineRange
	words []WordMark // from the line in From on
	from  []int      // by word: its first line
	notes []CodeNote
	gone  []int // lines of the source that are not shown, in order
	diags []diag.Note
}

// readMarks finds the marks in a leaf's text and takes them out of it.
func readMarks(l *Leaf, items int) *codeMarks {
	m := &codeMarks{leaf: l, items: items}
	if !strings.Contains(l.Text, "[!") && (items == 0 || !strings.Contains(l.Text, ")!")) {
		return m
	}
	at, shown, raw := 0, 1, 0
	for line := range strings.Lines(l.Text) {
		if m.line(line, at, shown) {
			shown++
		} else {
			m.gone = append(m.gone, raw)
		}
		at += len(line)
		raw++
	}
	l.Text, l.Map = cut(l.Text, l.Map, m.cuts)
	return m
}

// line reads a line, which starts at byte at, as the shown-th; false if nothing
// of it is left.
func (m *codeMarks) line(line string, at, shown int) bool {
	body := strings.TrimRight(line, " \t\n")
	if !strings.Contains(body, "[!") && !strings.Contains(body, ")!") {
		return true
	}
	comment := commentStart(body)
	first, found := len(m.cuts), false
	for i := 0; ; {
		j := strings.Index(body[i:], "[!")
		if j < 0 {
			break
		}
		i += j
		if strings.HasPrefix(body[i:], "[!!code ") {
			m.cuts = append(m.cuts, [2]int{at + i + 1, at + i + 2})
		}
		end := strings.IndexByte(body[i:], ']')
		if end < 0 {
			break
		}
		if name, ok := strings.CutPrefix(body[i:i+end], "[!code "); ok && comment < i && m.mark(name, at+i, at+i+end+1, shown) {
			m.remove(body, i, i+end+1, at)
			found = true
		}
		i += end + 1
	}
	noted := m.items > 0 && m.note(body, comment, at, shown)
	if !noted && !found {
		return true
	}
	m.emptied(body, at, first)
	return noted || m.rest(line, at, first)
}

// emptied takes the comment out of a line if its cuts, from the first-th on,
// leave nothing of it but its sign.
func (m *codeMarks) emptied(body string, at, first int) {
	before := strings.TrimRight(body[:m.cuts[first][0]-at], " \t")
	i := slices.IndexFunc(commentSigns, func(s string) bool { return strings.HasSuffix(before, s) })
	if i < 0 {
		return
	}
	from := len(before)
	start := len(strings.TrimRight(strings.TrimSuffix(before, commentSigns[i]), " \t"))
	for _, c := range m.cuts[first:] {
		if from < c[0]-at && strings.Trim(body[from:c[0]-at], " \t") != "" {
			return
		}
		from = max(from, c[1]-at)
	}
	if from < len(body) && !slices.Contains(commentEnds, strings.Trim(body[from:], " \t")) {
		return
	}
	m.cuts = append(m.cuts[:first], [2]int{at + start, at + len(body)})
}

// commentStart returns where a comment may begin at the earliest; the length of
// the line where none does.
func commentStart(body string) int {
	at := len(body)
	for _, s := range commentSigns {
		if i := strings.Index(body[:at], s); i >= 0 {
			at = i
		}
	}
	return at
}

// mark reads "++:3", which is written between two places of the text.
func (m *codeMarks) mark(name string, start, end, line int) bool {
	name = strings.TrimSpace(name)
	start, end = m.leaf.SourceOffset(start), m.leaf.SourceOffset(end-1)+1
	if word, ok := strings.CutPrefix(name, "word:"); ok && word != "" {
		if len(m.words) < mostWords {
			m.words, m.from = append(m.words, WordMark{Marked, word, false, start, end}), append(m.from, line)
		}
		return true
	}
	name, number, counted := strings.Cut(name, ":")
	count := 1
	if counted {
		n, ok := lineNumber(number)
		if !ok || n == 0 {
			m.warn(start, end, fmt.Sprintf("%q is no number of lines", number), "write it behind a colon: [!code focus:3]")
			return false
		}
		count = n
	}
	mark, ok := markNames[name]
	if !ok {
		known := slices.Sorted(maps.Keys(markNames))
		m.warn(start, end, fmt.Sprintf("no mark %q for lines of code", name), diag.DidYouMean(name, known))
		return false
	}
	m.lines = append(m.lines, LineRange{mark, line, line + count - 1, start, end})
	return true
}

func (m *codeMarks) warn(start, end int, text, hint string) {
	if len(m.diags) < mostNotes {
		m.diags = append(m.diags, diag.Note{Start: start, End: end, Severity: diag.Warning, Code: "code-line", Text: text, Hint: hint})
	}
}

// remove takes a mark out, with the spaces on one of its sides.
func (m *codeMarks) remove(body string, start, end, at int) {
	if behind := strings.TrimLeft(body[end:], " \t"); behind == "" {
		start = len(strings.TrimRight(body[:start], " \t"))
	} else {
		end = len(body) - len(behind)
	}
	if n := len(m.cuts); n > 0 { // an earlier mark on the line
		start = max(start, m.cuts[n-1][1]-at)
	}
	m.cuts = append(m.cuts, [2]int{at + start, at + max(end, start)})
}

// note reads "# (1)!" at the end of a line.
func (m *codeMarks) note(body string, comment, at, line int) bool {
	bare := strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(body, "-->"), "*/}"), "*/"), " \t")
	open := strings.LastIndexByte(bare, '(')
	if open < 0 || !strings.HasSuffix(bare, ")!") || len(bare)-open > len("(999)!") {
		return false
	}
	n, ok := lineNumber(bare[open+1 : len(bare)-len(")!")])
	if !ok || comment > open {
		return false
	}
	start, end := m.leaf.SourceOffset(at+open), m.leaf.SourceOffset(at+len(bare)-1)+1
	if n == 0 || n > m.items {
		m.warn(start, end, fmt.Sprintf("the list behind the code has no item %d", n), fmt.Sprintf("it has %d; the first is (1)!", m.items))
		return false
	}
	m.notes = append(m.notes, CodeNote{Line: line, N: strconv.Itoa(n)})
	m.remove(body, open, len(bare), at)
	return true
}

// rest takes the line out if its cuts, from the first-th on, leave nothing of
// it; false if so.
func (m *codeMarks) rest(line string, at, first int) bool {
	from := 0
	for _, c := range m.cuts[first:] {
		if from < c[0]-at && strings.TrimSpace(line[from:c[0]-at]) != "" {
			return true
		}
		from = max(from, c[1]-at)
	}
	if strings.TrimSpace(line[from:]) != "" {
		return true
	}
	m.cuts = append(m.cuts[:first], [2]int{at, at + len(line)})
	return false
}

// cut takes pieces, in order, out of a text and its map.
func cut(text string, segments []Segment, cuts [][2]int) (string, []Segment) {
	if len(cuts) == 0 {
		return text, segments
	}
	var b strings.Builder
	var out []Segment
	next, source := 0, 0 // the next segment, and what the last one adds
	keep := func(from, to int) {
		if from >= to {
			return
		}
		for next < len(segments) && segments[next].Text <= from {
			source = segments[next].Source - segments[next].Text
			next++
		}
		out = append(out, Segment{Text: b.Len(), Source: from + source})
		for next < len(segments) && segments[next].Text < to {
			s := segments[next]
			out = append(out, Segment{Text: b.Len() + s.Text - from, Source: s.Source})
			source = s.Source - s.Text
			next++
		}
		b.WriteString(text[from:to])
	}
	at := 0
	for _, c := range cuts {
		keep(at, c[0])
		at = max(at, c[1])
	}
	keep(at, len(text))
	return b.String(), out
}
