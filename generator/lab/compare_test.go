package lab

import (
	"bytes"
	"strings"
	"testing"

	"duizhao/generator/content"
	"duizhao/generator/markdown"
)

func TestEqual(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		within     float64
		want       bool
	}{
		{"the same", "x: 1", "x: 1", 0, true},
		{"without a tolerance to the byte", "x: 1.0", "x: 1", 0, false},
		{"with one by value", "x: 1.0", "x: 1", 1e-9, true},
		{"at the tolerance", "0.29", "0.3", 0.01, true},
		{"beyond it", "0.28", "0.3", 0.01, false},
		{"several numbers", "0.1 2 -3e2", "0.11 2.01 -300.01", 0.011, true},
		{"a sign", "1", "-1", 0.5, false},
		{"a minus sign of type", "−1.00", "-1.005", 0.01, true},
		{"text between is exact", "a 1 b", "a 1 c", 9, false},
		{"digits of a word are text", "L1: 5", "L2: 5", 9, false},
		{"of a Han one, too", "第1", "第2", 9, false},
		{"a number too few", "1 2", "1", 9, false},
		{"no number is not a number", "nan", "nan", 0.1, true},
		{"nor is infinity one", "inf", "1", 0.1, false},
		{"beyond all bounds is text", "1e999", "2e999", 9, false},
		{"a percentage", "50.1%", "50.2%", 0.2, true},
	} {
		if got := equal(c.a, c.b, c.within); got != c.want {
			t.Errorf("%s: got %t, want %t", c.name, got, c.want)
		}
	}
}

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "\n\n": "", "a": "a\n", "a \t\r\n\r\n": "a\n", "\na": "\na\n", "a\x00\xff": "a\ufffd\ufffd\n", "a　\n": "a\n",
	} {
		if got := plain(in); got != want {
			t.Errorf("plain(%q): got %q, want %q", in, got, want)
		}
	}
}

