package markdown

import (
	"bytes"
	"fmt"
	"unicode"
	"unicode/utf8"

	"duizhao/generator/diag"
	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// ruby parses {汉字|hàn zì}, one reading for all, and {汉字|hàn|zì}, one for each
// character. Before the bar stand Han or kana alone, so that {x|x>0} stays what
// it is. In a table the bar is written \|, as any other.
func ruby() syntax {
	return syntax{
		constructs: []construct{
			{name: "ruby", kind: kindRuby},
		},
		inlines: []util.PrioritizedValue{util.Prioritized(rubyParser{}, 145)},
		compile: map[ast.NodeKind]func(*compiler, ast.Node){kindRuby: (*compiler).ruby},
	}
}

var kindRuby = ast.NewNodeKind("Ruby")

type rubyNode struct {
	ast.BaseInline
	base     text.Segment
	readings []text.Segment
}

func (*rubyNode) Kind() ast.NodeKind           { return kindRuby }
func (n *rubyNode) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

type rubyParser struct{}

func (rubyParser) Trigger() []byte { return []byte{'{'} }

func (rubyParser) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	at := 1
	for at < len(line) {
		r, size := utf8.DecodeRune(line[at:])
		if !annotated(r) {
			break
		}
		at += size
	}
	bar := []byte("|")
	if parent.Kind() == east.KindTableCell {
		bar = []byte(`\|`)
	}
	if at == 1 || !bytes.HasPrefix(line[at:], bar) {
		return nil
	}
	n := &rubyNode{base: text.NewSegment(segment.Start+1, segment.Start+at)}
	end := bytes.IndexAny(line[at:], "{}\n")
	if end < 0 || line[at+end] != '}' {
		return nil
	}
	end += at
	for at < end {
		from := at + len(bar)
		if at = bytes.Index(line[from:end], bar); at < 0 {
			at = end
		} else {
			at += from
		}
		reading := bytes.TrimSpace(line[from:at])
		if len(reading) == 0 {
			return nil
		}
		start := segment.Start + from + bytes.Index(line[from:at], reading)
		n.readings = append(n.readings, text.NewSegment(start, start+len(reading)))
	}
	block.Advance(end + 1)
	return n
}

// annotated reports whether a character may carry a reading: Han and kana.
func annotated(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r == 'ー'
}

func (c *compiler) ruby(n ast.Node) {
	r := n.(*rubyNode)
	base := string(r.base.Value(c.src))
	if c.quiet {
		c.run(site.Prose, base)
		return
	}
	parts := []string{base}
	if len(r.readings) > 1 {
		parts = nil
		for _, char := range base {
			parts = append(parts, string(char))
		}
	}
	if len(parts) != len(r.readings) {
		first, last := r.readings[0], r.readings[len(r.readings)-1]
		c.note(diag.Note{
			Start: first.Start, End: last.Stop, Severity: diag.Warning, Code: "ruby-readings",
			Text: fmt.Sprintf("%d readings for the %d characters of %q", len(r.readings), len(parts), base),
			Hint: "write one for all of them, or one for each",
		})
	}
	c.tag("<ruby>")
	for i, part := range parts {
		c.text(site.Prose, part)
		if i < len(r.readings) {
			c.tag("<rp>(</rp><rt>")
			escape(c.html, unescape(r.readings[i].Value(c.src)))
			c.tag("</rt><rp>)</rp>")
		}
	}
	c.tag("</ruby>")
}
