package refs

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"duizhao/generator/diag"
	"duizhao/generator/site"
)

// glossaryParser reads the rows of a glossary.
type glossaryParser struct {
	g       *Glossary
	lines   []int // where each line starts
	columns []column
	ids     map[string]int         // where each stands
	owners  map[column]string      // by language and form: the term that has it
	forms   map[string][]placeable // of the row at hand, by language
}

// placeable is a form with where it stands.
type placeable struct {
	text  string
	start int
}

// column is what a column holds: part "" is the term itself; a column that is
// not understood has the part "-".
type column struct{ lang, part string }

// cell is a field with its place; a quoted one starts at its quote.
type cell struct {
	text       string
	start, end int
}

func (p *glossaryParser) rows() {
	r := csv.NewReader(bytes.NewReader(p.g.Text))
	r.FieldsPerRecord = -1 // counted here, with the place
	first, src := true, string(p.g.Text)
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			// Where a quote is wrong, what follows is read wrong too.
			at := p.offset(bad.Line, bad.Column)
			if bad.Line != bad.StartLine {
				at = p.offset(bad.StartLine, 1) // a quote that runs on: its row
			}
			p.error(at, at+1, csvFault(bad), `write a cell with commas or quotes in quotes, and each quote in it twice: "a ""b"", c"`)
			return
		}
		if err != nil {
			panic("refs: reading memory cannot fail: " + err.Error())
		}
		row := make([]cell, len(fields))
		for i, f := range fields {
			start, end := diag.CSVField(src, p.offset(r.FieldPos(i)), f)
			row[i] = cell{text: strings.TrimSpace(f), start: start, end: end}
		}
		if first {
			first = false
			if p.header(row); !p.has("id") {
				return
			}
			continue
		}
		p.term(row)
	}
}

func csvFault(e *csv.ParseError) string {
	switch {
	case errors.Is(e.Err, csv.ErrBareQuote):
		return "a quote stands in a cell that does not begin with one"
	case e.Line != e.StartLine:
		return "a quote of this row is never closed"
	}
	return "the quotes of this cell are not closed, or text follows them"
}

// offset turns a line and a column in bytes, both from 1, into an offset.
func (p *glossaryParser) offset(line, col int) int {
	if line < 1 || line > len(p.lines) {
		return len(p.g.Text)
	}
	return min(p.lines[line-1]+max(col, 1)-1, len(p.g.Text))
}

func (p *glossaryParser) note(sev diag.Severity, start, end int, text, hint string) {
	p.g.Notes = append(p.g.Notes, diag.Note{Start: min(start, len(p.g.Text)), End: min(end, len(p.g.Text)), Severity: sev, Code: "glossary", Text: text, Hint: hint})
}

func (p *glossaryParser) error(start, end int, text, hint string) {
	p.note(diag.Error, start, end, text, hint)
}

func (p *glossaryParser) has(part string) bool {
	for _, c := range p.columns {
		if c.part == part {
			return true
		}
	}
	return false
}

