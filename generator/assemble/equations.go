package assemble

import (
	"duizhao/generator/content"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// eqrefs resolves the references inside the formulas of a text: KaTeX sets no
// links, so a number is all they show. A label that there is not is reported
// as a link to it would be.
func (a *assembler) eqrefs(s *content.Source, d *markdown.Doc, lang site.Lang, fallback bool) []string {
	var out []string
	for _, ref := range d.Eqrefs {
		r := resolver{a: a, src: s, lang: lang.ID, quiet: fallback, link: site.Link{Dest: "#" + ref.Label, Start: ref.Start, End: ref.End}}
		out = append(out, r.eqref(ref.Label))
	}
	return out
}

// eqref returns the number of what a label names: on the page itself, else
// wherever it is; "" where there is none.
func (r *resolver) eqref(label string) string {
	if s, ok := r.a.at(r.src.TextID)[label]; ok && s.label >= 0 {
		return r.numberAt(r.a.model.byKey[r.src.Page], r.lang, s.label)
	}
	langs := []string{r.lang}
	if r.quiet {
		langs = append(langs, r.src.Lang)
	}
	for _, lang := range langs {
		if to, ok := r.a.byLabel[lang][label]; ok && to.at >= 0 {
			return r.numberAt(to.page, lang, to.at)
		}
	}
	r.unknown(label)
	return ""
}

func (r *resolver) numberAt(p *page, lang string, at int) string {
	if numbers := r.a.numbers[site.TextID{Page: p.key, Lang: lang}]; at < len(numbers) {
		return numbers[at]
	}
	return ""
}
