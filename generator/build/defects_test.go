package build

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"duizhao"
	"duizhao/generator/check"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/pairing"

	"golang.org/x/tools/txtar"
)

// The corpus of seeded defects, testdata/defects: each archive is a site, whose
// files carry marks that are taken out before it is checked.
//
//	⟦broken-link [x](no.md)⟧     the code is reported for just this, from its first to behind its last character
//	                             (or to the end of the first line, where diagnostics end)
//	⟦missing-title⟧              the code is reported here, without an end
//	⟪broken-link [a](a.md)⟫      a trap: the code is not reported for anything that begins in this
//	⟦*3000 [⟧                    no defect: the text, and marks in it, 3000 times
//
// Marks may stand in each other. What is found must be what is marked, all of
// it and nothing else. Whole files and folders have no place for a mark:
//
//	-- want --                   lines of "content/zh/a.md code"; a place is a:LINE, a:LINE:COL or a:LINE:COL-END
//	-- traps --                  likewise; what stands behind the code is for readers
//
// A file whose name ends with .quoted has lines of Go strings, for bytes that
// are no text, and one with .link is a symbolic link; a name in quotes is a Go
// string too. One that ends with .copy has the bytes of the file in
// testdata that it names, and "was FILE" is what FILE was when all translations were
// accepted: there is a translations.lock then. Without site.yaml, the site is in zh and en; a language without
// index.md has a first page of one sentence, unless an archive is about such.
type defects struct {
	root  fstest.MapFS
	was   fstest.MapFS // files as they were when the translations were accepted
	want  []finding
	traps []trap
}

// finding is a code at its place.
type finding struct {
	diag.Pos
	code string
}

func (f finding) String() string {
	at := f.Pos.String()
	if f.End > 0 {
		at += "-" + strconv.Itoa(f.End)
	}
	return at + " " + f.code
}

// trap is a range that a code must not be reported in; line 0 is the whole file.
type trap struct {
	finding
	last diag.Pos
}

func (tr trap) has(d diag.Diagnostic) bool {
	if d.Code != tr.code || d.File != tr.File || tr.Line == 0 {
		return d.Code == tr.code && d.File == tr.File
	}
	before := func(a, b diag.Pos) bool { return a.Line < b.Line || a.Line == b.Line && a.Col < b.Col }
	return !before(d.Pos, tr.Pos) && !before(tr.last, d.Pos)
}

// TestDefects holds what is found in the corpus to what is marked there, and each
// code to three cases and three traps at least, in both languages.
func TestDefects(t *testing.T) {
	files, err := filepath.Glob("testdata/defects/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	counts := map[string]*count{}
	for _, c := range check.Codes() {
		counts[c.Name] = &count{}
	}
	engines := &Engines{}
	defer engines.Close()
	kept := memo(t) // the theme is made once
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			d, err := readDefects(archive)
			if err != nil {
				t.Fatal(err)
			}
			d.accept(t)
			in := Input{Root: d.root, Builtin: duizhao.Theme(), Bundle: bundled, Memo: kept, Engines: engines, Version: "defects", Check: &Check{}}
			found, err := Run(t.Context(), in, dropped{})
			if err != nil {
				t.Fatal(err)
			}
			d.compare(t, found)
			severities(t, found)
			for _, f := range d.want {
				counts[f.code].add(f.File, true)
			}
			for _, tr := range d.traps {
				counts[tr.code].add(tr.File, false)
			}
		})
	}
	if !t.Failed() {
		enough(t, counts)
	}
}

// dropped is a sink that makes every file and keeps none, as that of check.
type dropped struct{}

func (dropped) Put(_ string, _ [16]byte, make func(context.Context) ([]byte, error)) error {
	_, err := make(context.Background())
	return err
}

func (dropped) Keep(string) {}

// accept accepts the translations as they were.
func (d *defects) accept(t *testing.T) {
	t.Helper()
	if len(d.was) == 0 {
		return
	}
	then := maps.Clone(d.root)
	maps.Copy(then, d.was)
	accept(t, then)
	const lock = content.Root + "/" + pairing.LockFile
	d.root[lock] = then[lock]
}

// compare holds what was found to what is marked.
func (d *defects) compare(t *testing.T, found []diag.Diagnostic) {
	t.Helper()
	left := slices.Clone(d.want)
	told := 0
	for _, got := range found {
		if told > 20 {
			t.Fatal("…")
		}
		if i := slices.Index(left, finding{got.Pos, got.Code}); i >= 0 {
			left = slices.Delete(left, i, i+1)
			continue
		}
		end := ""
		if got.End > 0 {
			end = fmt.Sprintf(" (to column %d)", got.End)
		}
		t.Errorf("not marked: %s%s", got, end)
		told++
	}
	for _, f := range left {
		t.Errorf("not found: %s", f)
	}
	for _, tr := range d.traps {
		for _, got := range found {
			if tr.has(got) {
				t.Errorf("in a trap: %s", got)
			}
		}
	}
}

