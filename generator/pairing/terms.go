package pairing

import (
	"sort"
	"strings"
	"unicode/utf8"

	"duizhao/generator/refs"
)

// forms finds the terms of a glossary in texts of one language.
type forms struct {
	first map[rune][]form // by the first character, in lower case
}

// form is a form of a term; without an id, a word that has a form in it and means
// something else.
type form struct{ text, id string }

// formsOf indexes the forms of a language; nil where there is no glossary.
func formsOf(g *refs.Glossary, lang string) *forms {
	if g == nil {
		return nil
	}
	f := &forms{first: map[rune][]form{}}
	for i := range g.Terms {
		for _, s := range g.Terms[i].Forms[lang] {
			f.add(s, g.Terms[i].ID)
		}
		for _, s := range g.Terms[i].Not[lang] {
			f.add(s, "")
		}
	}
	for _, list := range f.first {
		// The longest form counts, so that "context window" is no "context".
		sort.SliceStable(list, func(i, j int) bool { return len(list[i].text) > len(list[j].text) })
	}
	return f
}

func (f *forms) add(s, id string) {
	s = strings.ToLower(s)
	c, _ := utf8.DecodeRuneInString(s)
	f.first[c] = append(f.first[c], form{s, id})
}

// find calls found with the id of each term in a text. A form in Latin letters
// begins at the start of a word; it may have an ending, such as the plural's. No
// term begins inside another, or in a word that means something else.
func (f *forms) find(s string, found func(id string)) {
	if f == nil {
		return
	}
	s = strings.ToLower(s)
	free := 0
	for i, c := range s {
		if i < free || c < utf8.RuneSelf && i > 0 && alphanumeric(s[i-1]) {
			continue
		}
		for _, x := range f.first[c] {
			if strings.HasPrefix(s[i:], x.text) {
				free = i + len(x.text)
				if x.id != "" {
					found(x.id)
				}
				break
			}
		}
	}
}
