package render

import (
	"strings"
	"unicode/utf8"
)

// xmlText is text as it may stand in an XML document. What XML 1.0 has no way to
// write at all is written as U+FFFD.
func xmlText(s string) string {
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	for i, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>': // it would end a CDATA section that is none
			b.WriteString("&gt;")
		case r == '\r': // else a reader makes it a line feed
			b.WriteString("&#13;")
		case r == utf8.RuneError, r < ' ' && r != '\t' && r != '\n', r == 0xFFFE, r == 0xFFFF:
			b.WriteString("\uFFFD")
		default:
			b.WriteString(s[i : i+utf8.RuneLen(r)])
		}
	}
	return b.String()
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// xmlWriter writes an XML document, an element a line.
type xmlWriter struct{ strings.Builder }

// element writes an element with a text; nothing for none.
func (w *xmlWriter) element(indent, name, text string) {
	if text != "" {
		w.WriteString(indent + "<" + name + ">" + xmlText(text) + "</" + name + ">\n")
	}
}

// empty writes an element with attributes alone, given as names and values;
// those without a value are left out.
func (w *xmlWriter) empty(indent, name string, attrs ...string) {
	w.WriteString(indent + "<" + name)
	for i := 0; i+1 < len(attrs); i += 2 {
		if attrs[i+1] != "" {
			w.WriteString(" " + attrs[i] + `="` + strings.ReplaceAll(xmlText(attrs[i+1]), `"`, "&#34;") + `"`)
		}
	}
	w.WriteString("/>\n")
}
