package draw

import (
	"fmt"
	"math"
	"strconv"
)

// box is a place that is taken.
type box struct{ x1, y1, x2, y2 float64 }

func (b box) meets(o box) bool { return b.x1 < o.x2 && o.x1 < b.x2 && b.y1 < o.y2 && o.y1 < b.y2 }

// placed is a point with its name beside it.
type placed struct {
	series int
	x, y   float64
	name   string
}

// scatter draws points on two axes.
func (c *chart) scatter(cv *canvas) {
	ex, ey := noExtent(), noExtent()
	for _, s := range c.series {
		for _, p := range s.points {
			ex.add(p.x)
			ey.add(p.y)
		}
	}
	for _, m := range c.marks {
		ey.add(m.at)
	}
	top := cv.head(c.axis(c.word("ylabel", c.used[len(c.used)-1].at)), c.dots()) + 6
	h := c.height(cv)
	y := c.valueAxis(ey, c.logY, int(h/48))
	left := widest(y.texts()) + 12
	right := cv.w - max(c.endWidth(cv, nil), 8)
	y.a, y.b = top+h-34, top
	x := axisOf(ex, c.xrange, c.logX, int((right-left)/64))
	x.a, x.b = left, right
	c.gridY(cv, y, left, right)
	c.gridX(cv, x, y.b, y.a)
	cv.line("base", left, y.a, right, y.a)
	c.marksY(cv, y, left, right)
	c.spots(cv, x, y, box{left, y.b, right, y.a})
	c.endNames(cv, nil, scale{}, y, nil, right+8)
	cv.h = c.below(cv, x, y.a, left, right)
	if c.get("xlabel") == "" {
		cv.text((left+right)/2, cv.h+leading/2+2, middle, "axis", wrap(c.used[len(c.used)-2].name, right, 1)[0])
		cv.h += leading + 4
	}
	c.key(cv)
}

// dots is the legend of points.
func (c *chart) dots() []item {
	out := c.legend(true)
	for i := range out {
		out[i].dot = true
	}
	return out
}

// maxNames is how many points have their names beside them; of more, the table
// of the data tells them.
const maxNames = 60

// spots draws the points and, where they have names, these beside them. If one
// finds no room, all points are numbered and the names stand below (key).
func (c *chart) spots(cv *canvas, x, y scale, inside box) {
	var list []placed
	for k, s := range c.series {
		for _, p := range s.points {
			if x.inside(p.x) && y.inside(p.y) {
				list = append(list, placed{k, x.at(p.x), y.at(p.y), p.label})
			}
		}
	}
	for _, p := range list {
		cv.dot(p.series, p.x, p.y)
	}
	if len(list) > maxNames {
		return
	}
	width := cv.w * .25
	texts, ok := place(list, inside, width, func(i int) string { return list[i].name })
	if !ok {
		texts, _ = place(list, inside, width, func(i int) string { return strconv.Itoa(i + 1) })
		c.numbered = list
	}
	for _, t := range texts {
		cv.texts(t.x, t.y, t.anchor, "halo", t.lines)
	}
}

// tag is a name that found its place.
type tag struct {
	x, y   float64
	anchor string
	lines  []string
}

// place finds a free place beside each point for its name; ok is false if one
// has none.
func place(list []placed, inside box, width float64, name func(int) string) (out []tag, ok bool) {
	var taken []box
	for _, p := range list {
		taken = append(taken, box{p.x - 5, p.y - 5, p.x + 5, p.y + 5})
	}
	ok = true
	for i, p := range list {
		if name(i) == "" || p.name == "" {
			continue
		}
		t, b, found := room(p, wrap(name(i), width, 2), inside, taken)
		if !found {
			ok = false
			continue
		}
		taken = append(taken, b)
		out = append(out, t)
	}
	return out, ok
}

func room(p placed, lines []string, inside box, taken []box) (tag, box, bool) {
	w, h := widest(lines), leading*float64(len(lines))
	for _, d := range []float64{8, 14} {
		for _, at := range []struct {
			dx, dy float64
			anchor string
		}{{d, 0, start}, {-d, 0, end}, {0, -d - h/2, middle}, {0, d + h/2, middle}, {d * .7, -d*.4 - h/2, start}, {d * .7, d*.4 + h/2, start}, {-d * .7, -d*.4 - h/2, end}, {-d * .7, d*.4 + h/2, end}} {
			t := tag{p.x + at.dx, p.y + at.dy, at.anchor, lines}
			b := box{t.x, t.y - h/2, t.x + w, t.y + h/2}
			switch at.anchor {
			case end:
				b.x1, b.x2 = t.x-w, t.x
			case middle:
				b.x1, b.x2 = t.x-w/2, t.x+w/2
			}
			if b.x1 < inside.x1 || b.x2 > inside.x2 || b.y1 < inside.y1 || b.y2 > inside.y2 {
				continue
			}
			free := true
			for _, o := range taken {
				free = free && !b.meets(o)
			}
			if free {
				return t, b, true
			}
		}
	}
	return tag{}, box{}, false
}

