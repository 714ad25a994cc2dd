package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// With Options.Smart prose gets its typographic signs: “ ” ‘ ’ for straight
// quotes, – for --, — for ---, … for three dots. Which way a quote turns is told
// by its neighbours, as CommonMark tells the delimiters of emphasis; a neighbour
// is a character of the page, so that emphasis, links, code and formulas are
// looked through. What is written \", \' or &quot; stays as it is, and so do
// code, formulas, raw HTML and addresses, which never come here.

// quotes are those that are open in a paragraph.
type quotes struct{ double, single int }

// typographic returns the text of a node, given as it stands in the source,
// escapes resolved.
func (c *compiler) typographic(n ast.Node, raw []byte) string {
	if !c.opt.Smart || !bytes.ContainsAny(raw, `"'-.`) {
		return unescape(raw)
	}
	before := c.runs.before()
	if before == 0 || before == '\n' {
		c.quotes = quotes{}
	}
	w := smartWriter{raw: raw, last: before, quotes: &c.quotes, after: func() rune { return c.following(n) }}
	w.write()
	return w.out.String()
}

// smartWriter turns one text.
type smartWriter struct {
	raw    []byte
	out    strings.Builder
	last   rune // the character before, as it stands on the page; 0 at the start
	feet   bool // nothing but digits and spaces since a sign of feet
	quotes *quotes
	after  func() rune // the first character behind raw; 0 at the end
}

func (w *smartWriter) put(r rune) {
	w.out.WriteRune(r)
	w.last = r
}

func (w *smartWriter) write() {
	for i := 0; i < len(w.raw); {
		switch c := w.raw[i]; {
		case c == '"' || c == '\'':
			next := w.next(i + 1)
			if c == '"' {
				w.put(w.double(next))
			} else {
				w.put(w.single(i+1, next))
			}
			i++
		case c == '-' || c == '.':
			n := len(w.raw[i:]) - len(bytes.TrimLeft(w.raw[i:], string(c)))
			w.repeated(c, n, w.next(i+n))
			i += n
		default:
			i += w.plain(i)
		}
	}
}

// plain writes the character at i, an escape or a character reference as what it
// stands for, and returns its length in the source.
func (w *smartWriter) plain(i int) int {
	size := 1
	switch c := w.raw[i]; {
	case c == '\\' && i+1 < len(w.raw) && util.IsPunct(w.raw[i+1]):
		size = 2
	case c == '&':
		_, size = reference(w.raw[i:])
	default:
		_, size = utf8.DecodeRune(w.raw[i:])
	}
	text := unescape(w.raw[i : i+size])
	w.out.WriteString(text)
	w.last, _ = utf8.DecodeLastRuneInString(text)
	w.feet = w.feet && (w.last == ' ' || unicode.IsDigit(w.last))
	return size
}

// next returns the character at i as it stands on the page; behind the text the
// one that follows.
func (w *smartWriter) next(i int) rune {
	if i >= len(w.raw) {
		return w.after()
	}
	r, _ := utf8.DecodeRuneInString(unescape(w.raw[i:min(i+40, len(w.raw))]))
	return r
}

// repeated writes n hyphens or dots. An option (--all), an arrow (-->) and a path
// (./...) stay as they are, and so does what is longer than a dash.
func (w *smartWriter) repeated(c byte, n int, next rune) {
	option := n == 2 && (blank(w.last) || opening(w.last)) && wordRune(next)
	switch {
	case c == '-' && (n == 2 || n == 3) && !option && next != '>' && w.last != '<':
		w.put(map[int]rune{2: '–', 3: '—'}[n])
	case c == '.' && (n == 3 || n == 4) && w.last != '/' && next != '/':
		w.put('…')
		if n == 4 {
			w.put('.')
		}
	default:
		w.out.WriteString(strings.Repeat(string(c), n))
		w.last = rune(c)
	}
}

// double returns the sign for a double quote.
func (w *smartWriter) double(next rune) rune {
	open, close := flanks(w.last, next)
	switch {
	case unicode.IsDigit(w.last) && !unicode.IsLetter(next) && (w.feet || w.quotes.double == 0), !open && !close:
		w.feet = false
		return '"' // inches, or a sign by itself
	case open && close:
		open = opening(w.last) || w.quotes.double == 0
	}
	if open {
		w.quotes.double++
		return '“'
	}
	w.quotes.double = max(0, w.quotes.double-1)
	return '”'
}

