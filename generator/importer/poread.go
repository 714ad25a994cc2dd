package importer

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"duizhao/generator/diag"
)

// ReadPO reads a PO file. With an error among the notes it is not whole.
func ReadPO(src []byte) (*PO, []diag.Note) {
	p := &poReader{out: &PO{}}
	if at := invalid(src); at >= 0 {
		p.note(at, at, fmt.Sprintf("this is not UTF-8 text: byte 0x%02X", src[at]), "save the file as UTF-8")
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
	notes diag.Notes
	m     Message
	texts struct{ context, id, str, other strings.Builder } // of the entry
	to    *strings.Builder                                  // what a line of text goes on with; nil behind a comment or before any
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
	if p.has.str && !strings.HasPrefix(word, "msgstr") {
		p.finish()
	}
	switch {
	case word == "msgctxt":
		p.m.Start, p.m.End = at, at+len(line)
		p.to = &p.texts.context
	case word == "msgid":
		if p.m.End == 0 {
			p.m.Start, p.m.End = at, at+len(line)
		}
		p.to, p.has.id = &p.texts.id, true
	case word == "msgstr":
		if !p.has.id || p.has.str {
			p.note(at, at+n, "this msgstr has no msgid", "each entry is a msgctxt, a msgid and a msgstr")
			p.has.id = true
		}
		p.to, p.has.str = &p.texts.str, true
	case p.has.id && word == "msgid_plural", p.has.id && strings.HasPrefix(word, "msgstr["):
		p.fault(at, at+n, "this entry has plural forms, and a block has none", "export again, and translate the entry that is written then")
		p.to, p.has.str = &p.texts.other, p.has.str || word != "msgid_plural"
	default:
		p.note(at, at+n, fmt.Sprintf("%q is not understood here", word), "an entry is a msgctxt, a msgid and a msgstr")
		p.to = &p.texts.other
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
	if !utf8.ValidString(text) {
		p.note(at, at+len(s), "the escapes of this text are not UTF-8", "write the characters themselves")
		return
	}
	if r := control(text); r >= 0 && p.to == &p.texts.str {
		p.fault(at, at+len(s), fmt.Sprintf("the translation has the control character %U", r), "take it out: no page may have it")
	}
	p.to.WriteString(text)
}

// control returns the first character of a text that is no text, line ends and
// tabs apart; -1 for none.
func control(text string) rune {
	for _, r := range text {
		if unicode.IsControl(r) && !strings.ContainsRune("\n\r\t", r) {
			return r
		}
	}
	return -1
}

// fault notes what keeps one entry, and no other, from being taken in.
func (p *poReader) fault(start, end int, text, hint string) {
	if p.m.Fault.Text == "" {
		p.m.Fault = diag.Note{Start: start, End: end, Severity: diag.Error, Code: "po", Text: text, Hint: hint}
	}
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
	m.Context, m.ID, m.Str = p.texts.context.String(), p.texts.id.String(), p.texts.str.String()
	for _, b := range []*strings.Builder{&p.texts.context, &p.texts.id, &p.texts.str, &p.texts.other} {
		b.Reset()
	}
	p.m, p.has.id, p.has.str, p.to = Message{}, false, false, nil
	switch {
	case !has.id && !has.str && m.Context == "":
	case !has.id || !has.str:
		p.note(m.Start, m.End, "this entry is not whole", "each entry is a msgctxt, a msgid and a msgstr")
	case m.ID == "" && m.Context == "":
		p.header(m)
	default:
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
