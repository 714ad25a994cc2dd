package markdown

import (
	"slices"
	"sort"
	"strings"

	"duizhao/generator/diag"
	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"
)

// rawHTML compiles HTML that an author wrote among Markdown: passed on with
// Options.RawHTML, else through an allow-list (rawpolicy.go), closed where its
// container ends (rawbox.go), its addresses resolved like those of Markdown.
// Comments are dropped then: they are notes among authors.
func rawHTML() syntax {
	return syntax{
		constructs: []construct{
			{name: "raw HTML", kind: ast.KindHTMLBlock},
			{name: "raw HTML", kind: ast.KindRawHTML},
		},
		compile: map[ast.NodeKind]func(*compiler, ast.Node){
			ast.KindHTMLBlock: func(c *compiler, n ast.Node) {
				b := n.(*ast.HTMLBlock)
				segments := text.NewSegments()
				segments.AppendAll(n.Lines().Sliced(0, n.Lines().Len()))
				if b.HasClosure() {
					segments.Append(b.ClosureLine)
				}
				c.gap()
				c.raw(segments)
				c.endSkip() // what it leaves open must not swallow the blocks behind it
			},
			ast.KindRawHTML: func(c *compiler, n ast.Node) { c.raw(n.(*ast.RawHTML).Segments) },
		},
	}
}

func (c *compiler) raw(segments *text.Segments) {
	source, places := lines(segments, c.src)
	c.excepts(source, places)
	if c.opt.RawHTML {
		c.tag(source)
		return
	}
	w := rawWriter{compiler: c, places: places}
	z := html.NewTokenizer(strings.NewReader(source))
	at := 0
	for z.Next() != html.ErrorToken {
		raw := string(z.Raw())
		w.token(z.Token(), raw, at)
		at += len(raw)
	}
	if at < len(source) && w.box.skip == "" {
		w.dropped(w.place(at), w.until(at+len(strings.TrimRight(source[at:], "\n"))), "a tag that does not end is left out", "write its >, without a blank line before")
	}
}

// rawWriter writes the tokens of one raw HTML node.
type rawWriter struct {
	*compiler
	places []Segment // where the node's text stands in the source
}

// place returns the place in the source of a byte offset in the node's text.
func (w *rawWriter) place(offset int) int {
	at, end := w.locate(offset)
	return min(at, end)
}

// until returns the place behind the byte before an offset: what ends there may
// end a line, and the next begins behind the marks of its quote.
func (w *rawWriter) until(offset int) int {
	at, end := w.locate(offset - 1)
	return min(at+1, end)
}

// locate returns where an offset is, and where the piece ends that it is in: a
// NUL is longer in the text than in the source.
func (w *rawWriter) locate(offset int) (at, end int) {
	i := sort.Search(len(w.places), func(i int) bool { return w.places[i].Text > offset })
	if i == 0 {
		return 0, 0
	}
	at, end = w.places[i-1].Source+offset-w.places[i-1].Text, len(w.src)
	if i < len(w.places) {
		end = w.places[i].Source
	}
	return at, end
}

func (w *rawWriter) token(t html.Token, raw string, at int) {
	if w.box.skip != "" {
		w.skipped(t)
		return
	}
	switch t.Type {
	case html.TextToken:
		w.rawText(t.Data)
	case html.StartTagToken, html.SelfClosingTagToken:
		w.open(t, raw, at)
	case html.EndTagToken:
		w.close(t.Data, w.place(at), w.until(at+len(raw)))
	case html.CommentToken:
		if !strings.HasPrefix(raw, "<!--") {
			w.dropped(w.place(at), w.until(at+len(raw)), "what is no HTML is left out", "write `code` to show it")
		}
	case html.DoctypeToken:
		w.dropped(w.place(at), w.until(at+len(raw)), "the declaration is left out", "a page has one already")
	}
}

// rawText writes text between tags. Its line ends and indents are those of
// source code; as plain text each is a space.
func (w *rawWriter) rawText(s string) {
	words := strings.Join(strings.Fields(s), " ")
	if words != "" && strings.TrimLeft(s, " \t\n") != s {
		words = " " + words
	}
	if words != "" && strings.TrimRight(s, " \t\n") != s {
		words += " "
	}
	w.run(site.Prose, words)
	if !w.quiet {
		escape(w.html, s)
	}
}

// open writes a start tag, or drops it and, where they are no text, its
// contents.
func (w *rawWriter) open(t html.Token, raw string, at int) {
	start, name := w.place(at), t.Data
	end := w.until(at + len(raw))
	void := rawVoid[name] || t.Type == html.SelfClosingTagToken && rawForeign[name]
	if !w.policy.element(name) {
		hint := "write Markdown, or `code` to show a tag; unsafe_html: true in site.yaml passes all HTML on"
		if h := rawHints[name]; h != "" {
			hint = h
		}
		if rawContents[name] && !void {
			w.dropped(start, end, "<"+name+"> is left out with what it holds", hint)
			w.box.skip, w.box.depth, w.box.skipStart, w.box.skipEnd = name, 1, start, end
			return
		}
		w.dropped(start, end, "the tag <"+name+"> is left out", hint)
		if !void {
			w.box.note(name, 1)
		}
		return
	}
	attrs := w.allowed(t, raw, at)
	if rawBlocks[name] {
		w.gap()
	}
	w.implied(name)
	w.tag("<", name)
	w.addresses(name, attrs)
	w.tag(">")
	if !void {
		w.push(name, start, end)
	}
}

