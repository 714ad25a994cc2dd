package render

import (
	"os"
	"strings"
	"testing"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/site"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// twoTexts are a small page in two languages: what is equal, what differs, what
// one language lacks, what moved, notes and an author's own ids.
func twoTexts() (a, b Text) {
	parse := func(tag, src string) *markdown.Doc {
		return markdown.NewParser(markdown.Site(tag, false)).Parse([]byte(src))
	}
	lead := parse("zh-Hans", "开头[^1]，见[价值](#value)。\n\n## 价值\n\n$$\nx\n$$ {#eq:x}\n\n只有中文。\n\n挪走的。\n\n```go\n// 注释\n```\n\n[^1]: 脚注。\n")
	second := parse("en", "Start[^1], see [value](#value).\n\n## Value\n\n$$\nx\n$$ {#eq:x}\n\nMoved.\n\n```go\n// comment\n```\n\n[^1]: A note.\n")
	v := &assemble.View{
		Owner: assemble.Owner{Card: assemble.Card{Width: 1200, Height: 630}},
		Base:  site.Base{Origin: "https://example.org", Prefix: "/guide"}, Lang: zh, TextLang: zh, Page: "a",
		URL: site.PairURL("zh", "en", "a"), Canonical: site.URL{Path: "zh/a/"}, Title: "甲", Number: "1", SiteTitle: "指南", NoIndex: true,
		Alternates: []assemble.Alternate{{Lang: zh, URL: site.URL{Path: "zh/a/"}, Real: true}, {Lang: en, URL: site.URL{Path: "en/a/"}, Real: true}},
		TitleID:    "top",
		IDs:        []string{"value"}, Numbers: []string{"1.1"}, Targets: []assemble.Target{{Href: "/guide/pair/zh/en/a/#value"}},
		Paired: &assemble.Paired{Lang: en, Title: "A", Single: site.URL{Path: "en/a/"}, Swap: site.PairURL("en", "zh", "a"), Rows: []assemble.PairedRow{
			{Key: 1, A: []int{0}, B: []int{0}}, {Key: 2, A: []int{1}, B: []int{1}}, {Key: 3, A: []int{2}, B: []int{2}},
			{A: []int{3}}, {Key: 4, A: []int{4}, B: []int{3}, Moved: true}, {Key: 5, A: []int{5}, B: []int{4}}, {Key: 6, A: []int{6}, B: []int{5}},
		}},
	}
	w := *v
	w.Lang, w.TextLang, w.Paired, w.Title = en, en, nil, "A"
	w.Targets = []assemble.Target{{Href: "/guide/pair/zh/en/a/#value--en"}}
	leaves := func(code string) []string { return []string{`<span class="katex-html">x</span>`, code} }
	return Text{Doc: lead, View: v, Leaves: leaves("// 注释")}, Text{Doc: second, View: &w, Leaves: leaves("// comment")}
}

func TestPair(t *testing.T) {
	const file = "testdata/pair.txtar"
	a, b := twoTexts()
	got := must(t)(Pair(a, b, defaultTheme(t)))
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, txtar.Format(&txtar.Archive{Files: []txtar.File{{Name: "pair.html", Data: []byte(got)}}}), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	ar, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(ar.Files[0].Data), got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	seen := map[string]bool{}
	for _, id := range idsIn(got) {
		if seen[id] {
			t.Errorf("the id %q is there twice", id)
		}
		seen[id] = true
	}
	attributes(got, func(_, name string, from, to int) {
		_, id, ok := strings.Cut(got[from:to], "#")
		if name == "href" && ok && id != "" && !strings.Contains(got[from:to], "data:") && !seen[id] {
			t.Errorf("nothing has the id of %s", got[from:to])
		}
	})
}

// The second text's blocks come in the order of the first one's, its terms with
// them; its page has what either of the two needs.
func TestPairOfMoved(t *testing.T) {
	a, b := twoTexts()
	parse := func(x *Text, tag, src string) {
		v := *x.View
		x.Doc = markdown.NewParser(markdown.Site(tag, false)).Parse([]byte(src))
		v.Numbers, v.Targets, v.Marks = nil, nil, nil
		x.View = &v
	}
	parse(&a, "zh-Hans", "乙。\n\n甲。\n")
	parse(&b, "en", "A token.\n\nA model.\n\n```calc rivals\n```\n")
	for i, term := range []string{"token", "model"} {
		html := b.Doc.Blocks[i].HTML.HTML
		b.View.Marks = append(b.View.Marks, assemble.TermMark{
			Mark: assemble.Mark{Block: i, At: strings.Index(html, term), Len: len(term)}, Card: assemble.TermCard{Term: term, Href: "/" + term},
		})
	}
	b.Leaves = []string{""}
	paired := *a.View.Paired
	paired.Rows = []assemble.PairedRow{{A: []int{0}, B: []int{1}}, {A: []int{1}, B: []int{0}}}
	a.View.Paired = &paired
	got := must(t)(Pair(a, b, defaultTheme(t)))
	if n := strings.Count(got, `class="term"`); n != 2 {
		t.Errorf("%d terms in\n%s", n, got)
	}
	if !strings.Contains(got, "assets/calc.css") {
		t.Errorf("nothing of the calculator in\n%s", got)
	}
}

// One picture under two captions stands once; another picture does not.
func TestPairPicture(t *testing.T) {
	for _, c := range []struct {
		name, zh, en string
		want         []string
		once         bool
	}{
		{"one picture", `![甲](x.png "图题"){#fig:x}`, `![A](x.png "Caption"){#fig:x}`, []string{
			`<span id="fig:x--en"></span><figure id="fig:x">`, `alt="甲"`,
			`<figcaption class="both"><span lang="zh-Hans"><span class="no">图 1</span> 图题</span> <span lang="en"><span class="no">Figure 1</span> Caption</span></figcaption>`,
		}, true},
		{"two pictures", `![甲](x.png "图题"){#fig:x}`, `![A](y.png "Caption"){#fig:x}`, []string{`id="fig:x"`, `id="fig:x--en"`, "Caption</figcaption>"}, false},
		{"numbers alone", `![甲](x.png){#fig:x}`, `![A](x.png){#fig:x}`, []string{`id="fig:x--en"`, "图 1", "Figure 1"}, true},
	} {
		a, b := twoTexts()
		parse := func(x *Text, tag, src string) {
			v := *x.View
			x.Doc = markdown.NewParser(markdown.Site(tag, false)).Parse([]byte(src + "\n"))
			v.Numbers, v.Targets = []string{"1"}, []assemble.Target{{Href: "/" + x.Doc.Links[0].Dest}}
			x.View = &v
		}
		parse(&a, "zh-Hans", c.zh)
		parse(&b, "en", c.en)
		paired := *a.View.Paired
		paired.Rows = []assemble.PairedRow{{A: []int{0}, B: []int{0}}}
		a.View.Paired = &paired
		got := must(t)(Pair(a, b, defaultTheme(t)))
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %s in\n%s", c.name, want, got)
			}
		}
		if once := strings.Contains(got, " once"); once != c.once {
			t.Errorf("%s: once %t", c.name, once)
		}
	}
}

// A row's number stands in the first tag of a block; a text that begins with
// anything else is left as it is.
func TestWithKey(t *testing.T) {
	for html, want := range map[string]string{
		"<p>x</p>": `<p data-b="7">x</p>`, `<h2 id="a">`: `<h2 data-b="7" id="a">`, "<hr/>": `<hr data-b="7"/>`,
		"text": "text", "<!-- x --><p>": "<!-- x --><p>", "": "", "<": "<",
	} {
		if got := withKey(html, 7); got != want {
			t.Errorf("%q: got %q, want %q", html, got, want)
		}
	}
}
