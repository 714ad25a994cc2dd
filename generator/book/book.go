// Package book makes one thing of all pages of a site, for readers away from the
// web: a document to print, in one language or in two side by side, and an ebook.
//
// A book is made of the pages as they are published. Make runs a build, keeps
// what it puts, and sets the articles one after another:
//
//   - Each page gets a name, its key with dots for slashes ("mathematics.gan");
//     its ids begin with that name and a tilde, so none is there twice.
//   - A link to a page of the book leads into the book. One to anywhere else
//     stands with its address behind it, and one to a file or page of a site
//     whose address is unknown is text.
//   - What only works on a screen is left out (buttons, cards of terms), what is
//     folded is open, and pictures come in full size.
//   - A chapter's own page begins a new page of paper; headings of the pages in
//     it are one level lower, so that the outline of a PDF has them below it.
//
// Pages that a source stands behind come in the site's order, then the glossary.
// Each page has its own list of works, whose numbers its citations show, so the
// list of all works is left out.
//
// An ebook is made of the same articles, each in a file of its own: MakeEPUB
// (ebook.go) takes them, reflow.go makes of them what readers of ebooks can show,
// xhtml.go writes them as XML, epub.go packs them.
//
// PDF (pdf.go) turns what Chromium prints into a file that depends on the book
// alone and whose text is that of the book. Print (chromium.go) runs Chromium.
package book

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/build"
	"duizhao/generator/config"
	"duizhao/generator/diag"
	"duizhao/generator/image"
	"duizhao/generator/render"
	"duizhao/generator/site"

	"golang.org/x/net/html"
)

// Options say which book is wanted.
type Options struct {
	Langs []string // one language, or two of which the first leads; none: the site's only one
	Paper string   // "a4" or "letter"; "": what the language's country uses
}

// Book is a book, ready to be printed.
type Book struct {
	Title   string
	Tag     string // of its language
	Authors []string
	Updated string // the day of the last change; "" if unknown

	data  render.Book
	theme *render.Theme
	files map[string][]byte // by path beside the page
	text  string            // all that it says, for PDF

	headings []heading // all, in their order
}

// LanguageError is a wish for a language that cannot be met.
type LanguageError struct{ Text, Hint string }

func (e *LanguageError) Error() string { return e.Text }

// Page is the name of the document among the book's files.
const Page = "book.html"

// Make builds the site and makes a book of it. With an error among the
// diagnostics there is none.
func Make(ctx context.Context, in build.Input, opt Options) (*Book, []diag.Diagnostic, error) {
	g, found, err := gather(ctx, in, opt)
	if g == nil {
		return nil, found, err
	}
	b, err := g.bind()
	return b, found, err
}

// gather builds the site and reads the pages of the book; nil where there is none.
func gather(ctx context.Context, in build.Input, opt Options) (*gatherer, []diag.Diagnostic, error) {
	g := &gatherer{ctx: ctx, opt: opt, store: store{pages: map[string][]byte{}, files: map[string][]byte{}}}
	in.Whole = g.choose
	found, err := build.Run(ctx, in, g)
	if err == nil {
		err = g.wrong
	}
	if err != nil || diag.HasErrors(found) {
		return nil, found, err
	}
	if err := g.read(); err != nil {
		return nil, found, err
	}
	return g, found, nil
}

// Files are the document and all that it shows, by path. leaves are the printed
// pages of the book's ids; without them the contents have no page numbers.
func (b *Book) Files(leaves map[string]int) (map[string][]byte, error) {
	data := b.data
	data.Chapters = numbered(data.Chapters, leaves)
	page, err := render.NewBook(data, b.theme)
	if err != nil {
		return nil, fmt.Errorf("make the book: %w", err)
	}
	out := map[string][]byte{Page: page}
	for name, data := range b.files {
		out[name] = data
	}
	return out, nil
}

// front is what the cover of a book says.
func (g *gatherer) front() render.Book {
	first, lang := g.chosen[0].view, g.langs[0]
	data := render.Book{Lang: lang, Title: g.settings.Title.In(lang.ID), About: g.settings.Description.In(lang.ID),
		Authors: authors(g.settings, lang), Updated: g.updated, Footer: first.Footer}
	if len(g.langs) == 2 {
		second := g.langs[1]
		data.Second = &render.BookSecond{Lang: second, Title: g.settings.Title.In(second.ID), About: g.settings.Description.In(second.ID)}
		if names := authors(g.settings, second); !slices.Equal(names, data.Authors) {
			data.Second.Authors = names
		}
	}
	if first.Base.Origin != "" {
		data.Address = first.Base.Absolute(site.URL{})
	}
	return data
}

