package assemble

import (
	"cmp"
	"fmt"

	"duizhao/generator/content"
	"duizhao/generator/diag"
)

// A place that a page has in its original alone is missing in the translation as a
// page may be missing: readers are led to what the translation has of it.

// untranslated resolves a place that the text shown has not, but its original
// has: the link leads to the nearest heading before it that both have, else to the
// page. It reports whether there is such a place.
func (r *resolver) untranslated(t *Target, to *page, shown *content.Source, written, lang, fragment string) bool {
	original := to.original
	if shown == original {
		return false
	}
	fragment = r.a.section(original, fragment)
	titled := cmp.Or(to.texts[written], original)
	if !r.describe(t, to, original, titled, original.Lang, fragment) && !r.a.anchors[original.TextID][fragment] {
		return false
	}
	near := r.a.before(original, shown, fragment)
	t.url = to.url(lang).At(near)
	t.Href, t.Place = r.a.Base.Href(t.url), r.a.place(to, original, fragment)
	led := "the page's top"
	if near != "" {
		led = fmt.Sprintf("%q", "#"+near)
	}
	r.report(diag.Warning, "untranslated-link", fmt.Sprintf("the place %q of %q is missing in %q; readers are led to %s", "#"+fragment, original.Path, shown.Path, led), "")
	return true
}

// before returns the id of the last heading of a text that stands before a place
// and that another text has too; "" for none.
func (a *assembler) before(s, other *content.Source, fragment string) string {
	place, ok := a.at(s.TextID)[fragment]
	if !ok || place.heading < 0 {
		return ""
	}
	ids, there := a.ids[s.TextID], a.at(other.TextID)
	for i := min(place.heading, len(ids)) - 1; i >= 0; i-- {
		if h, ok := there[ids[i]]; ok && h.heading >= 0 {
			return ids[i]
		}
	}
	return ""
}
