package check

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Numbers are compared by value, and only those written in digits are asked for:
//
//   - 1,500, 1500, １５００, 1.5千 and "1.5 thousand" are one number; so are 3亿
//     and "300 million". What a number counts counts not: 30%, 百分之30 and "30
//     percent" are 30, and a minus or a hyphen before it is no part of it.
//   - A number with a sign of scale may be meant without it too, since 3千米 is
//     3 km and 7B may be a size or a name; 3成 may be 30, "2 p.m." 14.
//   - What the signs are put together for counts: 2 万 5 千 is 25,000, ½ and 1/2 are
//     0.5 (and 1/2 may be 1 and 2), 3:30 pm is 15:30, 90后 may be 1990.
//   - Leading zeros and those that end a fraction do not count: 08 is 8. A number
//     with two points is a version and compared as it is written.
//   - The parts of a date are numbers of their own, in any order; 8 月 may stand
//     for "August". 20 世纪 90 年代 is 1990, as in "1990s".
//   - A number in digits may be written in words on the other side: the words are
//     those of numberwords.go, and they are never asked for themselves. So may it
//     be part of a name (GPT-4), of a formula or of code, which are compared for
//     themselves.
//
// The order of numbers does not count, but how often a value stands there does.

// number is a number that a text has in digits.
type number struct {
	values     []string // what it may mean, the likeliest first
	at, length int      // bytes in the text it was found in
	soft       bool     // it may be one's counterpart, but is not asked for
	parts      []string // of a fraction: it may be written as these
	power      int      // of ten, of the Chinese sign of scale behind it; 0 for none
}

// numbersIn finds the numbers that stand in digits. continental is for
// languages that may write 1.500,5.
func numbersIn(text string, continental bool) []number {
	var out []number
	var before [2]rune // the two characters before
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		n, isFraction := readFraction(text[i:], before[1])
		if !isFraction && !isDigit(r) {
			before[0], before[1] = before[1], r
			i += size
			continue
		}
		if !isFraction {
			n = readNumber(text[i:], continental)
			n.steps(text[i:])
		}
		n.at = i
		n.alsoMeans(text[max(0, i-8):i], text[i:i+n.length], text[i+n.length:])
		n.soft = inName(before) || oclock(text[:i], text[i:i+n.length])
		i += n.length
		if before[1] == '.' && !unicode.IsLetter(before[0]) { // p < .05
			n.at, n.length = n.at-1, n.length+1
			if _, count := digits(text[n.at+1:]); count == n.length-1 {
				n.values = append([]string{trimmed("0." + text[n.at+1:i])}, n.values...)
			}
		}
		out = decade(text, out, n)
		before = [2]rune{'0', '0'}
	}
	return out
}

// inName reports whether a number that follows two characters belongs to a name,
// such as GPT-4 or H100.
func inName(before [2]rune) bool {
	return latin(before[1]) || before[1] == '_' || strings.ContainsRune("-‑–", before[1]) && latin(before[0])
}

func latin(r rune) bool { return unicode.Is(unicode.Latin, r) }

// decade adds a number, and what it means where 20 世纪 stands before it.
func decade(text string, out []number, n number) []number {
	last := len(out) - 1
	if last >= 0 && len(n.values[0]) == 2 && len(out[last].values[0]) <= 2 {
		between := strings.TrimSpace(text[out[last].at+out[last].length : n.at])
		if between == "世纪" && strings.HasPrefix(strings.TrimLeft(text[n.at+n.length:], " "), "年代") {
			year := n
			century := small(out[last].values[0]) - 1
			year.values = []string{trimmed(strconv.Itoa(century) + n.values[0]), n.values[0]}
			out[last].soft = true
			return append(out, year)
		}
	}
	return append(out, n)
}

// digit returns the value of a decimal digit of any script.
func digit(r rune) (int, bool) {
	if '0' <= r && r <= '9' {
		return int(r - '0'), true
	}
	if r < utf8.RuneSelf || !unicode.Is(unicode.Nd, r) {
		return 0, false
	}
	// The digits of a script are ten in a row, from a multiple of 2 on.
	v := 0
	for v < 9 && unicode.Is(unicode.Nd, r-1) {
		r--
		v++
	}
	return v, true
}

