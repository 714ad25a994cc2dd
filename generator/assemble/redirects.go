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

// redirects lists the addresses that texts had, in the order of the addresses, and
// those of the paired pages that they lead. One that something has now is left out
// and said; all is whether there is none.
func (a *assembler) redirects(t *addresses) (out []Redirect, all bool) {
	all = true
	slices.Sort(a.former.order)
	for _, from := range a.former.order {
		was := a.former.pages[from]
		u := site.URL{Path: from}
		if bad := t.take(u.File(), "an alias of "+strconv.Quote(was.to.Path)); bad != "" {
			a.badAlias(was.to, was.alias, fmt.Sprintf("the alias %q would be published at %q, but %s", was.written, "/"+from, bad), "take it out, or rename what is there")
			all = false
			continue
		}
		out = append(out, a.redirect(was.to, u, was.to.URL))
		key, ok := pageKey(was.to.Lang, from)
		if !ok {
			continue
		}
		for _, link := range a.pairLinks(a.model.byKey[was.to.Page], was.to.Lang) {
			u := site.PairURL(was.to.Lang, link.Lang.ID, key)
			if t.take(u.File(), "an alias of "+strconv.Quote(was.to.Path)) == "" {
				out = append(out, a.redirect(was.to, u, link.URL))
			}
		}
	}
	slices.SortFunc(out, func(x, y Redirect) int { return strings.Compare(x.From.Path, y.From.Path) })
	return out, all
}

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
