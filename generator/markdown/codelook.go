package markdown

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"duizhao/generator/diag"
)

// Look is how a block of code is shown, beyond its text and its colours.
type Look struct {
	Title    string     // of the bar above it, a file's name most often
	File     int        // the ordinal of the Doc's link to the whole file, and one; 0: none
	Wrap     bool       // long lines are broken
	Fold     bool       // the whole block is folded
	Numbers  []int      // of the lines; nil: they have none
	Marks    []LineMark // of the lines; nil: they have none
	Words    []Word     // in order, none over another
	Notes    []CodeNote // in order of the lines
	OutputOf string     // the program that prints it, of a block of output; else ""
}

// Word is a marked stretch of one line.
type Word struct {
	Mark       LineMark
	Start, End int // byte offsets in Leaf.Text
}

// CodeNote says that an item of the list behind the code is about a line.
type CodeNote struct {
	Line int // from 1
	N    string
	ID   string // of the list's item
}

// mostFound bounds how many words of a code are marked.
const mostFound = 10000

// longCode is the length in lines from which on a block with "collapse" folds;
// shownLines of it stay.
const (
	longCode   = 30
	shownLines = 15
)

// looker makes a Look.
type looker struct {
	info  *CodeInfo
	leaf  *Leaf
	marks *codeMarks
	lines int // that are shown
	notes []diag.Note
}

// look takes the marks out of a leaf's text and gives the leaf its look. The
// first notes are about the info string, the second about the code; numbers are
// those of the lines in their file, nil where there is none; ids begins the ids
// of the items in the list behind the code.
func (i *CodeInfo) look(l *Leaf, numbers []int, items int, ids string) (info, code []diag.Note) {
	k := &looker{info: i, leaf: l, marks: readMarks(l, items)}
	if k.lines = strings.Count(l.Text, "\n"); l.Text != "" && !strings.HasSuffix(l.Text, "\n") {
		k.lines++
	}
	out := &Look{Title: i.Title, Wrap: i.Wrap, Fold: i.Collapsed}
	out.Numbers = k.numbers(numbers)
	out.Marks = k.lineMarks()
	out.Words = k.words()
	out.Notes = k.marks.notes
	for n := range out.Notes {
		out.Notes[n].ID = ids + out.Notes[n].N
	}
	if out.Title != "" || out.Wrap || out.Fold || out.Numbers != nil || out.Marks != nil || out.Words != nil || out.Notes != nil {
		l.Look = out
	}
	return k.notes, k.marks.diags
}

func (k *looker) warn(start, end int, text, hint string) {
	if len(k.notes) < mostNotes {
		k.notes = append(k.notes, diag.Note{Start: start, End: end, Severity: diag.Warning, Code: "code-line", Text: text, Hint: hint})
	}
}

// numbers returns the numbers of the lines shown.
func (k *looker) numbers(file []int) []int {
	if !k.info.Numbered {
		return nil
	}
	var out []int
	if !k.info.OfFile || file == nil {
		first := cmp.Or(k.info.First, 1)
		for n := range k.lines {
			out = append(out, first+n)
		}
		return out
	}
	gone := k.marks.gone
	for raw, n := range file {
		if len(gone) > 0 && gone[0] == raw {
			gone = gone[1:]
			continue
		}
		out = append(out, n)
	}
	return out
}

// lineMarks returns the marks of each line, all ranges at once: a mark begins
// where more of its ranges have begun than ended.
func (k *looker) lineMarks() []LineMark {
	// What is wrong with a mark in the code stands in the code, which may be a file.
	ranges := append(k.there(k.info.Lines, k.warn), k.there(k.marks.lines, k.marks.warn)...)
	if k.info.Collapse && k.lines > longCode {
		ranges = append(ranges, LineRange{Mark: Folded, From: shownLines + 1, To: k.lines})
	}
	if len(ranges) == 0 {
		return nil
	}
	change := map[LineMark][]int{}
	for _, r := range ranges {
		if change[r.Mark] == nil {
			change[r.Mark] = make([]int, k.lines+1)
		}
		change[r.Mark][r.From-1]++
		change[r.Mark][min(r.To, k.lines)]--
	}
	out := make([]LineMark, k.lines)
	for mark, steps := range change {
		open := 0
		for n := range out {
			if open += steps[n]; open > 0 {
				out[n] |= mark
			}
		}
	}
	return out
}

