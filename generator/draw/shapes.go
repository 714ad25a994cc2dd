package draw

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"oss.terrastruct.com/d2/d2graph"
	"oss.terrastruct.com/d2/d2target"
	"oss.terrastruct.com/d2/lib/geo"
	"oss.terrastruct.com/d2/lib/label"
	d2shape "oss.terrastruct.com/d2/lib/shape"
)

// reach is how far a drawing reaches, in its own units.
type reach struct{ x1, y1, x2, y2 float64 }

func (e *reach) add(x, y, w, h float64) {
	e.x1, e.y1 = min(e.x1, x), min(e.y1, y)
	e.x2, e.y2 = max(e.x2, x+w), max(e.y2, y+h)
}

// canvas draws the diagram: what stands in something over it, and labels of
// connections over all lines.
func (d *diagram) canvas(id string) *canvas {
	cv := &canvas{id: id}
	e := reach{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	type layer struct {
		z, level int
		draw     func()
	}
	var layers []layer
	for _, o := range d.graph.Objects {
		layers = append(layers, layer{o.ZIndex, int(o.Level()), func() { d.shape(cv, &e, o) }})
	}
	for _, edge := range d.graph.Edges {
		layers = append(layers, layer{edge.ZIndex, 1 << 10, func() { d.route(cv, &e, edge) }})
	}
	slices.SortStableFunc(layers, func(a, b layer) int {
		if a.z != b.z {
			return a.z - b.z
		}
		return a.level - b.level
	})
	for _, l := range layers {
		l.draw()
	}
	d.taken = nil
	for _, o := range d.graph.Objects {
		if !framed(o) && o.OuterSequenceDiagram() == nil {
			d.taken = append(d.taken, o.Box)
		}
	}
	for _, edge := range d.graph.Edges {
		d.routeLabels(cv, &e, edge)
	}
	const margin = 2
	cv.x, cv.y = math.Floor(e.x1)-margin, math.Floor(e.y1)-margin
	cv.w, cv.h = math.Ceil(e.x2)+margin-cv.x, math.Ceil(e.y2)+margin-cv.y
	return cv
}

// looks are the classes of a shape or a connection that its author chose.
func looks(a *d2graph.Attributes) string {
	out := ""
	for _, c := range a.Classes {
		if c == "accent" || c == "muted" {
			out += " " + c
		}
	}
	if dash := a.Style.StrokeDash; dash != nil && dash.Value != "0" {
		out += " dashed"
	}
	return out
}

// framed reports whether a shape is drawn as a frame around others.
func framed(o *d2graph.Object) bool {
	return o.IsContainer() && o.OuterSequenceDiagram() == nil || o.IsGridDiagram() || o.IsSequenceDiagram() || o.IsSequenceDiagramGroup()
}

// outline returns a shape of the library's with its box.
func outline(o *d2graph.Object) d2shape.Shape {
	s := d2shape.NewShape(d2target.DSL_SHAPE_TO_SHAPE_TYPE[strings.ToLower(o.Shape.Value)], o.Box)
	if o.ContentAspectRatio != nil {
		s.SetInnerBoxAspectRatio(*o.ContentAspectRatio)
	}
	return s
}

// shape draws a shape with its label.
func (d *diagram) shape(cv *canvas, e *reach, o *d2graph.Object) {
	k := d.scale
	x, y, w, h := o.TopLeft.X*k, o.TopLeft.Y*k, o.Width*k, o.Height*k
	e.add(x, y, w, h)
	s := outline(o)
	class := "box"
	if framed(o) {
		class = "frame"
	}
	class += looks(&o.Attributes)
	kind := strings.ToLower(o.Shape.Value)
	if o.OuterSequenceDiagram() != nil && kind == d2target.ShapeSquare { // so the library marks spans
		kind = d2target.ShapeRectangle
	}
	switch kind {
	case d2target.ShapeText:
	case d2target.ShapeSquare:
		side := min(w, h)
		cv.element("rect", "class", class, "x", num(x+(w-side)/2), "y", num(y+(h-side)/2), "width", num(side), "height", num(side), "rx", "3")
	case d2target.ShapeCircle:
		cv.element("circle", "class", class, "cx", num(x+w/2), "cy", num(y+h/2), "r", num(min(w, h)/2))
	case d2target.ShapeOval:
		cv.element("ellipse", "class", class, "cx", num(x+w/2), "cy", num(y+h/2), "rx", num(w/2), "ry", num(h/2))
	default:
		paths := s.GetSVGPathData()
		for _, p := range paths {
			cv.path(class, scaled(p, k))
		}
		if len(paths) == 0 {
			cv.element("rect", "class", class, "x", num(x), "y", num(y), "width", num(w), "height", num(h), "rx", "3")
		}
	}
	d.shapeLabel(cv, e, o, s)
}

func (d *diagram) shapeLabel(cv *canvas, e *reach, o *d2graph.Object, s d2shape.Shape) {
	if o.Label.Value == "" {
		return
	}
	at := label.InsideMiddleCenter
	if o.LabelPosition != nil {
		at = label.FromString(*o.LabelPosition)
	}
	box := s.GetInnerBox()
	if at.IsOutside() || at.IsBorder() {
		box = s.GetBox()
	}
	w, h := float64(o.LabelDimensions.Width), float64(o.LabelDimensions.Height)
	p := at.GetPointOnBox(box, label.PADDING, w, h)
	class := ""
	if framed(o) {
		class = "strong"
	}
	if at.IsBorder() || o.IsSequenceDiagramGroup() {
		d.ground(cv, p, w, h)
	}
	d.labelled(cv, e, p, w, h, strings.TrimSpace(class+muted(&o.Attributes)), o.Label.Value)
}

func muted(a *d2graph.Attributes) string {
	if slices.Contains(a.Classes, "muted") {
		return " note"
	}
	return ""
}

// labelled writes lines of text into a box of the layout's units.
func (d *diagram) labelled(cv *canvas, e *reach, p *geo.Point, w, h float64, class, text string) {
	k := d.scale
	e.add(p.X*k, p.Y*k, w*k, h*k)
	cv.texts((p.X+w/2)*k, (p.Y+h/2)*k, middle, class, strings.Split(text, "\n"))
}

// ground clears the place of a label that stands on a line.
func (d *diagram) ground(cv *canvas, p *geo.Point, w, h float64) {
	k := d.scale
	cv.element("rect", "class", "ground", "x", num(p.X*k), "y", num(p.Y*k), "width", num(w*k), "height", num(h*k))
}

var pathNumber = regexp.MustCompile(`-?\d[\d.]*(?:e[-+]\d+)?`)

// scaled multiplies all numbers of a path, which has no arcs.
func scaled(path string, k float64) string {
	return pathNumber.ReplaceAllStringFunc(path, func(n string) string {
		v, err := strconv.ParseFloat(n, 64)
		if err != nil {
			return n
		}
		return num(v * k)
	})
}
