package draw

import (
	"math"
)

// bars draws bars, upright where the names fit under them.
func (c *chart) bars(cv *canvas) {
	top := cv.head(c.axis(c.valueLabel()), c.legend(false))
	e := noExtent()
	e.add(0)
	for _, s := range c.series {
		for _, p := range s.points {
			e.add(p.y)
		}
	}
	for _, m := range c.marks {
		e.add(m.at)
	}
	if c.upright(cv) {
		c.columnsUp(cv, top, e)
		return
	}
	c.barsAcross(cv, top, e)
}

// valueLabel is what the values are called: only words that say more than the
// legend does.
func (c *chart) valueLabel() string {
	if s := c.get("ylabel"); s != "" || len(c.series) > 1 {
		return s
	}
	for _, u := range c.used {
		if u.numeric {
			return c.head[u.at].text
		}
	}
	return ""
}

// legend names the series, if there are several.
func (c *chart) legend(line bool) []item {
	var out []item
	for i, s := range c.series {
		if s.name != "" {
			out = append(out, item{series: i, name: s.name, line: line})
		}
	}
	return out
}

// upright reports whether each name fits under its bars.
func (c *chart) upright(cv *canvas) bool {
	n := float64(len(c.cats))
	if n > 12 || c.get("sort") != "" && n > 6 {
		return false
	}
	band := (cv.w - 40) / n
	if band < 16*float64(len(c.series)) {
		return false
	}
	for _, name := range c.cats {
		if !fits(name, band-10, 2) {
			return false
		}
	}
	return true
}

// shown writes a value as it stands at a bar.
func (c *chart) shown(s string) string {
	s = brief(s)
	if c.sign() {
		s += c.get("unit")
	}
	return s
}

func (c *chart) valueAxis(e extent, log bool, n int) scale {
	s := axisOf(e, c.yrange, log, n)
	if c.sign() {
		s.behind(c.get("unit"))
	}
	return s
}

func (c *chart) height(cv *canvas) float64 {
	r := c.settings.ratio
	if r == 0 {
		r = 1.9
		if cv.narrow {
			r = 1.3
		}
	}
	return cv.w / r
}

func (c *chart) columnsUp(cv *canvas, top float64, e extent) {
	wide := 0.0
	for _, s := range c.series {
		for _, p := range s.points {
			wide = max(wide, measure(c.shown(p.written)))
		}
	}
	h := c.height(cv)
	y := c.valueAxis(e, false, int(h/50))
	left := widest(y.texts()) + 10
	right := cv.w - c.endWidth(cv, nil)
	n := float64(len(c.series))
	thick := func(band float64) float64 { return min(band*.72/n, 46) }
	band := right / float64(len(c.cats))
	// Where each value stands at its bar the axis says nothing more.
	values := wide <= thick(band)+2 || n == 1 && wide < band-6
	if values {
		left = 0
		top += leading
		if c.yrange == nil && e.lo < e.hi {
			y.lo, y.hi = e.lo, e.hi
		}
	}
	band = (right - left) / float64(len(c.cats))
	w := thick(band)
	y.a, y.b = top+h-40, top+4
	names := y.a
	if values && e.lo < 0 { // the values of bars that hang down stand between
		names += leading
	}
	if !values {
		c.gridY(cv, y, left, right)
	}
	lines := 1
	for i, name := range c.cats {
		mid := left + band*(float64(i)+.5)
		l := wrap(name, band-10, 2)
		lines = max(lines, len(l))
		for k, t := range l {
			cv.text(mid, names+14+leading*float64(k), middle, "", t)
		}
	}
	var texts []tag
	for k, s := range c.series {
		for _, p := range s.points {
			if math.IsNaN(p.y) {
				continue
			}
			x := left + band*(float64(p.cat)+.5) + w*(float64(k)-n/2)
			a, b := y.at(y.clamp(0)), y.at(y.clamp(p.y))
			cv.bar(k, x+1, min(a, b), w-2, math.Abs(a-b))
			at := min(a, b) - 10
			if p.y < 0 {
				at = max(a, b) + 10
			}
			texts = append(texts, tag{x + w/2, at, middle, []string{c.shown(p.written)}})
		}
	}
	cv.line("base", left, y.at(y.clamp(0)), right, y.at(y.clamp(0)))
	c.marksY(cv, y, left, right)
	if values {
		for _, t := range texts {
			cv.texts(t.x, t.y, t.anchor, "value halo", t.lines)
		}
	}
	c.endNames(cv, nil, scale{}, y, nil, right+8)
	cv.h = names + 8 + leading*float64(lines)
	if l := c.get("xlabel"); l != "" {
		cv.text((left+cv.w)/2, cv.h+leading/2+2, middle, "axis", wrap(l, cv.w, 1)[0])
		cv.h += leading + 4
	}
}

