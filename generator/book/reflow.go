package book

import (
	"slices"
	"strconv"
	"strings"

	"duizhao/generator/render"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// reflow makes of an article what every reader of ebooks can show: formulas are
// MathML, notes can be opened where they are called, nothing needs a script, and
// what only the site can do is told, with a link to it.
type reflow struct {
	theme       *render.Theme
	page        string                                  // the page's address on the web; "" if unknown
	picture     func(src string) (href string, ok bool) // where a picture lies in the book
	calls       map[string]call                         // of notes, by their ids
	data        []*html.Node                            // of drawings, to stand at the end
	undescribed bool                                    // there is a picture without a text
	err         error
}

// call is where a note is called first.
type call struct{ id, number string }

// article changes an article, whose language has a tag.
func (r *reflow) article(n *html.Node, tag string) {
	r.calls = map[string]call{}
	each(n, func(a *html.Node) {
		to, ok := strings.CutPrefix(attr(a, "href"), "#")
		if _, known := r.calls[to]; ok && !known && attr(a, "role") == "doc-noteref" {
			r.calls[to] = call{attr(a, "id"), title(a)}
		}
	})
	r.inside(n, tag)
	if len(r.data) > 0 {
		end := element("section", "class", "drawn")
		for _, data := range r.data {
			end.AppendChild(data)
		}
		n.AppendChild(end)
	}
}

// inside changes what is in an element.
func (r *reflow) inside(n *html.Node, tag string) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch {
		case c.Type != html.ElementNode:
		case needless(c):
			n.RemoveChild(c)
		case hasClass(c, "katex"), hasClass(c, "katex-display"):
			formula(c)
		case c.Namespace == "svg":
			drawing(c)
		case c.Namespace != "": // MathML that is none of KaTeX's
			quiet(c)
			each(c, quiet)
		default:
			own := attr(c, "lang")
			if own == "" {
				own = tag
			}
			if c.DataAtom == atom.Select {
				choices(c)
			}
			r.inside(c, own)
			r.element(c, own)
		}
		c = next
	}
}

// unneeded are elements that are left out with all in them: what readers of ebooks
// may not show or must not run, and what a page only has for other screens.
var unneeded = strings.Fields("source track iframe object embed canvas style link meta base template textarea param map area datalist")

// needless reports whether an element is left out: of two drawings for two widths
// the wider one, the word for folded lines, the name of a language above code.
func needless(n *html.Node) bool {
	switch {
	case slices.Contains(unneeded, n.Data), isOneOf(n, []string{"dark-only", "mark", "resume"}):
		return true
	case hasClass(n, "wide"):
		next := n.NextSibling
		for next != nil && next.Type != html.ElementNode {
			next = next.NextSibling
		}
		return next != nil && hasClass(next, "narrow")
	case hasClass(n.Parent, "code-bar") && attr(n, "class") == "":
		return title(n) == attr(n.Parent.Parent, "data-lang")
	case hasClass(n, "code-bar"):
		return !hasClass(n.Parent, "output") && find(n, func(n *html.Node) bool { return hasClass(n, "code-title") }) == nil
	}
	return n.DataAtom == atom.Summary && hasClass(n.Parent, "fold")
}

// element changes an element whose inside was changed.
func (r *reflow) element(n *html.Node, tag string) {
	switch n.DataAtom {
	case atom.Details, atom.Summary:
		addClass(n, n.Data)
	case atom.Picture:
		unwrap(n)
		return
	case atom.Input:
		input(n)
		return
	case atom.Img:
		r.img(n)
	case atom.Video:
		r.film(n, tag, "book.film")
		return
	case atom.Audio:
		r.film(n, tag, "book.sound")
		return
	case atom.A:
		means(n)
	case atom.Section:
		r.section(n)
	case atom.Dfn:
		set(n, "epub:type", "glossterm")
	case atom.Pre, atom.Code, atom.Kbd, atom.Samp:
		set(n, "dir", "ltr") // in any text; the style of a book must not say so
	}
	understood(n)
	if n.Parent == nil {
		return
	}
	switch {
	case isOneOf(n, []string{"narrow", "wide"}):
		set(n, "dir", "ltr")
		fallthrough
	case n.DataAtom != atom.Table && isOneOf(n, []string{"table", "math-display"}): // they scroll in pages alone
		for _, name := range []string{"role", "aria-label", "aria-labelledby"} {
			unset(n, name)
		}
	case n.DataAtom == atom.Table:
		stack(n)
	case n.DataAtom == atom.Figure:
		if hasClass(n, "chart") {
			each(n, onPaperOfItsOwn)
		}
		r.behind(n, tag)
	case hasClass(n, "calc-body"):
		p := element("p", "class", "elsewhere")
		r.web(p, tag, "book.calc", "")
		n.AppendChild(p)
	}
}

