package assemble

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"duizhao/generator/markdown"
	"duizhao/generator/refs"
	"duizhao/generator/site"

	"golang.org/x/text/language"
)

// Where a text first uses a term of the glossary, it is marked. The forms of all
// terms stand in one trie of characters; the HTML's prose is walked once, the
// longest form at each place is taken, and what it covers is passed over, be it
// the term's first use or not: a term never begins inside another.

// Mark is the first use of a term in a text.
type Mark struct {
	Block   int // index in the Doc's Blocks
	At, Len int // bytes of its Fragment's HTML
	Term    string
}

// TermFinder finds the terms of a glossary in texts of one language. It is safe
// for concurrent use.
type TermFinder struct {
	root    map[rune]int32
	nodes   []trieNode
	plurals bool                     // an s or es behind a Latin form belongs to it
	lookup  func(name string) string // the id of the term that an author means
	forms   map[string][]string      // by the term's id
}

type trieNode struct {
	edges []trieEdge
	ends  []trieForm
}

type trieEdge struct {
	r  rune
	to int32
}

type trieForm struct {
	term  string // "" for a word that has a form in it and means something else
	exact string // the form, where the case of its letters counts; else ""
}

// NewTermFinder prepares the forms of a language.
func NewTermFinder(g *refs.Glossary, lang site.Lang) *TermFinder {
	base, _ := language.Make(lang.Tag).Base()
	f := &TermFinder{
		root: map[rune]int32{}, nodes: make([]trieNode, 1), plurals: base.String() == "en", forms: map[string][]string{},
		lookup: func(name string) string {
			if t := g.Lookup(lang.ID, name); t != nil {
				return t.ID
			}
			return ""
		},
	}
	for i := range g.Terms {
		f.forms[g.Terms[i].ID] = g.Terms[i].Forms[lang.ID]
		for _, form := range g.Terms[i].Forms[lang.ID] {
			f.add(form, g.Terms[i].ID)
		}
		for _, form := range g.Terms[i].Not[lang.ID] {
			f.add(form, "")
		}
	}
	return f
}

// plain is the character that a form and a text are compared by: case does not
// count, and English texts have typographic apostrophes.
func plain(r rune) rune {
	if r == '’' {
		return '\''
	}
	return unicode.ToLower(r)
}

// thinGap reports whether the byte at i is a space between a Han character and a
// letter or digit of another script, which authors write or leave out as they
// like: KL 散度 is KL散度.
func thinGap(s string, i int) bool {
	if s[i] != ' ' && s[i] != '\n' || i == 0 || i+1 == len(s) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+1:])
	return unicode.Is(unicode.Han, before) && inWord(after) || inWord(before) && unicode.Is(unicode.Han, after)
}

// closed is a text without its thin gaps.
func closed(s string) string {
	if !strings.ContainsAny(s, " \n") {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		if !thinGap(s, i) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// escaped writes a form as the compiler writes text.
var escaped = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// add puts a form into the trie, escaped as it stands in HTML.
func (f *TermFinder) add(form, term string) {
	form = escaped.Replace(form)
	at := int32(0)
	for i, r := range form {
		if !thinGap(form, i) {
			at = f.grow(at, plain(r))
		}
	}
	end := trieForm{term: term}
	if strings.ToUpper(form) == form && strings.ToLower(form) != form {
		end.exact = closed(form) // "GAN" is not "gan"
	}
	f.nodes[at].ends = append(f.nodes[at].ends, end)
}

func (f *TermFinder) grow(at int32, r rune) int32 {
	if next := f.next(at, r); next > 0 {
		return next
	}
	next := int32(len(f.nodes))
	f.nodes = append(f.nodes, trieNode{})
	if at == 0 {
		f.root[r] = next
	} else {
		f.nodes[at].edges = append(f.nodes[at].edges, trieEdge{r, next})
	}
	return next
}

// next follows an edge; 0 where there is none.
func (f *TermFinder) next(at int32, r rune) int32 {
	if at == 0 {
		return f.root[r]
	}
	for _, e := range f.nodes[at].edges {
		if e.r == r {
			return e.to
		}
	}
	return 0
}

// Find returns the first use of each term in a text, in order. Terms that the
// author marked are not marked again.
func (f *TermFinder) Find(d *markdown.Doc) []Mark {
	if len(f.root) == 0 {
		return nil
	}
	done := map[string]bool{}
	for _, t := range d.Terms {
		done[f.lookup(t.Name)] = true
	}
	var out []Mark
	for i := range d.Blocks {
		b := &d.Blocks[i].HTML
		for _, span := range b.Prose {
			f.scan(b.HTML, span, func(at, n int, term string) {
				if term != "" && !done[term] {
					done[term] = true
					out = append(out, Mark{i, at, n, term})
				}
			})
		}
	}
	return out
}

// scan calls found for each use of a term in a span of prose.
func (f *TermFinder) scan(html string, span markdown.Span, found func(at, n int, term string)) {
	prose := html[:span.End]
	before, _ := utf8.DecodeLastRuneInString(prose[:span.Start])
	for i := span.Start; i < len(prose); {
		r, size := utf8.DecodeRuneInString(prose[i:])
		if !(inWord(r) && inWord(before)) {
			if n, term := f.match(prose, i); n > 0 {
				found(i, n, term)
				before, _ = utf8.DecodeLastRuneInString(prose[:i+n])
				i += n
				continue
			}
		}
		if r == '&' { // a character reference is one character
			if end := strings.IndexByte(prose[i:min(len(prose), i+8)], ';'); end > 0 {
				size = end + 1
			}
		}
		i, before = i+size, r
	}
}

// match returns the longest form that stands at a place, and its term.
func (f *TermFinder) match(prose string, start int) (n int, term string) {
	node, last := int32(0), rune(0)
	for i := start; i < len(prose); {
		r, size := utf8.DecodeRuneInString(prose[i:])
		if r == '\n' {
			r = ' ' // a line of the source may end inside a term
		}
		if r == ' ' && i > start && thinGap(prose, i) {
			i += size
			continue
		}
		if node = f.next(node, plain(r)); node == 0 {
			break
		}
		i, last = i+size, r
		for _, form := range f.nodes[node].ends {
			if form.exact != "" && form.exact != closed(prose[start:i]) {
				continue
			}
			if end := f.wordEnd(prose, i, last); end > 0 {
				n, term = end-start, form.term
				break
			}
		}
	}
	return n, term
}

// wordEnd returns where a form that is read to i ends, plural included; 0 where
// it ends inside a word.
func (f *TermFinder) wordEnd(prose string, i int, last rune) int {
	after := func(i int) bool {
		r, _ := utf8.DecodeRuneInString(prose[i:])
		return i == len(prose) || !inWord(r)
	}
	if !inWord(last) || after(i) {
		return i
	}
	for _, s := range []string{"s", "es"} {
		if f.plurals && strings.HasPrefix(prose[i:], s) && after(i+len(s)) {
			return i + len(s)
		}
	}
	return 0
}

// inWord reports whether a character is part of a word in a script that parts
// words by spaces.
func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_'
	}
	return (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)) &&
		!unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
