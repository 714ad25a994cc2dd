package render

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
)

// code is the data of partials/code.html.
type code struct {
	Lang   string          // "python"; may be ""
	Title  string          // a file's name most often; may be ""
	File   assemble.Target // the whole file; Href is "" where there is none
	Class  string          // of the block, beyond "code"
	Body   template.HTML   // the inside of <code>
	Of     string          // the program that printed it; "" for code
	Also   []assemble.Also // files that the program reads
	Pieces []piece         // Body in pieces, where some of it is folded
	tag    string          // of the page's language
	texts  map[string]string
}

// piece is a run of lines, folded or not.
type piece struct {
	Folded bool
	Lines  int
	Body   template.HTML
}

// T returns a text of the interface.
func (c code) T(key string) (string, error) { return text(c.texts, key) }

// Output is what a block of output is called, for those who do not see it beside
// its program.
func (c code) Output() (string, error) {
	s, err := c.T("code.outputOf")
	return strings.ReplaceAll(s, "{name}", c.Of), err
}

// Count is the label of a folded piece, with the number as the language writes it.
func (c code) Count(n int) (string, error) {
	s, err := c.T("code.folded")
	return strings.ReplaceAll(s, "{n}", digits(c.tag, n)), err
}

func (w *writer) code(l *markdown.Leaf, html string) {
	data := code{Lang: l.Lang, tag: w.furniture.tag, texts: w.furniture.texts}
	if l.Look == nil {
		// Safe: the highlighter, or leaf, escaped the code.
		data.Body = template.HTML(html)
		data.Pieces = []piece{{Body: data.Body}}
	} else {
		w.looks(&data, l, html)
	}
	if err := w.furniture.theme.templates.ExecuteTemplate(&w.Builder, "partials/code.html", data); err != nil && w.err == nil {
		w.err = w.furniture.theme.fault("partials/code.html", err)
	}
}

// looks gives a block the look its author asked for.
func (w *writer) looks(data *code, l *markdown.Leaf, html string) {
	k := l.Look
	data.Title, data.Of = k.Title, k.OutputOf
	if data.Of != "" {
		data.Lang = ""
	}
	if k.File > 0 {
		data.File, _ = w.target(k.File - 1)
		data.Also = data.File.Also
	}
	classes := []string{""}
	for _, c := range []struct {
		name string
		on   bool
	}{{"output", data.Of != ""}, {"lined", k.Marks != nil || k.Numbers != nil}, {"numbered", k.Numbers != nil}, {"wrap", k.Wrap}, {"focused", hasMark(k, markdown.Focused)}} {
		if c.on {
			classes = append(classes, c.name)
		}
	}
	data.Class = strings.Join(classes, " ")
	data.Pieces = w.pieces(k, w.lines(l, html))
	var body strings.Builder
	for _, p := range data.Pieces {
		body.WriteString(string(p.Body))
	}
	data.Body = template.HTML(body.String()) // safe: of the pieces
}

func hasMark(k *markdown.Look, mark markdown.LineMark) bool {
	return slices.ContainsFunc(k.Marks, func(m markdown.LineMark) bool { return m&mark != 0 })
}

// pieces joins the lines that are folded, and those that are not.
func (w *writer) pieces(k *markdown.Look, lines []string) []piece {
	var out []piece
	folded := func(i int) bool { return k.Fold || i < len(k.Marks) && k.Marks[i]&markdown.Folded != 0 }
	for from := 0; from < len(lines); {
		to := from + 1
		for to < len(lines) && folded(to) == folded(from) {
			to++
		}
		// Safe: lines are the highlighter's HTML between tags of ours.
		out = append(out, piece{folded(from), to - from, template.HTML(strings.Join(lines[from:to], ""))})
		from = to
	}
	return out
}

