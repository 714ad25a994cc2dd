package markdown

import (
	"bytes"
	"strings"

	"duizhao/generator/diag"
)

// A comment <!-- duizhao-ignore CODE: reason --> excepts the block that it stands
// in from a code or, where it stands for itself, the block behind it; before all
// blocks it excepts what is about the page as a whole too. Whether the code is one
// and the comment is needed, only who has everything that is found can tell: a Doc
// has a note for each (diag.Excepted), which is no finding.

const (
	exceptionWord  = "duizhao-ignore"
	mostExceptions = 500 // of a text; each is compared with what was found in it
)

// exception is a comment with such words.
type exception struct {
	text       string // behind the word
	at         int    // of text in the source
	start, end int    // of the comment in the source
}

// excepts notes the comments of a piece of raw HTML.
func (c *compiler) excepts(source string, places []Segment) {
	if c.quiet || !c.opt.Extras || !strings.Contains(source, exceptionWord) {
		return
	}
	w := rawWriter{compiler: c, places: places}
	for at := 0; len(c.excepted) < mostExceptions; {
		open := strings.Index(source[at:], "<!--")
		if open < 0 {
			return
		}
		open += at
		size := strings.Index(source[open:], "-->")
		if size < 0 {
			return
		}
		at = open + size + len("-->")
		inside := source[open+len("<!--") : at-len("-->")]
		if rest, ok := Excepts(inside); ok {
			text := open + len("<!--") + len(inside) - len(rest)
			c.excepted = append(c.excepted, exception{rest, w.place(text), w.place(open), w.until(at)})
		}
	}
}

// Excepts returns what stands in a comment behind the word that makes it one that
// excepts, to its end: codes, a colon, a reason. It is false for other comments.
func Excepts(comment string) (rest string, ok bool) {
	rest, ok = strings.CutPrefix(strings.TrimLeft(comment, " \t\n"), exceptionWord)
	return rest, ok && (rest == "" || strings.ContainsAny(rest[:1], " \t\n:"))
}

// exceptions makes the notes of all comments, once the blocks are known.
func (c *compiler) exceptions() {
	next := 0 // the block that the last one reaches
	for _, x := range c.excepted {
		for next < len(c.doc.Blocks) && (c.doc.Blocks[next].End <= x.start || c.doc.Blocks[next].Start < x.start && c.comments(next)) {
			next++
		}
		n := diag.Note{Code: diag.Excepted, From: x.start, To: x.end}
		b := next
		for b < len(c.doc.Blocks) && c.comments(b) {
			b++
		}
		if b < len(c.doc.Blocks) {
			n.From, n.To = min(n.From, c.doc.Blocks[b].Start), max(n.To, c.doc.Blocks[b].End)
		}
		if b < len(c.doc.Blocks) && !c.wordsBefore(b) {
			n.From = 0
		}
		codes, reason, _ := strings.Cut(x.text, ":")
		n.Hint = strings.TrimSpace(reason)
		found := false
		for at := 0; ; {
			code := strings.TrimLeft(codes[at:], " \t\n,")
			if at = len(codes) - len(code); code == "" {
				break
			}
			if i := strings.IndexAny(code, " \t\n,"); i >= 0 {
				code = code[:i]
			}
			n.Text, n.Start, n.End = code, x.at+at, x.at+at+len(code)
			c.note(n)
			at, found = at+len(code), true
		}
		if !found {
			n.Text, n.Start, n.End = "", x.start, x.end
			c.note(n)
		}
	}
}

// comments reports whether a block is nothing but comments.
func (c *compiler) comments(block int) bool {
	b := c.doc.Blocks[block]
	rest := bytes.TrimSpace(c.src[b.Start:min(b.End, len(c.src))])
	for bytes.HasPrefix(rest, []byte("<!--")) {
		_, after, closed := bytes.Cut(rest, []byte("-->"))
		if !closed {
			return true
		}
		rest = bytes.TrimSpace(after)
	}
	return len(rest) == 0
}

// wordsBefore reports whether a block has others before it that are more than comments.
func (c *compiler) wordsBefore(block int) bool {
	for i := range block {
		if !c.comments(i) {
			return true
		}
	}
	return false
}
