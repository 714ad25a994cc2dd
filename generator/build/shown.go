package build

import (
	"sync"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/pairing"
	"duizhao/generator/site"
)

// Shown is a page with what its author may want to know beside it. Nothing in it
// may be changed.
type Shown struct {
	Texts        []assemble.Page // its text, or the two of a paired page, the leading one first
	Translations []Translation   // the page's text as a translation, or else all translations of it
}

// Shown returns the page that is published as the file; ok is false for a file
// that no source stands behind. A later build of the site may take what it reads
// into other hands, so it is not asked while one runs.
func (w Whole) Shown(file string) (s Shown, ok bool) {
	pages := w.shown()
	if i, ok := pages.single[file]; ok {
		s.Texts = []assemble.Page{pages.res.Pages[i]}
	} else if i, ok := pages.paired[file]; ok {
		s.Texts = []assemble.Page{pages.res.Pairs[i].A, pages.res.Pairs[i].B}
	} else {
		return Shown{}, false
	}
	s.Translations = pages.translations(s.Texts)
	return s, true
}

// shownPages finds the pages of a site. It holds places and no pages, so that
// what a build took into the result is shown.
type shownPages struct {
	*builder
	res            *assemble.Result
	single, paired map[string]int      // by file, in res.Pages and res.Pairs
	texts          map[site.TextID]int // in res.Pages
	pairs          *pairer
}

// shownPages returns what makes the list when it is first asked for: most builds
// of the preview come and go without.
func (b *builder) shownPages(res *assemble.Result, pairs *pairer) func() *shownPages {
	return sync.OnceValue(func() *shownPages {
		s := &shownPages{b, res, map[string]int{}, map[string]int{}, map[site.TextID]int{}, pairs}
		for i, p := range res.Pages {
			if p.View.Kind != "" || p.Source == nil {
				continue
			}
			s.single[p.View.URL.File()] = i
			if !p.View.Fallback {
				s.texts[p.Source.TextID] = i
			}
		}
		for i, p := range res.Pairs {
			s.paired[p.URL().File()] = i
		}
		return s
	})
}

// translations returns those that a page with some texts shows a side of.
func (s *shownPages) translations(texts []assemble.Page) []Translation {
	id := site.TextID{Page: texts[0].Source.Page, Lang: texts[0].Source.Original}
	original, ok := s.text(id)
	if !ok {
		return nil
	}
	wanted := map[string]bool{}
	for _, p := range texts {
		if p.View.Lang.ID != id.Lang {
			wanted[p.View.Lang.ID] = true
		}
	}
	var out []Translation
	for _, l := range s.settings.Langs {
		if l.ID == id.Lang || len(wanted) > 0 && !wanted[l.ID] {
			continue
		}
		t := Translation{Source: original.Source, A: textOf(&original), B: pairing.Text{Doc: &markdown.Doc{}, Lang: l}}
		t.IDs[0] = original.View.IDs
		if target, ok := s.text(site.TextID{Page: id.Page, Lang: l.ID}); ok {
			t.Target, t.B, t.IDs[1] = target.Source, textOf(&target), target.View.IDs
		}
		t.aligned = s.pairs.align(t.A, t.B)
		t.settle(s.pairs.lock)
		out = append(out, t)
	}
	return out
}

// text returns the page that shows a text of its own language.
func (s *shownPages) text(id site.TextID) (assemble.Page, bool) {
	i, ok := s.texts[id]
	if !ok || s.res.Pages[i].Doc == nil {
		return assemble.Page{}, false
	}
	return s.res.Pages[i], true
}
