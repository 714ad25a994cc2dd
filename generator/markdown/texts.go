package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// Text is a stretch of prose as it stands in the source, escapes and character
// references as they are written: no code, no formula, no address, no attribute.
// Whoever looks for how a text is written finds the places here; what a reader
// reads are the runs.
type Text struct {
	Start, End int
	Lang       string // as the author said around it; "" for the language of the text
	First      bool   // it opens a block: nothing stands before it there
	Short      bool   // of a heading, a cell of a table or a title, not of a paragraph
	Linked     bool   // it is what a link shows
}

// writing walks the tree for the texts and for what is written as our parser
// alone reads it.
type writing struct {
	*compiler
	lang  []string // of the elements around, innermost last; "" for none
	raw   []string // names of raw elements that say a language, innermost last
	first bool
	short int
	link  int
}

// texts fills in Doc.Texts and Doc.Unlike.
func (c *compiler) texts(root ast.Node) {
	w := &writing{compiler: c, first: true}
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		w.node(n)
	}
}

func (w *writing) node(n ast.Node) {
	if w.leaf(n) {
		return
	}
	if n.Type() == ast.TypeBlock {
		w.first, w.raw, w.lang = true, nil, w.lang[:len(w.lang)-len(w.raw)]
	}
	short, link := 0, 0
	switch n.Kind() {
	case ast.KindHeading, east.KindTableCell, kindContainerTitle:
		short = 1
	case ast.KindLink:
		link = 1
	}
	if lang := langOf(n); lang != "" {
		w.lang = append(w.lang, lang)
		defer func() { w.lang = w.lang[:len(w.lang)-1] }()
	}
	w.short += short
	w.link += link
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		w.node(child)
	}
	w.short -= short
	w.link -= link
	if n.Type() == ast.TypeBlock {
		w.first, w.raw, w.lang = true, nil, w.lang[:len(w.lang)-len(w.raw)]
	}
}

// leaf notes what has no texts below it, and reports whether a node is such.
func (w *writing) leaf(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Text:
		if !n.IsRaw() {
			w.text(n.Segment.Start, n.Segment.Stop)
		}
		return true
	case *ast.RawHTML:
		w.tagged(n)
		return true
	case *ast.AutoLink:
		// A bare e-mail address is a link by itself, which its author may not know.
		if label := n.Label(w.src); n.AutoLinkType == ast.AutoLinkEmail && !bracketed(w.compiler, n) {
			if start, end := w.destination(n, label); start < end {
				w.text(start, end)
			}
		}
		return true
	case *ast.CodeSpan, *ast.Image, *ast.CodeBlock, *ast.FencedCodeBlock, *ast.HTMLBlock, *mathBlockNode, *mathNode:
		return true
	case *ast.Emphasis:
		w.unlike(n)
	}
	return false
}

// text notes a text; goldmark cuts one where a sign could have opened something.
func (w *writing) text(start, end int) {
	if start >= end {
		return
	}
	t := Text{Start: start, End: end, First: w.first, Short: w.short > 0, Linked: w.link > 0}
	if n := len(w.lang); n > 0 {
		t.Lang = w.lang[n-1]
	}
	w.first = false
	if last := len(w.doc.Texts) - 1; last >= 0 && !t.First {
		if p := &w.doc.Texts[last]; p.End == start && p.Lang == t.Lang && p.Linked == t.Linked {
			p.End = end
			return
		}
	}
	w.doc.Texts = append(w.doc.Texts, t)
}

func langOf(n ast.Node) string {
	if c, ok := n.(*containerNode); ok {
		return c.attrs.Get("lang")
	}
	a := attrsOf(n)
	return a.Get("lang")
}

// tagged follows inline tags that say a language: <span lang="en">…</span>.
func (w *writing) tagged(n *ast.RawHTML) {
	raw, _ := lines(n.Segments, w.src)
	if name, ok := strings.CutPrefix(raw, "</"); ok {
		name = strings.ToLower(strings.TrimRight(name, "> \t\n"))
		if last := len(w.raw) - 1; last >= 0 && w.raw[last] == name {
			w.raw, w.lang = w.raw[:last], w.lang[:len(w.lang)-1]
		}
		return
	}
	for _, a := range attrSpans(raw) {
		if a.name == "lang" && a.to > a.from {
			name := strings.ToLower(strings.TrimLeft(raw, "<"))
			if i := strings.IndexAny(name, " \t\n/>"); i > 0 {
				name = name[:i]
			}
			w.raw, w.lang = append(w.raw, name), append(w.lang, raw[a.from:a.to])
			return
		}
	}
}

// unlike notes marks of emphasis that CommonMark by itself, and so GitHub, shows
// as they are: beside Chinese punctuation it asks for spaces.
func (w *writing) unlike(n *ast.Emphasis) {
	first, last := edge(n, ast.Node.FirstChild), edge(n, ast.Node.LastChild)
	if first != nil {
		end := first.Segment.Start
		start := end - markRun(w.src[:end], true)
		if left, _ := w.plainFlanks(start, end); start < end && !left {
			w.doc.Unlike = append(w.doc.Unlike, site.Anchor{ID: string(w.src[start:end]), Start: start})
			return
		}
	}
	if last != nil {
		start := last.Segment.Stop
		end := start + markRun(w.src[start:], false)
		if _, right := w.plainFlanks(start, end); start < end && !right {
			w.doc.Unlike = append(w.doc.Unlike, site.Anchor{ID: string(w.src[start:end]), Start: start})
		}
	}
}

// nested is how far emphasis in emphasis is looked into for its edge: more is no
// text, and each level would look through all below it.
const nested = 8

// edge returns the text at an edge of an element; nil where something else is.
func edge(n ast.Node, next func(ast.Node) ast.Node) *ast.Text {
	for range nested {
		n = next(n)
		if t, ok := n.(*ast.Text); ok {
			return t
		}
		if n == nil || n.Kind() != ast.KindEmphasis {
			return nil
		}
	}
	return nil
}

// markRun returns the length of the run of marks that src ends or begins with.
func markRun(src []byte, before bool) int {
	if before && (bytes.HasSuffix(src, []byte("*")) || bytes.HasSuffix(src, []byte("_"))) {
		return len(src) - len(bytes.TrimRight(src, string(src[len(src)-1:])))
	}
	if !before && (bytes.HasPrefix(src, []byte("*")) || bytes.HasPrefix(src, []byte("_"))) {
		return len(src) - len(bytes.TrimLeft(src, string(src[:1])))
	}
	return 0
}

// plainFlanks reports whether a run is left- and right-flanking as CommonMark has
// it (0.31.2, section 6.2).
func (w *writing) plainFlanks(start, end int) (left, right bool) {
	before, _ := utf8.DecodeLastRune(w.src[:start])
	after, _ := utf8.DecodeRune(w.src[end:])
	spaceBefore, spaceAfter := start == 0 || util.IsSpaceRune(before), end == len(w.src) || util.IsSpaceRune(after)
	punctBefore, punctAfter := util.IsPunctRune(before), util.IsPunctRune(after)
	left = !spaceAfter && (!punctAfter || spaceBefore || punctBefore)
	right = !spaceBefore && (!punctBefore || spaceAfter || punctAfter)
	return left, right
}
