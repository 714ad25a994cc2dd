package render

import (
	"slices"
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// picture returns the figure of a row whose two texts show one picture, each
// under a caption of its own: the picture once, with the leading language's
// description for those who do not see it, and both captions.
func (w *pairWriter) picture(r assemble.PairedRow) (html string, ok bool) {
	if len(r.A) != 1 || len(r.B) != 1 || r.Moved || r.Stale != "" || !plainFigure(w.a.Doc, r.A[0]) || !plainFigure(w.b.Doc, r.B[0]) {
		return "", false
	}
	before, caption, after := cutCaption(w.a.block(r.A[0]))
	before2, caption2, after2 := cutCaption(w.b.block(r.B[0]))
	if caption == "" || caption2 == "" || after != after2 || withoutAlt(before) != withoutAlt(before2) {
		return "", false
	}
	return before + `<figcaption class="both"><span` + langAttrs(w.a.View.TextLang, w.a.View.TextLang) + ">" + caption + "</span> <span" +
		langAttrs(w.b.View.TextLang, w.a.View.TextLang) + ">" + renamed(caption2, w.b.suffix) + "</span></figcaption>" + after, true
}

// plainFigure reports whether a block is a figure without a chart: charts have
// words in them.
func plainFigure(d *markdown.Doc, block int) bool {
	b := &d.Blocks[block]
	leaf := func(h markdown.Hole) bool {
		return h.Kind == markdown.LeafBody && d.Leaves[h.N].Kind == markdown.ChartLeaf
	}
	return b.Kind == site.FigureBlock && !slices.ContainsFunc(b.HTML.Holes, leaf)
}

// cutCaption takes a figure's only caption out; "" where it has none.
func cutCaption(html string) (before, caption, after string) {
	const open, end = "<figcaption>", "</figcaption>"
	before, rest, ok := strings.Cut(html, open)
	caption, after, closed := strings.Cut(rest, end)
	if !ok || !closed || strings.Contains(after, open) {
		return html, "", ""
	}
	return before, caption, after
}

// withoutAlt empties the alternative texts in HTML.
func withoutAlt(html string) string {
	var out strings.Builder
	at := 0
	attributes(html, func(_, name string, from, to int) {
		if name == "alt" {
			out.WriteString(html[at:from])
			at = to
		}
	})
	return out.String() + html[at:]
}
