package render

import (
	"encoding/json"
	"html/template"
	"strconv"
	"strings"

	"duizhao/generator/markdown"
)

// Calc is a calculator with its worked example, the data of partials/calc.html.
// The names of the values are those of generator/calc; a script finds an element
// by the name in its data-out and writes a reader's value into it.
type Calc struct {
	Kind   string
	Names  []string   // of the options
	Rows   [][]string // cells as written
	Values map[string]string

	File  string // address of the file with the data; "" for none
	texts map[string]string
}

// CalcLeaf writes a calculator as the text of a leaf.
func CalcLeaf(c Calc) string {
	out, _ := json.Marshal(c) // plain data: it cannot fail
	return string(out)
}

// T returns a text of the interface.
func (c Calc) T(key string) (string, error) { return text(c.texts, key) }

// Say is a text with the values that it names in braces.
func (c Calc) Say(key string) (string, error) {
	s, err := c.T(key)
	for name, v := range c.Values {
		s = strings.ReplaceAll(s, "{"+name+"}", v)
	}
	return strings.ReplaceAll(s, "{best}", c.name(c.Values["best-2"])), err
}

// name is the name of the option with a number.
func (c Calc) name(number string) string {
	if i, err := strconv.Atoi(number); err == nil && i < len(c.Names) {
		return c.Names[i]
	}
	return ""
}

// Option is the name of the option in a row's cell, the first of which is the
// third one.
func (c Calc) Option(cell int) string { return c.name(strconv.Itoa(cell - 2)) }

// Share is the value of a row that differs from row to row.
func (c Calc) Share(row int) string { return c.Values["share-"+strconv.Itoa(row)] }

// Bar is a drawing of two values: the d of a path, made of digits and letters.
func (c Calc) Bar(name string) template.HTMLAttr {
	return template.HTMLAttr(`d="` + template.HTMLEscapeString(c.Values[name+"-bar"]) + `"`)
}

// Zero is where nothing stands in such a drawing.
func (c Calc) Zero() template.HTMLAttr {
	return template.HTMLAttr(`d="` + template.HTMLEscapeString(c.Values["zero"]) + `"`)
}

// Ranks are the names of an audit's skills in order, as values.
func (c Calc) Ranks() (out []string) {
	for i := range c.Rows {
		out = append(out, "rank-"+strconv.Itoa(i))
	}
	return out
}

// calcNumber is one of an option's five numbers.
type calcNumber struct {
	Symbol, Name, Value string
	High                string // the most that it can be
}

// Numbers are those of an option.
func (c Calc) Numbers() ([]calcNumber, error) {
	var out []calcNumber
	for i, name := range []string{"q", "G", "K", "c", "delta"} {
		label, err := c.T("calc.number." + name)
		if err != nil {
			return nil, err
		}
		n := calcNumber{Symbol: name, Name: label, High: "1000000"}
		if i == 0 || i == 4 {
			n.High = "1"
		}
		if len(c.Rows) > 0 && i < len(c.Rows[0]) {
			n.Value = c.Rows[0][i]
		}
		out = append(out, n)
	}
	return out, nil
}

// calcRank is what each option is worth in one case.
type calcRank struct {
	Label string // of the case; of scenarios their names
	Best  string // the name of the value that numbers the best option
	Name  string // of that option
	Cells []calcCell
}

type calcCell struct {
	Out, Text string
	Best      bool
}

// Aversions rank the options by aversion to risk.
func (c Calc) Aversions() []calcRank {
	var out []calcRank
	for _, a := range []string{"0", "1", "2", "5"} {
		out = append(out, c.rank(a, "sure-"+a, "best-"+a))
	}
	return out
}

// Tilts rank the options where one scenario is likelier.
func (c Calc) Tilts() []calcRank {
	var out []calcRank
	for i, row := range c.Rows {
		n := strconv.Itoa(i)
		out = append(out, c.rank(row[0], "tilt-"+n, "tilt-best-"+n))
	}
	return out
}

func (c Calc) rank(label, value, best string) calcRank {
	r := calcRank{Label: label, Best: best, Name: c.name(c.Values[best])}
	for o := range c.Names {
		n := strconv.Itoa(o)
		r.Cells = append(r.Cells, calcCell{value + "-" + n, c.Values[value+"-"+n], c.Values[best] == n})
	}
	return r
}

// calc writes a calculator; without a theme, and where it is broken, what its leaf is.
func (w *writer) calc(l *markdown.Leaf, leaf string) {
	var c Calc
	if json.Unmarshal([]byte(leaf), &c) != nil {
		w.WriteString(leaf)
		return
	}
	if w.furniture.theme == nil {
		w.plainCode("", template.HTMLEscapeString(l.Text))
		return
	}
	if w.furniture.feed {
		w.inWords("")
		return
	}
	c.texts = w.furniture.texts
	if l.Chart != nil && l.Chart.Link >= 0 {
		t, _ := w.target(l.Chart.Link)
		c.File = t.Href
	}
	if err := w.furniture.theme.templates.ExecuteTemplate(&w.Builder, "partials/calc.html", c); err != nil {
		w.fail(w.furniture.theme.fault("partials/calc.html", err))
	}
}
