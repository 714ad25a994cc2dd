package render

import (
	"html/template"
	"strings"

	"duizhao/generator/site"
)

// Book is all pages of a site as one, for paper.
type Book struct {
	Lang     site.Lang
	Title    string
	Second   *BookSecond // of a book in two languages, the second; else nil
	About    string      // one sentence; may be ""
	Authors  []string    // of the site
	Updated  string      // the day of the last change, 2026-03-01; "" if unknown
	Footer   string      // what the site says of its licence; may be ""
	Address  string      // of the site; "" if unknown
	Styles   []string    // addresses, in order
	Chapters []BookChapter
}

// BookSecond is what the cover says in the second language.
type BookSecond struct {
	Lang  site.Lang
	Title string
	About string

	Authors []string // where they are written differently
}

// Names writes the names of authors one behind the other, as a language does.
func Names(tag string, authors []string) string {
	if gapless(tag) {
		return strings.Join(authors, "、")
	}
	if base, _, _ := strings.Cut(tag, "-"); base == "ar" || base == "fa" || base == "ur" {
		return strings.Join(authors, "، ")
	}
	return strings.Join(authors, ", ")
}

// Name is the title, in both languages where there are two.
func (b Book) Name() string {
	if b.Second == nil {
		return b.Title
	}
	return b.Title + " · " + b.Second.Title
}

// By are the names on the cover.
func (b Book) By() string { return Names(b.Lang.Tag, b.Authors) }

// By are the names on the cover in the second language.
func (b BookSecond) By() string { return Names(b.Lang.Tag, b.Authors) }

// BookChapter is what begins on a new page.
type BookChapter struct {
	ID    string // of the element around it
	Pages []BookPage
}

// BookPage is a page of the site in the book.
type BookPage struct {
	BookEntry
	Depth    int           // 0 for a chapter's own, which begins it
	Tag      string        // of its language
	Dir      string        // "rtl" or "ltr"
	Body     template.HTML // the article's inside
	Sections []BookEntry   // its headings of the second level
}

// BookEntry is a line of the contents.
type BookEntry struct {
	ID        string
	Number    string // may be ""
	Title     string
	Second    string // the title in the second language, whose tag is SecondTag; "" for none
	SecondTag string
	Leaf      int // the printed page that it is on; 0 if unknown
}

// book is the data of book.html: the Book's fields and these.
type book struct {
	shell
	Book
}

// NewBook returns the whole document.
func NewBook(b Book, t *Theme) ([]byte, error) {
	return t.execute("book.html", book{shell{theme: t, tag: b.Lang.Tag, texts: t.texts[t.table(b.Lang.Tag)]}, b})
}

// Word returns a text of the interface in a language.
func (t *Theme) Word(tag, key string) (string, error) {
	return text(t.texts[t.table(tag)], key)
}
