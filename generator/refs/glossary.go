package refs

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"duizhao/generator/diag"
	"duizhao/generator/site"
)

// GlossaryFile is the name of the glossary below content/: a table as RFC 4180
// has it, in UTF-8, whose first row names the columns
//
//	id               what names a term in addresses: a slug
//	LANG             the term in a language, by the language's id in site.yaml
//	LANG.also        other forms of it, separated by | or ;
//	LANG.definition  one sentence of plain text
//	LANG.sort        by what it is sorted where that is not the term: pinyin, for zh
//
// in any order; all but id may be left out, as may any cell.
const GlossaryFile = "glossary.csv"

// Glossary is the terms of a site in its languages. It is shared and never
// changed.
type Glossary struct {
	Hash  [16]byte // of all that it was read from: equal hashes, equal glossaries
	Terms []Term   // in the order of the file
	Text  []byte   // the file, normalised; what the notes' offsets count in
	Notes []diag.Note

	langs   []string
	byID    map[string]*Term
	byForm  map[string]map[string]*Term // by language, then form
	byLower map[string]map[string]*Term
}

// Term is one term; its maps are by language id and lack what is not given.
type Term struct {
	ID         string
	Forms      map[string][]string // the term first, then its other forms
	Definition map[string]string
	Sort       map[string]string
	Start, End int // byte offsets of the id in the glossary's Text
}

// Name returns the term in a language; "" if it has none there.
func (t *Term) Name(lang string) string {
	if f := t.Forms[lang]; len(f) > 0 {
		return f[0]
	}
	return ""
}

// ParseGlossary reads a glossary for a site's languages. What is wrong is in its
// notes; rows that cannot be understood are left out.
func ParseGlossary(src []byte, langs []site.Lang) *Glossary {
	h := sha256.New()
	fmt.Fprintf(h, "glossary %q\n", langs)
	h.Write(src)
	p := &glossaryParser{g: &Glossary{
		Hash: [16]byte(h.Sum(nil)),
		Text: bytes.ReplaceAll(bytes.TrimPrefix(src, []byte("\ufeff")), []byte("\r\n"), []byte("\n")),
	}}
	for _, l := range langs {
		p.g.langs = append(p.g.langs, l.ID)
	}
	if i := invalid(p.g.Text); i >= 0 {
		p.g.Notes = []diag.Note{{Start: i, End: i, Severity: diag.Error, Code: "encoding",
			Text: "this is not UTF-8", Hint: "save the file as UTF-8"}}
		p.g.Text = bytes.ToValidUTF8(p.g.Text, []byte("?"))
		p.g.index()
		return p.g
	}
	p.lines, p.ids = lineStarts(p.g.Text), map[string]int{}
	p.rows()
	p.g.index()
	return p.g
}

// invalid returns the offset of the first byte that is no UTF-8; -1 if none is.
func invalid(s []byte) int {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRune(s[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
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

type glossaryParser struct {
	g       *Glossary
	lines   []int // where each line starts
	columns []column
	ids     map[string]int // where each stands
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
	first := true
	for {
		fields, err := r.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			// Where a quote is wrong, what follows is read wrong too.
			at := p.offset(bad.Line, bad.Column)
			p.error(at, at+1, csvFault(bad), `write a cell with commas or quotes in quotes, and each quote in it twice: "a ""b"", c"`)
			return
		}
		if err != nil {
			panic("refs: reading memory cannot fail: " + err.Error())
		}
		row := make([]cell, len(fields))
		for i, f := range fields {
			row[i] = cell{text: strings.TrimSpace(f), start: p.offset(r.FieldPos(i))}
			row[i].end = row[i].start + len(f)
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
	if errors.Is(e.Err, csv.ErrBareQuote) {
		return "a quote stands in a cell that does not begin with one"
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
	p.g.Notes = append(p.g.Notes, diag.Note{Start: start, End: min(end, len(p.g.Text)), Severity: sev, Code: "glossary", Text: text, Hint: hint})
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
	known := []string{"id"}
	for _, l := range p.g.langs {
		known = append(known, l, l+".also", l+".definition", l+".sort")
	}
	seen := map[string]bool{}
	for _, c := range row {
		col := column{part: "-"}
		lang, part, _ := strings.Cut(c.text, ".")
		switch {
		case seen[c.text]:
			p.error(c.start, c.end, fmt.Sprintf("the column %q stands twice", c.text), "")
		case contains(known, c.text):
			if col.lang, col.part = lang, part; c.text == "id" {
				col = column{part: "id"}
			}
		case contains([]string{"", "also", "definition", "sort"}, part) && lang != "":
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
	t := Term{Forms: map[string][]string{}, Definition: map[string]string{}, Sort: map[string]string{}}
	for i, c := range row {
		p.cell(&t, p.columns[i], c)
	}
	if !p.named(&t, row) {
		return
	}
	for lang, forms := range t.Forms {
		if forms = distinctForms(forms); len(forms) == 0 {
			delete(t.Forms, lang)
		} else {
			t.Forms[lang] = forms
		}
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
	case col.part == "":
		t.Forms[col.lang] = append([]string{c.text}, t.Forms[col.lang]...)
	case col.part == "also":
		t.Forms[col.lang] = append(t.Forms[col.lang], strings.FieldsFunc(c.text, func(r rune) bool { return r == '|' || r == ';' || r == '；' })...)
	case col.part == "definition":
		t.Definition[col.lang] = c.text
	case col.part == "sort":
		t.Sort[col.lang] = c.text
	}
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

// distinctForms trims forms and drops empty ones and repetitions.
func distinctForms(forms []string) []string {
	var out []string
	for _, f := range forms {
		if f = strings.Join(strings.Fields(f), " "); f != "" && !contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}
