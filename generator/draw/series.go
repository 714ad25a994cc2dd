package draw

import (
	"math"
	"slices"
	"sort"
)

// What the rows are to each kind of chart: series of points, intervals, events.

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
	if c.kind == "area" && len(c.series) > 1 {
		c.noneNegative(ys)
	}
	c.ends(low, high)
	c.order()
}

// noneNegative reports values that cannot be stacked: their bands would cross.
func (c *chart) noneNegative(ys []int) {
	for _, row := range c.body {
		for _, y := range ys {
			if v, ok := number(row[y].text); ok && v < 0 {
				c.cellWrong(row[y], "a chart of type line shows values above and below 0", "%q is below 0, and areas that stand on each other cannot be", row[y].text)
			}
		}
	}
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
