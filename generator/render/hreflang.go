package render

import (
	"duizhao/generator/assemble"
	"duizhao/generator/site"
)

// hreflang is a translation as search engines are told of it.
type hreflang struct{ Tag, URL string }

// hreflangs are a page's real translations, its own language included, and the
// one for everybody else: the default language's, or the root page, which offers
// all, for the home pages. A page without translations has none, nor has one that
// is only another form of them.
func hreflangs(v *assemble.View) []hreflang {
	if v.Base.Origin == "" || v.Fallback || v.NoIndex || v.Paired != nil {
		return nil
	}
	var out []hreflang
	for _, a := range v.Alternates {
		if a.Real {
			out = append(out, hreflang{a.Lang.Tag, v.Base.Absolute(a.URL)})
		}
	}
	if len(out) < 2 {
		return nil
	}
	rest := out[0].URL
	if v.Home {
		rest = v.Base.Absolute(site.URL{})
	}
	return append(out, hreflang{"x-default", rest})
}

// rootHreflangs are the first pages of the languages, and the root page for
// everybody else; none where the site does not know its host, or search engines
// should leave it out.
func rootHreflangs(r *assemble.Root) []hreflang {
	if r.Base.Origin == "" || len(r.Langs) < 2 || r.Version != nil && r.Version.Kept {
		return nil
	}
	var out []hreflang
	for _, l := range r.Langs {
		out = append(out, hreflang{l.Lang.Tag, r.Base.Absolute(l.URL)})
	}
	return append(out, hreflang{"x-default", r.Base.Absolute(site.URL{})})
}
