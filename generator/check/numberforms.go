package check

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Ways to write one number: fractions, times of day, decades, and Chinese numbers
// in steps, such as 2 万 5 千.

// vulgar are the fractions that are one character.
var vulgar = map[rune][2]int{
	'½': {1, 2}, '⅓': {1, 3}, '⅔': {2, 3}, '¼': {1, 4}, '¾': {3, 4}, '⅕': {1, 5}, '⅖': {2, 5}, '⅗': {3, 5}, '⅘': {4, 5},
	'⅙': {1, 6}, '⅚': {5, 6}, '⅐': {1, 7}, '⅛': {1, 8}, '⅜': {3, 8}, '⅝': {5, 8}, '⅞': {7, 8}, '⅑': {1, 9}, '⅒': {1, 10},
}

// fraction returns n of m as a number of some length: as it is, as a decimal and
// per cent where these end. It may also stand for its two parts, as 8/11 for 8 月
// 11 日 and 4/5 for "4 out of 5".
func fraction(whole, n, m, length int) number {
	parts := []string{strconv.Itoa(n), strconv.Itoa(m)}
	out := number{length: length, parts: parts, values: []string{strconv.Itoa(whole*m+n) + "/" + strconv.Itoa(m)}}
	if 1000*n%m == 0 {
		decimal := trimmed(strconv.Itoa(whole) + "." + strconv.Itoa(1000 + 1000*n/m)[1:])
		out.values = []string{decimal, shifted(decimal, 2), out.values[0]}
	}
	if whole > 0 {
		out.parts = append(out.parts, strconv.Itoa(whole))
	}
	return out
}

var slashed = regexp.MustCompile(`^(\d{1,2})[/⁄](\d{1,2})(?:[^\d/⁄.]|\.\D|\.?$)`)

// readFraction reads a fraction that text begins with. before is the character
// before it.
func readFraction(text string, before rune) (number, bool) {
	r, size := utf8.DecodeRuneInString(text)
	if f, ok := vulgar[r]; ok {
		return fraction(0, f[0], f[1], size), true
	}
	if r < '0' || '9' < r || strings.ContainsRune("/⁄.", before) {
		return number{}, false // as at nearly every character of a text
	}
	if m := slashed.FindStringSubmatchIndex(text); m != nil {
		n, of := small(text[:m[3]]), small(text[m[4]:m[5]])
		if 0 < n && n < of {
			return fraction(0, n, of, m[5]), true
		}
	}
	digits := len(text) - len(strings.TrimLeft(text, "0123456789"))
	r, size = utf8.DecodeRuneInString(text[digits:])
	if f, ok := vulgar[r]; ok && 0 < digits && digits < 4 { // 2½
		return fraction(small(text[:digits]), f[0], f[1], digits+size), true
	}
	return number{}, false
}

// steps adds what goes on behind a number with a Chinese sign of scale: 3 亿 2000
// 万. Each step is of less than the one before.
func (n *number) steps(text string) {
	for n.power > 0 {
		rest := strings.TrimLeft(text[n.length:], " ")
		if r, _ := utf8.DecodeRuneInString(rest); !isDigit(r) {
			return
		}
		next := readNumber(rest, false)
		a, err1 := strconv.ParseInt(n.values[0], 10, 64)
		b, err2 := strconv.ParseInt(next.values[0], 10, 64)
		if next.power == 0 || next.power >= n.power || err1 != nil || err2 != nil || b >= int64(tenTo(n.power)) {
			return
		}
		n.values, n.power = []string{strconv.FormatInt(a+b, 10)}, next.power
		n.length = len(text) - len(rest) + next.length
	}
}

func isDigit(r rune) bool { _, ok := digit(r); return ok }

var (
	afternoon = regexp.MustCompile(`^(?::\d\d)?[ \x{00a0}\x{202f}]*[pP]\.? ?[mM]\b`)
	morning   = regexp.MustCompile(`^(?::\d\d)?[ \x{00a0}\x{202f}]*[aA]\.? ?[mM]\b`)
	later     = regexp.MustCompile(`(?:下午|晚上|傍晚|午后|夜里|夜晚) ?$`)
	generated = regexp.MustCompile(`^ ?(?:后|後|年代|s\b)`)
)

// alsoMeans adds what a number means beside its value, by what stands around it:
// 3:30 pm is 15:30, 90后 are people born in the 1990s.
func (n *number) alsoMeans(before, written, behind string) {
	v := small(n.values[0])
	switch {
	case len(written) > 2 || n.parts != nil || n.power > 0:
		return
	case v < 12 && (afternoon.MatchString(behind) || later.MatchString(before)):
		n.values = append(n.values, strconv.Itoa(v+12))
	case v == 12 && morning.MatchString(behind):
		n.values = append(n.values, "0")
	case len(written) == 2 && v%5 == 0 && generated.MatchString(behind):
		n.values = append(n.values, strconv.Itoa(1900+v), strconv.Itoa(2000+v))
	}
}

// oclock reports whether digits are the minutes of a full hour, which may be left out.
func oclock(before, written string) bool {
	head, colon := strings.CutSuffix(before, ":")
	last, _ := utf8.DecodeLastRuneInString(head)
	return colon && written == "00" && isDigit(last)
}
