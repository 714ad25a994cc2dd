package build

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"duizhao/generator/assemble"
	"duizhao/generator/cache"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/render"
	"duizhao/generator/site"
)

// publish puts every file of the site into the sink.
func (b *builder) publish(ctx context.Context, res *assemble.Result, fonts map[string]titleFont) error {
	err := b.each(ctx, len(res.Pages), func(i int) error {
		if err := b.notes(res.Pages[i]); err != nil {
			return err
		}
		return b.page(res.Pages[i])
	})
	if err != nil {
		return err
	}
	if err := b.each(ctx, len(res.Pairs), func(i int) error { return b.pair(res.Pairs[i]) }); err != nil {
		return err
	}
	if err := b.search(ctx, res); err != nil {
		return err
	}
	if err := b.outside(res); err != nil {
		return err
	}
	if err := b.machines(res); err != nil {
		return err
	}
	if err := b.redirects(res); err != nil {
		return err
	}
	if err := b.llms(res); err != nil {
		return err
	}
	if err := b.cards(ctx, res.Cards, fonts); err != nil {
		return err
	}
	if err := b.hosted(res); err != nil {
		return err
	}
	return b.copies(ctx, res.Files)
}

// notes sets a page's leaves and reports what is wrong in them.
func (b *builder) notes(p assemble.Page) error {
	if p.Doc == nil {
		return nil
	}
	f := formulas{p.View, p.Source.Front.Macros}
	if err := b.report(p.Source, p.Doc, f); err != nil {
		return err
	}
	return b.partNotes(p.Parts, f)
}

// page puts a page and its Markdown form.
func (b *builder) page(p assemble.Page) error {
	if p.Doc == nil {
		b.sink.Keep(p.View.URL.File())
		if p.View.HasTwin() {
			b.sink.Keep(p.View.URL.Twin().Path)
		}
		return nil
	}
	if err := b.html(p); err != nil || !p.View.HasTwin() {
		return err
	}
	return b.twin(p)
}

// html puts a page.
func (b *builder) html(p assemble.Page) error {
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

// twin puts a page's Markdown form.
func (b *builder) twin(p assemble.Page) error {
	inputs := append(b.textKeys(p), b.theme.Key())
	return b.put(p.View.URL.Twin().Path, b.key("twin", inputs...), func(context.Context) ([]byte, error) {
		t, err := b.renderText(p)
		if err != nil {
			return nil, err
		}
		return render.Twin(t, b.theme)
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
	for _, lang := range langIDs(res.Root) {
		data, err := render.OpenSearch(res.Root, lang)
		if err == nil && data != nil {
			err = b.bytes(site.OpenSearch(lang).Path, data)
		}
		if err != nil {
			return err
		}
	}
	if err := b.versions(res.Root); err != nil {
		return err
	}
	without := b.unpublished()
	for _, f := range b.bundle.Files {
		if without[f.Path] {
			continue
		}
		if err := b.bytes(f.Path, f.Data); err != nil {
			return err
		}
	}
	if err := b.bytes(site.NoJekyll().Path, nil); err != nil {
		return err
	}
	if err := b.putOffline(res); err != nil {
		return err
	}
	return b.putCard()
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
