package content

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestResultKey(t *testing.T) {
	for in, want := range map[string]string{
		"mean": "mean", "mean at step 200": "mean-at-step-200", "D(2)": "D-2", "-log 4": "log-4", "均值 一": "均值-一",
		"a_b.c": "a_b.c", "  ": "", "…": "", "a -- b": "a-b", ".": "",
	} {
		if got := ResultKey(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestValues(t *testing.T) {
	got := Values("a: 1\nno value\nb c:  x y \r\nd:\n: 3\nurl: https://x\na: 2\nx:y\n")
	want := map[string]string{"a": "2", "b-c": "x y", "url": "https://x"}
	if !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestProgramName(t *testing.T) {
	for _, c := range [][3]string{
		{"", "code/gan1d.py", "gan1d"}, {"x", "code/gan1d.py", "x"}, {"", "", ""}, {"", "code/a b.tar.py", "a-b-tar"}, {"", "code/.sh", "sh"},
	} {
		if got := ProgramName(c[0], c[1]); got != c[2] {
			t.Errorf("%q, %q: got %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

// A fingerprint changes with all that a program names, and with nothing else.
func TestFingerprint(t *testing.T) {
	files := map[string]string{
		"code/lab.py":           "import helper\nfrom pkg.inner import x\nprint(open('table.csv').read())",
		"code/helper.py":        "    import far, os",
		"code/far.py":           "import lab",
		"code/pkg/__init__.py":  "",
		"code/pkg/inner.py":     "x = 1",
		"code/table.csv":        "1",
		"code/other.py":         "# helper",
		"code/test_lab.py":      "import lab",
		"code/results.json":     "{}",
		"code/.hidden.py":       "",
		"code/__pycache__/a.py": "",
		"data/cats.csv":         "1",
		"data/dogs.csv":         "1",
	}
	print := func(x Program, changed ...string) Fingerprint {
		root := fstest.MapFS{}
		for name, text := range files {
			if slices.Contains(changed, name) {
				text += " "
			}
			root[Root+"/"+name] = &fstest.MapFile{Data: []byte(text)}
		}
		p, bad := ReadPrograms(root)
		if len(bad) > 0 {
			t.Fatal(bad)
		}
		return p.Fingerprint(x)
	}
	lab := Program{Path: "code/lab.py", Lang: "python", Data: []string{"data/cats.csv"}}
	before := print(lab)
	for name := range files {
		after := print(lab, name)
		used := slices.Contains([]string{"lab.py", "helper.py", "far.py", "pkg/__init__.py", "pkg/inner.py", "table.csv"}, strings.TrimPrefix(name, "code/"))
		if (after.Program != before.Program) != used {
			t.Errorf("%s: it counts: %t, want %t", name, !used, used)
		}
		if (after.Data != before.Data) != (name == "data/cats.csv") {
			t.Errorf("%s changes the data's fingerprint, or does not", name)
		}
	}
	for what, x := range map[string]Program{
		"language":  {Path: lab.Path, Lang: "sh", Data: lab.Data},
		"exit code": {Path: lab.Path, Lang: lab.Lang, Data: lab.Data, Exit: 1},
		"data":      {Path: lab.Path, Lang: lab.Lang, Data: []string{"data/dogs.csv"}},
		"input":     {Path: lab.Path, Lang: lab.Lang, Input: "data/cats.csv"},
		"text":      {Text: "print(1)", Lang: lab.Lang, Data: lab.Data},
	} {
		if print(x) == before {
			t.Errorf("another %s has the same fingerprint", what)
		}
	}
}

func TestReadResults(t *testing.T) {
	written, err := Results{"a": {Values: map[string]string{"x": "2"}, Outputs: []string{OutputDigest("x: 2")}}, "b": {Values: map[string]string{}}}.JSON()
	if err != nil {
		t.Fatal(err)
	}
	file := string(written)
	for _, c := range []struct{ name, text, want string }{
		{"as it was written", file, ""},
		{"with the line ends of another system", strings.ReplaceAll(file, "\n", "\r\n"), ""},
		{"a value by hand", strings.Replace(file, `"x": "2"`, `"x": "3"`, 1), `content/code/results.json:2:3: error: the record of the program "a" is not as it was written`},
		{"a program's name by hand", strings.Replace(file, `"b": {`, `"c": {`, 1), `content/code/results.json:12:3: error: the record of the program "c"`},
		{"an output by hand", strings.Replace(file, OutputDigest("x: 2"), OutputDigest("x: 3"), 1), `content/code/results.json:2:3: error: the record of the program "a"`},
		{"a conflict", "<<<<<<< HEAD\n" + file, `content/code/results.json:1:1: error: version control left a conflict here`},
		{"the end of one", file + ">>>>>>> x\n", `content/code/results.json:18:1: error: version control left a conflict here`},
		{"another kind", "{\n  \"a\": 1\n}", "content/code/results.json:2:8: error: it is not what check --run --update writes"},
		{"an unknown key", `{"a": {"value": {}}}`, "content/code/results.json:1:"},
		{"nothing", "", "content/code/results.json:1:1: error: it is not"},
		{"no records", "{}", ""},
	} {
		r, bad := ReadResults(fstest.MapFS{ResultsFile: &fstest.MapFile{Data: []byte(c.text)}})
		if c.want == "" && len(bad) > 0 || c.want != "" && (len(bad) != 1 || !strings.HasPrefix(bad[0].String(), c.want)) {
			t.Errorf("%s: got %v, want %q", c.name, bad, c.want)
		}
		if c.want == "" && c.text != "{}" && (r["a"].Values["x"] != "2" || !r["a"].Shows("x: 2 \n\n") || r["a"].Shows("x: 3")) {
			t.Errorf("%s: got %v", c.name, r)
		}
	}
	if r, bad := ReadResults(fstest.MapFS{}); len(bad) > 0 || len(r) > 0 {
		t.Errorf("without a file: got %v, %v", r, bad)
	}
}

// What the system does not let be read is reported at its place.
func TestUnreadable(t *testing.T) {
	outside := t.TempDir()
	dir := t.TempDir()
	if err := errors.Join(os.Mkdir(filepath.Join(dir, Root), 0o755), os.Symlink(outside, filepath.Join(dir, filepath.FromSlash(Code)))); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	_, bad := ReadPrograms(root.FS())
	_, worse := ReadResults(root.FS())
	for i, d := range append(bad, worse...) {
		if want := []string{"content/code: error: it cannot be read: ", "content/code/results.json: error: it cannot be read: "}[i]; !strings.HasPrefix(d.String(), want) {
			t.Errorf("got %s, want %s", d, want)
		}
	}
	if len(bad) != 1 || len(worse) != 1 {
		t.Errorf("got %v, %v", bad, worse)
	}
}

// A checkout with the line ends of another system has the same fingerprints.
func TestFingerprintOfLineEnds(t *testing.T) {
	var found []Fingerprint
	for _, end := range []string{"\n", "\r\n"} {
		file := func(text string) *fstest.MapFile {
			return &fstest.MapFile{Data: []byte(strings.ReplaceAll(text, "\n", end))}
		}
		p, _ := ReadPrograms(fstest.MapFS{Code + "/a.py": file("import b\nx\n"), Code + "/b.py": file("y\n\n"), Root + "/c.csv": file("z\n1\n")})
		found = append(found, p.Fingerprint(Program{Path: "code/a.py", Data: []string{"c.csv"}}))
	}
	if found[0] != found[1] {
		t.Errorf("got %v", found)
	}
}