// header reads the names of the columns.
func (p *glossaryParser) header(row []cell) {
	known := []string{"id", "listed"}
	for _, l := range p.g.langs {
		known = append(known, l, l+".also", l+".not", l+".definition", l+".sort")
	}
	seen := map[string]bool{}
	for _, c := range row {
		col := column{part: "-"}
		lang, part, _ := strings.Cut(c.text, ".")
		switch {
		case c.text == "":
			p.error(c.start, c.end, "this column has no name", "take it out, or name it")
		case seen[c.text]:
			p.error(c.start, c.end, fmt.Sprintf("the column %q stands twice", c.text), "")
		case contains(known, c.text):
			if col.lang, col.part = lang, part; c.text == "id" || c.text == "listed" {
				col = column{part: c.text}
			}
		case contains([]string{"", "also", "not", "definition", "sort"}, part) && lang != "":
			p.error(c.start, c.end, fmt.Sprintf("the column %q is of no language of site.yaml", c.text), diag.DidYouMean(c.text, known))
		default:
			p.error(c.start, c.end, fmt.Sprintf("no column is called %q", c.text), diag.DidYouMean(c.text, known))
		}
		seen[c.text] = true
		p.columns = append(p.columns, col)
	}
	if !p.has("id") {
		p.error(0, 0, "the first row has no column \"id\"", "name the columns in the first row: "+strings.Join(known, ","))
	}
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// term reads a row.
func (p *glossaryParser) term(row []cell) {
	if n := len(p.columns); len(row) != n {
		p.error(row[0].start, row[len(row)-1].end, fmt.Sprintf("this row has %d cells, the first one %d", len(row), n),
			"a cell with a comma in it stands in quotes")
		return
	}
	t := Term{Forms: map[string][]string{}, Not: map[string][]string{}, Definition: map[string]string{}, Sort: map[string]string{}}
	p.forms = map[string][]placeable{}
	for i, c := range row {
		p.cell(&t, p.columns[i], c)
	}
	if !p.named(&t, row) {
		return
	}
	for _, lang := range p.g.langs {
		p.addForms(&t, lang)
	}
	if len(t.Forms) == 0 {
		p.error(t.Start, t.End, fmt.Sprintf("the term %q has no form in any language", t.ID), "")
		return
	}
	p.g.Terms = append(p.g.Terms, t)
}

// cell adds a cell to its term. The term itself comes before its other forms,
// whichever column is first.
func (p *glossaryParser) cell(t *Term, col column, c cell) {
	switch {
	case col.part == "id":
		t.ID, t.Start, t.End = c.text, c.start, c.end
	case c.text == "":
	case col.part == "listed":
		if t.Listed = c.text == "yes"; !t.Listed {
			p.note(diag.Warning, c.start, c.end, fmt.Sprintf("%q says nothing in the column listed", c.text), "write yes, or leave the cell empty")
		}
	case col.part == "":
		p.forms[col.lang] = append([]placeable{{c.text, p.inside(c)}}, p.forms[col.lang]...)
	case col.part == "also":
		at := 0
		for _, f := range strings.FieldsFunc(c.text, alternative) {
			at += strings.Index(c.text[at:], f)
			lead := len(f) - len(strings.TrimLeft(f, " "))
			p.forms[col.lang] = append(p.forms[col.lang], placeable{f, p.inside(c) + at + lead})
			at += len(f)
		}
	case col.part == "not":
		for _, f := range strings.FieldsFunc(c.text, alternative) {
			t.Not[col.lang] = append(t.Not[col.lang], strings.Join(strings.Fields(f), " "))
		}
	case col.part == "definition":
		t.Definition[col.lang] = c.text
	case col.part == "sort":
		t.Sort[col.lang] = c.text
	}
}

// alternative parts the forms in a cell.
func alternative(r rune) bool { return r == '|' || r == ';' || r == '；' }

// inside returns where a cell's text starts: behind the quote, if it has one.
func (p *glossaryParser) inside(c cell) int {
	if c.start < len(p.g.Text) && p.g.Text[c.start] == '"' {
		return c.start + 1
	}
	return c.start
}

// named checks the id of a term.
func (p *glossaryParser) named(t *Term, row []cell) bool {
	slug := site.Slug(t.ID)
	switch {
	case t.ID == "":
		p.error(row[0].start, row[len(row)-1].end, "this row has no id", "an id is what names the term in addresses: ai-agent")
	case slug != t.ID:
		hint := "use lower-case letters, digits and hyphens"
		if slug != "" {
			hint = fmt.Sprintf("write %q", slug)
		}
		p.error(t.Start, t.End, fmt.Sprintf("the id %q cannot stand in an address as it is", t.ID), hint)
	default:
		if first, ok := p.ids[t.ID]; ok {
			line := diag.At("", p.g.Text, first).Line
			p.error(t.Start, t.End, fmt.Sprintf("the id %q is taken by line %d", t.ID, line), "give one of the two another id")
			return false
		}
		p.ids[t.ID] = t.Start
		return true
	}
	return false
}

// addForms gives a term its forms in a language, and warns of those that another
// has already: of two terms the first in the file counts.
func (p *glossaryParser) addForms(t *Term, lang string) {
	for _, f := range p.forms[lang] {
		text := strings.Join(strings.Fields(f.text), " ")
		if text == "" || contains(t.Forms[lang], text) {
			continue
		}
		t.Forms[lang] = append(t.Forms[lang], text)
		key := column{lang, text}
		if owner, ok := p.owners[key]; ok {
			p.note(diag.Warning, f.start, f.start+len(text), fmt.Sprintf("%q is a form of the term %q too", text, owner),
				"a text can mean only one of the two by it; the first in the file is taken")
			continue
		}
		p.owners[key] = t.ID
	}
}

func lineStarts(s []byte) []int {
	out := []int{0}
	for i, c := range s {
		if c == '\n' {
			out = append(out, i+1)
		}
	}
	return out
}
