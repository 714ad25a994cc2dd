package search

import (
	"strings"
	"sync"
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
	if !common(text) {
		text = norm.NFKC.String(text)
	}
	var b strings.Builder
	b.Grow(len(text))
	table := traditionals()
	for _, r := range text {
		switch {
		case r < 0x80:
			b.WriteByte(byte(r))
		case r >= fullWidth && r <= fullWidth+'~':
			b.WriteByte(byte(r - fullWidth))
		case isIdeograph(r):
			s := simplify(r, table)
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

// fullWidth is what full-width forms of ASCII are behind ASCII, beginning with '!'.
const fullWidth = 0xfee0

// common reports whether a text consists of ASCII, Han of the Basic Multilingual
// Plane's main block and punctuation of Chinese, all but full-width forms as NFKC
// leaves them: most text in Chinese, which needs no slower look.
func common(text string) bool {
	for _, r := range text {
		switch {
		case r < 0x80, 0x4e00 <= r && r <= 0x9fff, r == '、', r == '。', '《' <= r && r <= '】':
		case 0x2018 <= r && r <= 0x2019, 0x201c <= r && r <= 0x201d, r == '—':
		case r > fullWidth+' ' && r <= fullWidth+'~':
		default:
			return false
		}
	}
	return true
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

// Simplify returns the simplified form of a traditional character, any other
// character unchanged.
func Simplify(r rune) rune { return simplify(r, traditionals()) }

func simplify(r rune, table []uint16) rune {
	if i := int(r) - firstTraditional; i >= 0 && i < len(table) && table[i] != 0 {
		return rune(table[i])
	}
	return r
}

// firstTraditional is the first character of the table.
var firstTraditional = int(rune3(simplified))

// traditionals returns the table as one entry for each character from the first
// traditional one to the last, 0 for those that stay. Every character of the
// table takes three bytes.
var traditionals = sync.OnceValue(func() []uint16 {
	out := make([]uint16, int(rune3(simplified[len(simplified)-6:]))-firstTraditional+1)
	for rest := simplified; rest != ""; rest = rest[6:] {
		out[int(rune3(rest))-firstTraditional] = uint16(rune3(rest[3:]))
	}
	return out
})

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
