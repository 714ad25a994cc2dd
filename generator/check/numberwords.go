package check

import (
	"strconv"
	"strings"
	"unicode"
)

// Words for numbers. They are never asked for, since "a week" is 一周 and 三个
// may be "a few"; they stand for a number that the other side has in digits.

// wordValues adds the values of a text's number words to seen. han tells that the
// text is Chinese or Japanese, english that it is English.
func wordValues(text string, han, english bool, seen map[string]bool) {
	if han {
		hanValues(text, seen)
	}
	if english {
		englishValues(text, seen)
	}
}

// hanDigits and hanPowers are the signs of Chinese numerals.
var (
	hanDigits = map[rune]int{'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '兩': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}
	hanPowers = map[rune]int{'十': 1, '百': 2, '千': 3, '万': 4, '萬': 4, '亿': 8, '億': 8}
	hanOthers = map[rune][]string{
		'半': {"0.5", "50", "2"}, '双': {"2"}, '雙': {"2"}, '倍': {"2"}, '翻': {"2"}, '每': {"1"}, '单': {"1"}, '單': {"1"}, '首': {"1"}, '无': {"0"}, '無': {"0"}, '没': {"0"},
	}
)

func hanValues(text string, seen map[string]bool) {
	start := -1
	for i, r := range text {
		_, one := hanDigits[r]
		_, power := hanPowers[r]
		for _, v := range hanOthers[r] {
			seen[v] = true
		}
		switch {
		case (one || power || r == '点' && start >= 0) && start < 0:
			start = i
		case one || power || r == '点':
		case start >= 0:
			hanNumeral(text[start:i], r == '成', seen)
			start = -1
		}
	}
	if start >= 0 {
		hanNumeral(text[start:], false, seen)
	}
}

// hanNumeral adds what a numeral may mean; tenths tells that it counts these, as
// in 三成.
func hanNumeral(s string, tenths bool, seen map[string]bool) {
	if len(s) > 60 {
		return
	}
	whole, fraction, point := strings.Cut(s, "点")
	plain := ""
	section, total, current := 0, 0, 0
	powers := false
	for _, r := range whole {
		if v, ok := hanDigits[r]; ok {
			plain += strconv.Itoa(v)
			seen[strconv.Itoa(v)] = true
			current = v
			continue
		}
		powers = true
		p := hanPowers[r]
		if p >= 4 {
			total = (total + max(section+current, 1)) * tenTo(p)
			section, current = 0, 0
		} else {
			section += max(current, 1) * tenTo(p)
			current = 0
		}
	}
	value := strconv.Itoa(total + section + current)
	if !powers && plain != "" {
		value = trimmed(plain)
	}
	seen[value] = true
	if tenths {
		seen[shifted(value, 1)] = true
	}
	if point {
		for _, r := range fraction {
			value = value + map[bool]string{true: "", false: "."}[strings.Contains(value, ".")] + strconv.Itoa(hanDigits[r])
		}
		seen[trimmed(value)] = true
	}
}

func tenTo(n int) int {
	out := 1
	for range n {
		out *= 10
	}
	return out
}

// englishOnes are words that add up, englishTimes those that multiply.
var (
	englishOnes  = wordList("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 1)
	englishTens  = wordList("- - twenty thirty forty fifty sixty seventy eighty ninety", 10)
	englishNth   = wordList("zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth", 1)
	englishTenth = wordList("- - twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth", 10)
	englishMonth = wordList("- january february march april may june july august september october november december", 1)
	englishMon   = wordList("- jan feb mar apr - jun jul aug sep oct nov dec", 1)
	englishTimes = map[string]int{"hundred": 2, "hundreds": 2, "hundredth": 2, "thousand": 3, "thousands": 3, "thousandth": 3, "million": 6, "millions": 6, "billion": 9, "billions": 9, "trillion": 12}
	englishOther = map[string][]string{
		"a": {"1"}, "an": {"1"}, "single": {"1"}, "once": {"1"}, "each": {"1"}, "every": {"1"}, "per": {"1"}, "another": {"1"}, "unity": {"1"},
		"no": {"0"}, "none": {"0"}, "nil": {"0"}, "never": {"0"}, "both": {"2"}, "twice": {"2"}, "pair": {"2"}, "pairs": {"2"}, "double": {"2"}, "doubles": {"2"}, "doubled": {"2"}, "couple": {"2"}, "twofold": {"2"},
		"half": {"0.5", "50", "2"}, "halves": {"0.5", "2"}, "halved": {"2", "50"}, "thirds": {"3"}, "triple": {"3"}, "threefold": {"3"}, "tenfold": {"10"}, "quarter": {"4", "25", "0.25"}, "quarters": {"4", "25"}, "fifths": {"5"}, "tenths": {"10"},
		"dozen": {"12"}, "decade": {"10"}, "decades": {"10"}, "century": {"100"}, "fortnight": {"14", "2"}, "sept": {"9"},
	}
)

func wordList(words string, step int) map[string]int {
	out := map[string]int{}
	for i, w := range strings.Fields(words) {
		if w != "-" {
			out[w] = i * step
		}
	}
	return out
}

// englishValues adds the value of each number word, and of those in a row, such
// as "two hundred and fifty".
func englishValues(text string, seen map[string]bool) {
	total, current, open := 0, 0, false
	end := func() {
		if open {
			seen[strconv.Itoa(total+current)] = true
		}
		total, current, open = 0, 0, false
	}
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		w = strings.ToLower(w)
		for _, v := range englishOther[w] {
			seen[v] = true
		}
		v, ok := englishNumber(w)
		switch p, times := englishTimes[w]; {
		case ok:
			seen[strconv.Itoa(v)] = true
			current, open = min(current, 1e15)+v, true
		case times:
			seen[strconv.Itoa(tenTo(p))] = true
			current, open = min(max(current, 1), 1e6)*tenTo(p), true
			if p > 2 {
				total, current = min(total, 1e15)+current, 0
			}
		case w == "and" && open:
		default:
			end()
		}
	}
	end()
}

func englishNumber(w string) (int, bool) {
	for _, list := range []map[string]int{englishOnes, englishTens, englishNth, englishTenth, englishMonth, englishMon} {
		if v, ok := list[w]; ok {
			return v, true
		}
	}
	return 0, false
}
