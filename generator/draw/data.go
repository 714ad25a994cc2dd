package draw

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"duizhao/generator/diag"
)

// maxSeries is how many series a chart has at most: there is no seventh colour
// that every reader tells from the others.
const maxSeries = 6

// maxWrong is how many mistakes in cells are said one by one.
const maxWrong = 5

// data is what a chart's rows say.
type data struct {
	head []cell
	body [][]cell

	cats   []string // along the axis of names, in order; where x is no number
	scaled bool     // x is a number or a date
	dated  bool     // x is a date
	years  bool     // x are whole years
	series []series
	used   []column // of the table

	numbered []placed // points of the drawing at hand whose names stand below it

	cellsWrong int
}

// cell is a cell with its place.
type cell struct {
	text       string
	start, end int
}

// column is a column of the rows with its name for readers.
type column struct {
	at      int
	name    string
	numeric bool
}

// series are values of one name.
type series struct {
	name   string
	points []point
}

// point is a row's values; what is missing is NaN.
type point struct {
	label       string
	cat         int
	x, y        float64
	low, high   float64
	written     string // y as it was written
	lowW, highW string
	group       int
}

// load reads the rows and takes from them what the type of chart wants.
func (c *chart) load() {
	if !c.parse() {
		return
	}
	switch c.kind {
	case "forest":
		c.intervals()
	case "timeline":
		c.events()
	case "scatter", "quadrant":
		c.cloud()
	default:
		c.measured()
	}
	if c.failed() {
		return
	}
	if len(c.series) > maxSeries {
		at := c.values["group"]
		if at.value == "" {
			at = c.values["y"]
		}
		c.wrong(at.valStart, at.valueEnd, "put the small ones together, or draw two charts", "the chart has %d series; readers tell at most %d apart", len(c.series), maxSeries)
		return
	}
	for _, s := range c.series {
		for _, p := range s.points {
			if !math.IsNaN(p.y) || c.kind == "timeline" {
				return
			}
		}
	}
	c.nothing()
}

// nothing reports that there is nothing to draw.
func (c *chart) nothing() {
	if s, ok := c.values["data"]; ok {
		c.wrong(s.valStart, s.valueEnd, "", "%q has no data to draw", s.value)
		return
	}
	c.wrong(0, 0, "write data: FILE, or --- and rows of CSV, the first with the names of the columns", "the chart has no data")
}

// parse cuts the rows into cells.
func (c *chart) parse() bool {
	if s, ok := c.values["data"]; ok && c.inline {
		c.wrong(s.keyStart, s.keyEnd, "keep one of the two", `the chart has both "data:" and rows of its own`)
		return false
	}
	text, base := string(c.in.Data), 0
	if c.inline {
		text, base = c.rows, c.rowsAt
	}
	n := strings.Count(text, "\n")
	if text != "" && !strings.HasSuffix(text, "\n") {
		n++ // the last line
	}
	if n > MaxRows+2 { // before cells in quotes, that have several lines, are read
		c.tooMany(n - 1)
		return false
	}
	starts := []int{0}
	for i := range len(text) {
		if text[i] == '\n' {
			starts = append(starts, i+1)
		}
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.TrimLeadingSpace = -1, true
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			at := base + min(starts[min(bad.Line, len(starts))-1]+max(bad.Column-1, 0), len(text))
			c.cellWrong(cell{start: at, end: at}, `put a cell with quotes in it into quotes, and double those inside`, "the row cannot be read: %v", bad.Err)
			return false
		}
		var row []cell
		for i, f := range record {
			line, col := r.FieldPos(i)
			start, end := diag.CSVField(text, starts[line-1]+col-1, f)
			row = append(row, cell{strings.TrimSpace(f), base + start, base + end})
		}
		if c.head == nil {
			c.head = row
			continue
		}
		if len(row) != len(c.head) {
			c.cellWrong(row[0], "", "the row has %d cells, the first one %d", len(row), len(c.head))
			continue
		}
		c.body = append(c.body, row)
	}
	if len(c.head) == 1 && strings.Contains(c.head[0].text, "，") {
		c.cellWrong(c.head[0], "between cells stand ASCII commas", "the rows have one column")
		return false
	}
	for i, h := range c.head {
		if h.text != "" && slices.ContainsFunc(c.head[:i], func(o cell) bool { return o.text == h.text }) {
			c.cellWrong(h, "give each column a name of its own", "the column %q stands there twice", h.text)
		}
	}
	if len(c.body) > MaxRows {
		c.tooMany(len(c.body))
		return false
	}
	if len(c.body) == 0 && !c.failed() {
		c.nothing()
	}
	return !c.failed()
}