// severities holds what is found to what is said of its code.
func severities(t *testing.T, found []diag.Diagnostic) {
	t.Helper()
	said := check.Explain()
	for _, d := range found {
		if !slices.Contains(strings.Split(said[d.Code].Severity, ", "), d.Severity.String()) {
			t.Errorf("%s, but explained.txt says %q", d, said[d.Code].Severity)
		}
	}
}

// count is how often a code has a case and a trap, by language of the file.
type count struct{ cases, traps, zh, en int }

func (c *count) add(file string, wanted bool) {
	if !wanted {
		c.traps++
		return
	}
	c.cases++
	if strings.Contains(file, "/zh") {
		c.zh++
	}
	if strings.Contains(file, "/en") {
		c.en++
	}
}

// nowhere are the codes that no check of a site reports, with their reason.
var nowhere = map[string]string{
	"build-failed":    "the preview alone says it, of the machine",
	"page-failed":     "the preview alone says it, of the machine",
	"no-dates":        "check asks for no dates",
	"po":              "import po alone reads such files",
	"external-broken": "check --external alone asks: generator/outside",
	"external-moved":  "check --external alone asks: generator/outside",

	"large-site":      "of published files: generator/audit",
	"output-feed":     "of published files: generator/audit",
	"output-html":     "of published files: generator/audit",
	"output-id":       "of published files: generator/audit",
	"output-landmark": "of published files: generator/audit",
	"output-lang":     "of published files: generator/audit",
	"output-policy":   "of published files: generator/audit",
	"output-target":   "of published files: generator/audit",

	"baseline":      "check --baseline alone compares with such a file",
	"sample-failed": "check --run alone runs programs: generator/lab",
}

// noLanguage are codes of files that no language owns.
var noLanguage = map[string]string{
	"bibliography":     "one file for all",
	"unused-reference": "one file for all",
	"unused-term":      "one file for all",
	"glossary":         "one file for all",

	"asset":             "of the theme",
	"output-contrast":   "of the theme",
	"template":          "of the theme",
	"text":              "of the theme",
	"theme":             "of the theme",
	"unused-theme-file": "of the theme",
	"missing-home":      "reported in site.yaml",
	"missing-language":  "reported in site.yaml",
	"translations-lock": "one file for all",
	"own-output":        "of the host",
}

// enough holds the corpus to its size.
func enough(t *testing.T, counts map[string]*count) {
	t.Helper()
	for _, c := range check.Codes() {
		n, reason := counts[c.Name], nowhere[c.Name]
		switch _, apart := noLanguage[c.Name]; {
		case reason != "":
			if n.cases > 0 {
				t.Errorf("%s has a case, but is said to be found nowhere: %s", c.Name, reason)
			}
		case n.cases < 3 || n.traps < 3:
			t.Errorf("%s has %d cases and %d traps, want three of each", c.Name, n.cases, n.traps)
		case !apart && (n.zh == 0 || n.en == 0):
			t.Errorf("%s has %d cases in Chinese and %d in English", c.Name, n.zh, n.en)
		}
	}
}

