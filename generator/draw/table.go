package draw

import (
	"html"
	"strings"
)

// table returns the data that the chart draws, as they were written.
func (c *chart) table() string {
	var b strings.Builder
	b.WriteString("<table>\n<thead><tr>")
	for _, u := range c.used {
		class := ""
		if u.numeric {
			class = ` class="right"`
		}
		name := u.name
		if u.numeric && c.sign() && c.kind != "scatter" { // in the drawing it stands behind each number
			name += " (" + c.get("unit") + ")"
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
