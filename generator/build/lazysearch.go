package build

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"duizhao/generator/assemble"
	"duizhao/generator/cache"
	"duizhao/generator/search"
	"duizhao/generator/site"
)

// In the preview a language's index is packed when a reader searches: nearly every
// sentence changes its directory, and most are followed by another, not by a search.

// searched is what the index of a language is made from.
type searched struct {
	pages []assemble.Page // of the index, in its order
	keys  [][16]byte      // of their parts
	parts *searchParts
}

// searchParts holds the parts that the last index was packed of, by their keys.
type searchParts struct {
	mu    sync.Mutex
	parts map[cache.Key]*search.Part
}

// searchLazily puts the index of a language to be packed when it is asked for, and
// what stands beside it.
func (b *builder) searchLazily(lang site.Lang, pages []assemble.Page, keys [][16]byte, text func(site.TextID) *search.Text) error {
	s := searched{pages, keys, b.Series.parts(lang.ID)}
	b.built.searched[lang.ID] = s
	if err := b.putIndex(lang, s); err != nil {
		return err
	}
	return b.besides(lang, pages, text)
}

// putIndex puts the directory of an index and the folder of all else.
func (b *builder) putIndex(lang site.Lang, s searched) error {
	key, folder := b.key("search "+lang.ID, s.keys...), site.SearchFolder(lang.ID).Path
	find := func(ctx context.Context, path string) ([]byte, error) {
		files, err := b.packed(ctx, lang, s, key)
		if err != nil {
			return nil, fmt.Errorf("pack the search of %q: %w", lang.ID, err)
		}
		data, ok := files[path]
		if !ok {
			return nil, fmt.Errorf("%q: %w", path, fs.ErrNotExist)
		}
		return data, nil
	}
	dir := folder + "dir"
	if err := b.put(dir, key, func(ctx context.Context) ([]byte, error) { return find(ctx, dir) }); err != nil {
		return err
	}
	return b.lazy.PutFolder(folder, key, find)
}

// packed packs an index, remembered.
func (b *builder) packed(ctx context.Context, lang site.Lang, s searched, key cache.Key) (map[string][]byte, error) {
	return cache.Do(b.Memo, key, func() (map[string][]byte, error) {
		parts, err := s.parts.of(ctx, b, s)
		if err != nil {
			return nil, err
		}
		files, err := search.Pack(lang, parts, b.Jobs)
		out := map[string][]byte{}
		for _, f := range files {
			out[f.Path] = f.Data
		}
		return out, err
	})
}

// of returns the parts of pages, and keeps these and no others for the next time.
func (p *searchParts) of(ctx context.Context, b *builder, s searched) ([]*search.Part, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := make([]*search.Part, len(s.pages))
	err := b.each(ctx, len(out), func(i int) error {
		if out[i] = p.parts[cache.Key(s.keys[i])]; out[i] == nil {
			out[i] = b.makePart(s.pages[i])
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	p.parts = make(map[cache.Key]*search.Part, len(out))
	for i, key := range s.keys {
		p.parts[cache.Key(key)] = out[i]
	}
	return out, nil
}

// patchSearch puts the indexes of the languages that pages are searched in, and
// their counterparts in other languages.
func (b *builder) patchSearch(pages []assemble.Page, text func(site.TextID) *search.Text) error {
	for _, lang := range b.settings.Langs {
		s, own := b.built.searched[lang.ID], false
		groups := map[int]bool{}
		for _, p := range pages {
			if p.Lang != lang.ID || searchText(p) == nil {
				continue
			}
			if !own { // who reads the old one goes on reading it
				s.pages, s.keys, own = slices.Clone(s.pages), slices.Clone(s.keys), true
			}
			i := b.built.inSearch(p.TextID)
			s.pages[i], s.keys[i] = p, b.partKey(p)
			groups[i/search.Counterparts] = true
		}
		if !own {
			continue
		}
		b.built.searched[lang.ID] = s
		if err := b.putIndex(lang, s); err != nil {
			return err
		}
		for _, other := range b.settings.Langs {
			for n := range groups {
				if other.ID == lang.ID {
					continue
				}
				if err := b.counterparts(lang, other, n, s.pages, text); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
