package markdown

import (
	"bytes"
	"sort"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// signs are the places of one paragraph that decide where its formulas end. They
// are found once, in one pass: a scan from each opener to the end of what it
// opens would take the square of the paragraph's length where little is closed.
type signs struct {
	of     ast.Node
	src    []byte
	marks  []mark // in the source's order
	ticks  []int  // where backticks stand, escaped or not
	round  []int  // where \) stands
	square []int  // where \] stands

	// While scanning: each open brace's mark, -1 if it is of no command; the
	// character before, 'x' if it was escaped; the last that is no space.
	open []int
	prev byte
	ink  int
}

// mark is a dollar sign, or the brace of \text{…} or \mbox{…}.
type mark struct {
	at     int  // byte offset in the source
	dollar bool // unescaped, be it inside braces or not
	spaced bool // a space or the line's start stands before it
	ink    int  // offset of the last character before it that is no space; -1 if none
	after  byte // the character behind it; a space at the paragraph's end
	next   int  // index of the first dollar sign from here on that is outside braces opened from here on; -1 if none
}

// signsKey holds the signs of the latest paragraph.
var signsKey = parser.NewContextKey()

// signsOf returns the signs of the paragraph (heading, cell) that is parsed.
func signsOf(n ast.Node, src []byte, pc parser.Context) *signs {
	if s, ok := pc.Get(signsKey).(*signs); ok && s.of == n {
		return s
	}
	s := &signs{of: n, src: src, prev: '\n', ink: -1}
	for i := range n.Lines().Len() {
		s.scan(n.Lines().At(i))
	}
	s.link()
	pc.Set(signsKey, s)
	return s
}

// scan reads a line.
func (s *signs) scan(segment text.Segment) {
	line := s.src[segment.Start:segment.Stop]
	for i := 0; i < len(line); i++ {
		ink := s.ink
		if !util.IsSpace(line[i]) {
			s.ink = segment.Start + i
		}
		switch line[i] {
		case '\\':
			if n := textCommand(line[i:]); n > 0 {
				i += n - 1
				s.open = append(s.open, len(s.marks))
				s.marks = append(s.marks, mark{at: segment.Start + i, next: -1})
			} else {
				i++ // the escaped character, a dollar sign or a brace
				s.escaped(line, segment.Start, i)
			}
			s.prev = 'x'
			continue
		case '{':
			s.open = append(s.open, -1)
		case '}':
			s.shut()
		case '`':
			s.ticks = append(s.ticks, segment.Start+i)
		case '$':
			m := mark{at: segment.Start + i, dollar: true, spaced: s.prev == ' ' || s.prev == '\t' || s.prev == '\n', ink: ink, after: ' '}
			if i+1 < len(line) {
				m.after = line[i+1]
			}
			s.marks = append(s.marks, m)
		}
		s.prev = line[i]
	}
}

// escaped notes the character at i, behind a backslash.
func (s *signs) escaped(line []byte, base, i int) {
	if i >= len(line) {
		return
	}
	switch line[i] {
	case ')':
		s.round = append(s.round, base+i-1)
	case ']':
		s.square = append(s.square, base+i-1)
	case '`':
		s.ticks = append(s.ticks, base+i)
	}
}

// shut closes the innermost brace. A command's formula goes on behind it.
func (s *signs) shut() {
	if top := len(s.open) - 1; top >= 0 {
		if m := s.open[top]; m >= 0 {
			s.marks[m].next = len(s.marks)
		}
		s.open = s.open[:top]
	}
}

// link fills in mark.next, from the end: a command's was the mark behind its
// closing brace.
func (s *signs) link() {
	s.open = nil
	for i := len(s.marks) - 1; i >= 0; i-- {
		m := &s.marks[i]
		switch {
		case m.dollar:
			m.next = i
		case m.next >= len(s.marks):
			m.next = -1
		case m.next >= 0:
			m.next = s.marks[m.next].next
		}
	}
}

// closer returns where the dollar signs stand that close a formula whose text
// starts at byte from, or -1: the first sign outside \text{…} must be a closer,
// one or, if width is 2, two of them.
func (s *signs) closer(from, width int) int {
	i := sort.Search(len(s.marks), func(i int) bool { return s.marks[i].at >= from })
	if i == len(s.marks) || s.marks[i].next < 0 {
		return -1
	}
	i = s.marks[i].next
	m := s.marks[i]
	if m.ink < from {
		return -1 // nothing between
	}
	if width == 2 {
		if m.after != '$' || s.marks[i+1].after == '$' {
			return -1
		}
		return m.at
	}
	if m.spaced || m.after == '$' || m.after >= '0' && m.after <= '9' {
		return -1
	}
	return m.at
}

// ticked returns where `$ stands that closes GitHub's $`…`$, whose text starts
// at byte from: as in a code span, the first backtick must be it; or -1.
func (s *signs) ticked(from int) int {
	i := sort.SearchInts(s.ticks, from)
	if i == len(s.ticks) {
		return -1
	}
	at := s.ticks[i]
	if at+1 >= len(s.src) || s.src[at+1] != '$' || len(bytes.TrimSpace(s.src[from:at])) == 0 {
		return -1
	}
	return at
}

// bracket returns where the closing bracket of a formula stands whose text
// starts at byte from; -1 if there is none or nothing between.
func (s *signs) bracket(from int, open byte) int {
	ends := s.round
	if open == '[' {
		ends = s.square
	}
	i := sort.SearchInts(ends, from)
	if i == len(ends) || len(bytes.TrimSpace(s.src[from:ends[i]])) == 0 {
		return -1
	}
	return ends[i]
}

// textCommand returns the length of \text{ or \mbox{ at the start of l, else 0.
func textCommand(l []byte) int {
	for _, cmd := range []string{`\text{`, `\mbox{`} {
		if bytes.HasPrefix(l, []byte(cmd)) {
			return len(cmd)
		}
	}
	return 0
}
