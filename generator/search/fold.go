package search

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold brings text into the one spelling that index and query share, all but
// the case of letters: the tokenizer still needs it to find the parts of
// camelCase. It reports whether a traditional character was simplified.
func fold(text string) (folded string, traditional bool) {
	if ascii(text) {
		return text, false
	}
	text = norm.NFKC.String(text)
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range text {
		switch {
		case r < 0x80:
			b.WriteByte(byte(r))
		case isIdeograph(r):
			s := simplify(r)
			traditional = traditional || s != r
			b.WriteRune(s)
		case r == tatweel || 0x600 <= r && r <= 0x6ff && unicode.Is(unicode.Mn, r):
			// A stroke that makes a word longer, signs of vowels.
		case unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z):
			b.WriteRune(foldOther(r))
		default:
			// Soft hyphens, joiners, byte order marks: the word goes on.
		}
	}
	return b.String(), traditional
}

const tatweel = 'ـ'

// foldOther folds the few characters besides Han that NFKC and lower case
// leave apart, or that Go and JavaScript write differently in lower case.
func foldOther(r rune) rune {
	switch r {
	case '‘', '’':
		return '\''
	case '“', '”':
		return '"'
	case 'İ':
		return 'i'
	case 'ς':
		return 'σ'
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ى':
		return 'ي'
	case 'ة':
		return 'ه'
	case '،':
		return ','
	case '؛':
		return ';'
	case '؟':
		return '?'
	}
	switch {
	case '٠' <= r && r <= '٩':
		return r - '٠' + '0'
	case '۰' <= r && r <= '۹':
		return r - '۰' + '0'
	}
	return r
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// simplify returns the simplified form of a traditional character, any other
// character unchanged. Every character of the table takes three bytes.
func simplify(r rune) rune {
	low, high := 0, len(simplified)/6
	for low < high {
		mid := (low + high) / 2
		if rune3(simplified[mid*6:]) < r {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low*6 < len(simplified) && rune3(simplified[low*6:]) == r {
		return rune3(simplified[low*6+3:])
	}
	return r
}

func rune3(s string) rune {
	return rune(s[0]&0x0f)<<12 | rune(s[1]&0x3f)<<6 | rune(s[2]&0x3f)
}

// isIdeograph reports whether r belongs to a script that is written without
// spaces between words and therefore cut into pairs: Han and kana.
func isIdeograph(r rune) bool {
	switch {
	case r < 0x2e80:
		return false
	case 0x4e00 <= r && r <= 0x9fff || r == 'ー' || 0x20000 <= r && r < 0x3fffe:
		// Planes 2 and 3 are Han whether a table knows the character yet or
		// not: this program's and the browser's are of different years.
		return true
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}
