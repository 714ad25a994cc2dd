package draw

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"sort"
	"strings"

	"duizhao/generator/diag"
)

// maxSeries is how many series a chart has at most: there is no seventh colour
// that every reader tells from the others.
const maxSeries = 6

// maxWrong is how many mistakes in cells are said one by one.
const maxWrong = 5

// data is what a chart's rows say.
type data struct {
	head []cell
	body [][]cell

	cats   []string // along the axis of names, in order; where x is no number
	scaled bool     // x is a number or a date
	dated  bool     // x is a date
	years  bool     // x are whole years
	series []series
	used   []column // of the table

	numbered []placed // points of the drawing at hand whose names stand below it

	cellsWrong int
}

// cell is a cell with its place.
type cell struct {
	text       string
	start, end int
}

// column is a column of the rows with its name for readers.
type column struct {
	at      int
	name    string
	numeric bool
}

// series are values of one name.
type series struct {
	name   string
	points []point
}

// point is a row's values; what is missing is NaN.
type point struct {
	label       string
	cat         int
	x, y        float64
	low, high   float64
	written     string // y as it was written
	lowW, highW string
	group       int
}

// load reads the rows and takes from them what the type of chart wants.
func (c *chart) load() {
	if !c.parse() {
		return
	}
	switch c.kind {
	case "forest":
		c.intervals()
	case "timeline":
		c.events()
	case "scatter", "quadrant":
		c.cloud()
	default:
		c.measured()
	}
	if c.failed() {
		return
	}
	if len(c.series) > maxSeries {
		at := c.values["group"]
		if at.value == "" {
			at = c.values["y"]
		}
		c.wrong(at.valStart, at.valueEnd, "put the small ones together, or draw two charts", "the chart has %d series; readers tell at most %d apart", len(c.series), maxSeries)
		return
	}
	for _, s := range c.series {
		for _, p := range s.points {
			if !math.IsNaN(p.y) || c.kind == "timeline" {
				return
			}
		}
	}
	c.nothing()
}

// nothing reports that there is nothing to draw.
func (c *chart) nothing() {
	if s, ok := c.values["data"]; ok {
		c.wrong(s.valStart, s.valueEnd, "", "%q has no data to draw", s.value)
		return
	}
	c.wrong(0, 0, "write data: FILE, or --- and rows of CSV, the first with the names of the columns", "the chart has no data")
}

// parse cuts the rows into cells.
func (c *chart) parse() bool {
	if s, ok := c.values["data"]; ok && c.inline {
		c.wrong(s.keyStart, s.keyEnd, "keep one of the two", `the chart has both "data:" and rows of its own`)
		return false
	}
	text, base := string(c.in.Data), 0
	if c.inline {
		text, base = c.rows, c.rowsAt
	}
	if n := strings.Count(text, "\n"); n > MaxRows+1 {
		c.tooMany(n - 1)
		return false
	}
	starts := []int{0}
	for i := range len(text) {
		if text[i] == '\n' {
			starts = append(starts, i+1)
		}
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.TrimLeadingSpace = -1, true
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			at := base + min(starts[min(bad.Line, len(starts))-1]+max(bad.Column-1, 0), len(text))
			c.cellWrong(cell{start: at, end: at}, `put a cell with quotes in it into quotes, and double those inside`, "the row cannot be read: %v", bad.Err)
			return false
		}
		var row []cell
		for i, f := range record {
			line, col := r.FieldPos(i)
			at := base + starts[line-1] + col - 1
			row = append(row, cell{strings.TrimSpace(f), at, at + len(strings.TrimSpace(f))})
		}
		if c.head == nil {
			c.head = row
			continue
		}
		if len(row) != len(c.head) {
			c.cellWrong(row[0], "", "the row has %d cells, the first one %d", len(row), len(c.head))
			continue
		}
		c.body = append(c.body, row)
	}
	if len(c.head) == 1 && strings.Contains(c.head[0].text, "，") {
		c.cellWrong(c.head[0], "between cells stand ASCII commas", "the rows have one column")
		return false
	}
	if len(c.body) > MaxRows {
		c.tooMany(len(c.body))
		return false
	}
	if len(c.body) == 0 && !c.failed() {
		c.nothing()
	}
	return !c.failed()
}

func (c *chart) tooMany(n int) {
	s := c.values["data"]
	what := "the rows"
	if s.value != "" {
		what = fmt.Sprintf("%q", s.value)
	}
	c.wrong(s.valStart, s.valueEnd, "sum them up first: a reader sees no more", "%s: %d rows; a chart draws at most %d", what, n, MaxRows)
}

