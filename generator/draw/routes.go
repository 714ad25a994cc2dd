package draw

import (
	"math"
	"slices"
	"strings"

	"oss.terrastruct.com/d2/d2graph"
	"oss.terrastruct.com/d2/d2target"
	"oss.terrastruct.com/d2/lib/geo"
	"oss.terrastruct.com/d2/lib/label"
)

// at is a point of a drawing.
type at struct{ x, y float64 }

// toward returns the unit vector from a to b.
func (a at) toward(b at) at {
	n := math.Hypot(b.x-a.x, b.y-a.y)
	if n == 0 {
		return at{0, 1}
	}
	return at{(b.x - a.x) / n, (b.y - a.y) / n}
}

// move returns the point at a distance along u and beside it.
func (a at) move(u at, along, beside float64) at {
	return at{a.x + u.x*along - u.y*beside, a.y + u.y*along + u.x*beside}
}

func (a at) String() string { return num(a.x) + " " + num(a.y) }

// points returns a connection's points in units of the drawing. Of a curve they
// are those of cubic Bézier pieces.
func (d *diagram) points(e *d2graph.Edge) []at {
	out := make([]at, len(e.Route))
	for i, p := range e.Route {
		out[i] = at{p.X * d.scale, p.Y * d.scale}
	}
	return out
}

func curved(e *d2graph.Edge) bool { return e.IsCurve && len(e.Route)%3 == 1 && len(e.Route) > 3 }

// route draws a connection's line and the heads of its arrows.
func (d *diagram) route(cv *canvas, e *reach, edge *d2graph.Edge) {
	p := d.points(edge)
	if len(p) < 2 {
		return
	}
	for _, q := range flat(p, curved(edge)) {
		e.add(q.x, q.y, 0, 0)
	}
	last := len(p) - 1
	look := looks(&edge.Attributes)
	var heads strings.Builder
	if edge.SrcArrow {
		u := p[0].toward(beyond(p, 0, 1))
		p[0] = d.head(&heads, headOf(edge.SrcArrowhead), p[0], u, look)
	}
	if edge.DstArrow {
		u := p[last].toward(beyond(p, last, -1))
		p[last] = d.head(&heads, headOf(edge.DstArrowhead), p[last], u, look)
	}
	cv.path("wire"+look, traced(p, curved(edge)))
	cv.b.WriteString(heads.String())
}

// beyond is the nearest point along a line that is another one.
func beyond(p []at, from, step int) at {
	for i := from + step; i >= 0 && i < len(p); i += step {
		if math.Hypot(p[i].x-p[from].x, p[i].y-p[from].y) > .5 {
			return p[i]
		}
	}
	return at{p[from].x, p[from].y + float64(step)}
}

func headOf(a *d2graph.Attributes) d2target.Arrowhead {
	if a == nil {
		return d2target.TriangleArrowhead
	}
	return a.ToArrowhead()
}

// traced writes a line through points.
func traced(p []at, curve bool) string {
	var b strings.Builder
	b.WriteString("M" + p[0].String())
	for i := 1; i < len(p); i++ {
		switch {
		case !curve:
			b.WriteString("L" + p[i].String())
		case i%3 == 1:
			b.WriteString("C" + p[i].String())
		default:
			b.WriteString(" " + p[i].String())
		}
	}
	return b.String()
}

// flat turns curves into short lines.
func flat(p []at, curve bool) []at {
	if !curve {
		return p
	}
	const steps = 12
	out := []at{p[0]}
	for i := 0; i+3 < len(p); i += 3 {
		for j := 1; j <= steps; j++ {
			t := float64(j) / steps
			u := 1 - t
			f := [4]float64{u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t}
			q := at{}
			for n, w := range f {
				q.x += w * p[i+n].x
				q.y += w * p[i+n].y
			}
			out = append(out, q)
		}
	}
	return out
}

