package refs

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"duizhao/generator/diag"
)

// reader reads a BibTeX file in one pass: it never looks at a byte a second
// time, but for the line ends that begin with @.
type reader struct {
	src      []byte
	at       int
	strings  map[string]string // of @string, by name in lower case
	unknown  map[string]bool   // names that no @string has, so far
	expanded int               // bytes that names of strings stood for
	keys     map[string]bool
	quiet    bool // what is read now is never printed, so no matter what it says
	entries  []Entry
	notes    []diag.Note
}

// maxExpanded bounds what @string may stand for in one file: strings of strings
// of strings could fill any memory.
const maxExpanded = 1 << 20

// maxHints is for how many unknown names a near one is looked up: each look
// reads all names.
const maxHints = 50

func parseBib(src []byte) ([]Entry, []diag.Note) {
	r := &reader{src: src, strings: map[string]string{}, unknown: map[string]bool{}, keys: map[string]bool{}}
	for i, m := range months {
		r.strings[m[:3]] = fmt.Sprint(i + 1)
	}
	for r.at < len(src) {
		line := r.at == 0 || src[r.at-1] == '\n'
		switch c := src[r.at]; {
		case c == '%' && line:
			r.at += len(src[r.at:]) - len(afterLine(src[r.at:]))
		case c == '@':
			r.item(r.lineStart(r.at))
		default:
			r.at++
		}
	}
	return r.entries, r.notes
}

func afterLine(s []byte) []byte {
	if i := bytes.IndexByte(s, '\n'); i >= 0 {
		return s[i+1:]
	}
	return nil
}

// lineStart reports whether only spaces stand before a place on its line.
func (r *reader) lineStart(at int) bool {
	for at > 0 && (r.src[at-1] == ' ' || r.src[at-1] == '\t') {
		at--
	}
	return at == 0 || r.src[at-1] == '\n'
}

func (r *reader) note(start, end int, sev diag.Severity, text, hint string) {
	r.notes = append(r.notes, diag.Note{Start: start, End: end, Severity: sev, Code: Code, Text: text, Hint: hint})
}

func (r *reader) fail(start, end int, text, hint string) { r.note(start, end, diag.Error, text, hint) }

// item reads what begins with the @ at hand; own tells that it begins its line,
// so that an address such as me@example.org between entries is none.
func (r *reader) item(own bool) {
	start := r.at
	r.at++
	kind := strings.ToLower(r.word(isLetter))
	end := r.at
	r.space()
	if kind == "" || r.at == len(r.src) || r.src[r.at] != '{' && r.src[r.at] != '(' {
		if own && kind != "" && kind != "comment" {
			r.fail(start, end, fmt.Sprintf("no { follows @%s", kind), "write @"+kind+"{key, title = {…}, …}")
		}
		return
	}
	open := r.at
	close := byte('}')
	if r.src[open] == '(' {
		close = ')'
	}
	r.at++
	switch kind {
	case "comment":
		r.skip(open, close)
	case "preamble":
		r.quiet = true
		if _, ok := r.value(); ok {
			r.close(open, close)
		} else {
			r.skip(open, close)
		}
	case "string":
		r.fields(open, close, func(name, value string, _ int) { r.strings[name] = value })
	default:
		r.entry(kind, open, close)
	}
}

// entry reads a key and fields.
func (r *reader) entry(kind string, open int, close byte) {
	r.space()
	e := Entry{Start: r.at}
	e.Key = r.word(isKey)
	e.End = r.at
	if e.Key == "" {
		r.fail(open, open+1, "an entry without a key", "write @"+kind+"{key, …}: pages cite it by [@key]")
		r.skip(open, close)
		return
	}
	values := map[string]string{}
	r.space()
	if r.at < len(r.src) && r.src[r.at] != ',' && r.src[r.at] != close {
		r.fail(r.at, r.at, fmt.Sprintf("no comma behind the key %q", e.Key), "")
		r.skip(open, close)
	} else {
		if r.at < len(r.src) && r.src[r.at] == ',' {
			r.at++
		}
		r.fields(open, close, func(name, value string, start int) {
			if _, twice := values[name]; twice {
				r.note(start, start+len(name), diag.Warning, fmt.Sprintf("the field %q stands twice; the first is taken", name), "")
				return
			}
			values[name] = value
		})
	}
	if r.keys[e.Key] {
		r.fail(e.Start, e.End, fmt.Sprintf("the key %q is taken by an entry above", e.Key), "give one of the two another key")
		return
	}
	r.keys[e.Key] = true
	e.fill(kind, values)
	if e.Title == "" {
		r.notes = append(r.notes, untitled(&e))
	}
	r.entries = append(r.entries, e)
}

func untitled(e *Entry) diag.Note {
	return diag.Note{Start: e.Start, End: e.End, Severity: diag.Warning, Code: Code, Text: fmt.Sprintf("the entry %q has no title", e.Key)}
}

