package pairing

import (
	"unicode"

	"duizhao/generator/site"

	"golang.org/x/text/language"
)

// What reads the same on both sides is code, a formula, a name, which is the same
// in any language, or a text that nobody has translated. A block is taken for a copy if
// its prose, or a picture's alternative text, has a letter of the source's script.
// Such a copy can still be right where both languages are written in that script (Hant and Hans, French and
// English): whoever accepts it says so. Where the translation's language is not
// written in it, as Han on an English page, it is foreign.

// Copied reports whether a row of the source a and its translation b has the
// source's words on both sides.
func Copied(a, b Text, r Row) bool {
	return len(r.A) > 0 && len(r.B) > 0 && a.hasLetter(r.A, scriptOf(a.Lang)) && a.Digest(r.A...) == b.Digest(r.B...)
}

// Foreign reports whether a row is a copy that cannot be a text of the
// translation's language.
func Foreign(a, b Text, r Row) bool {
	return !sharesScript(a.Lang, b.Lang) && Copied(a, b, r)
}

// hasLetter reports whether the prose of some blocks has a letter of a script.
func (t Text) hasLetter(blocks []int, in []*unicode.RangeTable) bool {
	for _, i := range blocks {
		for _, run := range t.Doc.Blocks[i].Runs {
			if run.Field != site.Prose && run.Field != site.Alt {
				continue
			}
			for _, c := range run.Text {
				if unicode.IsLetter(c) && unicode.In(c, in...) {
					return true
				}
			}
		}
	}
	return false
}

// scriptOf returns the letters that a language is written in, not those that it
// borrows; all letters where that is not known.
func scriptOf(l site.Lang) []*unicode.RangeTable {
	script, _ := language.Make(l.Tag).Script()
	switch s := script.String(); s {
	case "Hans", "Hant", "Hani":
		return []*unicode.RangeTable{unicode.Han}
	case "Jpan":
		return []*unicode.RangeTable{unicode.Hiragana, unicode.Katakana, unicode.Han}
	case "Kore":
		return []*unicode.RangeTable{unicode.Hangul}
	case "Latn":
		return []*unicode.RangeTable{unicode.Latin}
	case "Cyrl":
		return []*unicode.RangeTable{unicode.Cyrillic}
	case "Arab":
		return []*unicode.RangeTable{unicode.Arabic}
	case "Grek":
		return []*unicode.RangeTable{unicode.Greek}
	case "Hebr":
		return []*unicode.RangeTable{unicode.Hebrew}
	case "Deva":
		return []*unicode.RangeTable{unicode.Devanagari}
	case "Thai":
		return []*unicode.RangeTable{unicode.Thai}
	}
	return []*unicode.RangeTable{unicode.L}
}

// sharesScript reports whether words of the source's language may stand in the
// translation's as they are. Latin words do in every language: names of products
// and people are written so.
func sharesScript(from, to site.Lang) bool {
	for _, x := range scriptOf(from) {
		if x == unicode.L || x == unicode.Latin {
			return true
		}
		for _, y := range scriptOf(to) {
			if x == y || y == unicode.L {
				return true
			}
		}
	}
	return false
}
