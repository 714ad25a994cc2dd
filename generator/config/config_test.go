package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"duizhao/generator/diag"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// TestSettings runs testdata/*.txtar: a site.yaml and the diagnostics it gives.
// UPDATE=1 rewrites them.
func TestSettings(t *testing.T) {
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
			_, found := Read(ar.Files[0].Data)
			var b strings.Builder
			for _, d := range diag.Sort(found) {
				b.WriteString(d.String() + "\n")
			}
			if os.Getenv("UPDATE") != "" {
				ar.Files = append(ar.Files[:1], txtar.File{Name: "diagnostics", Data: []byte(b.String())})
				if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(string(ar.Files[1].Data), b.String()); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestDefaults(t *testing.T) {
	if _, found := Read([]byte("title: x\nlanguages: [zh]\ntitle: y")); len(found) == 0 {
		t.Error("a repeated key is accepted")
	}
	s, found := Read([]byte("title: Guide\nlanguages: [zh, en, ar]\n"))
	if len(found) > 0 {
		t.Fatal(found)
	}
	for i, want := range []string{"zh zh-Hans 简体中文 ltr", "en en English ltr", "ar ar العربية rtl"} {
		l := s.Langs[i]
		if got := strings.Join([]string{l.ID, l.Tag, l.Name, l.Dir}, " "); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if s.Source != "zh" || s.Title.In("en") != "Guide" {
		t.Errorf("source %q, title %q", s.Source, s.Title.In("en"))
	}
	if got := s.At("languages[1]").String(); got != "site.yaml:2:17" {
		t.Errorf("languages[1] is at %s", got)
	}
}

// TestFormats holds YAML and TOML to one result.
func TestFormats(t *testing.T) {
	type front struct {
		Title  string            `key:"title"`
		Weight int               `key:"weight"`
		Draft  bool              `key:"draft"`
		Names  []string          `key:"names"`
		Macros map[string]string `key:"macros"`
	}
	yaml := "title: 题 # note\nweight: 3\ndraft: true\nnames: [a, \"b, c\"]\nmacros:\n  \\R: '\\mathbb{R}'\n"
	toml := "title = \"题\"\nweight = 3\ndraft = true\nnames = [\"a\", \"b, c\"]\n[macros]\n'\\R' = '\\mathbb{R}'\n"
	want := front{"题", 3, true, []string{"a", "b, c"}, map[string]string{`\R`: `\mathbb{R}`}}
	for format, src := range map[Format]string{YAML: yaml, TOML: toml} {
		var got front
		if notes := Decode([]byte(src), format, &got, diag.Warning); len(notes) > 0 {
			t.Errorf("format %d: %+v", format, notes)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("format %d: %s", format, d)
		}
	}
}

// TestPlaced holds that a text which is judged later knows its place, from its
// key on, in both languages.
func TestPlaced(t *testing.T) {
	for format, src := range map[Format]string{YAML: "title: 题\nfrom: 'a/b'\n", TOML: "title = \"题\"\nfrom = 'a/b'\n"} {
		var got struct {
			Title string `key:"title"`
			From  Placed `key:"from"`
		}
		if notes := Decode([]byte(src), format, &got, diag.Warning); len(notes) > 0 {
			t.Errorf("format %d: %+v", format, notes)
		}
		p := got.From
		if p.Text != "a/b" || !strings.HasPrefix(src[p.Start:p.End], "from") || !strings.HasSuffix(src[p.Start:p.End], "'a/b'") {
			t.Errorf("format %d: %q at %q", format, p.Text, src[p.Start:p.End])
		}
	}
}

// TestFormer holds that a key counts under its former names too, is told with the
// new one at its place, and yields to it.
func TestFormer(t *testing.T) {
	type settings struct {
		Title string `key:"title" former:"heading headline"`
		Theme struct {
			Colour string `key:"colour" former:"color"`
		} `key:"theme"`
	}
	for src, want := range map[string]string{
		"title: 题\n":                          "题  ",
		"headline: 题\ntheme:\n  color: red\n": "题 red headline: \"headline\" is the former name of \"title\"; color: \"theme.color\" is the former name of \"theme.colour\"",
		"heading: 旧\ntitle: 新\n":              "新  heading: \"heading\" is the former name of \"title\"",
		"title: 新\nheading: 旧\n":              "新  heading: \"heading\" is the former name of \"title\"",
	} {
		var s settings
		var told []string
		for _, n := range Decode([]byte(src), YAML, &s, diag.Error) {
			if n.Code != "former-name" || n.Severity != diag.Warning {
				t.Errorf("%q: %+v", src, n)
			}
			told = append(told, src[n.Start:n.End]+": "+n.Text)
		}
		if got := s.Title + " " + s.Theme.Colour + " " + strings.Join(told, "; "); got != want {
			t.Errorf("%q: got %q, want %q", src, got, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"title: x", "a: [1, {b: c}]", "&a x: *a", "- 1\n- 2", "title: |\n  a\n  b", "题: \"x", "[a.b]\nc = 1", "a = [[1], {x = 1}]\n[[t]]\n", "0\n-", " - x", "title:\n  - [a]"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		for _, format := range []Format{YAML, TOML} {
			var s Settings
			for _, n := range Decode(src, format, &s, diag.Error) {
				if n.Start < 0 || n.End < n.Start || n.End > len(src)+1 {
					t.Errorf("a note outside the text: %+v", n)
				}
			}
		}
	})
}

// A day may have a time behind it, and nothing else.
func TestDate(t *testing.T) {
	for in, want := range map[string]Date{
		"2026-03-01": "2026-03-01", "2026-03-01T10:00:00+08:00": "2026-03-01", "2026-03-01 10:00": "2026-03-01", "2026-03-01t10:00Z": "2026-03-01",
		"2026-03-01garbage": "", "2026-03-011": "", "2026-03-01年": "", "2026-02-30": "", "2026-3-1": "",
	} {
		var dst struct {
			Day Date `key:"day"`
		}
		notes := Decode([]byte("day: \""+in+"\"\n"), YAML, &dst, diag.Error)
		if dst.Day != want || len(notes) > 0 != (want == "") {
			t.Errorf("%q: got %q, %v", in, dst.Day, notes)
		}
	}
}

// TestEditor holds what the preview is told of an editor: an address, whatever
// form it was given in, and none that is wrong.
func TestEditor(t *testing.T) {
	const vscode = "vscode://file{path}:{line}:{column}"
	for given, want := range map[string]string{
		"vscode": vscode, "'vscode://file/{path}:{line}:{column}'": vscode, "''": "",
		"sublime":                              "subl://open?url=file://{path}&line={line}&column={column}",
		"'emacs://open?url=file:///{path}'":    "emacs://open?url=file:///{path}",
		"'http://localhost:63342/file/{path}'": "http://localhost:63342/file/{path}",
		"'javascript://x/{path}'":              "", "notepad": "",
	} {
		s, _ := Read([]byte("title: T\nlanguages: [zh]\nserve: { editor: " + given + " }\n"))
		if s.Serve.Editor != want {
			t.Errorf("%s: got %q, want %q", given, s.Serve.Editor, want)
		}
	}
}
