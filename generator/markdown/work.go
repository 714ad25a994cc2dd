package markdown

import (
	"bytes"
	"fmt"

	"duizhao/generator/diag"
)

// Goldmark takes the square of what some texts have much of, and cannot be
// stopped. So a text is counted before it is parsed, line by line and in one
// pass, and one that would take too long is refused by name. No clock is asked:
// what is published must not depend on the machine.
//
// The weights are about nanoseconds, measured on texts that are nothing but the
// construct (work_test.go); the budget is far above what people write: 10,000
// links in one list, a table of a million cells, 12,000 stars in a paragraph.

const (
	workBudget = 1_500_000_000
	sizeBudget = 16 << 20 // bytes

	weightList      = 400  // an open list and a blank line
	weightContainer = 5    // two containers opened on one line
	weightBracket   = 13   // two brackets of one paragraph, in links or in their definitions
	weightDelimiter = 2    // two runs of *, _ or ~ of one paragraph
	weightCell      = 1300 // a table's cell, written or not
)

// work counts a text.
type work struct {
	total int
	most  struct { // the construct that counts most
		work  int
		start int
		what  string
	}

	lists struct {
		open  int // at most
		start int // of the line that opened the most
		work  int // of blank lines behind it
	}
	blank bool
	para  paragraph
}

// paragraph is what is counted of neighbouring lines that may be one.
type paragraph struct {
	start      int // of its first line
	lines      int
	brackets   int
	delimiters int
	columns    int // of the table that may have begun; 0 for none
	rows       int
}

// excess returns what makes a text too much work, if anything does.
func excess(src []byte) (diag.Note, bool) {
	n := diag.Note{Severity: diag.Error, Code: "too-complex"}
	if len(src) > sizeBudget {
		n.Text = fmt.Sprintf("the text has %d bytes, more than %d", len(src), sizeBudget)
		n.Hint = "split the page"
		return n, true
	}
	var w work
	for at := 0; at < len(src); {
		end := at + 1 + bytes.IndexByte(src[at:], '\n')
		if end == at {
			end = len(src)
		}
		w.line(src[at:end], at)
		at = end
	}
	w.end()
	if w.total <= workBudget {
		return n, false
	}
	n.Start, n.End = w.most.start, w.most.start
	n.Text = "the text is too much work to parse: mostly " + w.most.what
	n.Hint = "split the page, or put what is not meant as Markdown between lines of ```"
	return n, true
}

func (w *work) add(n, start int, what string, count int) {
	w.total += n
	w.name(n, start, what, count)
}

// name remembers a construct that counts more than all before.
func (w *work) name(n, start int, what string, count int) {
	if n > w.most.work {
		w.most.work, w.most.start, w.most.what = n, start, fmt.Sprintf(what, count)
	}
}

// line counts a line that starts at byte at.
func (w *work) line(line []byte, at int) {
	content, indent, quotes, lists := marks(line)
	if lists > 0 {
		if open := lists + indent/2; open > w.lists.open {
			w.lists.open, w.lists.start, w.lists.work = open, at, 0
		}
		w.add(weightContainer*(lists+quotes)*(lists+quotes), at, "%d lists and quotes in each other", lists+quotes)
	} else if quotes > 0 {
		w.add(weightContainer*quotes*quotes, at, "%d quotes in each other", quotes)
	}
	if len(content) == 0 && lists == 0 {
		w.end()
		w.total += weightList * w.lists.open
		w.lists.work += weightList * w.lists.open
		w.name(w.lists.work, w.lists.start, "%d open lists, each of which looks at every blank line", w.lists.open)
		w.blank = true
		return
	}
	if lists == 0 && indent == 0 && w.blank {
		w.lists.open = 0 // this line is in none of them
	}
	w.blank = false
	if lists > 0 && quotes == 0 && indent < 4 && bytes.IndexByte([]byte("-+*"), line[indent]) >= 0 && len(content) > 0 {
		w.end() // such an item begins a paragraph, whatever was before
	}
	w.text(content, at)
}

// marks cuts the marks of quotes and list items off a line and counts them;
// indent is in columns, before the first.
func marks(line []byte) (content []byte, indent, quotes, lists int) {
	i, first := 0, true
	for i < len(line) {
		switch c := line[i]; {
		case c == ' ' || c == '\n':
			if first {
				indent++
			}
			i++
			continue
		case c == '\t':
			if first {
				indent += 4
			}
			i++
			continue
		case c == '>':
			quotes++
			i++
		default:
			n := marker(line[i:])
			if n == 0 {
				return line[i:], indent, quotes, lists
			}
			lists++
			i += n
		}
		first = false
	}
	return nil, indent, quotes, lists
}

// marker returns the length of a list item's mark with the space behind it.
func marker(s []byte) int {
	n := 0
	for n < len(s) && n < 9 && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	switch {
	case n == len(s):
		return 0
	case n > 0 && (s[n] == '.' || s[n] == ')'), n == 0 && (s[n] == '-' || s[n] == '+' || s[n] == '*'):
		n++
	default:
		return 0
	}
	if n < len(s) && s[n] != ' ' && s[n] != '\t' && s[n] != '\n' {
		return 0
	}
	return n
}

// text counts what may be inline Markdown.
func (w *work) text(s []byte, at int) {
	p := &w.para
	if p.lines == 0 {
		p.start = at
	}
	p.lines++
	s = bytes.TrimRight(s, " \t\n")
	if columns := delimiterRow(s); columns > 0 && p.columns == 0 {
		p.columns = columns
	}
	if p.columns > 0 {
		p.rows++
	}
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			p.brackets++
		case '*', '_', '~':
			p.delimiters++
			for i+1 < len(s) && s[i+1] == s[i] {
				i++
			}
		}
	}
}

// delimiterRow returns the columns of a line that may be a table's second; 0 for
// any other line.
func delimiterRow(s []byte) int {
	columns := 1
	dash := false
	for _, c := range s {
		switch c {
		case '|':
			columns++
		case '-':
			dash = true
		case ':', ' ', '\t':
		default:
			return 0
		}
	}
	if !dash || columns == 1 {
		return 0
	}
	return columns
}

// end ends a paragraph.
func (w *work) end() {
	p := w.para
	w.add(weightBracket*p.brackets*p.brackets, p.start, "%d brackets in one paragraph", p.brackets)
	w.add(weightDelimiter*p.delimiters*p.delimiters, p.start, "%d marks of emphasis in one paragraph", p.delimiters)
	w.add(weightCell*p.columns*p.rows, p.start, "a table of %d cells", p.columns*p.rows)
	w.para = paragraph{}
}
