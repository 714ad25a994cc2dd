package markdown_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/render"
	"duizhao/generator/site"

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
	p, english := markdown.NewParser(markdown.Site("zh-Hans", false)), markdown.NewParser(markdown.Site("en", false))
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
				p := p
				if strings.HasPrefix(base, "english") {
					p = english
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
		fmt.Fprintf(&b, "title %q", d.Title)
		if d.TitleID != "" {
			fmt.Fprintf(&b, " id %q at %s", d.TitleID, at(d.TitleIDStart))
		}
		b.WriteString("\n")
	}
	for _, x := range d.Blocks {
		fmt.Fprintf(&b, "block %s under %d %s–%s %q\n", x.Kind, x.Heading, at(x.Start), at(x.End), x.Text())
	}
	for _, h := range d.Headings {
		fmt.Fprintf(&b, "heading %d %q at %s–%s", h.Level, h.Text(), at(h.Start), at(h.End))
		if h.ID != "" {
			fmt.Fprintf(&b, " id %q at %s", h.ID, at(h.IDStart))
		}
		for _, a := range h.Aliases {
			fmt.Fprintf(&b, " alias %q at %s", a.ID, at(a.Start))
		}
		b.WriteString("\n")
	}
	for _, l := range d.Links {
		fmt.Fprintf(&b, "link %q alt %q at %s–%s\n", l.Dest, l.Alt, at(l.Start), at(l.End))
	}
	for _, x := range d.Terms {
		fmt.Fprintf(&b, "term %q at %s–%s\n", x.Name, at(x.Start), at(x.End))
	}
	for _, l := range d.Leaves {
		fmt.Fprintf(&b, "%s %q lang %q display %t block %t at %s–%s, text at %s\n", l.Kind, l.Text, l.Lang, l.Display, l.Block, at(l.Start), at(l.End), at(l.SourceOffset(0)))
		if l.Look != nil {
			fmt.Fprintf(&b, "\tlook %+v\n", *l.Look)
		}
	}
	for _, l := range d.Leaves {
		for _, s := range l.Slots {
			fmt.Fprintf(&b, "slot %d %d at %s–%s of %q\n", s.Kind, s.N, at(l.SourceOffset(s.Start)), at(l.SourceOffset(s.End)), l.Filled([]string{"1", "2", "3"}, []string{"4", "5"}).Text)
		}
	}
	for _, x := range d.Eqrefs {
		fmt.Fprintf(&b, "eqref %q at %s–%s\n", x.Label, at(x.Start), at(x.End))
	}
	for _, x := range d.Customs {
		fmt.Fprintf(&b, "custom %s %q %q at %s–%s id %q class %q pairs %d\n", x.Name, x.Title.HTML, x.Body.HTML, at(x.Start), at(x.End), x.Attrs.ID, x.Attrs.Classes, len(x.Attrs.Pairs))
	}
	for _, c := range d.Cites {
		fmt.Fprintf(&b, "cite %q at %s–%s\n", c.Source, at(c.Start), at(c.End))
		for _, i := range c.Items {
			fmt.Fprintf(&b, "\tkey %q prefix %q locator %q at %s–%s\n", i.Key, i.Prefix, i.Locator, at(i.Start), at(i.End))
		}
	}
	for _, a := range d.Anchors {
		fmt.Fprintf(&b, "anchor %q at %s\n", a.ID, at(a.Start))
	}
	for _, n := range d.Numbered {
		fmt.Fprintf(&b, "numbered %s %q at %s–%s%s\n", n.Kind, n.ID, at(n.Start), at(n.End), own(n.Own))
	}
	for _, i := range d.Includes {
		fmt.Fprintf(&b, "include %q region %q in block %d at %s–%s, path %s–%s, region %s–%s, %v\n",
			i.Path, i.Region, i.Block, at(i.Start), at(i.End), at(i.PathStart), at(i.PathEnd), at(i.RegionStart), at(i.RegionEnd), i.Code.Attrs.Pairs)
	}
	for _, s := range d.Samples {
		fmt.Fprintf(&b, "sample %q %s%q in %q at %s–%s, data %q %q, %s, exit %d, tolerance %g\n",
			s.Name, s.Path, s.Text, s.Lang, at(s.Start), at(s.End), s.Data, s.Input, s.Timeout, s.Exit, s.Tolerance)
		for _, key := range slices.Sorted(maps.Keys(s.Places)) {
			fmt.Fprintf(&b, "\t%s at %s–%s\n", key, at(s.Places[key][0]), at(s.Places[key][1]))
		}
	}
	for _, o := range d.Outputs {
		fmt.Fprintf(&b, "output of %q at %s–%s, %q, name at %s–%s, tolerance %g\n", o.For, at(o.Start), at(o.End), o.Text, at(o.ForStart), at(o.ForEnd), o.Tolerance)
	}
	for _, v := range d.Vars {
		fmt.Fprintf(&b, "variable %q at %s–%s\n", v.Name, at(v.Start), at(v.End))
	}
	for _, x := range d.Footnotes {
		fmt.Fprintf(&b, "note %s at %s–%s %q\n", x.Name, at(x.Start), at(x.End), x.Text())
	}
	for _, x := range d.Defined {
		fmt.Fprintf(&b, "defined %s at %s\n", x.Name, at(x.Start))
	}
	for _, n := range d.Notes {
		fmt.Fprintf(&b, "%s %s at %s–%s: %s\n", n.Severity, n.Code, at(n.Start), at(n.End), n.Text)
	}
	fmt.Fprintf(&b, "%d words, %d Han\n", d.Words, d.Han)
	return b.String()
}

