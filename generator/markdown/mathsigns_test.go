package markdown

import (
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A stretch of lines is looked at once, whatever it holds: the second answer is
// given without the source.
func TestLookAheadIsRemembered(t *testing.T) {
	for _, c := range []struct {
		name, src string
		closes    bool
	}{
		{"nothing closes", strings.Repeat("$$ a\n", 4), false},
		{"a blank line comes first", strings.Repeat("> $$ a\n", 4) + ">\n> $$\n", false},
		{"the last line closes", strings.Repeat("a + b\n", 4) + "x $$\n", true},
		{"signs inside a line come first", strings.Repeat("a + b\n", 4) + "x $$ y\nz $$\n", false},
	} {
		pc := parser.NewContext()
		width := strings.IndexByte(c.src, '\n') + 1
		if got := dollarFences().closesLater([]byte(c.src), width, pc); got != c.closes {
			t.Errorf("%s: closes %t", c.name, got)
		}
		for line := 2; line <= 4; line++ {
			if got := dollarFences().closesLater(nil, line*width, pc); got != c.closes {
				t.Errorf("%s: from line %d it closes %t", c.name, line+1, got)
			}
		}
	}
	pc := parser.NewContext()
	src := []byte("$$ a\nb\n\n$$ c\nd $$\n")
	if dollarFences().closesLater(src, 5, pc) || !dollarFences().closesLater(src, 13, pc) || dollarFences().closesLater(src, 5, pc) {
		t.Error("one stretch's answer was given for another")
	}
}

// A paragraph's signs are found once; another paragraph has its own.
func TestSignsAreFoundOnce(t *testing.T) {
	src := []byte("$a$\n$\\text{ b\n")
	one, other := ast.NewParagraph(), ast.NewParagraph()
	one.Lines().Append(text.NewSegment(0, 4))
	other.Lines().Append(text.NewSegment(4, len(src)))
	pc := parser.NewContext()
	first := signsOf(one, src, pc)
	if signsOf(one, nil, pc) != first {
		t.Error("the same paragraph was read again")
	}
	if got := signsOf(other, src, pc); got == first || len(got.marks) != 2 {
		t.Errorf("the other paragraph has %d signs", len(got.marks))
	}
}

// A hundred thousand bytes of openers are read, and those that nothing closes
// stay text.
func TestManyOpeners(t *testing.T) {
	for _, c := range []struct {
		line     string
		formulas int // of 10,000 lines
	}{
		{"$$ a\n", 5000}, // each second sign closes the formula of the line before
		{"> $$ a\n", 5000},
		{"- $$ a\n", 0},
		{`$\text{ a `, 0},
		{"$\\text{ a\n", 0},
		{"$ a $$ b {\n", 0},
	} {
		d := NewParser(Site("zh-Hans", false)).Parse([]byte(strings.Repeat(c.line, 10_000)))
		text := 0
		for _, b := range d.Blocks {
			text += strings.Count(b.Text(), "a")
		}
		if len(d.Leaves) != c.formulas || text != 10_000 {
			t.Errorf("%q: %d formulas, want %d; %d lines of text", c.line, len(d.Leaves), c.formulas, text)
		}
	}
}
