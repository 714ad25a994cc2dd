package math

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"duizhao/generator/diag"
)

// judge turns an answer into notes, and drops the HTML of a formula that must
// not be published.
func (e *Engine) judge(m *machine, tex string, display bool, a answer, macros map[string]string) ([]diag.Note, string, error) {
	at := offsets(tex)
	switch {
	case a.Error != nil:
		note, err := e.wrong(m, tex, at, *a.Error, macros)
		if err != nil {
			return nil, "", err
		}
		return []diag.Note{note}, "", nil
	case a.Refused:
		return unsafe(tex, macros), "", nil
	}
	return append(doubtful(tex, at, a.Doubts), habits(tex, display)...), a.HTML, nil
}

func tooLong(tex string) []diag.Note {
	return []diag.Note{{
		End:      len(tex),
		Severity: diag.Error,
		Code:     "tex-limit",
		Text:     fmt.Sprintf("a formula of %d bytes is too long: at most %d are set", len(tex), longest),
		Hint:     `is a closing "$" missing?`,
	}}
}

// exhausted are the ways in which a formula, not the machine, uses up the
// interpreter, by the message of the JavaScript error.
var exhausted = []string{"stack overflow", "Maximum call stack"}

// broken reads an error that KaTeX did not mean to throw. What the formula is to
// blame for becomes a note.
func broken(tex string, err error) (diag.Note, bool) {
	e := thrown(err)
	if e == nil || e.Message == "interrupted" || e.Message == "out of memory" {
		return diag.Note{}, false
	}
	n := diag.Note{End: len(tex), Severity: diag.Error, Code: "tex"}
	for _, x := range exhausted {
		if strings.Contains(e.Message, x) {
			n.Code = "tex-limit"
			n.Text = "the formula is nested too deeply"
			return n, true
		}
	}
	if strings.Contains(e.Message, "too many arguments in function call") { // of one that copies what a macro became
		n.Code = "tex-limit"
		n.Text = "the macros of this formula stand for too much"
		return n, true
	}
	n.Text = "KaTeX cannot set this formula: " + quoted(e.Message)
	return n, true
}

// wrong is the note for KaTeX's own errors.
func (e *Engine) wrong(m *machine, tex string, at []int, f failure, macros map[string]string) (diag.Note, error) {
	n := diag.Note{Severity: diag.Error, Code: "tex"}
	n.Start, n.End = place(tex, at, f, macros)
	n.Text, n.Hint = wording(f.Text)
	if f.Macro != "" {
		n.Text += fmt.Sprintf(", in the macro \"%s\"", f.Macro)
	}
	if strings.HasPrefix(f.Text, "Too many expansions") {
		n.Code = "tex-limit"
		return n, nil
	}
	name, isCommand := strings.CutPrefix(f.Text, "Undefined control sequence: ")
	environment, isEnvironment := strings.CutPrefix(f.Text, "No such environment: ")
	if !isCommand && !isEnvironment {
		return n, nil
	}
	if name == `\mbox` {
		n.Hint = `write \text{…}`
		return n, nil
	}
	known, err := e.vocabularyOf(m)
	if err != nil {
		return n, err
	}
	if isEnvironment {
		name = environment
	}
	known = append(slices.Clip(known), slices.Sorted(maps.Keys(macros))...)
	n.Hint = nearest(name, isCommand, known)
	return n, nil
}

// nearest compares commands with commands and environments with environments,
// and asks for those that begin in the same case first: \alpha is not \Alpha.
func nearest(name string, command bool, known []string) string {
	name = strings.TrimPrefix(name, `\`)
	var like, same []string
	for _, k := range known {
		if strings.HasPrefix(k, `\`) != command {
			continue
		}
		k = strings.TrimPrefix(k, `\`)
		like = append(like, k)
		if upper(k) == upper(name) {
			same = append(same, k)
		}
	}
	hint := cmp.Or(diag.DidYouMean(name, same), diag.DidYouMean(name, like))
	if command {
		hint = strings.Replace(hint, `"`, `"\`, 1)
	}
	return hint
}

func upper(name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	return unicode.IsUpper(first)
}

// distrusted are the commands that KaTeX refuses, printing their names in the
// error colour; bridge.js sees the colour.
var distrusted = []string{`\href`, `\url`, `\includegraphics`, `\htmlClass`, `\htmlId`, `\htmlStyle`, `\htmlData`}

// unsafe has a note for each refused command of tex, or one for the whole of it
// when a macro hides the command.
func unsafe(tex string, macros map[string]string) []diag.Note {
	var notes []diag.Note
	for _, m := range command.FindAllStringIndex(tex, -1) {
		if name := tex[m[0]:m[1]]; slices.Contains(distrusted, name) {
			notes = append(notes, refused(m[0], m[1], fmt.Sprintf("\"%s\" is not allowed in a formula", name)))
		}
	}
	if notes != nil {
		return notes
	}
	hiding := hiding(macros)
	for _, m := range command.FindAllStringIndex(tex, -1) {
		if by := hiding[tex[m[0]:m[1]]]; by != "" {
			notes = append(notes, refused(m[0], m[1], fmt.Sprintf("the macro \"%s\" uses \"%s\", which is not allowed in a formula", tex[m[0]:m[1]], by)))
		}
	}
	if notes == nil {
		start, end := trim(tex, 0, len(tex))
		notes = append(notes, refused(start, end, "a macro uses a command that is not allowed in a formula"))
	}
	return notes
}

// hiding returns the macros that use a refused command, be it by way of others,
// and which one.
func hiding(macros map[string]string) map[string]string {
	out := map[string]string{}
	for more := true; more; {
		more = false
		for _, name := range slices.Sorted(maps.Keys(macros)) {
			if out[name] != "" {
				continue
			}
			for _, used := range command.FindAllString(macros[name], -1) {
				if slices.Contains(distrusted, used) {
					out[name] = used
				} else if out[used] != "" {
					out[name] = out[used]
				}
			}
			more = more || out[name] != ""
		}
	}
	return out
}

func refused(start, end int, text string) diag.Note {
	return diag.Note{
		Start: start, End: end,
		Severity: diag.Error,
		Code:     "tex-unsafe",
		Text:     text,
		Hint:     "put links, pictures and classes outside the formula, in Markdown",
	}
}
