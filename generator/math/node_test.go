//go:build !race

// The race detector makes the interpreter some fifty times slower, and these
// tests have nothing to race for: test/run.sh runs them without it.

package math

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"duizhao/generator/diag"
)

// everything holds a formula of each kind: the guide's, those of books, and
// each command of KaTeX.
var everything = []string{"testdata/formulas.txt", "testdata/book.txt", "testdata/constructs.txt"}

// node sets the formulas with the same KaTeX under Node.
func node(t *testing.T, fs []formula) []string {
	t.Helper()
	program, err := exec.LookPath("node")
	if err != nil {
		t.Fatal("there is no node on the PATH: formulas are compared with KaTeX under Node.js, 20 or newer")
	}
	input, err := json.Marshal(map[string]any{"script": string(script(t)), "formulas": fs})
	if err != nil {
		t.Fatal(err)
	}
	const compare = `
const { script, formulas } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const context = require("vm").createContext({}); // no module loader, as in the engine
require("vm").runInContext(script, context);
console.log(JSON.stringify(formulas.map((f) => context.katex.renderToString(f.tex, {
	displayMode: f.display, strict: false, trust: false, maxSize: 50, macros: {}}))));`
	cmd := exec.Command(program, "-e", compare)
	cmd.Stdin, cmd.Stderr = bytes.NewReader(input), os.Stderr
	got, err := cmd.Output()
	if err != nil {
		t.Fatalf("KaTeX under Node.js: %v", err)
	}
	var out []string
	if err := json.Unmarshal(got, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSameBytesAsNode(t *testing.T) {
	e := engine(t, Options{})
	fs := formulas(t, everything...)
	if len(fs) < 500 {
		t.Fatalf("only %d formulas", len(fs))
	}
	want := node(t, fs)
	inParallel(fs, func(i int) {
		f := fs[i]
		got, notes, err := e.Render(f.Tex, f.Display)
		if err != nil || slices.ContainsFunc(notes, func(n diag.Note) bool { return n.Severity == diag.Error }) {
			t.Errorf("%s: notes %v, error %v", f.Tex, notes, err)
		}
		if got != want[i] {
			t.Errorf("%s:\ngot  %s\nwant %s", f.Tex, got, want[i])
		}
	})
	t.Logf("%d formulas are the same bytes", len(fs))
}

// A command that KaTeX gains with an update must get a formula.
func TestVocabularyIsCovered(t *testing.T) {
	e := engine(t, Options{Workers: 1})
	m, err := e.take()
	if err != nil {
		t.Fatal(err)
	}
	known, err := e.vocabularyOf(m)
	e.idle <- m
	if err != nil || len(known) < 1000 {
		t.Fatalf("KaTeX knows %d names, %v", len(known), err)
	}
	used := map[string]bool{}
	words := regexp.MustCompile(`\\[A-Za-z]+|\{[A-Za-z]+\*?\}`)
	for _, f := range formulas(t, everything...) {
		for _, word := range words.FindAllString(f.Tex, -1) {
			used[strings.Trim(word, "{}")] = true
		}
	}
	// What is refused stands in TestNotes; three commands print to a console.
	for _, name := range strings.Fields(`\href \url \includegraphics \htmlClass \htmlId \htmlStyle \htmlData \show \message \errmessage`) {
		used[name] = true
	}
	for _, name := range known {
		if !used[name] {
			t.Errorf("no formula of testdata has %s", name)
		}
	}
}

// Each formula has one reading: MathML with the TeX, and HTML hidden from it.
func TestOneReading(t *testing.T) {
	e := engine(t, Options{})
	fs := formulas(t, "testdata/formulas.txt", "testdata/book.txt")
	inParallel(fs, func(i int) {
		html, _, err := e.Render(fs[i].Tex, fs[i].Display)
		if err != nil {
			t.Error(err)
		}
		for part, want := range map[string]int{"<math ": 1, `<annotation encoding="application/x-tex">`: 1, `<span class="katex-html" aria-hidden="true">`: 1, `class="katex-html"`: 1} {
			if got := strings.Count(html, part); got != want {
				t.Errorf("%s: %d times %s, want %d", fs[i].Tex, got, part, want)
			}
		}
	})
}

// inParallel calls do for each formula, in as many goroutines as there are
// processors.
func inParallel(fs []formula, do func(i int)) {
	var wg sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range fs {
		next <- i
	}
	close(next)
	wg.Wait()
}
