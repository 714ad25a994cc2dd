package importer

import (
	"math/rand"
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

Last [name].

*[CSS]: sheets

[name]: https://example.org/
`

// TestAdmit puts pieces of Markdown at random in the place of blocks of a page.
// Whatever is admitted, every other block has the HTML that it had.
func TestAdmit(t *testing.T) {
	pieces := []string{"<!--", "-->", "```", "~~~", "<details>", "</details>", "<div>", "</div>", ":::note", ":::", "$$", "[^x]: y", "[^x]",
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
	doc, m := p.Parse(text), move(good)
	var got, want []string
	for _, b := range doc.Blocks {
		if m.in(b.Start) < 0 && b.Kind != site.FootnotesBlock {
			got = append(got, b.HTML.HTML+strings.Join(leads(doc, b), " "))
		}
	}
	for n, b := range p.Doc.Blocks {
		if !slices.ContainsFunc(good, func(c Placed) bool { return c.Row == n }) {
			want = append(want, b.HTML.HTML+strings.Join(leads(p.Doc, b), " "))
		}
	}
	if !slices.Equal(got, want) {
		t.Fatalf("other blocks have changed in\n%s\ngot  %q\nwant %q", text, got, want)
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
