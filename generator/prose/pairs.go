package prose

import (
	"fmt"
	"strings"
	"unicode"

	"duizhao/generator/diag"
)

// What comes in pairs, and what is a character of another script.

// brackets checks pairs of half-width brackets: full-width where Han stand before
// them or in them. f(x) stays as it is, and so does (a) at the start of a line.
func (z chinese) brackets() {
	var open []int
	for i := range z.signs {
		switch z.at(i) {
		case '(':
			open = append(open, i)
		case ')':
			if len(open) == 0 {
				continue
			}
			o := open[len(open)-1]
			open = open[:len(open)-1]
			z.bracket(o, i)
		}
	}
}

// longest is how far apart brackets are looked for Han between them.
const longest = 200

func (z chinese) bracket(o, c int) {
	before := o - 1
	if b := z.at(before - 1); z.at(before) == ' ' && (han(b) || spaced(b) || b == object) {
		before--
	}
	inside := false
	for i := o + 1; i < c && i < o+longest && !inside; i++ {
		inside = han(z.at(i))
	}
	if !inside && (!han(z.at(before)) || numeral(z.string(o+1, min(c, o+longest)))) {
		return
	}
	z.mend(before+1, o+1, "zh-punctuation", `half-width "(" in Chinese text`, "（")
	z.become(before+1, o+1, '（')
	end := c + 1
	if a := z.at(end + 1); z.at(end) == ' ' && (han(a) || spaced(a)) {
		end++
	}
	z.mend(c, end, "zh-punctuation", `half-width ")" in Chinese text`, "）")
	z.become(c, end, '）')
}

// become has the signs from index i to before j read as what is written for them.
func (z chinese) become(i, j int, r rune) {
	for ; i < j; i++ {
		z.signs[i].r = r
	}
}

// numeral reports whether brackets hold a number or a single letter, as those of
// formulas do: (4.1), (a).
func numeral(s string) bool {
	return len(s) == 1 || s != "" && strings.Trim(s, "0123456789.") == ""
}

// quotes checks straight quotes. A single one counts beside Han alone: elsewhere
// it is an apostrophe.
func (z chinese) quotes() {
	var double, single []int
	for i := range z.signs {
		switch z.at(i) {
		case '"':
			if !unicode.IsDigit(z.at(i-1)) || han(z.at(i+1)) || len(double)%2 == 1 {
				double = append(double, i)
			}
		case '\'':
			if han(z.at(i-1)) || han(z.at(i+1)) {
				single = append(single, i)
			}
		}
	}
	z.straight(double, "“", "”")
	z.straight(single, "‘", "’")
}

func (z chinese) straight(at []int, open, close string) {
	for n, i := range at {
		fix := open
		if n%2 == 1 {
			fix = close
		}
		text := fmt.Sprintf("straight quote %c in Chinese text", z.at(i))
		if len(at)%2 == 1 {
			z.say(i, i+1, "straight-quotes", text, "write "+open+" or "+close)
			continue
		}
		z.mend(i, i+1, "straight-quotes", text, fix)
		z.become(i, i+1, []rune(fix)[0])
	}
}

// names are characters that are traditional in most words, and simplified in some
// or in names: 宫商角徵羽, 毕昇. They count beside another traditional one only.
const names = "於徵麽昇祕氾甯頫甦迺脩菸"

// traditional reports traditional characters in a simplified text, word by word.
func (z chinese) traditional(simplify func(rune) rune) {
	sure := -1
	for i := range z.signs {
		if r := z.at(i); han(r) && simplify(r) != r && !strings.ContainsRune(names, r) {
			sure = i
			break
		}
	}
	if sure < 0 {
		return
	}
	for i := 0; i < len(z.signs); {
		n := 0
		for r := z.at(i + n); r != 0 && han(r) && simplify(r) != r; r = z.at(i + n) {
			n++
		}
		if n == 0 {
			i++
			continue
		}
		text := z.string(i, i+n)
		fix := strings.Map(simplify, text)
		z.out.Add(diag.Note{
			Start: z.signs[i].at, End: z.signs[i+n-1].end, Severity: diag.Warning, Code: "zh-traditional",
			Text: fmt.Sprintf("traditional %q in a simplified text", text),
			Hint: fmt.Sprintf("write %s; a quotation in traditional characters is [%s]{lang=zh-Hant}", fix, text),
			Fix:  fix, Fixable: z.signs[i+n-1].end-z.signs[i].at == len(text),
		})
		i += n
	}
}
