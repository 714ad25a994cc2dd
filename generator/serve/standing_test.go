package serve_test

import (
	"context"
	"errors"
	"io/fs"
	"testing"

	"duizhao/generator/serve"
)

// TestStanding holds what a run does that puts what changed alone: all else is as
// it was, and what is in a folder is asked for by its path.
func TestStanding(t *testing.T) {
	p := serve.NewPreview(0)
	text := func(s string) func(context.Context) ([]byte, error) {
		return func(context.Context) ([]byte, error) { return []byte(s), nil }
	}
	find := func(dir string) func(context.Context, string) ([]byte, error) {
		return func(_ context.Context, path string) ([]byte, error) {
			if path != "zh/search/dir/x" {
				return nil, fs.ErrNotExist
			}
			return []byte(dir), nil
		}
	}
	put := func(path string, key byte, s string) {
		t.Helper()
		if err := p.Put(path, [16]byte{key}, text(s)); err != nil {
			t.Fatal(err)
		}
	}
	read := func(path, want string) {
		t.Helper()
		if f, err := p.Read(t.Context(), path); err != nil || string(f.Data) != want {
			t.Errorf("%s: %q, %v; want %q", path, f.Data, err, want)
		}
	}
	p.Begin()
	put("a.html", 1, "a")
	put("b.html", 1, "b")
	if err := p.PutFolder("zh/search/", [16]byte{1}, find("old")); err != nil {
		t.Fatal(err)
	}
	p.End(nil)
	read("zh/search/dir/x", "old")

	p.Begin()
	p.Stand()
	put("b.html", 2, "B")
	if err := p.PutFolder("zh/search/", [16]byte{2}, find("new")); err != nil {
		t.Fatal(err)
	}
	if c := p.End(nil); len(c.Pages) != 1 || c.Pages[0] != "b.html" || c.Everywhere {
		t.Errorf("changed: %v", c)
	}
	read("a.html", "a")
	read("b.html", "B")
	read("zh/search/dir/x", "new")
	for _, path := range []string{"zh/search/none", "/zh/search/dir/x", "zh/x", "/", ""} {
		if _, err := p.Read(t.Context(), path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q: %v", path, err)
		}
	}

	p.Begin() // a run that is no standing one replaces all
	put("a.html", 1, "a")
	p.End(nil)
	if p.Has("b.html") || p.Has("zh/search/dir/x") {
		t.Error("what a whole run did not put is still there")
	}
}
