package assemble

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/site"
)

// A link to a label, #fig:x, leads to it on whatever page it is; #sec:x leads to
// the heading with that id, or with the id x. A link without a text of its own
// shows the number of what it leads to, else its title.

// isRef reports whether a fragment is a label that may stand on another page.
func (r *resolver) isRef(fragment string) bool {
	_, ok := site.LabelOf(fragment)
	if !ok {
		return false
	}
	_, here := r.a.at(r.src.TextID)[fragment]
	return !here
}

// ref resolves a label that is not on the page itself.
func (r *resolver) ref(label string) Target {
	lang := r.lang
	if _, ok := r.a.byLabel[lang][label]; !ok && r.quiet {
		lang = r.src.Lang // a fallback page's text goes by its own language's labels
	}
	if to, ok := r.a.byLabel[lang][label]; ok {
		return r.anchor(to.page, lang, lang, label)
	}
	kind, _ := site.LabelOf(label)
	_, name, _ := strings.Cut(label, ":")
	if kind != site.Section {
		return r.unknown(label)
	}
	if _, here := r.a.at(r.src.TextID)[name]; here {
		return r.anchor(r.a.model.byKey[r.src.Page], r.src.Lang, lang, name)
	}
	pages := r.a.pagesWith(lang, name)
	switch len(pages) {
	case 0:
		return r.unknown(label)
	case 1:
		return r.anchor(pages[0], lang, lang, name)
	}
	example := pages[0].original
	r.report(diag.Error, "unknown-label", fmt.Sprintf("%d pages have a heading %q", len(pages), "#"+name),
		fmt.Sprintf("name the page, such as %q, or give the heading an id that begins with sec:",
			"/"+strings.TrimPrefix(example.Path, content.Root+"/")+"#"+name))
	return Target{}
}

func (r *resolver) unknown(label string) Target {
	known := slices.Sorted(maps.Keys(r.a.byLabel[r.lang]))
	if kind, _ := site.LabelOf(label); kind == site.Section {
		for id := range r.a.at(r.src.TextID) {
			known = append(known, "sec:"+id)
		}
	}
	r.report(diag.Error, "unknown-label", fmt.Sprintf("nothing has the label %q", label), diag.DidYouMean(label, known))
	return Target{}
}

// fragments lists what links to a text may name, in order.
func (a *assembler) fragments(id site.TextID) []string {
	return slices.Sorted(maps.Keys(a.at(id)))
}

// describe says what a link to a place shows where it has no text of its own,
// and reports whether there is such a place. shown is the text that the author
// pointed to, lang the language of the page that the link leads to.
func (r *resolver) describe(t *Target, to *page, shown *content.Source, lang, fragment string) bool {
	var s spot
	if fragment != "" {
		var ok bool
		if s, ok = r.a.at(shown.TextID)[fragment]; !ok {
			return false
		}
	}
	d := r.a.Docs[shown.TextID]
	if !r.link.Empty || d == nil {
		return true
	}
	_, written, _ := strings.Cut(r.link.Dest, "#")
	kind, _ := site.LabelOf(written)
	switch {
	case fragment != "" && s.label >= 0:
		t.Kind, t.Number = d.Numbered[s.label].Kind, r.a.numberAt(to, shown, lang, fragment)
		return true
	case fragment != "" && s.heading >= 0:
		t.Title = d.Headings[s.heading].Runs
	case kind != site.Section || to.number == "": // a section that is a page is known by its number
		t.Title = []site.Run{{Field: site.Prose, Text: r.a.title(shown)}}
	}
	if kind == site.Section && to.number != "" {
		t.Kind, t.Number = kind, to.number
	}
	if shown.Lang != r.src.Lang && t.Title != nil {
		l, _ := r.a.Settings.Lang(shown.Lang)
		t.TitleLang = l.Tag
	}
	return true
}

// numberAt returns the number of a label as the page in lang shows it; where
// that has another text, without the label, the number in the text shown.
func (a *assembler) numberAt(to *page, shown *content.Source, lang, label string) string {
	for _, s := range []*content.Source{cmp.Or(to.texts[lang], to.original), shown} {
		spot, ok := a.at(s.TextID)[label]
		if numbers := a.numbers[site.TextID{Page: to.key, Lang: lang}]; ok && spot.label >= 0 && spot.label < len(numbers) {
			return numbers[spot.label]
		}
		lang = shown.Lang
	}
	return ""
}
