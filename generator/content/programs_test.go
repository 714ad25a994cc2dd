package content

import (
	"errors"
	"maps"
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
		p, err := ReadPrograms(root)
		if err != nil {
			t.Fatal(err)
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
	for text, ok := range map[string]bool{
		`{"a": {"program": "1", "values": {"x": "2"}}}`: true, `{"a": 1}`: false, `<<<<<<< HEAD`: false, `{"a": {"value": {}}}`: false, ``: false,
	} {
		r, err := ReadResults(fstest.MapFS{ResultsFile: &fstest.MapFile{Data: []byte(text)}})
		if (err == nil) != ok || ok && r["a"].Values["x"] != "2" {
			t.Errorf("%q: got %v, %v", text, r, err)
		}
	}
	for name, want := range map[string]bool{"": true, "results.json": false} { // a folder in its place cannot be read
		root := fstest.MapFS{ResultsFile: &fstest.MapFile{Data: []byte(name)}}
		if name != "" {
			root = fstest.MapFS{ResultsFile + "/" + name: &fstest.MapFile{}}
		}
		if _, err := ReadResults(root); err == nil || errors.Is(err, ErrResults) != want {
			t.Errorf("%q: got %v", name, err)
		}
	}
	if r, err := ReadResults(fstest.MapFS{}); err != nil || len(r) > 0 {
		t.Errorf("without a file: got %v, %v", r, err)
	}
}
