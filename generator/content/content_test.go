package content

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"duizhao/generator/config"
	"duizhao/generator/diag"
	"duizhao/generator/site"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// TestLoad runs testdata/*.txtar: a site, and what was found in it. UPDATE=1
// rewrites the last file, "found".
func TestLoad(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test files: %v", err)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			want := ""
			root := fstest.MapFS{}
			var in []txtar.File
			for _, f := range ar.Files {
				if f.Name == "found" {
					want = string(f.Data)
					continue
				}
				in = append(in, f)
				root[f.Name] = &fstest.MapFile{Data: f.Data}
			}
			got := load(t, root, false)
			if os.Getenv("UPDATE") != "" {
				ar.Files = append(in, txtar.File{Name: "found", Data: []byte(got)})
				if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func load(t *testing.T, root fstest.MapFS, drafts bool) string {
	t.Helper()
	s, found := config.Read([]byte("title: T\nlanguages: [zh, en]\n"))
	if len(found) > 0 {
		t.Fatal(found)
	}
	tree, found, err := Load(root, s, drafts)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, src := range tree.Sources {
		fmt.Fprintf(&b, "%s: key %q at /%s order %v title %q broken %t\n", src.Path, src.Page, src.URL.Path, src.Order, src.Front.Title, src.Broken)
		if !src.Broken && len(src.Body) != len(src.Text) {
			t.Errorf("%s: the front matter was cut, not blanked", src.Path)
		}
	}
	for _, d := range diag.Sort(found) {
		fmt.Fprintln(&b, d)
	}
	return b.String()
}

// TestSourceLanguage names the source language of pages.
func TestSourceLanguage(t *testing.T) {
	s, _ := config.Read([]byte("title: T\nlanguages: [zh, en, ja]\n"))
	root := fstest.MapFS{}
	for p, translates := range map[string]string{
		"zh/index.md": "", "en/index.md": "", "ja/index.md": "",
		"en/only.md": "", "ja/only.md": "",
		"zh/first-en.md": "en/first-en.md", "en/first-en.md": "", "ja/first-en.md": "",
		"ja/first-ja.md": "", "zh/erst.md": "ja/first-ja.md",
		"en/none.md": "ja/none.md", "ja/none.md": "",
		"zh/stays.md": "", "en/stays.md": "", "ja/named.md": "en/stays.md",
	} {
		text := "x"
		if translates != "" {
			text = "---\ntranslates: " + translates + "\n---\n"
		}
		root["content/"+p] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, found, err := Load(root, s, false)
	if err != nil || len(found) > 0 {
		t.Fatal(found, err)
	}
	want := map[string]string{"": "zh", "only": "en", "first-en": "en", "first-ja": "ja", "none": "ja", "stays": "zh"}
	for _, src := range tree.Sources {
		if src.Original != want[src.Page] {
			t.Errorf("%s: page %q is written in %q, want %q", src.Path, src.Page, src.Original, want[src.Page])
		}
	}
}

// TestUnclosedFront tells front matter that nothing closes from a rule.
func TestUnclosedFront(t *testing.T) {
	for text, want := range map[string]bool{
		"---\ntitle: X\n# Hi\n": true, "+++\ntitle = 'X'\n": true, "---\n\ntitle: X\n": false, "---\ntext\n": false, "---\nhttp://x\n": false, "---": false,
	} {
		_, body, notes := readFront([]byte(text))
		if got := len(notes) == 1 && notes[0].Code == "syntax"; got != want || string(body) != text {
			t.Errorf("%q: %+v, body %q", text, notes, body)
		}
	}
}

func TestNormalise(t *testing.T) {
	got, bad := normalise([]byte("\ufeff一\r\n二\r三"))
	if bad != nil || string(got) != "一\n二\n三" {
		t.Errorf("got %q, %v", got, bad)
	}
	if _, bad := normalise([]byte("\xff\xfeh\x00")); bad == nil || !strings.Contains(bad.Text, "UTF-16") {
		t.Errorf("UTF-16: %v", bad)
	}
	raw := []byte("第一行\n好\xff坏")
	_, bad = normalise(raw)
	if bad == nil {
		t.Fatal("invalid UTF-8 is accepted")
	}
	if got := bad.In("f", raw).Pos.String(); got != "f:2:2" {
		t.Errorf("invalid UTF-8 is at %s, want f:2:2", got)
	}
}

func TestDrafts(t *testing.T) {
	root := fstest.MapFS{
		"content/zh/index.md": {Data: []byte("---\ndraft: true\n---\n")},
		"content/en/index.md": {Data: []byte("x")},
	}
	if got := load(t, root, true); !strings.Contains(got, "content/zh/index.md: key") {
		t.Errorf("a wanted draft is missing:\n%s", got)
	}
	if got := load(t, root, false); strings.Contains(got, "content/zh/index.md: key") {
		t.Errorf("a draft is published:\n%s", got)
	}
}

// TestNames holds that a name which no address can have, or that cannot even be
// shown, is reported and left out with what is below it.
func TestNames(t *testing.T) {
	root := fstest.MapFS{
		"content/zh/index.md":     {Data: []byte("x")},
		"content/en/index.md":     {Data: []byte("x")},
		`content/zh/a\b.md`:       {Data: []byte("x")},
		"content/zh/a\x1b[2J.md":  {Data: []byte("x")},
		"content/zh/\xb2\xe2.md":  {Data: []byte("x")},
		"content/images/a\nb.png": {Data: []byte("x")},
		`content/en/a\b/c.md`:     {Data: []byte("x")},
	}
	got := load(t, root, false)
	want := `content/images: error: the name "a\nb.png" has a control character [file-name]
	hint: rename it: use letters, digits, hyphens, underscores and dots
`
	if !strings.Contains(got, want) || strings.Count(got, "[file-name]") != 5 {
		t.Errorf("got\n%s", got)
	}
	if strings.Contains(got, `c.md`) || strings.Contains(got, "\x1b") || strings.Contains(got, "\xb2") {
		t.Errorf("a bad name is published, or shown:\n%s", got)
	}
}

// TestAlone holds which files a build publishes though nothing names them.
func TestAlone(t *testing.T) {
	for name, want := range map[string]bool{
		"content/zh/a.md": true, "content/zh/02-b/c.md": true, "content/static/robots.txt": true, "content/static/a/b.md": true,
		"content/zh/clone/": true, "content/zh/.clone/": false, "content/code/clone/": false,
		"content/zh/_part.md": false, "content/zh/.a.md": false, "content/zh/.venv/a.md": false, "content/static/.DS_Store": false,
		"content/static/.well-known/security.txt": true, "content/static/.well-known/.a": false, "content/static/.well-knowns/a": false, "content/zh/.well-known/a.md": false,
		"content/zh/a.png": false, "content/code/venv/README.md": false, "assets/a.md": false, "site.yaml": false,
	} {
		if got := Alone(name); got != want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

// TestWellKnown holds that of what begins with a dot the folder .well-known of
// content/static/ alone is looked at.
func TestWellKnown(t *testing.T) {
	root := fstest.MapFS{"content/zh/index.md": {Data: []byte("x")}}
	for _, name := range []string{"static/.well-known/security.txt", "static/.well-known/a/b", "static/.well-known/.swp", "static/.git/config", "static/a/.well-known/b", "zh/.well-known/c.md", ".well-known/d"} {
		root["content/"+name] = &fstest.MapFile{Data: []byte("x")}
	}
	tree, _, err := Load(root, &config.Settings{Langs: []site.Lang{{ID: "zh"}}}, false)
	got := slices.Sorted(maps.Keys(tree.Files))
	want := []string{"content/static/.well-known/a/b", "content/static/.well-known/security.txt"}
	if err != nil || len(tree.Sources) != 1 || !slices.Equal(got, want) {
		t.Errorf("got %v, %d texts and %v", err, len(tree.Sources), got)
	}
}

// TestNoFiles holds that what is no file is not read: a pipe would be read for ever.
func TestNoFiles(t *testing.T) {
	root := fstest.MapFS{"content/zh/index.md": {Data: []byte("x")}}
	for name, mode := range map[string]fs.FileMode{"pipe": fs.ModeNamedPipe, "socket": fs.ModeSocket, "device": fs.ModeDevice} {
		root["content/zh/"+name+".md"] = &fstest.MapFile{Data: []byte("x"), Mode: mode}
		root["content/static/"+name] = &fstest.MapFile{Mode: mode}
	}
	tree, _, err := Load(root, &config.Settings{Langs: []site.Lang{{ID: "zh"}}}, false)
	if err != nil || len(tree.Sources) != 1 || len(tree.Files) != 0 {
		t.Errorf("got %v, %v and %v", err, tree.Sources, tree.Files)
	}
}

// FuzzFront holds that front matter never moves what stands behind it.
func FuzzFront(f *testing.F) {
	for _, s := range []string{"---\ntitle: x\n---\ntext", "---\n", "---\n---\n", "+++\na = 1\n+++\n", "---\n- a\n---\n\n---\n", "text\n---\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		text, bad := normalise(src)
		if bad != nil {
			return
		}
		_, body, notes := readFront(text)
		if len(body) != len(text) || strings.Count(string(body), "\n") != strings.Count(string(text), "\n") {
			t.Error("positions behind the front matter moved")
		}
		for _, n := range notes {
			if n.Start < 0 || n.Start > len(text) {
				t.Errorf("a note outside the text: %+v", n)
			}
		}
	})
}
