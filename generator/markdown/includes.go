package markdown

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"strings"

	"duizhao/generator/diag"
	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// includes parses a block of one line,
//
//	<<< code/gan.py#region {title="…"}
//
// with exactly three < and a space, a path that starts at content/, and, if
// only a part is wanted, the part's name. What stands there is for others to
// tell: a Doc knows no file.
func includes() syntax {
	return syntax{
		constructs: []construct{
			{name: "include", kind: kindInclude},
		},
		blocks:  []util.PrioritizedValue{util.Prioritized(includeParser{}, 640)},
		compile: map[ast.NodeKind]func(*compiler, ast.Node){kindInclude: (*compiler).include},
	}
}

// Include is a file that stands in a text.
type Include struct {
	Path   string // from content/, as written
	Region string // the part's name; "" for the whole file
	Attrs  site.Attrs
	Block  int // ordinal of the top-level block it stands in

	Start, End             int // byte offsets in the source, of the whole line
	PathStart, PathEnd     int
	RegionStart, RegionEnd int
}

var kindInclude = ast.NewNodeKind("Include")

type includeNode struct {
	ast.BaseBlock
	include Include
	rest    text.Segment // behind the path, where it makes no sense
}

func (*includeNode) Kind() ast.NodeKind           { return kindInclude }
func (*includeNode) IsRaw() bool                  { return true }
func (n *includeNode) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

type includeParser struct{}

func (includeParser) Trigger() []byte             { return []byte{'<'} }
func (includeParser) CanInterruptParagraph() bool { return true }
func (includeParser) CanAcceptIndentedLine() bool { return false }

func (includeParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 || !bytes.HasPrefix(line[pos:], []byte("<<< ")) {
		return nil, parser.NoChildren
	}
	start := segment.Start - segment.Padding + pos
	whole := bytes.TrimRight(line[pos:], " \t\n")
	n := &includeNode{include: Include{Start: start, End: start + len(whole)}}
	if len(whole) <= len("<<< ") || !n.read(whole, start) {
		return nil, parser.NoChildren
	}
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

func (includeParser) Continue(ast.Node, text.Reader, parser.Context) parser.State {
	return parser.Close
}

func (includeParser) Close(ast.Node, text.Reader, parser.Context) {}

// read takes the line, which begins at byte start of the source, apart.
func (n *includeNode) read(line []byte, start int) bool {
	at := len(line) - len(bytes.TrimLeft(line[len("<<<"):], " \t"))
	size := bytes.IndexAny(line[at:], " \t{")
	if size < 0 {
		size = len(line) - at
	}
	path, region, parted := bytes.Cut(line[at:at+size], []byte("#"))
	if len(path) == 0 {
		return false
	}
	i := &n.include
	i.Path, i.PathStart, i.PathEnd = string(path), start+at, start+at+len(path)
	if parted {
		i.Region, i.RegionStart, i.RegionEnd = string(region), i.PathEnd+1, start+at+size
	}
	rest := bytes.TrimLeft(line[at+size:], " \t")
	if len(rest) == 0 {
		return true
	}
	from := start + len(line) - len(rest)
	attrs, length := parseAttrs(rest, from)
	if length != len(rest) {
		n.rest = text.NewSegment(from, start+len(line))
		return true
	}
	i.Attrs = attrs
	return true
}

func (c *compiler) include(n ast.Node) {
	c.gap()
	x := n.(*includeNode)
	if !x.rest.IsEmpty() {
		c.note(diag.Note{
			Start: x.rest.Start, End: x.rest.Stop, Severity: diag.Error, Code: "broken-include",
			Text: fmt.Sprintf("%q behind the path is not understood", x.rest.Value(c.src)),
			Hint: `write <<< PATH or <<< PATH#REGION, and attributes as {key="value"}`,
		})
	}
	i := x.include
	i.Block = len(c.doc.Blocks)
	c.hole(IncludeBody, len(c.doc.Includes))
	c.tag("\n")
	c.doc.Includes = append(c.doc.Includes, i)
}

// CodeDoc returns the Doc of an included file of code: one leaf, of the lines
// of src given by their byte offsets, without the white space that all of them
// begin with.
func CodeDoc(src []byte, lines [][2]int, lang string) *Doc {
	l := Leaf{Kind: CodeLeaf, Block: true, Lang: lang}
	cut := indent(src, lines)
	var b strings.Builder
	for i, line := range lines {
		if i == 0 {
			l.Start = line[0]
		}
		l.End = line[1]
		from := min(line[0]+cut, line[1])
		if len(bytes.TrimSpace(src[line[0]:line[1]])) == 0 {
			from = line[1]
		}
		l.Map = append(l.Map, Segment{Text: b.Len(), Source: from})
		b.Write(src[from:line[1]])
		b.WriteByte('\n')
	}
	l.Text = b.String()
	h := sha256.New()
	fmt.Fprintf(h, "code %s %q %d\n%s", Version, lang, lines, l.Text)
	return &Doc{
		Hash: Hash(h.Sum(nil)),
		Blocks: []Block{{
			Block: site.Block{Kind: site.CodeBlock, Heading: -1, Start: l.Start, End: l.End, Runs: []site.Run{{Field: site.Code, Text: l.Text}}},
			HTML:  Fragment{HTML: "\n", Holes: []Hole{{Kind: LeafBody}}},
		}},
		Leaves: []Leaf{l},
	}
}

// indent returns the length of the white space that all lines which say
// something begin with.
func indent(src []byte, lines [][2]int) int {
	var common []byte
	first := true
	for _, l := range lines {
		line := src[l[0]:l[1]]
		bare := bytes.TrimLeft(line, " \t")
		if len(bare) == 0 {
			continue
		}
		lead := line[:len(line)-len(bare)]
		if first {
			common, first = lead, false
		}
		n := 0
		for n < len(common) && n < len(lead) && common[n] == lead[n] {
			n++
		}
		common = common[:n]
	}
	return len(common)
}