// links knows the pages that were gathered.
func (g *gatherer) links() *links {
	x := newLinks(g.chosen, g.chosen[0].view.Base)
	if len(g.langs) == 2 {
		x.second = assemble.Suffix(g.langs[1])
	}
	return x
}

// bind makes the book of what was gathered.
func (g *gatherer) bind() (*Book, error) {
	data := g.front()
	b := &Book{Tag: data.Lang.Tag, Title: data.Name(), Authors: data.Authors, Updated: data.Updated, data: data, theme: g.theme, files: map[string][]byte{}}
	x := g.links()
	for i := range g.chosen {
		p, styles, err := x.page(g, i)
		if err != nil {
			return nil, err
		}
		if p.Depth == 0 {
			b.data.Chapters = append(b.data.Chapters, render.BookChapter{ID: fmt.Sprintf("_chapter%d", len(b.data.Chapters)+1)})
		}
		last := &b.data.Chapters[len(b.data.Chapters)-1]
		last.Pages = append(last.Pages, p)
		b.data.Styles = union(b.data.Styles, styles)
	}
	b.text = b.Title + b.data.By() + b.data.About + b.data.Footer + b.data.Address + x.text.String()
	b.headings = append([]heading{{title: "contents"}}, x.headings...)
	if b.data.Second != nil {
		b.text += b.data.Second.About + b.data.Second.By()
	}
	return b, g.outfit(b, x)
}

// authors are the names of a site's authors in a language, as they are read.
func authors(s *config.Settings, lang site.Lang) []string {
	var out []string
	for _, a := range assemble.Authors(s.Authors.In(lang.ID)) {
		out = append(out, a.Name)
	}
	return out
}

// outfit gives the book its styles and the files that it shows.
func (g *gatherer) outfit(b *Book, x *links) error {
	for _, name := range slices.Concat(b.data.Styles, slices.Sorted(slices.Values(x.shown))) {
		data, ok := g.files[name]
		if !ok {
			return fmt.Errorf("make the book: the site has no file %q", name)
		}
		b.files[name] = data
		if path.Ext(name) == ".css" {
			// Screens go on without fonts that are late; paper waits for them.
			b.files[name] = bytes.ReplaceAll(data, []byte("font-display:optional"), []byte("font-display:block"))
			// A style names its fonts and pictures relative to itself.
			for other, data := range g.files {
				if path.Dir(other) == path.Dir(name) && bytes.Contains(b.files[name], []byte(path.Base(other))) {
					b.files[other] = data
				}
			}
		}
	}
	b.files["book.css"] = g.style
	b.files["chapters.css"] = running(b.data, paper(g.opt.Paper, b.Tag))
	b.data.Styles = append(b.data.Styles, "book.css", "chapters.css")
	return nil
}

func union(list, more []string) []string {
	for _, s := range more {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// paper returns the size of the paper: that of a language's country, where its
// tag names one that uses letter.
func paper(said, tag string) string {
	if said != "" {
		return said
	}
	for _, country := range []string{"US", "CA", "MX", "PH", "CL", "CO"} {
		if slices.Contains(strings.Split(tag, "-"), country) {
			return "letter"
		}
	}
	return "a4"
}

// running is the style that depends on the book: the size of its paper, and at
// the head of each page the title of its chapter.
func running(b render.Book, size string) []byte {
	var s strings.Builder
	fmt.Fprintf(&s, "@page { size: %s }\n", size)
	for i, c := range b.Chapters {
		head := strings.TrimSpace(c.Pages[0].Number + "  " + c.Pages[0].Title)
		fmt.Fprintf(&s, "@page c%d { @top-center { content: %s } }\n#%s { page: c%d }\n", i+1, quoted(head), c.ID, i+1)
	}
	return []byte(s.String())
}

// quoted writes a text as a string of CSS.
func quoted(text string) string {
	var s strings.Builder
	s.WriteByte('"')
	for _, r := range text {
		if r < ' ' || r == '"' || r == '\\' {
			fmt.Fprintf(&s, "\\%x ", r)
		} else {
			s.WriteRune(r)
		}
	}
	s.WriteByte('"')
	return s.String()
}

// gatherer is the sink that keeps what a book is made of.
type gatherer struct {
	ctx        context.Context
	opt        Options
	settings   *config.Settings
	theme      *render.Theme
	style      []byte // of books on paper, and of ebooks
	ebookStyle []byte
	fonts      map[string]image.Font // by language id
	langs      []site.Lang
	updated    string // the last day on which one of its texts changed
	chosen     []chosen
	wanted     map[string]bool // files of the chosen pages
	wrong      error

	store
}

// chosen is a page of the book.
type chosen struct {
	view *assemble.View
	file string     // the published one
	key  string     // of the page
	doc  *html.Node // the file, read
}
