package pairing

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// class is the first byte of a token's name: what sort of thing it is.
type class byte

// The classes of tokens.
const (
	codeClass  class = 'c' // a code span, whole
	nameClass  class = 'i' // a word inside code
	texClass   class = 't' // a formula, or a row of one
	linkClass  class = 'l' // where a link goes or a picture comes from
	citeClass  class = '@' // the key of a citation
	labelClass class = '#' // an id of the author's inside the block, a file, a variable
	numClass   class = 'n' // a number in digits
	smallClass class = 'm' // a small number, in words or digits
	wordClass  class = 'w' // a word in Latin letters, in prose
	termClass  class = 'g' // a term of the glossary
	lexClass   class = 'd' // a word of the lexicon
	lineClass  class = 'L' // a line of code
	markClass  class = 's' // a class or a language in the markup: warning, python
)

// vocabulary gives every token of two texts a number.
type vocabulary struct {
	ids     map[string]int32
	classes []class
	buf     []byte
}

func (v *vocabulary) id(c class, s string) int32 {
	v.buf = append(append(v.buf[:0], byte(c)), s...)
	if id, ok := v.ids[string(v.buf)]; ok {
		return id
	}
	id := int32(len(v.classes))
	v.ids[string(v.buf)] = id
	v.classes = append(v.classes, c)
	return id
}

// reader gathers the tokens of one text's blocks.
type reader struct {
	vocab *vocabulary
	terms *forms
	words *lexicon // of an English or Chinese text, else nil
	out   []int32  // of the block being read
}

func (r *reader) add(c class, s string) {
	if s != "" {
		r.out = append(r.out, r.vocab.id(c, s))
	}
}

// runs reads plain text.
func (r *reader) runs(runs []site.Run, code bool) {
	for _, run := range runs {
		switch run.Field {
		case site.Code:
			r.code(run.Text, code)
		case site.TeX:
			r.tex(run.Text)
		case site.Var:
			r.add(labelClass, run.Text)
		default:
			r.prose(run.Text)
		}
	}
}

// code reads a code span, or a block of code line by line: its comments may be
// translated, its names are not.
func (r *reader) code(s string, block bool) {
	if !block {
		r.add(codeClass, strings.TrimSpace(s))
	}
	for len(s) > 0 {
		var line string
		line, s, _ = strings.Cut(s, "\n")
		line = Uncomment(line)
		if block && len(line) > 3 && ascii(line) {
			r.add(lineClass, line)
		}
		words(line, func(w string, _ int) { r.add(nameClass, w) })
	}
}

// Uncomment cuts a comment off a line of code, in the signs of most languages. A
// sign counts at the start of the line or behind a blank; some only at the start,
// since elsewhere they calculate: a * b, a % b.
func Uncomment(line string) string {
	line = strings.TrimSpace(line)
	for _, sign := range [...]string{"* ", "*/", "%", ";", `"""`, "REM "} {
		if strings.HasPrefix(line, sign) {
			return ""
		}
	}
	if line == "*" {
		return ""
	}
	for i := range len(line) {
		if i > 0 && line[i-1] != ' ' && line[i-1] != '\t' {
			continue
		}
		for _, sign := range [...]string{"# ", "//", "-- ", "/*", "<!--", ";; "} {
			if strings.HasPrefix(line[i:], sign) || line[i:] == "#" {
				return strings.TrimRight(line[:i], " \t")
			}
		}
	}
	return line
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// tex reads a formula, row by row, without spaces and without words in other
// letters than ASCII, which a translation changes.
func (r *reader) tex(s string) {
	for len(s) > 0 {
		var row string
		row, s, _ = strings.Cut(s, `\\`)
		var b strings.Builder
		for _, c := range row {
			if c < utf8.RuneSelf && c > ' ' && c != '&' {
				b.WriteRune(c)
			}
		}
		r.add(texClass, strings.TrimRight(b.String(), ".,;"))
	}
}

// prose reads running text: its words in Latin letters, its numbers and the
// terms of the glossary.
func (r *reader) prose(s string) {
	words(s, func(w string, at int) {
		w = strings.ToLower(w)
		if n := smallNumbers[w]; n != "" {
			r.add(smallClass, n)
		}
		if len(w) > 1 {
			r.add(wordClass, w)
		}
		if r.words != nil {
			for _, id := range r.words.stems[stem(w)] {
				r.add(lexClass, id)
			}
		}
	})
	if r.words != nil {
		r.words.find(s, func(stem string) { r.add(lexClass, stem) })
	}
	r.numbers(s)
	r.terms.find(s, func(id string) { r.add(termClass, id) })
}

// words calls f with each word in ASCII letters, with the digits and signs that
// stand inside names: "Node.js", "GPT-4", "utf8".
func words(s string, f func(word string, at int)) {
	start := -1
	for i := 0; i <= len(s); i++ {
		var c byte
		if i < len(s) {
			c = s[i]
		}
		letter := c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_'
		inside := letter || c >= '0' && c <= '9' || (c == '.' || c == '-') && i+1 < len(s) && alphanumeric(s[i+1])
		switch {
		case start < 0 && letter && (i == 0 || !alphanumeric(s[i-1])):
			start = i
		case start >= 0 && !inside:
			f(s[start:i], start)
			start = -1
		}
	}
}

func alphanumeric(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9'
}

// structure counts what the markup of a block holds.
func (r *reader) structure(f markdown.Fragment, it *item) {
	s := f.HTML
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			return
		}
		s = s[i+1:]
		end := strings.IndexByte(s, '>')
		if end < 0 {
			return
		}
		tag := s[:end]
		name, rest, _ := strings.Cut(tag, " ")
		switch name {
		case "li", "dt":
			it.counts[itemCount]++
		case "tr":
			it.counts[rowCount]++
		case "td", "th":
			it.counts[cellCount]++
		case "strong":
			it.counts[strongCount]++
		case "a":
			it.counts[linkCount]++
		}
		if _, class, ok := strings.Cut(rest, `class="`); ok {
			class, _, _ = strings.Cut(class, `"`)
			r.add(markClass, class)
		}
		s = s[end:]
	}
}

// signs counts sentences, questions and colons in prose, in the signs of Latin
// and of Han text.
func signs(s string, it *item) {
	for i, c := range s {
		switch c {
		case '?', '？':
			it.counts[questionCount]++
			it.counts[sentenceCount]++
		case '。', '！', '．':
			it.counts[sentenceCount]++
		case '.', '!':
			if next, _ := utf8.DecodeRuneInString(s[i+1:]); i+1 == len(s) || unicode.IsSpace(next) {
				it.counts[sentenceCount]++
			}
		case ':', '：':
			it.colon = true
			continue
		}
		if !unicode.IsSpace(c) {
			it.colon = false
		}
	}
}
