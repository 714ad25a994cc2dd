package markdown

import (
	"bytes"
	"fmt"
	"strconv"

	"duizhao/generator/diag"
	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// Notes are numbered in order of their first use and listed in a block of
// their own behind the text. Their ids are the theme's, so that no heading can
// have one: _fn-NAME, and _fnref-NAME, _fnref-NAME.2 … for the uses. In a partial
// the name begins with a mark of its own, since the page around it has notes too.

// numberFootnotes finds the notes and their uses before anything is written: a
// note links back to all its uses, and the uses in a note come after those in
// the text.
func (c *compiler) numberFootnotes(root ast.Node) {
	if !c.opt.Extras || !bytes.Contains(c.src, []byte("[^")) {
		return
	}
	var all []*footnoteNode
	collectNotes(root, &all)
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok && h.Level == 1 && n == root.FirstChild() {
			continue // the title, which shows none
		}
		c.countUses(n, false)
	}
	for i := 0; i < len(c.notes); i++ {
		for n := c.notes[i].FirstChild(); n != nil; n = n.NextSibling() {
			c.countUses(n, false)
		}
	}
	var ids site.IDs
	first := map[string]*footnoteNode{}
	for _, n := range all {
		if first[n.name] != nil {
			c.note(n.label.warning("duplicate-footnote", "the note [^%s] is defined already", "give one of the two another name"))
			continue
		}
		first[n.name] = n
		if n.id = c.own(ids.Unique(slugOr(n.name, "note"))); n.number == 0 {
			c.note(n.label.warning("unused-footnote", "nothing in the text refers to the note [^%s]", ""))
		}
	}
}

func (l label) warning(code, format, hint string) diag.Note {
	return diag.Note{Start: l.start, End: l.end, Severity: diag.Warning, Code: code, Text: fmt.Sprintf(format, l.name), Hint: hint}
}

func slugOr(text, other string) string {
	if s := site.Slug(text); s != "" {
		return s
	}
	return other
}

// collectNotes gathers the notes in the order they are written.
func collectNotes(n ast.Node, all *[]*footnoteNode) {
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		if note, ok := child.(*footnoteNode); ok {
			*all = append(*all, note)
		}
		if child.Type() == ast.TypeBlock {
			collectNotes(child, all)
		}
	}
}

// countUses numbers the notes used in n; pictures' texts and notes have none of
// the text's.
func (c *compiler) countUses(n ast.Node, inLink bool) {
	switch n := n.(type) {
	case *footnoteNode, *ast.Image:
		return
	case *ast.Link:
		inLink = true
	case *footnoteRefNode:
		if n.note == nil {
			return
		}
		if n.note.number == 0 {
			c.notes = append(c.notes, n.note)
			n.note.number = len(c.notes)
		}
		if !inLink {
			n.note.uses++
			n.use = n.note.uses
		}
	}
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		c.countUses(child, inLink)
	}
}

// footnoteRef compiles a use. It is no part of the plain text.
func (c *compiler) footnoteRef(n ast.Node) {
	ref := n.(*footnoteRefNode)
	if ref.note == nil {
		c.text(site.Prose, string(c.src[ref.start:ref.end]))
		if !c.quiet {
			c.note(ref.label.warning("unknown-footnote", "no note [^%s] is defined", "write [^"+ref.name+`]: … on a line of its own, or \[^ to show the brackets`))
		}
		return
	}
	number := strconv.Itoa(ref.note.number)
	if ref.use == 0 {
		c.tag(`<sup class="fn">`, number, `</sup>`)
		return
	}
	c.tag(`<sup class="fn"><a`)
	c.address("#_fn-" + ref.note.id)
	c.attr("id", ref.note.backID(ref.use))
	c.tag(` role="doc-noteref"`)
	c.name("footnote.ref", number)
	c.tag(">", number, "</a></sup>")
}

func (n *footnoteNode) backID(use int) string {
	if use == 1 {
		return "_fnref-" + n.id
	}
	return "_fnref-" + n.id + "." + strconv.Itoa(use) // a slug has no full stop
}

// address writes an href inside the page.
func (c *compiler) address(fragment string) {
	c.attr("href", string(util.URLEscape([]byte(fragment), false)))
}

// footnoteList compiles the notes as the last block of the text.
func (c *compiler) footnoteList() {
	if len(c.notes) == 0 {
		return
	}
	c.runs = runs{}
	start, end := len(c.src), 0
	html := c.fragment(func() {
		c.tag(`<section class="footnotes" role="doc-endnotes"`)
		c.name("footnote.list", "")
		c.tag(">\n<ol>\n")
		for _, n := range c.notes {
			from, to := c.extent(n)
			start, end = min(start, from), max(end, to)
			c.listed(n, from, to)
		}
		c.tag("</ol>\n</section>\n")
	})
	c.doc.Blocks = append(c.doc.Blocks, Block{
		Block: site.Block{Kind: site.FootnotesBlock, Heading: c.within, Start: start, End: end, Runs: c.runs.end()},
		HTML:  html,
	})
}

// listed writes one note into the list and keeps it as a block by itself.
func (c *compiler) listed(n *footnoteNode, start, end int) {
	c.gap() // it is no part of the note
	html, holes, text := c.html.Len(), len(c.holes), c.runs.mark()
	c.footnote(n)
	b := Block{Block: site.Block{Kind: site.FootnotesBlock, Heading: c.within, Start: start, End: end, Runs: c.runs.since(text)}}
	b.HTML.HTML = c.html.String()[html:]
	for _, h := range c.holes[holes:] {
		h.At -= html
		b.HTML.Holes = append(b.HTML.Holes, h)
	}
	c.doc.Footnotes = append(c.doc.Footnotes, Footnote{n.name, b})
}

// footnote writes one note; the ways back stand in its last paragraph.
func (c *compiler) footnote(n *footnoteNode) {
	c.tag("<li")
	c.attr("id", "_fn-"+n.id)
	c.tag(">\n")
	c.boxed(func() { c.footnoteBody(n) })
	c.tag("</li>\n")
}

func (c *compiler) footnoteBody(n *footnoteNode) {
	last := n.LastChild()
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		if child == last && child.Kind() == ast.KindParagraph && figure(child) == nil {
			c.gap()
			c.tag("<p>")
			c.children(child)
			c.backLinks(n)
			c.tag("</p>\n")
			break
		}
		c.node(child)
	}
	if last == nil || last.Kind() != ast.KindParagraph || figure(last) != nil {
		c.tag("<p>")
		c.backLinks(n)
		c.tag("</p>\n")
	}
}

func (c *compiler) backLinks(n *footnoteNode) {
	for use := range n.uses {
		number := strconv.Itoa(n.number)
		if use > 0 {
			number += "." + strconv.Itoa(use+1)
		}
		c.tag(` <a class="back"`)
		c.address("#" + n.backID(use+1))
		c.tag(` role="doc-backlink"`)
		c.name("footnote.back", number)
		c.tag(">↩")
		if use > 0 {
			c.tag("<sup>", strconv.Itoa(use+1), "</sup>")
		}
		c.tag("</a>")
	}
}
