// Package calc turns the text of a calculator into its worked example: the rows
// that an author wrote and what follows from them. It knows nothing of Markdown,
// files, languages or themes.
//
// # The text of a calculator
//
// Lines "key: value", then, unless data: names a file, a line of three hyphens
// and the rows. Empty lines and lines that begin with # say nothing. The file, or
// the rows, are CSV whose first row names the columns, in any order.
//
//	type:    exposure audit scenarios option
//	title:   what the calculator is called
//	data:    a file below content/
//
// An exposure has the columns task, hours, low and high, the last two with the
// labels E0, E2 and E1; an audit has skill, hours, need, level and proof, the last
// three from 0 to 4; scenarios have scenario and weight, and each other column
// is an option; an option has the one row q, G, K, c, delta. A key with the name of
// a column says which one stands for it, so that one file serves two languages:
// "task: 任务". Of scenarios, options: names the columns that are one, and names:
// what readers call these.
//
// # What is computed
//
// Values by name, each with its text as it is shown; exposure.go, audit.go,
// scenarios.go and option.go list the names. assets/ts/calc/formulas.ts computes the same from what
// a reader enters, and content/code has the formulas as programs: a test holds the
// three together.
//
// All diagnostics have the code "calc".
package calc

import (
	"fmt"

	"duizhao/generator/diag"
)

// Version changes when the same input gives another result.
const Version = "2"

// Code is the code of this package's diagnostics.
const Code = "calc"

// MaxRows is how many rows a calculator takes: each becomes fields to fill in.
const MaxRows = 1000

// Input is what a calculator depends on.
type Input struct {
	Text    string
	Data    []byte // of the file that data: names
	Missing bool   // that file cannot be read, which is said elsewhere
}

// Result is a worked example.
type Result struct {
	Kind   string            // "" where there is none
	Names  []string          // of the options
	Rows   [][]string        // the cells, in the order of the kind's columns
	Values map[string]string // what is computed

	Notes     []diag.Note // places are offsets in Input.Text
	DataNotes []diag.Note // in Input.Data
}

// values is what a formula gives, by name.
type values map[string]value

// value is a number with its text.
type value struct {
	number float64
	text   string
}

// kind is a type of calculator.
type kind struct {
	columns []string // those that it needs, the first with names
	options bool     // the other columns are options
	compute func(*sheet) values
}

func kinds() map[string]kind {
	return map[string]kind{
		"exposure":  {[]string{"task", "hours", "low", "high"}, false, (*sheet).exposure},
		"audit":     {[]string{"skill", "hours", "need", "level", "proof"}, false, (*sheet).audit},
		"scenarios": {[]string{"scenario", "weight"}, true, (*sheet).scenarios},
		"option":    {[]string{"q", "G", "K", "c", "delta"}, false, (*sheet).option},
	}
}

// Work reads a calculator and computes its example. With an error among the
// notes there is none.
func Work(in Input) Result {
	s := &sheet{in: in, settings: map[string]setting{}}
	s.readSettings()
	if !s.failed() && !in.Missing {
		s.readRows()
	}
	out := Result{Notes: s.notes, DataNotes: s.dataNotes}
	if s.failed() || in.Missing {
		return out
	}
	found := s.kind.compute(s)
	if out.Notes, out.DataNotes = s.notes, s.dataNotes; s.failed() {
		return out
	}
	out.Kind, out.Names, out.Values = s.settings["type"].value, s.names, map[string]string{}
	for name, v := range found {
		out.Values[name] = v.text
	}
	for _, row := range s.rows {
		var cells []string
		for _, c := range row {
			cells = append(cells, c.text)
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

// sheet is a calculator while it is read and computed.
type sheet struct {
	in       Input
	settings map[string]setting
	kind     kind

	head   []cell   // as it is written
	names  []string // of the options
	rows   [][]cell // in the order of the kind's columns, the options behind them
	inline bool     // the rows stand in the text, from rowsAt on
	rowsAt int

	notes, dataNotes []diag.Note
	cellsWrong       int
}

func (s *sheet) failed() bool { return len(s.notes)+len(s.dataNotes) > 0 }

// wrong reports a mistake in the calculator's text.
func (s *sheet) wrong(start, end int, hint, text string, args ...any) {
	s.notes = append(s.notes, diag.Note{
		Start: start, End: end, Severity: diag.Error, Code: Code, Text: fmt.Sprintf(text, args...), Hint: hint,
	})
}

// maxWrong is how many mistakes in cells are said one by one.
const maxWrong = 5

// cellWrong reports a mistake where the rows stand.
func (s *sheet) cellWrong(at cell, hint, text string, args ...any) {
	s.cellsWrong++
	if s.cellsWrong > maxWrong {
		return
	}
	n := diag.Note{Start: at.start, End: at.end, Severity: diag.Error, Code: Code, Text: fmt.Sprintf(text, args...), Hint: hint}
	if s.inline {
		s.notes = append(s.notes, n)
	} else {
		s.dataNotes = append(s.dataNotes, n)
	}
}

// rowsWrong reports what is wrong with the rows as a whole, at the file's name
// where they have one.
func (s *sheet) rowsWrong(hint, text string, args ...any) {
	d := s.settings["data"]
	s.wrong(d.start, d.end, hint, text, args...)
}
