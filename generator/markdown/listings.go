package markdown

import (
	"bytes"
	"cmp"
	"strconv"

	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
)

// A fence's info string may hold attributes: python {#lst:x .class}. A label
// makes the code a listing with a number and title="…" in the same braces its
// caption; an id or classes alone a box around it. So it is with a file that is
// included.

func (c *compiler) fence(n *ast.FencedCodeBlock) {
	if n.Info == nil {
		c.codeLeaf(n, CodeInfo{})
		return
	}
	segment := n.Info.Segment
	if c.mathFence(n) {
		c.gap()
		if a, at := fenceAttrs(segment.Value(c.src), segment.Start); at >= 0 {
			n.SetAttribute(attrsName, &a)
		}
		start, end := c.extent(n)
		c.formula(n, n.Lines(), true, start, end)
		return
	}
	if c.opt.Extras && isChart(segment.Value(c.src)) {
		a, _ := fenceAttrs(segment.Value(c.src), segment.Start)
		c.chart(n, a, ChartLeaf)
		return
	}
	if c.opt.Extras && isCalc(segment.Value(c.src)) {
		a, _ := fenceAttrs(segment.Value(c.src), segment.Start)
		c.chart(n, a, CalcLeaf)
		return
	}
	if c.opt.Extras && isDiagram(segment.Value(c.src)) {
		a, _ := fenceAttrs(segment.Value(c.src), segment.Start)
		c.diagram(n, a)
		return
	}
	if !c.opt.Extras {
		lang, _, _ := bytes.Cut(segment.Value(c.src), []byte(" "))
		c.codeLeaf(n, CodeInfo{Lang: unescape(lang)})
		return
	}
	info, notes := parseInfo(segment.Value(c.src), segment.Start)
	c.note(notes...)
	info.Lang = c.otherDiagram(info.Lang, segment.Start)
	c.fenced(n, info)
}

// fenced writes a fence whose info string is read.
func (c *compiler) fenced(n ast.Node, info CodeInfo) {
	info.Title = cmp.Or(info.Title, info.Label)
	c.listing(info.Attrs, func() { c.codeLeaf(n, info) })
}

// listing writes what its attributes want around code.
func (c *compiler) listing(a site.Attrs, code func()) {
	switch {
	case isListing(a):
		c.tag("<figure")
		c.id(a)
		c.classes(append([]string{"listing"}, a.Classes...)...)
		c.tag(">\n")
		code()
		c.caption(a, "", func() { c.text(site.Prose, a.Get("title")) })
		c.tag("</figure>\n")
	case a.ID != "" || len(a.Classes) > 0:
		c.tag("<div")
		c.id(a)
		c.classes(a.Classes...)
		c.tag(">\n")
		code()
		c.tag("</div>\n")
	default:
		code()
	}
}

// mathFence reports whether a fence is GitHub's form of a display formula.
func (c *compiler) mathFence(n ast.Node) bool {
	f, ok := n.(*ast.FencedCodeBlock)
	if !ok || !c.opt.Extras || f.Info == nil {
		return false
	}
	word, _, _ := bytes.Cut(f.Info.Segment.Value(c.src), []byte(" "))
	return string(word) == "math"
}

// fenceAttrs finds the attributes in an info string, whose first byte stands at
// offset base; at is -1 where there are none.
func fenceAttrs(info []byte, base int) (a site.Attrs, at int) {
	for i := range info {
		if info[i] != '{' {
			continue
		}
		if a, n := parseAttrs(info[i:], base+i); n > 0 {
			return a, i
		}
	}
	return site.Attrs{}, -1
}

// noteName is the attribute of a list's item that holds the id by which a line
// of code refers to it.
var noteName = []byte("note")

// codeNotes counts the items of the ordered list right behind a block of code
// and gives them ids; what the ids begin with is "" where there is no list.
func (c *compiler) codeNotes(n ast.Node) (items int, ids string) {
	list, ok := n.NextSibling().(*ast.List)
	if !ok || !list.IsOrdered() || c.quiet {
		return 0, ""
	}
	ids = "_note-" + c.own(strconv.Itoa(len(c.doc.Leaves)+len(c.doc.Includes)+1)) + "-"
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		items++
		item.SetAttribute(noteName, ids+strconv.Itoa(items))
	}
	return items, ids
}
