package main

import (
	"path"
	"slices"
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/build"
	"duizhao/generator/serve"
	"duizhao/generator/site"
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

// sourcePages knows which pages of the preview show a source. A build changes what
// it knows: only who builds may ask, between two builds or at the end of one.
type sourcePages struct {
	pages []assemble.Page
}

// take notes the pages of a run.
func (s *sourcePages) take(w build.Whole) { s.pages = w.Pages }

// of returns the files of the pages that show a source, as their text or included
// in it: their own, those beside another language, those of languages that lack it.
func (s *sourcePages) of(source string) []string {
	pages := s.pages
	texts, keys := map[site.TextID]bool{}, map[string]bool{}
	var own, pairs, lacking []string
	for _, p := range pages {
		if p.View.Kind != "" || p.Source == nil || p.Source.Path != source && !includes(p.Parts, source) {
			continue
		}
		if p.View.Fallback {
			lacking = append(lacking, p.View.URL.File())
			continue
		}
		own = append(own, p.View.URL.File())
		texts[p.TextID], keys[p.TextID.Page] = true, true
	}
	for _, p := range pages {
		if !keys[p.TextID.Page] || p.View.Fallback {
			continue
		}
		for _, pair := range p.View.Pairs {
			if texts[p.TextID] || texts[site.TextID{Page: p.TextID.Page, Lang: pair.Lang.ID}] {
				pairs = append(pairs, pair.URL.File())
			}
		}
	}
	return slices.Concat(own, pairs, lacking)
}

// includes reports whether a source is among the parts of a text, or theirs.
func includes(parts []*assemble.Part, source string) bool {
	return slices.ContainsFunc(parts, func(p *assemble.Part) bool {
		return p != nil && (p.Source.Path == source || includes(p.Parts, source))
	})
}
