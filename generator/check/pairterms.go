package check

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"duizhao/generator/assemble"
)

// A term that one side uses must be spoken of on the other: by any of its forms
// there, inflected by the rules of English (cities, running; not ran, which the
// glossary has to name as a further form) or inside a longer word, or by a form of the first side's
// language that stands in brackets, in a title or as code. Headings are worded freely: their
// terms are not asked for. A term that the translation alone has is reported only
// where its form tells that it is meant: an ordinary word is often just that.

// terms reports terms without a counterpart.
func (c *comparison) terms(a, b *side) {
	if a.prose.String() == b.prose.String() {
		return // what is the same has no translation
	}
	there, here := c.finders[0], c.finders[1]
	for _, u := range used(a, there) {
		if forms := here.Forms(u.Term); len(forms) > 0 && !speaks(b, here, there, u.Term) {
			c.Add(note("pair-term", b.start, b.start,
				fmt.Sprintf("the term %q of the original, %s, has no counterpart in this block", u.Form, c.at(a.place(u.Form))), "write "+quoted(forms)))
		}
	}
	for _, u := range used(b, here) {
		if forms := there.Forms(u.Term); len(forms) > 0 && telling(u.Form) && !speaks(a, there, here, u.Term) {
			at := b.place(u.Form)
			c.Add(note("pair-term", at, at+len(u.Form),
				fmt.Sprintf("the term %q has no counterpart in the original, %s", u.Form, c.at(a.start)), "there it would be "+quoted(forms)))
		}
	}
}

// telling reports whether a form is more than an ordinary word: it has two words,
// a capital letter or four characters of Han.
func telling(form string) bool {
	n := 0
	for i, r := range form {
		if unicode.IsSpace(r) || unicode.IsUpper(r) && i > 0 {
			return true
		}
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n >= 4
}

func quoted(forms []string) string {
	if len(forms) > 3 {
		forms = forms[:3]
	}
	return `"` + strings.Join(forms, `" or "`) + `"`
}

// used returns the first use of each term in a side.
func used(s *side, f *assemble.TermFinder) []assemble.TermUse {
	var out []assemble.TermUse
	seen := map[string]bool{}
	for _, u := range f.Uses(s.asked.String()) {
		if !seen[u.Term] {
			seen[u.Term] = true
			out = append(out, u)
		}
	}
	return out
}

// speaks reports whether a side speaks of a term in its own language, or names
// it in the other's.
func speaks(s *side, own, other *assemble.TermFinder, term string) bool {
	prose := s.prose.String()
	if own.Speaks(prose, term) || own.Speaks(s.aside.String(), term) || other.Speaks(s.aside.String(), term) {
		return true
	}
	for _, name := range s.explicit {
		if own.Lookup(name) == term {
			return true
		}
	}
	if !s.han {
		return other.Speaks(prose, term)
	}
	return other.Speaks(strings.Join(brackets.FindAllString(prose, -1), " "), term) || quotes(prose, other, term)
}

var brackets = regexp.MustCompile(`[（(\[][^（）()\[\]]*[）)\]]`)

// quotes reports whether a Chinese text has a term among other words of another
// script, as titles have it: there it stays as it is. Alone it is a word that was
// not translated.
func quotes(prose string, other *assemble.TermFinder, term string) bool {
	most := 0
	for _, f := range other.Forms(term) {
		most = max(most, len(strings.Fields(f)))
	}
	for _, part := range strings.FieldsFunc(prose, func(r rune) bool {
		return unicode.Is(unicode.Han, r) || strings.ContainsRune("，。；：、？！“”《》\n", r)
	}) {
		if len(strings.Fields(part)) > most && other.Speaks(part, term) {
			return true
		}
	}
	return false
}

// place returns where a side's source has a text for the first time.
func (s *side) place(text string) int {
	for _, b := range s.blocks {
		if i := bytes.Index(b.text, []byte(text)); i >= 0 {
			return b.from + i
		}
	}
	return s.start
}