// cellWrong reports a mistake where the rows stand, the first few one by one.
func (c *chart) cellWrong(at cell, hint, text string, args ...any) {
	c.cellsWrong++
	if c.cellsWrong > maxWrong {
		return
	}
	n := diag.Note{Start: at.start, End: at.end, Severity: diag.Error, Code: Code, Text: fmt.Sprintf(text, args...), Hint: hint}
	if c.inline {
		c.notes = append(c.notes, n)
	} else {
		c.dataNotes = append(c.dataNotes, n)
	}
}

// columns returns the columns that a key names; without it the ones given.
func (c *chart) columns(key string, otherwise ...int) []int {
	s, ok := c.values[key]
	if !ok {
		return slices.DeleteFunc(otherwise, func(i int) bool { return i >= len(c.head) })
	}
	var out []int
	at := s.valStart
	for part := range strings.SplitSeq(s.value, ",") {
		name := strings.TrimSpace(part)
		from := at + len(part) - len(strings.TrimLeft(part, " \t"))
		at += len(part) + 1
		if name == "" {
			continue
		}
		i := slices.IndexFunc(c.head, func(h cell) bool { return h.text == name })
		if i < 0 {
			c.noColumn(name, from)
			continue
		}
		out = append(out, i)
	}
	return out
}

func (c *chart) noColumn(name string, at int) {
	var known []string
	for _, h := range c.head {
		known = append(known, h.text)
	}
	where := "the rows"
	if f := c.get("data"); f != "" {
		where = fmt.Sprintf("%q", f)
	}
	hint := "there are: " + strings.Join(known, ", ")
	if near, ok := diag.Nearest(name, known); ok {
		hint = fmt.Sprintf("did you mean %q? there are: %s", near, strings.Join(known, ", "))
	}
	c.wrong(at, at+len(name), hint, "no column %q in %s", name, where)
}

// one is columns for a key that names one; -1 for none.
func (c *chart) one(key string, otherwise int) int {
	var list []int
	if otherwise >= 0 {
		list = c.columns(key, otherwise)
	} else {
		list = c.columns(key)
	}
	if len(list) == 0 {
		if _, given := c.values[key]; !given && otherwise >= 0 {
			c.wrong(0, 0, "name it with "+key+":", "the rows lack a column for %q", key)
		}
		return -1
	}
	if len(list) > 1 {
		s := c.values[key]
		c.wrong(s.valStart, s.valueEnd, "", "%q names one column", key)
	}
	return list[0]
}

// value reads a cell as a number; an empty one is missing.
func (c *chart) value(row []cell, at int, log bool) float64 {
	if at < 0 || row[at].text == "" {
		return math.NaN()
	}
	v, ok := number(row[at].text)
	switch {
	case !ok:
		hint := "leave the cell empty where there is no value"
		if strings.Trim(row[at].text, "0123456789+-.,%， ") == "" {
			hint = "write digits alone; unit: names the unit"
		}
		c.cellWrong(row[at], hint, "%q in the column %q is no number", row[at].text, c.head[at].text)
		return math.NaN()
	case log && v <= 0:
		c.cellWrong(row[at], "", "%q cannot stand on a logarithmic axis", row[at].text)
		return math.NaN()
	}
	return v
}

// position reads a cell as a place on an axis of numbers or dates.
func (c *chart) position(row []cell, at int) float64 {
	if c.dated {
		v, _ := date(row[at].text)
		return v
	}
	v := c.value(row, at, c.logX)
	if row[at].text == "" {
		c.cellWrong(row[at], "", "the column %q is empty in this row", c.head[at].text)
	}
	return v
}

// look finds out what the column x has: numbers, dates or names.
func (c *chart) look(x int) {
	numbers, dates, years := true, true, true
	for _, row := range c.body {
		v, ok := number(row[x].text)
		numbers = numbers && ok
		years = years && ok && v == math.Trunc(v) && v >= 1000 && v < 3000
		_, ok = date(row[x].text)
		dates = dates && ok
	}
	c.years = years
	c.dated = dates && !numbers
	c.scaled = numbers || dates
	if c.logX && !numbers {
		s := c.values["log"]
		c.wrong(s.valStart, s.valueEnd, "", "the column %q has no numbers", c.head[x].text)
	}
}

// cat returns the ordinal of a name on the axis of names.
func (c *chart) cat(name string, known map[string]int) int {
	i, ok := known[name]
	if !ok {
		i = len(c.cats)
		known[name] = i
		c.cats = append(c.cats, name)
	}
	return i
}

// groups returns the ordinal of each row's series by the column of groups.
func (c *chart) groups(g int) (of []int, names []string) {
	known := map[string]int{}
	for _, row := range c.body {
		name := row[g].text
		i, ok := known[name]
		if !ok {
			i = len(names)
			known[name] = i
			names = append(names, name)
		}
		of = append(of, i)
	}
	return of, names
}

