package prose

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"duizhao/generator/diag"
	"duizhao/generator/markdown"
)

// unseen names characters that nobody sees: in a word they keep search from finding
// it, in an address they break it, in code they change what runs. Joiners count
// between letters of scripts that know none.
var unseen = map[rune]string{
	'\u200b': "zero width space", '\ufeff': "byte order mark", '\u2060': "", '\u180e': "Mongolian vowel separator",
	'\u200c': "zero width non-joiner", '\u200d': "zero width joiner",
	'\u200e': "left-to-right mark", '\u200f': "right-to-left mark", '\u061c': "Arabic letter mark",
	'\u202a': "left-to-right embedding", '\u202b': "right-to-left embedding", '\u202c': "pop directional formatting",
	'\u202d': "left-to-right override", '\u202e': "right-to-left override",
	'\u2066': "left-to-right isolate", '\u2067': "right-to-left isolate", '\u2068': "first strong isolate", '\u2069': "pop directional isolate",
	'\u3164': "Hangul filler", '\u115f': "Hangul filler", '\ufffd': "replacement character", '\ufffc': "object replacement character",
	'\u2028': "line separator", '\u2029': "paragraph separator",
}

// invisible reports characters that cannot be seen, anywhere in a text.
func invisible(src []byte, d *markdown.Doc, tag string, out *diag.Notes) {
	for i := 0; i < len(src); {
		if src[i] < utf8.RuneSelf && (src[i] >= ' ' && src[i] != 0x7f || src[i] == '\n' || src[i] == '\t') {
			i++
			continue
		}
		r, size := utf8.DecodeRune(src[i:])
		if r >= 0x2e80 && r < 0xfe00 && r != '\u3164' { // Han and their punctuation, by far the most
			i += size
			continue
		}
		name := unseen[r]
		if r < utf8.RuneSelf {
			name = "control character"
		}
		if name != "" && !justified(src, i, size, r, tag) {
			n := diag.Note{
				Start: i, End: i + size, Severity: diag.Warning, Code: "invisible-character",
				Text: fmt.Sprintf("U+%04X, a %s, cannot be seen", r, name), Hint: "take it out, or write it as &#x" + fmt.Sprintf("%X", r) + ";",
			}
			if strings.ContainsRune("aeio", rune(name[0])) {
				n.Text = fmt.Sprintf("U+%04X, an %s, cannot be seen", r, name)
			}
			if r == '\ufffd' {
				n.Text, n.Hint = "U+FFFD stands where a character was lost", "write the character anew, from the text it was copied from"
			} else {
				n.Fixable = inProse(d.Texts, i)
			}
			out.Add(n)
		}
		i += size
	}
}

// justified reports whether an invisible character does its work where it stands.
func justified(text []byte, at, size int, r rune, tag string) bool {
	before, _ := utf8.DecodeLastRune(text[:at])
	after, _ := utf8.DecodeRune(text[at+size:])
	switch r {
	case '\u200c', '\u200d': // in emoji, and in scripts whose letters join
		plain := func(r rune) bool { return unicode.In(r, unicode.Han, unicode.Latin) || r < utf8.RuneSelf }
		return !plain(before) && !plain(after)
	case '\u200e', '\u200f', '\u061c', '\u2066', '\u2067', '\u2068', '\u2069':
		base, _, _ := strings.Cut(tag, "-")
		return slices.Contains([]string{"ar", "fa", "he", "ur", "yi", "ps", "ug", "dv", "sd", "ckb"}, base)
	}
	return false
}

// inProse reports whether a place is in one of the texts.
func inProse(texts []markdown.Text, at int) bool {
	i, found := slices.BinarySearchFunc(texts, at, func(t markdown.Text, at int) int { return t.Start - at })
	return found || i > 0 && at < texts[i-1].End
}
