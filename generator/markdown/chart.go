package markdown

import (
	"bytes"
	"fmt"
	"strings"

	"duizhao/generator/diag"
	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
)

// A fence ```chart {#fig:x title="…"} is a figure that is drawn from numbers:
// those in the fence, or those of a file that a line "data: FILE" in it names.
// What else the fence says is for others to read (generator/draw); a Doc needs
// the file, and what a reader reads: title, description and names.

// A fence ```calc {#tbl:x} is written in the same way and is a calculator
// (generator/calc): a worked example that readers can change.

// Chart is what a leaf has besides its text if it is a chart, a calculator or a
// diagram.
type Chart struct {
	Title string // of the fence
	Desc  string // of a diagram's fence
	Data  string // the file's path from content/, as written; "" for none
	Link  int    // ordinal of the link to that file; -1 for none

	DataStart, DataEnd int // byte offsets in the source, of the path
}

// chartName marks a fence that is a chart or a calculator.
var chartName = []byte("chart")

func isChart(info []byte) bool { return isLeaf(info, ChartLeaf) }
func isCalc(info []byte) bool  { return isLeaf(info, CalcLeaf) }

// isLeaf reports whether an info string names a kind of leaf, alone or before
// attributes.
func isLeaf(info []byte, kind LeafKind) bool {
	word, _, _ := bytes.Cut(bytes.TrimSpace(info), []byte{' '})
	return string(word) == string(kind) || bytes.HasPrefix(word, []byte(kind+"{"))
}

func (c *compiler) chart(n *ast.FencedCodeBlock, a site.Attrs, kind LeafKind) {
	n.SetAttribute(chartName, true)
	c.gap()
	start, end := c.extent(n)
	body, segments := lines(n.Lines(), c.src)
	l := Leaf{Kind: kind, Text: body, Block: true, Start: start, End: end, Map: segments}
	l.Chart = &Chart{Title: a.Get("title"), Link: -1}
	s := c.chartSettings(&l)
	if l.Chart.Title == "" && s["title"] == "" {
		c.note(diag.Note{
			Start: n.Info.Segment.Start, End: n.Info.Segment.Start + len(kind), Severity: diag.Warning, Code: string(kind),
			Text: "the " + called[kind] + " has no title, so readers who cannot see it are told nothing",
			Hint: "write title: in it, or a caption behind its name: " + string(kind) + ` {title="…"}`,
		})
	}
	c.tag("<figure")
	c.id(a)
	c.classes(append([]string{string(kind)}, a.Classes...)...)
	c.pairsOf(a, called[kind])
	c.tag(">\n")
	// The words in the drawing; the caption is text of its own.
	for _, key := range []string{"title", "desc", "ylabel", "xlabel", "names", "quadrants"} {
		if s[key] != "" && (key != "title" || l.Chart.Title != "") {
			c.run(site.Prose, s[key])
			c.gap()
		}
	}
	if _, rows, ok := cutRows(body); ok {
		c.run(site.Code, rows)
	}
	c.leaf(l)
	c.tag("\n")
	caption := l.Chart.Title
	if caption == "" {
		caption = s["title"]
	}
	if _, labelled := site.LabelOf(a.ID); labelled || caption != "" {
		c.caption(a, "", func() { c.text(site.Prose, caption) })
	}
	c.tag("</figure>\n")
}

// called is what messages call such a leaf.
var called = map[LeafKind]string{ChartLeaf: "chart", CalcLeaf: "calculator"}

// pairsOf warns of attributes that a chart does not know.
func (c *compiler) pairsOf(a site.Attrs, what string) {
	for _, p := range a.Pairs {
		if p.Key != "title" {
			c.note(diag.Note{
				Start: p.Start, End: p.Start + len(p.Key), Severity: diag.Warning, Code: "unknown-attribute",
				Text: fmt.Sprintf("no attribute %q here", p.Key), Hint: "settings stand in the " + what + ", a line each: " + p.Key + ": " + p.Value,
			})
		}
	}
}

// chartSettings reads the lines "key: value" and notes the file of data as a
// link, so that it is published.
func (c *compiler) chartSettings(l *Leaf) map[string]string {
	out := map[string]string{}
	text, _, _ := cutRows(l.Text)
	at := 0
	for line := range strings.Lines(text) {
		from := at
		at += len(line)
		key, value, ok := strings.Cut(line, ":")
		bare := strings.Trim(value, " \t\r\n")
		key = strings.TrimSpace(key)
		if _, twice := out[key]; !ok || twice || strings.HasPrefix(key, "#") {
			continue
		}
		at := from + strings.Index(line, ":") + 1 + strings.Index(value, bare)
		if n := len(bare); n >= 2 && bare[0] == '"' && bare[n-1] == '"' {
			bare = bare[1 : n-1]
			at++
		}
		out[key] = bare
		if key == "data" && bare != "" {
			l.Chart.Data = bare
			l.Chart.DataStart, l.Chart.DataEnd = l.SourceOffset(at), l.SourceOffset(at+len(bare))
		}
	}
	if l.Chart.Data != "" && !c.quiet {
		l.Chart.Link = len(c.doc.Links)
		c.doc.Links = append(c.doc.Links, site.Link{
			Dest: "/" + l.Chart.Data, Data: true, Start: l.Chart.DataStart, End: l.Chart.DataEnd,
		})
	}
	return out
}

// cutRows parts a chart's settings from its rows.
func cutRows(text string) (settings, rows string, ok bool) {
	at := 0
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) == "---" {
			return text[:at], text[at+len(line):], true
		}
		at += len(line)
	}
	return text, "", false
}
