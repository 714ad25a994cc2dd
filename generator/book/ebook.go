package book

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/build"
	"duizhao/generator/diag"
	"duizhao/generator/image"
	"duizhao/generator/render"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// MakeEPUB builds the site and makes an ebook of it, in the format EPUB 3. With an
// error among the diagnostics there is none.
func MakeEPUB(ctx context.Context, in build.Input, opt Options) ([]byte, []diag.Diagnostic, error) {
	g, found, err := gather(ctx, in, opt)
	if g == nil {
		return nil, found, err
	}
	data, err := g.ebook()
	return data, found, err
}

// ebook is a book whose pages are files.
type ebook struct {
	*gatherer
	links *links
	data  render.Book
	tree  []*render.EbookEntry
	pages []ebookPage
	media media
	parts []part // the files, in the order of reading; behind them what these show

	glossary string   // the file of the page of all terms; "" for none
	styles   []string // of the site's own blocks

	named, math, drawn, undescribed bool
}

// ebookPage is a page of the site in it.
type ebookPage struct {
	render.BookPage
	article *html.Node
	file    string // in the folder of all
	styled  bool   // it has blocks with styles of the site's own
}

// part is a file of an ebook.
type part struct {
	id, path, kind string // kind is the media type
	properties     string // what a reader must know before it opens the file
	data           []byte
	spine          bool // it is read, in its place
}

func (g *gatherer) ebook() ([]byte, error) {
	e := &ebook{gatherer: g, links: g.links(), data: g.front(), media: media{store: &g.store, base: g.chosen[0].view.Base, used: map[string]bool{}, known: map[string]string{}}}
	e.links.form = e.form()
	if err := e.take(); err != nil {
		return nil, err
	}
	e.arrange()
	if err := e.cover(); err != nil {
		return nil, err
	}
	if err := e.write("nav.xhtml", render.EbookFile{Part: "contents"}, nil); err != nil {
		return nil, err
	}
	for i := range e.pages {
		p := &e.pages[i]
		e.links.rewrite(p.article, i)
		seen := map[string]bool{}
		each(p.article, func(n *html.Node) { lawful(n, seen) })
		if err := e.write(p.file, e.kind(i), p.article); err != nil {
			return nil, err
		}
	}
	if err := e.write("colophon.xhtml", render.EbookFile{Part: "colophon"}, nil); err != nil {
		return nil, err
	}
	e.parts = append(e.parts, part{id: "style", path: "epub.css", kind: "text/css", data: g.ebookStyle})
	if len(e.styles) > 0 {
		slices.Sort(e.styles)
		e.parts = append(e.parts, part{id: "blocks", path: "blocks.css", kind: "text/css", data: e.joinedStyles(e.styles)})
		if err := e.media.err; err != nil {
			return nil, fmt.Errorf("make the book: %w", err)
		}
	}
	e.parts = append(e.parts, e.media.parts...)
	return e.pack()
}

// form names files and ids. Names of files are ASCII; ids are names of XML.
func (e *ebook) form() form {
	return form{
		id: func(_ int, id string) string { return safeID(id) },
		href: func(from, to int, id string) string {
			file := strings.TrimPrefix(e.pages[to].file, "text/")
			switch {
			case id == "":
				return file
			case from == to:
				return "#" + safeID(id)
			}
			return file + "#" + safeID(id)
		},
		file: func(name string) string { return name },
	}
}

// take reads the pages, and knows then which ids are in the book.
func (e *ebook) take() error {
	used := map[string]bool{}
	e.links.ids = map[string]bool{}
	for i, c := range e.chosen {
		p, article, err := e.links.article(e.gatherer, i)
		if err != nil {
			return err
		}
		r := reflow{theme: e.theme, picture: e.media.file}
		if e.data.Address != "" {
			r.page = c.view.Base.Absolute(c.view.URL)
		}
		r.article(article, p.Tag)
		if r.err != nil {
			return fmt.Errorf("make the book: %w", r.err)
		}
		if err := e.media.err; err != nil {
			return fmt.Errorf("make the book: %w", err)
		}
		e.undescribed = e.undescribed || r.undescribed
		each(article, func(n *html.Node) {
			if id := attr(n, "id"); id != "" {
				e.links.ids[e.links.names[i]+"~"+id] = true
			}
		})
		file := "text/" + unused(used, safeName(e.links.names[i]), ".xhtml")
		if c.view.Kind == assemble.GlossaryPage {
			e.glossary = file
		}
		styles := blockStyles(e.links.styles(c.doc))
		e.styles = union(e.styles, styles)
		e.pages = append(e.pages, ebookPage{p, article, file, len(styles) > 0})
	}
	return nil
}

// lawful mends what a page may have and a file of an ebook must not: addresses
// with characters that belong escaped, attributes that name nothing, ids that stood
// there twice.
func lawful(n *html.Node, seen map[string]bool) {
	if id := attr(n, "id"); id == "" || seen[id] {
		unset(n, "id")
	} else {
		seen[id] = true
	}
	for _, name := range references {
		if has(n, name) && attr(n, name) == "" {
			unset(n, name)
		}
	}
	if n.DataAtom != atom.A {
		return
	}
	unset(n, "target")
	href := attr(n, "href")
	switch scheme, _, ok := strings.Cut(strings.ToLower(href), ":"); {
	case strings.TrimSpace(scheme) == "javascript":
		unset(n, "href")
	case ok:
		set(n, "href", address(href))
	}
}