// barsAcross draws a row for each name: beside its bars, or above them where
// names are long and the drawing is narrow.
func (c *chart) barsAcross(cv *canvas, top float64, e extent) {
	const bar, gap = 14.0, 11.0
	n := float64(len(c.series))
	value := 0.0
	for _, s := range c.series {
		for _, p := range s.points {
			value = max(value, measure(c.shown(p.written)))
		}
	}
	room := cv.w * .4
	above := cv.narrow && widest(c.cats) > cv.w*.3
	left, names := 0.0, make([][]string, len(c.cats))
	for i, name := range c.cats {
		width := room
		if above {
			width = cv.w
		}
		names[i] = wrap(name, width, 2)
		if !above {
			left = max(left, widest(names[i])+10)
		}
	}
	thick := bar
	if n == 1 {
		thick = 16
	}
	x := c.valueAxis(e, false, int((cv.w-left)/70))
	x.a, x.b = left, cv.w-value-8
	if x.lo < 0 {
		x.a += value + 8
	}
	top = c.marksAbove(cv, x, top)
	// The height of each row.
	y, rows := top+4, make([]float64, len(c.cats))
	for i := range c.cats {
		h := thick * n
		if above {
			h += leading*float64(len(names[i])) + 2
		} else {
			h = max(h, leading*float64(len(names[i])))
		}
		rows[i] = y
		y += h + gap
	}
	bottom := y - gap + 6
	c.gridX(cv, x, top, bottom)
	var over []tag // names that lines may cross
	for i := range c.cats {
		if above {
			for k, t := range names[i] {
				over = append(over, tag{0, rows[i] + leading*(float64(k)+.5), start, []string{t}})
			}
			rows[i] += leading*float64(len(names[i])) + 2
			continue
		}
		h := max(thick*n, leading*float64(len(names[i])))
		cv.texts(left-10, rows[i]+h/2, end, "", names[i])
		rows[i] += (h - thick*n) / 2
	}
	for k, s := range c.series {
		for _, p := range s.points {
			if !math.IsNaN(p.y) {
				a, b := x.at(x.clamp(0)), x.at(x.clamp(p.y))
				cv.bar(k, min(a, b), rows[p.cat]+thick*float64(k)+.5, math.Abs(a-b), thick-1)
			}
		}
	}
	c.marksX(cv, x, top, bottom)
	for _, t := range over {
		cv.texts(t.x, t.y, t.anchor, "halo", t.lines)
	}
	for k, s := range c.series {
		for _, p := range s.points {
			if math.IsNaN(p.y) {
				continue
			}
			b := x.at(x.clamp(p.y))
			at := rows[p.cat] + thick*float64(k)
			if p.y < 0 {
				cv.text(b-6, at+thick/2, end, "value halo", c.shown(p.written))
			} else {
				cv.text(b+6, at+thick/2, start, "value halo", c.shown(p.written))
			}
		}
	}
	cv.line("base", x.at(x.clamp(0)), top, x.at(x.clamp(0)), bottom)
	c.ticksX(cv, x, bottom+12)
	cv.h = bottom + 22
}

// gridY draws the lines of a value axis at the left with their numbers.
func (c *chart) gridY(cv *canvas, y scale, left, right float64) {
	for _, t := range y.ticks {
		at := y.at(t.v)
		cv.line("grid", left, at, right, at)
		cv.text(left-8, at, end, "tick", t.text)
	}
}

// gridX draws the lines of a value axis below, ticksX its numbers.
func (c *chart) gridX(cv *canvas, x scale, top, bottom float64) {
	for _, t := range x.ticks {
		cv.line("grid", x.at(t.v), top, x.at(t.v), bottom)
	}
}

func (c *chart) ticksX(cv *canvas, x scale, at float64) {
	last := math.Inf(-1)
	for _, t := range x.ticks {
		w := measure(t.text) / 2
		mid := min(max(x.at(t.v), w), cv.w-w)
		if mid-w < last+8 {
			continue
		}
		cv.text(mid, at, middle, "tick", t.text)
		last = mid + w
	}
}

// marksY draws the marked values as level lines; their words stand at the ends
// (endNames).
func (c *chart) marksY(cv *canvas, y scale, left, right float64) {
	for _, m := range c.marks {
		if y.inside(m.at) {
			cv.line("ref", left, y.at(m.at), right, y.at(m.at))
		}
	}
}

// marksAbove writes the words of marked values above upright lines, one below
// the other where they would meet, and returns where the lines begin.
func (c *chart) marksAbove(cv *canvas, x scale, top float64) float64 {
	for _, m := range c.marks {
		if m.label == "" || !x.inside(m.at) {
			continue
		}
		label := wrap(m.label, cv.w, 1)[0]
		w := measure(label) / 2
		cv.text(min(max(x.at(m.at), w), cv.w-w), top+leading/2, middle, "note", label)
		top += leading
	}
	return top
}

func (c *chart) marksX(cv *canvas, x scale, top, bottom float64) {
	for _, m := range c.marks {
		if x.inside(m.at) {
			cv.line("ref", x.at(m.at), top, x.at(m.at), bottom)
		}
	}
}
