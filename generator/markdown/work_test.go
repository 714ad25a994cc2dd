package markdown_test

import (
	"strings"
	"testing"

	"duizhao/generator/markdown"
)

// long are texts that goldmark takes the square of: one that people may write,
// which is parsed, and one that is refused, with the place that the note names.
var long = []struct {
	name       string
	text       func(n int) string
	fine, much int
	start      int
	what       string
}{
	{"list marks and blank lines", func(n int) string { return "a\n\n" + strings.Repeat("- ", n) + "x\n" + strings.Repeat("\n", 2*n) }, 300, 3000, -1, "open lists"},
	{"lists by indentation", func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.Repeat("  ", i) + "- a\n")
		}
		return b.String() + strings.Repeat("\n", 10*n)
	}, 100, 800, -1, "open lists"},
	{"quotes", func(n int) string { return strings.Repeat("> ", n) + "x" }, 5000, 20000, 0, "quotes in each other"},
	{"stars", func(n int) string { return "a\n\n" + strings.Repeat("*a_ ", n) }, 5000, 50000, 3, "marks of emphasis"},
	{"tildes", func(n int) string { return strings.Repeat("~~a ", n) }, 5000, 50000, 0, "marks of emphasis"},
	{"links not closed", func(n int) string { return strings.Repeat("[a](b", n) }, 3000, 40000, 0, "brackets in one paragraph"},
	{"links on many lines", func(n int) string { return "题\n" + strings.Repeat("|[a](b\n", n) }, 3000, 40000, 0, "brackets in one paragraph"},
	{"links on indented lines", func(n int) string { return "a\n" + strings.Repeat("    - [a](b\n", n) }, 3000, 40000, 0, "brackets in one paragraph"},
	{"a table of short rows", func(n int) string {
		return "|" + strings.Repeat("a|", n) + "\n|" + strings.Repeat("-|", n) + "\n" + strings.Repeat("|a\n", n)
	}, 300, 3000, 0, "cells"},
	{"definitions", func(n int) string { return strings.Repeat("[a]: b\n", n) }, 5000, 30000, 0, "brackets"},
}

// TestWork holds the budget to texts on both sides of it.
func TestWork(t *testing.T) {
	p := markdown.NewParser(markdown.Site("zh-Hans", false))
	for _, c := range long {
		if d := p.Parse([]byte(c.text(c.fine))); d.Refused {
			t.Errorf("%s: %d are refused: %+v", c.name, c.fine, d.Notes)
		}
		d := p.Parse([]byte(c.text(c.much)))
		if !d.Refused || len(d.Blocks) > 0 || len(d.Notes) != 1 || d.Notes[0].Code != "too-complex" || !strings.Contains(d.Notes[0].Text, c.what) {
			t.Errorf("%s: %d are parsed, or said otherwise: %+v", c.name, c.much, d.Notes)
		} else if c.start >= 0 && d.Notes[0].Start != c.start {
			t.Errorf("%s: the note is at %d, not at %d", c.name, d.Notes[0].Start, c.start)
		}
	}
	for name, text := range map[string]string{
		"a million Han":          strings.Repeat("字句，", 333_334) + "\n",
		"a list of 20,000 links": strings.Repeat("- [a](https://example.org/a)\n", 20_000),
		"a table of links":       "| a | b |\n|---|---|\n" + strings.Repeat("| [a](b) | **c** |\n", 5_000),
		"code full of signs":     strings.Repeat("```\n"+strings.Repeat("[*_ ", 200)+"\n```\n\n", 300),
		"many paragraphs":        strings.Repeat("a **b** [c](d) ~~e~~\n\n", 20_000),
	} {
		if d := p.Parse([]byte(text)); d.Refused {
			t.Errorf("%s: %+v", name, d.Notes)
		}
	}
	if d := p.Parse(make([]byte, 17<<20)); !d.Refused {
		t.Error("17 MB are parsed")
	}
}

// BenchmarkWork parses what the budget allows of each construct: what a page may
// take at most.
func BenchmarkWork(b *testing.B) {
	p := markdown.NewParser(markdown.Site("zh-Hans", false))
	for _, c := range long {
		most := c.fine
		for n := c.fine; n < c.much && !p.Parse([]byte(c.text(n))).Refused; n += n/4 + 1 {
			most = n
		}
		b.Run(strings.ReplaceAll(c.name, " ", "-"), func(b *testing.B) {
			src := []byte(c.text(most))
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				p.Parse(src)
			}
		})
	}
}
