package book

import (
	"html/template"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"duizhao/generator/render"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Paper says on which of its pages something is: the contents, and the glossary
// of the pages that use a term. It is known once the book was printed, so it is
// printed twice. The contents have as many lines both times, and the glossary is
// the last thing in the book: numbers move nothing that has one.

// numbered returns the chapters with the pages of paper in their contents and in
// the glossary.
func numbered(chapters []render.BookChapter, leaves map[string]int) []render.BookChapter {
	out := slices.Clone(chapters)
	for i := range out {
		out[i].Pages = slices.Clone(out[i].Pages)
		for j := range out[i].Pages {
			p := &out[i].Pages[j]
			p.Body = filled(p.Body, leaves)
			p.Leaf, p.Sections = leaves[p.ID], slices.Clone(p.Sections)
			for k := range p.Sections {
				p.Sections[k].Leaf = leaves[p.Sections[k].ID]
			}
		}
	}
	return out
}

// leaves makes room behind the glossary's links to pages for the number of the
// page of paper, in the words of its language.
func (x *links) leaves(article *html.Node, tag string, t *render.Theme) error {
	word, err := t.Word(tag, "book.leaf")
	if err != nil {
		return err
	}
	x.text.WriteString(word)
	each(article, func(n *html.Node) {
		to, inside := strings.CutPrefix(attr(n, "href"), "#")
		if n.DataAtom != atom.A || !inside || !hasClass(n.Parent, "uses") {
			return
		}
		room := &html.Node{Type: html.ElementNode, Data: "span", DataAtom: atom.Span}
		set(room, "data-leaf", to)
		room.AppendChild(&html.Node{Type: html.TextNode, Data: word})
		n.Parent.InsertBefore(room, n.NextSibling)
	})
	return nil
}

var rooms = regexp.MustCompile(`<span data-leaf="([^"]*)">([^<]*)</span>`)

// filled puts the numbers into the rooms for them; without one there is no room.
func filled(body template.HTML, leaves map[string]int) template.HTML {
	// Safe: what is put in is a number, in a text that stood there.
	return template.HTML(rooms.ReplaceAllStringFunc(string(body), func(room string) string {
		m := rooms.FindStringSubmatch(room)
		if n := leaves[html.UnescapeString(m[1])]; n > 0 {
			return `<span class="leaf">` + strings.ReplaceAll(m[2], "{n}", strconv.Itoa(n)) + "</span>"
		}
		return ""
	}))
}
