package refs

import (
	"strings"

	"duizhao/generator/diag"
)

// index makes the look-ups; of two terms that share a form the first counts.
func (g *Glossary) index() {
	g.byID = map[string]*Term{}
	g.byForm, g.byLower = map[string]map[string]*Term{}, map[string]map[string]*Term{}
	for _, lang := range g.langs {
		g.byForm[lang], g.byLower[lang] = map[string]*Term{}, map[string]*Term{}
	}
	for i := range g.Terms {
		t := &g.Terms[i]
		g.byID[t.ID] = t
		for _, lang := range g.langs {
			for _, f := range t.Forms[lang] {
				g.indexForm(t, lang, f)
			}
		}
	}
}

func (g *Glossary) indexForm(t *Term, lang, form string) {
	if g.byForm[lang][form] == nil {
		g.byForm[lang][form] = t
	}
	if lower := strings.ToLower(form); g.byLower[lang][lower] == nil {
		g.byLower[lang][lower] = t
	}
}

// Lookup finds the term that a text in a language means by a name: by one of its
// forms there, whatever the case of its letters, else by its id, else by a form
// in another language.
func (g *Glossary) Lookup(lang, name string) *Term {
	name = strings.Join(strings.Fields(name), " ")
	if t := g.form(lang, name); t != nil {
		return t
	}
	if t := g.byID[name]; t != nil {
		return t
	}
	for _, l := range g.langs {
		if t := g.form(l, name); t != nil {
			return t
		}
	}
	return nil
}

func (g *Glossary) form(lang, name string) *Term {
	if t := g.byForm[lang][name]; t != nil {
		return t
	}
	return g.byLower[lang][strings.ToLower(name)]
}

// Term returns the term with an id; nil if there is none.
func (g *Glossary) Term(id string) *Term { return g.byID[id] }

// Suggest returns `did you mean "x"?` for the form in a language, or the id,
// nearest to a name; "" when none is near.
func (g *Glossary) Suggest(lang, name string) string {
	var names []string
	for i := range g.Terms {
		names = append(append(names, g.Terms[i].ID), g.Terms[i].Forms[lang]...)
	}
	return diag.DidYouMean(name, names)
}
