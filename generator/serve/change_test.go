package serve_test

import (
	"context"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"duizhao/generator/diag"
	"duizhao/generator/serve"
)

// kinds is what a site's program knows of its files.
func kinds(file string) serve.Kind {
	switch filepath.Ext(file) {
	case ".css":
		return serve.Style
	case ".html":
		return serve.Reload
	}
	return serve.Patch
}

func TestKindOfChange(t *testing.T) {
	for _, c := range []struct {
		name    string
		touched []string
		want    serve.Kind
	}{
		{"nobody knows", nil, serve.Patch},
		{"a text", []string{"a.md"}, serve.Patch},
		{"a style", []string{"x.css"}, serve.Style},
		{"a style and a text", []string{"x.css", "a.md"}, serve.Patch},
		{"a text and a template", []string{"a.md", "page.html"}, serve.Reload},
	} {
		p := serve.NewPreview(0)
		p.KindOf = kinds
		run(t, p, "a/index.html", "1")
		p.Touched(c.touched)
		run(t, p) // breaks before it puts anything
		if got := run(t, p, "a/index.html", "2"); got.Kind != c.want {
			t.Errorf("%s: %v, want %v", c.name, got.Kind, c.want)
		}
		p.Touched([]string{"page.html"})
		run(t, p, "a/index.html", "2") // the same as before
		if got := run(t, p, "a/index.html", "3"); got.Kind != serve.Patch {
			t.Errorf("%s: the change after it is a %v", c.name, got.Kind)
		}
	}
}

func TestFileChangedUnderItsNameReloads(t *testing.T) {
	p := serve.NewPreview(0)
	run(t, p, "a/index.html", "1", "cat.png", "1")
	if got := run(t, p, "a/index.html", "1", "cat.png", "2"); got.Kind != serve.Reload {
		t.Errorf("a %v", got.Kind)
	}
}

func TestMissedChangesAreOfTheStrongestKind(t *testing.T) {
	p := serve.NewPreview(0)
	p.KindOf = kinds
	run(t, p, "a/index.html", "1")
	server := listenOn(t, &serve.Server{Preview: p})
	seen := open(t, server.URL, "").next("diagnostics").id
	for i, file := range []string{"page.html", "a.md"} {
		p.Touched([]string{file})
		run(t, p, "a/index.html", []string{"2", "3"}[i])
	}
	if e := open(t, server.URL, "?since="+seen).next("change"); e.data != `{"pages":["/a/"],"kind":"reload"}` {
		t.Errorf("missed: %s", e.data)
	}
}

func TestChangeNamesThePagesOfTheOneSource(t *testing.T) {
	p := serve.NewPreview(0)
	p.PagesOf = func(file string) []string {
		return map[string][]string{"a.md": {"a/index.html", "pair/a/index.html"}, "b.md": {"b/index.html"}}[file]
	}
	files := []string{"a/index.html", "1", "b/index.html", "1", "pair/a/index.html", "1"}
	run(t, p, files...)
	for i, c := range []struct {
		touched, want []string
	}{
		{[]string{"a.md", "a.md", "notes.txt"}, []string{"a/index.html", "pair/a/index.html"}},
		{[]string{"a.md", "b.md"}, nil},
		{[]string{"notes.txt"}, nil},
	} {
		p.Touched(c.touched)
		for j := 1; j < len(files); j += 2 {
			files[j] = strings.Repeat("x", i+2)
		}
		if got := run(t, p, files...).At; !reflect.DeepEqual(got, c.want) {
			t.Errorf("%v: at %v, want %v", c.touched, got, c.want)
		}
	}
}

func TestLinesAreReadAnewWhereTheirFileChanged(t *testing.T) {
	var read []string
	p := serve.NewPreview(0)
	p.Frames = func() func(diag.Pos) []string {
		return func(at diag.Pos) []string { read = append(read, at.File); return nil }
	}
	found := []diag.Diagnostic{
		{Pos: diag.Pos{File: "content/a.md", Line: 1, Col: 1}, Severity: diag.Warning},
		{Pos: diag.Pos{File: "content/b.md", Line: 1, Col: 1}, Severity: diag.Warning},
	}
	both := []string{"content/a.md", "content/b.md"}
	for i, c := range []struct{ touched, want []string }{
		{nil, both}, {nil, nil}, {[]string{"content/a.md"}, both[:1]}, {[]string{"content"}, both}, {[]string{"content/a"}, nil}, {[]string{"."}, both},
	} {
		read = nil
		p.Touched(c.touched)
		p.Begin()
		if err := p.Put("index.html", [16]byte{byte(i)}, func(context.Context) ([]byte, error) { return nil, nil }); err != nil {
			t.Fatal(err)
		}
		if p.End(found); !reflect.DeepEqual(read, c.want) {
			t.Errorf("%v changed: read %v, want %v", c.touched, read, c.want)
		}
	}
}
