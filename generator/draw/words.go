package draw

import (
	"html"
	"strings"

	"oss.terrastruct.com/d2/d2graph"
)

// words returns what the diagram says as lists: its shapes where they stand in
// others or are not connected, and its connections. It is for readers who do
// not see it, and for labels that are too long to be drawn.
func (d *diagram) words() string {
	connected := map[*d2graph.Object]bool{}
	for _, e := range d.said {
		connected[e.Src], connected[e.Dst] = true, true
	}
	var b strings.Builder
	d.list(&b, d.graph.Root.ChildrenArray, func(o *d2graph.Object) bool {
		return !connected[o] || len(o.ChildrenArray) > 0
	})
	if len(d.said) == 0 {
		return strings.TrimSpace(b.String())
	}
	list := "ul"
	if d.sequence { // in time
		list = "ol"
	}
	b.WriteString("<" + list + ">\n")
	for _, e := range d.said {
		b.WriteString("<li>" + html.EscapeString(d.sentence(e)) + "</li>\n")
	}
	b.WriteString("</" + list + ">")
	return b.String()
}

// sentence says a connection, its label between its ends, as it is read in any
// language and behind any mark: "Measured? — yes → Use it".
func (d *diagram) sentence(e *d2graph.Edge) string {
	from, to, tail, head := e.Src, e.Dst, "—", "—"
	switch {
	case e.SrcArrow && e.DstArrow:
		tail, head = "←", "→"
	case e.SrcArrow:
		from, to, head = e.Dst, e.Src, "→"
	case e.DstArrow:
		head = "→"
	}
	between := head
	if l := d.labels[e]; l != "" {
		between = tail + " " + l + " " + head
	} else if tail == "←" {
		between = "↔"
	}
	return d.name(actor(from)) + " " + between + " " + d.name(actor(to))
}

// list writes shapes with those in them.
func (d *diagram) list(b *strings.Builder, shapes []*d2graph.Object, wanted func(*d2graph.Object) bool) {
	open := false
	for _, o := range shapes {
		if !wanted(o) || actor(o) != o && !o.IsSequenceDiagramNote() {
			continue
		}
		if !open {
			b.WriteString("<ul>\n")
			open = true
		}
		b.WriteString("<li>" + html.EscapeString(d.name(o)))
		if len(o.ChildrenArray) > 0 {
			b.WriteString("\n")
			d.list(b, o.ChildrenArray, func(*d2graph.Object) bool { return true })
		}
		b.WriteString("</li>\n")
	}
	if open {
		b.WriteString("</ul>\n")
	}
}

// actor returns whose a span is: in a sequence, parts of actors have no names of
// their own.
func actor(o *d2graph.Object) *d2graph.Object {
	s := o.OuterSequenceDiagram()
	for s != nil && o.Parent != s {
		o = o.Parent
	}
	return o
}

// name is what a shape is called; one without a label is called by its key.
func (d *diagram) name(o *d2graph.Object) string {
	if n := d.names[o]; n != "" {
		return n
	}
	return o.IDVal
}
