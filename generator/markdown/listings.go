package markdown

import (
	"bytes"

	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
)

// A fence's info string may hold attributes: python {#lst:x .class}. A label
// makes the code a listing with a number and title="…" its caption; an id or
// classes alone a box around it. Other braces, such as {1,4-6}, are no
// attributes and stay in the info string.

func (c *compiler) fence(n *ast.FencedCodeBlock) {
	if n.Info == nil {
		c.codeLeaf(n, "")
		return
	}
	info := n.Info.Segment.Value(c.src)
	a, at := fenceAttrs(info, n.Info.Segment.Start)
	if c.mathFence(n) {
		c.gap()
		if at >= 0 {
			n.SetAttribute(attrsName, &a)
		}
		start, end := c.extent(n)
		c.formula(n, n.Lines(), true, start, end)
		return
	}
	if c.opt.Extras && isChart(info) {
		c.chart(n, a)
		return
	}
	if at < 0 || !c.opt.Extras || a.ID == "" && len(a.Classes) == 0 {
		c.codeLeaf(n, unescape(info))
		return
	}
	lang := unescape(bytes.TrimSpace(info[:at]))
	if kind, ok := site.LabelOf(a.ID); ok && kind != site.Section {
		c.tag("<figure")
		c.id(a)
		c.classes(append([]string{"listing"}, a.Classes...)...)
		c.tag(">\n")
		c.codeLeaf(n, lang)
		c.caption(a, "", func() { c.text(site.Prose, a.Get("title")) })
		c.tag("</figure>\n")
		return
	}
	c.tag("<div")
	c.id(a)
	c.classes(a.Classes...)
	c.tag(">\n")
	c.codeLeaf(n, lang)
	c.tag("</div>\n")
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
