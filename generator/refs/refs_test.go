package refs_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"duizhao/generator/diag"
	"duizhao/generator/refs"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// TestGolden runs testdata/*.txtar. Each NAME.bib or NAME.json is followed by
// NAME.out: its entries in both styles and its notes. UPDATE=1 rewrites these. What
// glossary_test.go reads is not of this kind.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test files: %v", err)
	}
	for _, name := range files {
		if strings.HasPrefix(filepath.Base(name), "glossary") {
			continue
		}
		ar, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{}
		for _, f := range ar.Files {
			want[f.Name] = string(f.Data)
		}
		var out []txtar.File
		for _, f := range ar.Files {
			ext := filepath.Ext(f.Name)
			if ext == ".out" {
				continue
			}
			to := strings.TrimSuffix(f.Name, ext) + ".out"
			got := dump(f.Name, f.Data)
			out = append(out, f, txtar.File{Name: to, Data: []byte(got)})
			if d := cmp.Diff(want[to], got); d != "" && os.Getenv("UPDATE") == "" {
				t.Errorf("%s: %s: %s", name, to, d)
			}
		}
		if os.Getenv("UPDATE") != "" {
			ar.Files = out
			if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// dump writes each entry in both styles, in order of citation and of authors.
func dump(name string, src []byte) string {
	var b strings.Builder
	entries, notes := refs.Parse(name, src)
	for i := range entries {
		e := &entries[i]
		fmt.Fprintf(&b, "%s %s(%s; %s)\n", e.Key, refs.Lang(e), refs.Label(e, refs.GBT, refs.Options{}), refs.Label(e, refs.APA, refs.Options{}))
		for _, s := range []refs.Style{refs.GBT, refs.APA} {
			fmt.Fprintf(&b, "\t%s\n", text(refs.Format(e, s, refs.Options{})))
		}
		fmt.Fprintf(&b, "\t%s\n", text(refs.Format(e, refs.GBT, refs.Options{AuthorYear: true, Suffix: "a"})))
	}
	for _, n := range notes {
		fmt.Fprintln(&b, n.In(name, src))
	}
	return b.String()
}

// text writes slanted runs between stars and links in brackets.
func text(runs []refs.Run) string {
	var b strings.Builder
	for _, r := range runs {
		switch r.Field {
		case refs.Italic:
			b.WriteString("*" + r.Text + "*")
		case refs.Link:
			b.WriteString("<" + r.Text)
			if r.URL != r.Text {
				b.WriteString(" → " + r.URL)
			}
			b.WriteString(">")
		default:
			b.WriteString(r.Text)
		}
	}
	return b.String()
}

// stray is punctuation that a missing field would leave behind.
var stray = regexp.MustCompile(`\.\.|,,|, ,|\. \.|\(\)|\[\]|: ,|, \.|[:,] *$|^[.,: ]|  |//\.|\?\.|[{}\\]`)

// TestGuide reads the guide's own bibliography: no notes, and no entry is set
// with stray punctuation.
func TestGuide(t *testing.T) {
	const file = "../../content/references.bib"
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	entries, notes := refs.Parse(file, src)
	for _, n := range notes {
		t.Error(n.In(file, src))
	}
	if got, want := len(entries), strings.Count(string(src), "\n@"); got != want {
		t.Errorf("%d entries, want %d", got, want)
	}
	checkStray(t, entries)
}

// TestMissingFields takes fields away from an entry of each kind.
func TestMissingFields(t *testing.T) {
	fields := []string{"author={Ho, Jonathan}", "title={Diffusion}", "editor={Xu, Bing}", "journal={Nature}", "booktitle={Proceedings}",
		"publisher={Springer}", "year=2020", "volume=8", "number=3", "pages={1--9}"}
	for _, kind := range []string{"article", "inproceedings", "incollection", "book", "techreport", "phdthesis", "mastersthesis", "misc", "online"} {
		for mask := range 1 << len(fields) {
			var some []string
			for i, f := range fields {
				if mask>>i&1 != 0 {
					some = append(some, f)
				}
			}
			entries, _ := refs.Parse("a.bib", []byte("@"+kind+"{k, "+strings.Join(some, ", ")+"}"))
			if !checkStray(t, entries) {
				t.Fatal(kind, some)
			}
		}
	}
}

func checkStray(t *testing.T, entries []refs.Entry) bool {
	t.Helper()
	for i := range entries {
		for _, s := range []refs.Style{refs.GBT, refs.APA} {
			for _, o := range []refs.Options{{}, {AuthorYear: true}} {
				got := text(refs.Format(&entries[i], s, o))
				if m := stray.FindString(got); m != "" {
					t.Errorf("%q in %s", m, got)
					return false
				}
			}
		}
	}
	return true
}

// TestLinear reads what would be slow if any part were read again and again.
func TestLinear(t *testing.T) {
	for _, part := range []string{"@a{k, t={", "@a{k, t=\"", "@a{", "@", "@string{a={x}}", "@a{k,", "{\\'", "%", "@a{k, a={{{{{", " and ", "@a{k,a=b#"} {
		src := []byte(strings.Repeat(part, 400_000/len(part)))
		for _, src := range [][]byte{src, []byte("@a{k, author={" + string(src) + "}}"), []byte(strings.Repeat(part+"\n", 200_000/len(part)))} {
			start := time.Now()
			entries, _ := refs.Parse("a.bib", src)
			for i := range entries {
				refs.Format(&entries[i], refs.GBT, refs.Options{})
			}
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("%q repeated takes %v", part, took)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range files {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range ar.Files {
			if ext := filepath.Ext(file.Name); ext != ".out" {
				f.Add(ext == ".json", file.Data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, json bool, src []byte) {
		name := map[bool]string{true: "a.json", false: "a.bib"}[json]
		entries, notes := refs.Parse(name, src)
		for i := range entries {
			e := &entries[i]
			if e.Key == "" || e.Start < 0 || e.End < e.Start || e.End > len(src) {
				t.Errorf("entry %q at %d–%d of %d", e.Key, e.Start, e.End, len(src))
			}
			for _, s := range []refs.Style{refs.GBT, refs.APA} {
				for _, r := range append(refs.Format(e, s, refs.Options{AuthorYear: true}), refs.Format(e, s, refs.Options{})...) {
					if r.Field == refs.Link && !strings.HasPrefix(r.URL, "https://") && !strings.HasPrefix(r.URL, "http://") {
						t.Errorf("a link to %q", r.URL)
					}
				}
				refs.Label(e, s, refs.Options{})
			}
		}
		for _, n := range notes {
			if n.Start < 0 || n.End < n.Start || n.End > len(src) || n.Severity == diag.Off || n.Text == "" {
				t.Errorf("note %+v of %d bytes", n, len(src))
			}
		}
	})
}