func (c *compiler) dropped(start, end int, text, hint string) {
	c.note(diag.Note{Start: start, End: max(end, start), Severity: diag.Warning, Code: "raw-html", Text: text, Hint: hint})
}

// rawAttr is an attribute of a raw tag with its place in the source.
type rawAttr struct {
	name, value string
	start, end  int // of the whole attribute
	from, to    int // of its value
}

// allowed returns a tag's attributes without those that may not stand there,
// which are reported.
func (w *rawWriter) allowed(t html.Token, raw string, at int) []rawAttr {
	keep, values := w.policy.attributes(t), map[string]string{}
	for _, a := range t.Attr {
		values[a.Key] = a.Val
	}
	var out []rawAttr
	seen := map[string]bool{}
	for _, s := range attrSpans(raw) {
		attr := rawAttr{name: s.name, value: strings.ReplaceAll(values[s.name], "\x00", "\ufffd")}
		attr.start, attr.end = w.place(at+s.start), w.until(at+s.end)
		attr.from, attr.to = attr.start, attr.end
		if s.to > s.from {
			attr.from, attr.to = w.place(at+s.from), w.until(at+s.to)
		}
		switch {
		case seen[s.name]:
			w.dropped(attr.start, attr.end, "the attribute "+s.name+" is left out: <"+t.Data+"> has it already", "write each attribute once")
		case keep[s.name] && s.name == "id" && strings.HasPrefix(attr.value, "_"):
			w.dropped(attr.start, attr.end, "the id \""+attr.value+"\" is left out: it begins with _, as the theme's own do", "choose another id")
		case keep[s.name]:
			out = append(out, attr)
			if s.name == "id" && !w.quiet {
				w.doc.Anchors = append(w.doc.Anchors, site.Anchor{ID: attr.value, Start: attr.from})
			}
		default:
			w.dropped(attr.start, attr.end, "the attribute "+s.name+" of <"+t.Data+"> is left out", attrHint(s.name))
		}
		seen[s.name] = true
	}
	return out
}

// addresses writes the attributes. What holds addresses becomes links of the
// Doc, so that they are checked and moved with the site.
func (w *rawWriter) addresses(name string, attrs []rawAttr) {
	if name == "img" {
		w.rawImage(attrs)
		return
	}
	for _, a := range attrs {
		switch {
		case a.name == "href":
			w.linkAt(site.Link{Dest: strings.TrimSpace(a.value), Start: a.from, End: a.to})
		case a.name == "srcset":
			w.srcset(a)
		default:
			w.plainAttr(a)
		}
	}
}

func (w *rawWriter) plainAttr(a rawAttr) {
	w.tag(" ", a.name, `="`)
	if !w.quiet {
		escape(w.html, a.value)
	}
	w.tag(`"`)
}

// rawImage makes <img> a picture like one of Markdown.
func (w *rawWriter) rawImage(attrs []rawAttr) {
	l := site.Link{Embed: true}
	var rest []rawAttr
	for _, a := range attrs {
		switch a.name {
		case "src":
			l.Dest, l.Start, l.End = strings.TrimSpace(a.value), a.from, a.to
		case "alt":
			l.Alt, l.Decorative = a.value, a.value == ""
		case "title":
			l.Title = a.value
		case "id":
			l.Attrs.ID, l.Attrs.IDStart = a.value, a.from
		case "class":
			l.Attrs.Classes = strings.Fields(a.value)
		case "width", "height":
			l.Attrs.Pairs = append(l.Attrs.Pairs, site.Attr{Key: a.name, Value: a.value, Start: a.start})
		case "loading", "decoding":
			// They are given to every picture.
		default:
			rest = append(rest, a)
		}
	}
	l.Sources = slices.ContainsFunc(rest, func(a rawAttr) bool { return a.name == "srcset" || a.name == "sizes" })
	w.run(site.Alt, l.Alt)
	w.linkAt(l)
	for _, a := range rest {
		if a.name == "srcset" {
			w.srcset(a)
			continue
		}
		w.plainAttr(a)
	}
}

// srcset writes a list of addresses, each with what a browser chooses it by.
func (w *rawWriter) srcset(a rawAttr) {
	w.tag(` srcset="`)
	for i, candidate := range strings.Split(a.value, ",") {
		fields := strings.Fields(candidate)
		if len(fields) == 0 {
			continue
		}
		if i > 0 {
			w.tag(", ")
		}
		w.candidate(site.Link{Dest: fields[0], Embed: true, Decorative: true, Start: a.from, End: a.to})
		if len(fields) > 1 {
			w.tag(" ")
			if !w.quiet {
				escape(w.html, fields[1])
			}
		}
	}
	w.tag(`"`)
}

// candidate leaves a hole for the bare address of a picture.
func (c *compiler) candidate(l site.Link) {
	if c.quiet {
		return
	}
	l.Sources = true
	c.refuseScript(&l)
	c.hole(Address, len(c.doc.Links))
	c.doc.Links = append(c.doc.Links, l)
}
