package book

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// namespaces of what stands in a document, by what the parser calls them.
var namespaces = map[string]string{
	"":     "http://www.w3.org/1999/xhtml",
	"svg":  "http://www.w3.org/2000/svg",
	"math": "http://www.w3.org/1998/Math/MathML",
}

// xhtml writes a document that was read as HTML as one of XML. What XML does not
// know is left out: names that are none, characters it forbids, comments.
func xhtml(doc *html.Node) []byte {
	w := &xmlWriter{}
	w.WriteString("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n")
	root := find(doc, func(n *html.Node) bool { return n.Data == "html" })
	w.node(root, "-")
	w.WriteByte('\n')
	return w.Bytes()
}

type xmlWriter struct{ bytes.Buffer }

// node writes a node in an element of a namespace.
func (w *xmlWriter) node(n *html.Node, around string) {
	switch n.Type {
	case html.TextNode:
		w.escape(n.Data, false)
	case html.ElementNode:
		w.element(n, around)
	}
}

func (w *xmlWriter) element(n *html.Node, around string) {
	if !xmlName(n.Data) {
		w.children(n, around)
		return
	}
	w.WriteString("<" + n.Data)
	if n.Namespace != around {
		w.attr("xmlns", namespaces[n.Namespace])
		switch n.Data {
		case "html":
			w.attr("xmlns:epub", "http://www.idpf.org/2007/ops")
		case "svg":
			w.attr("xmlns:xlink", "http://www.w3.org/1999/xlink")
		}
	}
	w.attributes(n)
	if n.FirstChild == nil && (n.Namespace != "" || slices.Contains(void, n.Data)) {
		w.WriteString("/>")
		return
	}
	w.WriteByte('>')
	w.children(n, n.Namespace)
	w.WriteString("</" + n.Data + ">")
}

// void are the elements of HTML that have no end.
var void = []string{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

func (w *xmlWriter) children(n *html.Node, around string) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c, around)
	}
}

// attributes writes those of an element. A language is said twice, for readers of
// HTML and for those of XML.
func (w *xmlWriter) attributes(n *html.Node) {
	for _, a := range n.Attr {
		name := a.Key
		switch {
		case a.Namespace == "xmlns", name == "xmlns", strings.HasPrefix(name, "xmlns:"), a.Namespace == "xml" || name == "xml:lang":
			continue
		case a.Namespace != "":
			name = a.Namespace + ":" + name
		case name == "lang":
			w.attr("xml:lang", a.Val)
			if n.Namespace != "" {
				continue
			}
		}
		if prefix, rest, ok := strings.Cut(name, ":"); xmlName(name) || ok && (prefix == "epub" || prefix == "xlink") && xmlName(rest) {
			w.attr(name, a.Val)
		}
	}
}

func (w *xmlWriter) attr(name, value string) {
	w.WriteString(" " + name + `="`)
	w.escape(value, true)
	w.WriteByte('"')
}

// escape writes text; in an attribute, ends of lines are no spaces.
func (w *xmlWriter) escape(s string, attribute bool) {
	for _, r := range s {
		switch {
		case r == '&':
			w.WriteString("&amp;")
		case r == '<':
			w.WriteString("&lt;")
		case r == '>':
			w.WriteString("&gt;")
		case r == '"' && attribute:
			w.WriteString("&quot;")
		case r == '\n' && attribute:
			w.WriteString("&#10;")
		case r == '\t' && attribute:
			w.WriteString("&#9;")
		case r == '\t', r == '\n', r >= 0x20 && r < 0x7f, r >= 0xa0 && r != 0xfffe && r != 0xffff:
			w.WriteRune(r)
		}
	}
}

// escaped returns a text as XML has it, in attributes too.
func escaped(s string) string {
	var w xmlWriter
	w.escape(s, true)
	return w.String()
}

// xmlName reports whether a name is one in XML too, without a prefix. Of names
// with other letters than those of ASCII HTML has none.
func xmlName(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
		if !letter && (i == 0 || c != '-' && c != '.' && (c < '0' || c > '9')) {
			return false
		}
	}
	return s != ""
}
