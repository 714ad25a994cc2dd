package diag

import (
	"bytes"
	"encoding/json"
)

// object is a diagnostic in its machine form. Programs read it: fields are
// added behind the last one, and none is renamed or left out.
type object struct {
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	End      int    `json:"end"`
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Text     string `json:"text"`
	Hint     string `json:"hint"`
	Fix      *fix   `json:"fix"`

	Frame []string `json:"frame,omitempty"`
}

// fix is what one thing alone is right to write: Text in place of the columns from
// Column to before End, which are equal where something is missing.
type fix struct {
	Line   int    `json:"line"`
	Column int    `json:"column"`
	End    int    `json:"end"`
	Text   string `json:"text"`
}

func fixOf(d Diagnostic) *fix {
	if !d.Fixable {
		return nil
	}
	return &fix{d.Line, d.Col, max(d.Col, d.End), d.Fix}
}

// JSON returns the machine form of diagnostics, an array on one line, "[]" for
// none. Numbers are those of Pos and 0 where they are unknown; what is unknown
// otherwise is "", and null for a fix. Text stays readable: nothing is escaped for HTML.
func JSON(ds []Diagnostic) []byte {
	return Framed(ds, func(Pos) []string { return nil })
}

// Framed returns the same with the lines that the diagnostics are about, in three
// parts each: what stands before, in and behind the columns; nil is none.
func Framed(ds []Diagnostic, frame func(Pos) []string) []byte {
	list := make([]object, len(ds))
	for i, d := range ds {
		list[i] = object{d.File, d.Line, d.Col, d.End, d.Severity.String(), d.Code, d.Text, d.Hint, fixOf(d), frame(d.Pos)}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(list); err != nil {
		panic("diag: strings and numbers always encode: " + err.Error())
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
