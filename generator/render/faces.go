package render

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Faces names the fonts that a page's formulas draw with as it is opened, in the
// order of their @font-face rules. A browser draws with those that are there when
// it first paints, and goes on without the others (font-display: optional), so
// that nothing moves: the page asks for them at once. Those that only folded text
// draws with are left out: a browser complains of what it was told to fetch and
// did not need.
func (p *page) Faces() []string {
	if !p.Math {
		return nil
	}
	d := drawing{faces: p.theme.faces, drawn: make([]bool, len(p.theme.faces.files))}
	d.read(string(p.Body))
	var out []string
	for i, drawn := range d.drawn {
		if drawn {
			out = append(out, d.faces.files[i])
		}
	}
	return out
}

// faces are the fonts of formulas, as the theme's style declares them.
type faces struct {
	files []string
	by    map[font][]face // in the order in which a browser tries them
}

// font is what an element asks for.
type font struct {
	family       string
	bold, italic bool
}

// face is one file of a font, for some characters.
type face struct {
	file   int
	ranges []rune // pairs of first and last; none: all characters
}

var (
	faceRule  = regexp.MustCompile(`@font-face\s*\{([^}]*)\}`)
	faceFile  = regexp.MustCompile(`url\(["']?[^"')]*?([^/"')]+)["']?\)`)
	faceRange = regexp.MustCompile(`U\+([0-9A-Fa-f]+)(?:-([0-9A-Fa-f]+))?`)
)

// readFaces reads the @font-face rules of a style.
func readFaces(css string) *faces {
	f := &faces{by: map[font][]face{}}
	for _, rule := range faceRule.FindAllStringSubmatch(css, -1) {
		is := map[string]string{}
		for d := range strings.SplitSeq(rule[1], ";") {
			name, value, _ := strings.Cut(d, ":")
			is[strings.TrimSpace(name)] = strings.TrimSpace(value)
		}
		file := faceFile.FindStringSubmatch(is["src"])
		if file == nil {
			continue
		}
		one := face{file: len(f.files)}
		for _, r := range faceRange.FindAllStringSubmatch(is["unicode-range"], -1) {
			first, _ := strconv.ParseInt(r[1], 16, 32)
			last, err := strconv.ParseInt(r[2], 16, 32)
			if err != nil {
				last = first
			}
			one.ranges = append(one.ranges, rune(first), rune(last))
		}
		f.files = append(f.files, file[1])
		key := font{strings.Trim(is["font-family"], `"'`), is["font-weight"] == "bold", is["font-style"] == "italic"}
		f.by[key] = slices.Insert(f.by[key], 0, one) // of two rules the later one comes first
	}
	return f
}

// of returns the faces that draw a font: of a family without bold or italic ones
// a browser makes them from the others.
func (f *faces) of(want font) []face {
	for _, italic := range []bool{want.italic, !want.italic} {
		for _, bold := range []bool{want.bold, !want.bold} {
			if all := f.by[font{want.family, bold, italic}]; all != nil {
				return all
			}
		}
	}
	return nil
}

func (f face) has(r rune) bool {
	for i := 0; i < len(f.ranges); i += 2 {
		if f.ranges[i] <= r && r <= f.ranges[i+1] {
			return true
		}
	}
	return f.ranges == nil
}

// With returns the font of an element with some classes, inside one of font f, by
// the rules of katex.css: of its selectors these choose fonts.
func (f font) with(classes string) font {
	sized := false
	for class := range strings.SplitSeq(classes, " ") {
		switch class {
		case "katex-html":
			f = font{family: "KaTeX_Main"}
		case "textbf":
			f.bold = true
		case "textit":
			f.italic = true
		case "mathrm":
			f.italic = false
		case "textrm":
			f.family = "KaTeX_Main"
		case "mainrm":
			f.family, f.italic = "KaTeX_Main", false
		case "mathit":
			f.family, f.italic = "KaTeX_Main", true
		case "mathbf":
			f.family, f.bold = "KaTeX_Main", true
		case "mathnormal":
			f.family, f.italic = "KaTeX_Math", true
		case "boldsymbol":
			f = font{"KaTeX_Math", true, true}
		case "amsrm", "mathbb", "textbb":
			f.family = "KaTeX_AMS"
		case "mathcal":
			f.family = "KaTeX_Caligraphic"
		case "mathfrak", "textfrak":
			f.family = "KaTeX_Fraktur"
		case "mathboldfrak", "textboldfrak":
			f.family, f.bold = "KaTeX_Fraktur", true
		case "mathtt", "texttt":
			f.family = "KaTeX_Typewriter"
		case "mathscr", "textscr":
			f.family = "KaTeX_Script"
		case "mathsf", "textsf":
			f.family = "KaTeX_SansSerif"
		case "mathboldsf", "textboldsf":
			f.family, f.bold = "KaTeX_SansSerif", true
		case "mathsfit", "mathitsf", "textitsf":
			f.family, f.italic = "KaTeX_SansSerif", true
		case "small-op", "delim-size1":
			f.family = "KaTeX_Size1"
		case "large-op":
			f.family = "KaTeX_Size2"
		case "delim-size4":
			f.family = "KaTeX_Size4"
		case "delimsizing":
			sized = true
		case "size1", "size2", "size3", "size4":
			if sized {
				f.family = "KaTeX_S" + class[1:]
			}
		}
	}
	return f
}
