package draw

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"duizhao/generator/diag"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// TestDiagrams runs testdata/d2/*.txtar: NAME.d2, and what is wanted of it:
// NAME.svg, NAME.narrow, NAME.words and NAME.notes, those that are there.
// UPDATE=1 rewrites them.
func TestDiagrams(t *testing.T) {
	paths, err := filepath.Glob("testdata/d2/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			a, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			texts := map[string]string{}
			figures := map[string]Figure{}
			for k := range a.Files {
				f := &a.Files[k]
				name, ext, _ := strings.Cut(f.Name, ".")
				if ext == "d2" {
					texts[name] = string(f.Data)
					figures[name] = Diagram(Input{Text: texts[name], Title: "T <1>", Desc: "D"})
					continue
				}
				fig := figures[name]
				got := map[string]string{"svg": fig.Wide, "narrow": fig.Narrow, "words": fig.Table, "notes": said(Input{Text: texts[name]}, fig)}[ext]
				got = strings.TrimSuffix(got, "\n") + "\n"
				if os.Getenv("UPDATE") != "" {
					f.Data = []byte(got)
				} else if d := cmp.Diff(string(f.Data), got); d != "" {
					t.Errorf("%s: %s", f.Name, d)
				}
			}
			if os.Getenv("UPDATE") != "" {
				if err := os.WriteFile(path, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

const sample = "direction: right\na: 甲 {shape: diamond}\na -> b: 提交\nb -> c.d: x\nc: {d -> e; e -> d}\nc -> f: Supercalifragilisticexpialidocious\ng: {shape: cloud}\ng -> a\n"

// TestDiagramsAreTheSame draws at the same time what should be equal, byte by
// byte, and well-formed XML with no colour or face of its own.
func TestDiagramsAreTheSame(t *testing.T) {
	var figures [6]Figure
	var all sync.WaitGroup
	for i := range figures {
		all.Go(func() { figures[i] = Diagram(Input{Text: sample, Title: "T"}) })
	}
	all.Wait()
	for _, f := range figures[1:] {
		if d := cmp.Diff(figures[0], f); d != "" {
			t.Error(d)
		}
	}
	for _, svg := range []string{figures[0].Wide, figures[0].Narrow} {
		if svg == "" {
			t.Fatal("no drawing", figures[0].Notes)
		}
		for _, no := range []string{"style", "font-family", " fill=", " stroke=", "NaN", "Inf", "xmlns"} {
			if strings.Contains(svg, no) {
				t.Errorf("%s in %s", no, svg)
			}
		}
		d := xml.NewDecoder(strings.NewReader(svg))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestLargeDiagrams are refused before they take time.
func TestLargeDiagrams(t *testing.T) {
	many := func(n int, line string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, line, i)
		}
		return b.String()
	}
	for name, text := range map[string]string{
		"10,000 shapes": many(10_000, "n%d -> b\n"),
		"51 shapes":     many(51, "n%d\n"),
		"connections":   many(61, "a -> b: %d\n"),
		"names":         many(900, "a%d.b\n"),
		"deep":          strings.Repeat("a.", 3000) + "a",
		"deep blocks":   strings.Repeat("a: {", 3000) + strings.Repeat("}", 3000),
		"open blocks":   strings.Repeat("{", 16_000),
		"open quotes":   strings.Repeat("\"", 16_000),
		"patterns":      many(50, "n%d\n") + strings.Repeat("* -> *\n", 50),
		"variables":     "vars: {a: xxxxxxxxxx; b: ${a}${a}}\nc: ${b}${b}",
	} {
		start := time.Now()
		f := Diagram(Input{Text: text})
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("%s: %v", name, took)
		}
		if len(f.Notes) == 0 || f.Notes[0].Severity != diag.Error || f.Wide != "" {
			t.Errorf("%s: drawn, with %v", name, f.Notes)
		}
		for _, n := range f.Notes {
			if n.Start < 0 || n.End < n.Start || n.End > len(text) || len(n.Text) > 300 {
				t.Errorf("%s: %v", name, n)
			}
		}
	}
}

func FuzzDiagram(f *testing.F) {
	for _, s := range []string{sample, "a -> b", "shape: sequence_diagram\na -> b: x", "a: {grid-rows: 2; b; c}", "x: {near: top-left}", "a: |md x |", "a <-> a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := Diagram(Input{Text: s, Title: "T"})
		for _, n := range d.Notes {
			if n.Start < 0 || n.End < n.Start || n.End > len(s) {
				t.Fatal(n)
			}
		}
		if strings.Contains(d.Wide, "NaN") || strings.Contains(d.Wide, "Inf") {
			t.Fatal(d.Wide)
		}
	})
}

func BenchmarkDiagram(b *testing.B) {
	for b.Loop() {
		if f := Diagram(Input{Text: "a -> b: x\nb -> c: y\nc -> a"}); f.Wide == "" {
			b.Fatal(f.Notes)
		}
	}
}
