package render

import (
	"errors"

	"duizhao/generator/assemble"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/refs"
	"duizhao/generator/site"
)

// try makes one page of each kind, so that a template that cannot work (an
// unknown field, a partial that is not there, HTML that cannot be escaped
// safely) is reported once, before any real page.
func (t *Theme) try() []diag.Diagnostic {
	doc, v, root := sample()
	leaves := []string{"code", "x", ChartLeaf("_chart", "<svg></svg>", "<svg></svg>", "<table></table>"),
		CalcLeaf(sampleCalc("exposure")), CalcLeaf(sampleCalc("audit")), CalcLeaf(sampleCalc("scenarios")), CalcLeaf(sampleCalc("option")),
		DiagramLeaf("_diagram", "<svg></svg>", "<svg></svg>", "<ul></ul>", true, true)}
	_, page := Page(doc, v, leaves, t)
	all := *v
	all.Kind = assemble.References
	_, works := Page(doc, &all, nil, t)
	glossary := sampleGlossary(v)
	_, terms := Page(&markdown.Doc{}, glossary, nil, t)
	_, start := Root(root, t)
	_, lost := NotFound(root, "", t)
	_, away := Offline(root, "", t)
	_, versions := Versions(root, t)
	_, moved := Redirect(&assemble.Redirect{Base: v.Base, Lang: v.Lang, To: v.URL, Title: v.Title, Site: v.SiteTitle, Owner: v.Owner}, t)
	beside := *v
	beside.Fallback = false
	beside.Paired = &assemble.Paired{Lang: v.TextLang, Title: "Page", Single: v.URL, Swap: v.URL, Rows: []assemble.PairedRow{{A: []int{0}}}}
	first := *v
	first.Front = &assemble.Front{Pair: &assemble.PairLink{Lang: v.Lang, URL: v.URL}, Sample: &assemble.Sample{Texts: [2]assemble.SampleText{{Lang: v.TextLang, Title: v.TOC[0].Runs, Runs: v.TOC[0].Runs}}}}
	first.Contents = []assemble.ContentsEntry{{NavLink: *v.Next, Pages: v.Crumbs, About: "About", Minutes: 1}}
	_, front := Page(doc, &first, leaves, t)
	_, two := Pair(Text{Doc: doc, View: &beside, Leaves: leaves}, Text{Doc: doc, View: v, Leaves: leaves}, t)
	_, bound := NewBook(sampleBook(v), t)
	errs := append([]error{page, works, terms, front, start, lost, away, versions, moved, two, bound}, append(t.tryBlocks(), t.tryEbook(v)...)...)
	for _, kind := range []assemble.Kind{"tags", "tag", assemble.SearchPage} {
		v.Kind = kind
		_, err := Page(doc, v, nil, t)
		errs = append(errs, err)
	}
	var diags []diag.Diagnostic
	for _, err := range errs {
		var own *TemplateError
		if errors.As(err, &own) {
			diags = append(diags, own.Diagnostic)
		}
	}
	return diags
}

