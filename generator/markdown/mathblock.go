package markdown

import (
	"bytes"

	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// mathBlockParser parses formulas on lines of their own, between two fences.
type mathBlockParser struct{ open, close string }

// dollarFences and bracketFences are the two kinds.
func dollarFences() mathBlockParser  { return mathBlockParser{"$$", "$$"} }
func bracketFences() mathBlockParser { return mathBlockParser{`\[`, `\]`} }

func (p mathBlockParser) Trigger() []byte           { return []byte{p.open[0]} }
func (mathBlockParser) CanInterruptParagraph() bool { return true }
func (mathBlockParser) CanAcceptIndentedLine() bool { return false }

func (p mathBlockParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 || !bytes.HasPrefix(line[pos:], []byte(p.open)) {
		return nil, parser.NoChildren
	}
	rest := line[pos+2:]
	n := &mathBlockNode{fence: p}
	start := segment.Start - segment.Padding + pos + 2
	if body, attrs, ok := p.closer(rest, start); ok {
		if len(bytes.TrimSpace(body)) == 0 || p.inside(body) || body[0] == '$' {
			return nil, parser.NoChildren
		}
		n.Lines().Append(text.NewSegment(start, start+len(body)))
		n.shut(attrs)
		return n, parser.NoChildren
	}
	if p.inside(rest) || len(rest) > 0 && rest[0] == '$' || !p.closesLater(reader.Source(), segment.Stop, pc) {
		return nil, parser.NoChildren
	}
	n.Lines().Append(text.NewSegment(start, segment.Stop))
	return n, parser.NoChildren
}

func (p mathBlockParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	n := node.(*mathBlockNode)
	if n.closed {
		return parser.Close
	}
	line, segment := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Close
	}
	if body, attrs, ok := p.closer(line, segment.Start-segment.Padding); ok {
		segment = segment.WithStop(segment.Start - segment.Padding + len(body))
		n.shut(attrs)
	}
	n.Lines().Append(segment)
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

func (mathBlockParser) Close(ast.Node, text.Reader, parser.Context) {}

func (n *mathBlockNode) shut(attrs site.Attrs) {
	n.closed = true
	n.SetAttribute(attrsName, &attrs)
}

// closer reports whether a line, whose first byte stands at base, ends in the
// closing fence, attributes behind it or not, and returns what stands before.
func (p mathBlockParser) closer(line []byte, base int) ([]byte, site.Attrs, bool) {
	var attrs site.Attrs
	l := bytes.TrimRight(line, " \t\n")
	if bytes.HasSuffix(l, []byte("}")) {
		at := bytes.LastIndex(l, []byte(p.close))
		if at < 0 {
			return nil, attrs, false
		}
		at += len(p.close)
		at += len(l[at:]) - len(bytes.TrimLeft(l[at:], " \t"))
		a, n := parseAttrs(l[at:], base+at)
		if n == 0 || n != len(l)-at {
			return nil, attrs, false
		}
		attrs, l = a, bytes.TrimRight(l[:at], " \t")
	}
	if !bytes.HasSuffix(l, []byte(p.close)) {
		return nil, attrs, false
	}
	body := l[:len(l)-len(p.close)]
	// An odd number of backslashes escapes the sign; two are TeX's line end.
	if n := len(body) - len(bytes.TrimRight(body, `\`)); n%2 == 1 {
		return nil, attrs, false
	}
	return body, attrs, true
}

// inside reports whether a closing fence stands in a line, outside \text{…}:
// then the line is running text with formulas in it.
func (p mathBlockParser) inside(line []byte) bool {
	depth := 0
	for i := 0; i < len(line); i++ {
		if depth == 0 && bytes.HasPrefix(line[i:], []byte(p.close)) {
			return true
		}
		switch line[i] {
		case '\\':
			if n := textCommand(line[i:]); n > 0 && depth == 0 {
				depth, i = 1, i+n-1
			} else {
				i++
			}
		case '{':
			if depth > 0 {
				depth++
			}
		case '}':
			depth = max(depth-1, 0)
		}
	}
	return false
}

// aheadKeys hold the latest lookahead of a document, by fence.
var aheadKeys = map[string]parser.ContextKey{"$$": parser.NewContextKey(), `\]`: parser.NewContextKey()}

// ahead is what a look from byte from on found at byte to: the line that closes
// a formula, or a blank line, a fence inside a line or the end before any.
type ahead struct {
	from, to int
	closes   bool
}

// closesLater looks ahead for the closing line: a block parser cannot go back. A
// line between from and to is not looked at again, so that many openers do not
// cost the square of their number.
func (p mathBlockParser) closesLater(src []byte, from int, pc parser.Context) bool {
	last, ok := pc.Get(aheadKeys[p.close]).(ahead)
	if !ok || from < last.from || from > last.to {
		last = p.lookAhead(src, from)
		pc.Set(aheadKeys[p.close], last)
	}
	return last.closes
}

// lookAhead skips the marks of quotes before a line, so that a blank line in a
// quote is seen as one.
func (p mathBlockParser) lookAhead(src []byte, from int) ahead {
	for at := from; at < len(src); {
		line, _, _ := bytes.Cut(src[at:], []byte("\n"))
		bare := bytes.TrimLeft(line, " \t>")
		if len(bytes.TrimSpace(bare)) == 0 {
			return ahead{from, at, false}
		}
		if body, _, ok := p.closer(bare, 0); ok {
			return ahead{from, at, !p.inside(body)}
		} else if p.inside(bare) {
			return ahead{from, at, false}
		}
		at += len(line) + 1
	}
	return ahead{from, len(src), false}
}
