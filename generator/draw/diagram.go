package draw

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"slices"
	"strings"
	"time"

	"duizhao/generator/diag"
)

// DiagramCode is the code of what is wrong in a diagram.
const DiagramCode = "diagram"

// A drawing that is a little too wide for its place shrinks, as far as its
// letters can be read; a wider one keeps its size and scrolls.
const shrink = 1.18

// patience is how long a diagram may take. The limits of its size keep a layout
// far below that; it is there for a text on which the library finds no end.
const patience = 60 * time.Second

// Diagram draws a diagram in the language d2. With an error among the notes
// there is no drawing.
func Diagram(in Input) Figure {
	done := make(chan Figure, 1)
	go func() { done <- diagramOf(in) }()
	select {
	case f := <-done:
		return f
	case <-time.After(patience):
		t := &d2Text{text: in.Text}
		t.wrong(wholeText, notLaidOut, "the diagram cannot be laid out in %d seconds", int(patience.Seconds()))
		return Figure{Notes: t.notes, GaveUp: true}
	}
}

// notLaidOut is what to do with a diagram that the library makes nothing of.
const notLaidOut = "write it in another way, or in parts"

func diagramOf(in Input) (out Figure) {
	t := &d2Text{text: in.Text}
	defer func() {
		if p := recover(); p != nil { // the library's, on odd texts
			t.wrong(wholeText, notLaidOut, "the diagram cannot be laid out")
			out = Figure{Notes: t.notes}
		}
	}()
	t.read()
	if !t.failed() {
		sum := sha256.Sum256([]byte(in.Text + "\x00" + in.Title + "\x00" + in.Desc))
		out.ID = "_diagram-" + hex.EncodeToString(sum[:4])
		t.draw(in, &out)
	}
	if t.failed() {
		out = Figure{}
	}
	slices.SortStableFunc(t.notes, func(a, b diag.Note) int { return a.Start - b.Start })
	out.Notes = t.notes
	return out
}

// draw draws for a text's width and, where that is too wide for a phone, for
// that: turned, or closer, whichever is narrower. If both are as wide, the one
// drawing scrolls there.
func (t *d2Text) draw(in Input, out *Figure) {
	wide, ok := t.laidOut(roomy)
	if !ok {
		return
	}
	out.Table = wide.words()
	cv, ok := t.drawn(wide, out.ID+"-w")
	if !ok {
		return
	}
	if cv.w > wideWidth*shrink {
		d, ok := t.laidOut(near)
		if !ok {
			return
		}
		c, ok := t.drawn(d, out.ID+"-w")
		if !ok {
			return
		}
		if c.w < cv.w {
			cv = c
		}
	}
	out.Wide, out.WideScrolls = cv.sized(in)
	if cv.w <= narrowWidth*shrink {
		return
	}
	best := cv.w * .9
	for _, l := range []layout{turned, tight} {
		d, ok := t.laidOut(l)
		if !ok {
			return
		}
		n, ok := t.drawn(d, out.ID+"-n")
		if !ok {
			return
		}
		if n.w < best {
			best = n.w
			out.Narrow, out.NarrowScrolls = n.sized(in)
		}
		if best <= narrowWidth*shrink {
			break
		}
	}
	if out.Narrow != "" {
		out.WideScrolls = cv.w > wideWidth*shrink
	}
}

// most bounds how wide and how high a drawing may be.
const most = 20_000

// drawn draws what the library gave places. It leaves some without one, as
// numbers that are none, on texts that it half understands.
func (t *d2Text) drawn(d *diagram, id string) (*canvas, bool) {
	cv := d.canvas(id)
	if !d.sound() || !(cv.w > 0 && cv.w <= most && cv.h > 0 && cv.h <= most) {
		t.wrong(wholeText, notLaidOut, "the diagram cannot be laid out")
		return nil, false
	}
	return cv, true
}

// sound reports whether everything has a place and a size.
func (d *diagram) sound() bool {
	for _, o := range d.graph.Objects {
		if o.Box == nil || o.TopLeft == nil || !finite(o.TopLeft.X, o.TopLeft.Y, o.Width, o.Height) || o.Width < 0 || o.Height < 0 {
			return false
		}
	}
	for _, e := range d.graph.Edges {
		for _, p := range e.Route {
			if p == nil || !finite(p.X, p.Y) {
				return false
			}
		}
	}
	return true
}

func finite(all ...float64) bool {
	return !slices.ContainsFunc(all, func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
}

// sized writes the drawing with a class that says where it may shrink: small
// ones everywhere, middle ones but on phones, large ones nowhere. Those that
// are shown where they do not fit scroll.
func (cv *canvas) sized(in Input) (svg string, scrolls bool) {
	switch {
	case cv.w <= narrowWidth*shrink:
		cv.class = "small"
	case cv.w <= wideWidth*shrink:
		cv.class, scrolls = "middle", true
	default:
		cv.class, scrolls = "large", true
	}
	return cv.svg(strings.TrimSpace(in.Title), in.Desc), scrolls
}
