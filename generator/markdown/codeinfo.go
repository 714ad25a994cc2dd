package markdown

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"duizhao/generator/diag"
	"duizhao/generator/site"
)

// What an author asks for where a block of code begins stands behind the
// language, in the notation of Expressive Code and VitePress:
//
//	python title="gan1d.py" {1,4-6} showLineNumbers ins={2} /word/ {#lst:x}
//	python:line-numbers {1,4-6} [gan1d.py]
//
// Lines count from 1, as shown. Braces with anything but lines are attributes:
// {#lst:x title="…"} makes a listing (listings.go).

// CodeInfo is what is asked for.
type CodeInfo struct {
	Lang      string // the first word; "" if none
	Title     string // a file's name or a few words
	Label     string // of the tab, in brackets; the title outside of tabs
	Numbered  bool
	First     int  // the number of the first line; 0: not given
	OfFile    bool // lines have the numbers of their file
	Wrap      bool
	Collapse  bool // a long block folds
	Collapsed bool // the block folds, however short
	Lines     []LineRange
	Words     []WordMark
	Attrs     site.Attrs // in braces
	Sample    RunInfo    // of a program that is run, or of its output
}

// LineRange gives a mark to lines.
type LineRange struct {
	Mark       LineMark
	From, To   int
	Start, End int // byte offsets in the source, of what the author wrote
}

// WordMark gives a mark to words in the code.
type WordMark struct {
	Mark       LineMark
	Text       string
	Pattern    bool // Text is a regular expression
	Start, End int
}

// LineMark is a set of what may be said of a line.
type LineMark uint8

// The marks of lines; words have the first three.
const (
	Marked LineMark = 1 << iota
	Inserted
	Deleted
	Focused
	Warned
	Failed
	Folded
)

// mostRanges and mostWords bound what one block is asked to look for, mostNotes
// what is said of one info string.
const (
	mostRanges = 100
	mostWords  = 10
	mostNotes  = 10
)

// infoParser reads an info string from left to right.
type infoParser struct {
	CodeInfo
	text    []byte
	base    int // byte offset of text in the source
	at      int
	include bool // behind <<< path: the language stands in the braces
	odd     int  // where the first word stands that an include makes nothing of; -1
	notes   []diag.Note
}

// parseInfo reads the info string of a fence, whose first byte stands at offset
// base.
func parseInfo(text []byte, base int) (CodeInfo, []diag.Note) {
	p := &infoParser{text: text, base: base, odd: -1}
	p.language()
	p.all()
	return p.CodeInfo, p.notes
}

// parseIncludeInfo reads what stands behind the path of an include; odd is the
// place in the source of the first word that makes no sense there, or -1.
func parseIncludeInfo(text []byte, base int) (i CodeInfo, odd int, notes []diag.Note) {
	p := &infoParser{text: text, base: base, include: true, odd: -1}
	p.all()
	return p.CodeInfo, p.odd, p.notes
}

// language reads the first word, which ends at a brace too: python{1,3}.
func (p *infoParser) language() {
	n := bytes.IndexAny(p.text, " \t{")
	if n < 0 {
		n = len(p.text)
	}
	word := string(p.text[:n])
	if word == "" || strings.ContainsRune(`[/"'`, rune(word[0])) || strings.Contains(word, "=") && !strings.Contains(word, ":line-numbers=") {
		return
	}
	p.at = n
	p.Lang = unescape([]byte(p.named(word)))
}

// named takes VitePress's :line-numbers off a language.
func (p *infoParser) named(word string) string {
	lang, first, found := strings.Cut(word, ":line-numbers")
	if !found {
		return strings.TrimSuffix(word, ":no-line-numbers")
	}
	p.Numbered = true
	if n, err := strconv.Atoi(strings.TrimPrefix(first, "=")); err == nil && n >= 0 {
		p.First = n
	}
	return lang
}

func (p *infoParser) all() {
	for p.at < len(p.text) {
		switch c := p.text[p.at]; c {
		case ' ', '\t':
			p.at++
		case '{':
			p.braces()
		case '[':
			p.label()
		case '/', '"', '\'':
			p.word(Marked, p.at)
		default:
			p.key()
		}
	}
}

// braces reads lines to mark, attributes or, of an include, a language.
func (p *infoParser) braces() {
	start := p.at
	if p.lines(Marked) {
		return
	}
	if a, n := parseAttrs(p.text[start:], p.base+start); n > 0 {
		p.at = start + n
		p.attributes(a)
		return
	}
	if end := bytes.IndexByte(p.text[start:], '}'); p.include && end > 0 {
		inside := string(p.text[start+1 : start+end])
		ranges, lang, two := strings.Cut(strings.TrimSpace(inside), " ")
		if !two {
			ranges, lang = "", ranges
		}
		if lang = strings.TrimSpace(lang); lang != "" && !strings.ContainsAny(lang, " \t=\"") {
			if ranges == "" || p.ranges(ranges, Marked, start+1+strings.Index(inside, ranges)) {
				if p.at = start + end + 1; lang == "run" {
					p.runKey(lang, "", start, p.at)
				} else {
					p.Lang = p.named(lang)
				}
				return
			}
		}
	}
	p.at = p.until(start)
	p.unknown(start, p.at, "these braces hold neither lines nor attributes", `write lines as {1,4-6}, attributes as {#id .class}`)
}

