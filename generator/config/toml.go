package config

import (
	"errors"
	"fmt"

	"duizhao/generator/diag"

	"github.com/pelletier/go-toml/v2/unstable"
)

// parseTOML reads one TOML document.
func parseTOML(src []byte) (node, []diag.Note) {
	t := &tomlReader{}
	t.parser.Reset(src)
	root := node{kind: mapping}
	at := &root
	for t.parser.NextExpression() {
		e := t.parser.Expression()
		switch e.Kind {
		case unstable.Table:
			at = t.table(&root, e.Key(), false)
		case unstable.ArrayTable:
			at = t.table(&root, e.Key(), true)
		case unstable.KeyValue:
			t.set(at, e)
		}
		if len(t.notes) > 0 {
			return node{}, t.notes
		}
	}
	if err := t.parser.Error(); err != nil {
		start, end := 0, 0
		var p *unstable.ParserError
		if errors.As(err, &p) && len(p.Highlight) > 0 {
			r := t.parser.Range(p.Highlight)
			start, end = int(r.Offset), int(r.Offset+r.Length)
		}
		return node{}, []diag.Note{syntaxNote(start, end, "TOML", err.Error())}
	}
	return root, nil
}

type tomlReader struct {
	parser unstable.Parser
	notes  []diag.Note
}

// descend walks to the mapping under the key's elements but the last, making
// what is not there, and returns it with the last element.
func (t *tomlReader) descend(at *node, keys unstable.Iterator) (*node, key) {
	var k key
	for first := true; keys.Next(); first = false {
		if !first {
			at = t.child(at, k)
		}
		n := keys.Node()
		k = key{name: string(n.Data), start: int(n.Raw.Offset), end: int(n.Raw.Offset + n.Raw.Length)}
	}
	return at, k
}

// child returns the mapping under k, made where it is missing; of an array of
// tables, its last one.
func (t *tomlReader) child(at *node, k key) *node {
	c := at.get(k.name)
	if c == nil {
		at.keys = append(at.keys, k)
		at.items = append(at.items, node{kind: mapping, start: k.start, end: k.end})
		return &at.items[len(at.items)-1]
	}
	if c.kind == sequence && len(c.items) > 0 {
		c = &c.items[len(c.items)-1]
	}
	if c.kind != mapping {
		t.notes = append(t.notes, syntaxNote(k.start, k.end, "TOML", fmt.Sprintf("%q is not a table", k.name)))
		return &node{kind: mapping}
	}
	return c
}

func (t *tomlReader) table(root *node, keys unstable.Iterator, array bool) *node {
	at, k := t.descend(root, keys)
	if !array {
		return t.child(at, k)
	}
	c := at.get(k.name)
	if c == nil {
		at.keys = append(at.keys, k)
		at.items = append(at.items, node{kind: sequence, start: k.start, end: k.end})
		c = &at.items[len(at.items)-1]
	}
	if c.kind != sequence {
		t.notes = append(t.notes, syntaxNote(k.start, k.end, "TOML", fmt.Sprintf("%q is not an array of tables", k.name)))
		return &node{kind: mapping}
	}
	c.items = append(c.items, node{kind: mapping, start: k.start, end: k.end})
	return &c.items[len(c.items)-1]
}

func (t *tomlReader) set(at *node, e *unstable.Node) {
	at, k := t.descend(at, e.Key())
	if at.get(k.name) != nil {
		t.notes = append(t.notes, syntaxNote(k.start, k.end, "TOML", fmt.Sprintf("key %q stands here a second time", k.name)))
		return
	}
	v := t.value(e.Value())
	if v.end == 0 {
		v.start, v.end = k.start, k.end
	}
	at.keys = append(at.keys, k)
	at.items = append(at.items, v)
}

func (t *tomlReader) value(n *unstable.Node) node {
	out := node{kind: scalar, text: string(n.Data), start: int(n.Raw.Offset), end: int(n.Raw.Offset + n.Raw.Length)}
	switch n.Kind {
	case unstable.String:
		out.quoted = true
	case unstable.Array:
		out.kind = sequence
		for it := n.Children(); it.Next(); {
			out.items = append(out.items, t.value(it.Node()))
		}
	case unstable.InlineTable:
		out.kind = mapping
		for it := n.Children(); it.Next(); {
			t.set(&out, it.Node())
		}
	}
	return out
}
