package render

import (
	"strings"
	"testing"

	"duizhao/generator/assemble"
)

// TestTerms holds what becomes of marks and explicit terms: a link with a card
// behind it, the text alone where there is no theme.
func TestTerms(t *testing.T) {
	gan := assemble.TermCard{Term: "gan", Href: "/zh/glossary/#gan", Definition: `two "networks" & a game`, ID: "_term-gan"}
	plain := assemble.TermCard{Term: "a", Href: "/zh/glossary/#a", ID: "_term-a"}
	const open, card = `<a class="term" href="/zh/glossary/#gan" aria-describedby="_term-gan">`,
		`</a><span class="term-card" role="tooltip" hidden id="_term-gan">two &quot;networks&quot; &amp; a game</span>`
	mark := func(block, at, n int, c assemble.TermCard) assemble.TermMark {
		return assemble.TermMark{Mark: assemble.Mark{Block: block, At: at, Len: n, Term: c.Term}, Card: c}
	}
	for _, c := range []struct {
		name, src, want string
		terms           []assemble.TermCard
		marks           []assemble.TermMark
	}{
		{name: "a mark", src: "a GAN b", marks: []assemble.TermMark{mark(0, 5, 3, gan)},
			want: "<p>a " + open + "GAN" + card + " b</p>"},
		{name: "a term without a definition", src: "a", marks: []assemble.TermMark{mark(0, 3, 1, plain)},
			want: `<p><a class="term" href="/zh/glossary/#a">a</a></p>`},
		{name: "marks around holes and in the next block", src: "GAN $x$ a\n\nGAN", marks: []assemble.TermMark{mark(0, 3, 3, gan), mark(0, 8, 1, plain), mark(1, 3, 3, gan)},
			want: "<p>" + open + "GAN" + card + ` <span class="math">x</span> <a class="term" href="/zh/glossary/#a">a</a></p>` + "\n<p>" + open + "GAN" + card + "</p>"},
		{name: "an explicit term", src: "[[gan|它们]]!", terms: []assemble.TermCard{gan}, want: "<p>" + open + "它们" + card + "!</p>"},
		{name: "an unknown one", src: "[[gon]]", terms: []assemble.TermCard{{}}, want: `<p><a class="broken">gon</a></p>`},
		{name: "one that nobody resolved", src: "[[gon]]", want: "<p>gon</p>"},
	} {
		doc, v := parseSite(c.src), &assemble.View{TextLang: en, Lang: zh, Terms: c.terms, Marks: c.marks}
		html := must(t)(Page(doc, v, nil, defaultTheme(t)))
		if !strings.Contains(html, c.want) {
			_, article, _ := strings.Cut(html, "</h1>")
			article, _, _ = strings.Cut(article, "</article>")
			t.Errorf("%s:\n got %s\nwant %s", c.name, article, c.want)
		}
		if got := Article(doc, v, nil); strings.Contains(got, "<a") || strings.Contains(got, "card") {
			t.Errorf("%s: without a theme it is %s", c.name, got)
		}
	}
}
