package lab

import (
	"fmt"
	"strings"
)

// mostShown bounds the lines of a difference that are shown, widest their
// characters, around how many equal lines stand by them.
const (
	mostShown = 20
	widest    = 120
	around    = 2
)

// difference shows how two plain texts differ, as a unified diff: "-" is what the
// page shows, "+" what the program printed. What is equal at both ends is cut off
// and the rest is compared line by line, which is near enough for what programs
// print, and linear.
func difference(page, printed string, within float64) string {
	a, b := lines(page), lines(printed)
	head := 0
	for head < len(a) && head < len(b) && equal(a[head], b[head], within) {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && equal(a[len(a)-1-tail], b[len(b)-1-tail], within) {
		tail++
	}
	out := hunk(a, b, head, len(a)-tail, len(b)-tail, within)
	more := len(out) - mostShown
	if more > 0 {
		out = append(out[:mostShown], fmt.Sprintf("… and %d more lines", more))
	}
	from := max(0, head-around)
	first := "@@ -" + span(from, min(len(a), len(a)-tail+around)) + " +" + span(from, min(len(b), len(b)-tail+around)) + " @@"
	return strings.Join(append([]string{first}, out...), "\n")
}

// span writes which lines are shown, as a unified diff does.
func span(from, to int) string {
	count := to - from
	if to > from {
		from++
	}
	return fmt.Sprintf("%d,%d", from, count)
}

func lines(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(s, "\n"), "\n")
}

// hunk writes the lines from head on, to the ends that are given, and what stands
// around them.
func hunk(a, b []string, head, endA, endB int, within float64) []string {
	var out, minus, plus []string
	add := func(sign, line string) string { return sign + short(line) }
	flush := func() {
		out, minus, plus = append(append(out, minus...), plus...), nil, nil
	}
	for _, l := range a[max(0, head-around):head] {
		out = append(out, add(" ", l))
	}
	paired := endA-head == endB-head // then line answers line
	for i := range max(endA, endB) - head {
		n := head + i
		if paired && equal(a[n], b[n], within) {
			flush()
			out = append(out, add(" ", a[n]))
			continue
		}
		if n < endA {
			minus = append(minus, add("-", a[n]))
		}
		if n < endB {
			plus = append(plus, add("+", b[n]))
		}
	}
	flush()
	for _, l := range a[endA:min(len(a), endA+around)] {
		out = append(out, add(" ", l))
	}
	return out
}

func short(s string) string {
	if r := []rune(s); len(r) > widest {
		return string(r[:widest]) + "…"
	}
	return s
}
