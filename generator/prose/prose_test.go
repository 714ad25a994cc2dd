package prose

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"duizhao/generator/diag"
	"duizhao/generator/markdown"

	"golang.org/x/tools/txtar"
)

// TestProse holds the rules of prose to testdata/*.txtar: NAME.LANG is a
// text, a case a paragraph; NAME.found is what is reported, in order, with what is
// written in its place; NAME.fixed is the text with all of that done.
func TestProse(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]string{}
			for _, f := range ar.Files {
				want[f.Name] = string(f.Data)
			}
			out := []txtar.File{}
			for _, f := range ar.Files {
				base, tag := strings.TrimSuffix(f.Name, filepath.Ext(f.Name)), strings.TrimPrefix(filepath.Ext(f.Name), ".")
				if tag == "found" || tag == "fixed" {
					continue
				}
				found, fixed := proseOf(string(f.Data), tag)
				out = append(out, f, txtar.File{Name: base + ".found", Data: []byte(found)}, txtar.File{Name: base + ".fixed", Data: []byte(fixed)})
				if want[base+".found"] != found {
					t.Errorf("%s.found: got\n%s\nwant\n%s", base, found, want[base+".found"])
				}
				if want[base+".fixed"] != fixed {
					t.Errorf("%s.fixed: got\n%s\nwant\n%s", base, fixed, want[base+".fixed"])
				}
				if _, again := proseOf(fixed, tag); again != fixed {
					t.Errorf("%s: mended a second time it is another text:\n%s", base, again)
				}
			}
			if os.Getenv("UPDATE") != "" {
				ar.Files = out
				if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// proseOf checks a text and returns what is found in it, and it with the fixes.
func proseOf(text, tag string) (found, fixed string) {
	doc := markdown.NewParser(markdown.Site(tag, false)).Parse([]byte(text))
	// Pairs as the search has them, a few.
	pairs := strings.NewReplacer("學", "学", "習", "习", "會", "会", "於", "于", "說", "说")
	simplify := func(r rune) rune { s, _ := utf8.DecodeRuneInString(pairs.Replace(string(r))); return s }
	var list []diag.Diagnostic
	for _, n := range Check([]byte(text), doc, tag, Options{Simplify: simplify, ReadElsewhere: true}) {
		list = append(list, n.In("p.md", []byte(text)))
	}
	list = diag.Sort(list)
	lines := strings.Split(text, "\n")
	var b strings.Builder
	for _, d := range list {
		fmt.Fprintf(&b, "%d:%d-%d %s", d.Line, d.Col, d.End, d.Code)
		if d.Fixable {
			fmt.Fprintf(&b, " → %q", d.Fix)
		}
		b.WriteByte('\n')
	}
	for i := len(list) - 1; i >= 0; i-- {
		if d := list[i]; d.Fixable {
			line := []rune(lines[d.Line-1])
			end := d.Col - 1
			if d.End > 0 {
				end = d.End - 1
			}
			lines[d.Line-1] = string(line[:d.Col-1]) + d.Fix + string(line[end:])
		}
	}
	return b.String(), strings.Join(lines, "\n")
}

// Many marks in one block cost no more each than few.
func TestCheckIsLinear(t *testing.T) {
	p := markdown.NewParser(markdown.Site("zh-Hans", false))
	for name, text := range map[string]string{
		"unfinished": strings.Repeat("TODO(a) ", 40000),
		"emphasis":   "汉" + strings.Repeat("*", 100000) + "（字）" + strings.Repeat("*", 100000) + "汉",
		"brackets":   strings.Repeat("(", 50000) + "字" + strings.Repeat(")", 50000),
	} {
		start := time.Now()
		Check([]byte(text), p.Parse([]byte(text)), "zh-Hans", Options{ReadElsewhere: true})
		if d := time.Since(start); d > 10*time.Second {
			t.Errorf("%s: %d bytes took %v", name, len(text), d)
		}
	}
}

// FuzzCheck holds the places of what is found to the text, whatever the text is, and
// fixes to one line.
func FuzzCheck(f *testing.F) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range ar.Files {
			f.Add(string(file.Data))
		}
	}
	parsers := map[string]*markdown.Parser{}
	for _, tag := range []string{"zh-Hans", "en"} {
		parsers[tag] = markdown.NewParser(markdown.Site(tag, false))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || strings.Contains(text, "\r") {
			t.Skip() // content brings no such text
		}
		for tag, p := range parsers {
			for _, n := range Check([]byte(text), p.Parse([]byte(text)), tag, Options{Simplify: func(r rune) rune { return r }, ReadElsewhere: true}) {
				if n.Start < 0 || n.End < n.Start || n.End > len(text) || !utf8.ValidString(text[:n.Start]) || !utf8.ValidString(text[:n.End]) {
					t.Fatalf("%s stands at %d to %d of %d bytes", n.Code, n.Start, n.End, len(text))
				}
				if n.Fixable && strings.Contains(text[n.Start:n.End]+n.Fix, "\n") {
					t.Fatalf("the fix of %s is of two lines: %q", n.Code, text[n.Start:n.End])
				}
			}
		}
	})
}
