package pairing

import (
	"strings"
	"unicode/utf8"
)

// smallNumbers are the words of English for numbers that texts write out.
var smallNumbers = map[string]string{
	"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
	"nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "both": "2", "twice": "2",
}

// hanDigits are those of Chinese and Japanese.
var hanDigits = map[rune]string{
	'两': "2", '二': "2", '三': "3", '四': "4", '五': "5", '六': "6", '七': "7", '八': "8", '九': "9", '十': "10",
	'兩': "2",
}

// counters stand behind a number in Chinese: only before them is 三 a number
// for sure, and no part of a word.
const counters = "个個种種条條项項步次类類部份章节節行位层層点點遍天年倍者块塊句页頁组組台门門段列张張轮輪件道"

// powers are the units that large numbers are written in, as powers of ten.
var powers = [...]struct {
	unit  string
	power int
}{
	{"万亿", 12}, {"萬億", 12}, {"万", 4}, {"萬", 4}, {"億", 8}, {"亿", 8}, {"千", 3}, {"百万", 6},
	{" thousand", 3}, {" million", 6}, {" billion", 9}, {" trillion", 12},
}

// numbers reads the numbers of running text in one form: 1.5 万 and 15,000 are
// equal, and so are 3%, 3 percent and 百分之 3.
func (r *reader) numbers(s string) {
	for i := 0; i < len(s); {
		c := s[i]
		if c >= '0' && c <= '9' && (i == 0 || !alphanumeric(s[i-1])) {
			i = r.digits(s, i)
			continue
		}
		if c < utf8.RuneSelf {
			i++
			continue
		}
		han, n := utf8.DecodeRuneInString(s[i:])
		if d := hanDigits[han]; d != "" {
			if next, _ := utf8.DecodeRuneInString(s[i+n:]); strings.ContainsRune(counters, next) {
				r.add(smallClass, d)
			}
		}
		i += n
	}
}

// digits reads the number that begins at s[i] and returns its end.
func (r *reader) digits(s string, i int) int {
	start := i
	var num []byte
	point := -1
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			num = append(num, c)
			continue
		case c == ',' && i+3 < len(s) && digit(s[i+1]) && digit(s[i+2]) && digit(s[i+3]):
			continue
		case c == '.' && point < 0 && i+1 < len(s) && digit(s[i+1]):
			point = len(num)
			continue
		}
		break
	}
	if len(num) > 30 {
		return i
	}
	if point < 0 {
		point = len(num)
	}
	percent := strings.HasSuffix(strings.TrimRight(s[max(0, start-12):start], " "), "百分之")
	rest := s[i:]
	if strings.HasPrefix(rest, " 万") || strings.HasPrefix(rest, " 亿") || strings.HasPrefix(rest, " %") {
		rest = rest[1:]
	}
	if strings.HasPrefix(rest, "%") || strings.HasPrefix(rest, "％") || strings.HasPrefix(rest, " percent") || strings.HasPrefix(rest, " per cent") {
		percent = true
	}
	for _, p := range powers {
		if strings.HasPrefix(rest, p.unit) {
			point += p.power
			break
		}
	}
	out := decimal(num, point)
	if len(out) <= 2 && out >= "1" && !percent {
		r.add(smallClass, out)
	}
	if percent {
		out += "%"
	}
	r.add(numClass, out)
	return i
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// decimal writes digits with a point behind the first ones, without zeros that
// say nothing.
func decimal(num []byte, point int) string {
	for len(num) < point {
		num = append(num, '0')
	}
	whole := strings.TrimLeft(string(num[:point]), "0")
	if whole == "" {
		whole = "0"
	}
	if part := strings.TrimRight(string(num[point:]), "0"); part != "" {
		return whole + "." + part
	}
	return whole
}
