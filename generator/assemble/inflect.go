package assemble

import "strings"

// Words of a Latin script are one where a regular ending of English is all that
// parts them: city and cities, analysis and analyses, run and running. Irregular
// forms (ran, mice) follow no rule and are the glossary's to name.

// endings are what regular inflection puts in place of the end of a word.
var endings = []struct{ ending, base string }{
	{"s", ""}, {"es", ""}, {"ies", "y"}, {"ses", "sis"}, {"ices", "ix"}, {"ices", "ex"}, {"ves", "f"}, {"ves", "fe"},
	{"ed", ""}, {"ed", "e"}, {"ied", "y"}, {"ing", ""}, {"ing", "e"},
}

// bases returns what a word may be an inflected form of, itself first.
func bases(word string) []string {
	out := []string{word}
	for _, e := range endings {
		cut, ok := strings.CutSuffix(word, e.ending)
		if !ok {
			continue
		}
		if base := cut + e.base; len(base) > 2 && strings.ContainsAny(cut, "aeiouy") {
			out = append(out, base)
		}
		if n := len(cut); e.base == "" && e.ending != "s" && n > 3 && cut[n-1] == cut[n-2] { // running, stopped, quizzes
			out = append(out, cut[:n-1])
		}
	}
	return out
}

// sameWord reports whether two words have a base in common.
func sameWord(a, b string) bool {
	there := bases(b)
	for _, x := range bases(a) {
		for _, y := range there {
			if x == y {
				return true
			}
		}
	}
	return false
}

// rootOf is what every form of a word begins with: an inflected form differs from
// its base in no more than the last two letters of that.
func rootOf(word string) string {
	root := stem(word)
	for i := range len(word) {
		if word[i] < 'a' || word[i] > 'z' {
			return root
		}
	}
	for _, b := range bases(word) {
		if n := max(1, len(b)-2); n < len(root) {
			root = word[:n]
		}
	}
	return root
}
