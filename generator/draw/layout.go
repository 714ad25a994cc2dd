package draw

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"math"
	"slices"
	"strconv"
	"strings"

	"oss.terrastruct.com/d2/d2compiler"
	"oss.terrastruct.com/d2/d2graph"
	"oss.terrastruct.com/d2/d2layouts"
	"oss.terrastruct.com/d2/d2layouts/d2dagrelayout"
	"oss.terrastruct.com/d2/d2target"
	"oss.terrastruct.com/d2/lib/geo"
	"oss.terrastruct.com/d2/lib/log"
)

// The library lays out for letters of 16 units, with wide gaps. A layout is
// made with labels that are larger than ours by a factor, and drawn smaller by
// the same: letters have our size, and gaps shrink.
type layout struct {
	scale  float64 // from the layout's units to ours
	label  float64 // how wide a line of a shape's label may be
	along  float64 // and of a connection's
	turned bool    // the direction is turned by a right angle
}

var (
	roomy  = layout{scale: .62, label: 168, along: 130}
	near   = layout{scale: .5, label: 130, along: 100}
	tight  = layout{scale: .48, label: 112, along: 84}
	turned = layout{scale: .5, label: 130, along: 100, turned: true}
)

// boldness is how much wider letters are that are set in bold.
const boldness = 1.08

// diagram is a diagram that has its places.
type diagram struct {
	layout
	graph    *d2graph.Graph
	said     []*d2graph.Edge // the connections that the author wrote, in order
	sequence bool
	taken    []*geo.Box                 // places of shapes and of labels so far
	names    map[*d2graph.Object]string // labels before they were broken into lines
	labels   map[*d2graph.Edge]string
}

// laidOut gives everything its place. The library compiles anew each time, as
// a layout changes what it is given.
func (t *d2Text) laidOut(l layout) (*diagram, bool) {
	g, _, err := d2compiler.Compile("", strings.NewReader(t.text), nil)
	if err != nil {
		t.failure(err)
		return nil, false
	}
	if t.check(g); t.failed() {
		return nil, false
	}
	d := &diagram{layout: l, graph: g, said: slices.Clone(g.Edges), sequence: g.Root.IsSequenceDiagram(),
		names: map[*d2graph.Object]string{}, labels: map[*d2graph.Edge]string{}}
	if l.turned {
		d.turn()
	}
	if err := d.measure(); err == nil {
		restore := d.roomed()
		ctx := log.With(context.Background(), slog.New(slog.DiscardHandler))
		err = d2layouts.LayoutNested(ctx, g, d2layouts.NestedGraphInfo(g.Root), d2dagrelayout.DefaultLayout, d2layouts.DefaultRouter)
		restore()
		if err == nil {
			return d, true
		}
	}
	t.wrong(wholeText, notLaidOut, "the diagram cannot be laid out")
	return nil, false
}

// check reports what the layout cannot do.
func (t *d2Text) check(g *d2graph.Graph) {
	switch {
	case len(g.Objects) == 0:
		t.wrong(wholeText, "write a -> b", "the diagram has no shape")
	case len(g.Objects) > maxShapes:
		t.wrong(wholeText, "split it: a reader follows a few dozen shapes at most", "the diagram has %d shapes, more than %d", len(g.Objects), maxShapes)
	case len(g.Edges) > maxRoutes:
		t.wrong(wholeText, "split it", "the diagram has %d connections, more than %d", len(g.Edges), maxRoutes)
	}
	for _, o := range g.Objects {
		if o.NearKey != nil && !o.IsConstantNear() {
			t.wrong(o.NearKey.Range, "write a side of the diagram, such as top-center or bottom-right", "%q can stand near a side of the diagram only", o.AbsID())
		}
		if size := cmp.Or(o.WidthAttr, o.HeightAttr); size != nil && len(o.ChildrenArray) > 0 && !o.IsGridDiagram() && size.MapKey != nil {
			t.wrong(size.MapKey.Range, "it is as large as what stands in it", "%q has shapes in it, and so no size of its own", o.AbsID())
		}
		t.sizes(o)
		if o.Parent != nil && o.IsSequenceDiagram() && o.OuterSequenceDiagram() != nil {
			t.wrong(o.References[0].Key.Range, "draw it on its own", "%q is a sequence diagram in another one, which is not drawn", o.AbsID())
		}
	}
	for _, e := range g.Edges {
		if e.Src.OuterSequenceDiagram() != nil || e.Dst.OuterSequenceDiagram() != nil || !e.Src.IsContainer() && !e.Dst.IsContainer() {
			continue
		}
		if e.Src == e.Dst || e.Src.IsDescendantOf(e.Dst) || e.Dst.IsDescendantOf(e.Src) {
			t.wrong(e.References[0].Edge.Range, "connect it with another one of the shapes", "a connection from a shape to one in it is not drawn")
		}
	}
}