// measured reads the rows of bars, lines and areas.
func (c *chart) measured() {
	x := c.one("x", 0)
	g, low, high := c.one("group", -1), c.one("low", -1), c.one("high", -1)
	var rest []int
	for i := range c.head {
		if i != x && i != g && i != low && i != high {
			rest = append(rest, i)
		}
	}
	if (c.kind == "bar" || g >= 0) && len(rest) > 1 {
		rest = rest[:1]
	}
	ys := c.columns("y", rest...)
	if c.failed() || x < 0 {
		return
	}
	if len(ys) == 0 {
		c.wrong(0, 0, "name it with y:", "the rows have no column of values")
		return
	}
	if s := c.values["y"]; len(ys) > 1 && (c.kind == "bar" || g >= 0 || low >= 0) {
		hint := "a chart of type grouped has several"
		if c.kind != "bar" {
			hint = "with group:, low: and high: one column has all values"
		}
		c.wrong(s.valStart, s.valueEnd, hint, `"y" names one column here`)
		return
	}
	if c.kind == "line" || c.kind == "area" {
		c.look(x)
	}
	c.used = []column{{x, c.word("xlabel", x), false}}
	if g >= 0 {
		c.used = append(c.used, column{g, c.head[g].text, false})
		of, names := c.groups(g)
		for _, n := range names {
			c.series = append(c.series, series{name: n})
		}
		c.fill(x, ys[0], low, high, of)
	} else {
		names := c.seriesNames(ys)
		for i, y := range ys {
			c.series = append(c.series, series{name: names[i]})
			c.fill(x, y, low, high, slices.Repeat([]int{i}, len(c.body)))
		}
	}
	for i, y := range ys {
		name := c.seriesName(i, y)
		if len(ys) == 1 && len(c.names()) == 0 {
			name = c.axis(c.word("ylabel", y))
		}
		c.used = append(c.used, column{y, name, true})
	}
	c.ends(low, high)
	c.order()
}

func (c *chart) names() []string { return list(c.get("names")) }

func (c *chart) seriesName(i, y int) string {
	if n := c.names(); i < len(n) {
		return n[i]
	}
	return c.head[y].text
}

func (c *chart) seriesNames(ys []int) []string {
	var out []string
	if n := c.names(); len(n) > 0 && len(n) != len(ys) {
		s := c.values["names"]
		c.wrong(s.valStart, s.valueEnd, "", "%d names for %d columns", len(n), len(ys))
	}
	for i, y := range ys {
		out = append(out, c.seriesName(i, y))
	}
	return out
}

// word is a setting or else the name of a column.
func (c *chart) word(key string, at int) string {
	if s := c.get(key); s != "" {
		return s
	}
	if at < 0 {
		return ""
	}
	return c.head[at].text
}

func (c *chart) ends(low, high int) {
	for _, at := range []int{low, high} {
		if at >= 0 {
			c.used = append(c.used, column{at, c.head[at].text, true})
		}
	}
}

// fill reads the values of one column into the series that of names by row.
func (c *chart) fill(x, y, low, high int, of []int) {
	known := map[string]int{}
	for i, name := range c.cats {
		known[name] = i
	}
	seen := map[[2]any]bool{}
	for i, row := range c.body {
		p := point{
			label: row[x].text, y: c.value(row, y, c.logY), written: row[y].text,
			low: c.value(row, low, c.logY), high: c.value(row, high, c.logY),
		}
		if c.scaled {
			p.x = c.position(row, x)
		} else {
			p.cat = c.cat(row[x].text, known)
			p.x = float64(p.cat)
		}
		key := [2]any{of[i], p.x}
		if seen[key] {
			c.cellWrong(row[x], "name the column of series with group:, or sum the rows up", "%q stands twice in the column %q", row[x].text, c.head[x].text)
		}
		seen[key] = true
		s := &c.series[of[i]]
		s.points = append(s.points, p)
	}
}

// order sorts bars by their first value, and the points of a line along it.
func (c *chart) order() {
	if c.scaled {
		for _, s := range c.series {
			sort.SliceStable(s.points, func(i, j int) bool { return s.points[i].x < s.points[j].x })
		}
		return
	}
	by := c.get("sort")
	if by == "" {
		return
	}
	first := make([]float64, len(c.cats))
	for i := range first {
		first[i] = math.Inf(-1)
	}
	for _, p := range c.series[0].points {
		if !math.IsNaN(p.y) {
			first[p.cat] = p.y
		}
	}
	ranks := make([]int, len(c.cats))
	for i := range ranks {
		ranks[i] = i
	}
	sort.SliceStable(ranks, func(i, j int) bool {
		if by == "desc" {
			i, j = j, i
		}
		return first[ranks[i]] < first[ranks[j]]
	})
	place, cats := make([]int, len(ranks)), make([]string, len(ranks))
	for to, from := range ranks {
		place[from], cats[to] = to, c.cats[from]
	}
	c.cats = cats
	for _, s := range c.series {
		for i := range s.points {
			s.points[i].cat = place[s.points[i].cat]
		}
	}
}

