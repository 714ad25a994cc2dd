package markdown

import (
	"strings"
	"unicode/utf8"

	"duizhao/generator/diag"
	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
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
// one, without a blank line between; attributes may follow, and a label in them
// or in the formula gives it a number (equations.go). GitHub's forms, $`…`$ and a
// fence with the language math, are formulas too, and with Options.Bracket so
// are \(…\) and, for display, \[…\].
func formulas(brackets bool) syntax {
	s := syntax{
		constructs: []construct{
			{name: "formula", kind: kindMath, is: func(_ *compiler, n ast.Node) bool { return !n.(*mathNode).display }},
			{name: "displayed formula", kind: kindMath, is: func(_ *compiler, n ast.Node) bool { return n.(*mathNode).display }},
			{name: "displayed formula", kind: kindMathBlock, is: func(_ *compiler, n ast.Node) bool { return n.(*mathBlockNode).closed }},
			{name: "numbered equation", kind: kindMathBlock, is: func(_ *compiler, n ast.Node) bool {
				kind, ok := site.LabelOf(attrsOf(n).ID)
				return ok && kind == site.Equation
			}},
		},
		blocks:  []util.PrioritizedValue{util.Prioritized(dollarFences(), 650)},
		inlines: []util.PrioritizedValue{util.Prioritized(mathParser{}, 150)},
		compile: map[ast.NodeKind]func(*compiler, ast.Node){
			kindMath: func(c *compiler, n ast.Node) {
				m := n.(*mathNode)
				c.inNoBreak(m, func() { c.formula(n, &m.lines, m.display, m.start, m.end) })
			},
			kindMathBlock: func(c *compiler, n ast.Node) {
				c.gap()
				if m := n.(*mathBlockNode); !m.closed {
					c.literal(m)
					return
				}
				start, end := c.extent(n)
				c.formula(n, n.Lines(), true, start, end)
			},
		},
	}
	if brackets {
		s.blocks = append(s.blocks, util.Prioritized(bracketFences(), 651))
		s.inlines = append(s.inlines, util.Prioritized(bracketParser{}, 150))
	}
	return s
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
	fence  mathBlockParser
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
	l := Leaf{Kind: MathLeaf, Text: tex, Display: display, Block: n.Type() == ast.TypeBlock, Start: start, End: end, Map: segments}
	c.equation(l, attrsOf(n))
	if l.Block && !c.quiet {
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
	var out []Segment
	for k, s := range m {
		stop := len(tex)
		if k+1 < len(m) {
			stop = m[k+1].Text
		}
		out = append(out, Segment{b.Len(), s.Source})
		for i := s.Text; i < stop; i++ {
			if tex[i] == '\\' && i+1 < len(tex) && tex[i+1] == '|' {
				out = append(out, Segment{b.Len(), s.Source + i + 1 - s.Text})
				continue
			}
			b.WriteByte(tex[i])
		}
	}
	return b.String(), out
}

// literal writes a block that its list item or quote ends before $$ closes it: a
// block parser that looks ahead sees lines, not whose they are.
func (c *compiler) literal(n *mathBlockNode) {
	ls := n.Lines()
	open := n.fence.open
	c.unclosed(ls.At(0).Start-len(open), open)
	c.tag("<p>")
	for i := range ls.Len() {
		l := ls.At(i)
		line := string(l.Value(c.src))
		if i == 0 {
			line = strings.TrimPrefix(open, `\`) + line
		}
		line = strings.ReplaceAll(strings.TrimSpace(line), "\x00", "\ufffd")
		if i > 0 {
			first, _ := utf8.DecodeRuneInString(line)
			c.softBreak(first)
		}
		c.text(site.Prose, line)
	}
	c.tag("</p>\n")
}

// shutting and escaping are what an opener asks for, and how it is written where
// it is meant as it stands.
var shutting, escaping = map[string]string{"$$": "$$", `\[`: `\]`, `\(`: `\)`},
	map[string]string{"$$": `\$\$`, `\[`: `\\[`, `\(`: `\\(`}

// unclosed warns of an opener that opens nothing.
func (c *compiler) unclosed(at int, open string) {
	n := diag.Note{
		Start: at, End: at + 2, Severity: diag.Warning, Code: "unclosed-math",
		Text: open + " opens a formula that nothing closes",
		Hint: "close it with " + shutting[open] + " at the end of a line, without a blank line between, or write " + escaping[open],
	}
	if open == `\(` {
		n.Hint = "close it with " + shutting[open] + " in the same paragraph, or write " + escaping[open]
	}
	c.note(n)
}

// unclosedIn warns of openers in running text, which starts at byte base.
func (c *compiler) unclosedIn(value []byte, base int) {
	said := false
	for i := 0; i+1 < len(value); i++ {
		switch {
		case value[i] == '$' && value[i+1] == '$':
			if !said {
				c.unclosed(base+i, "$$")
			}
			said = true
			i++
		case value[i] == '\\':
			if c.opt.Bracket && (value[i+1] == '(' || value[i+1] == '[') {
				c.unclosed(base+i, string(value[i:i+2]))
			}
			i++
		}
	}
}
