package book

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"duizhao/generator/assemble"
	"duizhao/generator/build"
	"duizhao/generator/config"
	"duizhao/generator/site"

	"golang.org/x/net/html"
)

// store holds published files, by path.
type store struct {
	mu    sync.Mutex
	pages map[string][]byte // the chosen pages
	files map[string][]byte // what pages may show
}

// Put keeps the pages of the book, and all files that are no pages: which of them
// these show is known when they are read.
func (g *gatherer) Put(name string, _ [16]byte, make func(context.Context) ([]byte, error)) error {
	page := path.Ext(name) == ".html"
	if page && !g.wanted[name] || g.wrong != nil {
		return nil
	}
	data, err := make(g.ctx)
	if err != nil {
		return err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if page {
		g.pages[name] = data
	} else {
		g.files[name] = data
	}
	return nil
}

// Keep has nothing to keep: a source that cannot be read is an error, and then
// there is no book.
func (g *gatherer) Keep(string) {}

// read parses the chosen pages.
func (g *gatherer) read() error {
	for i := range g.chosen {
		c := &g.chosen[i]
		var err error
		if c.doc, err = html.Parse(bytes.NewReader(g.pages[c.file])); err != nil {
			return fmt.Errorf("make the book: read %q: %w", c.file, err)
		}
	}
	return nil
}

// choose picks the pages of the book, in order.
func (g *gatherer) choose(w build.Whole) {
	g.settings, g.theme, g.style, g.ebookStyle, g.fonts = w.Settings, w.Theme, w.Style, w.Ebook, w.Fonts
	if g.langs, g.wrong = languages(w.Settings, g.opt.Langs); g.wrong != nil {
		return
	}
	g.wanted = map[string]bool{}
	var last []chosen
	for _, p := range w.Pages {
		v := p.View
		if slices.ContainsFunc(g.langs, func(l site.Lang) bool { return l.ID == v.Lang.ID }) {
			g.updated = max(g.updated, v.Updated, v.Published)
		}
		if v.Lang.ID != g.langs[0].ID || v.Kind != "" && v.Kind != assemble.GlossaryPage {
			continue
		}
		c := chosen{view: v, file: v.URL.File(), key: v.Page}
		if v.Kind != "" {
			last = append(last, c)
			continue
		}
		if len(g.langs) == 2 {
			for _, l := range v.Pairs {
				if l.Lang.ID == g.langs[1].ID {
					c.file = l.URL.File()
				}
			}
		}
		g.chosen = append(g.chosen, c)
	}
	g.chosen = append(g.chosen, last...)
	for _, c := range g.chosen {
		g.wanted[c.file] = true
	}
	if len(g.chosen) == 0 {
		g.wrong = fmt.Errorf("make the book: the site has no page")
	}
}

// languages returns the languages of a book.
func languages(s *config.Settings, ids []string) ([]site.Lang, error) {
	if len(ids) == 0 {
		if len(s.Langs) != 1 {
			return nil, &LanguageError{"which language?", "name one with --lang, or two for both side by side"}
		}
		return s.Langs, nil
	}
	if len(ids) > 2 {
		return nil, &LanguageError{"a book has one language or two", ""}
	}
	var out []site.Lang
	for _, id := range ids {
		l, ok := s.Lang(id)
		if !ok {
			var all []string
			for _, l := range s.Langs {
				all = append(all, l.ID)
			}
			return nil, &LanguageError{fmt.Sprintf("the site has no language %q", id), "it has " + strings.Join(all, ", ")}
		}
		if len(out) == 1 && out[0].ID == id {
			return nil, &LanguageError{fmt.Sprintf("%q is named twice", id), ""}
		}
		out = append(out, l)
	}
	return out, nil
}
