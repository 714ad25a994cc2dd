package assemble

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"duizhao/generator/markdown"
)

// TermUse is a term's use in a plain text.
type TermUse struct {
	Term string // its id
	Form string // as it stands in the text
}

// Uses returns all uses of terms in a plain text, in order, by the rules of Find.
func (f *TermFinder) Uses(text string) []TermUse {
	var out []TermUse
	text = escaped.Replace(text)
	f.scan(text, markdown.Span{End: len(text)}, func(at, n int, term string) {
		if term != "" {
			out = append(out, TermUse{Term: term, Form: html.UnescapeString(text[at : at+n])})
		}
	})
	return out
}

// Lookup returns the id of the term that an author means by a name; "" for none.
func (f *TermFinder) Lookup(name string) string { return f.lookup(name) }

// Forms returns a term's forms in the language, the term itself first.
func (f *TermFinder) Forms(term string) []string { return f.forms[term] }

// Speaks reports whether a plain text speaks of a term, more freely than Uses
// finds it: inside a longer term or word too, its words inflected by rule.
func (f *TermFinder) Speaks(text, term string) bool {
	for _, form := range f.forms[term] {
		if holds(text, form) {
			return true
		}
	}
	return false
}

// holds looks for a form word by word; each may go on in the text where the form
// ends it (regularize, regularised). A form of one script without spaces is
// looked for as it is.
func holds(text, form string) bool {
	words := strings.FieldsFunc(lowered(form), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) == 0 {
		return strings.Contains(text, form)
	}
	text = lowered(text)
	for from := 0; ; {
		i := wordStart(text[from:], rootOf(words[0]))
		if i < 0 {
			return false
		}
		from += i
		if follows(text[from:], words) {
			return true
		}
		_, size := utf8.DecodeRuneInString(text[from:])
		from += size
	}
}

// lowered is a text as forms are compared.
func lowered(s string) string { return strings.Map(plain, closed(s)) }

// stem cuts the ending of a Latin word of some length.
func stem(word string) string {
	last, _ := utf8.DecodeLastRuneInString(word)
	if !inWord(last) || len(word) < 5 {
		return word
	}
	for _, end := range []string{"ization", "isation", "ation", "ing", "ion", "ity", "ies", "es", "ed", "or", "er", "s", "y", "e"} {
		if cut, ok := strings.CutSuffix(word, end); ok && len(cut) >= 4 {
			return cut
		}
	}
	return word
}

// wordStart finds where a stem begins a word; -1 for nowhere.
func wordStart(text, stem string) int {
	first, _ := utf8.DecodeRuneInString(stem)
	for from := 0; ; {
		i := strings.Index(text[from:], stem)
		if i < 0 {
			return -1
		}
		at := from + i
		if before, _ := utf8.DecodeLastRuneInString(text[:at]); at == 0 || !inWord(first) || !inWord(before) {
			return at
		}
		from = at + len(stem)
	}
}

// follows reports whether text begins with the words, each of which may go on by
// some letters. Between two up to three others may stand: "a KL and a JS divergence".
func follows(text string, words []string) bool {
	text, ok := begins(text, words[0])
	for _, w := range words[1:] {
		for others := 0; ok; others++ {
			text = strings.TrimLeftFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
			rest, found := begins(text, w)
			if found {
				text = rest
				break
			}
			text = strings.TrimLeftFunc(text, inWord)
			ok = others < 3
		}
	}
	return ok
}

// begins cuts a word, inflected or not, off the start of text.
func begins(text, word string) (rest string, ok bool) {
	s := stem(word)
	behind, ok := strings.CutPrefix(text, s)
	if last, _ := utf8.DecodeLastRuneInString(s); !inWord(last) {
		return behind, ok
	}
	rest = strings.TrimLeftFunc(text, inWord)
	n := len(behind) - len(rest)
	return rest, ok && (n <= 2 || n <= 9 && len(s) >= 4) || sameWord(text[:len(text)-len(rest)], word)
}
