package assemble

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duizhao/generator/content"
	"duizhao/generator/site"
)

// Redirect is an address that a text had before, which leads on to where it is now.
type Redirect struct {
	Base  site.Base
	Lang  site.Lang // of the text
	From  site.URL
	To    site.URL
	Title string // of the text
	Site  string // the title of the site in Lang
	Owner Owner

	key [16]byte
}

// Key identifies the redirect's contents.
func (r *Redirect) Key() [16]byte { return r.key }

// redirects lists the addresses that texts had, in the order of the addresses: one
// that something has now is left out and said, and all is whether there is none. The
// paired pages that a text leads had addresses beside its own; of these one that is
// taken is left out.
func (a *assembler) redirects(t *addresses) (out []Redirect, all bool) {
	all = true
	slices.Sort(a.former.order)
	for _, from := range a.former.order {
		was := a.former.pages[from]
		u := site.URL{Path: from}
		if bad := t.take(u.File(), aliasOf(was.to)); bad != "" {
			a.badAlias(was.to, was.alias, fmt.Sprintf("the alias %q would be published at %q, but %s", was.written, "/"+from, bad), "take it out, or rename what is there")
			all = false
			continue
		}
		out = append(out, a.redirect(was.to, u, was.to.URL))
	}
	for _, single := range slices.Clone(out) {
		s := a.former.pages[single.From.Path].to
		key, ok := pageKey(s.Lang, single.From.Path)
		if !ok {
			continue
		}
		for _, link := range a.pairLinks(a.model.byKey[s.Page], s.Lang) {
			if u := site.PairURL(s.Lang, link.Lang.ID, key); t.take(u.File(), aliasOf(s)) == "" {
				out = append(out, a.redirect(s, u, link.URL))
			}
		}
	}
	slices.SortFunc(out, func(x, y Redirect) int { return strings.Compare(x.From.Path, y.From.Path) })
	return out, all
}

// aliasOf says whose an address is, to others that want it.
func aliasOf(s *content.Source) string { return "an alias of " + strconv.Quote(s.Path) }

// pageKey is the key of a page that was at a path, if pages of the language have
// such addresses.
func pageKey(lang, path string) (string, bool) {
	key, ok := strings.CutPrefix(path, lang+"/")
	return strings.TrimSuffix(key, "/"), ok && strings.HasSuffix(key, "/")
}

// redirect leads from an address to one of a text.
func (a *assembler) redirect(s *content.Source, from, to site.URL) Redirect {
	lang, _ := a.Settings.Lang(s.Lang)
	r := Redirect{Base: a.Base, Lang: lang, From: from, To: to, Title: a.title(s), Site: a.Settings.Title.In(lang.ID), Owner: a.owner(lang.ID)}
	r.key = hash(r)
	return r
}
