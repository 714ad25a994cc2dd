// Package prose knows how texts are written: the typography of Chinese, characters
// that cannot be seen, marks that stayed text, marks of unfinished work, and what is
// nobody's business. It reads a text at the places that markdown.Doc.Texts names and
// tells what is wrong there and, where one thing alone is right, what to write; it
// knows no page, no link and no setting.
package prose

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"duizhao/generator/diag"
	"duizhao/generator/markdown"
)

// Prose is checked as it is written, not as it is read: a half-width comma has
// its place in the source, and what the author wrote with a backslash or as a
// character reference was meant so and is left alone. Rules see stretches, a
// block's texts in one row; what is no text between them (code, a formula, the
// address of a link) is one sign, object.

// sign is a character of prose with its place in the source.
type sign struct {
	r       rune
	at, end int
}

// object stands for what is no text, or was written so on purpose.
const object = '\ufffc'

// stretch is the prose of a block, or of one language in it.
type stretch struct {
	signs []sign
	lang  string // tag
	short bool   // of a heading, a title or a cell
	han   bool   // it has Han characters
}

// at returns a character by its index, 0 outside.
func (s *stretch) at(i int) rune {
	if i < 0 || i >= len(s.signs) {
		return 0
	}
	return s.signs[i].r
}

// joined reports whether nothing stands between two neighbours, not even marks.
func (s *stretch) joined(i int) bool { return s.signs[i].end == s.signs[i+1].at }

// run returns how often a character is repeated from index i on.
func (s *stretch) run(i int) int {
	n := 1
	for s.at(i+n) == s.at(i) && s.joined(i+n-1) {
		n++
	}
	return n
}

// stretches hands a text's prose to f, stretch by stretch.
func stretches(src []byte, texts []markdown.Text, tag string, f func(*stretch)) {
	s := stretch{}
	end := 0
	flush := func() {
		if len(s.signs) > 0 {
			f(&s)
		}
		s = stretch{signs: s.signs[:0]}
	}
	for _, t := range texts {
		lang := t.Lang
		if lang == "" {
			lang = tag
		}
		if t.First || lang != s.lang {
			flush()
			s.lang, s.short = lang, t.Short
			if !t.First {
				s.signs = append(s.signs, sign{object, end, t.Start})
			}
		} else {
			s.between(src, end, t.Start)
		}
		s.write(src[t.Start:t.End], t.Start, t.Linked)
		end = t.End
	}
	flush()
}

// between notes what stands between two texts: marks of emphasis are looked
// through, a line's end is one.
func (s *stretch) between(src []byte, start, end int) {
	gap := src[start:max(start, end)]
	switch {
	case len(bytes.Trim(gap, "*_~")) == 0:
	case len(bytes.Trim(gap, "\\ \t\n>*_~")) == 0:
		s.signs = append(s.signs, sign{'\n', start, end})
	default:
		s.signs = append(s.signs, sign{object, start, end})
	}
}

func (s *stretch) write(text []byte, from int, linked bool) {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r == '\\' && i+1 < len(text) && text[i+1] < utf8.RuneSelf && unicode.IsOneOf([]*unicode.RangeTable{unicode.P, unicode.S}, rune(text[i+1])):
			r, size = object, 2
		case r == '&':
			if n := bytes.IndexByte(text[i:min(len(text), i+40)], ';'); n > 1 && !bytes.ContainsAny(text[i:i+n], " \t") {
				r, size = object, n+1
			}
		case r == '@' && linked:
			r = object // an address that readers shall write to
		case han(r):
			s.han = true
		}
		s.signs = append(s.signs, sign{r, from + i, from + i + size})
		i += size
	}
}

// han reports whether a character is an ideograph.
func han(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || r == '〇' || r >= 0x3400 && unicode.Is(unicode.Han, r)
}

// Options are what the rules need beyond a text.
type Options struct {
	Front         []markdown.Text // what readers see of the front matter
	Simplify      func(rune) rune // the simplified form of a traditional character; nil: nobody asks
	ReadElsewhere bool            // the sources are read on GitHub and the like too
}

