package markdown

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// abbreviations parses lines
//
//	*[HTML]: Hyper Text Markup Language
//
// in a paragraph of nothing else. They are not shown; every use of the short
// form in prose, as a whole word, carries the long one.
func abbreviations() syntax {
	return syntax{
		constructs: []construct{
			{name: "abbreviation", kind: ast.KindDocument, is: func(c *compiler, _ ast.Node) bool { return len(c.abbrs) > 0 }},
		},
		paras:   []util.PrioritizedValue{util.Prioritized(abbrParser{}, 150)},
		trees:   []util.PrioritizedValue{util.Prioritized(abbrKeeper{}, 50)},
		compile: map[ast.NodeKind]func(*compiler, ast.Node){},
	}
}

// abbr is a short form with its long one.
type abbr struct{ short, long string }

// abbrs are those of a text, by the first word of the short form: of several
// with one, the longest first, and no more than maxAbbrs, so that a text costs
// its length.
type abbrs map[string][]abbr

const maxAbbrs = 8

// longestShort is the length of the longest short form, in bytes.
const longestShort = 100

var abbrsKey, abbrsName = parser.NewContextKey(), []byte("abbrs")

// abbrsOf returns what the tree transformer left at the document.
func abbrsOf(root ast.Node) abbrs {
	v, _ := root.Attribute(abbrsName)
	a, _ := v.(abbrs)
	return a
}

var kindAbbrs = ast.NewNodeKind("Abbreviations")

// abbrsNode stands where definitions stood, so that the block before knows its
// end.
type abbrsNode struct {
	ast.BaseBlock
	defined []Definition
}

func (*abbrsNode) Kind() ast.NodeKind           { return kindAbbrs }
func (*abbrsNode) IsRaw() bool                  { return true }
func (n *abbrsNode) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

type abbrParser struct{}

// Transform takes a paragraph of definitions out of the text.
func (abbrParser) Transform(p *ast.Paragraph, reader text.Reader, pc parser.Context) {
	var found []abbr
	n := &abbrsNode{}
	for i := range p.Lines().Len() {
		l := p.Lines().At(i)
		a, ok := definition(l.Value(reader.Source()))
		if !ok {
			return
		}
		found = append(found, a)
		n.defined = append(n.defined, Definition{"*[" + a.short + "]", l.Start})
	}
	all, _ := pc.Get(abbrsKey).(abbrs)
	if all == nil {
		all = abbrs{}
		pc.Set(abbrsKey, all)
	}
	for _, a := range found {
		all.add(a)
	}
	n.SetPos(p.Pos())
	p.Parent().ReplaceChild(p.Parent(), p, n)
}

// abbrKeeper hands the definitions on to the compiler.
type abbrKeeper struct{}

func (abbrKeeper) Transform(doc *ast.Document, _ text.Reader, pc parser.Context) {
	if all, ok := pc.Get(abbrsKey).(abbrs); ok {
		doc.SetAttribute(abbrsName, all)
	}
}

// definition reads a line *[SHORT]: LONG.
func definition(line []byte) (abbr, bool) {
	rest, ok := bytes.CutPrefix(bytes.TrimSpace(line), []byte("*["))
	short, long, found := bytes.Cut(rest, []byte("]:"))
	a := abbr{strings.TrimSpace(unescape(short)), strings.TrimSpace(unescape(long))}
	return a, ok && found && a.short != "" && len(a.short) <= longestShort && a.long != "" && !strings.ContainsAny(a.short, "[]") && firstWord(a.short) > 0
}

// add adds an abbreviation; of two with one short form the first counts.
func (as abbrs) add(a abbr) {
	word := a.short[:firstWord(a.short)]
	list := as[word]
	if len(list) == maxAbbrs || slices.ContainsFunc(list, func(b abbr) bool { return b.short == a.short }) {
		return
	}
	list = append(list, a)
	slices.SortStableFunc(list, func(x, y abbr) int { return cmp.Compare(len(y.short), len(x.short)) })
	as[word] = list
}

// firstWord returns the length of the word that s begins with; a Han character
// is one. 0 where s begins with anything else.
func firstWord(s string) int {
	for i, r := range s {
		if annotated(r) && i == 0 {
			return utf8.RuneLen(r)
		}
		if !wordRune(r) {
			return i
		}
	}
	return len(s)
}

// wordRune reports whether a character continues a word written with spaces
// around it.
func wordRune(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)) && !annotated(r)
}

// annotate writes prose in which abbreviations are marked.
func (c *compiler) annotate(s string) {
	if len(c.abbrs) == 0 || c.quiet {
		c.text(site.Prose, s)
		return
	}
	from, inside := 0, wordRune(c.runs.last()) // s may go on with a word
	for i := 0; i < len(s); {
		n := firstWord(s[i:])
		if n == 0 {
			_, n = utf8.DecodeRuneInString(s[i:])
			inside = false
		} else if a, ok := c.abbrs.at(s[i:], n); ok && !inside {
			c.text(site.Prose, s[from:i])
			c.tag(`<abbr title="`)
			escape(c.html, a.long)
			c.tag(`">`)
			c.text(site.Prose, a.short)
			c.tag("</abbr>")
			n, from = len(a.short), i+len(a.short)
			inside = false
		} else {
			inside = false
		}
		i += n
	}
	c.text(site.Prose, s[from:])
}

// at returns the abbreviation that s, whose first word has n bytes, begins with.
func (as abbrs) at(s string, n int) (abbr, bool) {
	for _, a := range as[s[:n]] {
		if !strings.HasPrefix(s, a.short) {
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(a.short)
		next, _ := utf8.DecodeRuneInString(s[len(a.short):])
		if !wordRune(last) || !wordRune(next) {
			return a, true
		}
	}
	return abbr{}, false
}
