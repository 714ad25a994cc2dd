package render

import (
	"regexp"
	"strings"
)

// Faces with a few signs, by the class of those who draw with it and the signs in
// their common half (assets/katex/fonts.css). A browser finds out that it needs
// one when it lays out the page, and lays out all formulas anew when it comes: so
// the page asks for it at once.
var signFaces = []struct {
	name string
	use  *regexp.Regexp
}{
	{"KaTeX_AMS-Regular-core", regexp.MustCompile(`class="mord (?:math|text)bb[^>]*>[CENQRZ]`)},
	{"KaTeX_Size1-Regular-core", regexp.MustCompile(`class="(?:[^"]* )?(?:delimsizing size1"[^>]*>[][(){}]|small-op"[^>]*>[∏∑∫])`)},
	{"KaTeX_Size2-Regular-core", regexp.MustCompile(`class="(?:[^"]* )?(?:delimsizing size2"[^>]*>[][(){}]|large-op"[^>]*>[∏∑∫∮])`)},
	{"KaTeX_Size3-Regular-core", regexp.MustCompile(`class="(?:[^"]* )?delimsizing size3"[^>]*>[][(){}]`)},
	{"KaTeX_Caligraphic-Regular-core", regexp.MustCompile(`class="mord mathcal[^>]*>[DFHLNOPX]`)},
	{"KaTeX_Main-Bold-core", regexp.MustCompile(`class="mord mathbf[^>]*>[0-9A-Za-z]`)},
}

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
		if f.use.MatchString(text) {
			out = append(out, f.name+".woff2")
		}
	}
	return out
}

var folds = regexp.MustCompile(`<details\b[^>]*>|</details>`)

// unfolded returns HTML without what stands in details, and up to the first tabs,
// whose panels are not told apart here.
func unfolded(html string) string {
	html, _, _ = strings.Cut(html, `class="tabs`)
	var out strings.Builder
	depth, at := 0, 0
	for _, m := range folds.FindAllStringIndex(html, -1) {
		if depth == 0 {
			out.WriteString(html[at:m[0]])
		}
		if html[m[0]+1] != '/' {
			depth++
		} else if depth > 0 {
			depth--
		}
		at = m[1]
	}
	if depth == 0 {
		out.WriteString(html[at:])
	}
	return out.String()
}