// single returns the sign for a single quote, which ends at byte i of the text.
func (w *smartWriter) single(i int, next rune) rune {
	open, close := flanks(w.last, next)
	switch {
	case unicode.IsDigit(w.last) && !unicode.IsLetter(next) && (unicode.IsDigit(next) || w.quotes.single == 0):
		w.feet = true
		return '\'' // feet, or minutes
	case wordRune(w.last) && wordRune(next), !wordRune(w.last) && elision(w.raw[i:]):
		return '’'
	case !open && !close:
		return '\''
	case open && !close && unicode.IsLetter(next) && ended(w.last):
		return '’' // “Hamlet”’s
	case open && (!close || opening(w.last)):
		w.quotes.single++
		return '‘'
	}
	w.quotes.single = max(0, w.quotes.single-1)
	return '’'
}

// flanks reports whether a quote between two characters can open and whether it
// can close: CommonMark's left- and right-flanking (0.31.2, section 6.2).
func flanks(before, after rune) (open, close bool) {
	b, a := !blank(before), !blank(after)
	open = a && (!sign(after) || !b || sign(before))
	close = b && (!sign(before) || !a || sign(after))
	return open, close
}

func blank(r rune) bool { return r == 0 || unicode.IsSpace(r) }
func sign(r rune) bool  { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// opening reports whether a quote behind the sign opens, if it may do both.
func opening(r rune) bool { return unicode.In(r, unicode.Ps, unicode.Pi, unicode.Pd) }

// ended reports whether a sign ends what a genitive may follow.
func ended(r rune) bool { return unicode.In(r, unicode.Pe, unicode.Pf) || r == '.' || r == '"' }

// elisions are words that begin with an apostrophe and with nothing else.
var elisions = []string{"em", "tis", "twas", "twere", "twill", "til", "n"}

// elision reports whether the apostrophe before s stands for what is left out:
// ’90s, ’tis, rock ’n’ roll. In quotes it is a word like others: '90s'.
func elision(s []byte) bool {
	n := 0
	for n < len(s) && (s[n] >= 'a' && s[n] <= 'z' || s[n] >= 'A' && s[n] <= 'Z' || s[n] >= '0' && s[n] <= '9') && n < 6 {
		n++
	}
	word := strings.ToLower(string(s[:n]))
	quoted := n < len(s) && s[n] == '\''
	if r, _ := utf8.DecodeRune(s[n:]); n == 0 || wordRune(r) && n < len(s) {
		return false
	}
	if word == "n" {
		return quoted
	}
	if digits := strings.TrimSuffix(word, "s"); len(digits) == 2 && digits[0] <= '9' && digits[1] <= '9' {
		return !quoted
	}
	for _, e := range elisions {
		if word == e {
			return !quoted
		}
	}
	return false
}

// following returns the first character of the page behind a node in its
// paragraph: what is no prose counts as a letter, tags as nothing. 0 at the end.
func (c *compiler) following(n ast.Node) rune {
	if t, ok := n.(*ast.Text); ok && (t.SoftLineBreak() || t.HardLineBreak()) {
		return ' '
	}
	for n = behind(n); n != nil; {
		switch x := n.(type) {
		case *ast.Text:
			if r, size := utf8.DecodeRuneInString(unescape(x.Segment.Value(c.src))); size > 0 {
				return r
			}
			if x.SoftLineBreak() || x.HardLineBreak() {
				return ' '
			}
		case *ast.RawHTML:
			// A tag is not seen.
		case *ast.CodeSpan, *ast.Image:
			return 'x'
		default:
			if n.FirstChild() == nil {
				return 'x'
			}
			n = n.FirstChild()
			continue
		}
		n = behind(n)
	}
	return 0
}

// behind returns the node that follows n and what is in it; nil at the end of
// the paragraph.
func behind(n ast.Node) ast.Node {
	for n.NextSibling() == nil {
		if n = n.Parent(); n == nil || n.Type() != ast.TypeInline {
			return nil
		}
	}
	return n.NextSibling()
}
