package build

import (
	"fmt"
	"maps"

	"duizhao/generator/bundle"
	"duizhao/generator/cache"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/render"
	"duizhao/generator/theme"
)

// madeTheme bundles the theme's assets and parses its templates, remembered by
// the theme's key; false means that it cannot be used.
func (b *builder) madeTheme(files [16]byte, tree *content.Tree) (bool, error) {
	if b.offline() {
		var err error
		if b.icons, err = b.drawIcons(tree); err != nil || b.icons == nil {
			return false, err
		}
	}
	accent := b.accent()
	key := b.key(fmt.Sprint("theme ", b.Live, b.offline(), b.icons["icon-full.png"].Path, accent), files)
	type result struct {
		bundle.Result
		theme *render.Theme
		diags []diag.Diagnostic
	}
	out, err := cache.Do(b.Memo, key, func() (result, error) {
		res, ds, err := b.bundled(key, accent)
		if err != nil || diag.HasErrors(ds) {
			return result{diags: ds}, err
		}
		card, err := b.card()
		if err != nil {
			return result{diags: ds}, err
		}
		urls := maps.Clone(res.URLs)
		urls["card.png"] = card.Path
		for name, f := range b.icons {
			urls[name] = f.Path
		}
		for _, name := range []string{workerScript, farewell} {
			delete(urls, name) // no page names them
		}
		if !b.offline() {
			delete(urls, offlineScript)
			delete(urls, awayScript)
		}
		theme, more := b.tried(key, urls, accent[0])
		return result{res, theme, append(ds, more...)}, nil
	})
	if err != nil || b.add(out.diags...) {
		return false, err
	}
	b.bundle, b.theme = out.Result, out.theme
	return true, nil
}

// bundled bundles the assets. What is whole is kept for other processes.
func (b *builder) bundled(key cache.Key, accent [2]string) (bundle.Result, []diag.Diagnostic, error) {
	var res bundle.Result
	name := "bundle " + fmt.Sprint(b.Live)
	if files, ok := b.kept(name, key, &res.URLs); ok {
		for _, f := range files {
			res.Files = append(res.Files, bundle.File(f))
		}
		return res, nil, nil
	}
	assets := b.Bundle
	if assets == nil {
		assets = bundle.Build
	}
	res, ds, err := assets(b.files, bundle.Options{Live: b.Live, Accent: accent})
	if err == nil && len(ds) == 0 {
		var files []file
		for _, f := range res.Files {
			files = append(files, file(f))
		}
		b.keep(name, key, res.URLs, files)
	}
	return res, ds, err
}

// tried makes the templates ready. That they work on the sample page is remembered
// too, for other processes.
func (b *builder) tried(key cache.Key, urls map[string]string, accent string) (*render.Theme, []diag.Diagnostic) {
	works := b.key("tried", key)
	_, before := b.Memo.Get(works)
	theme, ds := render.NewTheme(b.files, urls, render.Options{Live: b.Live, Accent: accent, Tried: before})
	if len(ds) == 0 {
		b.Memo.Put(works, []byte{})
	}
	return theme, ds
}

// builtin reads the built-in theme; that of a named program is a part of it and
// remembered.
func (b *builder) builtin() *theme.Builtin {
	read := func() *theme.Builtin { return theme.ReadBuiltin(b.Builtin) }
	if b.Version == "" {
		return read()
	}
	return always(b.Memo, b.key("built-in theme"), read)
}
