package content

import (
	"path"
	"slices"
)

// sourceLanguages gives the texts of each page their page's source language,
// the one it is written in first and translated from: that of the text which a
// text of the page names by `translates:`, where one does; else the site's
// source language, if the page has a text in it; else the first of the site's
// languages in which it has one. Where texts of a page name different ones,
// what the text in the site's source language says holds, then what the first
// of the others says, in the order of the site's languages.
//
// The text in the site's source language, unless it says `translates:` itself,
// is no translation, whatever others name.
func (l *loader) sourceLanguages() {
	pages := map[string][]int{}
	for i, s := range l.tree.Sources {
		pages[s.Page] = append(pages[s.Page], i)
	}
	for _, texts := range pages {
		slices.SortFunc(texts, func(i, j int) int { return l.rank(i) - l.rank(j) })
		from := l.sourceLanguage(texts)
		for _, i := range texts {
			l.tree.Sources[i].Original = from
		}
	}
}

// Original returns the text that those of a page, by their languages, are
// translations of; nil for none.
func Original(texts map[string]*Source) *Source {
	for _, t := range texts {
		return texts[t.Original] // the same for all
	}
	return nil
}

// rank orders the texts of a page: the site's source language comes first.
func (l *loader) rank(i int) int {
	if lang := l.tree.Sources[i].Lang; lang != l.settings.Source {
		return 1 + l.langIndex(lang)
	}
	return 0
}

// sourceLanguage returns that of a page by its texts in their order.
func (l *loader) sourceLanguage(texts []int) string {
	for _, i := range texts {
		s := l.tree.Sources[i]
		said := s.Front.Translates.Text
		if said == "" {
			if s.Lang == l.settings.Source {
				break
			}
			continue
		}
		for _, j := range texts {
			if o := l.tree.Sources[j]; o.Lang != s.Lang && o.Path == path.Join(Root, said) {
				return o.Lang
			}
		}
	}
	return l.tree.Sources[texts[0]].Lang
}
