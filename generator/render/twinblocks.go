package render

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// marker writes the HTML of an article as Markdown. A block comes as its lines
// without a line end; who has it inside (a quote, a list) puts a prefix before
// each line.
type marker struct {
	page   string // its address: what fragments belong to
	origin string // what absolute paths belong to; "" if unknown
	texts  map[string]string
}

// blockTags are the elements that are no part of a line.
var blockTags = map[atom.Atom]bool{
	atom.P: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
	atom.Ul: true, atom.Ol: true, atom.Menu: true, atom.Li: true, atom.Dl: true, atom.Dt: true, atom.Dd: true,
	atom.Blockquote: true, atom.Pre: true, atom.Table: true, atom.Caption: true, atom.Hr: true, atom.Div: true,
	atom.Section: true, atom.Article: true, atom.Aside: true, atom.Header: true, atom.Footer: true, atom.Nav: true,
	atom.Figure: true, atom.Figcaption: true, atom.Details: true, atom.Summary: true, atom.Address: true, atom.Hgroup: true, atom.Center: true,
}

// flow returns the blocks in an element. What stands there without a paragraph
// around it is one.
func (m *marker) flow(n *html.Node) []string {
	var out []string
	var line []*html.Node
	var last atom.Atom // of the block before
	again := false     // a list right behind one of its kind has other marks, else the two would be one
	flush := func() {
		if s := m.paragraph(line); s != "" {
			out = append(out, s)
			last = 0
		}
		line = nil
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || !blockTags[c.DataAtom] {
			line = append(line, c)
			continue
		}
		flush()
		again = c.DataAtom == last && !again
		if blocks := m.block(c, again); len(blocks) > 0 {
			out = append(out, blocks...)
			last = c.DataAtom
		}
	}
	flush()
	return out
}

// block returns what an element comes to, most often one block.
func (m *marker) block(n *html.Node, again bool) []string {
	if unseen(n) {
		return nil
	}
	switch n.DataAtom {
	case atom.P, atom.Figcaption, atom.Caption, atom.Summary, atom.Dt:
		return some(m.paragraph(children(n)))
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		level := int(n.Data[1] - '0')
		return []string{strings.TrimRight(strings.Repeat("#", level)+" "+headed(m.inline(children(n), false)), " ")}
	case atom.Ul, atom.Ol, atom.Menu:
		return some(m.list(n, again))
	case atom.Blockquote:
		return some(quoted(strings.Join(m.flow(n), "\n\n")))
	case atom.Pre:
		return []string{fenced(n)}
	case atom.Table:
		return m.table(n)
	case atom.Hr:
		return []string{"---"}
	case atom.Dl:
		return some(m.definitions(n))
	case atom.Details:
		return m.details(n)
	case atom.Figure:
		return m.figure(n)
	case atom.Section:
		if hasClass(n, "footnotes") {
			return m.footnotes(n)
		}
		return m.labelled(n)
	case atom.Div:
		if hasClass(n, "callout") {
			return m.callout(n)
		}
	}
	return m.flow(n)
}

func some(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// callout returns a callout as GitHub writes it. A title is the author's where
// the word for the kind is its name; that word is no text.
func (m *marker) callout(n *html.Node) []string {
	classes := strings.Fields(attr(n, "class"))
	name := "note"
	if i := slices.Index(classes, "callout"); i+1 < len(classes) {
		name = classes[i+1]
	}
	parts := []string{"[!" + strings.ToUpper(name) + "]"}
	body := m.labelled(n)
	if attr(n, "aria-label") == "" && len(body) > 0 && firstElement(n, "callout-title") != nil {
		body = body[1:]
	}
	text := strings.Join(body, "\n\n")
	if text != "" {
		parts = append(parts, text)
	}
	return []string{quoted(strings.Join(parts, "\n"))}
}

// labelled returns the blocks of an element whose first paragraph may be its title
// or its label.
func (m *marker) labelled(n *html.Node) []string {
	title := firstElement(n, "callout-title")
	if title == nil {
		title = firstElement(n, "tab-label")
	}
	if title == nil {
		return m.flow(n)
	}
	n.RemoveChild(title)
	out := some(emphasised("**", m.inline(children(title), false)))
	rest := m.flow(n)
	n.InsertBefore(title, n.FirstChild)
	return append(out, rest...)
}

func (m *marker) details(n *html.Node) []string {
	var out []string
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Summary {
			out = some(emphasised("**", m.inline(children(c), false)))
			n.RemoveChild(c)
			break
		}
	}
	return append(out, m.flow(n)...)
}

// figure returns a figure with its caption behind it; that of data stands before
// them.
func (m *marker) figure(n *html.Node) []string {
	var caption []string
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Figcaption {
			caption = m.block(c, false)
			n.RemoveChild(c)
			break
		}
	}
	if hasClass(n, "chart") || hasClass(n, "calc") {
		return append(caption, m.flow(n)...)
	}
	return append(m.flow(n), caption...)
}

