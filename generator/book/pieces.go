package book

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// pieces makes several formulas of one in a line, which may break between them.
func pieces(math *html.Node, list []*html.Node) {
	tex := []string{attr(math, "alttext")}
	parts := []line{{nodes: list}}
	parts, tex = apart(parts, tex, "=", inline)
	parts, tex = apart(parts, tex, "+", column-2)
	if len(parts) < 2 {
		return
	}
	for i, p := range parts {
		piece, semantics := mathML("math"), mathML("semantics")
		piece.AppendChild(semantics)
		move(semantics, p.nodes)
		if tex != nil {
			set(piece, "alttext", tex[i])
			note := mathML("annotation", "encoding", "application/x-tex")
			note.AppendChild(&html.Node{Type: html.TextNode, Data: tex[i]})
			semantics.AppendChild(note)
		}
		shrink(piece)
		if i > 0 {
			math.Parent.InsertBefore(element("wbr"), math)
		}
		math.Parent.InsertBefore(piece, math)
	}
	addClass(math.Parent, "broken")
	math.Parent.RemoveChild(math)
}

// apart cuts those parts that are wider than room before each sign of a kind, and their TeX
// with them; nil where its signs are other ones.
func apart(parts []line, tex []string, sign string, room float64) (cutParts []line, cutTeX []string) {
	at := func(list []*html.Node, i, depth int) bool {
		return title(list[i]) == sign && (relationAt(list, i, depth) || plusAt(list, i, depth))
	}
	same := tex != nil
	for i, p := range parts {
		more := []line{p}
		if total(p.nodes) > room {
			more = cut(p.nodes, at)
		}
		if cutParts = append(cutParts, more...); !same {
			continue
		}
		texts := []string{tex[i]}
		if len(more) > 1 {
			texts = texApart(tex[i], sign)
		}
		cutTeX = append(cutTeX, texts...)
		same = len(texts) == len(more)
	}
	if !same {
		return cutParts, nil
	}
	return cutParts, cutTeX
}

var groups = regexp.MustCompile(`\\([a-zA-Z]+|.)|[][{}()=+]`)

// texApart cuts TeX before each sign of a kind that is in no group and no brackets.
func texApart(tex, sign string) []string {
	var out []string
	depth, start := 0, 0
	for _, m := range groups.FindAllStringIndex(tex, -1) {
		switch found := tex[m[0]:m[1]]; found {
		case "{", "(", "[", `\{`, `\left`, `\begin`:
			depth++
		case "}", ")", "]", `\}`, `\right`, `\end`:
			depth--
		case sign:
			if depth == 0 && strings.TrimSpace(tex[start:m[0]]) != "" {
				out = append(out, strings.TrimSpace(tex[start:m[0]]))
				start = m[0]
			}
		}
	}
	return append(out, strings.TrimSpace(tex[start:]))
}
