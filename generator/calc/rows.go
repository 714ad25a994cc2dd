package calc

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"duizhao/generator/diag"
)

// cell is a cell with its place and, where it is one, its number.
type cell struct {
	text       string
	start, end int
	number     float64
}

// readRows cuts the rows into cells and puts these into the kind's order.
func (s *sheet) readRows() {
	body := s.cut()
	if s.failed() {
		return
	}
	if len(body) == 0 {
		s.rowsWrong("write data: FILE, or --- and rows of CSV, the first with the names of the columns", "the calculator has no data")
		return
	}
	order := s.order()
	if s.failed() {
		return
	}
	for _, row := range body {
		var cells []cell
		for _, at := range order {
			cells = append(cells, row[at])
		}
		s.rows = append(s.rows, cells)
	}
}

// cut reads the CSV; the first row becomes the head.
func (s *sheet) cut() (body [][]cell) {
	text, base := string(s.in.Data), 0
	if s.inline {
		if d, ok := s.settings["data"]; ok {
			s.wrong(d.keyStart, d.keyEnd, "keep one of the two", `the calculator has both "data:" and rows of its own`)
			return nil
		}
		text, base = s.in.Text[s.rowsAt:], s.rowsAt
	}
	starts := []int{0}
	for i := range len(text) {
		if text[i] == '\n' {
			starts = append(starts, i+1)
		}
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.TrimLeadingSpace = -1, true
	for len(body) <= MaxRows {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return body
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			at := base + min(starts[min(bad.Line, len(starts))-1]+max(bad.Column-1, 0), len(text))
			s.cellWrong(cell{start: at, end: at}, "put a cell with quotes in it into quotes, and double those inside", "the row cannot be read: %v", bad.Err)
			return nil
		}
		var row []cell
		for i, field := range record {
			line, col := r.FieldPos(i)
			start, end := diag.CSVField(text, starts[line-1]+col-1, field)
			row = append(row, cell{text: strings.TrimSpace(field), start: base + start, end: base + end})
		}
		switch {
		case s.head == nil:
			s.head = row
		case len(row) != len(s.head):
			s.cellWrong(row[0], "", "the row has %d cells, the first one %d", len(row), len(s.head))
		default:
			body = append(body, row)
		}
	}
	s.rowsWrong("a reader fills them in by hand: put the small ones together", "the calculator has more than %d rows", MaxRows)
	return nil
}

// order finds the columns: those that the kind needs, then the options.
func (s *sheet) order() []int {
	if len(s.head) == 1 && strings.Contains(s.head[0].text, "，") {
		s.cellWrong(s.head[0], "between cells stand ASCII commas", "the rows have one column")
		return nil
	}
	var head []string
	for _, h := range s.head {
		if slices.Contains(head, h.text) {
			s.cellWrong(h, "", "the column %q stands there twice", h.text)
		}
		head = append(head, h.text)
	}
	var order []int
	for _, key := range s.kind.columns {
		name, x := key, s.settings[key]
		if x.value != "" {
			name = x.value
		}
		i := slices.Index(head, name)
		switch {
		case i >= 0:
			order = append(order, i)
		case x.value != "":
			s.wrong(x.start, x.end, near(name, head), "no column %q in the rows", name)
		default:
			hint := fmt.Sprintf("there are: %s; if another one is meant, write %s: COLUMN", strings.Join(head, ", "), key)
			if like, ok := diag.Nearest(key, head); ok {
				hint = fmt.Sprintf("did you mean it by %q? then write %s", like, key)
			}
			s.cellWrong(s.head[0], hint, "the rows have no column %q", key)
		}
	}
	if s.kind.options && !s.failed() {
		order = append(order, s.optionColumns(head, order)...)
	}
	return order
}

// optionColumns finds the columns that are options, and their names.
func (s *sheet) optionColumns(head []string, taken []int) (out []int) {
	if x, ok := s.settings["options"]; ok {
		at := x.start
		for part := range strings.SplitSeq(x.value, ",") {
			name := strings.TrimSpace(part)
			from := at + strings.Index(part, name)
			at += len(part) + 1
			i := slices.Index(head, name)
			switch {
			case i < 0:
				s.wrong(from, from+len(name), near(name, head), "no column %q in the rows", name)
			case slices.Contains(taken, i) || slices.Contains(out, i):
				s.wrong(from, from+len(name), "", "the column %q is taken already", name)
			default:
				out = append(out, i)
			}
		}
	} else {
		for i := range head {
			if !slices.Contains(taken, i) {
				out = append(out, i)
			}
		}
	}
	for _, i := range out {
		s.names = append(s.names, head[i])
	}
	if len(out) == 0 && !s.failed() {
		s.cellWrong(s.head[0], "each column beside the scenario and its weight is an option, with what it brings in each scenario", "the rows have no option")
	}
	s.rename()
	return out
}

// rename takes the options' names for readers.
func (s *sheet) rename() {
	x, ok := s.settings["names"]
	if !ok {
		return
	}
	var names []string
	for _, part := range strings.FieldsFunc(x.value, func(r rune) bool { return strings.ContainsRune(",，、", r) }) {
		if part = strings.TrimSpace(part); part != "" {
			names = append(names, part)
		}
	}
	if len(names) != len(s.names) {
		s.wrong(x.start, x.end, "the options are: "+strings.Join(s.names, ", "), "%d names for %d options", len(names), len(s.names))
		return
	}
	s.names = names
}

// decimal is a number as the programs of content/code read it.
var decimal = regexp.MustCompile(`^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$`)

// numbered reads a column of numbers between two bounds.
func (s *sheet) numbered(column int, name string, low, high float64) {
	for _, row := range s.rows {
		c := &row[column]
		v, err := strconv.ParseFloat(c.text, 64)
		switch {
		case !decimal.MatchString(c.text) || err != nil && !math.IsInf(v, 0):
			s.cellWrong(*c, "write digits alone, with a point before the decimals", "%q in the column %q is no number", c.text, name)
		case v < low:
			s.cellWrong(*c, "", "%s in the column %q is below %s", c.text, name, written(low))
		case v > high:
			s.cellWrong(*c, "", "%s in the column %q is above %s", c.text, name, written(high))
		}
		c.number = v
	}
}

func written(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// called reports rows without a name.
func (s *sheet) called() {
	for _, row := range s.rows {
		if row[0].text == "" {
			s.cellWrong(row[0], "", "the column %q is empty in this row", s.kind.columns[0])
		}
	}
}
