package config

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"duizhao/generator/diag"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// parseYAML reads one YAML document. Anchors, aliases, tags and merge keys are
// refused: settings and front matter say things once.
func parseYAML(src []byte) (n node, notes []diag.Note) {
	y := &yamlReader{src: src, lines: lineStarts(src)}
	defer func() {
		// The library is fuzzed, but a fault in it must not end a build.
		if r := recover(); r != nil {
			n, notes = node{}, append(y.notes, syntaxNote(0, 0, "YAML", fmt.Sprint(r)))
		}
	}()
	file, err := parser.ParseBytes(src, 0)
	if err != nil {
		var syntax *yaml.SyntaxError
		at, text := 0, err.Error()
		if errors.As(err, &syntax) {
			at, text = y.offset(syntax.Token), syntax.Message
		}
		return node{}, []diag.Note{syntaxNote(at, at, "YAML", text)}
	}
	docs := file.Docs
	if len(docs) > 1 {
		at := y.offset(docs[1].GetToken())
		return node{}, []diag.Note{syntaxNote(at, at, "YAML", "a second document starts here")}
	}
	if len(docs) == 0 || docs[0].Body == nil {
		return node{}, nil
	}
	return y.node(docs[0].Body), y.notes
}

type yamlReader struct {
	src   []byte
	lines []int // byte offset of each line's start
	notes []diag.Note
}

func lineStarts(src []byte) []int {
	at := []int{0}
	for i, c := range src {
		if c == '\n' {
			at = append(at, i+1)
		}
	}
	return at
}

// offset turns the token's line and column (in characters) into a byte offset;
// the library's own offset counts neither bytes nor characters reliably.
func (y *yamlReader) offset(t *token.Token) int {
	if t == nil || t.Position == nil || t.Position.Line < 1 {
		return 0
	}
	line := min(t.Position.Line, len(y.lines)) - 1
	at := y.lines[line]
	for range t.Position.Column - 1 {
		if at >= len(y.src) || y.src[at] == '\n' {
			break
		}
		_, size := utf8.DecodeRune(y.src[at:])
		at += size
	}
	return at
}

func (y *yamlReader) refuse(n ast.Node, what string) node {
	at := y.offset(n.GetToken())
	y.notes = append(y.notes, syntaxNote(at, at, "YAML that is read here", what+" are not supported"))
	return node{start: at, end: at}
}

// node reads a value; a mapping or a list without brackets reaches to the end of its last one.
func (y *yamlReader) node(n ast.Node) node {
	out := y.value(n)
	out.end = max(out.end, out.start)
	for _, item := range out.items {
		out.end = max(out.end, item.end)
	}
	return out
}

func (y *yamlReader) value(n ast.Node) node {
	switch n := n.(type) {
	case *ast.MappingNode:
		out := node{kind: mapping, start: y.offset(n.GetToken())}
		for _, v := range n.Values {
			y.add(&out, v)
		}
		out.end = y.bracket(n.IsFlowStyle, n.End)
		return out
	case *ast.MappingValueNode:
		out := node{kind: mapping, start: y.offset(n.Key.GetToken())}
		y.add(&out, n)
		return out
	case *ast.SequenceNode:
		out := node{kind: sequence, start: y.offset(n.GetToken())}
		for _, v := range n.Values {
			out.items = append(out.items, y.node(v))
		}
		out.end = y.bracket(n.IsFlowStyle, n.End)
		return out
	case *ast.NullNode:
		at := y.offset(n.GetToken())
		return node{kind: null, start: at, end: at}
	case *ast.AnchorNode:
		return y.refuse(n, "anchors")
	case *ast.AliasNode:
		return y.refuse(n, "aliases")
	case *ast.TagNode:
		return y.refuse(n, "tags")
	case *ast.LiteralNode:
		at := y.offset(n.GetToken())
		return node{kind: scalar, text: n.Value.Value, quoted: true, start: at, end: at + 1}
	}
	return y.scalar(n)
}

// bracket returns where the bracket ends that closes a mapping or a list; 0 where
// there is none.
func (y *yamlReader) bracket(flow bool, end *token.Token) int {
	if !flow || end == nil {
		return 0
	}
	return min(y.offset(end)+1, len(y.src))
}

func (y *yamlReader) scalar(n ast.Node) node {
	t := n.GetToken()
	out := node{kind: scalar, text: t.Value, start: y.offset(t)}
	origin := strings.TrimSpace(t.Origin)
	switch t.Type {
	case token.SingleQuoteType, token.DoubleQuoteType:
		out.quoted = true
	}
	out.end = min(out.start+len(origin), len(y.src))
	return out
}

func (y *yamlReader) add(out *node, v *ast.MappingValueNode) {
	t := v.Key.GetToken()
	if _, ok := v.Key.(*ast.MergeKeyNode); ok {
		y.refuse(v, "merge keys")
		return
	}
	k := key{name: t.Value, start: y.offset(t)}
	k.end = min(k.start+len(strings.TrimSpace(t.Origin)), len(y.src))
	if out.get(k.name) != nil {
		y.notes = append(y.notes, syntaxNote(k.start, k.end, "YAML that is read here", fmt.Sprintf("key %q stands here a second time", k.name)))
		return
	}
	out.keys = append(out.keys, k)
	out.items = append(out.items, y.node(v.Value))
}
