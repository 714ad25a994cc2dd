package markdown

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"duizhao/generator/diag"
	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// compiler walks a syntax tree and fills a Doc.
type compiler struct {
	funcs  map[ast.NodeKind]func(*compiler, ast.Node)
	opt    Options
	src    []byte
	doc    *Doc
	within int // ordinal of the latest heading; -1 before the first

	html     *strings.Builder // of the current top-level block
	holes    []Hole
	runs     runs
	excepted []exception // comments that except blocks from codes, in order

	quiet bool // plain text only: inside a picture's alternative text
	said  diag.Notes

	prose    []Span          // of the fragment being written
	barred   int             // greater than 0 where no term may be marked
	notes    []*footnoteNode // in order of first use
	captions int             // of tables, so far
	quotes   quotes          // that are open (smart.go)
	abbrs    abbrs           // that the text defines (abbr.go)
	box      rawBox          // raw HTML that is open in the current container
	policy   *rawPolicy

	constructs map[ast.NodeKind][]construct
	used       map[string]bool // names of constructs
	behind     int             // up to here the text behind a formula is written (nobreak.go)
	unbroken   bool            // an element that does not break is open before a formula
}

// document compiles each top-level block by itself, so that blocks can be
// paired, patched and set beside each other.
func (c *compiler) document(root ast.Node) {
	c.parsed(root)
	c.abbrs = abbrsOf(root)
	c.use(root)
	first := root.FirstChild()
	c.numberFootnotes(root)
	c.define(root)
	if h, ok := first.(*ast.Heading); ok && c.opt.Extras && !c.opt.Partial && h.Level == 1 {
		c.title(h)
		c.titleAttrs(h)
		first = h.NextSibling()
	}
	for n := first; n != nil; n = n.NextSibling() {
		switch n.Kind() {
		case ast.KindLinkReferenceDefinition, kindFootnote, kindAbbrs:
			continue
		}
		c.runs = runs{}
		within, last := c.within, n
		html := c.fragment(func() { last = c.group(n) })
		if last == n {
			within = c.within
		}
		start, end := c.extent(n)
		if last != n {
			_, end = c.extent(last)
		}
		kind := kind(n)
		if c.mathFence(n) {
			kind = site.MathBlock
		}
		c.doc.Blocks = append(c.doc.Blocks, Block{
			Block: site.Block{Kind: kind, Heading: within, Start: start, End: end, Runs: c.runs.end()},
			HTML:  html,
		})
		n = last
	}
	c.footnoteList()
}

// group compiles a top-level block and, where raw HTML leaves an element open,
// those up to the one that closes it, and returns the last: the HTML of a block
// of the Doc is whole in itself.
func (c *compiler) group(n ast.Node) (last ast.Node) {
	c.boxed(func() {
		c.topLevel(n)
		for c.box.busy() && n.NextSibling() != nil {
			n = n.NextSibling()
			c.topLevel(n)
		}
	})
	return n
}

func kind(n ast.Node) site.BlockKind {
	switch n.Kind() {
	case ast.KindHeading:
		return site.HeadingBlock
	case ast.KindParagraph, ast.KindTextBlock:
		if figure(n) != nil {
			return site.FigureBlock
		}
		return site.ParagraphBlock
	case ast.KindList:
		return site.ListBlock
	case kindContainer:
		return containerKind(n.(*containerNode))
	case ast.KindBlockquote:
		if alertOf(n) != "" {
			return site.CalloutBlock
		}
		return site.QuoteBlock
	case ast.KindCodeBlock, ast.KindFencedCodeBlock:
		if _, ok := n.Attribute(chartName); ok {
			return site.FigureBlock
		}
		return site.CodeBlock
	case ast.KindThematicBreak:
		return site.RuleBlock
	case ast.KindHTMLBlock:
		return site.HTMLBlock
	case kindMathBlock:
		return site.MathBlock
	case kindTable:
		return site.TableBlock
	}
	return site.OtherBlock
}

func (c *compiler) node(n ast.Node) {
	if c.drops(n) {
		return
	}
	c.use(n)
	if f, ok := c.funcs[n.Kind()]; ok {
		f(c, n)
		return
	}
	c.children(n)
}

func (c *compiler) children(n ast.Node) {
	if n.Type() == ast.TypeBlock {
		c.boxed(func() { c.each(n) })
		return
	}
	c.each(n)
}

func (c *compiler) each(n ast.Node) {
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		c.node(child)
	}
}

// tag writes markup as it is.
func (c *compiler) tag(parts ...string) {
	if c.quiet {
		return
	}
	for _, p := range parts {
		c.html.WriteString(p)
	}
}

// element writes a node's children between tags.
func (c *compiler) element(n ast.Node, open, close string) {
	c.tag(open)
	c.children(n)
	c.tag(close)
}

// text writes plain text, escaped, and notes it as a run.
func (c *compiler) text(f site.Field, s string) {
	c.run(f, s)
	if !c.quiet {
		start := c.html.Len()
		escape(c.html, s)
		c.eligible(f, start)
	}
}

