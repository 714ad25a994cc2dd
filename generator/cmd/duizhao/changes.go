package main

import (
	"path"
	"slices"
	"strings"
	"sync"

	"duizhao/generator/assemble"
	"duizhao/generator/build"
	"duizhao/generator/serve"
)

// kindOf tells what an open page of the preview has to do when a file of the site
// changed: templates and scripts make another page of the same text.
func kindOf(file string) serve.Kind {
	folder, _, _ := strings.Cut(file, "/")
	switch {
	case folder != "templates" && folder != "assets":
		return serve.Patch
	case path.Ext(file) == ".css":
		return serve.Style
	}
	return serve.Reload
}

// shownPages knows which pages of the preview show a source.
type shownPages struct {
	mu    sync.Mutex
	pages []assemble.Page
}

// take notes the pages of a run.
func (s *shownPages) take(w build.Whole) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages = w.Pages
}

// of returns the files of the pages that show a source: its own, those of it beside
// another language, those of languages that lack it.
func (s *shownPages) of(source string) []string {
	s.mu.Lock()
	pages := s.pages
	s.mu.Unlock()
	i := slices.IndexFunc(pages, func(p assemble.Page) bool {
		return p.Source != nil && p.Source.Path == source && p.View.Kind == "" && !p.View.Fallback
	})
	if i < 0 {
		return nil
	}
	text := pages[i].TextID
	own, more := []string{pages[i].View.URL.File()}, []string(nil)
	for _, p := range pages {
		switch {
		case p.TextID.Page != text.Page:
		case p.View.Fallback && p.Source.Path == source:
			more = append(more, p.View.URL.File())
		case !p.View.Fallback:
			for _, pair := range p.View.Pairs {
				if p.TextID == text || pair.Lang.ID == text.Lang {
					own = append(own, pair.URL.File())
				}
			}
		}
	}
	return append(own, more...)
}
