package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
)

// softBreak writes a line break of the source inside a paragraph. Browsers show
// it as a space, which is wrong between Han characters: there it is dropped.
func (c *compiler) softBreak(next rune) {
	if c.opt.Extras && joins(c.runs.last(), next) {
		return
	}
	c.run(site.Prose, " ")
	start := c.html.Len()
	c.tag("\n")
	c.eligible(site.Prose, start)
}

// joins reports whether a break between two characters is no space: both are
// written without spaces, at least one of them for certain.
func joins(a, b rune) bool {
	return (wide(a) || ambiguous(a)) && (wide(b) || ambiguous(b)) && (wide(a) || wide(b))
}

// wide are the characters of scripts written without spaces, and their
// punctuation: Han, kana, bopomofo, CJK symbols, full-width forms. Korean is
// written with spaces.
func wide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo) ||
		r >= 0x3000 && r <= 0x303F || r >= 0xFF01 && r <= 0xFF60 || r >= 0xFFE0 && r <= 0xFFE6
}

// ambiguous are quotation marks, dashes and dots that both kinds of scripts use.
func ambiguous(r rune) bool {
	switch r {
	case '‘', '’', '“', '”', '—', '…', '·':
		return true
	}
	return false
}

// next returns the first character of prose after the node in its paragraph;
// 0 where code, a formula or a picture comes first.
func (c *compiler) next(n ast.Node) rune {
	for n.NextSibling() == nil {
		n = n.Parent()
		if n == nil || n.Type() != ast.TypeInline {
			return 0
		}
	}
	n = n.NextSibling()
	for {
		switch x := n.(type) {
		case *ast.Text:
			r, _ := utf8.DecodeRuneInString(unescape(x.Segment.Value(c.src)))
			return r
		case *termNode:
			r, _ := utf8.DecodeRuneInString(unescape(x.shown.Value(c.src)))
			return r
		case *ast.CodeSpan, *ast.Image:
			return 0
		case *rubyNode:
			r, _ := utf8.DecodeRune(x.base.Value(c.src))
			return r
		}
		// Emphasis, a link, deleted text and the like; anything else is no prose.
		if n = n.FirstChild(); n == nil {
			return 0
		}
	}
}

// joined resolves the line breaks of a text that is no inline Markdown, as
// softBreak does.
func joined(s string) string {
	var b strings.Builder
	for {
		line, rest, more := strings.Cut(s, "\n")
		b.WriteString(line)
		if !more {
			return b.String()
		}
		last, _ := utf8.DecodeLastRuneInString(line)
		first, _ := utf8.DecodeRuneInString(rest)
		if !joins(last, first) {
			b.WriteByte(' ')
		}
		s = rest
	}
}
