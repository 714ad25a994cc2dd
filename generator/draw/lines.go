package draw

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// manyPoints is how many points of a line are marked one by one.
const manyPoints = 24

// lines draws lines, or areas on top of each other.
func (c *chart) lines(cv *canvas) {
	stacked := c.kind == "area"
	layers := c.layers(stacked)
	e := noExtent()
	if stacked {
		e.add(0)
	}
	for _, l := range layers {
		for i := range l {
			e.add(l[i].y, l[i].low, l[i].high)
		}
	}
	for _, m := range c.marks {
		e.add(m.at)
	}
	names := c.direct(cv)
	legend := c.legend(!stacked)
	if names != nil {
		legend = nil
	}
	top := cv.head(c.axis(c.valueLabel()), legend) + 6
	h := c.height(cv)
	y := c.valueAxis(e, c.logY, int(h/48))
	left := widest(y.texts()) + 12
	right := cv.w - max(c.endWidth(cv, names), 8)
	y.a, y.b = top+h-34, top
	x := c.along(left+6, right, layers)
	c.gridY(cv, y, left, right)
	if y.inside(0) {
		cv.line("base", left, y.at(0), right, y.at(0))
	}
	if stacked {
		c.areas(cv, x, y, layers, names != nil)
	} else {
		c.strokes(cv, x, y, layers)
	}
	c.marksY(cv, y, left, right)
	cv.h = c.below(cv, x, y.a, left, right)
	c.endNames(cv, names, x, y, layers, right+8)
}

// layers returns the points of each series; of areas with the sum of those
// below, and the same places along the chart in each.
func (c *chart) layers(stacked bool) [][]point {
	var out [][]point
	if !stacked {
		for _, s := range c.series {
			out = append(out, s.points)
		}
		return out
	}
	var xs []float64
	for _, s := range c.series {
		for _, p := range s.points {
			xs = append(xs, p.x)
		}
	}
	slices.Sort(xs)
	xs = slices.Compact(xs)
	sum := make([]float64, len(xs))
	for _, s := range c.series {
		values := map[float64]float64{}
		for _, p := range s.points {
			if !math.IsNaN(p.y) {
				values[p.x] = p.y
			}
		}
		var layer []point
		for i, x := range xs {
			low := sum[i]
			sum[i] += values[x]
			layer = append(layer, point{x: x, y: sum[i], low: low, high: math.NaN()})
		}
		out = append(out, layer)
	}
	return out
}

// direct returns the series' names if they have room at the ends of their lines.
func (c *chart) direct(cv *canvas) []string {
	if len(c.series) < 2 {
		return nil
	}
	var names []string
	for _, s := range c.series {
		names = append(names, s.name)
	}
	if widest(names) > cv.w*.26 {
		return nil
	}
	return names
}

// along makes the scale along a chart: of names, numbers or dates.
func (c *chart) along(a, b float64, layers [][]point) scale {
	e := noExtent()
	for _, l := range layers {
		for _, p := range l {
			e.add(p.x)
		}
	}
	var s scale
	n := int((b - a) / 64)
	switch {
	case !c.scaled:
		s = scale{lo: 0, hi: max(float64(len(c.cats)-1), 1)}
		for i, name := range c.cats {
			s.ticks = append(s.ticks, tick{float64(i), name})
		}
	case c.dated || c.years && !c.logX:
		s = timeAxis(e, c.xrange, n)
	default:
		s = axisOf(e, c.xrange, c.logX, n)
		if c.xrange == nil && !c.logX { // the line begins at the edge
			s.lo, s.hi = e.lo, e.hi
			if s.lo == s.hi {
				s.hi++
			}
			s.ticks = slices.DeleteFunc(s.ticks, func(t tick) bool { return !s.inside(t.v) })
		}
	}
	s.a, s.b = a, b
	return s
}

// below writes the ticks along a chart and what they are, and returns where the
// drawing ends.
func (c *chart) below(cv *canvas, x scale, bottom, left, right float64) float64 {
	last, lines := math.Inf(-1), 1
	step := (x.b - x.a) / max(float64(len(x.ticks)-1), 1)
	for _, t := range x.ticks {
		if !x.inside(t.v) {
			continue
		}
		texts := []string{t.text}
		if !c.scaled {
			texts = wrap(t.text, max(step-8, 40), 2)
		}
		w := widest(texts) / 2
		at := x.at(t.v)
		mid := min(max(at, w), cv.w-w)
		if mid-w < last+8 {
			continue
		}
		cv.line("base", at, bottom, at, bottom+4)
		for k, l := range texts {
			cv.text(mid, bottom+15+leading*float64(k), middle, "tick", l)
		}
		lines = max(lines, len(texts))
		last = mid + w
	}
	bottom += 8 + leading*float64(lines)
	label := c.get("xlabel")
	if label == "" {
		return bottom
	}
	cv.text((left+right)/2, bottom+leading/2+2, middle, "axis", wrap(label, right, 1)[0])
	return bottom + leading + 4
}

