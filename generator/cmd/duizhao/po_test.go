package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"duizhao/generator/config"
	"duizhao/generator/content"
	"duizhao/generator/importer"
	"duizhao/generator/site"
)

// TestPOKeepsBytes exports every block of the guide and of the manual as a PO
// file, and imports it as if each had been looked at: no byte of a page changes.
func TestPOKeepsBytes(t *testing.T) {
	for _, site := range []string{"../../..", "../../../docs"} {
		dir := siteCopy(t, site)
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
		for _, text := range [][]byte{text, rewrapped(t, text, func(m importer.Message) string { return m.Str })} {
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
}

// TestPOMakesPages takes all English pages of the guide and of the manual away,
// exports, and imports their translations, none of which is refused; then, as
// translations, the sources: each page that is made says, byte for byte, what its
// source says.
func TestPOMakesPages(t *testing.T) {
	for _, site := range []string{"../../..", "../../../docs"} {
		dir := siteCopy(t, site)
		po, en := filepath.Join(dir, "en.po"), filepath.Join(dir, "content/en")
		theirs := map[string]string{} // by source, as it is translated
		for _, m := range exported(t, dir, po, "content/translations.lock") {
			theirs[m.ID] = m.Str
		}
		for name := range files(t, en) {
			if strings.HasSuffix(name, ".md") && !strings.HasPrefix(filepath.Base(name), "_") {
				if err := os.Remove(filepath.Join(en, name)); err != nil {
					t.Fatal(err)
				}
			}
		}
		write(t, filepath.Join(en, "only.md"), "A language has a page.")
		blank := files(t, en)
		all := exported(t, dir, po, "")
		text := importer.PO{Lang: "en", Messages: all}.Format()
		for _, str := range []func(importer.Message) string{
			func(m importer.Message) string { return theirs[m.ID] }, // none of it is refused
			func(m importer.Message) string { return m.ID },
		} {
			if err := os.RemoveAll(en); err != nil {
				t.Fatal(err)
			}
			for name, data := range blank {
				write(t, filepath.Join(en, name), data)
			}
			write(t, po, string(rewrapped(t, text, str)))
			out := must(t, "import", "po", "--root", dir, po)
			n := 0
			if _, err := fmt.Sscan(out, &n); err != nil || n < 100 {
				t.Errorf("%s: %s", site, out)
			}
		}
		samePages(t, dir)
	}
}

// siteCopy copies what is a site's own of one into a folder of the test's.
func siteCopy(t *testing.T, site string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"site.yaml", "content"} {
		copyAll(t, filepath.Join(site, name), filepath.Join(dir, name))
	}
	return dir
}

// exported returns the entries of an export, once a file below the site is gone.
func exported(t *testing.T, dir, po, gone string) []importer.Message {
	t.Helper()
	if gone != "" {
		if err := os.Remove(filepath.Join(dir, gone)); err != nil {
			t.Fatal(err)
		}
	}
	must(t, "export", "po", "--root", dir, "--lang", "en", "-o", po)
	text, err := os.ReadFile(po)
	if err != nil {
		t.Fatal(err)
	}
	out, notes := importer.ReadPO(text)
	if len(notes) > 0 {
		t.Fatal(notes)
	}
	return out.Messages
}

// samePages holds that the English pages of a site say what the Chinese do.
func samePages(t *testing.T, dir string) {
	t.Helper()
	settings := &config.Settings{Source: "zh", Langs: []site.Lang{{ID: "zh"}, {ID: "en"}}}
	tree, _, err := content.Load(os.DirFS(dir), settings, true)
	if err != nil {
		t.Fatal(err)
	}
	pages := map[site.TextID]content.Source{}
	for _, s := range tree.Sources {
		pages[s.TextID] = *s
	}
	n := 0
	for id, source := range pages {
		if id.Lang != "zh" {
			continue
		}
		n++
		made := pages[site.TextID{Page: id.Page, Lang: "en"}]
		if got, want := bytes.TrimSpace(made.Body), bytes.TrimSpace(source.Body); !bytes.Equal(got, want) {
			t.Errorf("%s: the page is another", source.Path)
		}
		for _, f := range []*content.Front{&made.Front, &source.Front} {
			f.Layout, f.Sample = config.Placed{Text: f.Layout.Text}, config.Placed{Text: f.Sample.Text}
			for i := range f.Tags {
				f.Tags[i].Start, f.Tags[i].End = 0, 0
			}
		}
		if source.Front.Title == "" {
			made.Front.Title = ""
		}
		if !reflect.DeepEqual(made.Front, source.Front) {
			t.Errorf("%s: got %+v, want %+v", source.Path, made.Front, source.Front)
		}
	}
	if n < 5 {
		t.Errorf("only %d pages", n)
	}
}

// rewrapped writes a PO file as other tools do: texts cut elsewhere than at their
// lines, comments left out or of the tool's own, lines that end otherwise.
func rewrapped(t *testing.T, text []byte, str func(importer.Message) string) []byte {
	t.Helper()
	po, notes := importer.ReadPO(text)
	if len(notes) > 0 {
		t.Fatal(notes)
	}
	var b strings.Builder
	field := func(keyword, text string) {
		b.WriteString(keyword + " \"\"\n")
		for piece := range slices.Chunk([]rune(text), 17) {
			s := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(string(piece))
			b.WriteString(`"` + s + "\"\n")
		}
	}
	field("msgid", "")
	field("msgstr", "Language: "+po.Lang+"\nX-Generator: A tool\n")
	for _, m := range po.Messages {
		b.WriteString("\n# A translator's own word.\n#, no-wrap\n")
		field("msgctxt", m.Context)
		field("msgid", m.ID)
		field("msgstr", str(m))
	}
	b.WriteString("\n#~ msgid \"old\"\n#~ msgstr \"alt\"\n")
	return []byte("\ufeff" + strings.ReplaceAll(b.String(), "\n", "\r\n"))
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
		write(t, filepath.Join(to, name), data)
	}
}

func write(t *testing.T, name, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
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
