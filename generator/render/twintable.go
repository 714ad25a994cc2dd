package render

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// table returns a table with bars, its caption before it. The first row is the
// head, whatever it is: a table has one in Markdown.
func (m *marker) table(n *html.Node) []string {
	var out []string
	var rows [][]string
	var aligned []string
	columns := 0
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch c.DataAtom {
			case atom.Caption:
				out = append(out, m.block(c, false)...)
			case atom.Thead, atom.Tbody, atom.Tfoot:
				walk(c)
			case atom.Tr:
				row, sides := m.row(c)
				if len(rows) == 0 {
					aligned = sides
					if n.DataAtom != atom.Thead && !headRow(c) {
						rows = append(rows, nil)
						aligned = nil
					}
				}
				rows = append(rows, row)
				columns = max(columns, len(row))
			}
		}
	}
	walk(n)
	if columns == 0 || columns > maxColumns {
		return out
	}
	var b strings.Builder
	for i, row := range rows {
		line(&b, row, columns)
		if i == 0 {
			rule := make([]string, columns)
			for j := range rule {
				rule[j] = "---"
				if j < len(aligned) && aligned[j] != "" {
					rule[j] = aligned[j]
				}
			}
			line(&b, rule, columns)
		}
	}
	return append(out, strings.TrimSuffix(b.String(), "\n"))
}

// maxColumns keeps a row that says it is a million cells wide from being written.
const maxColumns = 200

func line(b *strings.Builder, cells []string, columns int) {
	b.WriteString("|")
	for i := range columns {
		if i < len(cells) && cells[i] != "" {
			b.WriteString(" " + cells[i])
		}
		b.WriteString(" |")
	}
	b.WriteString("\n")
}

// row returns the cells of a row, and the rules of their columns.
func (m *marker) row(tr *html.Node) (cells, rules []string) {
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th || unseen(c) {
			continue
		}
		text := strings.ReplaceAll(m.inline(children(c), true), "|", `\|`)
		cells = append(cells, text)
		rule := ""
		for _, side := range []struct{ class, rule string }{{"left", ":--"}, {"center", ":-:"}, {"right", "--:"}} {
			if hasClass(c, side.class) || attr(c, "align") == side.class {
				rule = side.rule
			}
		}
		rules = append(rules, rule)
		span, _ := strconv.Atoi(attr(c, "colspan")) // what is no number spans one
		for range min(span, maxColumns) - 1 {
			cells, rules = append(cells, ""), append(rules, "")
		}
	}
	return cells, rules
}

// headRow reports whether a row has heads alone.
func headRow(tr *html.Node) bool {
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Td {
			return false
		}
	}
	return true
}
