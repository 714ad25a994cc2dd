package render

import (
	"html/template"
	"strings"

	"duizhao/generator/markdown"
)

// DiagramLeaf joins what a diagram is drawn as into the text of a leaf: the id
// that the ids in it begin with, the drawings, the list of what it says, and
// which of the drawings may be wider than their place.
func DiagramLeaf(id, wide, narrow, list string, wideScrolls, narrowScrolls bool) string {
	scrolls := ""
	if wideScrolls {
		scrolls += "w"
	}
	if narrowScrolls {
		scrolls += "n"
	}
	return strings.Join([]string{id, wide, narrow, list, scrolls}, between)
}

// diagram is the data of partials/diagram.html.
type diagram struct {
	Wide          template.HTML // the drawing as wide as a text
	Narrow        template.HTML // as wide as a phone; "" if the other one is shown there too
	Words         template.HTML // lists of what it says
	WideScrolls   bool          // it may be wider than its place
	NarrowScrolls bool
	texts         map[string]string
}

// T returns a text of the interface.
func (d diagram) T(key string) (string, error) { return text(d.texts, key) }

// diagram writes a drawing with its words; without a theme the drawing alone. A
// broken one, whose leaf has no parts, is shown as its author wrote it.
func (w *writer) diagram(l *markdown.Leaf, leaf string) {
	parts := strings.Split(leaf, between)
	if len(parts) != 5 {
		w.plainCode("d2", template.HTMLEscapeString(l.Text))
		return
	}
	drawn := parts[1:4]
	if w.furniture.theme == nil {
		w.WriteString(drawn[0])
		return
	}
	if w.furniture.feed {
		w.inWords(drawn[2])
		return
	}
	w.again(parts[0], drawn)
	// Safe: draw escapes every text.
	data := diagram{Wide: template.HTML(drawn[0]), Narrow: template.HTML(drawn[1]), Words: template.HTML(drawn[2]),
		WideScrolls: strings.Contains(parts[4], "w"), NarrowScrolls: strings.Contains(parts[4], "n"), texts: w.furniture.texts}
	if err := w.furniture.theme.templates.ExecuteTemplate(&w.Builder, "partials/diagram.html", data); err != nil {
		w.fail(w.furniture.theme.fault("partials/diagram.html", err))
	}
}
