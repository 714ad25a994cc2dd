package draw

import (
	"math"
)

// forest draws estimates with their intervals, a row each, under the headings of
// their groups.
func (c *chart) forest(cv *canvas) {
	rows := c.series[0].points
	e := noExtent()
	for _, p := range rows {
		e.add(p.y, p.low, p.high)
	}
	for _, m := range c.marks {
		e.add(m.at)
	}
	values := make([]string, len(rows))
	var labels []string
	for i, p := range rows {
		values[i] = c.estimate(p)
		labels = append(labels, p.label)
	}
	right := cv.w - widest(values)
	left := 0.0
	above := cv.narrow
	if above {
		right = cv.w
	}
	wrapped := make([][]string, len(rows))
	for i, l := range labels {
		width := cv.w * .36
		if above {
			width = cv.w - measure(values[i]) - 14
		}
		wrapped[i] = wrap(l, width, 2)
		if !above {
			left = max(left, widest(wrapped[i])+16)
		}
	}
	x := axisOf(e, c.xrange, c.logX, int((right-left-20)/56))
	if c.sign() {
		x.behind(c.get("unit"))
	}
	x.a, x.b = left+6, right-20
	if above {
		x.a, x.b = 8, cv.w-8
	}
	top := cv.head(c.axis(c.word("xlabel", c.used[c.estimates()].at)), nil)
	top = c.marksAbove(cv, x, top) + 2
	y := top + 6
	before := cv.b.String()
	cv.b.Reset() // the grid, whose length is not known yet, comes before the rows
	group := -1
	for i, p := range rows {
		if p.group != group && c.cats[p.group] != "" {
			if group >= 0 {
				y += 8
			}
			for _, l := range wrap(c.cats[p.group], cv.w, 2) {
				cv.text(0, y+leading/2+2, start, "strong halo", l)
				y += leading
			}
			y += 6
		}
		group = p.group
		h := leading * float64(len(wrapped[i]))
		at := y + h/2
		if above {
			cv.texts(0, at, start, "halo", wrapped[i])
			cv.text(cv.w, at, end, "value halo", values[i])
			at = y + h + 7
			y += h + 22
		} else {
			cv.texts(0, at, start, "", wrapped[i])
			cv.text(cv.w, at, end, "value", values[i])
			y += h + 9
		}
		c.whiskers(cv, x, p, at)
	}
	drawn := cv.b.String()
	cv.b.Reset()
	cv.b.WriteString(before)
	bottom := y
	for _, t := range x.ticks {
		if x.inside(t.v) {
			cv.line("grid", x.at(t.v), top, x.at(t.v), bottom)
		}
	}
	c.marksX(cv, x, top, bottom)
	cv.b.WriteString(drawn)
	cv.line("base", x.a, bottom, x.b, bottom)
	c.ticksX(cv, x, bottom+12)
	cv.h = bottom + 22
}

// estimates is the ordinal of the column of estimates among those in use.
func (c *chart) estimates() int {
	for i, u := range c.used {
		if u.numeric {
			return i
		}
	}
	return 0
}

// estimate writes a value with its interval.
func (c *chart) estimate(p point) string {
	if math.IsNaN(p.y) {
		return ""
	}
	out := brief(p.written)
	if !math.IsNaN(p.low) && !math.IsNaN(p.high) {
		out += " [" + brief(p.lowW) + ", " + brief(p.highW) + "]"
	}
	return out
}

// whiskers draws an estimate and its interval; an end beyond the axis is an
// arrow.
func (c *chart) whiskers(cv *canvas, x scale, p point, y float64) {
	if !math.IsNaN(p.low) && !math.IsNaN(p.high) {
		a, b := x.at(x.clamp(p.low)), x.at(x.clamp(p.high))
		cv.line("stroke c1", a, y, b, y)
		if x.inside(p.low) {
			cv.line("stroke c1", a, y-4, a, y+4)
		} else {
			cv.path("dot c1", "M"+num(a-1)+" "+num(y)+"l7-4v8Z")
		}
		if x.inside(p.high) {
			cv.line("stroke c1", b, y-4, b, y+4)
		} else {
			cv.path("dot c1", "M"+num(b+1)+" "+num(y)+"l-7-4v8Z")
		}
	}
	if !math.IsNaN(p.y) && x.inside(p.y) {
		cv.path("dot c1", shape(1, x.at(p.y), y))
	}
}
