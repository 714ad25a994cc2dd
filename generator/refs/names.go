package refs

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// names reads a list of names joined by "and".
func names(raw string) Names {
	var out Names
	words := split(raw, func(r byte) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' })
	from := 0
	for i := 0; i <= len(words); i++ {
		if i < len(words) && !strings.EqualFold(words[i], "and") {
			continue
		}
		if one := words[from:i]; len(one) == 1 && strings.EqualFold(one[0], "others") {
			out.Others = true
		} else if n, ok := name(strings.Join(one, " ")); ok {
			out.List = append(out.List, n)
		}
		from = i + 1
	}
	return out
}

// split cuts at separators outside braces; nothing empty comes out.
func split(s string, sep func(byte) bool) []string {
	var out []string
	depth, from := 0, 0
	for i := 0; i <= len(s); i++ {
		if i == len(s) || depth <= 0 && sep(s[i]) {
			if i > from {
				out = append(out, s[from:i])
			}
			from = i + 1
			continue
		}
		switch s[i] {
		case '{':
			depth++
		case '}':
			depth--
		}
	}
	return out
}

// name reads one name; false for none.
func name(raw string) (Name, bool) {
	raw = strings.TrimSpace(raw)
	text := plain(raw)
	if text == "" || text == "," {
		return Name{}, false
	}
	if whole(raw) {
		return Name{Literal: text}, true
	}
	comma := split(raw, func(c byte) bool { return c == ',' })
	switch len(comma) {
	case 0:
		return Name{}, false
	case 1:
		return running(comma[0]), true
	case 2:
		return Name{Family: plain(comma[0]), Given: plain(comma[1])}, true
	}
	return Name{Family: plain(comma[0]), Suffix: plain(comma[1]), Given: plain(comma[2])}, true
}

// whole reports whether a text is one pair of braces.
func whole(s string) bool {
	if !strings.HasPrefix(s, "{") || strings.HasPrefix(s, `{\`) {
		return false
	}
	depth := 0
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth == 0 {
			return i == len(s)-1
		}
	}
	return false
}

// running reads "First von Last": von are the words in lower case; without them
// the last word is the family's name. A name in Han stands as it is written.
func running(s string) Name {
	if han(s) {
		return Name{Literal: strings.ReplaceAll(plain(s), " ", "")}
	}
	words := split(s, func(c byte) bool { return c == ' ' })
	if len(words) == 0 {
		return Name{}
	}
	last := len(words) - 1
	for i := range last {
		if lower(words[i]) {
			last = i
			break
		}
	}
	return Name{Given: plain(strings.Join(words[:last], " ")), Family: plain(strings.Join(words[last:], " "))}
}

func lower(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsLower(r)
}

func han(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// initials returns the first letters of the given names: "Jean-Pierre Q." is
// J., -P., Q.
func (n Name) initials() []string {
	var out []string
	for word := range strings.FieldsSeq(strings.ReplaceAll(n.Given, ".", ". ")) {
		hyphen := ""
		for part := range strings.SplitSeq(word, "-") {
			if r, _ := utf8.DecodeRuneInString(part); r != utf8.RuneError {
				out = append(out, hyphen+strings.ToUpper(string(r)))
			}
			hyphen = "-"
		}
	}
	return out
}

// short is the name by which a text calls its author.
func (n Name) short() string {
	switch {
	case n.Literal != "":
		return n.Literal
	case han(n.Family):
		return n.Family + n.Given
	}
	return n.Family
}