// largest bounds the sizes and gaps that an author asks for, in the units of the
// library: beyond it nobody sees a whole drawing.
const largest = 2000

// sizes reports sizes and gaps of a shape that cannot be drawn.
func (t *d2Text) sizes(o *d2graph.Object) {
	for _, x := range []struct {
		what   string
		given  *d2graph.Scalar
		lowest int
	}{
		{"width", o.WidthAttr, 1}, {"height", o.HeightAttr, 1},
		{"grid-gap", o.GridGap, 0}, {"vertical-gap", o.VerticalGap, 0}, {"horizontal-gap", o.HorizontalGap, 0},
	} {
		if x.given == nil {
			continue
		}
		if v, err := strconv.Atoi(x.given.Value); err == nil && v >= x.lowest && v <= largest {
			continue
		}
		at := wholeText
		if x.given.MapKey != nil {
			at = x.given.MapKey.Range
		}
		t.wrong(at, fmt.Sprintf("write a whole number from %d to %d", x.lowest, largest), "%s: %s cannot be drawn", x.what, x.given.Value)
	}
}

// turn makes what runs across the page run down it, and the other way round.
func (d *diagram) turn() {
	to := map[string]string{"": "right", "down": "right", "right": "down", "left": "up", "up": "left"}
	d.graph.Root.Direction.Value = to[d.graph.Root.Direction.Value]
}

// measure breaks labels into lines and tells the library how large they are.
func (d *diagram) measure() error {
	for _, o := range d.graph.Objects {
		d.names[o] = oneLine(o.Label.Value)
		o.Label.Value = broken(o.Label.Value, d.label)
	}
	for _, e := range d.graph.Edges {
		d.labels[e] = oneLine(e.Label.Value)
		e.Label.Value = broken(e.Label.Value, d.along)
	}
	strong := map[string]bool{}
	for _, o := range d.graph.Objects {
		if framed(o) {
			strong[o.Label.Value] = true
		}
	}
	texts := d.graph.Texts()
	for _, m := range texts {
		lines := strings.Split(m.Text, "\n")
		width := widest(lines) + 4
		if strong[m.Text] {
			width *= boldness
		}
		m.Dimensions = d2target.TextDimensions{
			Width:  int(math.Ceil(width / d.scale)),
			Height: int(math.Ceil(leading * float64(len(lines)) / d.scale)),
		}
	}
	if err := d.graph.SetDimensions(texts, nil, nil, nil); err != nil {
		return fmt.Errorf("measure labels: %w", err)
	}
	return nil
}

// roomed gives labels of connections other widths while they get their places.
// Where connections run across the page the library keeps twice the room that
// they need; where several run down between the same two shapes, too little, as
// their curves stay inside the points that it keeps apart.
func (d *diagram) roomed() (restore func()) {
	way := d.graph.Root.Direction.Value
	across := way == "right" || way == "left"
	between := map[[2]*d2graph.Object]int{}
	for _, e := range d.said {
		between[pair(e)]++
	}
	widths := map[*d2graph.Edge]int{}
	for _, e := range d.said {
		if d.sequence || e.Src.OuterSequenceDiagram() != nil || e.Dst.OuterSequenceDiagram() != nil || e.LabelDimensions.Width == 0 {
			continue
		}
		widths[e] = e.LabelDimensions.Width
		switch {
		case across:
			e.LabelDimensions.Width = e.LabelDimensions.Width * 2 / 3
		case between[pair(e)] > 1:
			e.LabelDimensions.Width = e.LabelDimensions.Width*4/3 + int(12/d.scale)
		}
	}
	return func() {
		for e, w := range widths {
			e.LabelDimensions.Width = w
		}
	}
}

// pair is the same for all connections of two shapes.
func pair(e *d2graph.Edge) [2]*d2graph.Object {
	if e.Src.AbsID() > e.Dst.AbsID() {
		return [2]*d2graph.Object{e.Dst, e.Src}
	}
	return [2]*d2graph.Object{e.Src, e.Dst}
}

// broken breaks a label into lines of a width; what is too long for a label
// stands in the list of words.
func broken(s string, width float64) string {
	const most = 8
	var out []string
	for line := range strings.SplitSeq(strings.TrimSpace(s), "\n") {
		out = append(out, balanced(strings.TrimSpace(line), width, most)...)
	}
	if len(out) > most {
		out = append(out[:most-1], "…")
	}
	return strings.Join(out, "\n")
}

// balanced breaks a text into as few lines as fit, of about the same width.
func balanced(s string, width float64, most int) []string {
	const step = 4
	lines := wrap(s, width, most)
	for w := width - step; len(lines) > 1 && w > width/2 && fits(s, w, len(lines)); w -= step {
		lines = wrap(s, w, most)
	}
	return lines
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