func own(number string) string {
	if number == "" {
		return ""
	}
	return fmt.Sprintf(" as %q", number)
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
	for _, s := range []string{"<script>alert(1)</script>", "[x](javascript:alert(1))", "![](JaVa\tscript:x)", "<a href=x onclick=y>", "$$\n> a\n$$", "| a |\n|-|\n| `\\|` $x\\|$ |", ">\t# a {#b}", ">\t#", "## ## {#a}", "> - $$\n> a\n- $$", "> ```\n> >\n>\n\nx", "[^a]: x\n[^a]", "> [^a]:\n>\ty", "[*a]{.b}*", "[[a]{#x}](y)", "![a](b \"c\"){#fig:x}", "|a|\n|-|\n\n: b {#tbl:x}", "a\n\n: b\n\n: c", "- [x] [a](#b)", "a\n|a|\n|-|\n: b", "a\n|a|\n|-|\n===",
		"<div>\n\n*a*\n\n</div>", "<b><i>x</b></i>", "*<b>x*</b>", "<img srcset='a 2x, javascript:b'>", "<a href='java&#115;cript:x' style=x>", "<svg/onload=a>", "<table><tr><td>a<td>b</table>"} {
		f.Add([]byte(s))
	}
	p, english := markdown.NewParser(markdown.Site("zh-Hans", false)), markdown.NewParser(markdown.Site("en", false))
	delimiters, err := os.ReadFile("testdata/delimiters.txt")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.SplitSeq(string(delimiters), "\n") {
		source, _, _ := strings.Cut(line, " ⇒ ")
		f.Add([]byte(strings.ReplaceAll(source, "⏎", "\n")))
	}
	opt := markdown.Site("en", false)
	opt.Bracket = true
	brackets := markdown.NewParser(opt)
	f.Fuzz(func(t *testing.T, src []byte) {
		if !utf8.Valid(src) || len(src) > 1<<14 {
			return
		}
		english.Parse(src)
		for _, l := range brackets.Parse(src).Leaves {
			at := 0
			for _, s := range l.Slots {
				if s.Start < at || s.End < s.Start || s.End > len(l.Text) {
					t.Fatalf("slot %d–%d, after %d, of %q", s.Start, s.End, at, l.Text)
				}
				at = s.End
			}
			filled := l.Filled([]string{"1"}, nil)
			for i := range filled.Text {
				if p := filled.SourceOffset(i); p < l.Start || p > l.End {
					t.Fatalf("byte %d of %q at %d, not in %d–%d", i, filled.Text, p, l.Start, l.End)
				}
			}
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
		for _, x := range d.Terms {
			inside("term", x.Start, x.End)
		}
		for i, b := range d.Blocks {
			inside("block", b.Start, b.End)
			if i > 0 && b.Kind != site.FootnotesBlock && b.Start < d.Blocks[i-1].End {
				t.Errorf("block %d at %d–%d, behind one at %d–%d", i, b.Start, b.End, d.Blocks[i-1].Start, d.Blocks[i-1].End)
			}
			at := 0
			for _, s := range b.HTML.Prose {
				if s.Start < at || s.End <= s.Start || s.End > len(b.HTML.HTML) || strings.ContainsAny(b.HTML.HTML[s.Start:s.End], "<>") {
					t.Errorf("prose at %d–%d, after %d, of %q", s.Start, s.End, at, b.HTML.HTML)
				}
				for _, h := range b.HTML.Holes {
					if s.Start < h.At && h.At < s.End {
						t.Errorf("a hole at %d in prose at %d–%d of %q", h.At, s.Start, s.End, b.HTML.HTML)
					}
				}
				at = s.End
			}
		}
		for _, h := range d.Headings {
			inside("heading", h.Start, h.End)
			inside("heading's id", h.IDStart, h.IDStart)
		}
		for _, l := range d.Links {
			inside("link", l.Start, l.End)
		}
		for _, x := range d.Customs {
			inside("custom", x.Start, x.End)
		}
		for _, c := range d.Cites {
			inside("citation", c.Start, c.End)
			for _, i := range c.Items {
				inside("key", i.Start, i.End)
				if string(src[i.Start:i.End]) != i.Key {
					t.Errorf("the key %q is written %q", i.Key, src[i.Start:i.End])
				}
			}
		}
		for _, a := range d.Anchors {
			inside("anchor", a.Start, a.Start+len(a.ID))
		}
		for _, n := range d.Numbered {
			inside("number", n.Start, n.End)
		}
		for _, v := range d.Vars {
			inside("variable", v.Start, v.End)
		}
		for _, i := range d.Includes {
			inside("include", i.Start, i.End)
			inside("include's path", i.PathStart, i.PathEnd)
			inside("include's region", i.RegionStart, i.RegionEnd)
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