// strokes draws lines with the bands of their intervals.
func (c *chart) strokes(cv *canvas, x, y scale, layers [][]point) {
	for k, l := range layers {
		var upper, lower []string
		for _, p := range l {
			if !math.IsNaN(p.low) && !math.IsNaN(p.high) && x.inside(p.x) {
				upper = append(upper, num(x.at(p.x))+" "+num(y.at(y.clamp(p.high))))
				lower = append(lower, num(x.at(p.x))+" "+num(y.at(y.clamp(p.low))))
			}
		}
		if len(upper) > 1 {
			slices.Reverse(lower)
			cv.path(colour("band", k), "M"+strings.Join(append(upper, lower...), "L")+"Z")
		}
	}
	for k, l := range layers {
		cv.path(colour("stroke", k)+dash(k), polyline(x, y, l))
	}
	for k, l := range layers {
		for i, p := range l {
			few := len(l) <= manyPoints
			alone := (i == 0 || math.IsNaN(l[i-1].y)) && (i == len(l)-1 || math.IsNaN(l[i+1].y))
			if !math.IsNaN(p.y) && x.inside(p.x) && y.inside(p.y) && (few || alone || i == len(l)-1) {
				cv.dot(k, x.at(p.x), y.at(p.y))
			}
		}
	}
}

// polyline joins points; where one is missing or outside, the line has a gap.
func polyline(x, y scale, l []point) string {
	var b strings.Builder
	pen := "M"
	for _, p := range l {
		if math.IsNaN(p.y) || !x.inside(p.x) || !y.inside(p.y) {
			pen = "M"
			continue
		}
		b.WriteString(pen + num(x.at(p.x)) + " " + num(y.at(p.y)))
		pen = "L"
	}
	return b.String()
}

func (c *chart) areas(cv *canvas, x, y scale, layers [][]point, plain bool) {
	for k, l := range layers {
		var upper, lower []string
		for _, p := range l {
			if x.inside(p.x) {
				upper = append(upper, num(x.at(p.x))+" "+num(y.at(y.clamp(p.y))))
				lower = append(lower, num(x.at(p.x))+" "+num(y.at(y.clamp(p.low))))
			}
		}
		if len(upper) == 0 {
			continue
		}
		slices.Reverse(lower)
		d := "M" + strings.Join(append(upper, lower...), "L") + "Z"
		if k == 0 || plain { // names stand beside them: no need for a pattern
			cv.path("area "+colour("fill", k), d)
			continue
		}
		cv.hatched[k] = true
		cv.element("path", "class", "area", "fill", "url(#"+cv.id+"-"+num(float64(k+1))+")", "d", d)
	}
}

// endWidth is the room at the right that the names of series and the words of
// marked values need.
func (c *chart) endWidth(cv *canvas, names []string) float64 {
	out := 0.0
	if len(names) > 0 {
		out = widest(names) + 24
	}
	for _, m := range c.marks {
		if m.label != "" {
			out = max(out, widest(c.markLines(cv, m))+24)
		}
	}
	return out
}

func (c *chart) markLines(cv *canvas, m mark) []string { return wrap(m.label, cv.w*.2, 2) }

// endNames writes the names of series beside the ends of their lines, and the
// words of marked values beside theirs, in order and apart from each other.
func (c *chart) endNames(cv *canvas, names []string, x, y scale, layers [][]point, at float64) {
	type name struct {
		series int // -1 for a marked value
		lines  []string
		y      float64
		from   float64 // the end of the line
	}
	var list []name
	for k, l := range layers {
		if names == nil {
			break
		}
		for _, p := range slices.Backward(l) {
			if !math.IsNaN(p.y) && x.inside(p.x) {
				v := y.at(y.clamp(p.y))
				if c.kind == "area" {
					v = (v + y.at(y.clamp(p.low))) / 2
				}
				list = append(list, name{k, names[k : k+1], v, v})
				break
			}
		}
	}
	for _, m := range c.marks {
		if m.label != "" && y.inside(m.at) {
			list = append(list, name{-1, c.markLines(cv, m), y.at(m.at), y.at(m.at)})
		}
	}
	slices.SortStableFunc(list, func(a, b name) int { return cmp.Compare(a.y, b.y) })
	spread(len(list), y.b, y.a, func(i int) (*float64, float64) { return &list[i].y, leading * float64(len(list[i].lines)) })
	for _, n := range list {
		class := ""
		if n.series < 0 {
			class = "note"
		}
		if math.Abs(n.y-n.from) > 3 {
			cv.line("lead", at-2, n.from, at+10, n.y)
		}
		cv.texts(at+14, n.y, start, class, n.lines)
	}
}

// spread moves the middles of n things, which are in order and have heights,
// until none meets the next, and each as little as that needs; then it keeps
// them between lo and hi if they have room.
func spread(n int, lo, hi float64, at func(int) (middle *float64, height float64)) {
	// With what lies before taken off, places in order are such that do not
	// meet: neighbours out of order are pooled at their mean.
	type pool struct{ sum, n float64 }
	var pools []pool
	before := 0.0
	offsets := make([]float64, n)
	for i := range n {
		m, h := at(i)
		offsets[i] = before + h/2
		before += h
		p := pool{*m - offsets[i], 1}
		for len(pools) > 0 && pools[len(pools)-1].sum/pools[len(pools)-1].n > p.sum/p.n {
			last := pools[len(pools)-1]
			pools = pools[:len(pools)-1]
			p = pool{p.sum + last.sum, p.n + last.n}
		}
		pools = append(pools, p)
	}
	i := 0
	for _, p := range pools {
		for range int(p.n) {
			m, _ := at(i)
			*m = max(min(p.sum/p.n, hi-before), lo) + offsets[i]
			i++
		}
	}
}
