package markdown

import (
	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// spans parses [text]{.class lang=en} as a stretch of text with attributes.
// Where the brackets are a link, they stay one: [text]{…} with a definition of
// "text" is a reference link.
func spans() syntax {
	return syntax{
		constructs: []construct{
			{name: "span", kind: kindSpan},
		},
		inlines: []util.PrioritizedValue{util.Prioritized(spanParser{parser.NewLinkParser()}, 199)},
		compile: map[ast.NodeKind]func(*compiler, ast.Node){
			kindSpan: func(c *compiler, n ast.Node) {
				c.tag("<span")
				c.attrs(attrsOf(n))
				c.element(n, ">", "</span>")
			},
		},
	}
}

var kindSpan = ast.NewNodeKind("Span")

type spanNode struct{ ast.BaseInline }

func (*spanNode) Kind() ast.NodeKind          { return kindSpan }
func (n *spanNode) Dump(src []byte, deep int) { ast.DumpHelper(n, src, deep, nil, nil) }

// spanParser stands before goldmark's link parser and hands all brackets to it.
// It keeps a stack of the open ones beside that parser's own, so that it knows
// which one a closing bracket belongs to.
type spanParser struct{ links parser.InlineParser }

// opener is an open bracket: the link parser's node, and the last mark of
// emphasis before it.
type opener struct {
	node   ast.Node
	image  bool
	bottom ast.Node
}

var openersKey = parser.NewContextKey()

func (p spanParser) Trigger() []byte { return p.links.Trigger() }

func (p spanParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	open, _ := pc.Get(openersKey).([]opener)
	line, segment := block.PeekLine()
	if line[0] != ']' {
		o := opener{image: line[0] == '!'}
		if last := pc.LastDelimiter(); last != nil {
			o.bottom = last
		}
		if o.node = p.links.Parse(parent, block, pc); o.node != nil {
			pc.Set(openersKey, append(open, o))
		}
		return o.node
	}
	if len(open) == 0 {
		return nil
	}
	o := open[len(open)-1]
	pc.Set(openersKey, open[:len(open)-1])
	a, n := parseAttrs(line[1:], segment.Start+1)
	if n == 0 || o.image || o.node.Parent() != parent {
		return nil // goldmark's own link parser comes next
	}
	return p.close(o, &a, n, block, pc)
}

// close makes a span of what stands since the opener, unless that is a link.
// The link parser makes its bracket text again; a mark before it keeps it apart
// from other text.
func (p spanParser) close(o opener, a *site.Attrs, size int, block text.Reader, pc parser.Context) ast.Node {
	parent, mark := o.node.Parent(), &spanNode{}
	parent.InsertBefore(parent, o.node, mark)
	line, position := block.Position()
	if link := p.links.Parse(parent, block, pc); link != nil {
		parent.RemoveChild(parent, mark)
		return link
	}
	block.SetPosition(line, position)
	parser.ProcessDelimiters(o.bottom, pc)
	bracket := mark.NextSibling()
	for child := bracket.NextSibling(); child != nil; {
		next := child.NextSibling()
		mark.AppendChild(mark, child)
		child = next
	}
	parent.RemoveChild(parent, bracket)
	parent.RemoveChild(parent, mark)
	mark.SetAttribute(attrsName, a)
	mark.SetPos(bracket.Pos())
	block.Advance(1 + size)
	return mark
}

// CloseBlock forgets what a block left open.
func (spanParser) CloseBlock(_ ast.Node, _ text.Reader, pc parser.Context) { pc.Set(openersKey, nil) }
