package book

import (
	"bytes"
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/render"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// page makes the i-th chosen page a page of the book on paper, and returns the
// styles that it asks for.
func (x *links) page(g *gatherer, i int) (render.BookPage, []string, error) {
	c := g.chosen[i]
	p, article, err := x.article(g, i)
	if err != nil {
		return p, nil, err
	}
	demote(article, p.Depth)
	x.outline(article)
	x.rewrite(article, i)
	if c.view.Kind == assemble.GlossaryPage {
		if err := x.leaves(article, p.Tag, g.theme); err != nil {
			return p, nil, err
		}
	}
	x.say(article)
	var out bytes.Buffer
	for n := article.FirstChild; n != nil; n = n.NextSibling {
		if err := html.Render(&out, n); err != nil {
			return p, nil, fmt.Errorf("make the book: write %q: %w", c.file, err)
		}
	}
	// Safe: it is the article of a page that this program made.
	p.Body = template.HTML(bytes.TrimSpace(out.Bytes()))
	return p, x.styles(c.doc), nil
}

// article returns the article of the i-th chosen page without what only works on
// a screen, and what the contents say of it.
func (x *links) article(g *gatherer, i int) (render.BookPage, *html.Node, error) {
	c := g.chosen[i]
	var p render.BookPage
	article := find(c.doc, func(n *html.Node) bool { return n.DataAtom == atom.Article })
	if article == nil {
		return p, nil, fmt.Errorf("make the book: %q has no article", c.file)
	}
	if note := find(c.doc, func(n *html.Node) bool { return hasClass(n, "notice") }); note != nil && c.view.Fallback {
		note.Parent.RemoveChild(note)
		article.InsertBefore(note, article.FirstChild)
		set(note, "lang", c.view.Lang.Tag)
		if c.view.Lang.Dir != c.view.TextLang.Dir {
			set(note, "dir", c.view.Lang.Dir)
		}
	}
	p.ID, p.Number, p.Depth, p.Tag, p.Dir = x.names[i], c.view.Number, x.depth(i), attr(article, "lang"), attr(article, "dir")
	if p.Tag == "" {
		p.Tag = c.view.Lang.Tag
	}
	if p.Dir == "" {
		p.Dir = c.view.TextLang.Dir
	}
	if err := preface(article, c.view, g.theme); err != nil {
		return p, nil, err
	}
	onPaper(article)
	if c.view.Home {
		leaveOut(article, []string{"actions", "spread"}) // the buttons, and the sample, whose page is in the book
	}
	headings(&p, article)
	if c.view.Kind != "" {
		p.Sections = nil // the letters of a glossary
	}
	return p, article, nil
}

// preface gives a first page that is called after the site another title: the
// cover says that one.
func preface(article *html.Node, v *assemble.View, t *render.Theme) error {
	if !v.Home || v.Title != v.SiteTitle {
		return nil
	}
	h1 := find(article, func(n *html.Node) bool { return n.DataAtom == atom.H1 })
	if h1 == nil {
		return nil
	}
	sides := []*html.Node{h1}
	if a := find(h1, func(n *html.Node) bool { return hasClass(n, "a") }); a != nil {
		sides = []*html.Node{a, find(h1, func(n *html.Node) bool { return hasClass(n, "b") })}
	}
	for _, n := range sides {
		tag := attr(n, "lang")
		if tag == "" {
			tag = v.TextLang.Tag
		}
		word, err := t.Word(tag, "book.preface")
		if err != nil {
			return err
		}
		for n.FirstChild != nil {
			n.RemoveChild(n.FirstChild)
		}
		n.AppendChild(&html.Node{Type: html.TextNode, Data: word})
	}
	return nil
}

// screenOnly are classes of what makes sense on a screen alone.
var screenOnly = []string{"anchor", "tongue", "term-card", "js", "copy", "pair-bar", "letters", "back", "calc-said", "calc-remove", "calc-end"}

// leaveOut takes what has one of some classes out of a page.
func leaveOut(n *html.Node, classes []string) {
	for child := n.FirstChild; child != nil; {
		next := child.NextSibling
		if child.Type == html.ElementNode && isOneOf(child, classes) {
			n.RemoveChild(child)
		} else {
			leaveOut(child, classes)
		}
		child = next
	}
}

// onPaper leaves out what only works on a screen and opens what is folded.
func onPaper(n *html.Node) {
	for child := n.FirstChild; child != nil; {
		next := child.NextSibling
		if child.Type == html.ElementNode {
			switch {
			case isOneOf(child, screenOnly), child.DataAtom == atom.Script, child.DataAtom == atom.Button, child.DataAtom == atom.Noscript:
				n.RemoveChild(child)
			default:
				onPaper(child)
			}
		}
		child = next
	}
	if n.DataAtom == atom.Details {
		set(n, "open", "")
	}
	for _, name := range []string{"tabindex", "loading", "srcset", "sizes", "data-b"} {
		unset(n, name)
	}
}

// headings reads the page's titles, for the contents. In a paired page they
// stand side by side.
func headings(p *render.BookPage, article *html.Node) {
	each(article, func(n *html.Node) {
		switch {
		case n.DataAtom == atom.H1 && p.Title == "":
			a, b := n, find(n, func(n *html.Node) bool { return hasClass(n, "b") })
			if b != nil {
				a = find(n, func(n *html.Node) bool { return hasClass(n, "a") })
				p.Second, p.SecondTag = title(b), attr(b, "lang")
			}
			p.Title = title(a)
		case n.DataAtom == atom.H2 && !strings.HasPrefix(attr(n, "id"), "_"): // those are the theme's own
			section(p, n)
		}
	})
}

// section adds a heading of the second level to the contents, or the second
// language's to its partner's line.
func section(p *render.BookPage, h2 *html.Node) {
	side := h2.Parent
	row := side.Parent
	if row == nil || !hasClass(row, "row") {
		if id := attr(h2, "id"); id != "" {
			p.Sections = append(p.Sections, render.BookEntry{ID: p.ID + "~" + id, Title: title(h2)})
		}
		return
	}
	id := attr(row, "id")
	last := len(p.Sections) - 1
	switch {
	case id == "":
	case hasClass(side, "b") && last >= 0 && p.Sections[last].ID == p.ID+"~"+id:
		p.Sections[last].Second, p.Sections[last].SecondTag = title(h2), attr(side, "lang")
	default:
		p.Sections = append(p.Sections, render.BookEntry{ID: p.ID + "~" + id, Title: title(h2)})
	}
}

// title is what a heading says, without its number.
func title(n *html.Node) string {
	var s strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			s.WriteString(n.Data)
		}
		if hasClass(n, "no") || hasClass(n, "katex-html") || n.Data == "annotation" || n.Data == "rt" || n.Data == "rp" {
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return strings.Join(strings.Fields(s.String()), " ")
}

// demote lowers all headings by some levels; there are six.
func demote(article *html.Node, by int) {
	each(article, func(n *html.Node) {
		if len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' {
			return
		}
		level := int(n.Data[1] - '0')
		addClass(n, "t"+strconv.Itoa(level))
		n.Data = "h" + strconv.Itoa(min(6, level+by))
		n.DataAtom = atom.Lookup([]byte(n.Data))
	})
}

// each calls f for the elements below n, in order.
func each(n *html.Node, f func(*html.Node)) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			f(c)
			each(c, f)
		}
	}
}

// find returns the first element below n that is meant, or nil.
func find(n *html.Node, is func(*html.Node) bool) *html.Node {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && is(c) {
			return c
		}
		if found := find(c, is); found != nil {
			return found
		}
	}
	return nil
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Namespace == "" && a.Key == name {
			return a.Val
		}
	}
	return ""
}

func set(n *html.Node, name, value string) {
	unset(n, name)
	n.Attr = append(n.Attr, html.Attribute{Key: name, Val: value})
}

func unset(n *html.Node, name string) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Namespace == "" && a.Key == name })
}

func hasClass(n *html.Node, class string) bool {
	return slices.Contains(strings.Fields(attr(n, "class")), class)
}

func isOneOf(n *html.Node, classes []string) bool {
	return slices.ContainsFunc(classes, func(c string) bool { return hasClass(n, c) })
}

func addClass(n *html.Node, class string) {
	set(n, "class", strings.TrimSpace(attr(n, "class")+" "+class))
}
