package assemble

import (
	"cmp"
	"slices"

	"duizhao/generator/content"
	"duizhao/generator/refs"
	"duizhao/generator/site"
)

// feedEntries is how many texts a feed has: feeds hold them whole.
const feedEntries = 20

// Feed is what the feed of a language says. A site that does not know its host has
// none, since a feed is read elsewhere; nor has a language without a dated text,
// since an entry of a feed must say when it last changed.
type Feed struct {
	Base        site.Base
	Lang        site.Lang
	Title       string
	Description string   // may be ""
	Authors     []Author // of texts that name none
	Others      []site.Lang
	Entries     []Page `json:"-"` // those that changed last first
}

// Key identifies the feed's contents but those of its entries.
func (f *Feed) Key() [16]byte { return hash(f) }

// Day is the last on which the text changed or else appeared; "" if unknown.
func (v *View) Day() string { return cmp.Or(v.Updated, v.Published) }

// feedLangs are the languages that have a feed, by id. Known before any View is
// made: pages link to the feed.
func (a *assembler) feedLangs() map[string]bool {
	if a.Base.Origin == "" || !a.Settings.Outputs.Feed || a.kept() {
		return nil
	}
	out := map[string]bool{}
	for _, s := range a.Tree.Sources {
		if a.inFeed(s) {
			out[s.Lang] = true
		}
	}
	return out
}

// inFeed reports whether a text is an entry of its language's feed.
func (a *assembler) inFeed(s *content.Source) bool {
	return a.Docs[s.TextID] != nil && !s.Front.Draft && a.lastDay(s) != ""
}

// feeds makes the feeds of pages in reading order, which is the order of those
// that changed and appeared on the same days.
func (a *assembler) feeds(pages []Page) []*Feed {
	entries := map[string][]Page{}
	for _, p := range pages {
		if !p.View.Fallback && a.fed[p.Lang] && a.inFeed(p.Source) {
			entries[p.Lang] = append(entries[p.Lang], p)
		}
	}
	var out []*Feed
	for _, l := range a.Settings.Langs {
		es := entries[l.ID]
		if len(es) == 0 {
			continue
		}
		slices.SortStableFunc(es, func(p, q Page) int {
			return cmp.Or(cmp.Compare(q.View.Day(), p.View.Day()), cmp.Compare(q.View.Published, p.View.Published))
		})
		f := &Feed{
			Base: a.Base, Lang: l, Title: a.Settings.Title.In(l.ID), Description: a.Settings.Description.In(l.ID),
			Authors: authors(refs.ParseNames(a.Settings.Authors.In(l.ID))), Entries: es[:min(len(es), feedEntries)],
		}
		for _, other := range a.Settings.Langs {
			if other.ID != l.ID && a.fed[other.ID] {
				f.Others = append(f.Others, other)
			}
		}
		out = append(out, f)
	}
	return out
}
