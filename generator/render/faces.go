package render

import "strings"

// Faces with a few signs, by the class of those who draw with it and the signs in
// their common half (assets/katex/fonts.css). A browser finds out that it needs
// one when it lays out the page, and lays out all formulas anew when it comes: so
// the page asks for it at once.
var signFaces = []struct {
	name string
	uses []use
}{
	{"KaTeX_AMS-Regular-core", []use{{`class="mord mathbb`, "CENQRZ"}, {`class="mord textbb`, "CENQRZ"}}},
	{"KaTeX_Size1-Regular-core", []use{{`delimsizing size1"`, "[](){}"}, {`small-op"`, "∏∑∫"}}},
	{"KaTeX_Size2-Regular-core", []use{{`delimsizing size2"`, "[](){}"}, {`large-op"`, "∏∑∫∮"}}},
	{"KaTeX_Size3-Regular-core", []use{{`delimsizing size3"`, "[](){}"}}},
	{"KaTeX_Caligraphic-Regular-core", []use{{`class="mord mathcal`, "DFHLNOPX"}}},
	{"KaTeX_Main-Bold-core", []use{{`class="mord mathbf`, digitsAndLetters}}},
}

const digitsAndLetters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// use is an element that draws one of some signs first: how the value of its class
// attribute begins, the attribute's name before it, or how it ends.
type use struct{ class, signs string }

// SignFaces names the fonts, beyond the usual two, that a page's formulas draw
// with as it is opened. What is folded away then draws nothing, and a browser
// complains of a font that it was told to fetch and did not need.
func (p *page) SignFaces() []string {
	if !p.Math {
		return nil
	}
	text := unfolded(string(p.Body))
	var out []string
	for _, f := range signFaces {
		for _, u := range f.uses {
			if u.in(text) {
				out = append(out, f.name+".woff2")
				break
			}
		}
	}
	return out
}

// in reports whether HTML has such an element. It is asked of each page that is
// shown, and regular expressions took more of its time than all templates.
func (u use) in(html string) bool {
	for rest := html; ; {
		i := strings.Index(rest, u.class)
		if i < 0 {
			return false
		}
		before := rest[:i]
		rest = rest[i+len(u.class):]
		if strings.HasSuffix(u.class, `"`) && !endsInClass(before) {
			continue
		}
		if _, sign, ok := strings.Cut(rest, ">"); ok && startsWithAny(sign, u.signs) {
			return true
		}
	}
}

// endsInClass reports whether HTML ends in the value of a class attribute, between
// two of its words.
func endsInClass(html string) bool {
	quote := strings.LastIndexByte(html, '"')
	return quote >= 0 && strings.HasSuffix(html[:quote], "class=") && (quote == len(html)-1 || html[len(html)-1] == ' ')
}

func startsWithAny(s, signs string) bool {
	for _, sign := range signs {
		if strings.HasPrefix(s, string(sign)) {
			return true
		}
	}
	return false
}

// unfolded returns HTML without what stands in details, and up to the first tabs,
// whose panels are not told apart here.
func unfolded(html string) string {
	html, _, _ = strings.Cut(html, `class="tabs`)
	var out strings.Builder
	depth, at := 0, 0
	for i := 0; ; {
		start, end, opens := nextFold(html, i)
		if start < 0 {
			break
		}
		if depth == 0 {
			out.WriteString(html[at:start])
		}
		if opens {
			depth++
		} else if depth > 0 {
			depth--
		}
		at, i = end, end
	}
	if at == 0 {
		return html
	}
	if depth == 0 {
		out.WriteString(html[at:])
	}
	return out.String()
}

// nextFold finds the next tag of a details element from a place on; start is -1
// where there is none.
func nextFold(html string, from int) (start, end int, opens bool) {
	const name = "details"
	for {
		i := strings.Index(html[from:], name)
		if i < 0 {
			return -1, -1, false
		}
		at := from + i
		from = at + len(name)
		close := strings.IndexByte(html[from:], '>')
		switch before := html[:at]; {
		case close < 0:
			return -1, -1, false
		case strings.HasSuffix(before, "</") && close == 0:
			return at - len("</"), from + 1, false
		case strings.HasSuffix(before, "<") && (close == 0 || strings.IndexByte(" \t\n\r/", html[from]) >= 0):
			return at - 1, from + close + 1, true
		}
	}
}
