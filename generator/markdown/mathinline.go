package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// mathParser parses formulas in running text.
type mathParser struct{}

func (mathParser) Trigger() []byte { return []byte{'$'} }

func (mathParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, first := block.PeekLine()
	if len(line) > 1 && line[1] == '`' {
		if end := signsOf(parent, block.Source(), pc).ticked(first.Start + 2); end >= 0 {
			return mathAt(block, first, end, 2, false)
		}
	}
	width := 1
	if len(line) > 1 && line[1] == '$' {
		width = 2
	}
	if len(line) > width && (line[width] == '$' || width == 1 && (line[width] == ' ' || line[width] == '\t' || line[width] == '\n')) || len(line) <= width {
		return dollars(block, line, first)
	}
	end := signsOf(parent, block.Source(), pc).closer(first.Start+width, width)
	if end < 0 || endsLink(parent, block.Source()[first.Start+width:end]) {
		return dollars(block, line, first)
	}
	return mathAt(block, first, end, width, width == 2)
}

// bracketParser parses formulas between \( and \), \[ and \].
type bracketParser struct{}

func (bracketParser) Trigger() []byte { return []byte{'\\'} }

func (bracketParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, first := block.PeekLine()
	if len(line) < 2 || line[1] != '(' && line[1] != '[' {
		return nil
	}
	end := signsOf(parent, block.Source(), pc).bracket(first.Start+2, line[1])
	if end < 0 {
		return nil
	}
	return mathAt(block, first, end, 2, line[1] == '[')
}

// mathAt takes the formula that starts where the reader is and whose text ends
// at byte end, between two signs of a width.
func mathAt(block text.Reader, first text.Segment, end, width int, display bool) ast.Node {
	n := &mathNode{display: display, start: first.Start, end: end + width}
	block.Advance(width)
	_, segment := block.PeekLine()
	for ; segment.Stop <= end; _, segment = block.PeekLine() {
		n.lines.Append(segment)
		block.AdvanceLine()
	}
	n.lines.Append(segment.WithStop(end))
	block.Advance(end + width - segment.Start)
	return n
}

// dollars takes the signs at hand as text, all of them: the second of two is no
// opener either.
func dollars(block text.Reader, line []byte, first text.Segment) ast.Node {
	n := 0
	for n < len(line) && line[n] == '$' {
		n++
	}
	block.Advance(n)
	return ast.NewTextSegment(first.WithStop(first.Start + n))
}

// endsLink reports whether a formula would hold the end of a link that began
// before it: [US$](a) and [A$](b). What starts first wins.
func endsLink(parent ast.Node, text []byte) bool {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '[':
			depth++
		case ']':
			if depth--; depth < 0 {
				return i+1 < len(text) && (text[i+1] == '(' || text[i+1] == '[') && openBracket(parent)
			}
		}
	}
	return false
}

// openBracket reports whether a [ before the reader's place may begin a link.
func openBracket(parent ast.Node) bool {
	for n := parent.LastChild(); n != nil; n = n.PreviousSibling() {
		if n.Kind().String() == "LinkLabelState" {
			return true
		}
	}
	return false
}
