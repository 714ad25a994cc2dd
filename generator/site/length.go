package site

import (
	"strconv"
	"strings"
)

// ParseLength reads a size as authors write it: "300" or "300px" in pixels,
// "60%" of the text's width. The unit is "px" or "%"; "" for what is no size.
func ParseLength(s string) (n int, unit string) {
	unit = "px"
	digits := strings.TrimSuffix(s, "px")
	if cut, ok := strings.CutSuffix(s, "%"); ok {
		digits, unit = cut, "%"
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n <= 0 || digits[0] == '+' || n > 1<<15 || unit == "%" && n > 100 {
		return 0, ""
	}
	return n, unit
}
