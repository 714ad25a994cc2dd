package markdown

import (
	"bytes"

	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
)

// A picture alone in its paragraph with a title or a label is a figure; the
// title is its caption. A label, {#fig:x}, gives it a number.

// figure returns the picture that makes a paragraph a figure; nil if none does.
func figure(n ast.Node) *ast.Image {
	if n.Kind() != ast.KindParagraph {
		return nil
	}
	img, ok := n.FirstChild().(*ast.Image)
	if !ok {
		return nil
	}
	// What the attributes leave behind is an empty text.
	for rest := img.NextSibling(); rest != nil; rest = rest.NextSibling() {
		if t, ok := rest.(*ast.Text); !ok || t.Segment.Len() > 0 {
			return nil
		}
	}
	if _, labelled := site.LabelOf(attrsOf(img).ID); labelled || len(bytes.TrimSpace(img.Title)) > 0 {
		return img
	}
	return nil
}

func (c *compiler) figure(img *ast.Image) {
	c.use(img)
	a := attrsOf(img)
	caption := joined(unescape(img.Title))
	c.tag("<figure")
	c.id(a)
	c.classes(a.Classes...)
	c.tag(">\n")
	a.ID, a.Classes = "", nil
	c.picture(img, "", a)
	c.tag("\n")
	c.caption(attrsOf(img), "", func() { c.text(site.Prose, caption) })
	c.tag("</figure>\n")
}

// caption writes a caption with the number of what a labels, under an id of
// the theme's where one is given.
func (c *compiler) caption(a site.Attrs, id string, write func()) {
	c.gap()
	c.tag("<figcaption")
	if id != "" {
		c.attr("id", id)
	}
	c.tag(">")
	c.number(a)
	write()
	c.tag("</figcaption>\n")
}

// number counts what a labels and leaves a hole for its number; what has no
// label is not counted.
func (c *compiler) number(a site.Attrs) {
	kind, ok := site.LabelOf(a.ID)
	if !ok || kind == site.Section || c.quiet {
		return
	}
	c.hole(NumberText, len(c.doc.Numbered))
	c.doc.Numbered = append(c.doc.Numbered, site.Numbered{Kind: kind, ID: a.ID, Start: a.IDStart, End: a.IDStart + len(a.ID)})
}
