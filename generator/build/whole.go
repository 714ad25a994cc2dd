package build

import (
	"duizhao/generator/assemble"
	"duizhao/generator/config"
	"duizhao/generator/render"
)

// Whole is a site with all its pages, for who makes one thing of them, as a book
// is. Who takes it must not change it; in a series of builds the next one does.
type Whole struct {
	Settings *config.Settings
	Pages    []assemble.Page // in reading order, all languages of a page together
	Theme    *render.Theme
	Style    []byte // of books; it is no file of the published site

	shown func() *shownPages
}

// bookStyle is the bundled style of books, by its logical name.
const bookStyle = "book.css"

// told hands the site over to who wants the whole of it.
func (b *builder) told(res *assemble.Result, pairs *pairer) {
	if b.Whole == nil {
		return
	}
	w := Whole{Settings: b.settings, Pages: res.Pages, Theme: b.theme, shown: b.shownPages(res, pairs)}
	for _, f := range b.bundle.Files {
		if f.Path == b.bundle.URLs[bookStyle] {
			w.Style = f.Data
		}
	}
	b.Whole(w)
}