func TestDifference(t *testing.T) {
	for _, c := range []struct{ name, page, printed, want string }{
		{"one line of several", "a\nb\nc\nd\ne\nf\n", "a\nb\nc\nX\ne\nf\n", "@@ -2,5 +2,5 @@\n b\n c\n-d\n+X\n e\n f"},
		{"a line more", "a\nc\n", "a\nb\nc\n", "@@ -1,2 +1,3 @@\n a\n+b\n c"},
		{"a line fewer", "a\nb\n", "a\n", "@@ -1,2 +1,1 @@\n a\n-b"},
		{"nothing before", "", "a\n", "@@ -0,0 +1,1 @@\n+a"},
		{"nothing behind", "a\n", "", "@@ -1,1 +0,0 @@\n-a"},
		{"equal lines between", "a\nb\nc\n", "X\nb\nY\n", "@@ -1,3 +1,3 @@\n-a\n+X\n b\n-c\n+Y"},
		{"all equal at both ends", "a\na\n", "a\na\na\n", "@@ -1,2 +1,3 @@\n a\n a\n+a"},
	} {
		if got := difference(c.page, c.printed, 0); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

// A rewritten block stands where it stood, in the file as it is: with its byte
// order mark, its line ends, and the marks of quotes and lists.
func TestRewrite(t *testing.T) {
	for _, c := range []struct{ name, src, printed, want string }{
		{"a block", "x\n\n```output for=a\nold\nold\n```\n\ny\n", "new\n", "x\n\n```output for=a\nnew\n```\n\ny\n"},
		{"an empty one", "```output for=a\n```\n", "new\n\nnew\n", "```output for=a\nnew\n\nnew\n```\n"},
		{"one to empty", "```output for=a\nold\n```\ny", "", "```output for=a\n```\ny"},
		{"tildes", "~~~~output for=a\n~~~\n~~~~", "```\n", "~~~~output for=a\n```\n~~~~"},
		{"its own indent", "  ```output for=a\n  old\n  ```\n", "new\n", "  ```output for=a\n  new\n  ```\n"},
		{"a list in a quote", "> 1. ```output for=a\n>    old\n>    ```\n", "一\n\n二\n", "> 1. ```output for=a\n>    一\n>\n>    二\n>    ```\n"},
		{"CRLF and a mark", "\ufeff一\r\n\r\n```output for=a\r\nold\r\n```\r\n二\r\n", "1\n2\n", "\ufeff一\r\n\r\n```output for=a\r\n1\r\n2\r\n```\r\n二\r\n"},
		{"not closed", "```output for=a\nold", "new\n", "```output for=a\nnew\n"},
		{"not closed and empty", "```output for=a", "new\n", "```output for=a\nnew\n"},
		{"two", "```output for=a\n1\n```\n```output for=a\n1\n```\n", "23\n", "```output for=a\n23\n```\n```output for=a\n23\n```\n"},
	} {
		src, _ := content.Text([]byte(c.src))
		doc := markdown.NewParser(markdown.Site("zh-Hans", false)).Parse(src)
		var changes []change
		for i := range doc.Outputs {
			x, fits := fence(src, &doc.Outputs[i], c.printed)
			if !fits {
				t.Errorf("%s: it does not fit", c.name)
			}
			changes = append(changes, x)
		}
		got := string(apply([]byte(c.src), changes))
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		src, _ = content.Text([]byte(got))
		again := markdown.NewParser(markdown.Site("zh-Hans", false)).Parse(src)
		for _, o := range again.Outputs {
			if plain(o.Text) != c.printed {
				t.Errorf("%s: the page then shows %q", c.name, o.Text)
			}
		}
	}
}

func TestRewriteWouldClose(t *testing.T) {
	src := []byte("````output for=a\nx\n````\n")
	doc := markdown.NewParser(markdown.Site("en", false)).Parse(src)
	for printed, want := range map[string]bool{"```\n": true, "````\n": false, "   `````  \n": false, "````x\n": true, "x ````\n": true} {
		if _, fits := fence(src, &doc.Outputs[0], printed); fits != want {
			t.Errorf("%q: got %t", printed, fits)
		}
	}
}

// FuzzRewrite holds that nothing but the inside of blocks changes, whatever
// stands around them, and that a second run has nothing to do.
func FuzzRewrite(f *testing.F) {
	f.Add("- ```output for=a\n  x\n  ```\n", "y\n")
	f.Add("> ```output for=a\n> x\r\n", "a\n\nb")
	f.Fuzz(func(t *testing.T, page, printed string) {
		src, bad := content.Text([]byte(page))
		if bad != nil {
			return
		}
		printed = plain(printed)
		doc := markdown.NewParser(markdown.Site("en", false)).Parse(src)
		var changes []change
		for i := range doc.Outputs {
			if x, fits := fence(src, &doc.Outputs[i], printed); fits {
				o := doc.Outputs[i]
				if x.start < o.Start || x.end > len(src) || x.start > x.end {
					t.Fatalf("%q: change %d–%d of a fence at %d–%d", page, x.start, x.end, o.Start, o.End)
				}
				changes = append(changes, x)
			}
		}
		if len(changes) != len(doc.Outputs) || bytes.ContainsRune(src, '\t') || strings.ContainsRune(printed, '\t') {
			return // how far a tab indents a fence, goldmark counts in its own way
		}
		after := apply([]byte(page), changes)
		if src, bad = content.Text(after); bad != nil {
			t.Fatalf("%q becomes %q: %s", page, after, bad.Text)
		}
		again := markdown.NewParser(markdown.Site("en", false)).Parse(src)
		if len(again.Outputs) != len(doc.Outputs) {
			t.Fatalf("%q becomes %q: %d outputs, not %d", page, after, len(again.Outputs), len(doc.Outputs))
		}
		for _, o := range again.Outputs {
			if plain(o.Text) != printed {
				t.Fatalf("%q becomes %q: the block shows %q, not %q", page, after, o.Text, printed)
			}
		}
	})
}
