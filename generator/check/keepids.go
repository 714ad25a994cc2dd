package check

import (
	"slices"
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/diag"
	"duizhao/generator/site"
)

// keepIDs takes the fixes from notes that would change what a heading's id is made
// of: who links to it, here or elsewhere, would be led astray. The author may write
// the new text with the id, or an alias, beside it.
func keepIDs(p assemble.Page, notes []diag.Note) []diag.Note {
	heads := p.Doc.Headings
	for i, n := range notes {
		if !n.Fixable {
			continue
		}
		at, _ := slices.BinarySearchFunc(heads, n.Start, func(h site.Heading, start int) int { return h.End - start })
		if at == len(heads) || heads[at].Start > n.Start || at >= len(p.View.IDs) {
			continue
		}
		h, id := heads[at], p.View.IDs[at]
		if h.ID != "" || !strings.HasPrefix(id, site.Slug(h.Text())) {
			continue
		}
		src := p.Source.Text
		was := site.Slug(string(src[h.Start:h.End]))
		if site.Slug(string(src[h.Start:n.Start])+n.Fix+string(src[n.End:h.End])) != was {
			notes[i].Fixable, notes[i].Fix = false, ""
			notes[i].Hint += "; links to the heading need {#" + id + "} behind it then"
		}
	}
	return notes
}
