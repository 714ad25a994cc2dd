package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPOKeepsBytes exports every block of the guide and of the manual as a PO
// file, and imports it as if each had been looked at: no byte of a page changes.
func TestPOKeepsBytes(t *testing.T) {
	for _, site := range []string{"../../..", "../../../docs"} {
		dir := t.TempDir()
		for _, name := range []string{"site.yaml", "content"} {
			copyAll(t, filepath.Join(site, name), filepath.Join(dir, name))
		}
		if err := os.RemoveAll(filepath.Join(dir, "content/translations.lock")); err != nil {
			t.Fatal(err)
		}
		before := files(t, filepath.Join(dir, "content"))
		po := filepath.Join(dir, "en.po")
		must(t, "export", "po", "--root", dir, "-o", po)
		text, err := os.ReadFile(po)
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(text, []byte("#, fuzzy\n")); n < 100 {
			t.Errorf("%s: only %d blocks with a translation", site, n)
		}
		text = bytes.ReplaceAll(text, []byte("#, fuzzy\n"), nil)
		if err := os.WriteFile(po, text, 0o644); err != nil {
			t.Fatal(err)
		}
		if out := must(t, "import", "po", "--root", dir, po); !strings.HasPrefix(out, "0 blocks written into 0 files") {
			t.Errorf("%s: %s", site, out)
		}
		after := files(t, filepath.Join(dir, "content"))
		for name, old := range before {
			if after[name] != old {
				t.Errorf("%s: %s has changed", site, name)
			}
		}
	}
}

func must(t *testing.T, args ...string) string {
	t.Helper()
	var out, diags strings.Builder
	if code := run(t.Context(), args, os.Environ(), strings.NewReader(""), &out, &diags); code != 0 {
		t.Fatalf("%v: exit code %d\n%s", args, code, &diags)
	}
	return out.String()
}

func copyAll(t *testing.T, from, to string) {
	t.Helper()
	for name, data := range files(t, from) {
		p := filepath.Join(to, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// files reads a file, or all below a folder, by their paths seen from it.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, p)
		out[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
