package build

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"duizhao/generator/assemble"
	"duizhao/generator/bundle"
	"duizhao/generator/cache"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/render"
	"duizhao/generator/search"
	"duizhao/generator/site"
	"duizhao/generator/theme"
)

// bundled bundles the theme's assets, remembered by their bytes.
func (b *builder) bundled(t *theme.Theme) (bundle.Result, []diag.Diagnostic, error) {
	type result struct {
		bundle.Result
		diags []diag.Diagnostic
	}
	parts := []string{"bundle", fmt.Sprint(b.Live)}
	for _, name := range t.Assets() {
		data, err := t.Asset(name)
		if err != nil {
			return bundle.Result{}, nil, err
		}
		sum := sha256.Sum256(data)
		parts = append(parts, name, string(sum[:]))
	}
	for _, tag := range t.Tags() {
		words := t.Texts(tag)
		parts = append(parts, tag)
		for _, name := range slices.Sorted(maps.Keys(words)) {
			parts = append(parts, name, words[name])
		}
	}
	out, err := cache.Do(b.Memo, cache.NewKey(parts...), func() (result, error) {
		res, ds, err := bundle.Build(t, bundle.Options{Live: b.Live})
		return result{res, ds}, err
	})
	return out.Result, out.diags, err
}

// publish puts every file of the site into the sink.
func (b *builder) publish(ctx context.Context, res *assemble.Result) error {
	parts := make([]*search.Part, len(res.Pages))
	err := b.each(ctx, len(res.Pages), func(i int) error {
		p := res.Pages[i]
		if p.Doc == nil {
			b.sink.Keep(p.View.URL.File())
			return nil
		}
		if p.View.InSearch {
			parts[i] = b.part(p)
		}
		return b.page(p)
	})
	if err != nil {
		return err
	}
	if err := b.each(ctx, len(res.Pairs), func(i int) error { return b.pair(res.Pairs[i]) }); err != nil {
		return err
	}
	if err := b.search(res, parts); err != nil {
		return err
	}
	if err := b.outside(res); err != nil {
		return err
	}
	return b.copies(ctx, res.Files)
}

// page sets a page's leaves and puts the page. The leaves' HTML is not held: a
// sink that makes the page later finds it in the memo.
func (b *builder) page(p assemble.Page) error {
	f := formulas{p.View, p.Source.Front.Macros}
	set, notes, err := b.setter.all(p.Doc, f)
	if err != nil {
		return fmt.Errorf("%s: %w", p.Source.Path, err)
	}
	for _, n := range notes {
		b.add(n.In(p.Source.Path, p.Source.Text))
	}
	b.dataNotes(p.Doc, set)
	if err := b.partNotes(p.Parts, f); err != nil {
		return err
	}
	inputs := append(b.textKeys(p), b.theme.Key())
	if p.Original != nil {
		inputs = append(inputs, b.textKeys(*p.Original)...)
	}
	return b.put(p.View.URL.File(), b.key("page", inputs...), func(context.Context) ([]byte, error) {
		t, err := b.renderText(p)
		if err != nil {
			return nil, err
		}
		if p.Original != nil {
			original, err := b.renderText(*p.Original)
			if err != nil {
				return nil, err
			}
			return render.Translation(t, original, b.theme)
		}
		return render.Page(t.Doc, t.View, t.Leaves, b.theme, t.Parts...)
	})
}

// leafHTML returns the leaves as render takes them; a broken one stands in its
// place with its message, which only the preview comes to show.
func leafHTML(d *markdown.Doc, leaves []leaf) []string {
	out := make([]string, len(leaves))
	for i, l := range leaves {
		out[i] = l.html
		if l.missing != "" {
			out[i] = render.Broken(d.Leaves[i].Text, l.missing)
		}
		for _, n := range slices.Concat(l.notes, l.data) {
			if n.Severity == diag.Error && l.html == "" {
				out[i] = render.Broken(d.Leaves[i].Text, n.Text)
				break
			}
		}
	}
	return out
}

// partKey identifies what a page's part of the search is made from.
func (b *builder) partKey(p assemble.Page) cache.Key {
	return b.key("part "+b.searchView(p).Title, b.partKeys([][16]byte{p.Doc.Hash, p.View.Key()}, p.Parts, nil)...)
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
	key := b.partKey(p)
	part, err := cache.Do(b.Memo, key, func() (*search.Part, error) {
		return b.indexer.Part(p.Doc, b.searchView(p), p.Parts...), nil
	})
	if err != nil {
		panic("build: making a part cannot fail: " + err.Error())
	}
	return part
}