// lines cuts the HTML of code at its line ends, which no tag crosses, and marks
// words and lines.
func (w *writer) lines(l *markdown.Leaf, html string) []string {
	k := l.Look
	var out []string
	words, notes, at := k.Words, k.Notes, 0
	rest := l.Text
	for line := range strings.Lines(html) {
		size := strings.IndexByte(rest, '\n') + 1
		if size == 0 {
			size = len(rest)
		}
		n := len(out)
		var own []markdown.Word
		for len(words) > 0 && words[0].Start < at+size {
			own, words = append(own, words[0]), words[1:]
		}
		body := strings.TrimSuffix(line, "\n")
		if len(own) > 0 {
			body = markWords(body, own, at)
		}
		for len(notes) > 0 && notes[0].Line == n+1 {
			body += w.codeNote(notes[0])
			notes = notes[1:]
		}
		if body += line[len(strings.TrimSuffix(line, "\n")):]; k.Marks != nil || k.Numbers != nil {
			body = w.line(k, n, body)
		}
		out = append(out, body)
		at, rest = at+size, rest[size:]
	}
	return out
}

// lineClasses are the classes of lines and, where sight alone would tell them
// apart, the texts that say so.
var lineClasses = []struct {
	mark        markdown.LineMark
	class, text string
}{
	{markdown.Marked, "hl", ""},
	{markdown.Inserted, "ins", "code.inserted"},
	{markdown.Deleted, "del", "code.deleted"},
	{markdown.Focused, "focus", ""},
	{markdown.Warned, "warn", "code.warning"},
	{markdown.Failed, "err", "code.error"},
}

// line puts a line into an element of its own. The line end stands in it, so
// that the element may be a block.
func (w *writer) line(k *markdown.Look, n int, body string) string {
	var b strings.Builder
	b.WriteString(`<span class="line`)
	words := ""
	for _, c := range lineClasses {
		if n < len(k.Marks) && k.Marks[n]&c.mark != 0 {
			b.WriteString(" " + c.class)
			if c.text != "" {
				words += `<span class="vh">` + template.HTMLEscapeString(w.say(c.text)) + " </span>"
			}
		}
	}
	b.WriteString(`"`)
	if n < len(k.Numbers) {
		b.WriteString(` data-n="` + strconv.Itoa(k.Numbers[n]) + `"`)
	}
	b.WriteString(">" + words + body + "</span>")
	return b.String()
}

// say returns a text of the interface.
func (w *writer) say(key string) string {
	s, err := text(w.furniture.texts, key)
	if err != nil && w.err == nil {
		w.err = err
	}
	return s
}

// codeNote is the sign at the end of a line that leads to a note on it.
func (w *writer) codeNote(n markdown.CodeNote) string {
	name := strings.ReplaceAll(w.say("code.note"), "{n}", n.N)
	return `<a class="code-note" href="#` + template.HTMLEscapeString(n.ID) + `" aria-label="` + template.HTMLEscapeString(name) + `">` + n.N + "</a>"
}

// markWords puts words of a line, which begins at byte at of the code, into
// <mark>. A mark ends before a tag and begins again behind it.
func markWords(line string, words []markdown.Word, at int) string {
	var b strings.Builder
	open := false
	for i := 0; i < len(line); {
		size, tag := htmlUnit(line[i:])
		for len(words) > 0 && words[0].End <= at {
			words = words[1:]
		}
		inside := len(words) > 0 && words[0].Start <= at && !tag
		first := inside && at == words[0].Start
		if open && (!inside || first) {
			b.WriteString("</mark>")
			open = false
		}
		if inside && !open {
			b.WriteString("<mark" + wordClass(words[0].Mark) + ">")
			open = true
		}
		b.WriteString(line[i : i+size])
		if i += size; !tag {
			at++
		}
	}
	if open {
		b.WriteString("</mark>")
	}
	return b.String()
}

func wordClass(m markdown.LineMark) string {
	for _, c := range lineClasses[1:3] {
		if c.mark == m {
			return ` class="` + c.class + `"`
		}
	}
	return ""
}

// htmlUnit returns the length of the tag, the character reference or the byte
// that s begins with.
func htmlUnit(s string) (size int, tag bool) {
	end := ""
	switch s[0] {
	case '<':
		end = ">"
	case '&':
		end = ";"
	default:
		return 1, false
	}
	if i := strings.Index(s, end); i > 0 {
		return i + 1, s[0] == '<'
	}
	return 1, false
}
