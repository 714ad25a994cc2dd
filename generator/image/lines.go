package image

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// What may not begin and what may not end a line.
const (
	closers = "，。、；：？！）》」』】〕〉”’…—·・％,.!?:;)]}%ー々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ"
	openers = "（《「『【〔〈“‘([{"
	squeeze = "，。、；：）》」』】〕〉" // ink in the left half of their em
)

// text is a text set on one line; lines are cut out of it. All in ems.
type text struct {
	runes  []rune
	glyphs []*glyph
	at     []float64 // where each begins, and where the last ends
	breaks []int     // where a line may begin: rising, 0 first, the end last
}

// set sets a text of a language.
func (g *glyphs) set(s, lang string) *text {
	t := &text{}
	base, _, _ := strings.Cut(lang, "-")
	full := base == "zh" || base == "ja"
	if dots := g.of('…'); !full && dots != nil && dots.advance > .9 {
		s = strings.ReplaceAll(s, "…", "...") // in a Han font they stand in the middle of the line
	}
	for _, r := range norm.NFC.String(s) { // accents are not placed on letters
		if !invisible(r) {
			t.runes = append(t.runes, r)
		}
	}
	x := 0.0
	for i, r := range t.runes {
		now := g.of(r)
		t.glyphs = append(t.glyphs, now)
		if i > 0 {
			x += g.kern(t.glyphs[i-1], now) + gap(t.runes[i-1], r)
		}
		t.at = append(t.at, x)
		if now == nil {
			continue
		}
		step := now.advance
		if (!full || latin(t.runes, i)) && strings.ContainsRune("“”‘’", r) && step > .9 {
			// The quotation marks of Han fonts have the width of a Han character.
			const side = .06
			t.at[i] -= now.from - side
			step = now.to + side
			x = t.at[i]
		}
		x += step
	}
	t.at = append(t.at, x)
	t.breaks = breaks(t.runes)
	return t
}

// latin reports whether a character stands between letters that are not Han.
func latin(rs []rune, i int) bool {
	return i > 0 && i+1 < len(rs) && letter(rs[i-1]) && letter(rs[i+1])
}

func letter(r rune) bool { return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !han(r) }

// han reports whether a character is set like a Han one: lines may break beside it.
func han(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r == '々' || r == 'ー'
}

// gap is what stands between two characters: an eighth of an em between Han and
// other letters, half an em less between two marks.
func gap(a, b rune) float64 {
	switch {
	case han(a) && letter(b), letter(a) && han(b):
		return .125
	case strings.ContainsRune(squeeze, a) && (strings.ContainsRune(squeeze, b) || strings.ContainsRune("（《「『【〔〈", b)),
		strings.ContainsRune("（《「『【〔〈", a) && strings.ContainsRune("（《「『【〔〈", b):
		return -.5
	}
	return 0
}

// breaks returns where lines may begin: behind spaces, beside Han characters and
// marks, but not before what closes nor behind what opens.
func breaks(rs []rune) []int {
	out := []int{0}
	for i := 1; i < len(rs); i++ {
		a, b := rs[i-1], rs[i]
		if !unicode.IsSpace(b) && (a == ' ' || a == '/' || a == '-' && unicode.IsLetter(b) ||
			a != '\u00a0' && (wide(a) || wide(b))) && !strings.ContainsRune(closers, b) && !strings.ContainsRune(openers, a) {
			out = append(out, i)
		}
	}
	return append(out, len(rs))
}

// wide reports whether a line may break beside a character that is no space.
func wide(r rune) bool {
	return han(r) || r > unicode.MaxLatin1 && strings.ContainsRune(closers+openers, r) && !strings.ContainsRune("“”‘’…—·", r) || r == '—'
}

// span is the end of a line without its spaces, and its width.
func (t *text) span(from, to int) (end int, width float64) {
	for to > from && unicode.IsSpace(t.runes[to-1]) {
		to--
	}
	if to == from {
		return to, 0
	}
	width = t.at[to] - t.at[from] - t.indent(from)
	if last := t.runes[to-1]; strings.ContainsRune(squeeze, last) {
		width -= .5 // of which nothing is seen
	}
	return to, width
}

// indent is what is not seen of the character that begins a line.
func (t *text) indent(from int) float64 {
	if g := t.glyphs[from]; g != nil && g.advance > .9 && strings.ContainsRune(openers, t.runes[from]) {
		return g.from
	}
	return 0
}

// line is a part of a text: its first character and the one behind its last.
type line struct{ from, to int }

// count returns the least number of lines of a width; 0 where a word is wider.
func (t *text) count(width float64) int {
	n, from := 0, 0
	for k := 1; k < len(t.breaks); {
		if _, w := t.span(from, t.breaks[k]); w <= width {
			k++
			continue
		}
		if t.breaks[k-1] == from {
			return 0
		}
		n, from = n+1, t.breaks[k-1]
	}
	return n + 1
}

// balanced cuts a text into n lines as even as they can be. A line that ends at
// a mark counts as better than an even one.
func (t *text) balanced(n int, width float64) []line {
	b := t.breaks
	mean := t.at[len(t.runes)] / float64(n)
	best := make([][]float64, n+1) // by lines and the break that ends them
	from := make([][]int, n+1)
	for l := range best {
		best[l], from[l] = make([]float64, len(b)), make([]int, len(b))
		for k := range b {
			best[l][k] = math.Inf(1)
		}
	}
	best[0][0] = 0
	for l := 1; l <= n; l++ {
		for k := 1; k < len(b); k++ {
			for j := k - 1; j >= 0; j-- {
				end, w := t.span(b[j], b[k])
				if w > width {
					break
				}
				d := (w - mean) / mean
				cost := best[l-1][j] + d*d
				if k < len(b)-1 && strings.ContainsRune("，：；—。？！:;,?!", t.runes[max(end-1, 0)]) {
					cost -= .25
				}
				if cost < best[l][k] {
					best[l][k], from[l][k] = cost, j
				}
			}
		}
	}
	var out []line
	for l, k := n, len(b)-1; l > 0; l-- {
		j := from[l][k]
		end, _ := t.span(b[j], b[k])
		out = append(out, line{b[j], end})
		k = j
	}
	slices.Reverse(out)
	return out
}

// clipped cuts a text into at most most lines of a width, words too if they must
// be, and reports whether something was left over.
func (t *text) clipped(most int, width float64) (out []line, over bool) {
	for from := 0; from < len(t.runes); {
		if len(out) == most {
			return out, true
		}
		to := from
		for _, b := range t.breaks {
			if b <= from {
				continue
			}
			if _, w := t.span(from, b); w > width {
				break
			}
			to = b
		}
		if to == from { // a word wider than a line
			to = t.fit(line{from, len(t.runes)}, width)
		}
		end, _ := t.span(from, to)
		out, from = append(out, line{from, end}), to
	}
	return out, false
}

// fit returns the end of the longest beginning of a line that has a width: a word
// is broken only where it is all there is.
func (t *text) fit(l line, width float64) int {
	for l.to > l.from+1 && t.at[l.to]-t.at[l.from] > width {
		l.to--
	}
	if i, found := slices.BinarySearch(t.breaks, l.to); !found && l.to < len(t.runes) && !unicode.IsSpace(t.runes[l.to]) && i > 0 && t.breaks[i-1] > l.from {
		l.to = t.breaks[i-1]
	}
	for l.to > l.from+1 && (unicode.IsSpace(t.runes[l.to-1]) || strings.ContainsRune("，。、；：,.;:", t.runes[l.to-1])) {
		l.to--
	}
	return l.to
}
