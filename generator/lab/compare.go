package lab

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"duizhao/generator/content"
)

// plain is what of an output is compared.
func plain(s string) string { return content.PlainOutput(s) }

// visible puts U+FFFD in the place of control characters, such as those that
// colour a terminal: no page can show them.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !strings.ContainsRune("\t\n\r", r) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// equal reports whether two plain lines are equal, numbers within a tolerance.
func equal(a, b string, within float64) bool {
	if a == b || within <= 0 {
		return a == b
	}
	for {
		restA, numberA, x := cutNumber(a)
		restB, numberB, y := cutNumber(b)
		if a[:len(a)-len(restA)-len(numberA)] != b[:len(b)-len(restB)-len(numberB)] || (numberA == "") != (numberB == "") {
			return false
		}
		if numberA == "" {
			return true
		}
		// A little more, for 0.3-0.29 is no 0.01 in binary.
		if numberA != numberB && !(math.Abs(x-y) <= within*(1+1e-9)) {
			return false
		}
		a, b = restA, restB
	}
}

var numberPattern = regexp.MustCompile(`[-+−]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?`)

// cutNumber finds the first number in a text, and what is behind it. Digits that
// follow a letter are a part of its word: L1 is no number.
func cutNumber(s string) (rest, number string, value float64) {
	for at := 0; ; {
		m := numberPattern.FindStringIndex(s[at:])
		if m == nil {
			return "", "", 0
		}
		from, to := at+m[0], at+m[1]
		if before, _ := utf8.DecodeLastRuneInString(s[:from]); before == '_' || unicode.IsLetter(before) {
			at = to
			continue
		}
		value, err := strconv.ParseFloat(strings.Replace(s[from:to], "−", "-", 1), 64)
		if err != nil { // beyond all bounds
			at = to
			continue
		}
		return s[to:], s[from:to], value
	}
}

// equalText compares two plain texts line by line.
func equalText(a, b string, within float64) bool {
	if a == b || within <= 0 {
		return a == b
	}
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if !equal(x[i], y[i], within) {
			return false
		}
	}
	return true
}
