package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Cite is a citation: [see @key, p. 12; @other]. What its keys name and how it
// reads is known when the bibliography is (assemble).
type Cite struct {
	Items  []CiteItem
	Source string // as the author wrote it
	Start  int    // byte offsets in the source, brackets included
	End    int
}

// CiteItem is one work that a citation names.
type CiteItem struct {
	Key     string
	Prefix  string // "see"; may be ""
	Locator string // "p. 12"; may be ""
	Start   int    // byte offsets in the source, of the key
	End     int
}

// citations parses [@key], [@a; @b, p. 12] and [see @a, 第 3 章]. Items are parted
// by ; or ；. A key is letters, digits and _, with single :._-/ + inside; the @
// stands at the start or behind what is no part of a word, so [me@example.org]
// is none. What makes a link stays one, and an inside with a bracket, a code
// span or a tag is no citation. Prefix and locator are plain text.
func citations() syntax {
	return syntax{
		constructs: []construct{
			{name: "citation", kind: kindCite},
		},
		inlines: []util.PrioritizedValue{util.Prioritized(citeParser{}, 190)}, // before links
		compile: map[ast.NodeKind]func(*compiler, ast.Node){kindCite: (*compiler).cite},
	}
}

var kindCite = ast.NewNodeKind("Cite")

type citeNode struct {
	ast.BaseInline
	cite Cite
}

func (*citeNode) Kind() ast.NodeKind           { return kindCite }
func (n *citeNode) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

type citeParser struct{}

func (citeParser) Trigger() []byte { return []byte{'['} }

// maxCite bounds a citation, as CommonMark does link labels.
const maxCite = 999

func (citeParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, pos := block.Position()
	inside, ok := citeInside(block)
	if !ok || !bytes.ContainsRune(inside.text, '@') {
		block.SetPosition(line, pos)
		return nil
	}
	items := inside.items()
	_, behind := block.Position()
	if len(items) == 0 || linked(block, inside.text, pc) {
		block.SetPosition(line, pos)
		return nil
	}
	n := &citeNode{cite: Cite{
		Items: items, Source: string(block.Source()[pos.Start:behind.Start]), Start: pos.Start, End: behind.Start,
	}}
	n.SetPos(pos.Start)
	return n
}

// inside is what stands between the brackets, with the place of each byte: a
// quote's marks and a list's indents are no part of it.
type inside struct {
	text []byte
	at   []int
}

// citeInside reads up to the closing bracket and steps over it.
func citeInside(block text.Reader) (inside, bool) {
	var in inside
	block.Advance(1)
	for {
		line, segment := block.PeekLine()
		if line == nil {
			return in, false
		}
		for i, c := range line {
			switch {
			case c == ']' && !escaped(line, i):
				block.Advance(i + 1)
				return in, true
			case c == '[' || c == '`' || c == '<' || len(in.text) >= maxCite:
				return in, false
			}
			in.text = append(in.text, c)
			in.at = append(in.at, segment.Start+max(0, i-segment.Padding))
		}
		block.AdvanceLine()
	}
}

// linked reports whether what was read is the text of a link: an address or a
// defined label follows, or the text is such a label.
func linked(block text.Reader, label []byte, pc parser.Context) bool {
	if _, ok := pc.Reference(util.ToLinkReference(label)); ok {
		return true
	}
	line, _ := block.PeekLine()
	if len(line) == 0 || line[0] == '(' {
		return len(line) > 0
	}
	if line[0] != '[' {
		return false
	}
	end := bytes.IndexAny(line[1:min(len(line), maxCite)], "[]")
	if end < 0 || line[1+end] != ']' {
		return false
	}
	_, ok := pc.Reference(util.ToLinkReference(line[1 : 1+end]))
	return ok
}

// items takes the inside apart; none where it names no key. A part without a
// key belongs to the work before it, or to the first.
func (in inside) items() []CiteItem {
	var out []CiteItem
	prefix := ""
	for from := 0; from <= len(in.text); {
		end, next := in.part(from)
		part := in.text[from:end]
		at, n := citeKey(part)
		switch {
		case n > 0:
			out = append(out, CiteItem{
				Key: string(part[at : at+n]), Prefix: words(prefix, part[:at-1]), Locator: locator(part[at+n:]),
				Start: in.at[from+at], End: in.at[from+at+n-1] + 1,
			})
			prefix = ""
		case len(out) > 0:
			last := &out[len(out)-1]
			last.Locator = strings.TrimPrefix(last.Locator+"; "+words("", part), "; ")
		default:
			prefix = words(prefix, part) + "; "
		}
		from = next
	}
	return out
}

// part returns where a part that begins at from ends, and where the next begins.
func (in inside) part(from int) (end, next int) {
	for i := from; i < len(in.text); i++ {
		if in.text[i] == ';' && !escaped(in.text, i) {
			return i, i + 1
		}
		if bytes.HasPrefix(in.text[i:], []byte("；")) {
			return i, i + len("；")
		}
	}
	return len(in.text), len(in.text) + 1
}

func escaped(s []byte, i int) bool { return i > 0 && s[i-1] == '\\' }

// citeKey finds the first @key in a part: where the key begins, and its length.
func citeKey(part []byte) (at, n int) {
	for i, c := range part {
		if c != '@' || escaped(part, i) {
			continue
		}
		if r, _ := utf8.DecodeLastRune(part[:i]); i > 0 && r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("._+-", r)) {
			continue
		}
		if n := keyLength(part[i+1:]); n > 0 {
			return i + 1, n
		}
	}
	return 0, 0
}

// keyLength returns the length of the key that s begins with. Punctuation counts
// only between two characters of the key.
func keyLength(s []byte) int {
	n, gap := 0, false
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRune(s[i:])
		switch {
		case r == '_' || r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)):
			i += size
			n, gap = i, false
		case strings.ContainsRune(":.-/+", r) && n > 0 && !gap:
			i += size
			gap = true
		default:
			return n
		}
	}
	return n
}

// words returns plain text with its white space collapsed.
func words(before string, s []byte) string {
	return strings.TrimSpace(before + strings.Join(strings.Fields(unescape(s)), " "))
}

// locator returns what stands behind a key, without the comma between.
func locator(s []byte) string {
	return strings.TrimSpace(strings.TrimLeft(words("", s), ",， "))
}

// cite leaves a hole. A citation adds no run: its number is the page's, and the
// text is found as if neither it nor the space before it were there. In a link it stays text, since there
// is no link in a link.
func (c *compiler) cite(n ast.Node) {
	cite := n.(*citeNode).cite
	for p := n.Parent(); p != nil && p.Type() == ast.TypeInline; p = p.Parent() {
		if p.Kind() == ast.KindLink {
			c.text(site.Prose, cite.Source)
			return
		}
	}
	c.runs.unspace()
	if c.quiet {
		return
	}
	c.hole(CiteBody, len(c.doc.Cites))
	c.doc.Cites = append(c.doc.Cites, cite)
}
