package book

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"duizhao/generator/site"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// form is how a book names what stands on its pages: on paper, which is one
// document, or in an ebook, which has a file for each.
type form struct {
	id      func(page int, id string) string     // an element of a page
	href    func(from, to int, id string) string // a link to one; to the page itself for ""
	file    func(name string) string             // a published file that pages show
	written bool                                 // addresses stand behind their links
}

// links knows where in the book a page of the site is.
type links struct {
	form
	chosen []chosen
	base   site.Base
	names  []string        // of the chosen pages, in the book
	places map[string]int  // the chosen page, by address
	ids    map[string]bool // of the book's pages, each behind the page's name and a tilde
	second string          // what ids of the second language end in; "" in a book in one
	shown  []string        // files that pages show
	text   strings.Builder

	headings []heading // of the pages so far
}

// newLinks returns the links of a book on paper.
func newLinks(pages []chosen, base site.Base) *links {
	x := &links{chosen: pages, base: base, places: map[string]int{}, ids: map[string]bool{}}
	x.form = x.paper()
	for i, c := range pages {
		name := strings.ReplaceAll(c.key, "/", ".")
		if name == "" {
			name = "index"
		}
		x.names = append(x.names, name)
		each(c.doc, func(n *html.Node) {
			if id := attr(n, "id"); id != "" {
				x.ids[name+"~"+id] = true
			}
		})
		x.places[base.Href(c.view.URL)] = i
		for _, a := range c.view.Alternates {
			if c.view.Kind == "" && c.file != c.view.URL.File() { // the other language is in it too
				x.places[base.Href(a.URL)] = i
			}
		}
		for _, l := range c.view.Pairs {
			x.places[base.Href(l.URL)] = i
		}
	}
	return x
}

// paper is the form of a book that is one document.
func (x *links) paper() form {
	return form{
		id: func(page int, id string) string { return x.names[page] + "~" + id },
		href: func(_, to int, id string) string {
			if id == "" {
				return "#" + x.names[to]
			}
			return "#" + (&url.URL{Fragment: x.names[to] + "~" + id}).EscapedFragment()
		},
		file:    func(name string) string { return name },
		written: true,
	}
}

// depth is how many pages above a page, by their keys, are in the book.
func (x *links) depth(i int) int {
	depth, key := 0, x.chosen[i].key
	for {
		j := strings.LastIndexByte(key, '/')
		if j < 0 {
			return depth
		}
		key = key[:j]
		if slices.ContainsFunc(x.chosen[:i], func(c chosen) bool { return c.key == key }) {
			depth++
		}
	}
}

// references are the attributes that name ids of their page, apart from links.
var references = []string{"for", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details"}

var inDrawing = regexp.MustCompile(`url\(#([^)]*)\)`)

// rewrite gives ids their names in the book and leads links to their places in it.
func (x *links) rewrite(article *html.Node, i int) {
	there := map[string]bool{}
	each(article, func(n *html.Node) { there[attr(n, "id")] = true })
	each(article, func(n *html.Node) {
		for k := range n.Attr {
			a := &n.Attr[k]
			to, within := strings.CutPrefix(a.Val, "#")
			switch {
			case a.Key == "id":
				a.Val = x.id(i, a.Val)
			case slices.Contains(references, a.Key):
				a.Val = x.named(i, a.Val, there) // names of nothing are empty
			case within && (a.Key == "href" && a.Namespace == "xlink" || n.Data == "use" && a.Key == "href"):
				a.Val = "#" + x.id(i, to)
			case strings.Contains(a.Val, "url(#"):
				a.Val = inDrawing.ReplaceAllStringFunc(a.Val, func(s string) string {
					return "url(#" + x.id(i, inDrawing.FindStringSubmatch(s)[1]) + ")"
				})
			case a.Key == "src", a.Key == "poster":
				a.Val = x.shows(a.Val)
			}
		}
		if n.DataAtom == atom.A {
			x.lead(n, i)
		}
	})
}

// named writes a list of ids anew; those that are not there are left out.
func (x *links) named(page int, list string, there map[string]bool) string {
	var out []string
	for _, id := range strings.Fields(list) {
		if there[id] {
			out = append(out, x.id(page, id))
		}
	}
	return strings.Join(out, " ")
}

// shows returns where a published file lies beside the book, and notes that it
// is shown.
func (x *links) shows(src string) string {
	rest, ok := strings.CutPrefix(src, x.base.Prefix+"/")
	if !ok || strings.HasPrefix(src, "//") {
		return src
	}
	if name, err := url.PathUnescape(rest); err == nil {
		x.shown = union(x.shown, []string{name})
	}
	return x.file(rest)
}

// lead turns a link of a page into one of the book.
func (x *links) lead(a *html.Node, i int) {
	href := attr(a, "href")
	for _, name := range []string{"hreflang", "download", "rel"} {
		unset(a, name)
	}
	page, fragment, _ := strings.Cut(href, "#")
	to, ok := x.places[page]
	if page == "" {
		to, ok = i, href != ""
	}
	switch {
	case ok:
		set(a, "href", x.place(i, to, fragment))
	case strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "//"):
		x.out(a, href)
	case href != "":
		x.address(a, href)
	}
}

// place is the address of a heading on a page, or of the page. In a book in two
// languages it may be that of the second.
func (x *links) place(from, to int, fragment string) string {
	if id, err := url.PathUnescape(fragment); err == nil {
		fragment = id
	}
	for _, id := range []string{fragment, fragment + x.second} {
		if id != "" && x.ids[x.names[to]+"~"+id] {
			return x.href(from, to, id)
		}
	}
	return x.href(from, to, "")
}

// out leads to what is on the site and not in the book: text, where nobody knows
// the site's address. Of a word in another language its page is no part of what
// is said.
func (x *links) out(a *html.Node, href string) {
	if x.base.Origin == "" || hasClass(a.Parent, "others") {
		unset(a, "href")
		return
	}
	set(a, "href", x.base.Origin+href)
	if !inCode(a) {
		x.address(a, x.base.Origin+href)
	}
}

func inCode(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if hasClass(n, "code") {
			return true
		}
	}
	return false
}

// address writes the address of a link behind it, where it cannot be followed
// and is not its text.
func (x *links) address(a *html.Node, href string) {
	if !x.written {
		return
	}
	shown := href
	if u, err := url.PathUnescape(href); err == nil && !strings.ContainsAny(u, " \t\n") {
		shown = u
	}
	shown = strings.TrimPrefix(shown, "mailto:")
	if text := title(a); text == shown || text == href || strings.HasSuffix(href, "://"+text) {
		return
	}
	span := &html.Node{Type: html.ElementNode, Data: "span", DataAtom: atom.Span, Attr: []html.Attribute{{Key: "class", Val: "address"}}}
	span.AppendChild(&html.Node{Type: html.TextNode, Data: " (" + shown + ")"})
	a.Parent.InsertBefore(span, a.NextSibling)
}

// styles are the files of the styles that a page asks for.
func (x *links) styles(doc *html.Node) []string {
	var out []string
	each(doc, func(n *html.Node) {
		if n.DataAtom != atom.Link || attr(n, "rel") != "stylesheet" {
			return
		}
		if rest, ok := strings.CutPrefix(attr(n, "href"), x.base.Prefix+"/"); ok {
			out = append(out, rest)
		}
	})
	return out
}

// say notes what a page says.
func (x *links) say(n *html.Node) {
	if n.Type == html.TextNode {
		x.text.WriteString(n.Data)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		x.say(c)
	}
}
