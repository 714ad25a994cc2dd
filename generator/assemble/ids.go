package assemble

import (
	"fmt"
	"strings"

	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/site"

	"golang.org/x/text/language"
)

// A heading's id is the one its author gave; else that of the heading it is
// paired with in the id language, English where the site has it: an ASCII
// slug; else a slug of its own that keeps Han. Both languages of a paired
// heading so have the same id.

// idLang returns the language that ids are made in.
func (a *assembler) idLang() string {
	for _, l := range a.Settings.Langs {
		if base, _ := language.MustParse(l.Tag).Base(); base.String() == "en" {
			return l.ID
		}
	}
	return a.Settings.Source
}

// allIDs gives every heading of every text its id.
func (a *assembler) allIDs() map[site.TextID][]string {
	out := map[site.TextID][]string{}
	first := a.idLang()
	for i := range a.model.pages {
		p := &a.model.pages[i]
		lead := p.texts[first]
		if lead == nil || a.Docs[lead.TextID] == nil {
			lead = nil
		}
		if lead != nil {
			out[lead.TextID] = a.textIDs(lead, a.borrowed(p, lead))
		}
		for _, l := range a.Settings.Langs {
			s := p.texts[l.ID]
			if s == nil || s == lead || a.Docs[s.TextID] == nil {
				continue
			}
			var given []string
			if lead != nil {
				given = a.fromLead(s, lead, out[lead.TextID])
			}
			out[s.TextID] = a.textIDs(s, given)
		}
	}
	return out
}

// borrowed returns, for headings of the lead text without an id of their own,
// the id that the author gave to a translation of it.
func (a *assembler) borrowed(p *page, lead *content.Source) []string {
	d := a.Docs[lead.TextID]
	out := make([]string, len(d.Headings))
	for _, l := range a.Settings.Langs {
		s := p.texts[l.ID]
		if s == nil || s == lead || a.Docs[s.TextID] == nil {
			continue
		}
		other := a.Docs[s.TextID]
		for i, j := range a.Align(d, other).Headings {
			if j >= 0 && out[i] == "" {
				out[i] = other.Headings[j].ID
			}
		}
	}
	return out
}

// fromLead returns the ids of the lead text's headings for their partners in s.
func (a *assembler) fromLead(s, lead *content.Source, ids []string) []string {
	d, other := a.Docs[s.TextID], a.Docs[lead.TextID]
	al := a.Align(other, d).Reverse(len(d.Headings))
	out := make([]string, len(d.Headings))
	for i, j := range al.Headings {
		if j >= 0 {
			out[i] = ids[j]
		}
	}
	return out
}

// reserved reports whether an id is the theme's: all of its templates' and
// scripts' ids begin with "_", so that every other is free for headings.
func reserved(id string) bool { return strings.HasPrefix(id, "_") }

// textIDs gives the headings of one text their ids: the author's first, then
// the given ones where they are free, then slugs.
func (a *assembler) textIDs(s *content.Source, given []string) []string {
	d := a.Docs[s.TextID]
	out := make([]string, len(d.Headings))
	var ids site.IDs
	a.cites.reserve(&ids, s.Page)
	for i, h := range d.Headings {
		n := diag.Note{Start: h.IDStart, End: h.IDStart + len(h.ID), Severity: diag.Error, Hint: "give the heading another id"}
		switch {
		case h.ID == "":
			continue
		case reserved(h.ID):
			n.Code, n.Text = "reserved-id", fmt.Sprintf("the id %q begins with _, as the theme's own do", h.ID)
		case ids.Take(h.ID):
			out[i] = h.ID
			continue
		default:
			n.Code, n.Text = "duplicate-id", fmt.Sprintf("the id %q is taken on this page", h.ID)
		}
		a.add(s, n)
	}
	for i := range d.Headings {
		if out[i] == "" && i < len(given) && given[i] != "" && !reserved(given[i]) && ids.Take(given[i]) {
			out[i] = given[i]
		}
	}
	latin := s.Lang == a.idLang()
	for i, h := range d.Headings {
		if out[i] == "" {
			out[i] = ids.Unique(slug(h, latin))
		}
	}
	return out
}

func slug(h site.Heading, latin bool) string {
	text := h.Text()
	if latin {
		if s := site.ASCIISlug(text); s != "" {
			return s
		}
	}
	if s := site.Slug(text); s != "" {
		return s
	}
	return "section"
}
