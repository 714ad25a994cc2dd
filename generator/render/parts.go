package render

import (
	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
)

// Part is what an include of a Doc stands for: a Doc of its own, with its View,
// leaves and parts. The zero value is one that is broken.
type Part struct {
	Doc    *markdown.Doc
	View   *assemble.View
	Leaves []string
	Parts  []Part
}

// include writes a part; in place of a broken one, the line that includes it.
func (w *writer) include(n int) {
	if n >= len(w.parts) || w.parts[n].Doc == nil {
		i := w.doc.Includes[n]
		line := "<<< " + i.Path
		if i.Region != "" {
			line += "#" + i.Region
		}
		w.WriteString(`<p><code class="broken-leaf">`)
		w.escaped(line)
		w.WriteString("</code></p>")
		return
	}
	p := w.parts[n]
	inner := writer{doc: p.Doc, view: p.View, leaves: p.Leaves, parts: p.Parts, furniture: w.furniture}
	w.WriteString(inner.article())
	if w.err == nil {
		w.err = inner.err
	}
}

// sum is what a page says of its text as a whole, its parts included.
type sum struct {
	words, han int
	math, look bool
	customs    []markdown.Custom
	charts     bool
	calcs      bool
}

func (s *sum) add(d *markdown.Doc, parts []Part) {
	if d == nil {
		return
	}
	s.words, s.han, s.math = s.words+d.Words, s.han+d.Han, s.math || d.HasMath()
	s.look = s.look || d.HasLook()
	s.customs = append(s.customs, d.Customs...)
	s.charts = s.charts || d.HasChart()
	s.calcs = s.calcs || d.HasCalc()
	for _, p := range parts {
		s.add(p.Doc, p.Parts)
	}
}
