package draw

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"duizhao/generator/diag"
)

// kinds are the types of charts with the keys that each takes besides common.
var kinds = map[string][]string{
	"bar":      {"x", "y", "xlabel", "ylabel", "unit", "ratio", "sort", "line", "yrange"},
	"grouped":  {"x", "y", "names", "group", "xlabel", "ylabel", "unit", "ratio", "sort", "line", "yrange"},
	"line":     {"x", "y", "names", "group", "low", "high", "xlabel", "ylabel", "unit", "ratio", "log", "line", "xrange", "yrange"},
	"area":     {"x", "y", "names", "group", "xlabel", "ylabel", "unit", "ratio", "line", "xrange", "yrange"},
	"scatter":  {"x", "y", "label", "group", "xlabel", "ylabel", "unit", "ratio", "log", "line", "xrange", "yrange"},
	"forest":   {"label", "x", "low", "high", "group", "xlabel", "ylabel", "unit", "sort", "log", "line", "xrange"},
	"timeline": {"x", "high", "label", "group", "xrange"},
	"quadrant": {"label", "x", "y", "group", "xlabel", "ylabel", "ratio", "xrange", "yrange", "quadrants"},
}

var common = []string{"type", "title", "desc", "data"}

// setting is one line of a chart's text.
type setting struct {
	value              string
	keyStart, keyEnd   int
	valStart, valueEnd int
}

// settings are what a chart's text says before its rows.
type settings struct {
	kind   string
	values map[string]setting
	marks  []mark // line:
	rows   string // behind ---
	rowsAt int    // where they begin in the text
	inline bool

	logX, logY     bool
	xrange, yrange *[2]float64
	ratio          float64
}

// mark is a value that a line marks.
type mark struct {
	at    float64
	label string
}

func (s *settings) get(key string) string { return s.values[key].value }

// read reads the settings. What is wrong in one line leaves the others.
func (c *chart) read() {
	at := 0
	for line := range strings.Lines(c.in.Text) {
		start := at
		at += len(line)
		text := strings.TrimSpace(line)
		if text == "---" {
			c.rows, c.rowsAt, c.inline = c.in.Text[at:], at, true
			break
		}
		if text != "" && !strings.HasPrefix(text, "#") {
			c.line(line, start)
		}
	}
	c.kinded()
	c.checkKeys()
	c.options()
}

// line reads one line, which begins at byte start.
func (c *chart) line(line string, start int) {
	key, value, ok := strings.Cut(line, ":")
	lead := len(key) - len(strings.TrimLeft(key, " \t"))
	s := setting{keyStart: start + lead}
	name := strings.TrimSpace(key)
	s.keyEnd = s.keyStart + len(name)
	if !ok {
		text := strings.TrimSpace(line)
		hint := `write "key: value", and --- on a line of its own before the rows`
		if strings.Contains(text, "：") {
			hint = "the colon is the ASCII one, with a space behind it"
		}
		c.wrong(s.keyStart, s.keyStart+len(text), hint, "%q is no setting", text)
		return
	}
	s.value = strings.TrimSpace(value)
	s.valStart = start + len(key) + 1 + len(value) - len(strings.TrimLeft(value, " \t\r\n"))
	s.valueEnd = s.valStart + len(s.value)
	if s.value == "" {
		s.valStart, s.valueEnd = s.keyStart, s.keyEnd
	}
	if n := len(s.value); n >= 2 && s.value[0] == '"' && s.value[n-1] == '"' {
		s.value = s.value[1 : n-1]
		s.valStart, s.valueEnd = s.valStart+1, s.valueEnd-1
	}
	if name == "line" {
		c.marked(s)
	} else if _, twice := c.values[name]; twice {
		c.wrong(s.keyStart, s.keyEnd, "", "%q is given twice", name)
		return
	}
	c.values[name] = s
}

func (c *chart) marked(s setting) {
	first, rest, _ := strings.Cut(s.value, " ")
	v, ok := number(first)
	if !ok {
		c.wrong(s.valStart, s.valueEnd, `write the value first: "line: 1 no effect"`, "%q does not begin with a number", s.value)
		return
	}
	c.marks = append(c.marks, mark{v, strings.TrimSpace(rest)})
}

func (c *chart) kinded() {
	s, given := c.values["type"]
	names := kindNames()
	switch {
	case !given:
		c.wrong(0, 0, "there are: "+strings.Join(names, ", "), `the chart has no "type:"`)
	case kinds[s.value] == nil:
		hint := diag.DidYouMean(s.value, names)
		if hint == "" {
			hint = "there are: " + strings.Join(names, ", ")
		}
		c.wrong(s.valStart, s.valueEnd, hint, "no type of chart %q", s.value)
	default:
		c.kind = s.value
	}
}

