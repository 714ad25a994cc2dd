package config

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"duizhao/generator/diag"
)

// Format is a language that settings are written in.
type Format int

// The formats.
const (
	YAML Format = iota
	TOML
)

// Decode reads src into the struct that dst points to, whose fields name their
// keys by `key:"…"` tags. It is strict: an unknown key, a value of the wrong
// shape and a repeated key are notes with their place in src; unknown says how
// severe an unknown key is. A key of former:"…" counts still, and is noted. Fields without a key in src keep their values, so
// defaults are set before. Supported are strings, bools, ints, slices, maps
// with string keys, structs, pointers to these, and types with a method
//
//	decode(*decoder, *node)
func Decode(src []byte, format Format, dst any, unknown diag.Severity) []diag.Note {
	notes, _ := decode(src, format, dst, unknown)
	return notes
}

// decode is Decode with the places of all values, by their path: "title.zh",
// "languages[1]".
func decode(src []byte, format Format, dst any, unknown diag.Severity) ([]diag.Note, map[string]span) {
	parse := parseYAML
	if format == TOML {
		parse = parseTOML
	}
	root, notes := parse(src)
	d := &decoder{notes: notes, unknown: unknown, places: map[string]span{}}
	if len(notes) == 0 && root.kind != null {
		d.value(&root, reflect.ValueOf(dst).Elem(), "")
	}
	return d.notes, d.places
}

type span struct{ start, end int }

type decoder struct {
	notes   []diag.Note
	unknown diag.Severity
	places  map[string]span
	key     key // of the struct's field that is being read
}

// Placed is a text that knows where it stands, for what only a later stage can
// judge: byte offsets in the source, from its key to the end of its value.
type Placed struct {
	Text       string
	Start, End int
}

func (p *Placed) decode(d *decoder, n *node, path string) {
	switch n.kind {
	case scalar:
		*p = Placed{n.text, d.key.start, n.end}
	case null:
	default:
		d.wrong(n, path, "a text")
	}
}

// decodable is a type that reads itself.
type decodable interface {
	decode(d *decoder, n *node, path string)
}

func (d *decoder) complain(n *node, code, text, hint string) {
	d.notes = append(d.notes, diag.Note{Start: n.start, End: n.end, Severity: diag.Error, Code: code, Text: text, Hint: hint})
}

func (d *decoder) wrong(n *node, path, want string) {
	if path == "" {
		d.complain(n, "setting", fmt.Sprintf("this must be %s, not %s", want, kindNames[n.kind]), "write lines of key: value")
		return
	}
	d.complain(n, "setting", fmt.Sprintf("%q must be %s, not %s", path, want, kindNames[n.kind]), "")
}

func (d *decoder) value(n *node, v reflect.Value, path string) {
	d.places[path] = span{n.start, n.end}
	if v.CanAddr() {
		if own, ok := v.Addr().Interface().(decodable); ok {
			own.decode(d, n, path)
			return
		}
	}
	if n.kind == null && v.Kind() != reflect.Struct {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem(), path)
	case reflect.Struct:
		d.structure(n, v, path)
	case reflect.Slice:
		d.slice(n, v, path)
	case reflect.Map:
		d.mapValue(n, v, path)
	default:
		d.scalar(n, v, path)
	}
}

func (d *decoder) scalar(n *node, v reflect.Value, path string) {
	if n.kind != scalar {
		want := map[reflect.Kind]string{reflect.Bool: "true or false", reflect.Int: "a whole number"}[v.Kind()]
		if want == "" {
			want = "a text"
		}
		d.wrong(n, path, want)
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(n.text)
	case reflect.Bool:
		if n.quoted || n.text != "true" && n.text != "false" {
			d.complain(n, "setting", fmt.Sprintf("%q must be true or false, not %q", path, n.text), "")
			return
		}
		v.SetBool(n.text == "true")
	case reflect.Int:
		i, err := strconv.Atoi(n.text)
		if err != nil || n.quoted {
			d.complain(n, "setting", fmt.Sprintf("%q must be a whole number, not %q", path, n.text), "")
			return
		}
		v.SetInt(int64(i))
	default:
		panic("config: a field of type " + v.Type().String())
	}
}

func (d *decoder) slice(n *node, v reflect.Value, path string) {
	if n.kind == scalar && v.Type().Elem().Kind() == reflect.String {
		// One value may stand without its brackets: `authors: 李雷`.
		v.Set(reflect.Append(reflect.Zero(v.Type()), reflect.ValueOf(n.text).Convert(v.Type().Elem())))
		return
	}
	if n.kind != sequence {
		d.wrong(n, path, "a list")
		return
	}
	out := reflect.MakeSlice(v.Type(), len(n.items), len(n.items))
	for i := range n.items {
		d.value(&n.items[i], out.Index(i), fmt.Sprintf("%s[%d]", path, i))
	}
	v.Set(out)
}

func (d *decoder) mapValue(n *node, v reflect.Value, path string) {
	if n.kind != mapping {
		d.wrong(n, path, "a mapping")
		return
	}
	out := reflect.MakeMap(v.Type())
	for i, k := range n.keys {
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(&n.items[i], item, join(path, k.name))
		d.places[join(path, k.name)] = span{k.start, k.end} // a map's key is its author's own
		out.SetMapIndex(reflect.ValueOf(k.name), item)
	}
	v.Set(out)
}

// decodeInto is for types that read themselves only in some shapes.
func decodeInto(d *decoder, n *node, dst any, path string) {
	d.value(n, reflect.ValueOf(dst).Elem(), path)
}

func (d *decoder) structure(n *node, v reflect.Value, path string) {
	if n.kind == null {
		return
	}
	if n.kind != mapping {
		d.wrong(n, path, "a mapping")
		return
	}
	fields := map[string]int{}
	for i := range v.NumField() {
		if name := v.Type().Field(i).Tag.Get("key"); name != "" {
			fields[name] = i
		}
	}
	for i, k := range n.keys {
		if name := formerly(v.Type(), k.name); name != "" {
			d.notes = append(d.notes, diag.Note{
				Start: k.start, End: k.end, Severity: diag.Warning, Code: "former-name",
				Text: fmt.Sprintf("%q is the former name of %q", join(path, k.name), join(path, name)),
				Hint: "write " + name,
			})
			if n.get(name) != nil {
				continue // what has the name counts
			}
			k.name = name
		}
		if at, ok := fields[k.name]; ok {
			d.key = k
			d.value(&n.items[i], v.Field(at), join(path, k.name))
			continue
		}
		var known []string
		for name := range fields {
			known = append(known, name)
		}
		slices.Sort(known)
		hint := diag.DidYouMean(k.name, known)
		if hint == "" {
			hint = "known keys here: " + strings.Join(known, ", ")
		}
		d.notes = append(d.notes, diag.Note{
			Start: k.start, End: k.end,
			Severity: d.unknown,
			Code:     "unknown-key",
			Text:     fmt.Sprintf("unknown key %q", join(path, k.name)),
			Hint:     hint,
		})
	}
}

// formerly returns the key that had a name before, "" where none had. A field whose
// key is renamed keeps its former names in a second tag: `key:"new" former:"old older"`.
func formerly(t reflect.Type, name string) string {
	for i := range t.NumField() {
		if tag := t.Field(i).Tag; slices.Contains(strings.Fields(tag.Get("former")), name) {
			return tag.Get("key")
		}
	}
	return ""
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
