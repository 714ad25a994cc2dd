package markdown

import (
	"bytes"
	"strings"

	"duizhao/generator/diag"
	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// formulas parses TeX between dollar signs.
//
// In running text an opener is an unescaped $ with neither a space nor a $ after
// it. The first unescaped $ after it closes the formula if no space stands
// before it and no digit or $ after it; else the opener is a dollar sign. So
// "$5 and $6" stays money. \text{…} and \mbox{…} may hold dollar signs. $$…$$ in
// a paragraph is a display formula. A formula does not leave its paragraph, and
// nothing in it is Markdown; no word boundary is needed around it.
//
// A block opens with $$ at the start of a line and closes with $$ at the end of
// one, without a blank line between.
func formulas() syntax {
	return syntax{
		name:    "formulas",
		blocks:  []util.PrioritizedValue{util.Prioritized(mathBlockParser{}, 650)},
		inlines: []util.PrioritizedValue{util.Prioritized(mathParser{}, 150)},
		compile: map[ast.NodeKind]func(*compiler, ast.Node){
			kindMath: func(c *compiler, n ast.Node) {
				m := n.(*mathNode)
				c.formula(n, &m.lines, m.display, m.start, m.end)
			},
			kindMathBlock: func(c *compiler, n ast.Node) {
				start, end := c.extent(n)
				c.gap()
				c.formula(n, n.Lines(), true, start, end)
			},
		},
	}
}

var (
	kindMath      = ast.NewNodeKind("Math")
	kindMathBlock = ast.NewNodeKind("MathBlock")
)

type mathNode struct {
	ast.BaseInline
	lines      text.Segments
	display    bool
	start, end int
}

func (*mathNode) Kind() ast.NodeKind           { return kindMath }
func (n *mathNode) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

type mathBlockNode struct {
	ast.BaseBlock
	closed bool
}

func (*mathBlockNode) Kind() ast.NodeKind           { return kindMathBlock }
func (*mathBlockNode) IsRaw() bool                  { return true }
func (n *mathBlockNode) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// formula adds a formula's leaf, its text trimmed at both ends.
func (c *compiler) formula(n ast.Node, ls *text.Segments, display bool, start, end int) {
	tex, segments := lines(ls, c.src)
	if cell(n) {
		tex, segments = unpipe(tex, segments)
	}
	lead := len(tex) - len(strings.TrimLeft(tex, " \t\n"))
	tex = strings.TrimRight(tex[lead:], " \t\n")
	for i := range segments {
		segments[i].Text -= lead
	}
	c.run(site.TeX, tex)
	if c.quiet {
		return
	}
	c.leaf(Leaf{Kind: MathLeaf, Text: tex, Display: display, Start: start, End: end, Map: segments})
	if n.Kind() == kindMathBlock {
		c.tag("\n")
	}
}

// cell reports whether a node stands in a table, where | must be written \|.
func cell(n ast.Node) bool {
	for p := n.Parent(); p != nil; p = p.Parent() {
		if p.Kind() == east.KindTableCell {
			return true
		}
	}
	return false
}

// unpipe turns \| into |.
func unpipe(tex string, m []Segment) (string, []Segment) {
	var b strings.Builder
	at := func(i int) int { return Leaf{Map: m}.SourceOffset(i) }
	out := []Segment{{0, at(0)}}
	for i := 0; i < len(tex); i++ {
		if tex[i] == '\\' && i+1 < len(tex) && tex[i+1] == '|' {
			out = append(out, Segment{b.Len(), at(i + 1)})
			continue
		}
		b.WriteByte(tex[i])
	}
	return b.String(), out
}

// mathParser parses formulas in running text.
type mathParser struct{}

func (mathParser) Trigger() []byte { return []byte{'$'} }

func (mathParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, first := block.PeekLine()
	width := 1
	if len(line) > 1 && line[1] == '$' {
		width = 2
	}
	if len(line) > width && (line[width] == '$' || width == 1 && (line[width] == ' ' || line[width] == '\t' || line[width] == '\n')) || len(line) <= width {
		return dollars(block, line, first)
	}
	n := &mathNode{display: width == 2, start: first.Start}
	savedLine, saved := block.Position()
	block.Advance(width)
	s := scanner{width: width}
	for {
		line, segment := block.PeekLine()
		if line == nil {
			break
		}
		end, state := s.line(line)
		if state == refused {
			break
		}
		if state == closed {
			n.lines.Append(segment.WithStop(segment.Start + end))
			block.Advance(end + width)
			n.end = segment.Start + end + width
			return n
		}
		n.lines.Append(segment)
		block.AdvanceLine()
	}
	block.SetPosition(savedLine, saved)
	return dollars(block, line, first)
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

// scanner looks for the end of a formula, line by line.
type scanner struct {
	width int // of the closer: 1 or 2
	depth int // of braces inside \text{…}
	seen  bool
	prev  byte
}

type scanState int

const (
	open scanState = iota
	closed
	refused
)

// line reads a line and returns the offset of the closer when it closes.
func (s *scanner) line(l []byte) (int, scanState) {
	for i := 0; i < len(l); i++ {
		c := l[i]
		switch {
		case c == '\\':
			if n := textCommand(l[i:]); n > 0 && s.depth == 0 {
				s.depth, i = 1, i+n-1
			} else {
				i++ // the escaped character, a dollar sign or a brace
			}
			s.prev, s.seen = 'x', true
			continue
		case s.depth > 0 && c == '{':
			s.depth++
		case s.depth > 0 && c == '}':
			s.depth--
		case c == '$' && s.depth == 0:
			if s.closes(l[i:]) {
				return i, closed
			}
			return 0, refused
		}
		s.prev = c
		s.seen = s.seen || c != ' ' && c != '\t' && c != '\n'
	}
	return 0, open
}

// closes reports whether the dollar sign at the start of l closes the formula.
func (s *scanner) closes(l []byte) bool {
	after := byte(' ')
	if len(l) > s.width {
		after = l[s.width]
	}
	if s.width == 2 {
		return s.seen && len(l) > 1 && l[1] == '$' && after != '$'
	}
	space := s.prev == ' ' || s.prev == '\t' || s.prev == '\n'
	return s.seen && !space && after != '$' && (after < '0' || after > '9')
}

// textCommand returns the length of \text{ or \mbox{ at the start of l, else 0.
func textCommand(l []byte) int {
	for _, cmd := range []string{`\text{`, `\mbox{`} {
		if bytes.HasPrefix(l, []byte(cmd)) {
			return len(cmd)
		}
	}
	return 0
}

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
	if bytes.Contains(rest, []byte("$$")) || !closesLater(reader.Source()[segment.Stop:]) {
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
	if !bytes.HasSuffix(l, []byte("$$")) || bytes.HasSuffix(l, []byte(`\$$`)) {
		return nil, false
	}
	return l[:len(l)-2], true
}

// closesLater looks ahead for the closing line: a block parser cannot go back.
// The marks of quotes before a line are skipped, so that a blank line in a quote
// is seen as one.
func closesLater(src []byte) bool {
	for len(src) > 0 {
		line := src
		if i := bytes.IndexByte(src, '\n'); i >= 0 {
			line, src = src[:i], src[i+1:]
		} else {
			src = nil
		}
		bare := bytes.TrimLeft(line, " \t>")
		if len(bytes.TrimSpace(bare)) == 0 {
			return false
		}
		if _, ok := closer(bare); ok {
			return true
		}
	}
	return false
}

// unclosed warns of $$ that opens nothing; it is called for running text.
func (c *compiler) unclosed(at int) {
	c.note(diag.Note{
		Start: at, End: at + 2, Severity: diag.Warning, Code: "unclosed-math",
		Text: "$$ opens a formula that nothing closes",
		Hint: `close it with $$ at the end of a line, without a blank line between, or write \$\$`,
	})
}