// sample has one of everything a template may ask for.
func sample() (*markdown.Doc, *assemble.View, *assemble.Root) {
	lang, other := site.Lang{ID: "en", Tag: "en", Name: "English"}, site.Lang{ID: "zh", Tag: "zh-Hans", Name: "简体中文"}
	base := site.Base{Origin: "https://example.org", Prefix: "/guide"}
	doc := &markdown.Doc{
		Blocks: []markdown.Block{{HTML: markdown.Fragment{
			HTML: "<h2>Heading</h2>",
			Holes: []markdown.Hole{{At: 3, Kind: markdown.HeadingAttrs}, {At: 11, Kind: markdown.HeadingEnd}, {At: 16, Kind: markdown.LeafBody}, {At: 16, Kind: markdown.LeafBody, N: 1}, {At: 16, Kind: markdown.LeafBody, N: 2},
				{At: 16, Kind: markdown.LeafBody, N: 3}, {At: 16, Kind: markdown.LeafBody, N: 4}, {At: 16, Kind: markdown.LeafBody, N: 5}, {At: 16, Kind: markdown.LeafBody, N: 6}},
		}}},
		Leaves: []markdown.Leaf{{Kind: markdown.CodeLeaf, Text: "code", Lang: "go", Look: &markdown.Look{Title: "a.go", File: 1, Fold: true, Numbers: []int{1}, OutputOf: "a"}}, {Kind: markdown.MathLeaf, Text: "x", Display: true}, {Kind: markdown.ChartLeaf, Chart: &markdown.Chart{}},
			{Kind: markdown.CalcLeaf, Chart: &markdown.Chart{}}, {Kind: markdown.CalcLeaf, Chart: &markdown.Chart{}}, {Kind: markdown.CalcLeaf, Chart: &markdown.Chart{}}, {Kind: markdown.CalcLeaf, Chart: &markdown.Chart{}},
			{Kind: markdown.DiagramLeaf, Chart: &markdown.Chart{}}},
		Links: []site.Link{{Data: true}},
		Words: 300,
	}
	link := assemble.NavLink{Title: "Page", Number: "1.1", URL: site.URL{Path: "en/a/b/"}, Lang: "zh-Hans"}
	v := &assemble.View{
		Base: base, Lang: lang, TextLang: other, Fallback: true, NoIndex: true,
		URL: link.URL, Canonical: link.URL, Title: "Page", Number: "1.1", About: "About", EditURL: "https://example.org/edit",
		Owner: assemble.Owner{
			Announcement: "News: [more](/en/)", Links: []assemble.OwnLink{{Title: "Link", Href: "https://example.org/"}}, Head: `<meta name="a" content="b">`,
		},
		Authors: []assemble.Author{{Name: "Author"}}, Original: "zh", Cited: &assemble.Cited{Style: refs.APA, Text: "Author. Page.", BibTeX: "@online{page}"},
		SiteTitle: "Site", Feed: true, Repository: "https://example.org/repository", Footer: "Footer",
		Alternates: []assemble.Alternate{{Lang: lang, URL: link.URL, Current: true}, {Lang: other, URL: site.URL{Path: "zh/a/b/"}, Real: true}},
		Pairs:      []assemble.PairLink{{Lang: other, URL: link.URL}},
		Nav:        &assemble.Nav{Chapters: []assemble.NavLink{link}, Pages: []assemble.NavLink{link}, Before: 1, After: 1, Contents: link.URL},
		Crumbs:     []assemble.NavLink{link},
		Prev:       &link, Next: &link,
		TOC:     []assemble.TOCEntry{{Level: 2, Runs: []site.Run{{Field: site.Prose, Text: "Heading"}, {Field: site.TeX, Text: "x"}}, ID: "heading"}},
		IDs:     []string{"heading"},
		Moved:   []assemble.Moved{{ID: "old", To: link.URL, Title: "Heading"}},
		Targets: []assemble.Target{{Href: "/data.csv", Also: []assemble.Also{{Name: "part.py", Href: "/part.py"}}}},
		References: []assemble.Reference{{
			ID: "ref-a", Lang: "zh", Back: []string{"cite-a-1", "cite-a-2"}, Pages: []assemble.NavLink{link, link},
			Runs: []refs.Run{{Field: refs.Plain, Text: "Author. "}, {Field: refs.Italic, Text: "Title"}, {Field: refs.Link, Text: "https://example.org/", URL: "https://example.org/"}},
		}},
		Tags: []assemble.NavLink{link}, AllTags: []assemble.TagEntry{{NavLink: link, Count: 2}}, Tagged: []assemble.TaggedPage{{NavLink: link, About: "About"}},
		Version: &assemble.Version{ID: "v1", Kept: true, Root: base},
	}
	root := &assemble.Root{Base: base, Langs: []assemble.RootLang{{Lang: lang, Title: "Site", Description: "About", URL: site.URL{Path: "en/"}}}, Versions: []assemble.VersionEntry{{ID: "v1", Href: "./v1/", Current: true}}}
	return doc, v, root
}

// sampleCalc is a calculator of a kind, with a row and an option.
func sampleCalc(kind string) Calc {
	return Calc{Kind: kind, Names: []string{"option"}, Rows: [][]string{{"name", "1", "E0", "E1", "0"}}, Values: map[string]string{}}
}

// sampleGlossary is the page of all terms.
func sampleGlossary(page *assemble.View) *assemble.View {
	v := *page
	v.Kind, v.Fallback = assemble.GlossaryPage, false
	v.Glossary = []assemble.GlossaryGroup{{Initial: "T", Entries: []assemble.GlossaryEntry{{
		ID: "term", Name: "Term", Also: []string{"form"}, Definition: "Definition", Pages: v.Crumbs, More: 1,
		Others: []assemble.GlossaryOther{{Lang: page.TextLang, Name: "词", URL: page.URL}},
	}}}}
	return &v
}

// tryEbook makes each file of an ebook once.
func (t *Theme) tryEbook(page *assemble.View) []error {
	book := sampleBook(page)
	line := &EbookEntry{BookEntry: book.Chapters[0].Pages[0].BookEntry, Href: "text/page.xhtml", Tag: "en"}
	line.Below = []*EbookEntry{{BookEntry: line.BookEntry, Href: line.Href}}
	var errs []error
	for _, part := range []string{"cover", "contents", "page", "colophon"} {
		_, err := NewEbookFile(EbookFile{Book: book, Part: part, Entries: []*EbookEntry{line}, First: line.Href, Glossary: line.Href, Page: book.Chapters[0].Pages[0], Type: "chapter", Role: "doc-chapter"}, t)
		errs = append(errs, err)
	}
	return errs
}

// sampleBook is a book of one page, in two languages.
func sampleBook(page *assemble.View) Book {
	entry := BookEntry{ID: "page", Number: "1", Title: "Page", Second: "页", Leaf: 1}
	return Book{
		Lang: page.Lang, Title: "Site", Second: &BookSecond{Lang: page.TextLang, Title: "站", About: "一句"}, About: "About",
		Updated: "2026-03-01", Footer: "Footer", Address: "https://example.org/", Styles: []string{"book.css"},
		Chapters: []BookChapter{{ID: "_1", Pages: []BookPage{{BookEntry: entry, Sections: []BookEntry{entry}}}}},
	}
}
