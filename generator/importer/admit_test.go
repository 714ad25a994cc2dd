package importer

import (
	"fmt"
	"math/rand"
	"regexp"
	"slices"
	"strings"
	"testing"

	"duizhao/generator/content"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

const page = `# Title

First [name] and CSS.

Second *one*.

- a
- b

    code

> Quote.

Third.

:::note
Inside.
:::

## Heading {#h}
Close to it.

| a | b |
| - | - |
| c | d |

<details><summary>s</summary>

In it.

</details>

$$
x
$$

` + "```\nfence\n```" + `

Last [name] and a note[^n].

*[CSS]: sheets

[name]: https://example.org/

[^n]: It has [spec] and CSS.

    Its second paragraph.

[spec]: https://example.org/spec
`

// TestAdmit puts pieces of Markdown at random in the place of blocks of a page.
// Whatever is admitted, every other block has the HTML that it had, and so has each
// note.
func TestAdmit(t *testing.T) {
	pieces := []string{"<!--", "-->", "```", "~~~", "<details>", "</details>", "<div>", "</div>", ":::note", ":::", "$$", "[^x]: y", "[^x]",
		"[^n]: fake", "[^n]", "[spec]: https://example.com/", "    more of it",
		"[name]: https://example.com/", "> [name]: https://example.com/", "*[CSS]: zzz", "- a", "1. a", "> q", "    code", "# h", "## h", "===", "---",
		"text", "*", "`", "\\", "|a|b|\n|-|-|\n|c|d|", ": def", "{.c}", "<script>", "<b>", "![x](y.png)", "\n", "\n", "\n\n", "\n\n", " ", "<<< code/x", "&", "\t"}
	p := Page{Text: []byte(page), Parse: markdown.NewParser(markdown.Site("en", false)).Parse}
	p.Doc = p.Parse(p.Text)
	rng := rand.New(rand.NewSource(1))
	admitted := 0
	for range 3000 {
		var changes []Placed
		for n, b := range p.Doc.Blocks {
			if rng.Intn(3) > 0 {
				continue
			}
			var text strings.Builder
			for range 1 + rng.Intn(6) {
				text.WriteString(pieces[rng.Intn(len(pieces))])
			}
			if trimmed := strings.Trim(text.String(), "\n"); trimmed != "" {
				changes = append(changes, Placed{Change: content.Change{Start: b.Start, End: b.End, Text: trimmed}, Row: n})
			}
		}
		good, bad := p.Admit(changes, func(n int) []string { return []string{page[p.Doc.Blocks[n].Start:p.Doc.Blocks[n].End]} })
		if len(good)+len(bad) != len(changes) {
			t.Fatalf("%d and %d of %d", len(good), len(bad), len(changes))
		}
		admitted += len(good)
		sameHTML(t, p, good)
	}
	if admitted < 300 {
		t.Errorf("only %d were admitted", admitted)
	}
}

func sameHTML(t *testing.T, p Page, good []Placed) {
	t.Helper()
	text := content.Changed(p.Text, Changes(good))
	doc := p.Parse(text)
	ours := func(at int) bool { // whether a place of the new text is a change's
		by := 0
		for _, c := range good {
			if start := c.Start + by; at >= start && at < start+len(c.Text) {
				return true
			}
			by += len(c.Text) - (c.End - c.Start)
		}
		return false
	}
	var got, want []string
	for _, b := range doc.Blocks {
		if !ours(b.Start) && b.Kind != site.FootnotesBlock {
			got = append(got, shown(doc, b))
		}
	}
	for n, b := range p.Doc.Blocks {
		if b.Kind != site.FootnotesBlock && !slices.ContainsFunc(good, func(c Placed) bool { return c.Row == n }) {
			want = append(want, shown(p.Doc, b))
		}
	}
	if n := p.Doc.Footnotes[0]; !slices.ContainsFunc(good, func(c Placed) bool { return c.Row == len(p.Doc.Blocks)-1 }) {
		i := slices.IndexFunc(doc.Footnotes, func(now markdown.Footnote) bool { return now.Name == n.Name })
		if i >= 0 { // it is still used
			got, want = append(got, shown(doc, doc.Footnotes[i].Block)), append(want, shown(p.Doc, n.Block))
		}
	}
	if !slices.Equal(got, want) {
		t.Fatalf("other blocks have changed in\n%s\ngot  %q\nwant %q", text, got, want)
	}
}

// counted is what the number and the uses of a note make of HTML.
var counted = regexp.MustCompile(`>[0-9]+</a></sup>|_fnref-[^"]*|(?s) <a class="back".*?</a>`)

// shown is a block's HTML with the addresses of its links.
func shown(d *markdown.Doc, b markdown.Block) string {
	var out strings.Builder
	from := 0
	for _, h := range b.HTML.Holes {
		if out.WriteString(b.HTML.HTML[from:h.At]); h.Kind == markdown.LinkAttrs || h.Kind == markdown.ImageAttrs {
			out.WriteString(d.Links[h.N].Dest)
		}
		from = h.At
	}
	return counted.ReplaceAllString(out.String()+b.HTML.HTML[from:], "")
}

// TestAdmitNames holds that no change gives a name of the page another meaning, in
// the text or in a note alone, and that one may keep what its own text defined.
func TestAdmitNames(t *testing.T) {
	p := Page{Text: []byte(page + "\n> [own]: https://example.org/own\n>\n> See [own].\n"), Parse: markdown.NewParser(markdown.Site("en", false)).Parse}
	p.Doc = p.Parse(p.Text)
	for _, c := range []struct {
		block      int
		text, want string
	}{
		{1, "Second *one*.\n\n[^n]: Fake note.", "it defines [^n], which is defined already"},
		{1, "Second *one*.\n\n[Spec]: https://example.com/", "it defines [spec], which is defined already"},
		{1, "Second *one*.\n\n*[CSS]: zzz", "it defines *[CSS], which is defined already"},
		{1, "Second *one*.\n\n[own]: https://example.com/", "it defines [own], which is defined already"},
		{1, "Second *one*, [new].\n\n[new]: https://example.com/", ""},
		{len(p.Doc.Blocks) - 2, "> [own]: https://example.org/other\n>\n> Look at [own].", ""},
	} {
		b := p.Doc.Blocks[c.block]
		good, bad := p.Admit([]Placed{{Change: content.Change{Start: b.Start, End: b.End, Text: c.text}, Row: c.block}},
			func(int) []string { return []string{string(p.Text[b.Start:b.End])} })
		got := ""
		if len(bad) > 0 {
			got = bad[0].Text
		}
		if got != c.want || len(good)+len(bad) != 1 {
			t.Errorf("%q: %d good, %q, want %q", c.text, len(good), got, c.want)
		}
	}
}

// TestAdmitNotes holds that a change of what a note alone uses is found, and that
// a note which is replaced may say something else.
func TestAdmitNotes(t *testing.T) {
	p := Page{Text: []byte("One.\n\nTwo[^n].\n\n[^n]: See [this].\n"), Parse: markdown.NewParser(markdown.Site("en", false)).Parse}
	p.Doc = p.Parse(p.Text)
	harm := Placed{Change: content.Change{Start: 0, End: 4, Text: "One.\n\n[this]: https://example.com/"}, Row: 0}
	if good, _ := p.Admit([]Placed{harm}, func(int) []string { return []string{"One."} }); len(good) > 0 {
		t.Errorf("the note has become %v", p.Parse(content.Changed(p.Text, Changes(good))).Footnotes)
	}
	note := p.Doc.Footnotes[0]
	own := Placed{Change: content.Change{Start: note.Start, End: note.End, Text: "[^n]: Another."}, Row: 2}
	if good, bad := p.Admit([]Placed{own}, func(int) []string { return []string{"[^n]: See [this]."} }); len(good) != 1 {
		t.Error(bad)
	}
}

// TestAdmitUntried holds that a change of which nobody knows whether it harms
// others is not said to.
func TestAdmitUntried(t *testing.T) {
	const blocks, step = 400, 5 // each fifth change harms
	var text strings.Builder
	for k := range blocks {
		fmt.Fprintf(&text, "one [n%d]\n\n", k)
	}
	p := Page{Text: []byte(text.String()), Parse: markdown.NewParser(markdown.Site("en", false)).Parse}
	p.Doc = p.Parse(p.Text)
	var changes []Placed
	for k := 0; k < blocks; k += 2 {
		b, say := p.Doc.Blocks[k], "two"
		if k%(2*step) == 0 {
			say = fmt.Sprintf("two\n\n[n%d]: https://example.org/", k+1)
		}
		changes = append(changes, Placed{Change: content.Change{Start: b.Start, End: b.End, Text: say}, Row: k})
	}
	harm := func(row int) bool { return row%(2*step) == 0 }
	good, bad := p.Admit(changes, func(int) []string { return []string{"one"} })
	said := map[string]int{}
	for _, r := range bad {
		if said[r.Text]++; r.Text == "other blocks of the page would change with it" && !harm(r.Row) {
			t.Errorf("row %d is innocent", r.Row)
		}
	}
	for _, c := range good {
		if harm(c.Row) {
			t.Errorf("row %d is admitted", c.Row)
		}
	}
	if len(good)+len(bad) != len(changes) || len(good) == 0 || len(said) != 2 {
		t.Errorf("%d good of %d, %v", len(good), len(changes), said)
	}
}

// TestAdmitMany reads a page of many blocks with as many changes, good and bad.
func TestAdmitMany(t *testing.T) {
	const n = 2000
	p := Page{Text: []byte(strings.Repeat("one\n\n", n)), Parse: markdown.NewParser(markdown.Site("en", false)).Parse}
	p.Doc = p.Parse(p.Text)
	var changes []Placed
	for k := range n {
		text := "two"
		if k%2 == 1 {
			text = "<!-- two"
		}
		changes = append(changes, Placed{Change: content.Change{Start: 5 * k, End: 5*k + 3, Text: text}, Row: k})
	}
	good, bad := p.Admit(changes, func(int) []string { return []string{"one"} })
	if len(good) != n/2 || len(bad) != n/2 {
		t.Errorf("%d good, %d bad", len(good), len(bad))
	}
}
