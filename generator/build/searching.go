package build

import (
	"context"
	"fmt"

	"duizhao/generator/assemble"
	"duizhao/generator/cache"
	"duizhao/generator/refs"
	"duizhao/generator/search"
	"duizhao/generator/site"
)

// search puts the index of each language, remembered as long as none of its pages
// changes: from one process to the next too.
func (b *builder) search(ctx context.Context, res *assemble.Result) error {
	texts := written(res.Pages)
	other := func(id site.TextID) *search.Text { return texts[id] }
	for _, lang := range b.settings.Langs {
		var pages []assemble.Page
		var inputs [][16]byte
		for _, p := range res.Pages {
			if p.Lang == lang.ID && p.Doc != nil && p.View.InSearch {
				pages = append(pages, p)
				inputs = append(inputs, b.partKey(p))
			}
		}
		if b.lazy != nil {
			if err := b.searchLazily(lang, pages, inputs, other); err != nil {
				return err
			}
			continue
		}
		files, err := b.index(ctx, lang, pages, b.key("search "+lang.ID, inputs...))
		if err != nil {
			return fmt.Errorf("pack the search of %q: %w", lang.ID, err)
		}
		for i, f := range files {
			key := cache.NewKey("bytes", string(f.Data))
			if i > 0 { // behind the directory, names are hashes of their content
				key = b.key("index " + f.Path)
			}
			if err := b.put(f.Path, key, func(context.Context) ([]byte, error) { return f.Data, nil }); err != nil {
				return err
			}
		}
		if err := b.indexList(lang, files); err != nil {
			return err
		}
		if err := b.besides(lang, pages, other); err != nil {
			return err
		}
	}
	return nil
}

// index packs the parts of a language's pages. The preview keeps nothing of it for
// another process: it would be written anew with each sentence.
func (b *builder) index(ctx context.Context, lang site.Lang, pages []assemble.Page, key cache.Key) ([]search.File, error) {
	name := "search " + lang.ID
	var out []search.File
	if !b.Live {
		if files, ok := b.kept(name, key, nil); ok {
			for _, f := range files {
				out = append(out, search.File(f))
			}
			return out, nil
		}
	}
	parts := make([]*search.Part, len(pages)) // asked for in every build, so that the memo keeps them
	if err := b.each(ctx, len(pages), func(i int) error { parts[i] = b.part(pages[i]); return nil }); err != nil {
		return nil, err
	}
	return cache.Do(b.Memo, key, func() ([]search.File, error) {
		packed, err := search.Pack(lang, parts, b.Jobs)
		if err != nil || b.Live {
			return packed, err
		}
		var files []file
		for _, f := range packed {
			files = append(files, file(f))
		}
		b.keep(name, key, nil, files)
		return packed, nil
	})
}

// partKey identifies what a page's part of the search is made from.
func (b *builder) partKey(p assemble.Page) cache.Key {
	inputs := append([][16]byte{p.Doc.Hash, p.View.Key()}, b.setter.fileKeys(p.Doc)...)
	return b.key("part "+b.searchView(p).Title, b.partKeys(inputs, p.Parts, nil)...)
}

// searchView returns the View that search reads: a page that no source stands
// behind has its title from the theme.
func (b *builder) searchView(p assemble.Page) *assemble.View {
	if p.View.Kind == "" {
		return p.View
	}
	v := *p.View
	v.Title = b.files.Texts(v.Lang.Tag)[string(v.Kind)+".title"]
	return &v
}

// part makes a page's part of the search, remembered by what it reads.
func (b *builder) part(p assemble.Page) *search.Part {
	return always(b.Memo, b.partKey(p), func() *search.Part { return b.makePart(p) })
}

func (b *builder) makePart(p assemble.Page) *search.Part {
	return b.indexer.Part(p.Doc, b.searchView(p), b.setter.rows, p.Parts...)
}

// besides puts what the interface of a language's search reads beside its index;
// pages are those of the index, in its order.
func (b *builder) besides(lang site.Lang, pages []assemble.Page, text func(site.TextID) *search.Text) error {
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
			if err := b.counterparts(lang, other, n, pages, text); err != nil {
				return err
			}
		}
	}
	return nil
}

// counterparts puts one file of what pages are in another language.
func (b *builder) counterparts(lang, other site.Lang, n int, pages []assemble.Page, text func(site.TextID) *search.Text) error {
	from := n * search.Counterparts
	pages = pages[from:min(len(pages), from+search.Counterparts)]
	views, others := make([]*assemble.View, len(pages)), make([]*search.Text, len(pages))
	var inputs [][16]byte
	for i, p := range pages {
		v := p.View
		views[i], others[i] = v, text(site.TextID{Page: v.Page, Lang: other.ID})
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
		if t := searchText(p); t != nil {
			out[p.TextID] = t
		}
	}
	return out
}

// searchText is a page as the search of another language reads it; nil where it has
// none.
func searchText(p assemble.Page) *search.Text {
	if p.Doc == nil || !p.View.InSearch {
		return nil
	}
	return &search.Text{Doc: p.Doc, View: p.View}
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
