package build

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"

	"duizhao/generator/assemble"
	"duizhao/generator/cache"
	"duizhao/generator/content"
	"duizhao/generator/markdown"
	"duizhao/generator/refs"
	"duizhao/generator/site"
)

// glossary reads the site's glossary; nil if it has none.
func (b *builder) glossary() (*refs.Glossary, error) {
	file := content.Root + "/" + refs.GlossaryFile
	src, err := fs.ReadFile(b.Root, file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the glossary: %w", err)
	}
	sum := sha256.Sum256(src)
	key := cache.NewKey("glossary", string(sum[:]), fmt.Sprintf("%q", b.settings.Langs))
	g, err := cache.Do(b.Memo, key, func() (*refs.Glossary, error) {
		return refs.ParseGlossary(src, b.settings.Langs), nil
	})
	if err != nil {
		return nil, err
	}
	for _, n := range g.Notes {
		b.add(n.In(file, g.Text))
	}
	return g, nil
}

// finders returns what finds a glossary's terms in the texts of a language; nil
// without a glossary.
func (b *builder) finders(g *refs.Glossary) func(site.Lang) *assemble.TermFinder {
	if g == nil {
		return nil
	}
	finders := map[string]*assemble.TermFinder{} // by language id
	for _, l := range b.settings.Langs {
		finders[l.ID] = assemble.NewTermFinder(g, l)
	}
	return func(l site.Lang) *assemble.TermFinder { return finders[l.ID] }
}

// marks returns the function that finds a glossary's terms in texts, remembered
// by the hashes of both.
func (b *builder) marks(g *refs.Glossary, finder func(site.Lang) *assemble.TermFinder) func(*markdown.Doc, site.Lang) []assemble.Mark {
	return func(d *markdown.Doc, lang site.Lang) []assemble.Mark {
		key := cache.NewKey("marks", string(d.Hash[:]), string(g.Hash[:]), lang.ID)
		out, err := cache.Do(b.Memo, key, func() ([]assemble.Mark, error) {
			return finder(lang).Find(d), nil
		})
		if err != nil {
			panic("build: finding terms cannot fail: " + err.Error())
		}
		return out
	}
}