// Check checks how a text is written, in the language of a tag.
func Check(src []byte, d *markdown.Doc, tag string, opt Options) []diag.Note {
	var out diag.Notes
	stretches(src, slices.Concat(opt.Front, d.Texts), tag, func(s *stretch) {
		p := paper{stretch: s, out: &out}
		p.tabs()
		p.markup()
		p.todo()
		p.personal()
		if s.han && strings.HasPrefix(s.lang, "zh") {
			z := chinese{paper: p}
			z.check()
			if opt.Simplify != nil && simplified(s.lang) {
				z.traditional(opt.Simplify)
			}
		}
	})
	if opt.ReadElsewhere {
		unlike(d, &out)
	}
	invisible(src, d, tag, &out)
	secrets(src, &out)
	return out.List()
}

// simplified reports whether a language is written in simplified characters.
func simplified(tag string) bool {
	for _, other := range []string{"Hant", "TW", "HK", "MO"} {
		if strings.Contains(tag, other) {
			return false
		}
	}
	return strings.HasPrefix(tag, "zh")
}

// paper is a stretch with what is said of it.
type paper struct {
	*stretch
	out *diag.Notes
}

// say reports the signs from index i to before j.
func (p paper) say(i, j int, code, text, hint string) {
	p.out.Add(diag.Note{Start: p.signs[i].at, End: p.signs[j-1].end, Severity: diag.Warning, Code: code, Text: text, Hint: hint})
}

// mend reports the same with what to write in its place, where it stands in one
// piece on one line.
func (p paper) mend(i, j int, code, text, fix string) {
	n := diag.Note{Start: p.signs[i].at, End: p.signs[j-1].end, Severity: diag.Warning, Code: code, Text: text, Fix: fix, Fixable: true}
	for k := i; k < j; k++ {
		if p.at(k) == '\n' || k+1 < j && !p.joined(k) {
			n.Fixable, n.Fix = false, ""
		}
	}
	switch fix {
	case "":
		n.Hint = "take it out"
	case " ":
		n.Hint = "write a space"
	default:
		n.Hint = "write " + fix
	}
	p.out.Add(n)
}

// string returns the signs from index i to before j as text.
func (p paper) string(i, j int) string {
	var b strings.Builder
	for ; i < j; i++ {
		b.WriteRune(p.at(i))
	}
	return b.String()
}

// tabs reports tabs inside a line of prose, which look like a space here and like
// eight there.
func (p paper) tabs() {
	for i := range p.signs {
		if p.at(i) != '\t' {
			continue
		}
		text, fix := "a tab in a line of text", " "
		if a, b := p.at(i-1), p.at(i+1); strings.HasPrefix(p.lang, "zh") && unspaced(a, b) {
			if fix = ""; han(a) && han(b) {
				p.say(i, i+1, "tab", text, "write a space between names, nothing in a sentence")
				continue
			}
		}
		p.mend(i, i+1, "tab", text, fix)
	}
}

// markup reports marks of emphasis that stayed text.
func (p paper) markup() {
	for i := 0; i < len(p.signs); i++ {
		if r := p.at(i); r != '*' && r != '~' {
			continue
		}
		n := p.run(i)
		before, after := p.at(i-1), p.at(i+n)
		if n == 2 && (visible(before) || visible(after)) && !blankOrDigit(before, after) {
			p.say(i, i+n, "literal-markup", "\""+p.string(i, i+n)+"\" stays text: nothing pairs with it",
				fmt.Sprintf("close what it opens, in the same paragraph; write \\%c\\%c for the characters", p.at(i), p.at(i)))
		}
		i += n - 1
	}
}

func visible(r rune) bool { return r != 0 && r != object && !unicode.IsSpace(r) }

// blankOrDigit reports whether two characters stand around an operator: 2**10,
// a ** b.
func blankOrDigit(before, after rune) bool {
	space := func(r rune) bool { return r != 0 && unicode.IsSpace(r) }
	return space(before) && space(after) || unicode.IsDigit(before) && unicode.IsDigit(after)
}

// unlike reports emphasis that other readers of the source show as marks.
func unlike(d *markdown.Doc, out *diag.Notes) {
	for _, a := range d.Unlike {
		out.Add(diag.Note{
			Start: a.Start, End: a.Start + len(a.ID), Severity: diag.Warning, Code: "emphasis-elsewhere",
			Text: "\"" + a.ID + "\" is emphasis here, but GitHub shows it as it is written",
			Hint: "put the punctuation outside of the marks, or a space beside them",
		})
	}
}
