package main

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"duizhao/generator/check"
	"duizhao/generator/config"
	"duizhao/generator/content"

	"github.com/google/go-cmp/cmp"
)

// object is a part of a JSON Schema; encoding/json sorts its keys.
type object = map[string]any

// TestSchemas holds the schemas to the types that read settings and front matter:
// UPDATE=1 writes them anew.
func TestSchemas(t *testing.T) {
	words := comments(t, "../../config", "../../content")
	for name, x := range map[string]struct {
		title string
		of    reflect.Type
		more  any // whether other keys may stand there
	}{
		"site":         {"site.yaml of duizhao", reflect.TypeFor[config.Settings](), false},
		"front-matter": {"Front matter of pages for duizhao", reflect.TypeFor[content.Front](), false},
	} {
		s := (&schemer{words}).structure(x.of)
		s["$schema"], s["title"], s["additionalProperties"] = "http://json-schema.org/draft-07/schema#", x.title, x.more
		if name == "site" {
			s["required"] = []string{"title", "languages"}
		}
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if err := e.Encode(s); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("scaffold", "schema", name+".json")
		if os.Getenv("UPDATE") != "" {
			if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(got), b.String()); diff != "" {
			t.Errorf("%s is not of the types as they are; UPDATE=1 writes it (-file +types):\n%s", file, diff)
		}
	}
}

// schemer makes schemas of types; words are the comments of their fields.
type schemer struct{ words map[string]string }

func (s *schemer) structure(t reflect.Type) object {
	properties := object{}
	for i := range t.NumField() {
		f := t.Field(i)
		key := f.Tag.Get("key")
		if key == "" {
			continue
		}
		p := s.field(t.Name()+"."+f.Name, f.Type)
		if d := s.words[t.Name()+"."+f.Name]; d != "" {
			p["description"] = d
		}
		properties[key] = p
	}
	return object{"type": "object", "properties": properties, "additionalProperties": false}
}

// allowedValues are those of fields that are texts for Go alone.
var allowedValues = map[string][]string{
	"Settings.Citations":  {config.Numbered, config.AuthorYear},
	"Outputs.Headers":     config.Hosts,
	"Outputs.Precompress": config.Packed,
	"Settings.Dates":      {config.DatesGit, config.DatesFrontmatter},
	"Front.Layout":        {"home"},
	"Front.Translation":   {"machine", "draft", "reviewed"},
}

func (s *schemer) field(name string, t reflect.Type) object {
	if values := allowedValues[name]; values != nil && t.Kind() != reflect.Slice {
		return object{"enum": values}
	}
	text := object{"type": []string{"string", "number"}} // 1.2 is a text too
	switch t {
	case reflect.TypeFor[config.Localized]():
		return either(text, listed("object", text))
	case reflect.TypeFor[config.Authors]():
		one := either(text, listed("object", text))
		return either(text, listed("object", text), listed("array", one))
	case reflect.TypeFor[config.Language](), reflect.TypeFor[config.Version]():
		return either(text, s.structure(t))
	case reflect.TypeFor[config.Fonts]():
		paths := either(text, listed("array", text))
		return either(text, listed("array", text), listed("object", paths))
	case reflect.TypeFor[config.Offline]():
		named := object{"short_name": either(text, listed("object", text)), "icon": text}
		return either(object{"type": "boolean"}, object{"type": "object", "properties": named, "additionalProperties": false})
	case reflect.TypeFor[config.Accent]():
		hex := object{"type": "string", "pattern": config.AccentPattern}
		return either(hex, object{"type": "object", "properties": object{"light": hex, "dark": hex}, "additionalProperties": false})
	case reflect.TypeFor[config.Sources]():
		out := listed("object", either(text, listed("array", text)))
		out["propertyNames"] = object{"enum": config.Directives}
		return out
	case reflect.TypeFor[config.PlacedList]():
		return either(text, listed("array", text))
	case reflect.TypeFor[config.Placed]():
		return text
	case reflect.TypeFor[config.Size]():
		return object{"type": "string", "pattern": config.SizePattern}
	case reflect.TypeFor[config.Date]():
		return object{"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ].*)?$"}
	case reflect.TypeFor[map[string]config.Severity]():
		out := listed("object", object{"enum": []string{"error", "warning", "off"}})
		out["propertyNames"] = object{"enum": check.Names()}
		return out
	}
	switch t.Kind() {
	case reflect.Pointer:
		return s.field(name, t.Elem())
	case reflect.Struct:
		return s.structure(t)
	case reflect.Slice:
		item := s.field(name, t.Elem())
		if t.Elem().Kind() == reflect.String {
			return either(item, listed("array", item))
		}
		return listed("array", item)
	case reflect.Map:
		return listed("object", s.field(name, t.Elem()))
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int:
		return object{"type": "integer"}
	case reflect.String:
		return text
	}
	panic("a field of type " + t.String())
}

func listed(kind string, item object) object {
	if kind == "array" {
		return object{"type": kind, "items": item}
	}
	return object{"type": kind, "additionalProperties": item}
}

func either(options ...object) object { return object{"anyOf": options} }

// comments reads what stands beside the fields of structs, by type and field.
func comments(t *testing.T, dirs ...string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, dir := range dirs {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range slices.DeleteFunc(files, func(f string) bool { return strings.HasSuffix(f, "_test.go") }) {
			f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				spec, ok := n.(*ast.TypeSpec)
				if !ok {
					return true
				}
				structure, ok := spec.Type.(*ast.StructType)
				if !ok {
					return true
				}
				for _, field := range structure.Fields.List {
					for _, name := range field.Names {
						said := field.Comment.Text()
						if said == "" {
							said = field.Doc.Text()
						}
						out[spec.Name.Name+"."+name.Name] = strings.Join(strings.Fields(said), " ")
					}
				}
				return true
			})
		}
	}
	return out
}