// fields reads name = value, … up to the close of what was opened.
func (r *reader) fields(open int, close byte, found func(name, value string, start int)) {
	for {
		r.space()
		if r.at == len(r.src) || r.src[r.at] == close {
			r.close(open, close)
			return
		}
		start := r.at
		name := strings.ToLower(r.word(isKey))
		r.space()
		if name == "" || r.at == len(r.src) || r.src[r.at] != '=' {
			r.fail(start, r.at, "here should be name = value", "fields are parted by commas; a value with spaces stands in braces")
			r.skip(open, close)
			return
		}
		r.at++
		r.quiet = strings.HasPrefix(name, "x-") || unprinted[name]
		value, ok := r.value()
		if !ok {
			r.skip(open, close)
			return
		}
		found(name, value, start)
		r.space()
		switch {
		case r.at < len(r.src) && r.src[r.at] == ',':
			r.at++
		case r.at < len(r.src) && r.src[r.at] != close:
			r.fail(r.at, r.at, fmt.Sprintf("no comma behind the field %q", name), "")
			r.skip(open, close)
			return
		}
	}
}

// value reads pieces joined by #; false where it cannot, which is noted.
func (r *reader) value() (string, bool) {
	var out strings.Builder
	for {
		r.space()
		if r.at == len(r.src) {
			r.fail(r.at, r.at, "a value is missing at the end of the file", "")
			return "", false
		}
		start := r.at
		switch c := r.src[r.at]; {
		case c == '{' || c == '"':
			s, ok := r.text(c)
			if !ok {
				return "", false
			}
			if !r.quiet {
				r.commands(s, start+1)
			}
			out.WriteString(s)
		case c >= '0' && c <= '9':
			out.WriteString(r.word(func(c byte) bool { return c >= '0' && c <= '9' }))
		default:
			name := r.word(isKey)
			if name == "" {
				r.fail(start, start+1, "here should be a value", "write {text}, \"text\", a number or the name of an @string")
				return "", false
			}
			out.WriteString(r.named(name, start))
		}
		r.space()
		if r.at == len(r.src) || r.src[r.at] != '#' {
			return out.String(), true
		}
		r.at++
	}
}

// named returns what an @string stands for.
func (r *reader) named(name string, start int) string {
	value, ok := r.strings[strings.ToLower(name)]
	if !ok {
		if key := strings.ToLower(name); !r.unknown[key] {
			r.unknown[key] = true // said once
			hint := ""
			if len(r.unknown) <= maxHints {
				hint = diag.DidYouMean(name, slices.Collect(maps.Keys(r.strings)))
			}
			r.fail(start, r.at, fmt.Sprintf("no @string is named %q", name), cmp.Or(hint, "put text in braces: {"+name+"}"))
		}
		return ""
	}
	if r.expanded += len(value); r.expanded > maxExpanded {
		if r.expanded-len(value) <= maxExpanded {
			r.fail(start, r.at, "the strings of this file stand for too much text", "write the text itself")
		}
		return ""
	}
	return value
}

// text reads {…} or "…" and returns its inside; braces nest in both.
func (r *reader) text(open byte) (string, bool) {
	start, depth := r.at, 0
	for r.at++; r.at < len(r.src); r.at++ {
		switch c := r.src[r.at]; {
		case c == '"' && open == '"' && depth == 0, c == '}' && open == '{' && depth == 0:
			r.at++
			return string(r.src[start+1 : r.at-1]), true
		case c == '{':
			depth++
		case c == '}':
			depth-- // in "…" one too many ends up below 0, and the text at its entry's end
			if depth < 0 {
				r.fail(start, start+1, `this " is never closed`, "")
				return "", false
			}
		case c == '\n' && r.opens(r.at+1):
			r.at++
			r.fail(start, start+1, fmt.Sprintf("this %c is never closed", open), "")
			return "", false
		}
	}
	r.fail(start, start+1, fmt.Sprintf("this %c is never closed", open), "")
	return "", false
}

// opens reports whether an entry begins here: @letters{.
func (r *reader) opens(at int) bool {
	if at >= len(r.src) || r.src[at] != '@' {
		return false
	}
	for at++; at < len(r.src) && isLetter(r.src[at]); at++ {
	}
	return at < len(r.src) && r.src[at] == '{' && r.src[at-1] != '@'
}

// close steps over the close of what was opened.
func (r *reader) close(open int, close byte) {
	if r.space(); r.at < len(r.src) && r.src[r.at] == close {
		r.at++
		return
	}
	r.fail(open, open+1, fmt.Sprintf("this %c is never closed", r.src[open]), "")
}

// skip goes behind the close of what was opened, or to the next entry.
func (r *reader) skip(open int, close byte) {
	if r.at > open+1 && r.opens(r.at) && r.src[r.at-1] == '\n' {
		return
	}
	for depth := 0; r.at < len(r.src); r.at++ {
		switch c := r.src[r.at]; {
		case c == close && depth <= 0:
			r.at++
			return
		case c == '{':
			depth++
		case c == '}':
			depth--
		case c == '\n' && r.opens(r.at+1):
			r.at++
			return
		}
	}
}

func (r *reader) space() {
	for r.at < len(r.src) && (r.src[r.at] == ' ' || r.src[r.at] == '\t' || r.src[r.at] == '\n' || r.src[r.at] == '\r') {
		r.at++
	}
}

func (r *reader) word(in func(byte) bool) string {
	start := r.at
	for r.at < len(r.src) && in(r.src[r.at]) {
		r.at++
	}
	return string(r.src[start:r.at])
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// isKey holds for what BibTeX allows in names and keys, Han included.
func isKey(c byte) bool {
	return c > ' ' && c != 0x7f && !strings.ContainsRune(`"#%'(),={}~\@`, rune(c))
}
