package render

import (
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/site"
)

// Translation returns the page of a translation whose View tells of stale
// blocks: behind each stands a mark that opens the original's text, without
// scripts. It is as the original's page has it, but for headings, which would
// be some of this page's, and for what links inside that page: it leads there.
func Translation(text, original Text, t *Theme) ([]byte, error) {
	return textPage(text, &original, t)
}

// stale is the stale blocks of a text that are still to come, and the writer of
// their original.
type stale struct {
	blocks   []assemble.StaleBlock
	original *writer
	page     string // the original's address
}

func newStale(text Text, original *Text, t *Theme) *stale {
	told := text.View.Translated
	if original == nil || told == nil {
		return nil
	}
	w := &writer{doc: original.Doc, view: original.View, leaves: original.Leaves, parts: original.Parts, furniture: t.furniture(told.Lang.Tag)}
	w.furniture.bare = true
	return &stale{told.Blocks, w, text.View.Base.Href(told.URL)}
}

// mark writes the mark behind a block, if it is stale.
func (w *writer) mark(block int) {
	s := w.stale
	if s == nil || len(s.blocks) == 0 || s.blocks[0].Block != block {
		return
	}
	b := s.blocks[0]
	s.blocks = s.blocks[1:]
	if !b.Opens() {
		w.WriteString(`<p class="stale">`)
		w.escaped(w.word("translated." + string(b.Staleness)))
		w.WriteString("</p>\n")
		return
	}
	w.WriteString(`<details class="stale"><summary>`)
	w.escaped(w.word("translated." + string(b.Staleness)))
	w.WriteString("</summary>\n<div" + langAttrs(s.original.view.TextLang, w.view.TextLang) + ">\n")
	for _, i := range b.Original {
		html := s.original.block(i, nil)
		if s.original.doc.Blocks[i].Kind == site.HeadingBlock {
			html = asParagraph(html)
		}
		w.WriteString(renamedFrom(html, assemble.Suffix(s.original.view.TextLang), s.page))
	}
	w.WriteString("</div>\n</details>\n")
	w.fail(s.original.err)
}

// asParagraph makes a heading a paragraph.
func asParagraph(html string) string {
	if len(html) < 4 || !strings.HasPrefix(html, "<h") {
		return html
	}
	open, end := html[:3], "</"+html[1:3]+">"
	html = strings.Replace(html, open, "<p", 1)
	return strings.Replace(html, end, "</p>", 1)
}

// isTranslation reports whether a text is a translation of another one that
// readers are told something of.
func isTranslation(text, of Text) bool {
	t := text.View.Translated
	return t != nil && t.Lang.ID == of.View.TextLang.ID
}