// cloud reads the rows of points.
func (c *chart) cloud() {
	var x, y, label int
	if c.kind == "quadrant" {
		label, x, y = c.one("label", 0), c.one("x", 1), c.one("y", 2)
	} else {
		x, y, label = c.one("x", 0), c.one("y", 1), c.one("label", -1)
	}
	g := c.one("group", -1)
	if c.failed() {
		return
	}
	c.scaled = true
	of, names := make([]int, len(c.body)), []string{""}
	if label >= 0 {
		c.used = append(c.used, column{label, c.head[label].text, false})
	}
	if g >= 0 {
		of, names = c.groups(g)
		c.used = append(c.used, column{g, c.head[g].text, false})
	}
	for _, n := range names {
		c.series = append(c.series, series{name: n})
	}
	c.used = append(c.used, column{x, c.word("xlabel", x), true}, column{y, c.axis(c.word("ylabel", y)), true})
	for i, row := range c.body {
		p := point{x: c.value(row, x, c.logX), y: c.value(row, y, c.logY)}
		if label >= 0 {
			p.label = row[label].text
		}
		if math.IsNaN(p.x) || math.IsNaN(p.y) {
			continue
		}
		s := &c.series[of[i]]
		s.points = append(s.points, p)
	}
}

// intervals reads the rows of a forest plot, by heading.
func (c *chart) intervals() {
	label, x, low, high := c.one("label", 0), c.one("x", 1), c.one("low", 2), c.one("high", 3)
	g := c.one("group", -1)
	if c.failed() {
		return
	}
	c.used = []column{{label, c.word("ylabel", label), false}, {x, c.axis(c.word("xlabel", x)), true}}
	c.ends(low, high)
	of, names := make([]int, len(c.body)), []string{""}
	if g >= 0 {
		of, names = c.groups(g)
		c.used = slices.Insert(c.used, 1, column{g, c.head[g].text, false})
	}
	var rows []point
	for i, row := range c.body {
		p := point{
			label: row[label].text, group: of[i], written: row[x].text, lowW: row[low].text, highW: row[high].text,
			y: c.value(row, x, c.logX), low: c.value(row, low, c.logX), high: c.value(row, high, c.logX),
		}
		if p.low > p.high || p.y < p.low || p.y > p.high {
			c.cellWrong(row[x], "", "%s is not between %s and %s", row[x].text, row[low].text, row[high].text)
		}
		rows = append(rows, p)
	}
	if by := c.get("sort"); by != "" {
		sort.SliceStable(rows, func(i, j int) bool {
			if by == "desc" {
				i, j = j, i
			}
			return rows[i].y < rows[j].y
		})
	}
	sort.SliceStable(rows, func(i, j int) bool { return rows[i].group < rows[j].group })
	c.cats = names
	c.series = []series{{points: rows}}
}

// events reads the rows of a timeline.
func (c *chart) events() {
	x, label := c.one("x", 0), c.one("label", 1)
	g, high := c.one("group", -1), c.one("high", -1)
	if c.failed() {
		return
	}
	c.used = []column{{x, c.head[x].text, false}}
	if high >= 0 {
		c.used = append(c.used, column{high, c.head[high].text, false})
	}
	c.used = append(c.used, column{label, c.head[label].text, false})
	of, names := make([]int, len(c.body)), []string{""}
	if g >= 0 {
		of, names = c.groups(g)
		c.used = append(c.used, column{g, c.head[g].text, false})
	}
	for _, n := range names {
		c.series = append(c.series, series{name: n})
	}
	for i, row := range c.body {
		p := point{label: row[label].text, written: row[x].text, group: of[i], x: c.day(row[x]), high: math.NaN()}
		if high >= 0 && row[high].text != "" {
			p.high, p.highW = c.day(row[high]), row[high].text
			if p.high < p.x {
				c.cellWrong(row[high], "", "%s is before %s", row[high].text, row[x].text)
			}
		}
		c.series[of[i]].points = append(c.series[of[i]].points, p)
	}
	for _, s := range c.series {
		sort.SliceStable(s.points, func(i, j int) bool { return s.points[i].x < s.points[j].x })
	}
}

func (c *chart) day(at cell) float64 {
	v, ok := date(at.text)
	if !ok {
		c.cellWrong(at, "write 2014, 2014-06 or 2014-06-12", "%q is no date", at.text)
	}
	return v
}
