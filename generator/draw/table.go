package draw

import (
	"html"
	"strings"
)

// Rows returns what stands in the table of a chart, its head first; nil if the
// chart cannot be drawn.
func Rows(in Input) [][]string {
	c, ok := read(in)
	if !ok {
		return nil
	}
	out := [][]string{c.heads()}
	for _, row := range c.body {
		var cells []string
		for _, u := range c.used {
			cells = append(cells, row[u.at].text)
		}
		out = append(out, cells)
	}
	return out
}

// heads are the names of the columns of the table.
func (c *chart) heads() []string {
	var out []string
	for _, u := range c.used {
		name := u.name
		if u.numeric && c.sign() && c.kind != "scatter" { // in the drawing it stands behind each number
			name += " (" + c.get("unit") + ")"
		}
		out = append(out, name)
	}
	return out
}

// table returns the data that the chart draws, as they were written.
func (c *chart) table() string {
	var b strings.Builder
	b.WriteString("<table>\n<thead><tr>")
	for i, name := range c.heads() {
		class := ""
		if c.used[i].numeric {
			class = ` class="right"`
		}
		b.WriteString(`<th scope="col"` + class + ">" + html.EscapeString(name) + "</th>")
	}
	b.WriteString("</tr></thead>\n<tbody>\n")
	for _, row := range c.body {
		b.WriteString("<tr>")
		for i, u := range c.used {
			text := html.EscapeString(row[u.at].text)
			switch {
			case i == 0:
				b.WriteString(`<th scope="row">` + text + "</th>")
			case u.numeric:
				b.WriteString(`<td class="right">` + text + "</td>")
			default:
				b.WriteString("<td>" + text + "</td>")
			}
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</tbody>\n</table>")
	return b.String()
}
