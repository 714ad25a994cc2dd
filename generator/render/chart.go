package render

import (
	"html/template"
	"strconv"
	"strings"

	"duizhao/generator/markdown"
)

// A chart comes as one text, its parts with a character between them that no
// HTML has.
const between = "\x00"

// ChartLeaf joins what a chart is drawn as into the text of a leaf: the id that
// the ids in it begin with, the two drawings, and the table of its data.
func ChartLeaf(id, wide, narrow, table string) string {
	return strings.Join([]string{id, wide, narrow, table}, between)
}

// chart is the data of partials/chart.html.
type chart struct {
	Wide   template.HTML // the drawing as wide as a text
	Narrow template.HTML // as wide as a phone
	Table  template.HTML // the data
	File   string        // address of the file with the data; "" for none
	texts  map[string]string
}

// T returns a text of the interface.
func (c chart) T(key string) (string, error) { return text(c.texts, key) }

// again gives a figure that stands on the page once more ids of its own.
func (w *writer) again(id string, drawn []string) {
	w.furniture.charts[id]++
	if n := w.furniture.charts[id]; n > 1 {
		for i := range drawn {
			drawn[i] = strings.ReplaceAll(drawn[i], id, id+"-"+strconv.Itoa(n))
		}
	}
}

// chart writes a drawing with its data; without a theme the drawing alone. A
// broken one, whose leaf has no parts, is written as it came.
func (w *writer) chart(l *markdown.Leaf, leaf string) {
	parts := strings.Split(leaf, between)
	if len(parts) != 4 {
		w.WriteString(leaf)
		return
	}
	id, drawn := parts[0], parts[1:]
	if w.furniture.theme == nil {
		w.WriteString(drawn[0])
		return
	}
	if w.furniture.feed {
		w.inWords(drawn[2])
		return
	}
	w.again(id, drawn)
	// Safe: draw escapes every text.
	data := chart{Wide: template.HTML(drawn[0]), Narrow: template.HTML(drawn[1]), Table: template.HTML(drawn[2]), texts: w.furniture.texts}
	if l.Chart != nil && l.Chart.Link >= 0 {
		t, _ := w.target(l.Chart.Link)
		data.File = t.Href
	}
	if err := w.furniture.theme.templates.ExecuteTemplate(&w.Builder, "partials/chart.html", data); err != nil {
		w.fail(w.furniture.theme.fault("partials/chart.html", err))
	}
}
