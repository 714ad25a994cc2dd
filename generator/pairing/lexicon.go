package pairing

import (
	"cmp"
	_ "embed" // for the lexicon
	"strings"
	"sync"
	"unicode/utf8"

	"duizhao/generator/site"
)

//go:embed lexicon.txt
var lexiconText string

// lexicon finds common words in English and in Chinese text, by the stem of the
// English one. It is small and knows no more than that two words often stand in
// paragraphs that translate each other.
type lexicon struct {
	stems map[string]bool
	han   map[rune][]form // by the first character
}

// theLexicon reads it once; it is never changed.
var theLexicon = sync.OnceValue(readLexicon)

func readLexicon() *lexicon {
	l := &lexicon{map[string]bool{}, map[rune][]form{}}
	for _, line := range strings.Split(lexiconText, "\n") {
		words := strings.Fields(line)
		if len(words) < 2 || words[0] == "#" {
			continue
		}
		l.stems[words[0]] = true
		for _, w := range words[1:] {
			c, _ := utf8.DecodeRuneInString(w)
			l.han[c] = append(l.han[c], form{w, words[0]})
		}
	}
	return l
}

// hasLexicon reports whether a language is English or Chinese.
func hasLexicon(l site.Lang) bool {
	tag, _, _ := strings.Cut(cmp.Or(l.Tag, l.ID), "-")
	return tag == "en" || tag == "zh"
}

// find calls found with the stem of each word in a Chinese text.
func (l *lexicon) find(s string, found func(stem string)) {
	for i, c := range s {
		if c < utf8.RuneSelf {
			continue
		}
		for _, w := range l.han[c] {
			if strings.HasPrefix(s[i:], w.text) {
				found(w.id)
			}
		}
	}
}

// stem cuts the commonest endings off an English word in lower case, so that
// most forms of one word are alike.
func stem(w string) string {
	n := len(w)
	switch {
	case n > 4 && strings.HasSuffix(w, "ies"):
		w = w[:n-3] + "y"
	case n > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us"):
		w = w[:n-1]
	}
	n = len(w)
	switch {
	case n > 5 && strings.HasSuffix(w, "ing"):
		w = w[:n-3]
	case n > 4 && (strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "ly")):
		w = w[:n-2]
	}
	if len(w) > 4 {
		w = strings.TrimSuffix(w, "e")
	}
	return w
}
