package config

import (
	"fmt"

	"duizhao/generator/diag"
)

// nodeKind is the shape of a parsed value.
type nodeKind int

const (
	null nodeKind = iota
	scalar
	sequence
	mapping
)

var kindNames = map[nodeKind]string{null: "nothing", scalar: "a single value", sequence: "a list", mapping: "a mapping"}

// node is a parsed YAML or TOML value with its place in the source: the form
// in which both languages meet, so that there is one strict decoder.
type node struct {
	kind       nodeKind
	text       string // of a scalar, unquoted
	quoted     bool   // a scalar that is a string by its form, never a number or a bool
	keys       []key  // of a mapping, in order
	items      []node // of a sequence; of a mapping, the values of keys
	start, end int    // byte offsets in the source
}

type key struct {
	name       string
	start, end int
}

// get returns a mapping's value.
func (n *node) get(name string) *node {
	for i, k := range n.keys {
		if k.name == name {
			return &n.items[i]
		}
	}
	return nil
}

func syntaxNote(start, end int, lang, text string) diag.Note {
	return diag.Note{
		Start: start, End: end,
		Severity: diag.Error,
		Code:     "syntax",
		Text:     fmt.Sprintf("this is not %s: %s", lang, text),
	}
}
