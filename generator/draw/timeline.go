package draw

import (
	"cmp"
	"math"
	"slices"
)

// event is a row of a timeline on its way to its place.
type event struct {
	series int
	point
	lines  []string // what happened; its date stands above
	at     float64  // along the axis
	w, h   float64  // of the text with its date
	row, y float64
}

// timeline draws events at their dates: along a level axis where the drawing is
// wide and their texts find room, else down an upright one.
func (c *chart) timeline(cv *canvas) {
	top := 0.0
	if l := c.dots(); len(l) > 1 {
		top = cv.legend(l, 0) + 4
	}
	var list []*event
	e := noExtent()
	for k, s := range c.series {
		for _, p := range s.points {
			if c.xrange == nil || p.x >= c.xrange[0] && p.x <= c.xrange[1] {
				list = append(list, &event{series: k, point: p})
				e.add(p.x, p.high)
			}
		}
	}
	if len(list) == 0 {
		return
	}
	slices.SortStableFunc(list, func(a, b *event) int { return cmp.Compare(a.x, b.x) })
	e = extent{math.Floor(e.lo), math.Ceil(e.hi + 1e-6)}
	if cv.narrow || !c.level(cv, list, e, top) {
		c.downward(cv, list, e, top)
	}
}

// date writes when an event was.
func (p point) date() string {
	if p.highW != "" {
		return p.written + " – " + p.highW
	}
	return p.written
}

func (ev *event) wrap(width float64, most int) {
	ev.lines = wrap(ev.label, width, most)
	ev.w = max(widest(ev.lines), measure(ev.date()))
	ev.h = leading * float64(len(ev.lines)+1)
}

// level draws a level axis with the texts above and below, like flags at their
// poles; false if they need too many rows.
func (c *chart) level(cv *canvas, list []*event, e extent, top float64) bool {
	const most, width = 3, 132.0
	x := timeAxis(e, c.xrange, int(cv.w/52))
	x.a, x.b = 8, cv.w-8
	for _, ev := range list { // so that the last flags end before the edge
		ev.wrap(width, 3)
		if share := (ev.x - x.lo) / (x.hi - x.lo); share > 0 {
			x.b = min(x.b, x.a+(cv.w-ev.w-8-x.a)/share)
		}
	}
	// From the right: a flag flies over the poles of those behind it.
	sides := [2][]*event{}
	var heights [2][most]float64
	for i, ev := range slices.Backward(list) {
		ev.at = x.at(ev.x)
		side, row := 0, 0
		for k, s := range [2]int{i % 2, 1 - i%2} {
			r := 0
			for _, o := range sides[s] {
				if o.at < ev.at+ev.w+12 {
					r = max(r, int(o.row)+1)
				}
			}
			if k == 0 || r < row {
				side, row = s, r
			}
		}
		if row >= most {
			return false
		}
		ev.row = float64(row)
		ev.y = float64(side)
		sides[side] = append(sides[side], ev)
		heights[side][row] = max(heights[side][row], ev.h+10)
	}
	sum := func(h []float64) (out float64) {
		for _, v := range h {
			out += v
		}
		return out
	}
	axis := top + sum(heights[0][:]) + 12
	below := axis + 30
	c.spans(cv, list, x, axis)
	for _, ev := range list {
		row := int(ev.row)
		if ev.y == 0 {
			y := axis - 12 - sum(heights[0][:row+1])
			cv.line("lead", ev.at, axis, ev.at, y+2)
			ev.y = y
		} else {
			y := below + sum(heights[1][:row]) + 6
			cv.line("lead", ev.at, axis, ev.at, y+ev.h-2)
			ev.y = y
		}
	}
	cv.line("base", 0, axis, x.b, axis)
	for _, t := range x.ticks {
		cv.line("base", x.at(t.v), axis, x.at(t.v), axis+4)
	}
	c.ticksX(cv, x, axis+15)
	for _, ev := range list {
		cv.dot(ev.series, ev.at, axis)
		cv.text(ev.at+6, ev.y+leading/2, start, "value halo", ev.date())
		for k, l := range ev.lines {
			cv.text(ev.at+6, ev.y+leading*(float64(k)+1.5), start, "halo", l)
		}
	}
	cv.h = below + sum(heights[1][:]) + 4
	return true
}

// spans draws the periods as bars on the axis.
func (c *chart) spans(cv *canvas, list []*event, x scale, axis float64) {
	for _, ev := range list {
		if !math.IsNaN(ev.high) {
			a, b := x.at(x.clamp(ev.x)), x.at(x.clamp(ev.high))
			cv.bar(ev.series, a, axis-4, b-a, 8)
		}
	}
}

// mostYears is how many dates an upright axis names.
const mostYears = 14

// downward draws an upright axis with a row for each event at its right: the
// date and what happened.
func (c *chart) downward(cv *canvas, list []*event, e extent, top float64) {
	axis := max(42, widest(timeAxis(e, c.xrange, mostYears).texts())+14)
	dates := axis + 24
	text := dates
	for _, ev := range list {
		text = max(text, dates+measure(ev.date())+14)
	}
	text = min(text, cv.w/2)
	height := 0.0
	for _, ev := range list {
		ev.lines = wrap(ev.label, cv.w-text, 4)
		ev.h = leading*float64(len(ev.lines)) + 8
		height += ev.h
	}
	height = max(height*1.3, 140)
	y := timeAxis(e, c.xrange, min(int(height/24), mostYears))
	y.a, y.b = top+10, top+10+height
	for _, ev := range list {
		ev.at = y.at(ev.x)
		ev.y = ev.at + (ev.h-leading-8)/2
	}
	spread(len(list), top, y.b+10, func(i int) (*float64, float64) { return &list[i].y, list[i].h })
	cv.line("base", axis, y.a, axis, y.b)
	for _, t := range y.ticks {
		cv.line("base", axis-4, y.at(t.v), axis, y.at(t.v))
		cv.text(axis-9, y.at(t.v), end, "tick", t.text)
	}
	for _, ev := range list {
		if !math.IsNaN(ev.high) {
			cv.bar(ev.series, axis-3, ev.at, 6, y.at(y.clamp(ev.high))-ev.at)
		}
	}
	for _, ev := range list {
		mid := ev.y - (ev.h-leading-8)/2
		cv.path("lead", "M"+num(axis)+" "+num(ev.at)+"h7L"+num(dates-8)+" "+num(mid)+"h4")
		cv.dot(ev.series, axis, ev.at)
		cv.text(dates, mid, start, "tick", ev.date())
		for k, l := range ev.lines {
			cv.text(text, mid+leading*float64(k), start, "", l)
		}
	}
	cv.h = max(y.b, list[len(list)-1].y+list[len(list)-1].h/2) + 10
}
