package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// mathBlockParser parses formulas on lines of their own.
type mathBlockParser struct{}

func (mathBlockParser) Trigger() []byte             { return []byte{'$'} }
func (mathBlockParser) CanInterruptParagraph() bool { return true }
func (mathBlockParser) CanAcceptIndentedLine() bool { return false }

func (mathBlockParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 || !bytes.HasPrefix(line[pos:], []byte("$$")) {
		return nil, parser.NoChildren
	}
	rest := line[pos+2:]
	n := &mathBlockNode{}
	start := segment.Start - segment.Padding + pos + 2
	if body, ok := closer(rest); ok {
		if len(bytes.TrimSpace(body)) == 0 {
			return nil, parser.NoChildren
		}
		n.Lines().Append(text.NewSegment(start, start+len(body)))
		n.closed = true
		return n, parser.NoChildren
	}
	if bytes.Contains(rest, []byte("$$")) || !closesLater(reader.Source(), segment.Stop, pc) {
		return nil, parser.NoChildren
	}
	n.Lines().Append(text.NewSegment(start, segment.Stop))
	return n, parser.NoChildren
}

func (mathBlockParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	n := node.(*mathBlockNode)
	if n.closed {
		return parser.Close
	}
	line, segment := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Close
	}
	body, ok := closer(line)
	if ok {
		segment = segment.WithStop(segment.Start - segment.Padding + len(body))
		n.closed = true
	}
	n.Lines().Append(segment)
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

func (mathBlockParser) Close(ast.Node, text.Reader, parser.Context) {}

// closer reports whether a line ends in $$ and returns what stands before.
func closer(line []byte) ([]byte, bool) {
	l := bytes.TrimRight(line, " \t\n")
	if !bytes.HasSuffix(l, []byte("$$")) {
		return nil, false
	}
	body := l[:len(l)-2]
	// An odd number of backslashes escapes the sign; two are TeX's line end.
	if n := len(body) - len(bytes.TrimRight(body, `\`)); n%2 == 1 {
		return nil, false
	}
	return body, true
}

// aheadKey holds the latest lookahead of a document.
var aheadKey = parser.NewContextKey()

// ahead is what a look from byte from on found at byte to: the line that closes
// a formula, or a blank line or the end before any.
type ahead struct {
	from, to int
	closes   bool
}

// closesLater looks ahead for the closing line: a block parser cannot go back. A
// line between from and to is not looked at again, so that many openers do not
// cost the square of their number.
func closesLater(src []byte, from int, pc parser.Context) bool {
	last, ok := pc.Get(aheadKey).(ahead)
	if !ok || from < last.from || from > last.to {
		last = lookAhead(src, from)
		pc.Set(aheadKey, last)
	}
	return last.closes
}

// lookAhead skips the marks of quotes before a line, so that a blank line in a
// quote is seen as one.
func lookAhead(src []byte, from int) ahead {
	for at := from; at < len(src); {
		line, _, _ := bytes.Cut(src[at:], []byte("\n"))
		bare := bytes.TrimLeft(line, " \t>")
		if len(bytes.TrimSpace(bare)) == 0 {
			return ahead{from, at, false}
		}
		if _, ok := closer(bare); ok {
			return ahead{from, at, true}
		}
		at += len(line) + 1
	}
	return ahead{from, len(src), false}
}