func (m *marker) definitions(n *html.Node) string {
	var lines []string
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Dt:
			if len(lines) > 0 && strings.HasPrefix(lines[len(lines)-1], ": ") {
				lines = append(lines, "")
			}
			lines = append(lines, m.paragraph(children(c)))
		case atom.Dd:
			lines = append(lines, hanging(": ", "  ", strings.Join(m.flow(c), "\n\n")))
		case atom.Div:
			lines = append(lines, m.definitions(c))
		}
	}
	return strings.Join(lines, "\n")
}

// footnotes returns the notes at the end of a text.
func (m *marker) footnotes(n *html.Node) []string {
	var out []string
	for list := n.FirstChild; list != nil; list = list.NextSibling {
		for c := list.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.Li {
				name := strings.TrimPrefix(attr(c, "id"), "_fn-")
				out = append(out, hanging("[^"+name+"]: ", "    ", strings.Join(m.flow(c), "\n\n")))
			}
		}
	}
	return out
}

func (m *marker) list(n *html.Node, again bool) string {
	marks, number := "-", 0
	if again {
		marks = "*"
	}
	if n.DataAtom == atom.Ol {
		if marks, number = ".", 1; again {
			marks = ")"
		}
		if start, err := strconv.Atoi(attr(n, "start")); err == nil && start >= 0 && start < 1e9 {
			number = start
		}
	}
	loose := isLoose(n)
	var items []string
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Li {
			continue
		}
		mark := marks + " "
		if n.DataAtom == atom.Ol {
			mark = strconv.Itoa(number) + marks + " "
			number++
		}
		items = append(items, hanging(mark, strings.Repeat(" ", len(mark)), item(m.flow(c), loose)))
	}
	if loose {
		return strings.Join(items, "\n\n")
	}
	return strings.Join(items, "\n")
}

// isLoose reports whether the items of a list are paragraphs.
func isLoose(n *html.Node) bool {
	for li := n.FirstChild; li != nil; li = li.NextSibling {
		for c := li.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.P {
				return true
			}
		}
	}
	return false
}

// item joins the blocks of an item. In a list without paragraphs an inner list
// stands on the next line.
func item(blocks []string, loose bool) string {
	var b strings.Builder
	for i, s := range blocks {
		switch {
		case i == 0:
		case !loose && (strings.HasPrefix(s, "- ") || strings.HasPrefix(s, "1. ")):
			b.WriteString("\n")
		default:
			b.WriteString("\n\n")
		}
		b.WriteString(s)
	}
	return b.String()
}

// quoted puts the mark of a quote before each line.
func quoted(s string) string {
	if s == "" {
		return ""
	}
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight("> "+l, " ")
	}
	return strings.Join(lines, "\n")
}

// hanging puts a mark before the first line of s, and an indent before the
// others.
func hanging(mark, indent, s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		switch {
		case i == 0:
			lines[i] = strings.TrimRight(mark+l, " ")
		case l != "":
			lines[i] = indent + l
		}
	}
	return strings.Join(lines, "\n")
}

// fenced returns code between fences that are longer than any in it.
func fenced(n *html.Node) string {
	code := strings.TrimSuffix(words(n), "\n")
	mark := strings.Repeat("`", max(3, ticks(code)+1))
	info := attr(n, "data-lang")
	if title := attr(n, "data-title"); title != "" && !strings.ContainsAny(title, "`\n\"\\") {
		if info == "" {
			info = "text"
		}
		info += ` title="` + title + `"`
	}
	if strings.Contains(info, "`") {
		info = ""
	}
	if code != "" {
		code += "\n"
	}
	return mark + info + "\n" + code + mark
}

// unseen reports whether an element is of the page, not of the text.
func unseen(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return n.Type != html.TextNode
	}
	switch n.DataAtom {
	case atom.Svg, atom.Button, atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Select, atom.Iframe:
		return true
	}
	for _, class := range strings.Fields(attr(n, "class")) {
		switch class {
		case "js", "vh", "dark-only", "back", "anchor", "tongue", "code-note", "calc-end", "calc-bar", "calc-scale", "calc-said":
			return true
		}
	}
	return false
}

func children(n *html.Node) []*html.Node {
	var out []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out = append(out, c)
	}
	return out
}

// words is all text in an element.
func words(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return b.String()
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasClass(n *html.Node, class string) bool {
	return slices.Contains(strings.Fields(attr(n, "class")), class)
}

// firstElement returns the first element in n if it has the class, else nil.
func firstElement(n *html.Node, class string) *html.Node {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			if hasClass(c, class) {
				return c
			}
			return nil
		}
	}
	return nil
}
