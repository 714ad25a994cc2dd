package markdown_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/render"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// TestGolden runs testdata/*.txtar. Each NAME.md is followed by NAME.html, its
// fragment, and NAME.doc, the lists of its Doc. UPDATE=1 rewrites both.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test files: %v", err)
	}
	p := markdown.NewParser(markdown.Site("zh-Hans", false))
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
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
				base, ok := strings.CutSuffix(f.Name, ".md")
				if !ok {
					continue
				}
				doc := p.Parse(f.Data)
				html := strings.TrimSuffix(render.Article(doc, &assemble.View{}, nil), "\n") + "\n"
				lists := dump(doc, string(f.Data))
				out = append(out, f, txtar.File{Name: base + ".html", Data: []byte(html)}, txtar.File{Name: base + ".doc", Data: []byte(lists)})
				if os.Getenv("UPDATE") != "" {
					continue
				}
				if d := cmp.Diff(want[base+".html"], html); d != "" {
					t.Errorf("%s.html: %s", base, d)
				}
				if d := cmp.Diff(want[base+".doc"], lists); d != "" {
					t.Errorf("%s.doc: %s", base, d)
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

// dump writes a Doc's lists, places as line:column.
func dump(d *markdown.Doc, src string) string {
	var b strings.Builder
	at := func(offset int) string {
		head := src[:offset]
		return fmt.Sprintf("%d:%d", 1+strings.Count(head, "\n"), 1+utf8.RuneCountInString(head[strings.LastIndex(head, "\n")+1:]))
	}
	if d.Title != "" {
		fmt.Fprintf(&b, "title %q\n", d.Title)
	}
	for _, x := range d.Blocks {
		fmt.Fprintf(&b, "block %s under %d %s–%s %q\n", x.Kind, x.Heading, at(x.Start), at(x.End), x.Text())
	}
	for _, h := range d.Headings {
		fmt.Fprintf(&b, "heading %d %q at %s–%s", h.Level, h.Text(), at(h.Start), at(h.End))
		if h.ID != "" {
			fmt.Fprintf(&b, " id %q at %s", h.ID, at(h.IDStart))
		}
		b.WriteString("\n")
	}
	for _, l := range d.Links {
		fmt.Fprintf(&b, "link %q alt %q at %s–%s\n", l.Dest, l.Alt, at(l.Start), at(l.End))
	}
	for _, l := range d.Leaves {
		fmt.Fprintf(&b, "%s %q lang %q display %t block %t at %s–%s, text at %s\n", l.Kind, l.Text, l.Lang, l.Display, l.Block, at(l.Start), at(l.End), at(l.SourceOffset(0)))
	}
	for _, n := range d.Notes {
		fmt.Fprintf(&b, "%s %s at %s–%s: %s\n", n.Severity, n.Code, at(n.Start), at(n.End), n.Text)
	}
	fmt.Fprintf(&b, "%d words, %d Han\n", d.Words, d.Han)
	return b.String()
}

// A NUL becomes a longer character, and a | in a table is written \|: what
// follows still stands where it was written.
func TestPlacesInLeaves(t *testing.T) {
	p := markdown.NewParser(markdown.Site("zh-Hans", false))
	for _, src := range []string{
		"```\na\x00b\x00\x00c\nd\x00e\n```\n",
		"- x\n\n\t  \x00a\x00b\n",
		"$a\x00b\nc\x00d$",
		"> $$\n> a\x00b\n> c\n> $$\n",
		"| a |\n|---|\n| $a\\|b\x00c\\|\\|d$ |",
	} {
		d := p.Parse([]byte(src))
		if len(d.Leaves) != 1 {
			t.Fatalf("%q has %d leaves", src, len(d.Leaves))
		}
		l := d.Leaves[0]
		for i, r := range l.Text {
			want := strings.ReplaceAll(string(r), "\ufffd", "\x00")
			if at := l.SourceOffset(i); r > ' ' && !strings.HasPrefix(src[at:], want) {
				t.Errorf("%q: %q at %d is mapped to %q", src, r, i, src[at:])
			}
		}
	}
}

// TestCommonMark runs the specification's examples, which goldmark's module
// carries, with the site's extras off.
func TestCommonMark(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Fatalf("find goldmark's module: %v", err)
	}
	raw, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Markdown, HTML string
		Example        int
	}
	if err := json.Unmarshal(raw, &cases); err != nil {
		t.Fatal(err)
	}
	if len(cases) < 652 {
		t.Fatalf("only %d examples", len(cases))
	}
	p := markdown.NewParser(markdown.Options{RawHTML: true})
	// The specification writes void elements as <br />, and a space behind
	// <li> or before </li> has no meaning.
	plain := func(s string) string {
		return strings.TrimSpace(strings.NewReplacer(" />", ">", "<blockquote>\n</blockquote>", "<blockquote></blockquote>").Replace(s))
	}
	for _, c := range cases {
		got := render.Article(p.Parse([]byte(c.Markdown)), &assemble.View{}, nil)
		if plain(got) != plain(c.HTML) {
			t.Errorf("example %d\n%q\ngot  %q\nwant %q", c.Example, c.Markdown, got, c.HTML)
		}
	}
}

// FuzzParse holds that no text makes the parser fail, that its HTML carries no
// script, and that every position is inside the text.
func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range files {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, x := range ar.Files {
			f.Add(x.Data)
		}
	}
	for _, s := range []string{"<script>alert(1)</script>", "[x](javascript:alert(1))", "![](JaVa\tscript:x)", "<a href=x onclick=y>", "$$\n> a\n$$", "| a |\n|-|\n| `\\|` $x\\|$ |", ">\t# a {#b}", ">\t#", "## ## {#a}", "> - $$\n> a\n- $$", "> ```\n> >\n>\n\nx",
		"<div>\n\n*a*\n\n</div>", "<b><i>x</b></i>", "*<b>x*</b>", "<img srcset='a 2x, javascript:b'>", "<a href='java&#115;cript:x' style=x>", "<svg/onload=a>", "<table><tr><td>a<td>b</table>"} {
		f.Add([]byte(s))
	}
	p := markdown.NewParser(markdown.Site("zh-Hans", false))
	f.Fuzz(func(t *testing.T, src []byte) {
		if !utf8.Valid(src) || len(src) > 1<<14 {
			return
		}
		d := p.Parse(src)
		harmless(t, render.Article(d, &assemble.View{}, nil))
		for _, b := range d.Blocks {
			balanced(t, b.HTML.HTML)
		}
		inside := func(what string, start, end int) {
			if start < 0 || end < start || end > len(src) {
				t.Errorf("%s at %d–%d in a text of %d bytes", what, start, end, len(src))
			}
		}
		for _, b := range d.Blocks {
			inside("block", b.Start, b.End)
		}
		for _, h := range d.Headings {
			inside("heading", h.Start, h.End)
			inside("heading's id", h.IDStart, h.IDStart)
		}
		for _, l := range d.Links {
			inside("link", l.Start, l.End)
		}
		for _, n := range d.Notes {
			inside("note", n.Start, n.End)
		}
		for _, l := range d.Leaves {
			inside("leaf", l.Start, l.End)
			inside("leaf's text", l.SourceOffset(0), max(l.SourceOffset(len(l.Text)), l.SourceOffset(0)))
		}
	})
}
