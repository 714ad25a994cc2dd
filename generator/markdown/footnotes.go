package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// footnotes parses [^name] and, at the start of a line, [^name]: text, whose
// further blocks are indented by four spaces. A use may come before its note.
// Goldmark's own parser moves the notes, looks each use up in a list and says
// nothing of what is missing; footnotelist.go compiles these.
func footnotes() syntax {
	return syntax{
		constructs: []construct{
			{name: "footnote", kind: kindFootnoteRef, is: func(_ *compiler, n ast.Node) bool { return n.(*footnoteRefNode).note != nil }},
		},
		blocks:  []util.PrioritizedValue{util.Prioritized(footnoteParser{}, 999)},
		inlines: []util.PrioritizedValue{util.Prioritized(footnoteRefParser{}, 101)},
		compile: map[ast.NodeKind]func(*compiler, ast.Node){
			kindFootnote:    func(*compiler, ast.Node) {}, // in the list at the end
			kindFootnoteRef: (*compiler).footnoteRef,
		},
	}
}

var (
	kindFootnote    = ast.NewNodeKind("Footnote")
	kindFootnoteRef = ast.NewNodeKind("FootnoteRef")
)

// label is a footnote's name with its place in the source, brackets included.
type label struct {
	name       string // folded, as the labels of links are
	start, end int
}

// footnoteNode is a note where it is written.
type footnoteNode struct {
	ast.BaseBlock
	label
	number int    // from 1 in order of first use; 0 for a note that is not used
	uses   int    // that can be gone back to
	id     string // without the prefix
}

func (*footnoteNode) Kind() ast.NodeKind          { return kindFootnote }
func (n *footnoteNode) Pos() int                  { return n.start }
func (n *footnoteNode) Dump(src []byte, deep int) { ast.DumpHelper(n, src, deep, nil, nil) }

// footnoteRefNode is a use of a note; note is nil where there is no such note.
type footnoteRefNode struct {
	ast.BaseInline
	label
	note *footnoteNode
	use  int // from 1; 0 inside a link, where no other link may be
}

func (*footnoteRefNode) Kind() ast.NodeKind          { return kindFootnoteRef }
func (n *footnoteRefNode) Dump(src []byte, deep int) { ast.DumpHelper(n, src, deep, nil, nil) }

// readLabel reads [^name] at the start of line, which stands at offset base; a
// name has no space and no bracket. The length is 0 where there is none.
func readLabel(line []byte, base int) (label, int) {
	if !bytes.HasPrefix(line, []byte("[^")) {
		return label{}, 0
	}
	for i := 2; i < len(line) && i < 1000; i++ {
		switch c := line[i]; {
		case c == ']' && i > 2:
			return label{util.ToLinkReference(line[2:i]), base, base + i + 1}, i + 1
		case c <= ' ' || c == ']' || c == '[':
			return label{}, 0
		}
	}
	return label{}, 0
}

// footnotesKey holds the notes of a document, by name; the first of a name counts.
var footnotesKey = parser.NewContextKey()

func notes(pc parser.Context) map[string]*footnoteNode {
	m, _ := pc.Get(footnotesKey).(map[string]*footnoteNode)
	return m
}

// footnoteParser parses a note as a container of blocks.
type footnoteParser struct{}

func (footnoteParser) Trigger() []byte             { return []byte{'['} }
func (footnoteParser) CanInterruptParagraph() bool { return true }
func (footnoteParser) CanAcceptIndentedLine() bool { return false }

func (footnoteParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 || parent.Kind() == kindFootnote {
		return nil, parser.NoChildren
	}
	l, n := readLabel(line[pos:], segment.Start-segment.Padding+pos)
	if n == 0 || pos+n >= len(line) || line[pos+n] != ':' {
		return nil, parser.NoChildren
	}
	node := &footnoteNode{label: l}
	m := notes(pc)
	if m == nil {
		m = map[string]*footnoteNode{}
		pc.Set(footnotesKey, m)
	}
	if m[l.name] == nil {
		m[l.name] = node
	}
	reader.Advance(pos + n + 1 - segment.Padding)
	if util.IsBlank(line[pos+n+1:]) {
		reader.AdvanceToEOL()
		return node, parser.NoChildren
	}
	return node, parser.HasChildren
}

func (footnoteParser) Continue(_ ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	pos, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	if pos < 0 {
		return parser.Close
	}
	reader.AdvanceAndSetPadding(pos, padding)
	return parser.Continue | parser.HasChildren
}

func (footnoteParser) Close(ast.Node, text.Reader, parser.Context) {}

// footnoteRefParser parses uses. One of a note that is not there stays text,
// and is said; what goldmark would take for a link is left to it.
type footnoteRefParser struct{}

func (footnoteRefParser) Trigger() []byte { return []byte{'!', '['} }

func (footnoteRefParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if line[0] == '!' {
		// An exclamation before a note is no picture.
		if l, n := readLabel(line[1:], 0); n > 0 && notes(pc)[l.name] != nil {
			block.Advance(1)
			return ast.NewTextSegment(segment.WithStop(segment.Start + 1))
		}
		return nil
	}
	l, n := readLabel(line, segment.Start)
	if n == 0 {
		return nil
	}
	note := notes(pc)[l.name]
	if note == nil && n < len(line) && (line[n] == '(' || line[n] == '[') {
		return nil
	}
	block.Advance(n)
	ref := &footnoteRefNode{label: l, note: note}
	ref.SetPos(l.start)
	return ref
}
