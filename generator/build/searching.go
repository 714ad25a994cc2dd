package build

import (
	"context"

	"duizhao/generator/assemble"
	"duizhao/generator/refs"
	"duizhao/generator/search"
	"duizhao/generator/site"
)

// besides puts what the interface of a language's search reads beside its index;
// pages are those of the index, in its order.
func (b *builder) besides(lang site.Lang, pages []assemble.Page, texts map[site.TextID]*search.Text) error {
	views := make([]*assemble.View, len(pages))
	for i, p := range pages {
		views[i] = p.View
	}
	about := search.About(lang, b.settings.Langs, views, termForms(b.terms))
	if err := b.bytes(about.Path, about.Data); err != nil {
		return err
	}
	for _, other := range b.settings.Langs {
		if other.ID == lang.ID {
			continue
		}
		for n := 0; n*search.Counterparts < len(pages); n++ {
			if err := b.counterparts(lang, other, n, views, texts); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *builder) counterparts(lang, other site.Lang, n int, views []*assemble.View, texts map[site.TextID]*search.Text) error {
	from := n * search.Counterparts
	views = views[from:min(len(views), from+search.Counterparts)]
	others := make([]*search.Text, len(views))
	var inputs [][16]byte
	for i, v := range views {
		others[i] = texts[site.TextID{Page: v.Page, Lang: other.ID}]
		inputs = append(inputs, v.Key())
		if o := others[i]; o != nil {
			inputs = append(inputs, o.Doc.Hash, o.View.Key())
		}
	}
	return b.put(search.CounterpartsPath(lang.ID, other.ID, n), b.key("counterparts", inputs...), func(context.Context) ([]byte, error) {
		return search.CounterpartsFile(views, others), nil
	})
}

// written lists the texts that are there, by page and language.
func written(pages []assemble.Page) map[site.TextID]*search.Text {
	out := map[site.TextID]*search.Text{}
	for _, p := range pages {
		if p.Doc != nil && p.View.InSearch {
			out[p.TextID] = &search.Text{Doc: p.Doc, View: p.View}
		}
	}
	return out
}

// termForms returns the forms of each term by language; nil without a glossary.
func termForms(g *refs.Glossary) []map[string][]string {
	if g == nil {
		return nil
	}
	var out []map[string][]string
	for _, t := range g.Terms {
		out = append(out, t.Forms)
	}
	return out
}
