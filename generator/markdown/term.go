package markdown

import (
	"bytes"
	"strings"

	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// terms parses [[term]] and [[term|shown text]]: an explicit use of the
// glossary, which is not read here. A term stands on one line and has no
// brackets, backquotes or dollar signs, and begins with neither ^ nor @ (notes
// and citations); in a table its bar is written \|. What is a link stays one: [[a]](b), [[a]][b] and [[a]] where a link reference
// definition says what b or a is.
func terms() syntax {
	return syntax{
		constructs: []construct{
			{name: "term", kind: kindTerm},
		},
		inlines: []util.PrioritizedValue{util.Prioritized(termParser{}, 160)},
		compile: map[ast.NodeKind]func(*compiler, ast.Node){kindTerm: (*compiler).term},
	}
}

// Term is an explicit use of a term of the glossary.
type Term struct {
	Name  string // a form or the id of the term, as written
	Start int    // byte offsets of the name in the source
	End   int
}

var kindTerm = ast.NewNodeKind("Term")

type termNode struct {
	ast.BaseInline
	name, shown text.Segment
}

func (*termNode) Kind() ast.NodeKind           { return kindTerm }
func (n *termNode) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

type termParser struct{}

func (termParser) Trigger() []byte { return []byte{'['} }

func (termParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if !bytes.HasPrefix(line, []byte("[[")) {
		return nil
	}
	n := bytes.IndexAny(line[2:], "[]`$\n")
	if n <= 0 || !bytes.HasPrefix(line[2+n:], []byte("]]")) || line[2] == '^' || line[2] == '@' {
		return nil
	}
	inside := text.NewSegment(segment.Start+2, segment.Start+2+n)
	name, shown := inside, inside
	if bar := bytes.IndexByte(line[2:2+n], '|'); bar >= 0 {
		name, shown = inside.WithStop(inside.Start+bar), inside.WithStart(inside.Start+bar+1)
		if bar > 0 && line[2+bar-1] == '\\' {
			name.Stop--
		}
	}
	src := block.Source()
	name, shown = trim(name, src), trim(shown, src)
	if name.IsEmpty() || shown.IsEmpty() || isLink(line[2:2+n], line[2+n+2:], pc) {
		return nil
	}
	block.Advance(2 + n + 2)
	return &termNode{name: name, shown: shown}
}

func trim(s text.Segment, src []byte) text.Segment {
	s = s.TrimLeftSpace(src)
	return s.TrimRightSpace(src)
}

// isLink reports whether the brackets around a label, with what follows them,
// are those of a link.
func isLink(label, after []byte, pc parser.Context) bool {
	defined := func(label []byte) bool {
		_, ok := pc.Reference(util.ToLinkReference(label))
		return ok
	}
	if defined(label) || bytes.HasPrefix(after, []byte("(")) {
		return true
	}
	if !bytes.HasPrefix(after, []byte("[")) {
		return false
	}
	end := bytes.IndexAny(after[1:], "[]")
	return end > 0 && after[1+end] == ']' && defined(after[1:1+end])
}

// term writes the text between two holes, since what the term is only the
// glossary tells. In a link or a heading the text alone is written: it is no
// place for a link, but counts as a use.
func (c *compiler) term(n ast.Node) {
	t := n.(*termNode)
	shown := unescape(t.shown.Value(c.src))
	if c.quiet {
		c.run(site.Prose, shown)
		return
	}
	ordinal := len(c.doc.Terms)
	c.doc.Terms = append(c.doc.Terms, Term{
		Name:  strings.TrimSpace(unescape(t.name.Value(c.src))),
		Start: t.name.Start, End: t.name.Stop,
	})
	if c.barred > 0 {
		c.text(site.Prose, shown)
		return
	}
	c.hole(TermOpen, ordinal)
	c.bar(func() { c.text(site.Prose, shown) })
	c.hole(TermClose, ordinal)
}
