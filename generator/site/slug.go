package site

import (
	"strconv"
	"strings"
	"unicode"
)

// Slug makes an id of a text: letters of any script, marks and digits in lower
// case, everything between them one hyphen. A text with neither gives "".
func Slug(text string) string {
	var b strings.Builder
	gap := false
	for _, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’':
			// An apostrophe joins: "don't" is "dont".
		default:
			gap = true
		}
	}
	return b.String()
}

// ASCIISlug is Slug for languages written in Latin letters: what is not ASCII
// counts as a gap. It gives "" where nothing is left.
func ASCIISlug(text string) string {
	return Slug(strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII && r != '’' {
			return ' '
		}
		return r
	}, text))
}

// IDs hands out ids that are unique on one page.
type IDs struct {
	taken map[string]bool
	next  map[string]int // of an id that was wanted twice: the number to try
}

// Take reserves an id exactly as given and reports whether it was free.
func (s *IDs) Take(id string) bool {
	if s.taken == nil {
		s.taken = map[string]bool{}
	}
	if s.taken[id] {
		return false
	}
	s.taken[id] = true
	return true
}

// Unique reserves want, or want-2, want-3 … where it is taken, and returns it.
func (s *IDs) Unique(want string) string {
	if s.Take(want) {
		return want
	}
	if s.next == nil {
		s.next = map[string]int{}
	}
	for n := max(s.next[want], 2); ; n++ {
		if id := want + "-" + strconv.Itoa(n); s.Take(id) {
			s.next[want] = n + 1
			return id
		}
	}
}
