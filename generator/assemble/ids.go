package assemble

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/pairing"
	"duizhao/generator/site"

	"golang.org/x/text/language"
)

// A heading's id is the one its author gave; else that of the heading it is
// paired with in the id language, English where the site has it: an ASCII
// slug; else a slug of its own that keeps Han. Both languages of a paired
// heading so have the same id.

// IDs returns the ids that Assemble gives the headings of every text, by their
// ordinals.
func IDs(in Input) map[site.TextID][]string {
	a := &assembler{Input: in, model: newModel(in.Tree), said: map[string]*said{}, sides: map[site.TextID]pairing.Text{}}
	a.cites = newCites(a)
	return a.allIDs()
}

// idLang returns the language that ids are made in.
func (a *assembler) idLang() string {
	if a.idsIn != "" {
		return a.idsIn
	}
	a.idsIn = a.Settings.Source
	for _, l := range a.Settings.Langs {
		if base, _ := language.MustParse(l.Tag).Base(); base.String() == "en" {
			a.idsIn = l.ID
			break
		}
	}
	return a.idsIn
}

// allIDs gives every heading of every text its id.
func (a *assembler) allIDs() map[site.TextID][]string {
	out := map[site.TextID][]string{}
	a.also = map[site.TextID][][]string{}
	first := a.idLang()
	for i := range a.model.pages {
		a.pageIDs(&a.model.pages[i], first, out)
	}
	return out
}

// pageIDs gives the headings of a page's texts their ids; first is the language
// that ids are made in.
func (a *assembler) pageIDs(p *page, first string, out map[site.TextID][]string) {
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
		for i, j := range a.Align(a.text(lead), a.text(s)).Headings {
			if j >= 0 && out[i] == "" {
				out[i] = other.Headings[j].ID
			}
		}
	}
	return out
}

// fromLead returns the ids of the lead text's headings for their partners in s.
func (a *assembler) fromLead(s, lead *content.Source, ids []string) []string {
	d := a.Docs[s.TextID]
	al := a.Align(a.text(lead), a.text(s))
	out := make([]string, len(d.Headings))
	for i, j := range al.Reverse(len(d.Headings)) {
		if j >= 0 {
			out[i] = ids[j]
		}
	}
	return out
}

// text returns a source as a side of an alignment.
func (a *assembler) text(s *content.Source) pairing.Text {
	t, known := a.sides[s.TextID]
	if !known {
		lang, _ := a.Settings.Lang(s.Lang)
		t = pairing.Text{Doc: a.Docs[s.TextID], Lang: lang, Included: Included(a.Parts[s.TextID])}
		a.sides[s.TextID] = t
	}
	return t
}

// suffixed returns the language whose suffix ids of the second language carry on
// paired pages, if an id ends with it.
func (a *assembler) suffixed(id string) string {
	for _, l := range a.Settings.Langs {
		if len(a.Settings.Langs) > 1 && strings.HasSuffix(id, "--"+l.ID) {
			return l.ID
		}
	}
	return ""
}

// reserved reports whether an id is the theme's: all of its templates' and
// scripts' ids begin with "_", so that every other is free for headings.
func reserved(id string) bool { return strings.HasPrefix(id, "_") }

// textIDs gives the headings of one text their ids: the author's first, then
// the given ones where they are free, then slugs.
func (a *assembler) textIDs(s *content.Source, given []string) []string {
	d := a.Docs[s.TextID]
	ids := a.authorIDs(s, d)
	out := make([]string, len(d.Headings))
	for i, h := range d.Headings {
		if ids.own(h.ID, h.IDStart) {
			out[i] = h.ID
		}
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
	a.aliases(s, d, out, ids)
	return out
}

// authorIDs takes the ids that an author gave on a page, in the order in which
// they are written, and reports those that cannot be had.
type authorIDs struct {
	site.IDs
	taken map[int]bool // by where the id is written
}

// own reports whether the id written at a place is that place's.
func (ids *authorIDs) own(id string, start int) bool { return id != "" && ids.taken[start] }

func (a *assembler) authorIDs(s *content.Source, d *markdown.Doc) *authorIDs {
	all := slices.Clone(d.Anchors)
	if d.TitleID != "" {
		all = append(all, site.Anchor{ID: d.TitleID, Start: d.TitleIDStart})
	}
	for _, h := range d.Headings {
		if h.ID != "" {
			all = append(all, site.Anchor{ID: h.ID, Start: h.IDStart})
		}
	}
	slices.SortStableFunc(all, func(x, y site.Anchor) int { return cmp.Compare(x.Start, y.Start) })
	for _, h := range d.Headings { // an alias gives way to what has the id now
		for _, alias := range h.Aliases {
			if !elsewhere(alias) {
				all = append(all, alias)
			}
		}
	}
	ids := &authorIDs{taken: map[int]bool{}}
	a.cites.reserve(&ids.IDs, s.Page)
	for _, anchor := range all {
		n := diag.Note{Start: anchor.Start, End: anchor.Start + len(anchor.ID), Severity: diag.Error, Hint: "give one of the two another id"}
		_, label := site.LabelOf(anchor.ID)
		switch {
		case reserved(anchor.ID):
			n.Code, n.Text = "reserved-id", fmt.Sprintf("the id %q begins with _, as the theme's own do", anchor.ID)
			n.Hint = "choose another id"
		case a.suffixed(anchor.ID) != "":
			n.Code, n.Text = "reserved-id", fmt.Sprintf("the id %q ends with --%s, as those of the second language do on pages in two", anchor.ID, a.suffixed(anchor.ID))
			n.Hint = "choose another id"
		case ids.Take(anchor.ID):
			ids.taken[anchor.Start] = true
			continue
		case label:
			n.Code, n.Text = "duplicate-label", fmt.Sprintf("the label %q is taken on this page", anchor.ID)
		default:
			n.Code, n.Text = "duplicate-id", fmt.Sprintf("the id %q is taken on this page", anchor.ID)
		}
		a.add(s, n)
	}
	return ids
}

// aliases gives headings the further ids that links may use: those that the
// author keeps, and, where a heading has an id in another script, the slug it
// would have had without, unless something else has that.
func (a *assembler) aliases(s *content.Source, d *markdown.Doc, out []string, ids *authorIDs) {
	also := make([][]string, len(out))
	var slugs site.IDs
	some := false
	for i, h := range d.Headings {
		for _, alias := range h.Aliases {
			if ids.own(alias.ID, alias.Start) {
				also[i] = append(also[i], alias.ID)
			}
		}
		if own := site.Slug(h.Text()); own != "" && s.Lang != a.idLang() {
			own = slugs.Unique(own)
			if own != out[i] && strings.ContainsFunc(own, func(r rune) bool { return r > unicode.MaxASCII }) && ids.Take(own) {
				also[i] = append(also[i], own)
			}
		}
		some = some || also[i] != nil
	}
	if some {
		a.also[s.TextID] = also
	}
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
