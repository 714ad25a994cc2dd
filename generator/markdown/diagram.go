package markdown

import (
	"bytes"
	"slices"
	"strings"

	"duizhao/generator/diag"
	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
)

// A fence ```d2 {#fig:x title="…" desc="…"} is a figure: shapes and connections,
// in the language d2, which is for others to read (generator/draw). A Doc needs
// its title and, for search, the words in it.

func isDiagram(info []byte) bool {
	word, _, _ := bytes.Cut(bytes.TrimSpace(info), []byte{' '})
	return string(word) == "d2" || bytes.HasPrefix(word, []byte("d2{"))
}

func (c *compiler) diagram(n *ast.FencedCodeBlock, a site.Attrs) {
	n.SetAttribute(chartName, true)
	c.gap()
	start, end := c.extent(n)
	body, segments := lines(n.Lines(), c.src)
	l := Leaf{Kind: DiagramLeaf, Text: body, Block: true, Start: start, End: end, Map: segments}
	l.Chart = &Chart{Title: a.Get("title"), Desc: a.Get("desc"), Link: -1}
	if l.Chart.Title == "" {
		c.note(diag.Note{
			Start: n.Info.Segment.Start, End: n.Info.Segment.Start + len("d2"), Severity: diag.Warning, Code: "diagram",
			Text: "the diagram has no title, so readers who cannot see it are told nothing",
			Hint: `write a caption behind its name: d2 {title="…"}`,
		})
	}
	c.tag("<figure")
	c.id(a)
	c.classes(append([]string{"chart", "diagram"}, a.Classes...)...)
	for _, p := range a.Pairs {
		if p.Key != "title" && p.Key != "desc" {
			c.note(diag.Note{
				Start: p.Start, End: p.Start + len(p.Key), Severity: diag.Warning, Code: "unknown-attribute",
				Text: "no attribute " + `"` + p.Key + `"` + " here", Hint: "a diagram takes title and desc",
			})
		}
	}
	c.tag(">\n")
	for _, s := range append(diagramWords(body), l.Chart.Desc) {
		if s != "" {
			c.run(site.Prose, s)
			c.gap()
		}
	}
	c.leaf(l)
	c.tag("\n")
	if _, labelled := site.LabelOf(a.ID); labelled || l.Chart.Title != "" {
		c.caption(a, "", func() { c.text(site.Prose, l.Chart.Title) })
	}
	c.tag("</figure>\n")
}

// notRead are the keys of d2 whose values no reader sees.
var notRead = []string{"shape", "direction", "near", "class", "classes", "width", "height", "style", "grid-rows", "grid-columns", "grid-gap",
	"vertical-gap", "horizontal-gap", "source-arrowhead", "target-arrowhead"}

// diagramWords returns what stands in a diagram, near enough for search: names
// and labels, one from the other by the signs of the language.
func diagramWords(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(strings.ReplaceAll(line, `\n`, " "), "#")
		for part := range strings.FieldsFuncSeq(line, func(r rune) bool { return r == '{' || r == '}' || r == ';' }) {
			key, value, labelled := strings.Cut(part, ":")
			first, _, _ := strings.Cut(strings.TrimSpace(key), ".")
			last := strings.TrimSpace(key[strings.LastIndexByte(key, '.')+1:])
			if slices.Contains(notRead, first) || slices.Contains(notRead, last) || strings.Contains(key, "style.") {
				continue
			}
			if labelled && strings.TrimSpace(value) != "" && !strings.ContainsAny(key, "<>-") {
				key = "" // its label stands for it
			}
			for _, s := range strings.FieldsFunc(key, func(r rune) bool { return strings.ContainsRune("<>", r) }) {
				if s = strings.Trim(s, " \t\r\n-\"'"); s != "" && !slices.Contains(out, s) {
					out = append(out, s)
				}
			}
			if s := strings.Trim(value, " \t\r\n\"'"); s != "" && !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}

// otherDiagram reports a diagram in a language that is not drawn. It returns
// what the block is shown as.
func (c *compiler) otherDiagram(lang string, at int) string {
	n := diag.Note{Start: at, End: at + len(lang), Code: "diagram", Severity: diag.Warning,
		Hint: "write it in d2 (```d2), which is drawn when the site is built; or ```text, if its source is what you show"}
	switch strings.ToLower(lang) {
	case "mermaid":
		n.Severity = diag.Error
		n.Text = "mermaid is not drawn: it would need a script in the reader's browser"
	case "plantuml", "puml", "dot", "graphviz":
		n.Text = lang + " is not drawn, and is shown as code"
	default:
		return lang
	}
	c.note(n)
	return "text"
}
