package check

import (
	"fmt"

	"duizhao/generator/assemble"
	"duizhao/generator/diag"
)

// unusedTerms reports terms of the glossary that no text has, in any language, and
// that do not stand there for their own sake. Where a text uses a term is not only
// where it is marked: headings and links are of the text too, and so are the
// definitions of other terms, which readers find beside it.
func unusedTerms(s Site) []diag.Diagnostic {
	if s.Glossary == nil {
		return nil
	}
	used := marked(s.Pages)
	left := map[string]bool{}
	for _, t := range s.Glossary.Terms {
		if !used[t.ID] && !t.Listed {
			left[t.ID] = true
		}
	}
	if len(left) > 0 {
		s.elsewhere(left)
	}
	var out []diag.Diagnostic
	for _, t := range s.Glossary.Terms {
		if left[t.ID] {
			out = append(out, diag.Note{Start: t.Start, End: t.End, Severity: diag.Warning, Code: "unused-term",
				Text: fmt.Sprintf("no text has the term %q", t.ID),
				Hint: "use it, add the form that texts use to LANG.also, or take it out; yes in the column listed keeps one that is there to be looked up"}.In(s.Terms, s.Glossary.Text))
		}
	}
	return fewOf(out, len(s.Glossary.Terms))
}

// marked returns the terms that pages mark.
func marked(pages []assemble.Page) map[string]bool {
	out := map[string]bool{}
	for _, p := range own(pages) {
		for _, t := range p.View.Terms {
			out[t.Term] = true
		}
		for _, m := range p.View.Marks {
			out[m.Card.Term] = true
		}
	}
	return out
}

// elsewhere takes out the terms that stand where nothing is marked.
func (s Site) elsewhere(left map[string]bool) {
	for _, p := range own(s.Pages) {
		texts := []string{p.View.Title, p.Source.Front.Description}
		for _, b := range p.Doc.Blocks {
			texts = append(texts, b.Text())
		}
		for _, text := range texts {
			for _, id := range s.Find(p.Lang, text) {
				delete(left, id)
			}
		}
	}
	for _, t := range s.Glossary.Terms {
		for lang, definition := range t.Definition {
			for _, id := range s.Find(lang, definition) {
				if id != t.ID {
					delete(left, id)
				}
			}
		}
	}
}
