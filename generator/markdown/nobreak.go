package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
)

// A formula in a line is made of boxes, and a browser may break the line beside
// any box, so that a comma behind a formula could begin a line. Punctuation that
// stands right beside a formula is therefore marked together with it, and the
// style keeps it there (assets/css/math.css) while the formula may still break.
// U+2060 would not help: browsers break beside boxes all the same.

// closers must not begin a line, openers must not end one.
const (
	closers = "，。；：！？、）】》」』〉〕”’…％,.;:!?)]%"
	openers = "（【《「『〈〔“‘(["
)

// inNoBreak writes a formula, with the closing punctuation behind it where there
// is any. What it writes of the next text is skipped by besideMath.
func (c *compiler) inNoBreak(n *mathNode, write func()) {
	t, ok := n.NextSibling().(*ast.Text)
	if c.quiet || n.display || !ok && !c.unbroken {
		write()
		return
	}
	opened := c.unbroken
	c.unbroken = false
	size := 0
	if ok {
		size = closingMarks(t.Segment.Value(c.src))
	}
	if size == 0 && !opened {
		write()
		return
	}
	if size == 0 {
		write()
		c.tag("</span>")
		return
	}
	marks := string(c.src[t.Segment.Start : t.Segment.Start+size])
	class := "nb nb1"
	if utf8.RuneCountInString(marks) > 1 {
		class = "nb nb2"
	}
	c.tag(`<span class="`, class, `">`)
	write()
	c.tag(`<span>`)
	c.text(site.Prose, marks)
	c.tag(`</span></span>`)
	c.behind = t.Segment.Start + size
	if opened {
		c.tag("</span>")
	}
	if _, ok := t.NextSibling().(*mathNode); ok && c.behind == t.Segment.Stop {
		c.tag("<wbr>") // else a browser breaks before the marks, not between them and the next formula's boxes
	}
}

// besideMath writes a text without what inNoBreak wrote of it, and starts the
// element that does not break before brackets that open before a formula.
func (c *compiler) besideMath(t *ast.Text, value []byte) {
	if !c.quiet && t.Segment.Start < c.behind && c.behind <= t.Segment.Stop {
		value = value[min(c.behind-t.Segment.Start, len(value)):]
	}
	size := 0
	if m, ok := t.NextSibling().(*mathNode); ok && !c.quiet && !m.display && !t.SoftLineBreak() && !t.HardLineBreak() {
		size = openingMarks(value)
	}
	cut := len(value) - size
	c.annotate(c.typographic(t, value[:cut]))
	if size > 0 {
		c.tag(`<span class="nb">`)
		c.annotate(c.typographic(t, value[cut:]))
		c.unbroken = true
	}
}

// closingMarks returns the length of the closing punctuation that s begins with. The
// dots of an ellipsis are left to smart.go.
func closingMarks(s []byte) int {
	size := 0
	for size < len(s) {
		r, n := utf8.DecodeRune(s[size:])
		if !strings.ContainsRune(closers, r) || bytes.HasPrefix(s[size:], []byte("..")) {
			break
		}
		size += n
	}
	return size
}

// openingMarks returns the length of the opening punctuation that s ends with. One
// behind a backslash or a straight quote is left to where these are read.
func openingMarks(s []byte) int {
	size := 0
	for size < len(s) {
		r, n := utf8.DecodeLastRune(s[:len(s)-size])
		if !strings.ContainsRune(openers, r) {
			break
		}
		size += n
	}
	if rest := s[:len(s)-size]; bytes.HasSuffix(rest, []byte(`\`)) || bytes.HasSuffix(rest, []byte(`"`)) || bytes.HasSuffix(rest, []byte("'")) {
		return 0
	}
	return size
}
