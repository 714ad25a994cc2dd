package draw

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// size is the size of all letters, in units of the drawing, which are CSS
// pixels; leading the distance of lines.
const (
	size    = 13.0
	leading = 17.0
)

// helvetica are the widths of ASCII from the space on, in thousandths of an em.
// The faces that systems set our pages in differ from it by a few per cent.
var helvetica = [...]int{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
}

// spare is what a face may be wider than the table.
const spare = 1.04

// Width measures a text in ems. Between Han and Latin browsers may put an eighth.
func Width(s string) float64 {
	sum, before := 0, rune(0)
	for _, r := range s {
		sum += runeWidth(r)
		if before != 0 && wide(r) != wide(before) && r != ' ' && before != ' ' {
			sum += 125
		}
		before = r
	}
	return float64(sum) / 1000
}

func runeWidth(r rune) int {
	switch {
	case r >= 32 && r < 127:
		return int(float64(helvetica[r-32]) * spare)
	case r < 32 || unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case wide(r):
		return 1000
	case strings.ContainsRune("—…“”‘’·", r):
		return 1000 // in Chinese they are as wide as a Han character
	}
	return 650
}

// wide reports whether a rune is as wide as a Han character.
func wide(r rune) bool {
	return r >= 0x1100 && (r < 0x1160 || r >= 0x2E80 && r < 0xA4D0 || r >= 0xAC00 && r < 0xD7A4 || r >= 0xF900 && r < 0xFB00 ||
		r >= 0xFE30 && r < 0xFE70 || r >= 0xFF00 && r < 0xFF61 || r >= 0xFFE0 && r < 0xFFE7 || r >= 0x1F300 && r < 0x1FB00 || r >= 0x20000 && r < 0x3FFFE)
}

// measure is the width of a text in units of the drawing.
func measure(s string) float64 { return Width(s) * size }

// widest is the width of the widest text.
func widest(texts []string) float64 {
	out := 0.0
	for _, t := range texts {
		out = max(out, measure(t))
	}
	return out
}

// wrap breaks a text into at most most lines of a width: at spaces, between Han
// characters, and, where nothing else helps, inside a word. What is left over
// gives way to an ellipsis; the table of the data has it in full.
func wrap(s string, width float64, most int) []string {
	var lines []string
	line := ""
	words := pieces(s)
	for i := 0; i < len(words); i++ {
		w := words[i]
		if line == "" {
			w = strings.TrimLeft(w, " ")
		}
		if measure(strings.TrimRight(line+w, " ")) <= width || w == "" {
			line += w
			continue
		}
		if line == "" { // one word wider than a line
			head := fit(w, width)
			words[i] = w[len(head):]
			w, line = "", head
		}
		lines = append(lines, strings.TrimRight(line, " "))
		line = ""
		if len(lines) == most {
			last := lines[most-1]
			lines[most-1] = fit(last, width-measure("…")) + "…"
			return lines
		}
		i--
	}
	if line = strings.TrimRight(line, " "); line != "" || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// fits reports whether a text wraps into that many lines without cut words.
func fits(s string, width float64, most int) bool {
	for _, w := range pieces(s) {
		if measure(strings.TrimSpace(w)) > width {
			return false
		}
	}
	lines := wrap(s, width, most+1)
	return len(lines) <= most
}

// fit returns the longest beginning of a text that has a width, at least one
// character.
func fit(s string, width float64) string {
	sum := 0.0
	for i, r := range s {
		sum += float64(runeWidth(r)) / 1000 * size
		if sum > width && i > 0 {
			return s[:i]
		}
	}
	return s
}

// pieces cuts a text where a line may end; spaces end a piece.
func pieces(s string) []string {
	var out []string
	var b strings.Builder
	rs := []rune(s)
	for i, r := range rs {
		b.WriteRune(r)
		if i+1 == len(rs) {
			break
		}
		next := rs[i+1]
		breaks := r == ' ' && next != ' ' || (wide(r) || wide(next)) && r != ' ' && next != ' '
		if strings.ContainsRune("，。、；：？！）》」』”’%", next) || strings.ContainsRune("（《「『“‘", r) {
			breaks = false
		}
		if r == '/' && next != ' ' {
			breaks = true
		}
		if breaks {
			out = append(out, b.String())
			b.Reset()
		}
	}
	return slices.Clip(append(out, b.String()))
}

// brief writes a number as an author did or, where that is longer than ten signs
// or has a power of ten, to four digits.
func brief(s string) string {
	v, ok := number(s)
	if !ok || !strings.ContainsAny(s, "eE") && len(s) <= 10 {
		return written(s)
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 4, 64), 64)
	if err != nil || math.Abs(v) >= 1e4 {
		rounded = math.Round(v)
	}
	return written(strconv.FormatFloat(rounded, 'f', -1, 64))
}

// written writes a number as an author did, with a true minus, a zero before a
// point and, from five digits on, commas.
func written(s string) string {
	s = strings.TrimPrefix(strings.Replace(s, "-", "−", 1), "+")
	if rest := strings.TrimPrefix(s, "−"); strings.HasPrefix(rest, ".") {
		s = s[:len(s)-len(rest)] + "0" + rest
	}
	whole, rest, dot := strings.Cut(s, ".")
	sign := ""
	if after, ok := strings.CutPrefix(whole, "−"); ok {
		sign, whole = "−", after
	}
	if len(whole) < 5 || strings.Trim(whole, "0123456789") != "" {
		return s
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if dot {
		rest = "." + rest
	}
	return sign + whole + rest
}