// behind moves the data of a drawing to the end of the page, and leaves a link to
// them below it: there may be a hundred rows.
func (r *reflow) behind(figure *html.Node, tag string) {
	data := find(figure, func(n *html.Node) bool { return hasClass(n, "chart-data") })
	if data == nil || data.Parent != figure || len(children(data)) == 0 { // raw HTML may have the class too
		return
	}
	summary := children(data)[0]
	id := "_data-" + strconv.Itoa(len(r.data)+1)
	link := element("p", "class", "to-data", "id", id+"-of")
	link.AppendChild(element("a", "href", "#"+id, "text", title(summary)))
	figure.RemoveChild(data)
	figure.Parent.InsertBefore(link, figure.NextSibling)
	set(data, "id", id)
	set(data, "lang", tag)
	if no := find(figure, func(n *html.Node) bool { return hasClass(n, "no") }); no != nil && no.FirstChild != nil {
		back := element("span", "class", "to-data")
		back.AppendChild(&html.Node{Type: html.TextNode, Data: " ("})
		back.AppendChild(element("a", "href", "#"+id+"-of", "role", "doc-backlink", "text", no.FirstChild.Data))
		back.AppendChild(&html.Node{Type: html.TextNode, Data: ")"})
		summary.AppendChild(back)
	}
	r.data = append(r.data, data)
}

// input shows of a field what can be ticked.
func input(n *html.Node) {
	signs := map[string][2]string{"checkbox": {"☐", "☑"}, "radio": {"○", "●"}}[attr(n, "type")]
	sign := signs[0]
	if has(n, "checked") {
		sign = signs[1]
	}
	if sign == "" {
		n.Parent.RemoveChild(n)
		return
	}
	replace(n, element("span", "class", "box", "text", sign))
}

// choices leaves of a list to choose from what can be chosen, with strokes between.
func choices(n *html.Node) {
	var all []string
	each(n, func(c *html.Node) {
		if c.DataAtom == atom.Option && title(c) != "" {
			all = append(all, title(c))
		}
	})
	for n.FirstChild != nil {
		n.RemoveChild(n.FirstChild)
	}
	n.AppendChild(&html.Node{Type: html.TextNode, Data: strings.Join(all, " / ")})
}

// quiet takes off what scripts ask for.
func quiet(n *html.Node) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
		return strings.HasPrefix(a.Key, "data-") || strings.HasPrefix(a.Key, "on") || slices.Contains([]string{"tabindex", "autofocus", "nonce"}, a.Key)
	})
}

// means says of a link what it leads to.
func means(a *html.Node) {
	switch {
	case attr(a, "role") == "doc-noteref":
		set(a, "epub:type", "noteref")
	case attr(a, "role") == "doc-biblioref":
		set(a, "epub:type", "biblioref")
	case hasClass(a, "term"):
		set(a, "epub:type", "glossref")
		set(a, "role", "doc-glossref")
	}
}

// section changes the lists at the end of a text.
func (r *reflow) section(n *html.Node) {
	switch {
	case hasClass(n, "footnotes"):
		r.notes(n)
	case hasClass(n, "refs"):
		set(n, "epub:type", "bibliography")
		each(n, func(li *html.Node) {
			if li.DataAtom == atom.Li {
				set(li, "epub:type", "biblioentry")
			}
		})
	}
}

// notes makes each note one that can be opened where it is called. Its number,
// which the list had, leads back there.
func (r *reflow) notes(section *html.Node) {
	unset(section, "role") // of a list of notes at the end
	set(section, "epub:type", "footnotes")
	list := find(section, func(n *html.Node) bool { return n.DataAtom == atom.Ol })
	if list == nil {
		return
	}
	for i, li := range children(list) {
		rename(li, "aside")
		set(li, "epub:type", "footnote")
		set(li, "role", "doc-footnote")
		number := element("span", "class", "fn-no", "text", strconv.Itoa(i+1))
		if from, ok := r.calls[attr(li, "id")]; ok && from.id != "" {
			number = element("a", "class", "fn-no", "href", "#"+from.id, "role", "doc-backlink", "text", from.number)
		}
		into := li
		if p := children(li); len(p) > 0 && p[0].DataAtom == atom.P {
			into = p[0]
		}
		into.InsertBefore(&html.Node{Type: html.TextNode, Data: " "}, into.FirstChild)
		into.InsertBefore(number, into.FirstChild)
	}
	unwrap(list)
}