// arrange makes the tree of contents: below a page stand its sections, then the
// pages below it.
func (e *ebook) arrange() {
	var open []*render.EbookEntry // by depth
	for i := range e.pages {
		p := &e.pages[i]
		n := &render.EbookEntry{BookEntry: p.BookEntry, Href: p.file, Tag: p.Tag}
		for _, s := range p.Sections {
			_, id, _ := strings.Cut(s.ID, "~")
			n.Below = append(n.Below, &render.EbookEntry{BookEntry: s, Href: p.file + "#" + safeID(id), Tag: p.Tag})
		}
		open = append(open[:min(p.Depth, len(open))], n)
		if len(open) == 1 {
			e.tree = append(e.tree, n)
		} else {
			up := open[len(open)-2]
			up.Below = append(up.Below, n)
		}
	}
}

// kind says what a page is in the book.
func (e *ebook) kind(i int) render.EbookFile {
	f := render.EbookFile{Part: "page", Page: e.pages[i].BookPage, Blocks: e.pages[i].styled, Type: "chapter", Role: "doc-chapter"}
	v := e.chosen[i].view
	switch {
	case v.Kind == assemble.GlossaryPage:
		f.Type, f.Role = "glossary", "doc-glossary"
	case v.Home:
		f.Type, f.Role = "preface", "doc-preface"
	case i+1 < len(e.pages) && e.pages[i+1].Depth > e.pages[i].Depth:
		f.Type, f.Role = "part", "doc-part"
	}
	return f
}

// write makes a file of the template's document, with an article in its place.
func (e *ebook) write(file string, f render.EbookFile, article *html.Node) error {
	f.Book, f.Named, f.Entries, f.First = e.data, e.named, e.tree, e.pages[0].file
	if e.chosen[0].view.Home && len(e.pages) > 1 {
		f.First = e.pages[1].file // what is before it is the preface
	}
	if strings.HasPrefix(file, "text/") {
		f.Up = "../"
	}
	f.Glossary = e.glossary
	data, err := render.NewEbookFile(f, e.theme)
	if err != nil {
		return fmt.Errorf("make the book: %w", err)
	}
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("make the book: read the file %q: %w", file, err)
	}
	p := part{id: fmt.Sprintf("p%d", len(e.parts)+1), path: file, kind: "application/xhtml+xml", spine: true}
	if article != nil {
		place := find(doc, func(n *html.Node) bool { return n.Data == "article" })
		if place == nil {
			return fmt.Errorf("make the book: epub.html has no article")
		}
		for c := article.FirstChild; c != nil; c = article.FirstChild {
			article.RemoveChild(c)
			place.AppendChild(c)
		}
		unwrap(place)
	}
	var properties []string
	for name, property := range map[string]string{"math": "mathml", "svg": "svg"} {
		if find(doc, func(n *html.Node) bool { return n.Data == name && n.Namespace == name }) != nil {
			properties = append(properties, property)
			e.math, e.drawn = e.math || name == "math", e.drawn || name == "svg"
		}
	}
	slices.Sort(properties)
	if f.Part == "contents" {
		properties = append(properties, "nav")
	}
	p.properties, p.data = strings.Join(properties, " "), xhtml(doc)
	e.parts = append(e.parts, p)
	return nil
}

// cover draws the picture of the cover and makes the file that shows it.
func (e *ebook) cover() error {
	titles := []image.Line{{Font: e.fonts[e.data.Lang.ID], Lang: e.data.Lang.Tag, Text: e.data.Title}}
	if s := e.data.Second; s != nil {
		titles = append(titles, image.Line{Font: e.fonts[s.Lang.ID], Lang: s.Lang.Tag, Text: s.Title})
	}
	picture, named, err := image.Cover(titles, image.Line{Font: titles[0].Font, Lang: e.data.Lang.Tag, Text: e.data.By()})
	if err != nil {
		return fmt.Errorf("draw the cover: %w", err)
	}
	e.named = named
	if err := e.write("cover.xhtml", render.EbookFile{Part: "cover"}, nil); err != nil {
		return err
	}
	e.media.parts = append(e.media.parts, part{id: "cover", path: "cover.png", kind: "image/png", properties: "cover-image", data: picture})
	return nil
}

// safeID makes an id a name of XML: a character that is none in it becomes its
// number between dots, and so does a dot, so that no two ids become one.
func safeID(id string) string {
	var s strings.Builder
	for i, r := range id {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_'
		if letter || i > 0 && (r >= '0' && r <= '9' || r == '-') {
			s.WriteRune(r)
			continue
		}
		if i == 0 {
			s.WriteByte('_')
		}
		fmt.Fprintf(&s, ".%x.", r)
	}
	return s.String()
}

// address escapes what no address has.
func address(href string) string {
	const also = "-._~:/?#@!$&'()*+,;="
	var s strings.Builder
	fragment := false
	for i := range len(href) {
		c := href[i]
		switch {
		case c == '%' && i+2 < len(href) && isHex(href[i+1]) && isHex(href[i+2]),
			c >= '0' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z',
			strings.IndexByte(also, c) >= 0 && (c != '#' || !fragment):
			s.WriteByte(c)
			fragment = fragment || c == '#'
		default:
			fmt.Fprintf(&s, "%%%02X", c)
		}
	}
	if _, err := url.Parse(s.String()); err != nil {
		return "#" // of which nobody can make anything
	}
	return s.String()
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}