// key lists the names of numbered points below the drawing.
func (c *chart) key(cv *canvas) {
	if len(c.numbered) == 0 {
		return
	}
	var names []string
	for i, p := range c.numbered {
		if p.name != "" {
			names = append(names, fmt.Sprintf("%d  %s", i+1, p.name))
		}
	}
	c.numbered = nil
	columns := 1
	for columns < 4 && cv.w/float64(columns+1) > widest(names)+16 {
		columns++
	}
	rows := (len(names) + columns - 1) / columns
	cv.h += 10
	used := make([]float64, columns)
	for i, n := range names {
		col := i / rows
		for _, l := range wrap(n, cv.w/float64(columns)-8, 3) {
			cv.text(cv.w/float64(columns)*float64(col), cv.h+used[col]+leading/2, start, "", l)
			used[col] += leading
		}
	}
	most := 0.0
	for _, u := range used {
		most = max(most, u)
	}
	cv.h += most
}

// quadrant draws a map of four fields, whose axes need no numbers.
func (c *chart) quadrant(cv *canvas) {
	ex, ey := noExtent(), noExtent()
	for _, s := range c.series {
		for _, p := range s.points {
			ex.add(p.x)
			ey.add(p.y)
		}
	}
	xl, yl := c.used[len(c.used)-2].name, c.used[len(c.used)-1].name
	top := cv.head("", c.dots())
	cv.text(0, top+leading/2, start, "axis", wrap("↑ "+yl, cv.w, 1)[0])
	top += leading + 6
	r := c.settings.ratio
	if r == 0 {
		r = 1.5
		if cv.narrow {
			r = 1
		}
	}
	h := cv.w/r - 10
	x, y := fieldAxis(ex, c.xrange), fieldAxis(ey, c.yrange)
	x.a, x.b, y.a, y.b = 1, cv.w-1, top+h, top
	mx, my := cv.w/2, top+h/2
	cv.element("rect", "class", "field", "x", num(mx), "y", num(top), "width", num(cv.w-1-mx), "height", num(my-top))
	cv.element("rect", "class", "frame", "x", "1", "y", num(top), "width", num(cv.w-2), "height", num(h))
	cv.line("grid", mx, top, mx, top+h)
	cv.line("grid", 1, my, cv.w-1, my)
	strip := 0.0
	if names := list(c.get("quadrants")); len(names) == 4 {
		strip = leading + 10
		for i, n := range names {
			at, anchor := cv.w-10, end
			if i == 1 || i == 2 {
				at, anchor = 10, start
			}
			ty := top + leading/2 + 6
			if i > 1 {
				ty = top + h - leading/2 - 6
			}
			cv.text(at, ty, anchor, "strong", wrap(n, cv.w/2-16, 1)[0])
		}
	}
	// Points at the rim keep off it, and off the fields' names.
	px, py := x, y
	px.a, px.b, py.a, py.b = x.a+12, x.b-12, y.a-12-strip, y.b+12+strip
	c.spots(cv, px, py, box{x.a + 3, y.b + strip, x.b - 3, y.a - strip})
	cv.text(cv.w-1, top+h+leading/2+6, end, "axis", wrap(xl+" →", cv.w, 1)[0])
	cv.h = top + h + leading + 10
	c.key(cv)
}

// fieldAxis is an axis whose middle parts it in two: 0 to 1 or to 100 where the
// values look like that, else a little more than they need.
func fieldAxis(e extent, own *[2]float64) scale {
	switch {
	case own != nil:
		e = extent{own[0], own[1]}
	case e.lo >= 0 && e.hi <= 1:
		e = extent{0, 1}
	case e.lo >= 0 && e.hi <= 10:
		e = extent{0, 10}
	case e.lo >= 0 && e.hi <= 100:
		e = extent{0, 100}
	case e.lo < 0 && e.hi > 0:
		m := math.Max(-e.lo, e.hi)
		e = extent{-m, m}
	default:
		d := max((e.hi-e.lo)*.05, .5)
		e = extent{e.lo - d, e.hi + d}
	}
	return scale{lo: e.lo, hi: e.hi}
}
