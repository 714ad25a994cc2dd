package render

import (
	"bytes"
	"net/url"
	"path"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// paragraph returns nodes of a line as a block; a formula that stands apart and
// alone is one of its own.
func (m *marker) paragraph(nodes []*html.Node) string {
	var only *html.Node
	for _, n := range nodes {
		switch {
		case n.Type == html.TextNode && strings.TrimSpace(n.Data) == "":
		case only == nil && n.Data == "x-tex" && isDisplay(n):
			only = n
		default:
			return guarded(m.inline(nodes, false))
		}
	}
	if only == nil {
		return ""
	}
	return "$$\n" + formula(only) + "\n$$"
}

func isDisplay(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "display" {
			return true
		}
	}
	return false
}

// formula is TeX without empty lines, which would end a formula in Markdown.
func formula(n *html.Node) string {
	var lines []string
	for l := range strings.Lines(words(n)) {
		if l = strings.TrimRight(l, " \t\r\n"); l != "" {
			lines = append(lines, l)
		}
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// inline returns nodes as text of one line, or of several where <br> parts them.
func (m *marker) inline(nodes []*html.Node, cell bool) string {
	w := inliner{m: m, cell: cell}
	for _, n := range nodes {
		w.node(n)
	}
	return strings.TrimSpace(string(w.out))
}

type inliner struct {
	m    *marker
	cell bool
	out  []byte
}

// add writes s; of two spaces that meet one is left.
func (w *inliner) add(s string) {
	if n := len(w.out); s != "" && (n == 0 || w.out[n-1] == ' ' || w.out[n-1] == '\n') {
		s = strings.TrimLeft(s, " ")
	}
	w.out = append(w.out, s...)
}

func (w *inliner) inner(n *html.Node) string {
	in := inliner{m: w.m, cell: w.cell, out: []byte{0}} // a space at the start counts
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		in.node(c)
	}
	return string(in.out[1:])
}

func (w *inliner) all(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
}

func (w *inliner) node(n *html.Node) {
	if n.Type == html.TextNode {
		w.add(escapeText(collapsed(n.Data)))
		return
	}
	if unseen(n) {
		return
	}
	switch n.DataAtom {
	case atom.Em, atom.I:
		w.add(emphasised("*", w.inner(n)))
	case atom.Strong, atom.B:
		w.add(emphasised("**", w.inner(n)))
	case atom.Del, atom.S, atom.Strike:
		w.add(emphasised("~~", w.inner(n)))
	case atom.Code:
		w.add(codeSpan(words(n)))
	case atom.Sup, atom.Sub, atom.Kbd, atom.Mark, atom.Ins, atom.U:
		if hasClass(n, "fn") {
			w.all(n)
			return
		}
		w.add("<" + n.Data + ">" + strings.TrimSpace(w.inner(n)) + "</" + n.Data + ">")
	case atom.Br:
		w.br()
	case atom.A:
		w.link(n)
	case atom.Img:
		if src := w.m.absolute(attr(n, "src")); src != "" {
			w.bang()
			w.add("!" + link(escapeText(collapsed(attr(n, "alt"))), src, attr(n, "title")))
		} else {
			w.add(escapeText(collapsed(attr(n, "alt"))))
		}
	case atom.Video, atom.Audio:
		w.media(n)
	case atom.Input:
		w.box(n)
	default:
		if n.Data == "x-tex" {
			w.tex(n)
			return
		}
		if hasClass(n, "cite") {
			w.cite(n)
			return
		}
		if blockTags[n.DataAtom] && len(w.out) > 0 { // in a cell or in a link
			w.br()
		}
		w.all(n)
	}
}

// br ends a line; in a cell, which is one line, as HTML.
func (w *inliner) br() {
	if w.cell {
		if len(w.out) > 0 {
			w.add("<br>")
		}
		return
	}
	w.out = append(bytes.TrimRight(w.out, " "), "\\\n"...)
}

func (w *inliner) box(n *html.Node) {
	if attr(n, "type") != "checkbox" {
		return
	}
	for _, a := range n.Attr {
		if a.Key == "checked" {
			w.add("[x] ")
			return
		}
	}
	w.add("[ ] ")
}

func (w *inliner) link(n *html.Node) {
	href := attr(n, "href")
	if attr(n, "role") == "doc-noteref" {
		id, err := url.PathUnescape(strings.TrimPrefix(href, "#"))
		if err == nil {
			w.add("[^" + strings.TrimPrefix(id, "_fn-") + "]")
		}
		return
	}
	text, to := w.inner(n), w.m.absolute(href)
	if to == "" || strings.TrimSpace(text) == "" {
		w.add(text)
		return
	}
	before, text, after := trimmed(text)
	w.add(before)
	w.bang()
	w.add(link(text, to, attr(n, "title")) + after)
}

// bang keeps an exclamation mark from making a picture of the link behind it.
func (w *inliner) bang() {
	if n := len(w.out); n > 0 && w.out[n-1] == '!' {
		w.out = append(w.out[:n-1], `\!`...)
	}
}

func (w *inliner) media(n *html.Node) {
	src := attr(n, "src")
	for c := n.FirstChild; c != nil && src == ""; c = c.NextSibling {
		if c.DataAtom == atom.Source {
			src = attr(c, "src")
		}
	}
	to := w.m.absolute(src)
	if to == "" {
		return
	}
	name := attr(n, "aria-label")
	if name == "" {
		name = path.Base(src)
	}
	w.add(link(escapeText(collapsed(name)), to, ""))
}

// tex writes a formula in a line.
func (w *inliner) tex(n *html.Node) {
	tex := formula(n)
	if !strings.Contains(tex, "%") || w.cell {
		tex = strings.ReplaceAll(tex, "\n", " ")
	}
	if tex == "" {
		return
	}
	next, _ := utf8.DecodeRuneInString(following(n))
	last, _ := utf8.DecodeLastRune(w.out)
	switch {
	case isDisplay(n):
		w.add("$$" + tex + "$$")
	case wordly(next) || wordly(last) || last == '$':
		w.add("$`" + tex + "`$") // between letters and digits dollars are money
	default:
		w.add("$" + tex + "$")
	}
}

// wordly reports whether a dollar beside r would be read as money or as a part of
// a name.
func wordly(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// following is the text right behind a node, as far as the next tag.
func following(n *html.Node) string {
	for n != nil && n.NextSibling == nil && n.Parent != nil && !blockTags[n.Parent.DataAtom] {
		n = n.Parent
	}
	if n == nil || n.NextSibling == nil || n.NextSibling.Type != html.TextNode {
		return ""
	}
	return n.NextSibling.Data
}

// cite writes a citation as its text.
func (w *inliner) cite(n *html.Node) {
	text := collapsed(words(n))
	if rest := following(n); rest != "" && strings.ContainsRune("([:", rune(rest[0])) || !plainCite.MatchString(text) {
		text = escapeText(text)
	}
	w.add(text)
}

// plainCite is a citation whose brackets are no link's.
var plainCite = regexp.MustCompile("^\\[[^][\\\\*_`$<&]*]$")

// absolute returns an address of the page with scheme and host, as far as they
// are known.
func (m *marker) absolute(href string) string {
	switch {
	case strings.HasPrefix(href, "#"):
		return m.page + href
	case strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "//"):
		return m.origin + href
	}
	return href
}

// link returns a link; one whose text is its address is written as that alone.
func link(text, to, title string) string {
	if title == "" && text == escapeText(to) && (strings.HasPrefix(to, "https://") || strings.HasPrefix(to, "http://")) && !strings.ContainsAny(to, "<> ") {
		return "<" + to + ">"
	}
	if strings.ContainsAny(to, "()<> \\") {
		to = "<" + strings.NewReplacer("<", "%3C", ">", "%3E", "\\", "%5C", "\n", "%0A").Replace(to) + ">"
	}
	if title != "" {
		to += ` "` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ").Replace(title) + `"`
	}
	return "[" + text + "](" + to + ")"
}

// emphasised puts marks around a text, its outer spaces outside them.
func emphasised(mark, text string) string {
	before, text, after := trimmed(text)
	if text == "" {
		return before + after
	}
	return before + mark + text + mark + after
}

func trimmed(s string) (before, text, after string) {
	text = strings.TrimLeft(s, " ")
	before = s[:len(s)-len(text)]
	text = strings.TrimRight(text, " ")
	return before, text, s[len(before)+len(text):]
}

// codeSpan returns code in a line.
func codeSpan(s string) string {
	s = strings.ReplaceAll(s, "\n", " ")
	if s == "" {
		return ""
	}
	mark := "`"
	if n := ticks(s); n > 0 {
		mark = strings.Repeat("`", n+1)
	}
	if s[0] == '`' || s[len(s)-1] == '`' || s[0] == ' ' && s[len(s)-1] == ' ' && strings.Trim(s, " ") != "" {
		s = " " + s + " "
	}
	return mark + s + mark
}

// ticks is the length of the longest run of backticks.
func ticks(s string) int {
	most, n := 0, 0
	for i := range len(s) {
		if s[i] != '`' {
			n = 0
			continue
		}
		n++
		most = max(most, n)
	}
	return most
}

// collapsed makes one space of each run of white space.
func collapsed(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		if r == ' ' || r == '\n' || r == '\t' || r == '\r' {
			space = true
			continue
		}
		if space {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	if space {
		b.WriteByte(' ')
	}
	return b.String()
}

var entity = regexp.MustCompile(`^&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)

// escapeText escapes what Markdown would take for marks.
func escapeText(s string) string {
	var b strings.Builder
	last := ' '
	for i, r := range s {
		_, width := utf8.DecodeRuneInString(s[i:]) // 1 of a byte that is no character
		rest := s[i+width:]
		next, _ := utf8.DecodeRuneInString(rest)
		switch r {
		case '\\', '`', '*', '[', ']', '$':
			b.WriteByte('\\')
		case '_':
			if !inWord(last) || !inWord(next) {
				b.WriteByte('\\')
			}
		case '{':
			if next == '{' && last != '{' { // a variable, here and in other tools
				b.WriteByte('\\')
			}
		case '~':
			if last != ' ' {
				b.WriteByte('\\')
			}
		case '<':
			if next < utf8.RuneSelf && (unicode.IsLetter(next) || strings.ContainsRune("/!?", next)) {
				b.WriteByte('\\')
			}
		case '&':
			if entity.MatchString(s[i:min(len(s), i+36)]) {
				b.WriteByte('\\')
			}
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// starts are the beginnings of lines that would make them other blocks.
var starts = regexp.MustCompile(`^(#{1,6}( |$)|>|[-+]( |$)|(-{2,}|=+) *$|:( |::)|<<< |~~~|\+\+\+ *$)`)

var numbered = regexp.MustCompile(`^([0-9]{1,9})([.)])( |$)`)

// guarded keeps the lines of a paragraph what they are.
func guarded(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		l = strings.TrimLeft(l, " ")
		if starts.MatchString(l) {
			l = `\` + l
		}
		lines[i] = numbered.ReplaceAllString(l, `$1\$2$3`)
	}
	return strings.Join(lines, "\n")
}

// headed is text for a heading: one line, whose last signs are no closing mark.
func headed(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\\\n", " "), "\n", " ")
	if strings.HasSuffix(s, "#") {
		s = s[:len(s)-1] + `\#`
	}
	return s
}
