package search

import (
	"math/bits"
	"unicode"
	"unicode/utf8"
)

// Keys of the vocabularies: terms that no text has, for they begin with a
// control character. They stand before all others in the dictionary, and no
// shard has both.
const (
	spelledKey  = "\x01" // headings by their pinyin
	initialsKey = "\x02" // and by its initials
	wordKey     = "\x03" // words, for what is mistyped
)

// vocabulary reports whether a term is a key of a vocabulary.
func vocabulary(term string) bool { return term[0] < ' ' }

// The lengths in characters of a word that a mistyped one may stand for.
const (
	minWord = 3
	maxWord = 24
)

// complete puts the vocabulary of words in front of the dictionary's terms,
// behind the pinyin, and summaries among the terms.
func complete(lists []list, parts []*Part) []list {
	at, docs := 0, 0
	for at < len(lists) && vocabulary(lists[at].term) {
		at++
	}
	var words []list
	for _, l := range lists[at:] {
		docs += l.docs
		if isWord(l.term) {
			words = append(words, list{term: wordKey + l.term, count: bits.Len(uint(len(l.pages)))})
		}
	}
	out := make([]list, 0, len(lists)+len(words)+docs/summarySize) // no summary stands for less
	out = append(append(out, lists[:at]...), words...)
	return summarize(out, lists[at:], parts)
}

// isWord reports whether a term is a word that can be mistyped: letters, and
// underscores between them. What has digits is no word.
func isWord(term string) bool {
	if n := utf8.RuneCountInString(term); n < minWord || n > maxWord {
		return false
	}
	for _, r := range term {
		switch {
		case 'a' <= r && r <= 'z' || r == '_':
		case r < 0x80 || isIdeograph(r) || !unicode.Is(unicode.L, r):
			return false
		}
	}
	return true
}