// readDefects makes a site of an archive.
func readDefects(archive *txtar.Archive) (*defects, error) {
	d := &defects{was: fstest.MapFS{}, root: fstest.MapFS{
		"site.yaml": {Data: []byte("title: { zh: 缺陷, en: Defects }\nlanguages: [zh, en]\n")},
	}}
	known := map[string]bool{}
	for _, c := range check.Codes() {
		known[c.Name] = true
	}
	for _, f := range archive.Files {
		if err := d.file(f.Name, f.Data); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	for _, f := range d.want {
		if !known[f.code] {
			return nil, fmt.Errorf("%s: there is no such code", f)
		}
	}
	for _, tr := range d.traps {
		if !known[tr.code] {
			return nil, fmt.Errorf("%s: there is no such code", tr)
		}
	}
	for lang, text := range map[string]string{"zh": "首页。\n", "en": "The home page.\n"} {
		home := "content/" + lang + "/index.md"
		wanted := slices.ContainsFunc(d.want, func(f finding) bool { return f.code == "missing-home" || f.code == "missing-language" })
		if d.root[home] == nil && !wanted {
			d.root[home] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return d, nil
}

// file takes one file of an archive.
func (d *defects) file(name string, data []byte) error {
	switch name {
	case "want", "traps":
		return d.list(name == "want", string(data))
	}
	if text, err := strconv.Unquote(name); err == nil {
		name = text
	}
	if old, ok := strings.CutPrefix(name, "was "); ok {
		d.was[old] = &fstest.MapFile{Data: data}
		return nil
	}
	if copied, ok := strings.CutSuffix(name, ".copy"); ok {
		data, err := os.ReadFile(filepath.Join("testdata", strings.TrimSpace(string(data))))
		d.root[copied] = &fstest.MapFile{Data: data}
		return err
	}
	if link, ok := strings.CutSuffix(name, ".link"); ok {
		d.root[link] = &fstest.MapFile{Data: []byte(strings.TrimSpace(string(data))), Mode: fs.ModeSymlink | 0o777}
		return nil
	}
	text := string(data)
	if plain, ok := strings.CutSuffix(name, ".quoted"); ok {
		name = plain
		var b strings.Builder
		for line := range strings.Lines(text) {
			part, err := strconv.Unquote(strings.TrimSpace(line))
			if err != nil {
				return fmt.Errorf("%q: %w", line, err)
			}
			b.WriteString(part)
		}
		text = b.String()
	}
	m := &marks{rest: text}
	if err := m.until(""); err != nil {
		return err
	}
	d.root[name] = &fstest.MapFile{Data: m.out}
	for _, s := range m.found {
		f := finding{diag.Between(name, m.out, s.start, s.end), s.code}
		if s.trap {
			d.traps = append(d.traps, trap{f, diag.At(name, m.out, s.end)})
		} else {
			d.want = append(d.want, f)
		}
	}
	return nil
}

// list reads a list of places and codes.
func (d *defects) list(wanted bool, text string) error {
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) < 2 {
			return fmt.Errorf("%q: want a place and a code", line)
		}
		parts := strings.Split(words[0], ":")
		f := finding{diag.Pos{File: parts[0]}, words[1]}
		for i, part := range parts[1:] {
			col, end, _ := strings.Cut(part, "-")
			n, err := strconv.Atoi(col)
			if err != nil {
				return fmt.Errorf("%q: %w", line, err)
			}
			if i == 0 {
				f.Line = n
				continue
			}
			f.Col = n
			if end == "" {
				continue
			}
			if f.End, err = strconv.Atoi(end); err != nil {
				return fmt.Errorf("%q: %w", line, err)
			}
		}
		if wanted {
			d.want = append(d.want, f)
		} else {
			d.traps = append(d.traps, trap{f, diag.Pos{Line: f.Line, Col: 1 << 30}})
		}
	}
	return nil
}

// marks takes the marks out of a text.
type marks struct {
	rest  string
	out   []byte
	found []mark
}

type mark struct {
	code       string
	trap       bool
	start, end int // bytes in the text without marks
}

// closers end what the marks open.
var closers = map[string]string{"⟦": "⟧", "⟪": "⟫"}

// until copies the text up to a closing mark; "" is the end.
func (m *marks) until(closer string) error {
	for {
		i := strings.IndexAny(m.rest, "⟦⟪⟧⟫")
		if i < 0 {
			if closer != "" {
				return fmt.Errorf("no %s behind %q", closer, m.out[max(0, len(m.out)-40):])
			}
			m.out = append(m.out, m.rest...)
			return nil
		}
		sign := m.rest[i : i+len("⟦")]
		m.out = append(m.out, m.rest[:i]...)
		m.rest = m.rest[i+len(sign):]
		if sign == closer {
			return nil
		}
		if closers[sign] == "" {
			return fmt.Errorf("a %s that closes nothing behind %q", sign, m.out[max(0, len(m.out)-40):])
		}
		if err := m.one(sign); err != nil {
			return err
		}
	}
}

// one reads what an opening mark stands before.
func (m *marks) one(sign string) error {
	i := strings.IndexAny(m.rest, " \n"+closers[sign])
	if i < 0 {
		return fmt.Errorf("no %s", closers[sign])
	}
	code := m.rest[:i]
	m.rest = strings.TrimPrefix(m.rest[i:], " ")
	start, n := len(m.out), len(m.found)
	m.found = append(m.found, mark{code: code, trap: sign == "⟪", start: start})
	if err := m.until(closers[sign]); err != nil {
		return err
	}
	m.found[n].end = len(m.out)
	times, repeated := strings.CutPrefix(code, "*")
	if !repeated {
		return nil
	}
	m.found = append(m.found[:n], m.found[n+1:]...)
	k, err := strconv.Atoi(times)
	if err != nil {
		return err
	}
	once, inner := string(m.out[start:]), m.found[n:len(m.found):len(m.found)]
	for i := 1; i < k; i++ {
		m.out = append(m.out, once...)
		for _, in := range inner {
			in.start, in.end = in.start+i*len(once), in.end+i*len(once)
			m.found = append(m.found, in)
		}
	}
	return nil
}
