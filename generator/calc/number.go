package calc

import (
	"strconv"
	"strings"
)

// fixed writes a number with so many decimals, a half to the even digit, with the
// sign that text takes for minus. What rounds to nothing has no sign. Twelve
// digits count: the last ones of a power are not the same on every machine.
func fixed(x float64, places int) string {
	if near, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', 12, 64), 64); err == nil {
		x = near
	}
	s := strconv.FormatFloat(x, 'f', places, 64)
	digits, negative := strings.CutPrefix(s, "-")
	if negative && strings.Trim(digits, "0.") != "" {
		return "−" + digits
	}
	return digits
}

// short writes a number with at most two decimals.
func short(x float64) string {
	s := fixed(x, 2)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// shortened is a value that is shown with at most two decimals.
func shortened(x float64) value { return value{x, short(x)} }

// rounded is a value that is shown with so many decimals.
func rounded(x float64, places int) value { return value{x, fixed(x, places)} }

// A bar is a path in a box 100 wide: one that is empty still has its round ends.
func bar(from, to float64) value {
	return value{to - from, "M" + plain(from) + " 4H" + plain(to)}
}

func plain(x float64) string { return fixed(x, 2) }
