package markdown

import (
	"bytes"
	"slices"

	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// containers parses blocks between lines of colons,
//
//	:::name Title {key=value}
//	anything
//	:::
//
// and GitHub's alerts (alerts.go). A name is a letter, then letters, digits and
// hyphens. A line of nothing but N colons closes the nearest open container
// that N colons opened, with all that is open in it; N must be three or more.
// What CommonMark gives to another block stays that block's: colons in fenced
// code, and whatever a quote or a list item ends by ending itself.
func containers() syntax {
	return syntax{
		constructs: []construct{
			{name: "callout", kind: kindContainer, is: func(_ *compiler, n ast.Node) bool { return slices.Contains(callouts, n.(*containerNode).name) }},
			{name: "callout as a quote", kind: ast.KindBlockquote, is: func(_ *compiler, n ast.Node) bool { return alertOf(n) != "" }},
			{name: "details", kind: kindContainer, is: named("details")},
			{name: "tabs", kind: kindContainer, is: named("tabs")},
			{name: "code group", kind: kindContainer, is: named("code-group")},
			{name: "block of the site", kind: kindContainer, is: func(_ *compiler, n ast.Node) bool { return !slices.Contains(Containers(), n.(*containerNode).name) }},
		},
		blocks: []util.PrioritizedValue{util.Prioritized(containerParser{}, 640)},
		paras:  []util.PrioritizedValue{util.Prioritized(alertTransformer{}, 50)},
		trees:  []util.PrioritizedValue{util.Prioritized(noteTransformer{}, 900)},
		compile: map[ast.NodeKind]func(*compiler, ast.Node){
			kindContainer:      (*compiler).container,
			kindContainerTitle: (*compiler).children,
			kindContainerEnd:   func(*compiler, ast.Node) {},
			ast.KindBlockquote: (*compiler).quote,
		},
	}
}

var (
	kindContainer      = ast.NewNodeKind("Container")
	kindContainerTitle = ast.NewNodeKind("ContainerTitle")
	kindContainerEnd   = ast.NewNodeKind("ContainerEnd")
)

// deepest is how many containers may stand in each other: each line of a text
// is looked at once for every block that is open.
const deepest = 32

// containerNode is a container; its first child is the title, if there is one.
type containerNode struct {
	ast.BaseBlock
	name   string
	colons int
	attrs  site.Attrs
	start  int // byte offsets in the source: of the colons,
	at     int // of the name,
	end    int // of the end of the opening line,
	closer int // of the closing line's colons; -1 where there is none
}

func (*containerNode) Kind() ast.NodeKind           { return kindContainer }
func (n *containerNode) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// containerTitle holds the inlines of a title.
type containerTitle struct{ ast.BaseBlock }

func (*containerTitle) Kind() ast.NodeKind           { return kindContainerTitle }
func (n *containerTitle) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// newTitle returns a title that is written in src[start:end], or nil where
// nothing is.
func newTitle(src []byte, start, end int) *containerTitle {
	start += len(src[start:end]) - len(bytes.TrimLeft(src[start:end], " \t"))
	end = start + len(bytes.TrimRight(src[start:end], " \t\r\n"))
	if start == end {
		return nil
	}
	t := &containerTitle{}
	t.SetPos(start)
	t.Lines().Append(text.NewSegment(start, end))
	return t
}

// titleOf returns the title of a container or an alert; nil if it has none.
func titleOf(n ast.Node) *containerTitle {
	t, _ := n.FirstChild().(*containerTitle)
	return t
}

// containerEnd stands for a closing line while the document is parsed. Goldmark
// cannot end an outer block from an inner one, so the line marks its container
// closed, which then ends itself at the next line.
type containerEnd struct{ ast.BaseBlock }

func (*containerEnd) Kind() ast.NodeKind           { return kindContainerEnd }
func (n *containerEnd) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

type containerParser struct{}

func (containerParser) Trigger() []byte             { return []byte{':'} }
func (containerParser) CanInterruptParagraph() bool { return true }
func (containerParser) CanAcceptIndentedLine() bool { return false }

func (containerParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 {
		return nil, parser.NoChildren
	}
	start := segment.Start - segment.Padding + pos
	rest := bytes.TrimRight(line[pos:], " \t\r\n")
	colons := len(rest) - len(bytes.TrimLeft(rest, ":"))
	switch {
	case colons < 3:
		return nil, parser.NoChildren
	case colons == len(rest):
		return closeContainer(parent, reader.Source(), start, colons, pc), parser.NoChildren
	}
	n := openContainer(reader.Source(), start, start+len(rest), colons)
	if n == nil {
		return nil, parser.NoChildren
	}
	depth, _ := pc.Get(depthKey).(int)
	if depth == deepest {
		addNote(pc, tooDeep(n))
		refused, _ := pc.Get(refusedKey).([]int)
		pc.Set(refusedKey, append(refused, colons))
		return nil, parser.NoChildren
	}
	pc.Set(depthKey, depth+1)
	return n, parser.NoChildren
}

// Continue takes every line: what a container holds is decided by its closing
// line and by the block it stands in.
func (containerParser) Continue(node ast.Node, _ text.Reader, _ parser.Context) parser.State {
	if n, ok := node.(*containerNode); ok && n.closer < 0 {
		return parser.Continue | parser.HasChildren
	}
	return parser.Close
}

func (containerParser) Close(node ast.Node, _ text.Reader, pc parser.Context) {
	if _, ok := node.(*containerEnd); ok {
		node.Parent().RemoveChild(node.Parent(), node)
		return
	}
	depth, _ := pc.Get(depthKey).(int)
	pc.Set(depthKey, depth-1)
}

// depthKey holds the number of open containers.
var depthKey = parser.NewContextKey()

// refusedKey holds the colons of the blocks that stand too deep: the lines that
// would close them are no trouble of their own.
var refusedKey = parser.NewContextKey()

// openContainer reads an opening line, whose colons are at start; nil where
// what follows them is no name.
func openContainer(src []byte, start, end, colons int) *containerNode {
	at := start + colons
	if src[at] == ' ' {
		at++
	}
	size := nameLength(src[at:end])
	if size == 0 {
		return nil
	}
	from := at + size
	if from < end && src[from] != ' ' && src[from] != '\t' && src[from] != '{' {
		return nil
	}
	n := &containerNode{name: string(src[at:from]), colons: colons, start: start, at: at, end: end, closer: -1}
	n.attrs = finalAttrs(src[from:end], from)
	if n.attrs.End == 0 {
		n.attrs = bareAttrs(src[from:end], from)
	}
	stop := end
	if n.attrs.End > 0 {
		stop = n.attrs.Start
	}
	if t := newTitle(src, from, stop); t != nil {
		n.AppendChild(n, t)
	}
	return n
}

func nameLength(s []byte) int {
	n := 0
	for n < len(s) && (s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z' || n > 0 && (s[n] >= '0' && s[n] <= '9' || s[n] == '-')) {
		n++
	}
	return n
}

// bareAttrs reads attributes that are all of a line, without braces: key=value,
// then more of any form. The line starts at offset base of the source.
func bareAttrs(line []byte, base int) site.Attrs {
	bare := bytes.Trim(line, " \t")
	if len(bare) == 0 {
		return site.Attrs{}
	}
	at := base + bytes.Index(line, bare)
	if _, n := attrPair(bare, at); n == 0 {
		return site.Attrs{}
	}
	a, n := parseAttrs([]byte("{"+string(bare)+"}"), at-1)
	if n == 0 {
		return site.Attrs{}
	}
	a.Start, a.End = at, at+len(bare)
	return a
}

// finalAttrs reads the attributes that a line ends in; the zero value where it
// does not. The line starts at offset base of the source.
func finalAttrs(line []byte, base int) site.Attrs {
	if !bytes.HasSuffix(line, []byte("}")) {
		return site.Attrs{}
	}
	for i := range line {
		if line[i] != '{' || i > 0 && line[i-1] != ' ' && line[i-1] != '\t' {
			continue
		}
		if a, n := parseAttrs(line[i:], base+i); n == len(line)-i {
			return a
		}
	}
	return site.Attrs{}
}

// closeContainer closes the nearest container around parent that as many colons
// opened. Only lists may stand between: a quote's line closes nothing outside.
// It returns nil where there is no such container, and the line is text.
func closeContainer(parent ast.Node, src []byte, start, colons int, pc parser.Context) ast.Node {
	line := src[bytes.LastIndexByte(src[:start], '\n')+1 : start]
	alone := len(bytes.Trim(line, " \t>")) == 0 // else it opened a list item itself
	for n := parent; n != nil && alone; n = n.Parent() {
		switch n := n.(type) {
		case *containerNode:
			if n.colons == colons {
				n.closer = start
				return &containerEnd{}
			}
		case *ast.List, *ast.ListItem:
		default:
			alone = false
		}
	}
	refused, _ := pc.Get(refusedKey).([]int)
	if n := len(refused); n > 0 && refused[n-1] == colons {
		pc.Set(refusedKey, refused[:n-1])
		return nil
	}
	addNote(pc, stray(start, colons))
	return nil
}

// named tells containers of a name.
func named(name string) func(*compiler, ast.Node) bool {
	return func(_ *compiler, n ast.Node) bool { return n.(*containerNode).name == name }
}
