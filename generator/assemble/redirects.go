package assemble

import (
	"fmt"
	"slices"
	"strconv"

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

// redirects lists the addresses that texts had, in the order of the addresses. One
// that something has now is left out and said.
func (a *assembler) redirects(t *addresses) []Redirect {
	var out []Redirect
	slices.Sort(a.former.order)
	for _, from := range a.former.order {
		was := a.former.pages[from]
		u := site.URL{Path: from}
		if bad := t.take(u.File(), "an alias of "+strconv.Quote(was.to.Path)); bad != "" {
			a.badAlias(was.to, was.alias, fmt.Sprintf("the alias %q would be published at %q, but %s", was.written, "/"+from, bad), "take it out, or rename what is there")
			continue
		}
		lang, _ := a.Settings.Lang(was.to.Lang)
		r := Redirect{Base: a.Base, Lang: lang, From: u, To: was.to.URL, Title: a.title(was.to), Site: a.Settings.Title.In(lang.ID), Owner: a.owner(lang.ID)}
		r.key = hash(r)
		out = append(out, r)
	}
	return out
}