// there returns the ranges of which the code has some line, and warns of what it
// has not.
func (k *looker) there(ranges []LineRange, warn func(start, end int, text, hint string)) []LineRange {
	var out []LineRange
	for _, r := range ranges {
		switch {
		case r.From == 0:
			warn(r.Start, r.End, "there is no line 0", "lines count from 1")
			continue
		case r.From > r.To:
			warn(r.Start, r.End, fmt.Sprintf("the lines %d-%d run backwards", r.From, r.To), fmt.Sprintf("write %d-%d", r.To, r.From))
			continue
		case r.To > k.lines:
			warn(r.Start, r.End, k.tooFar(r), "lines count from 1, as shown, whatever their numbers")
		}
		if r.From <= k.lines {
			out = append(out, r)
		}
	}
	return out
}

func (k *looker) tooFar(r LineRange) string {
	if k.lines == 1 {
		return fmt.Sprintf("no line %d: the code has 1 line", r.To)
	}
	return fmt.Sprintf("no line %d: the code has %d lines", r.To, k.lines)
}

// words finds the words to mark, the first of two that overlap.
func (k *looker) words() []Word {
	var out []Word
	for _, w := range k.info.Words {
		found := k.find(w, 0)
		if found == nil {
			k.warn(w.Start, w.End, fmt.Sprintf("%q does not stand in the code", w.Text), "")
		}
		out = append(out, found...)
	}
	for n, w := range k.marks.words {
		out = append(out, k.find(w, lineStart(k.leaf.Text, k.marks.from[n]))...)
	}
	slices.SortStableFunc(out, func(a, b Word) int { return a.Start - b.Start })
	end := 0
	return slices.DeleteFunc(out, func(w Word) bool {
		if w.Start < end {
			return true
		}
		end = w.End
		return false
	})
}

// lineStart returns where a line, from 1, begins.
func lineStart(text string, line int) int {
	at := 0
	for range line - 1 {
		next := strings.IndexByte(text[at:], '\n')
		if next < 0 {
			return len(text)
		}
		at += next + 1
	}
	return at
}

// find returns where a word stands in the code from a place on, line by line.
// Of a pattern with groups it is the groups.
func (k *looker) find(w WordMark, from int) []Word {
	var pattern *regexp.Regexp
	if w.Pattern {
		var err error
		if pattern, err = regexp.Compile(w.Text); err != nil {
			k.warn(w.Start, w.End, fmt.Sprintf("the pattern %q is wrong: %s", w.Text, strings.TrimPrefix(err.Error(), "error parsing regexp: ")), `write regular expressions of RE2, or words as "text"`)
			return []Word{} // and not a second warning
		}
	}
	var out []Word
	for line := range strings.Lines(k.leaf.Text[from:]) {
		if len(out) > mostFound {
			break
		}
		body := strings.TrimSuffix(line, "\n")
		if pattern != nil {
			for _, m := range pattern.FindAllStringSubmatchIndex(body, -1) {
				out = appendGroups(out, m, w.Mark, from)
			}
		} else {
			for at := 0; ; {
				i := strings.Index(body[at:], w.Text)
				if i < 0 {
					break
				}
				at += i + len(w.Text)
				out = append(out, Word{w.Mark, from + at - len(w.Text), from + at})
			}
		}
		from += len(line)
	}
	return out
}

func appendGroups(out []Word, m []int, mark LineMark, base int) []Word {
	if len(m) > 2 {
		m = m[2:]
	}
	for i := 0; i+1 < len(m); i += 2 {
		if m[i] >= 0 && m[i] < m[i+1] {
			out = append(out, Word{mark, base + m[i], base + m[i+1]})
		}
	}
	return out
}