// search packs the parts of each language, remembered as long as none changes.
func (b *builder) search(res *assemble.Result, parts []*search.Part) error {
	for _, lang := range b.settings.Langs {
		var list []*search.Part
		var inputs [][16]byte
		for i, p := range res.Pages {
			if p.Lang == lang.ID && parts[i] != nil {
				list = append(list, parts[i])
				inputs = append(inputs, b.partKey(p))
			}
		}
		files, err := cache.Do(b.Memo, b.key("search "+lang.ID, inputs...), func() ([]search.File, error) {
			return search.Pack(lang, list, b.Jobs)
		})
		if err != nil {
			return fmt.Errorf("pack the search of %q: %w", lang.ID, err)
		}
		for _, f := range files {
			if err := b.bytes(f.Path, f.Data); err != nil {
				return err
			}
		}
	}
	return nil
}

// outside puts what stands outside the languages' pages: the root page, the
// pages for what is not there, assets.
func (b *builder) outside(res *assemble.Result) error {
	inputs := [][16]byte{res.Root.Key(), b.theme.Key()}
	err := b.put(site.URL{}.File(), b.key("root", inputs...), func(context.Context) ([]byte, error) {
		return render.Root(res.Root, b.theme)
	})
	if err != nil {
		return err
	}
	for _, lang := range append([]string{""}, langIDs(res.Root)...) {
		err := b.put(site.NotFound(lang).Path, b.key("404 "+lang, inputs...), func(context.Context) ([]byte, error) {
			return render.NotFound(res.Root, lang, b.theme)
		})
		if err != nil {
			return err
		}
	}
	strange := b.strangeTexts()
	for _, f := range b.bundle.Files {
		if strange[f.Path] {
			continue
		}
		if err := b.bytes(f.Path, f.Data); err != nil {
			return err
		}
	}
	return nil
}

// strangeTexts are the files of texts for scripts in languages that the site
// does not have, by path.
func (b *builder) strangeTexts() map[string]bool {
	out := map[string]bool{}
	for _, tag := range b.files.Tags() {
		out[b.bundle.URLs["texts."+tag]] = true
	}
	for _, l := range b.settings.Langs {
		delete(out, b.bundle.URLs["texts."+b.files.Table(l.Tag)])
	}
	return out
}

func langIDs(r *assemble.Root) []string {
	var out []string
	for _, l := range r.Langs {
		out = append(out, l.Lang.ID)
	}
	return out
}

// copies puts the files that pages link to, and those of content/static/. Their
// key is that of their bytes: nothing else tells that a file is unchanged. The
// bytes are read again when they are wanted, not held.
func (b *builder) copies(ctx context.Context, files []assemble.File) error {
	return b.each(ctx, len(files), func(i int) error {
		read := func(context.Context) ([]byte, error) { return fs.ReadFile(b.Root, files[i].Source) }
		data, err := read(ctx)
		if err != nil {
			return fmt.Errorf("copy a file: %w", err)
		}
		if files[i].Width > 0 {
			return b.smaller(files[i], data)
		}
		key := cache.NewKey("bytes", string(data))
		return b.put(files[i].Path, key, func(ctx context.Context) ([]byte, error) {
			data, err := read(ctx)
			if err == nil && cache.NewKey("bytes", string(data)) != key {
				err = fmt.Errorf("copy a file: %q changed meanwhile", files[i].Source)
			}
			return data, err
		})
	})
}

// put puts a file. A template that fails on this very page is the author's to
// mend, not a fault of the machine.
func (b *builder) put(path string, key cache.Key, make func(context.Context) ([]byte, error)) error {
	err := b.sink.Put(path, key, make)
	var broken *render.TemplateError
	if errors.As(err, &broken) {
		b.add(broken.Diagnostic)
		return nil
	}
	return err
}

// bytes puts a file whose bytes are at hand.
func (b *builder) bytes(path string, data []byte) error {
	return b.put(path, cache.NewKey("bytes", string(data)), func(context.Context) ([]byte, error) { return data, nil })
}