// img leads a picture to its file in the book. In the place of one that is not
// there stands what it shows.
func (r *reflow) img(n *html.Node) {
	href, ok := r.picture(attr(n, "src"))
	if !ok {
		replace(n, element("span", "class", "no-picture", "text", attr(n, "alt")))
		return
	}
	set(n, "src", href)
	if !has(n, "alt") {
		set(n, "alt", "")
		r.undescribed = true
	}
}

// film puts what can be seen of a film or a sound in its place: its poster, and
// where it is played.
func (r *reflow) film(n *html.Node, tag, key string) {
	name := attr(n, "aria-label")
	out := element("span", "class", "media")
	if href, ok := r.picture(attr(n, "poster")); ok && attr(n, "poster") != "" {
		out.AppendChild(element("img", "src", href, "alt", name))
	}
	r.web(out, tag, key, name)
	if id := attr(n, "id"); id != "" {
		set(out, "id", id)
	}
	replace(n, out)
}

// web says in a language what the page on the web can do, and leads there.
func (r *reflow) web(into *html.Node, tag, key, title string) {
	word, err := r.theme.Word(tag, key)
	if err != nil && r.err == nil {
		r.err = err
	}
	word = strings.ReplaceAll(word, "{title}", title)
	if r.page == "" {
		into.AppendChild(&html.Node{Type: html.TextNode, Data: word})
		return
	}
	into.AppendChild(element("a", "href", r.page, "class", "web", "text", word))
}

// drawing takes what a drawing must not have out of it: what runs, what leads
// elsewhere and what is loaded from there.
func drawing(n *html.Node) {
	quiet(n)
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
		return strings.Contains(strings.ToLower(a.Val), "url(") && loads(a.Val) || a.Key == "href" && (n.Data == "a" || !strings.HasPrefix(a.Val, "#") && !strings.HasPrefix(a.Val, "data:")) ||
			n.Data == "a" && slices.Contains(ofLinks, a.Key)
	})
	for _, c := range children(n) {
		if c.Data == "script" || c.Data == "foreignObject" || c.Namespace != "svg" || c.Data == "style" && loads(title(c)) {
			n.RemoveChild(c)
		} else {
			drawing(c)
		}
	}
	if n.Data == "a" {
		n.Data = map[bool]string{true: "tspan", false: "g"}[within(n, "text")]
	}
}

// onPaperOfItsOwn draws the paper behind a chart or a diagram.
func onPaperOfItsOwn(svg *html.Node) {
	box := strings.Fields(attr(svg, "viewBox"))
	if svg.Data != "svg" || len(box) != 4 {
		return
	}
	paper := element("rect", "class", "paper", "x", box[0], "y", box[1], "width", box[2], "height", box[3], "fill", "#fff")
	paper.Namespace = "svg"
	first := svg.FirstChild
	for first != nil && (first.Type != html.ElementNode || first.Data == "title" || first.Data == "desc") {
		first = first.NextSibling
	}
	svg.InsertBefore(paper, first)
}

func within(n *html.Node, name string) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if n.Data == name {
			return true
		}
	}
	return false
}

// element makes an element with attributes, given as names and values; "text" is
// what stands in it.
func element(name string, attrs ...string) *html.Node {
	n := &html.Node{Type: html.ElementNode, Data: name, DataAtom: atom.Lookup([]byte(name))}
	for i := 0; i < len(attrs); i += 2 {
		if attrs[i] == "text" {
			n.AppendChild(&html.Node{Type: html.TextNode, Data: attrs[i+1]})
		} else {
			n.Attr = append(n.Attr, html.Attribute{Key: attrs[i], Val: attrs[i+1]})
		}
	}
	return n
}

func rename(n *html.Node, name string) { n.Data, n.DataAtom = name, atom.Lookup([]byte(name)) }

func replace(n, by *html.Node) {
	n.Parent.InsertBefore(by, n)
	n.Parent.RemoveChild(n)
}

// unwrap leaves what is in an element in its place.
func unwrap(n *html.Node) {
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
		n.Parent.InsertBefore(c, n)
	}
	n.Parent.RemoveChild(n)
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Namespace == "" && a.Key == name })
}