func kindNames() []string {
	var out []string
	for k := range kinds {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// checkKeys reports keys that no chart, or not this type of chart, takes.
func (c *chart) checkKeys() {
	all := slices.Clone(common)
	for _, k := range kindNames() {
		all = append(all, kinds[k]...)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	names := make([]string, 0, len(c.values))
	for k := range c.values {
		names = append(names, k)
	}
	slices.SortFunc(names, func(a, b string) int { return c.values[a].keyStart - c.values[b].keyStart })
	for _, name := range names {
		s := c.values[name]
		switch {
		case !slices.Contains(all, name):
			hint := diag.DidYouMean(name, all)
			if hint == "" {
				hint = "there are: " + strings.Join(all, ", ")
			}
			c.wrong(s.keyStart, s.keyEnd, hint, "no setting %q", name)
		case c.kind != "" && !slices.Contains(common, name) && !slices.Contains(kinds[c.kind], name):
			c.wrong(s.keyStart, s.keyEnd, "it takes: "+strings.Join(kinds[c.kind], ", "), "a chart of type %q takes no %q", c.kind, name)
		case s.value == "":
			c.wrong(s.keyStart, s.keyEnd, "", "%q has no value", name)
		}
	}
}

// options reads the settings whose values are no texts.
func (c *chart) options() {
	if s, ok := c.values["log"]; ok {
		for axis := range strings.FieldsFuncSeq(s.value, func(r rune) bool { return r == ' ' || r == ',' }) {
			switch {
			case axis == "x":
				c.logX = true
			case axis == "y" && c.kind != "forest":
				c.logY = true
			default:
				c.wrong(s.valStart, s.valueEnd, "write the axes: x, y, or x y", "no axis %q can be logarithmic", axis)
			}
		}
	}
	c.xrange, c.yrange = c.interval("xrange", c.logX), c.interval("yrange", c.logY)
	if s, ok := c.values["sort"]; ok && s.value != "asc" && s.value != "desc" {
		c.wrong(s.valStart, s.valueEnd, "write asc or desc", "no order %q", s.value)
	}
	if s, ok := c.values["ratio"]; ok {
		a, b, _ := strings.Cut(strings.ReplaceAll(s.value, ":", "/"), "/")
		if b == "" {
			b = "1"
		}
		w, ok1 := number(strings.TrimSpace(a))
		h, ok2 := number(strings.TrimSpace(b))
		if !ok1 || !ok2 || w <= 0 || h <= 0 || w/h < .2 || w/h > 10 {
			c.wrong(s.valStart, s.valueEnd, "write width/height, such as 16/9; from 1/5 to 10", "%q is no ratio", s.value)
			return
		}
		c.settings.ratio = w / h
	}
	if s, ok := c.values["quadrants"]; ok && len(list(s.value)) != 4 {
		c.wrong(s.valStart, s.valueEnd, "write those of the upper right, upper left, lower left and lower right one, with commas between", "%d quadrants have names, not four", len(list(s.value)))
	}
}

func (c *chart) interval(key string, log bool) *[2]float64 {
	s, ok := c.values[key]
	if !ok {
		return nil
	}
	f := strings.FieldsFunc(s.value, func(r rune) bool { return r == ' ' || r == ',' })
	if len(f) == 2 {
		lo, ok1 := number(f[0])
		hi, ok2 := number(f[1])
		if c.kind == "timeline" {
			lo, ok1 = date(f[0])
			hi, ok2 = date(f[1])
		}
		if ok1 && ok2 && lo < hi && (!log || lo > 0) {
			return &[2]float64{lo, hi}
		}
	}
	hint := "write where the axis begins and ends, such as 0 100"
	if log {
		hint += "; a logarithmic one begins above 0"
	}
	c.wrong(s.valStart, s.valueEnd, hint, "%q is no range", s.value)
	return nil
}

// list splits a list at its commas, ASCII or Chinese.
func list(s string) []string {
	var out []string
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == '，' || r == '、' }) {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// number reads a decimal number of a size that can be drawn.
func number(s string) (float64, bool) {
	s = strings.Replace(s, "−", "-", 1)
	if s == "" || strings.Trim(s, "0123456789+-.eE") != "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || v > 1e15 || v < -1e15 || v != 0 && v < 1e-12 && v > -1e-12 {
		return 0, false
	}
	return v, true
}

// date reads 2014, 2014-06 or 2014-06-12 as a year with its fraction.
func date(s string) (float64, bool) {
	var f [3]int
	parts := strings.Split(s, "-")
	if len(parts) > 3 || len(parts[0]) != 4 {
		return 0, false
	}
	for i, p := range parts {
		if i > 0 && len(p) != 2 || strings.Trim(p, "0123456789") != "" {
			return 0, false
		}
		f[i], _ = strconv.Atoi(p) // digits alone
	}
	days := []int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
	if f[0]%4 == 0 && (f[0]%100 != 0 || f[0]%400 == 0) {
		days[1] = 29
	}
	out := float64(f[0])
	if len(parts) > 1 {
		if f[1] < 1 || f[1] > 12 {
			return 0, false
		}
		out += float64(f[1]-1) / 12
	}
	if len(parts) > 2 {
		if f[2] < 1 || f[2] > days[f[1]-1] {
			return 0, false
		}
		out += float64(f[2]-1) / float64(days[f[1]-1]) / 12
	}
	return out, true
}

// axis joins what stands at an axis with the unit, unless that stands behind
// each number.
func (c *chart) axis(label string) string {
	if u := c.get("unit"); u != "" && !c.sign() {
		return strings.TrimSpace(fmt.Sprintf("%s (%s)", label, u))
	}
	return label
}

// sign reports whether the unit stands behind each number.
func (c *chart) sign() bool {
	return slices.Contains([]string{"%", "‰", "°", "×"}, c.get("unit"))
}