func (c *chart) tooMany(n int) {
	s := c.values["data"]
	what := "the rows"
	if s.value != "" {
		what = fmt.Sprintf("%q", s.value)
	}
	c.wrong(s.valStart, s.valueEnd, "sum them up first: a reader sees no more", "%s: %d rows; a chart draws at most %d", what, n, MaxRows)
}

// cellWrong reports a mistake where the rows stand, the first few one by one.
func (c *chart) cellWrong(at cell, hint, text string, args ...any) {
	c.cellsWrong++
	if c.cellsWrong > maxWrong {
		return
	}
	n := diag.Note{Start: at.start, End: at.end, Severity: diag.Error, Code: Code, Text: fmt.Sprintf(text, args...), Hint: hint}
	if c.inline {
		c.notes = append(c.notes, n)
	} else {
		c.dataNotes = append(c.dataNotes, n)
	}
}

// columns returns the columns that a key names; without it the ones given.
func (c *chart) columns(key string, otherwise ...int) []int {
	s, ok := c.values[key]
	if !ok {
		return slices.DeleteFunc(otherwise, func(i int) bool { return i >= len(c.head) })
	}
	var out []int
	at := s.valStart
	for part := range strings.SplitSeq(s.value, ",") {
		name := strings.TrimSpace(part)
		from := at + len(part) - len(strings.TrimLeft(part, " \t"))
		at += len(part) + 1
		if name == "" {
			continue
		}
		i := slices.IndexFunc(c.head, func(h cell) bool { return h.text == name })
		if i < 0 {
			c.noColumn(name, from)
			continue
		}
		out = append(out, i)
	}
	return out
}

func (c *chart) noColumn(name string, at int) {
	var known []string
	for _, h := range c.head {
		known = append(known, h.text)
	}
	where := "the rows"
	if f := c.get("data"); f != "" {
		where = fmt.Sprintf("%q", f)
	}
	hint := "there are: " + strings.Join(known, ", ")
	if near, ok := diag.Nearest(name, known); ok {
		hint = fmt.Sprintf("did you mean %q? there are: %s", near, strings.Join(known, ", "))
	}
	c.wrong(at, at+len(name), hint, "no column %q in %s", name, where)
}

// one is columns for a key that names one; -1 for none.
func (c *chart) one(key string, otherwise int) int {
	var list []int
	if otherwise >= 0 {
		list = c.columns(key, otherwise)
	} else {
		list = c.columns(key)
	}
	if len(list) == 0 {
		if _, given := c.values[key]; !given && otherwise >= 0 {
			c.wrong(0, 0, "name it with "+key+":", "the rows lack a column for %q", key)
		}
		return -1
	}
	if len(list) > 1 {
		s := c.values[key]
		c.wrong(s.valStart, s.valueEnd, "", "%q names one column", key)
	}
	return list[0]
}

// value reads a cell as a number; an empty one is missing.
func (c *chart) value(row []cell, at int, log bool) float64 {
	if at < 0 || row[at].text == "" {
		return math.NaN()
	}
	v, ok := number(row[at].text)
	switch {
	case !ok:
		hint := "leave the cell empty where there is no value"
		plain := strings.Trim(row[at].text, "0123456789+-.eE") == ""
		if _, err := strconv.ParseFloat(row[at].text, 64); plain && (err == nil || errors.Is(err, strconv.ErrRange)) {
			c.cellWrong(row[at], "write it in another unit: from 1e-12 to 1e15", "%q in the column %q is of a size that is not drawn", row[at].text, c.head[at].text)
			return math.NaN()
		}
		if strings.Trim(row[at].text, "0123456789+-.,%， ") == "" {
			hint = "write digits alone; unit: names the unit"
		}
		c.cellWrong(row[at], hint, "%q in the column %q is no number", row[at].text, c.head[at].text)
		return math.NaN()
	case log && v <= 0:
		c.cellWrong(row[at], "", "%q cannot stand on a logarithmic axis", row[at].text)
		return math.NaN()
	}
	return v
}

// position reads a cell as a place on an axis of numbers or dates.
func (c *chart) position(row []cell, at int) float64 {
	if c.dated {
		v, _ := date(row[at].text)
		return v
	}
	v := c.value(row, at, c.logX)
	if row[at].text == "" {
		c.cellWrong(row[at], "", "the column %q is empty in this row", c.head[at].text)
	}
	return v
}
