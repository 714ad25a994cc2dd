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

// ref resolves a label that is not on the page itself: in the reader's language,
// on a fallback page else in that of its text.
func (r *resolver) ref(label string) Target {
	if t, ok := r.labelled(label, r.lang); ok {
		return t
	}
	if t, ok := r.labelled(label, r.src.Lang); ok && r.quiet {
		return t
	}
	return r.unknown(label)
}

// labelled resolves a label among the pages as a language shows them.
func (r *resolver) labelled(label, lang string) (Target, bool) {
	if to, ok := r.a.byLabel[lang][label]; ok {
		return r.anchor(to.page, r.src.Lang, lang, label), true
	}
	kind, _ := site.LabelOf(label)
	if kind != site.Section {
		return Target{}, false
	}
	_, name, _ := strings.Cut(label, ":")
	if _, here := r.a.at(r.src.TextID)[name]; here {
		return r.anchor(r.a.model.byKey[r.src.Page], r.src.Lang, r.lang, name), true
	}
	pages := r.a.pagesWith(lang, name)
	if len(pages) == 1 {
		return r.anchor(pages[0], r.src.Lang, lang, name), true
	}
	if len(pages) > 1 {
		r.report(diag.Error, "unknown-label", fmt.Sprintf("%d pages have a heading %q", len(pages), "#"+name),
			fmt.Sprintf("name the page, such as %q, or give the heading an id that begins with sec:",
				"/"+strings.TrimPrefix(cmp.Or(pages[0].texts[r.src.Lang], pages[0].original).Path, content.Root+"/")+"#"+name))
	}
	return Target{}, len(pages) > 1
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

// section returns the id of the heading that #sec:x leads to on a page: sec:x,
// else x. Any other fragment is returned as it is.
func (a *assembler) section(shown *content.Source, fragment string) string {
	kind, ok := site.LabelOf(fragment)
	if !ok || kind != site.Section {
		return fragment
	}
	spots := a.at(shown.TextID)
	_, name, _ := strings.Cut(fragment, ":")
	if _, whole := spots[fragment]; whole {
		return fragment
	} else if _, bare := spots[name]; bare {
		return name
	}
	return fragment
}

// describe says what a link to a place shows where it has no text of its own,
// and reports whether there is such a place. shown is the text on the page that
// the link leads to, in lang; titled the one whose titles it shows, in the
// author's language.
func (r *resolver) describe(t *Target, to *page, shown, titled *content.Source, lang, fragment string) bool {
	s := spot{heading: -1, label: -1}
	if fragment != "" {
		var ok bool
		if s, ok = r.a.at(shown.TextID)[fragment]; !ok {
			return false
		}
	}
	if !r.link.Empty || r.a.Docs[shown.TextID] == nil {
		return true
	}
	if s.label >= 0 {
		t.Kind = r.a.Docs[shown.TextID].Numbered[s.label].Kind
		t.Number = r.a.numbers[site.TextID{Page: to.key, Lang: lang}][s.label]
		return true
	}
	_, written, _ := strings.Cut(r.link.Dest, "#")
	if kind, _ := site.LabelOf(written); kind == site.Section && to.number != "" {
		t.Kind, t.Number = kind, to.number
	}
	switch there, ok := r.a.at(titled.TextID)[fragment]; {
	case s.heading >= 0 && ok && there.heading >= 0:
		t.Title = r.a.heading(titled, there.heading)
	case s.heading >= 0:
		t.Title, titled = r.a.heading(shown, s.heading), shown
	case t.Number == "": // a section that is a page is known by its number
		t.Title = []site.Run{{Field: site.Prose, Text: r.a.title(titled)}}
	}
	if titled.Lang != r.src.Lang && t.Title != nil {
		l, _ := r.a.Settings.Lang(titled.Lang)
		t.TitleLang = l.Tag
	}
	return true
}

// heading returns what a heading of a text reads, its variables resolved.
func (a *assembler) heading(s *content.Source, ordinal int) []site.Run {
	d := a.Docs[s.TextID]
	runs := d.Headings[ordinal].Runs
	if !site.HasVar(runs) {
		return runs
	}
	return a.values(s, d).Resolve(runs)
}
