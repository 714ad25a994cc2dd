package importer

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"duizhao/generator/diag"
)

// ReadPO reads a PO file. With an error among the notes it is not whole.
func ReadPO(src []byte) (*PO, []diag.Note) {
	p := &poReader{out: &PO{}, seen: map[string]bool{}}
	if at := invalid(src); at >= 0 {
		p.note(at, at, "this is not UTF-8 text", "save the file as UTF-8")
		return p.out, p.notes.List()
	}
	at := 0
	if bytes.HasPrefix(src, []byte("\ufeff")) {
		at = len("\ufeff")
	}
	for at < len(src) {
		end := at + bytes.IndexAny(src[at:], "\r\n")
		if end < at {
			end = len(src)
		}
		p.line(string(src[at:end]), at)
		at = end + 1
	}
	p.finish()
	return p.out, p.notes.List()
}

func invalid(src []byte) int {
	for at := 0; at < len(src); {
		r, n := utf8.DecodeRune(src[at:])
		if r == utf8.RuneError && n == 1 {
			return at
		}
		at += n
	}
	return -1
}

// poReader reads line by line.
type poReader struct {
	out   *PO
	seen  map[string]bool // by context and source
	notes diag.Notes
	m     Message
	to    *string // what a line of text goes on with; nil behind a comment or before any
	has   struct{ id, str bool }
}

func (p *poReader) note(start, end int, text, hint string) {
	p.notes.Add(diag.Note{Start: start, End: end, Severity: diag.Error, Code: "po", Text: text, Hint: hint})
}

func (p *poReader) line(raw string, at int) {
	line := strings.TrimSpace(raw)
	start := at + len(raw) - len(strings.TrimLeft(raw, " \t"))
	switch {
	case line == "": // or between the two halves of a line end
	case line[0] == '#':
		p.comment(line)
	case line[0] == '"':
		p.text(line, start)
	default:
		p.keyword(line, start)
	}
}

// comment reads flags alone: an entry begins with its comments.
func (p *poReader) comment(line string) {
	if p.has.str {
		p.finish()
	}
	p.to = nil
	if strings.HasPrefix(line, "#~") { // the flags before it are an obsolete entry's
		p.m.Fuzzy = false
	}
	if flags, ok := strings.CutPrefix(line, "#,"); ok {
		for flag := range strings.SplitSeq(flags, ",") {
			p.m.Fuzzy = p.m.Fuzzy || strings.TrimSpace(flag) == "fuzzy"
		}
	}
}

func (p *poReader) keyword(line string, at int) {
	n := strings.IndexAny(line, " \t\"")
	if n < 0 {
		n = len(line)
	}
	word := line[:n]
	if p.has.str && word != "msgstr" {
		p.finish()
	}
	switch word {
	case "msgctxt":
		p.m.Start, p.m.End = at, at+len(line)
		p.to = &p.m.Context
	case "msgid":
		if p.m.End == 0 {
			p.m.Start, p.m.End = at, at+len(line)
		}
		p.to, p.has.id = &p.m.ID, true
	case "msgstr":
		if !p.has.id || p.has.str {
			p.note(at, at+n, "this msgstr has no msgid", "each entry is a msgctxt, a msgid and a msgstr")
			p.has.id = true
		}
		p.to, p.has.str = &p.m.Str, true
	default:
		p.note(at, at+n, fmt.Sprintf("%q is not understood here", word), "an entry is a msgctxt, a msgid and a msgstr, without plural forms")
		p.to = new(string)
	}
	rest := strings.TrimLeft(line[n:], " \t")
	p.text(rest, at+len(line)-len(rest))
}

// text reads a string at the end of a line.
func (p *poReader) text(s string, at int) {
	if p.to == nil {
		p.note(at, at+len(s), "this text belongs to nothing", "write a keyword before it, such as msgstr")
		return
	}
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		p.note(at, at+len(s), "this is no text in quotes", `write "…", with \" for a quote in it`)
		return
	}
	text, bad := unquote(s[1 : len(s)-1])
	if bad >= 0 {
		p.note(at+1+bad, at+2+bad, "this is not understood in a text", `write \" for a quote and \\ for a backslash`)
		return
	}
	*p.to += text
}

// unquote resolves escapes; bad is the offset of one that there is not.
func unquote(s string) (text string, bad int) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '"' {
			return "", i
		}
		if s[i] != '\\' {
			b.WriteByte(s[i])
			continue
		}
		if i++; i == len(s) {
			return "", i - 1
		}
		if n := strings.IndexByte(`ntr"\abfv`, s[i]); n >= 0 {
			b.WriteByte("\n\t\r\"\\\a\b\f\v"[n])
			continue
		}
		value, size := number(s[i:])
		if size == 0 {
			return "", i - 1
		}
		b.WriteByte(value)
		i += size - 1
	}
	if !utf8.ValidString(b.String()) {
		return "", 0
	}
	return b.String(), -1
}

// number reads a byte as \ooo or \xhh write it, without the backslash; size is 0
// where there is none.
func number(s string) (value byte, size int) {
	base, most := 8, 3
	if s[0] == 'x' {
		base, most, size = 16, 2, 1
	}
	end := size
	for end < len(s) && end < size+most && isDigit(s[end], base) {
		end++
	}
	n, err := strconv.ParseUint(s[size:end], base, 8)
	if err != nil {
		return 0, 0
	}
	return byte(n), end
}

func isDigit(c byte, base int) bool {
	if base == 16 && (c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F') {
		return true
	}
	return c >= '0' && c < '0'+byte(min(base, 10))
}

// finish ends an entry; the one without a source is the header.
func (p *poReader) finish() {
	m, has := p.m, p.has
	p.m, p.has.id, p.has.str, p.to = Message{}, false, false, nil
	key := m.Context + "\x04" + m.ID
	switch {
	case !has.id && !has.str && m.Context == "":
	case !has.id || !has.str:
		p.note(m.Start, m.End, "this entry is not whole", "each entry is a msgctxt, a msgid and a msgstr")
	case m.ID == "" && m.Context == "":
		p.header(m)
	case p.seen[key]:
		p.note(m.Start, m.End, "this entry stands twice", "keep one of the two")
	default:
		p.seen[key] = true
		p.out.Messages = append(p.out.Messages, m)
	}
}

func (p *poReader) header(m Message) {
	for line := range strings.Lines(m.Str) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		value = strings.TrimSpace(value)
		switch strings.ToLower(name) {
		case "language":
			p.out.Lang = value
		case strings.ToLower(sourceHeader):
			p.out.Source = value
		case "project-id-version":
			p.out.Project = value
		case "content-type":
			_, charset, ok := strings.Cut(strings.ToLower(value), "charset=")
			if ok && !slices.Contains([]string{"utf-8", "utf8", "us-ascii", "ascii"}, strings.TrimSpace(charset)) {
				p.note(m.Start, m.End, fmt.Sprintf("the file says that it is %s", charset), "save it as UTF-8, and say so")
			}
		}
	}
}