// readNumber reads the number that text begins with.
func readNumber(text string, continental bool) number {
	s := numeral{text: text}
	s.digits()
	whole := len(s.out)
	points, groups := 0, 0
	for {
		r, size := utf8.DecodeRuneInString(text[s.i:])
		n, _ := digits(text[s.i+size:])
		switch {
		case n == 0:
		case strings.ContainsRune(",'’\u202f\u2009", r) && n == 3 && whole <= 3 && points == 0:
			groups++
			s.i += size
			s.digits()
			continue
		case r == '.' || r == '．':
			points++
			s.i += size
			s.out = append(s.out, '.')
			s.digits()
			continue
		}
		break
	}
	n := number{length: s.i, values: []string{string(s.out)}}
	if points > 1 {
		return n
	}
	value := trimmed(string(s.out))
	n.values[0] = value
	if continental && points == 1 && groups == 0 {
		n.values = append(n.values, strings.Replace(string(s.out), ".", "", 1))
	}
	n.scale(text)
	return n
}

// numeral reads digits, which it writes as ASCII.
type numeral struct {
	text string
	i    int
	out  []byte
}

func (s *numeral) digits() {
	for s.i < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[s.i:])
		v, ok := digit(r)
		if !ok {
			break
		}
		s.out = append(s.out, byte('0'+v))
		s.i += size
	}
}

// digits counts the digits that text begins with, up to four.
func digits(text string) (n, length int) {
	for n < 4 && length < len(text) {
		r, size := utf8.DecodeRuneInString(text[length:])
		if _, ok := digit(r); !ok {
			break
		}
		n, length = n+1, length+size
	}
	return n, length
}

// scale adds what the number means with the sign or word of scale behind it.
func (n *number) scale(text string) {
	value := n.values[0]
	rest := strings.TrimLeft(text[n.length:], " \u00a0\u202f")
	power, size, measure := hanScale(rest)
	if power > 0 && !measure {
		n.length = len(text) - len(rest) + size
	}
	switch word := leadingWord(rest); {
	case power > 0 && measure:
		n.values = append(n.values, shifted(value, power))
	case power > 0:
		n.values, n.power = append([]string{shifted(value, power)}, n.values...), power
	case strings.HasPrefix(rest, "成"):
		n.values = append(n.values, shifted(value, 1))
	case scaleWords[word] > 0 && len(word) > 1:
		n.values = append([]string{shifted(value, scaleWords[word])}, n.values...)
	case scaleWords[word] > 0: // 7B may be a name
		n.values = append(n.values, shifted(value, scaleWords[word]))
	}
}

// scaleWords are powers of ten.
var scaleWords = map[string]int{
	"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12,
	"mn": 6, "bn": 9, "tn": 12, "k": 3, "m": 6, "b": 9, "t": 12,
}

func leadingWord(s string) string {
	n := 0
	for n < len(s) && n < 9 && (s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z') {
		n++
	}
	return strings.ToLower(s[:n])
}

// hanScale returns the power of ten that the Han signs mean with which s begins;
// measure tells that they may be part of a unit, as in 千米.
func hanScale(s string) (power, size int, measure bool) {
	for i, r := range s {
		p, ok := hanPowers[r]
		if !ok || i > 12 {
			return power, i, power > 0 && strings.ContainsRune("米克瓦兆字卡伏赫焦帕分", r)
		}
		power += p
	}
	return power, len(s), false
}

// shifted multiplies a plain number by a power of ten.
func shifted(value string, power int) string {
	whole, fraction, _ := strings.Cut(value, ".")
	for len(fraction) < power {
		fraction += "0"
	}
	return trimmed(whole + fraction[:power] + "." + fraction[power:])
}

// trimmed takes away zeros that count nothing.
func trimmed(value string) string {
	if strings.Contains(value, ".") {
		value = strings.TrimRight(strings.TrimRight(value, "0"), ".")
	}
	value = strings.TrimLeft(value, "0")
	if value == "" || value[0] == '.' {
		value = "0" + value
	}
	return value
}

// small is the value of a short number; 1000 and more is 1000.
func small(value string) int {
	v := 0
	for _, c := range value {
		if c < '0' || c > '9' || v >= 1000 {
			break
		}
		v = 10*v + int(c-'0')
	}
	return min(v, 1000)
}
