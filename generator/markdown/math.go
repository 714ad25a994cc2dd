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
// one, without a blank line between.
func formulas() syntax {
	return syntax{
		constructs: []construct{
			{name: "formula", kind: kindMath, is: func(_ *compiler, n ast.Node) bool { return !n.(*mathNode).display }},
			{name: "displayed formula", kind: kindMath, is: func(_ *compiler, n ast.Node) bool { return n.(*mathNode).display }},
			{name: "displayed formula", kind: kindMathBlock, is: func(_ *compiler, n ast.Node) bool { return n.(*mathBlockNode).closed }},
		},
		blocks:  []util.PrioritizedValue{util.Prioritized(mathBlockParser{}, 650)},
		inlines: []util.PrioritizedValue{util.Prioritized(mathParser{}, 150)},
		compile: map[ast.NodeKind]func(*compiler, ast.Node){
			kindMath: func(c *compiler, n ast.Node) {
				m := n.(*mathNode)
				c.formula(n, &m.lines, m.display, m.start, m.end)
			},
			kindMathBlock: func(c *compiler, n ast.Node) {
				c.gap()
				if !n.(*mathBlockNode).closed {
					c.literal(n)
					return
				}
				start, end := c.extent(n)
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
	c.leaf(Leaf{Kind: MathLeaf, Text: tex, Display: display, Block: n.Kind() == kindMathBlock, Start: start, End: end, Map: segments})
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
func (c *compiler) literal(n ast.Node) {
	ls := n.Lines()
	c.unclosed(ls.At(0).Start - len("$$"))
	c.tag("<p>")
	for i := range ls.Len() {
		l := ls.At(i)
		line := string(l.Value(c.src))
		if i == 0 {
			line = "$$" + line
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

// unclosed warns of $$ that opens nothing.
func (c *compiler) unclosed(at int) {
	c.note(diag.Note{
		Start: at, End: at + 2, Severity: diag.Warning, Code: "unclosed-math",
		Text: "$$ opens a formula that nothing closes",
		Hint: `close it with $$ at the end of a line, without a blank line between, or write \$\$`,
	})
}