// run notes plain text that is not written, or not as text.
func (c *compiler) run(f site.Field, s string) { c.runs.add(f, s) }

// gap notes a space between texts that stand apart on the page, without writing
// one.
func (c *compiler) gap() { c.runs.gap() }

func (c *compiler) hole(k HoleKind, n int) {
	if !c.quiet {
		c.holes = append(c.holes, Hole{At: c.html.Len(), Kind: k, N: n})
	}
}

// plainRuns returns the plain text of a node's children, formulas as TeX. It
// leaves no trace in the Doc but variables, which may be unknown.
func (c *compiler) plainRuns(n ast.Node) []site.Run {
	scratch := &compiler{funcs: c.funcs, opt: c.opt, src: c.src, doc: &Doc{}, within: -1, policy: c.policy, html: new(strings.Builder), quiet: true}
	scratch.children(n)
	c.doc.Vars = append(c.doc.Vars, scratch.doc.Vars...)
	return scratch.runs.end()
}

func (c *compiler) note(notes ...diag.Note) {
	for _, n := range notes {
		c.said.Add(n)
	}
}

// leaf adds a formula or code and leaves its hole.
func (c *compiler) leaf(l Leaf) {
	c.hole(LeafBody, len(c.doc.Leaves))
	c.doc.Leaves = append(c.doc.Leaves, l)
}

// label leaves a hole for a text of the interface, by its key in
// templates/texts.
func (c *compiler) label(key string) {
	c.hole(LabelText, len(c.doc.Labels))
	c.doc.Labels = append(c.doc.Labels, key)
}

// name leaves a hole for an element's accessible name.
func (c *compiler) name(key, n string) {
	c.hole(AccessibleName, len(c.doc.Names))
	c.doc.Names = append(c.doc.Names, Name{key, n})
}

// fragment returns what write writes as a fragment of its own, for constructs
// whose inside a template gets.
func (c *compiler) fragment(write func()) Fragment {
	html, holes, prose := c.html, c.holes, c.prose
	c.html, c.holes, c.prose = new(strings.Builder), nil, nil
	write()
	out := Fragment{HTML: c.html.String(), Holes: c.holes, Prose: c.prose}
	c.html, c.holes, c.prose = html, holes, prose
	return out
}

// own makes an id of the theme's, in a partial one that the page around it and
// its other partials do not have.
func (c *compiler) own(id string) string {
	if !c.opt.Partial {
		return id
	}
	return fmt.Sprintf("%x-%s", c.doc.Hash[:3], id)
}

// escape writes s as text of an element or a double-quoted attribute.
func escape(w *strings.Builder, s string) {
	from := 0
	for i := 0; i < len(s); i++ {
		if e := util.EscapeHTMLByte(s[i]); e != nil {
			w.WriteString(s[from:i])
			w.Write(e)
			from = i + 1
		}
	}
	w.WriteString(s[from:])
}

// unescape resolves backslash escapes and character references in one pass, as
// CommonMark wants them in text, destinations and titles.
func unescape(s []byte) string {
	if bytes.IndexByte(s, '\\') < 0 && bytes.IndexByte(s, '&') < 0 && bytes.IndexByte(s, 0) < 0 {
		return string(s)
	}
	var out strings.Builder
	for i := 0; i < len(s); {
		switch {
		case s[i] == '\\' && i+1 < len(s) && util.IsPunct(s[i+1]):
			out.WriteByte(s[i+1])
			i += 2
		case s[i] == '&':
			text, size := reference(s[i:])
			out.WriteString(text)
			i += size
		case s[i] == 0:
			out.WriteRune(utf8.RuneError)
			i++
		default:
			out.WriteByte(s[i])
			i++
		}
	}
	return out.String()
}

// reference reads a character reference at the start of s; where there is none
// it gives the ampersand itself.
func reference(s []byte) (string, int) {
	end := bytes.IndexByte(s[:min(len(s), 40)], ';')
	if end < 2 {
		return "&", 1
	}
	name := s[1:end]
	if name[0] != '#' {
		if e, ok := util.LookUpHTML5EntityByName(string(name)); ok {
			return string(e.Characters), end + 1
		}
		return "&", 1
	}
	if r, ok := numeric(name[1:]); ok {
		return string(util.ToValidRune(r)), end + 1
	}
	return "&", 1
}

// numeric reads "1234" or "x4D2": at most seven decimal or six hexadecimal
// digits (CommonMark 0.31.2, section 2.5).
func numeric(s []byte) (rune, bool) {
	base, limit := 10, 7
	if len(s) > 0 && (s[0] == 'x' || s[0] == 'X') {
		base, limit, s = 16, 6, s[1:]
	}
	if len(s) == 0 || len(s) > limit {
		return 0, false
	}
	r := 0
	for _, c := range s {
		d := strings.IndexByte("0123456789abcdef", c|0x20)
		if c >= '0' && c <= '9' {
			d = int(c - '0')
		}
		if d < 0 || d >= base {
			return 0, false
		}
		r = r*base + d
	}
	return rune(r), true
}
