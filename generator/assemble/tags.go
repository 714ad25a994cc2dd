package assemble

import (
	"fmt"
	"slices"
	"strings"

	"duizhao/generator/config"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/refs"
	"duizhao/generator/site"
)

// The kinds of the pages for tags: all of a language, and one for each.
const (
	tagsKind Kind = "tags"
	tagKind  Kind = "tag"
)

// tag is what some pages of a language say they are about.
type tag struct {
	slug  string
	name  string // as the first page in reading order writes it
	pages []int  // indexes in model.pages
}

// allTags gathers the tags of each language, by its id, in the order of their
// slugs. Two spellings with one slug are one tag.
func (a *assembler) allTags() map[string][]tag {
	bySlug := map[string]map[string]*tag{}
	for i, p := range a.model.pages {
		for _, l := range a.Settings.Langs {
			s := p.texts[l.ID]
			if s == nil || s.Broken {
				continue
			}
			if bySlug[l.ID] == nil {
				bySlug[l.ID] = map[string]*tag{}
			}
			for _, t := range s.Front.Tags {
				a.collectTag(bySlug[l.ID], s, i, t)
			}
		}
	}
	out := map[string][]tag{}
	for lang, tags := range bySlug {
		for _, t := range tags {
			out[lang] = append(out[lang], *t)
		}
		slices.SortFunc(out[lang], func(t, u tag) int { return strings.Compare(t.slug, u.slug) })
		if len(out[lang]) == 0 {
			delete(out, lang)
		}
	}
	return out
}

// collectTag adds the i-th page to a tag that its text s has.
func (a *assembler) collectTag(tags map[string]*tag, s *content.Source, i int, said config.Placed) {
	slug := site.Slug(said.Text)
	note := diag.Note{Start: said.Start, End: said.End}
	if slug == "" {
		note.Severity, note.Code = diag.Error, "setting"
		note.Text, note.Hint = fmt.Sprintf("the tag %q has no letter and no digit", said.Text), "its page could have no address"
		a.add(s, note)
		return
	}
	t := tags[slug]
	if t == nil {
		t = &tag{slug: slug, name: said.Text}
		tags[slug] = t
	}
	if t.name != said.Text {
		note.Severity, note.Code = diag.Warning, "duplicate-tag"
		note.Text = fmt.Sprintf("the tag %q has the address of %q, and is shown as that", said.Text, t.name)
		note.Hint = "write it in one way everywhere"
		a.add(s, note)
	}
	if n := len(t.pages); n == 0 || t.pages[n-1] != i {
		t.pages = append(t.pages, i)
	}
}

// tagURL is the page of a tag.
func tagURL(lang, slug string) site.URL { return site.PageURL(lang, string(tagsKind)+"/"+slug) }

// tagLinks links the tags of a text from a page in lang.
func (a *assembler) tagLinks(s *content.Source, lang site.Lang) []NavLink {
	var out []NavLink
	seen := map[int]bool{}
	for _, said := range s.Front.Tags {
		i, ok := a.findTag(s.Lang, site.Slug(said.Text))
		if !ok || seen[i] {
			continue
		}
		seen[i] = true
		t := a.tags[s.Lang][i]
		link := NavLink{Title: t.name, URL: tagURL(s.Lang, t.slug)}
		if s.Lang != lang.ID {
			l, _ := a.Settings.Lang(s.Lang)
			link.Lang = l.Tag
		}
		out = append(out, link)
	}
	return out
}

func (a *assembler) findTag(lang, slug string) (int, bool) {
	return slices.BinarySearchFunc(a.tags[lang], slug, func(t tag, slug string) int { return strings.Compare(t.slug, slug) })
}

// fillTags lists all tags of a language.
func (a *assembler) fillTags(v *View) {
	for _, t := range a.tags[v.Lang.ID] {
		v.AllTags = append(v.AllTags, TagEntry{NavLink{Title: t.name, URL: tagURL(v.Lang.ID, t.slug)}, len(t.pages)})
	}
	refs.Sort(v.Lang, v.AllTags, func(t TagEntry) string { return t.Title })
	v.NoIndex = v.NoIndex || len(v.AllTags) == 0
	for i := range v.Alternates { // an empty list is no translation of one
		other := &v.Alternates[i]
		other.Real = len(a.tags[other.Lang.ID]) > 0
	}
}

// tagPages makes the page of each tag.
func (a *assembler) tagPages() []Page {
	var out []Page
	for _, lang := range a.Settings.Langs {
		for _, t := range a.tags[lang.ID] {
			v := a.generatedView(tagKind, string(tagsKind)+"/"+t.slug, lang)
			v.Title = t.name
			for i := range v.Alternates {
				other := &v.Alternates[i]
				if _, ok := a.findTag(other.Lang.ID, t.slug); !ok {
					other.URL, other.Real = site.PageURL(other.Lang.ID, string(tagsKind)), false
				}
			}
			for _, i := range t.pages {
				s := a.model.pages[i].texts[lang.ID]
				v.Tagged = append(v.Tagged, TaggedPage{*a.link(i, lang), a.filled(s, s.Front.Description)})
			}
			out = append(out, a.finished(v))
		}
	}
	return out
}
