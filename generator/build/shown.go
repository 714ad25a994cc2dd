package build

import (
	"slices"
	"sync"

	"duizhao/generator/assemble"
	"duizhao/generator/content"
	"duizhao/generator/site"
)

// Shown is a page with what its author may want to know beside it. Nothing in it
// may be changed.
type Shown struct {
	Texts        []assemble.Page // its text, or the two of a paired page, the leading one first
	Translations []Translation   // the page's text as a translation, or else all translations of it
}

// Shown returns the page that is published as the file; ok is false for a file
// that no source stands behind.
func (w Whole) Shown(file string) (s Shown, ok bool) {
	texts := w.shown().byFile[file]
	if len(texts) == 0 {
		return Shown{}, false
	}
	return Shown{texts, w.shown().translations(texts)}, true
}

// shownPages are the pages of a site by their files, and what sets them beside
// each other.
type shownPages struct {
	langs  []site.Lang
	byFile map[string][]assemble.Page
	byText map[site.TextID]*content.Source
	*translator
}

// shownPages returns what makes the list when it is first asked for: most builds
// of the preview come and go without.
func (b *builder) shownPages(res *assemble.Result, x *translator) func() *shownPages {
	return sync.OnceValue(func() *shownPages {
		s := &shownPages{b.settings.Langs, map[string][]assemble.Page{}, map[site.TextID]*content.Source{}, x}
		x.ids = map[site.TextID][]string{}
		for _, p := range res.Pages {
			if p.View.Kind != "" || p.Source == nil {
				continue
			}
			s.byFile[p.View.URL.File()] = []assemble.Page{p}
			if !p.View.Fallback {
				s.byText[p.Source.TextID], x.ids[p.Source.TextID] = p.Source, p.View.IDs
			}
		}
		for _, p := range res.Pairs {
			s.byFile[p.URL().File()] = []assemble.Page{p.A, p.B}
		}
		return s
	})
}

// translations returns those that a page with some texts shows a side of.
func (s *shownPages) translations(texts []assemble.Page) []Translation {
	original := s.byText[site.TextID{Page: texts[0].Source.Page, Lang: texts[0].Source.Original}]
	if original == nil {
		return nil
	}
	wanted := map[string]bool{}
	for _, p := range texts {
		if p.View.Lang.ID != original.Lang {
			wanted[p.View.Lang.ID] = true
		}
	}
	var out []Translation
	for _, l := range s.langs {
		if l.ID == original.Lang || len(wanted) > 0 && !wanted[l.ID] {
			continue
		}
		from := slices.IndexFunc(s.langs, func(l site.Lang) bool { return l.ID == original.Lang })
		out = append(out, s.translation(original, s.langs[from], s.byText[site.TextID{Page: original.Page, Lang: l.ID}], l))
	}
	return out
}
