package markdown

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"net/url"
	"path"
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
//	<<< code/gan.py#region{3-5} title="…"
//
// with exactly three < and a space, a path that starts at content/, and, if
// only a part is wanted, the part's name. What may stand behind is that of a
// fence, and the language in the braces: {2 go:line-numbers} (codeinfo.go). What stands there is for others to
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
	Code   CodeInfo
	Items  int    // of the ordered list right behind it, for notes on lines,
	Notes  string // and what their ids begin with
	Block  int    // ordinal of the top-level block it stands in

	Start, End             int // byte offsets in the source, of the whole line
	PathStart, PathEnd     int
	RegionStart, RegionEnd int
}

var kindInclude = ast.NewNodeKind("Include")

type includeNode struct {
	ast.BaseBlock
	include Include
	rest    text.Segment // behind the path, where it makes no sense
	notes   []diag.Note
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
	odd := -1
	if i.Code, odd, n.notes = parseIncludeInfo(rest, from); odd >= 0 {
		n.rest = text.NewSegment(odd, start+len(line))
	}
	return true
}

func (c *compiler) include(n ast.Node) {
	c.gap()
	x := n.(*includeNode)
	c.includeNotes(x)
	i := x.include
	i.Code.Title = cmp.Or(i.Code.Title, i.Code.Label)
	c.included(n, i)
}

// includeNotes reports what is wrong behind the path.
func (c *compiler) includeNotes(x *includeNode) {
	if !x.rest.IsEmpty() {
		c.note(diag.Note{
			Start: x.rest.Start, End: x.rest.Stop, Severity: diag.Error, Code: "broken-include",
			Text: fmt.Sprintf("%q behind the path is not understood", x.rest.Value(c.src)),
			Hint: `write <<< PATH or <<< PATH#REGION, lines as {1,4-6}, and attributes as key="value"`,
		})
	}
	c.note(x.notes...)
}

// included leaves the hole of a file, with what its attributes want around it.
func (c *compiler) included(n ast.Node, i Include) {
	i.Block = len(c.doc.Blocks)
	if !strings.HasSuffix(i.Path, ".md") {
		i.Items, i.Notes = c.codeNotes(n)
	}
	c.sampledFile(i)
	c.listing(i.Code.Attrs, func() {
		c.hole(IncludeBody, len(c.doc.Includes))
		c.doc.Includes = append(c.doc.Includes, i)
		c.tag("\n")
	})
}

// CodeDoc returns the Doc of an included file of code: one leaf, of the lines
// of src given by their byte offsets, without the white space that all of them
// begin with, and a link to the file by its name. The notes are about the
// include, with places in its source; those of the Doc are about the file.
func CodeDoc(src []byte, lines [][2]int, name, lang string, in Include) (*Doc, []diag.Note) {
	l := Leaf{Kind: CodeLeaf, Block: true, Lang: cmp.Or(in.Code.Lang, lang)}
	cut := indent(src, lines)
	var b strings.Builder
	var numbers []int
	at, number := 0, 1
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
		number += bytes.Count(src[at:line[0]], []byte("\n"))
		at, numbers = line[0], append(numbers, number)
	}
	l.Text = b.String()
	h := sha256.New()
	fmt.Fprintf(h, "code %s %q %q %d %+v %d %q\n%s", Version, name, l.Lang, lines, in.Code, in.Items, in.Notes, l.Text)
	in.Code.Title = cmp.Or(in.Code.Title, name)
	about, inside := in.Code.look(&l, numbers, in.Items, in.Notes)
	doc := &Doc{
		Hash: Hash(h.Sum(nil)),
		Blocks: []Block{{
			Block: site.Block{Kind: site.CodeBlock, Heading: -1, Start: l.Start, End: l.End, Runs: []site.Run{{Field: site.Code, Text: l.Text}}},
			HTML:  Fragment{HTML: "\n", Holes: []Hole{{Kind: LeafBody}}},
		}},
		Notes: inside,
	}
	if l.Look != nil && !strings.EqualFold(path.Ext(name), ".md") { // which is never published as it stands
		l.Look.File = 1
		dest := strings.ReplaceAll(url.PathEscape(name), ":", "%3A") // no scheme
		doc.Links = []site.Link{{Dest: dest, Start: l.Start, End: l.Start}}
	}
	doc.Leaves = []Leaf{l}
	return doc, about
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