// attributes takes over what stands in braces, the first of two.
func (p *infoParser) attributes(a site.Attrs) {
	if p.Attrs.End > 0 {
		p.unknown(a.Start-p.base, a.End-p.base, "the code has attributes already", "write them into the same braces")
		return
	}
	p.Attrs = a
	listing := isListing(a)
	for _, pair := range a.Pairs {
		if pair.Key == "title" && listing {
			continue // its caption
		}
		p.set(pair.Key, pair.Value, pair.Start-p.base, pair.Start-p.base+len(pair.Key))
	}
}

// isListing reports whether attributes make code a listing with a number.
func isListing(a site.Attrs) bool {
	kind, ok := site.LabelOf(a.ID)
	return ok && kind != site.Section
}

// lines reads {1,4-6} at p.at; false where the braces hold something else.
func (p *infoParser) lines(mark LineMark) bool {
	end := bytes.IndexByte(p.text[p.at:], '}')
	if end < 0 || !p.ranges(string(p.text[p.at+1:p.at+end]), mark, p.at+1) {
		return false
	}
	p.at += end + 1
	return true
}

// ranges reads "1,4-6", which stands at a place of the info string.
func (p *infoParser) ranges(s string, mark LineMark, at int) bool {
	var out []LineRange
	for part := range strings.SplitSeq(s, ",") {
		from, to, isRange := strings.Cut(part, "-")
		first, ok := lineNumber(from)
		last, okay := first, true
		if isRange {
			last, okay = lineNumber(to)
		}
		if !ok || !okay {
			return false
		}
		bare := strings.TrimSpace(part)
		start := p.base + at + strings.Index(part, bare)
		out = append(out, LineRange{mark, first, last, start, start + len(bare)})
		at += len(part) + 1
	}
	if len(p.Lines)+len(out) > mostRanges {
		p.unknown(p.at, p.until(p.at), fmt.Sprintf("more than %d ranges of lines", mostRanges), "mark them in the code, with [!code highlight]")
		return true
	}
	p.Lines = append(p.Lines, out...)
	return true
}

// lineNumber reads a number of a line; one that no file reaches is the largest.
func lineNumber(s string) (int, bool) {
	s = strings.TrimSpace(s)
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	if err != nil || n > 1<<30 {
		n = 1 << 30
	}
	return n, true
}

func (p *infoParser) label() {
	end := bytes.IndexByte(p.text[p.at:], ']')
	if end < 0 {
		p.unknown(p.at, p.until(p.at), "nothing closes the bracket", "write the label of a tab as [label]")
		p.at = len(p.text)
		return
	}
	p.Label = unescape(bytes.TrimSpace(p.text[p.at+1 : p.at+end]))
	p.at += end + 1
}

// word reads words to mark, "as they are" or /as a pattern/, at p.at; what the
// author wrote begins at start.
func (p *infoParser) word(mark LineMark, start int) {
	sign := p.text[p.at]
	text, n := between(p.text[p.at:])
	switch {
	case n == 0:
		p.unknown(start, len(p.text), fmt.Sprintf("nothing closes the %c", sign), `write words to mark as "text" or /pattern/`)
		p.at = len(p.text)
		return
	case text == "":
		p.unknown(start, p.at+n, "there is nothing to mark in it", "")
	case len(p.Words) == mostWords:
		p.unknown(start, p.at+n, fmt.Sprintf("more than %d words to mark", mostWords), "join them into one pattern: /a|b/")
	default:
		p.Words = append(p.Words, WordMark{mark, text, sign == '/', p.base + start, p.base + p.at + n})
	}
	p.at += n
}

// between reads what stands between two of the sign that s begins with, where a
// backslash keeps that sign, and returns its length with them; 0 where nothing
// closes it.
func between(s []byte) (string, int) {
	var out []byte
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == s[0]:
			return string(out), i + 1
		case s[i] == '\\' && i+1 < len(s) && (s[i+1] == s[0] || s[i+1] == '\\' && s[0] != '/'):
			i++
		case s[i] == '\\' && i+1 < len(s) && s[0] == '/':
			out = append(out, s[i])
			i++
		}
		out = append(out, s[i])
	}
	return "", 0
}

// until returns where the braces or the word at a place end.
func (p *infoParser) until(at int) int {
	if end := bytes.IndexAny(p.text[at+1:], "{}"); end >= 0 && p.text[at] == '{' {
		if at += end + 1; p.text[at] == '}' {
			at++
		}
		return at
	}
	if end := bytes.IndexAny(p.text[at:], " \t"); end > 0 {
		return at + end
	}
	return len(p.text)
}

// unknown warns of what stands between two places of the info string. Behind
// the mostNotes-th warning the rest is not read: it is no info string.
func (p *infoParser) unknown(start, end int, text, hint string) {
	p.notes = append(p.notes, diag.Note{
		Start: p.base + start, End: p.base + end, Severity: diag.Warning, Code: "unknown-attribute", Text: text, Hint: hint,
	})
	if len(p.notes) >= mostNotes {
		p.text = p.text[:min(p.at, len(p.text))]
	}
}
