package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxTerm is the length in characters after which a word is cut off, in index
// and query alike, so that pasted data does not fill the dictionary.
const maxTerm = 64

// emit receives one token: its term, its position, and where it begins in the
// folded text.
type emit func(term string, pos, at int)

// class says what a character is to the tokenizer.
type class uint8

const (
	space     class = iota // ends a word, takes no position; brackets too
	ideograph              // Han and kana
	letter                 // letters and digits of all other scripts
	mark                   // continues a word; alone as if not there
	symbol                 // a token of its own
)

// tokenize cuts folded text into tokens, positions counted from start, and
// returns the position behind the last. The rules are in the package comment;
// assets/ts/search/tokens.ts is the same function.
func tokenize(text string, start int, put emit) (next int) {
	pos := start
	lone := -1 // byte offset of an ideograph or a sign whose successor is not known yet
	end := 0   // where that ends
	kind := space
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		c := classOf(r)
		switch c {
		case ideograph, symbol:
			switch {
			case lone < 0:
			case c == ideograph && kind == ideograph, c == symbol && operators(text[lone:i+n]):
				pair := text[lone : i+n]
				if end < i { // a mark or white space between them
					pair = text[lone:end] + text[i:i+n]
				}
				put(pair, pos-1, lone)
			default:
				put(text[lone:end], pos-1, lone)
			}
			lone, end, kind = i, i+n, c
			pos++
		case letter:
			if lone >= 0 {
				put(text[lone:end], pos-1, lone)
				lone = -1
			}
			if n = plainWord(text[i:]); n > 0 {
				put(text[i:i+n], pos, i)
			} else {
				n = wordLength(text[i:])
				putWord(text[i:i+n], pos, i, put)
			}
			pos++
		}
		i += n
	}
	if lone >= 0 {
		put(text[lone:end], pos-1, lone)
	}
	return pos
}

// operators reports whether a text is two signs side by side that make a pair.
func operators(text string) bool {
	return len(text) == 2 && max(text[0], text[1]) < utf8.RuneSelf && !strings.ContainsAny(text, `,;'"`)
}

func classOf(r rune) class {
	if r < 0x80 {
		return asciiClass(byte(r))
	}
	switch {
	case isIdeograph(r):
		return ideograph
	case unicode.In(r, unicode.L, unicode.N):
		return letter
	case unicode.Is(unicode.M, r):
		return mark
	case unicode.In(r, unicode.Z, unicode.Ps, unicode.Pe):
		return space
	case unicode.In(r, unicode.P, unicode.S):
		return symbol
	}
	return space
}

func asciiClass(c byte) class {
	switch {
	case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9':
		return letter
	case c <= ' ' || c == 0x7f || strings.IndexByte("()[]{}", c) >= 0:
		return space
	}
	return symbol
}

// plainWord returns the length of the word that text begins with if it consists of
// lower-case letters of ASCII and digits, as most do: it is whole, and as the
// dictionary has it. Else it returns 0.
func plainWord(text string) int {
	n := 0
	for n < len(text) && (lower(text[n]) || '0' <= text[n] && text[n] <= '9') {
		n++
	}
	if n > maxTerm {
		return 0
	}
	if n < len(text) {
		r, _ := utf8.DecodeRuneInString(text[n:])
		if c := classOf(r); c == letter || c == mark || r == '_' {
			return 0
		}
	}
	return n
}

// wordLength returns the length in bytes of the word that text begins with.
// Underscores join where a letter follows.
func wordLength(text string) int {
	end := 0
	for i, r := range text {
		switch c := classOf(r); {
		case c == letter || c == mark && end == i:
			end = i + utf8.RuneLen(r)
		case r == '_':
		default:
			return end
		}
	}
	return end
}

// putWord gives the whole word and, at the same position, each of its parts.
func putWord(word string, pos, at int, put emit) {
	whole := term(word)
	put(whole, pos, at)
	var parts []string
	from := 0
	cut := func(to, next int) {
		if part := term(word[from:to]); part != "" && (from > 0 || next < len(word)) {
			parts = append(parts, part)
		}
		from = next
	}
	for i := 1; i < len(word); i++ {
		switch {
		case word[i] == '_':
			cut(i, i+1)
		case humps(word, i):
			cut(i, i)
		}
	}
	cut(len(word), len(word))
	if noun := withoutArticle(whole); noun != "" {
		parts = append(parts, noun)
	}
	for i, part := range parts {
		if part != whole && !slices.Contains(parts[:i], part) {
			put(part, pos, at)
		}
	}
}

// articles are the forms of the Arabic article, alone and behind the words that
// are written together with it.
var articles = [...]string{"ال", "لل", "وال", "بال", "كال", "فال"}

// withoutArticle returns what follows the article of an Arabic word, "" where
// there is none or too little to be a word.
func withoutArticle(word string) string {
	if word[0] < utf8.RuneSelf {
		return ""
	}
	for _, a := range articles {
		if noun, ok := strings.CutPrefix(word, a); ok && utf8.RuneCountInString(noun) >= 3 {
			return noun
		}
	}
	return ""
}

// humps reports whether a new part begins with the letter at word[i]: buildGan
// before G, HTMLParser before P, but GPUs is whole.
func humps(word string, i int) bool {
	if c := word[i]; c < 'A' || c > 'Z' {
		return false
	}
	before := word[i-1]
	if 'a' <= before && before <= 'z' || '0' <= before && before <= '9' {
		return true
	}
	return 'A' <= before && before <= 'Z' && i+2 < len(word) && lower(word[i+1]) && lower(word[i+2])
}

func lower(c byte) bool { return 'a' <= c && c <= 'z' }

// term writes a word as the dictionary has it: lower case and not longer than
// maxTerm.
func term(word string) string {
	if len(word) <= maxTerm {
		return strings.ToLower(word)
	}
	n := 0
	return strings.Map(func(r rune) rune {
		if n++; n > maxTerm {
			return -1
		}
		return unicode.ToLower(r)
	}, word)
}
