package build

import (
	"duizhao/generator/assemble"
	"duizhao/generator/config"
	"duizhao/generator/image"
	"duizhao/generator/render"
)

// Whole is a site with all its pages, for who makes one thing of them, as a book
// is. Who takes it must not change it; in a series of builds the next one does.
type Whole struct {
	Settings *config.Settings
	Pages    []assemble.Page // in reading order, all languages of a page together
	Theme    *render.Theme
	Style    []byte                // of books on paper; it is no file of the published site
	Ebook    []byte                // the style of ebooks, likewise
	Fonts    map[string]image.Font // that titles are drawn with, by language id

	shown func() *shownPages
}

// The bundled styles of books, by their logical names.
const (
	bookStyle  = "book.css"
	ebookStyle = "epub.css"
)

// told hands the site over to who wants the whole of it.
func (b *builder) told(res *assemble.Result, pairs *pairer, fonts map[string]titleFont) {
	if b.Whole == nil {
		return
	}
	w := Whole{Settings: b.settings, Pages: res.Pages, Theme: b.theme, Fonts: map[string]image.Font{}, shown: b.shownPages(res, pairs)}
	w.Style, w.Ebook = b.bundleFile(bookStyle), b.bundleFile(ebookStyle)
	for id, f := range fonts {
		w.Fonts[id] = f.Font
	}
	b.Whole(w)
}
