package check

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/pairing"
)

// What translation leaves as it is, and how far it may differ all the same:
//
//   - Formulas: white space and spacing commands, what stands in \text{…} and the
//     full stop or comma that ends a formula are left out of the comparison.
//   - Code spans: one with characters that are not ASCII is taken for translated; it
//     stands for any one span of the other side.
//   - Blocks of code are compared by their lines. Comments and empty lines are
//     left out; a line with characters that are not ASCII is taken for translated,
//     as above.
//   - Links and pictures: parts of a path that name a language (/zh/, logo.en.svg),
//     such a host (zh.wikipedia.org), the scheme and anchors of other sites are
//     left out. A link into the site is one to the page or heading, in whatever
//     language and by whichever of its ids.

var texText = regexp.MustCompile(`\\(?:text|textbf|textit|textrm|textsf|mbox|mathrm|operatorname)\*?\s*\{[^{}]*\}`)

var texSpace = regexp.MustCompile(`\\(?:[,;:! ]|quad\b|qquad\b|label\{[^{}]*\})|[\s~\x{200b}]+`)

// plainTeX is a formula without what may differ.
func plainTeX(s string) string {
	s = texText.ReplaceAllStringFunc(s, func(m string) string {
		name, inside, _ := strings.Cut(m, "{")
		if strings.Contains(name, "text") || strings.Contains(name, "mbox") || !ascii(inside) {
			return name + "{}"
		}
		return m
	})
	s = texSpace.ReplaceAllString(s, "")
	return strings.TrimRight(s, ".,;，。；、")
}

func ascii(s string) bool {
	for _, r := range s {
		if r > unicode.MaxASCII && unicode.IsLetter(r) {
			return false
		}
	}
	return true
}

// foreign reports whether code was translated.
func foreign(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// neutralCode is code with its white space folded and its paths without their
// languages.
func neutralCode(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if strings.Contains(w, "/") {
			words[i] = pairing.NeutralPath(w)
		}
	}
	return strings.Join(words, " ")
}

// code notes a code span.
func (s *side) code(text string) {
	at, end := s.find(text)
	s.mask(at, end)
	s.add("pair-code", thing{keys: []string{neutralCode(text)}, shown: text, start: at, end: end, free: foreign(text)})
}

// lines notes a block of code, line by line.
func (s *side) lines(l markdown.Leaf) {
	at := 0
	for line := range strings.Lines(l.Text) {
		bare := neutralCode(pairing.Uncomment(line))
		from := at + strings.Index(line, strings.TrimSpace(line))
		start := l.SourceOffset(from)
		at += len(line)
		if bare != "" {
			s.add("pair-code", thing{
				keys: []string{"\n" + bare}, shown: strings.TrimSpace(line),
				start: start, end: start + len(strings.TrimSpace(line)), free: foreign(bare), counted: true,
			})
		}
	}
}

// link notes a link or a picture.
func (h *holes) link(n int) {
	l := h.page.Doc.Links[n]
	if l.Start != l.End { // else the place of the destination is not known
		h.mask(l.Start, l.End)
	}
	if l.Dest == "" {
		return
	}
	key := neutral(l.Dest)
	var to assemble.Target
	if n < len(h.page.View.Targets) && !l.Embed {
		to = h.page.View.Targets[n]
	}
	switch {
	case to.Place != "":
		key = to.Place
	case to.Href != "" && !to.External:
		file, fragment, _ := strings.Cut(to.Href, "#")
		key = pairing.NeutralPath(file) + "#" + fragment
	case !strings.Contains(l.Dest, "://"):
		dest, _, _ := strings.Cut(l.Dest, "#")
		key = pairing.NeutralPath(dest)
	}
	if l.Embed {
		key = "!" + key
	}
	h.add("pair-link", thing{keys: []string{key}, shown: l.Dest, start: l.Start, end: l.End})
}

// neutral is an address without its language.
func neutral(address string) string {
	_, rest, ok := strings.Cut(address, "://")
	if !ok {
		return address
	}
	rest, _, _ = strings.Cut(rest, "#") // elsewhere each language has anchors of its own
	rest, query, _ := strings.Cut(rest, "?")
	host, file, _ := strings.Cut(rest, "/")
	var labels []string
	host = strings.ToLower(host)
	for i, label := range strings.Split(host, ".") {
		if label != "www" && (i > 0 || !pairing.NamesLanguage(label)) {
			labels = append(labels, label)
		}
	}
	host = strings.Join(labels, ".")
	if strings.HasSuffix(host, "wikipedia.org") {
		return host // an article has another name in each language
	}
	out := host + "/" + pairing.NeutralPath(file)
	if query != "" && !strings.Contains(query, "lang=") && !strings.Contains(query, "hl=") {
		out += "?" + query
	}
	return out
}
