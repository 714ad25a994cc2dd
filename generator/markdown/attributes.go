package markdown

import (
	"bytes"
	"strings"

	"duizhao/generator/site"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// attributes parses {#id .class key=value key="some words"} right behind a
// picture or a link. What is not of that form stays text. A heading's, a
// fence's, a caption's and a span's have parsers of their own.
func attributes() syntax {
	return syntax{
		constructs: []construct{
			{name: "link attributes", kind: ast.KindLink, is: written},
			{name: "picture attributes", kind: ast.KindImage, is: written},
		},
		inlines: []util.PrioritizedValue{util.Prioritized(attrsParser{}, 140)},
	}
}

// attrsName is the attribute of goldmark's nodes that holds a *site.Attrs.
var attrsName = []byte("attrs")

// attrsOf returns a node's attributes; the zero value where it has none.
func attrsOf(n ast.Node) site.Attrs {
	if v, ok := n.Attribute(attrsName); ok {
		if a, ok := v.(*site.Attrs); ok {
			return *a
		}
	}
	return site.Attrs{}
}

type attrsParser struct{}

func (attrsParser) Trigger() []byte { return []byte{'{'} }

func (attrsParser) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	last := parent.LastChild()
	if last == nil {
		return nil
	}
	switch last.Kind() {
	case ast.KindImage, ast.KindLink:
	default:
		return nil
	}
	if _, ok := last.Attribute(attrsName); ok {
		return nil
	}
	line, segment := block.PeekLine()
	a, n := parseAttrs(line, segment.Start)
	if n == 0 {
		return nil
	}
	last.SetAttribute(attrsName, &a)
	block.Advance(n)
	// Nothing is left of it; goldmark wants a node all the same.
	return ast.NewTextSegment(text.NewSegment(segment.Start+n, segment.Start+n))
}

// parseAttrs reads attributes at the start of line, whose first byte is at
// offset base of the source, and returns them with their length in bytes; 0
// where line does not begin with well-formed attributes.
func parseAttrs(line []byte, base int) (site.Attrs, int) {
	a := site.Attrs{Start: base}
	if len(line) == 0 || line[0] != '{' {
		return a, 0
	}
	i, some := 1, false
	for i < len(line) {
		switch c := line[i]; {
		case c == '}':
			if !some {
				return a, 0
			}
			a.End = base + i + 1
			return a, i + 1
		case c == ' ' || c == '\t':
			i++
			continue
		case c == '#' || c == '.':
			n := attrWord(line[i+1:])
			if n == 0 {
				return a, 0
			}
			word := string(line[i+1 : i+1+n])
			if c == '.' {
				a.Classes = append(a.Classes, word)
			} else if a.ID == "" {
				a.ID, a.IDStart = word, base+i+1
			} else {
				return a, 0
			}
			i += 1 + n
		default:
			pair, n := attrPair(line[i:], base+i)
			if n == 0 {
				return a, 0
			}
			addPair(&a, pair)
			i += n
		}
		some = true
		if i < len(line) && line[i] != '}' && line[i] != ' ' && line[i] != '\t' {
			return a, 0
		}
	}
	return a, 0
}

// addPair adds key=value; id and class have short forms too.
func addPair(a *site.Attrs, pair site.Attr) {
	switch {
	case pair.Key == "class":
		a.Classes = append(a.Classes, strings.Fields(pair.Value)...)
	case pair.Key == "id" && a.ID == "":
		a.ID, a.IDStart = pair.Value, pair.At
	default:
		a.Pairs = append(a.Pairs, pair)
	}
}

// attrWord returns the length of an id or a class: anything up to a space or
// one of {}"'=<>`.
func attrWord(s []byte) int {
	n := 0
	for n < len(s) && s[n] > ' ' && !bytes.ContainsRune([]byte("{}\"'=<>`"), rune(s[n])) {
		n++
	}
	return n
}

// attrPair reads key=value or key="value"; in quotes \" is a quote.
func attrPair(s []byte, base int) (site.Attr, int) {
	n := 0
	for n < len(s) && (s[n] >= 'a' && s[n] <= 'z' || s[n] >= 'A' && s[n] <= 'Z' || n > 0 && (s[n] >= '0' && s[n] <= '9' || s[n] == '-')) {
		n++
	}
	if n == 0 || n+1 >= len(s) || s[n] != '=' {
		return site.Attr{}, 0
	}
	out := site.Attr{Key: strings.ToLower(string(s[:n])), Start: base}
	n++
	out.At = base + n
	if s[n] != '"' {
		m := attrWord(s[n:])
		out.Value = string(s[n : n+m])
		if m == 0 {
			return out, 0
		}
		return out, n + m
	}
	out.At++
	var value []byte
	for n++; n < len(s) && s[n] != '\n'; n++ {
		switch {
		case s[n] == '"':
			out.Value = string(value)
			return out, n + 1
		case s[n] == '\\' && n+1 < len(s) && (s[n+1] == '"' || s[n+1] == '\\'):
			n++
		}
		value = append(value, s[n])
	}
	return out, 0
}