// head writes an arrow's head whose tip is at p and which comes from where u
// points; it returns where the line ends.
func (d *diagram) head(b *strings.Builder, kind d2target.Arrowhead, p, u at, look string) at {
	c := &canvas{}
	look = strings.ReplaceAll(look, " dashed", "")
	poly := func(class string, corners ...at) { // along and beside, from the tip
		var path strings.Builder
		for i, q := range corners {
			path.WriteString(map[bool]string{true: "M", false: "L"}[i == 0] + p.move(u, q.x, q.y).String())
		}
		c.path(class+look, path.String()+"Z")
	}
	ends := 0.0
	switch kind {
	case d2target.NoArrowhead:
	case d2target.DiamondArrowhead, d2target.FilledDiamondArrowhead:
		poly(hollow(kind == d2target.FilledDiamondArrowhead), at{0, 0}, at{6, 4}, at{12, 0}, at{6, -4})
		ends = 12
	case d2target.BoxArrowhead, d2target.FilledBoxArrowhead:
		poly(hollow(kind == d2target.FilledBoxArrowhead), at{0, -4}, at{8, -4}, at{8, 4}, at{0, 4})
		ends = 8
	case d2target.CircleArrowhead, d2target.FilledCircleArrowhead:
		m := p.move(u, 4.5, 0)
		c.element("circle", "class", hollow(kind == d2target.FilledCircleArrowhead)+look, "cx", num(m.x), "cy", num(m.y), "r", "4")
		ends = 8.5
	case d2target.CrossArrowhead:
		q := [4]at{p.move(u, 2, 4), p.move(u, 10, -4), p.move(u, 2, -4), p.move(u, 10, 4)}
		c.path("wire"+look, "M"+q[0].String()+"L"+q[1].String()+"M"+q[2].String()+"L"+q[3].String())
	case d2target.ArrowArrowhead:
		poly("head", at{0, 0}, at{9, 4}, at{6.5, 0}, at{9, -4})
		ends = 6
	default:
		poly(hollow(kind != d2target.UnfilledTriangleArrowhead), at{0, 0}, at{8.5, 4}, at{8.5, -4})
		ends = 8
	}
	b.WriteString(c.b.String())
	return p.move(u, ends, 0)
}

func hollow(filled bool) string {
	if filled {
		return "head"
	}
	return "hollow"
}

// routeLabels writes what stands at a connection.
func (d *diagram) routeLabels(cv *canvas, e *reach, edge *d2graph.Edge) {
	if len(edge.Route) < 2 {
		return
	}
	if edge.Label.Value != "" {
		pos := label.InsideMiddleCenter
		if edge.LabelPosition != nil {
			pos = label.FromString(*edge.LabelPosition)
		}
		percentage := 0.
		if edge.LabelPercentage != nil {
			percentage = *edge.LabelPercentage
		}
		var route geo.Route
		for _, q := range flat(d.points(edge), curved(edge)) {
			route = append(route, geo.NewPoint(q.x/d.scale, q.y/d.scale))
		}
		w, h := float64(edge.LabelDimensions.Width), float64(edge.LabelDimensions.Height)
		if p := d.free(pos, route, percentage, w, h); p != nil {
			d.taken = append(d.taken, geo.NewBox(p, w, h))
			d.ground(cv, p, w, h)
			d.labelled(cv, e, p, w, h, "note", edge.Label.Value)
		}
	}
	p := d.points(edge)
	d.endLabel(cv, e, edge.SrcArrowhead, p[0], p[0].toward(beyond(p, 0, 1)))
	last := len(p) - 1
	d.endLabel(cv, e, edge.DstArrowhead, p[last], p[last].toward(beyond(p, last, -1)))
}

// free is the place of a label on its line: the middle or, if another label or a
// shape stands there, a place near it.
func (d *diagram) free(pos label.Position, route geo.Route, percentage, w, h float64) *geo.Point {
	if pos == label.InsideMiddleCenter {
		for _, share := range []float64{.5, .4, .6, .3, .7} {
			p, _ := label.UnlockedMiddle.GetPointOnRoute(route, 2, share, w, h)
			if p == nil {
				break
			}
			if box := geo.NewBox(p, w, h); !slices.ContainsFunc(d.taken, func(o *geo.Box) bool { return overlap(box, o) }) {
				return p
			}
		}
	}
	p, _ := pos.GetPointOnRoute(route, 2, percentage, w, h)
	return p
}

func overlap(a, b *geo.Box) bool {
	return a.TopLeft.X < b.TopLeft.X+b.Width && b.TopLeft.X < a.TopLeft.X+a.Width &&
		a.TopLeft.Y < b.TopLeft.Y+b.Height && b.TopLeft.Y < a.TopLeft.Y+a.Height
}

// endLabel writes what stands beside the end of a connection.
func (d *diagram) endLabel(cv *canvas, e *reach, a *d2graph.Attributes, p, u at) {
	if a == nil || a.Label.Value == "" {
		return
	}
	w, h := measure(a.Label.Value)+4, leading
	beside := math.Abs(u.y)*w/2 + math.Abs(u.x)*h/2 + 5
	along := math.Abs(u.x)*w/2 + math.Abs(u.y)*h/2 + 3
	m := p.move(u, along, beside)
	e.add(m.x-w/2, m.y-h/2, w, h)
	cv.text(m.x, m.y, middle, "note", oneLine(a.Label.Value))
}
