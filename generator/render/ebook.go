package render

import "strings"

// EbookFile is a document of an ebook, given to epub.html. What stands in the
// element article is put there later.
type EbookFile struct {
	Book
	Part     string        // "cover", "contents", "page" or "colophon"
	Up       string        // leads from the file to the folder of all: "../" or ""
	Named    bool          // the picture of the cover says the title
	Entries  []*EbookEntry // the contents
	First    string        // the address of the first page
	Glossary string        // that of the glossary; "" for none
	// Of a page:
	Page   BookPage
	Type   string // what it is in the book, as epub:type says it
	Role   string // the same as role says it
	Blocks bool   // it has blocks of the site's own, whose styles are in blocks.css
}

// EbookEntry is a line of the contents, with the lines below it.
type EbookEntry struct {
	BookEntry
	Href  string
	Tag   string // of the title's language
	Below []*EbookEntry
}

// Label is the line as plain text.
func (e *EbookEntry) Label() string {
	s := strings.TrimSpace(e.Number + " " + e.Title)
	if e.Second != "" {
		s += " · " + e.Second
	}
	return s
}

// Heading is what a file is called.
func (f EbookFile) Heading() string {
	if f.Part != "page" {
		return f.Name()
	}
	return (&EbookEntry{BookEntry: f.Page.BookEntry}).Label()
}

// Language is that of a file.
func (f EbookFile) Language() string {
	if f.Part == "page" {
		return f.Page.Tag
	}
	return f.Lang.Tag
}

// Direction is that of a file, "rtl" or "ltr".
func (f EbookFile) Direction() string {
	if f.Part == "page" {
		return f.Page.Dir
	}
	return f.Lang.Dir
}

// ebookFile is the data of epub.html.
type ebookFile struct {
	shell
	EbookFile
}

// NewEbookFile returns a document of an ebook, as HTML.
func NewEbookFile(f EbookFile, t *Theme) ([]byte, error) {
	return t.execute("epub.html", ebookFile{shell{theme: t, tag: f.Lang.Tag, texts: t.texts[t.table(f.Lang.Tag)]}, f})
}

// Sentences joins sentences as a language does.
func Sentences(tag string, list []string) string {
	if gapless(tag) {
		return strings.Join(list, "")
	}
	return strings.Join(list, " ")
}
