package pairing

import (
	"cmp"
	_ "embed" // for the lexicon
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"duizhao/generator/site"
)

//go:embed lexicon.txt
var lexiconText string

//go:embed basic.txt
var basicText string

// lexicon finds common words in English and in Chinese text, by the stem of the
// English one. It is small and knows no more than that two words often stand in
// paragraphs that translate each other.
type lexicon struct {
	stems map[string][]string // which words a stem may be of
	han   map[rune][]form     // by the first character
}

// theLexicon reads it once; it is never changed.
var theLexicon = sync.OnceValue(func() *lexicon { return readLexicon(basicText, lexiconText) })

func readLexicon(basic, more string) *lexicon {
	l := &lexicon{map[string][]string{}, map[rune][]form{}}
	for line := range strings.Lines(basic) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		id := stem(words[0])
		for _, w := range words {
			if w[0] < utf8.RuneSelf {
				if s := stem(w); !slices.Contains(l.stems[s], id) {
					l.stems[s] = append(l.stems[s], id)
				}
			} else {
				l.add(w, id)
			}
		}
	}
	for line := range strings.Lines(more) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		if l.stems[words[0]] == nil {
			l.stems[words[0]] = []string{words[0]}
		}
		for _, w := range words[1:] {
			l.add(w, l.stems[words[0]][0])
		}
	}
	return l
}

func (l *lexicon) add(han, id string) {
	c, size := utf8.DecodeRuneInString(han)
	f := form{han, id}
	if slices.Contains(l.han[c], f) {
		return
	}
	l.han[c] = append(l.han[c], f)
	if len(han) == size { // behind the longer ones
		return
	}
	slices.SortStableFunc(l.han[c], func(x, y form) int { return len(y.text) - len(x.text) })
}

// hasLexicon reports whether a language is English or Chinese.
func hasLexicon(l site.Lang) bool {
	tag, _, _ := strings.Cut(cmp.Or(l.Tag, l.ID), "-")
	return tag == "en" || tag == "zh"
}

// find calls found with the word of each in a Chinese text. A single character
// is one only where no longer word holds it: 水 is water, 水平 is not.
func (l *lexicon) find(s string, found func(id string)) {
	end := 0 // of the longer words so far
	for i, c := range s {
		if c < utf8.RuneSelf {
			continue
		}
		for _, w := range l.han[c] {
			if !strings.HasPrefix(s[i:], w.text) {
				continue
			}
			if single := len(w.text) == utf8.RuneLen(c); !single {
				end = max(end, i+len(w.text))
			} else if i < end {
				continue
			}
			found(w.id)
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
