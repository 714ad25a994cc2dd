// Package draw turns the text of a chart or a diagram into SVG, with its data or words beside it. It
// knows nothing of Markdown, files, languages or themes.
//
// # The text of a chart
//
// Lines "key: value", then, unless data: names a file, a line of three hyphens
// and the rows. Empty lines and lines that begin with # say nothing. The file,
// or the rows, are CSV whose first row names the columns.
//
//	type:    bar grouped line area scatter forest timeline quadrant
//	title:   what the chart is called; the caption's text is enough
//	desc:    what it shows, for readers who do not see it
//	data:    a file below content/
//	x:       the column of names, dates or numbers along the chart; else the first one
//	y:       the columns of values, with commas between; else the next one (grouped, line, area: all others)
//	names:   what the columns of y are called, in their order
//	group:   a column whose words make a series each (forest: headings; timeline: colours)
//	low: high:   columns of the ends of intervals; of a timeline, high is the end of a period
//	label:   the column of the points' names
//	xlabel: ylabel:   what stands at the axes; else the names of the columns
//	unit:    of the values; a sign such as % stands behind each number
//	ratio:   of width to height, such as 16/9
//	sort:    asc or desc, by the first value
//	log:     the axes that are logarithmic: x, y, or x y
//	line:    a value to be marked, and words for it; may be given again
//	xrange: yrange:   where an axis begins and ends
//	quadrants:   four names, of the upper right, upper left, lower left and lower right one
//
// # What is drawn
//
// Each chart is drawn twice, for the width of a text and for that of a phone,
// with letters of one size, so that no letter shrinks below what can be read. A
// style shows the one that fits. Elements carry classes, and never a colour:
// assets/css/draw.css has them. Series differ in colour and in the form of their
// points, the hatching of their bars or the dashes of their lines.
//
// Letters are measured by a table of a common face's widths, Han as one em.
//
// All diagnostics of charts have the code "chart".
//
// # Diagrams
//
// A diagram is written in d2 (https://d2lang.com). The library of that name
// reads it and gives shapes and connections their places; it is told how large
// our letters are, and nothing of its drawing is used. What of the language is
// not drawn is a diagnostic with the code "diagram", never left out in silence.
package draw

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"duizhao/generator/diag"
)

// Version changes when the same input gives another figure.
const Version = "2"

// Code is the code of this package's diagnostics.
const Code = "chart"

// MaxRows is how many rows a chart draws at most: more are no longer told apart.
const MaxRows = 2000

// Input is what a figure depends on.
type Input struct {
	Text    string // of the chart
	Title   string // its caption; its name where the text has no title
	Desc    string // of a diagram: what it shows
	Data    []byte // of the file that data: names
	Missing bool   // that file cannot be read, which is said elsewhere
}

// Figure is a chart, drawn.
type Figure struct {
	ID     string // stands in the SVG where an id begins; one chart twice on a page needs another
	Wide   string // SVG as wide as a text; "" if nothing could be drawn
	Narrow string // as wide as a phone; "" if the wide one is shown there too
	Table  string // <table>…</table> of the data; of a diagram, lists of what it says

	// Of a diagram: the drawing is wider than some place where it is shown.
	WideScrolls, NarrowScrolls bool
	// It took too long, which another time it may not.
	GaveUp bool

	Notes     []diag.Note // places are offsets in Input.Text
	DataNotes []diag.Note // in Input.Data
}

// The widths of the two drawings, which are shown one to one.
const (
	wideWidth   = 672
	narrowWidth = 350
)

// Chart draws a chart. With an error among the notes there is no drawing.
func Chart(in Input) Figure {
	c, ok := read(in)
	out := Figure{Notes: c.notes, DataNotes: c.dataNotes}
	if !ok {
		return out
	}
	sum := sha256.Sum256([]byte(in.Text + "\x00" + in.Title + "\x00" + string(in.Data)))
	out.ID = "_chart-" + hex.EncodeToString(sum[:4])
	out.Wide = c.figure(out.ID+"-w", wideWidth, false)
	out.Narrow = c.figure(out.ID+"-n", narrowWidth, true)
	out.Table = c.table()
	out.Notes = c.notes
	return out
}

// read reads a chart and what it draws; false where it cannot be drawn.
func read(in Input) (*chart, bool) {
	c := &chart{in: in, settings: settings{values: map[string]setting{}}}
	c.read()
	if !c.failed() && !in.Missing {
		c.load()
	}
	return c, !c.failed() && !in.Missing
}

// chart is a chart while it is read and drawn.
type chart struct {
	in Input
	settings
	data

	notes     []diag.Note
	dataNotes []diag.Note
}

func (c *chart) failed() bool {
	for _, list := range [][]diag.Note{c.notes, c.dataNotes} {
		for _, n := range list {
			if n.Severity == diag.Error {
				return true
			}
		}
	}
	return false
}

// wrong reports a mistake in the chart's text.
func (c *chart) wrong(start, end int, hint, text string, args ...any) {
	c.notes = append(c.notes, diag.Note{
		Start: start, End: end, Severity: diag.Error, Code: Code, Text: fmt.Sprintf(text, args...), Hint: hint,
	})
}

// figure draws a chart at a width.
func (c *chart) figure(id string, width float64, narrow bool) string {
	cv := &canvas{id: id, w: width, narrow: narrow}
	switch c.kind {
	case "bar", "grouped":
		c.bars(cv)
	case "line", "area":
		c.lines(cv)
	case "scatter":
		c.scatter(cv)
	case "quadrant":
		c.quadrant(cv)
	case "forest":
		c.forest(cv)
	case "timeline":
		c.timeline(cv)
	}
	return cv.svg(c.name(), c.get("desc"))
}

// name is what the chart is called.
func (c *chart) name() string {
	if t := c.get("title"); t != "" {
		return t
	}
	return strings.TrimSpace(c.in.Title)
}
