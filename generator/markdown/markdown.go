// Package markdown turns one source's bytes into a Doc: its text as HTML with
// holes, and the lists of what stands in the holes. It reads no file, knows no
// other page and sets no formula; a Doc depends on the source and Options alone
// and may be kept between builds.
//
// # How it works
//
// Goldmark parses CommonMark and GitHub's tables, strikethrough, task lists and
// autolinks; each further syntax is a file of this package that gives goldmark
// a parser and the compiler a function for its nodes, and names what it lets an
// author write (constructs.go). The compiler (compile.go)
// walks the syntax tree once. It writes HTML into a Fragment per top-level
// block, leaves a hole where another page or an engine is needed (Hole), and
// notes the plain text as runs, which search and pairing read.
//
// # What differs from CommonMark
//
// With Options.Extras off nothing does; that mode exists for the conformance
// suites. With them on: a level-1 heading that opens the text is the page's
// title; attributes in braces, spans, footnotes, definition lists, figures and
// captions each have a file; `$…$` and `$$…$$` are formulas (math.go); a
// line break between Han characters is no space (break.go); raw HTML goes through
// an allow-list unless Options.RawHTML (rawhtml.go); a table's alignment is a class; `:::name` opens
// a container (containers.go) and a quote that begins `[!NOTE]` is a callout.
package markdown

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"duizhao/generator/diag"
	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Version changes when the same source gives another Doc.
const Version = "6"

// Options select the syntax.
type Options struct {
	Extras  bool // the syntax of the site, beyond CommonMark
	GFM     bool // tables, strikethrough, task lists, autolinks
	RawHTML bool // raw HTML is passed on as it is
	Partial bool // a part of pages: a level-1 heading that opens it is no page's title
	Smart   bool // straight quotes, -- and ... become typographic, as English wants them
	Bracket bool // \(…\) and \[…\] are formulas too
}

// Site is the syntax of a site's pages in a language, given by its BCP 47 tag.
func Site(tag string, rawHTML bool) Options {
	base, _, _ := strings.Cut(tag, "-")
	return Options{Extras: true, GFM: true, RawHTML: rawHTML, Smart: base == "en"}
}

// syntax is one file of this package: how its constructs are parsed and how their
// nodes are compiled.
type syntax struct {
	blocks  []util.PrioritizedValue // parser.BlockParser
	inlines []util.PrioritizedValue // parser.InlineParser
	paras   []util.PrioritizedValue // parser.ParagraphTransformer
	trees   []util.PrioritizedValue // parser.ASTTransformer
	compile map[ast.NodeKind]func(*compiler, ast.Node)

	constructs []construct // what it lets an author write
}

// syntaxes returns what the options ask for, in order of their names' files.
func (o Options) syntaxes() []syntax {
	list := []syntax{blocks(), code(), headings(), links(), inlines(), rawHTML()}
	if o.GFM {
		list = append(list, tables(), strikethrough(), tasks(), autolinks())
	}
	if o.Extras {
		list = append(list, formulas(o.Bracket), attributes(), headingAttrs(), spans(), containers(), footnotes(), definitions(),
			captions(), citations(), terms())
		list = append(list, variables(), ruby(), abbreviations(), includes())
	}
	return list
}

// Parser parses sources with one set of options. It is safe for concurrent use.
type Parser struct {
	opt     Options
	parser  parser.Parser
	compile map[ast.NodeKind]func(*compiler, ast.Node)
	policy  *rawPolicy

	constructs map[ast.NodeKind][]construct
}

// NewParser prepares a parser.
func NewParser(opt Options) *Parser {
	p := &Parser{opt: opt, compile: map[ast.NodeKind]func(*compiler, ast.Node){}, constructs: map[ast.NodeKind][]construct{}}
	if !opt.RawHTML {
		p.policy = newRawPolicy()
	}
	block, inline, para := parser.DefaultBlockParsers(), parser.DefaultInlineParsers(), parser.DefaultParagraphTransformers()
	var trees []util.PrioritizedValue
	for _, s := range opt.syntaxes() {
		block = append(block, s.blocks...)
		inline = append(inline, s.inlines...)
		para = append(para, s.paras...)
		trees = append(trees, s.trees...)
		for kind, f := range s.compile {
			p.compile[kind] = f
		}
		for _, x := range s.constructs {
			p.constructs[x.kind] = append(p.constructs[x.kind], x)
		}
	}
	p.parser = parser.NewParser(
		parser.WithBlockParsers(block...),
		parser.WithInlineParsers(inline...),
		parser.WithParagraphTransformers(para...),
		parser.WithASTTransformers(trees...),
	)
	return p
}

// Parse reads one source. Its result may be kept between builds; callers must
// not change it.
//
// A text that would take too long is not parsed: its Doc is Refused, with a note
// that says why.
func (p *Parser) Parse(src []byte) *Doc {
	if n, much := excess(src); much {
		return &Doc{Hash: p.Hash(src), Refused: true, Notes: []diag.Note{n}}
	}
	root := p.parser.Parse(text.NewReader(src))
	c := &compiler{
		funcs:  p.compile,
		opt:    p.opt,
		src:    src,
		doc:    &Doc{Hash: p.Hash(src)},
		within: -1,
		policy: p.policy,
		html:   new(strings.Builder),

		constructs: p.constructs,
		used:       map[string]bool{},
	}
	c.document(root)
	c.doc.Uses = slices.Sorted(maps.Keys(c.used))
	c.count()
	c.lines()
	if p.opt.Extras {
		c.texts(root)
		c.conflicts()
		c.exceptions()
	}
	c.doc.Notes = c.said.List()
	return c.doc
}

// Hash returns the hash that Parse gives the Doc of a source.
func (p *Parser) Hash(src []byte) Hash {
	h := sha256.New()
	fmt.Fprintf(h, "markdown %s %+v\n", Version, p.opt)
	h.Write(src)
	return Hash(h.Sum(nil))
}

// count fills in Doc.Words and Doc.Han from the prose.
func (c *compiler) count() {
	for _, b := range c.doc.Blocks {
		for _, r := range b.Runs {
			if r.Field != site.Prose {
				continue
			}
			words, han := count(r.Text)
			c.doc.Words += words
			c.doc.Han += han
		}
	}
}

// lines fills in the line on which each block begins.
func (c *compiler) lines() {
	var ends []int // offsets behind the lines' ends
	for i, b := range c.src {
		if b == '\n' {
			ends = append(ends, i+1)
		}
	}
	for i := range c.doc.Blocks {
		b := &c.doc.Blocks[i]
		line, on := slices.BinarySearch(ends, b.Start)
		if on {
			line++
		}
		b.Line = line + 1
	}
}

func count(text string) (words, han int) {
	in := false
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Han, r):
			han++
			in = false
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if !in {
				words++
			}
			in = true
		case r == '\'' || r == '’' || r == '-':
			// Inside a word they do not end it.
		default:
			in = false
		}
	}
	return words, han
}
