package assemble

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"duizhao/generator/config"
	"duizhao/generator/content"
	"duizhao/generator/markdown"
	"duizhao/generator/refs"
	"duizhao/generator/site"
)

const bib = `
@article{zhou, title={甲}, author={周, 一}, year={2020}}
@article{an, title={乙}, author={安, 二}, year={2020}}
@article{smith1, title={First}, author={Smith, A.}, year={2020}}
@article{smith2, title={Second}, author={Smith, B.}, year={2020}}
@article{never, title={Never cited}, author={Smith, C.}, year={2020}}
`

// cited assembles a site of one page in two languages, one in Chinese alone,
// with the bibliography above.
func cited(t *testing.T, more, zh, en, only string) (*Result, []string) {
	t.Helper()
	root := fstest.MapFS{
		"content/zh/index.md": {Data: []byte(zh)}, "content/en/index.md": {Data: []byte(en)},
		"content/zh/only.md": {Data: []byte(only)},
	}
	settings, ds := config.Read([]byte("title: T\nlanguages: [zh, en]\n" + more))
	tree, found, err := content.Load(root, settings, false)
	if err != nil || len(ds) > 0 {
		t.Fatal(err, ds)
	}
	docs := map[site.TextID]*markdown.Doc{}
	for _, s := range tree.Sources {
		docs[s.TextID] = markdown.NewParser(markdown.Site("zh-Hans", false)).Parse(s.Body)
	}
	works, _ := refs.Parse("references.bib", []byte(bib))
	res, ds := Assemble(Input{Settings: settings, Tree: tree, Docs: docs, Align: align, Works: works})
	var out []string
	for _, d := range append(found, ds...) {
		out = append(out, d.Pos.String()+" "+d.Code+" "+d.Hint)
	}
	return res, out
}

func view(t *testing.T, res *Result, page, lang string) *View {
	t.Helper()
	for _, p := range res.Pages {
		if p.Page == page && p.Lang == lang {
			return p.View
		}
	}
	t.Fatalf("no page %q in %q", page, lang)
	return nil
}

// short writes a view's citations and references on a line each.
func short(v *View) string {
	var b strings.Builder
	for _, c := range v.Citations {
		for _, i := range c.Items {
			fmt.Fprintf(&b, "%s=%s(%s)%s ", i.Key, i.Text, i.Name, i.ID)
		}
	}
	b.WriteString("| ")
	for _, r := range v.References {
		fmt.Fprintf(&b, "%s%s %v ", r.ID, r.Lang, r.Back)
		for _, p := range r.Pages {
			fmt.Fprintf(&b, "%s#%s ", p.URL.Path, p.URL.Fragment)
		}
	}
	return strings.TrimSpace(b.String())
}

func TestCitationsNumbered(t *testing.T) {
	res, ds := cited(t, "", "[@zhou] [@an; @zhou, 第 1 章]", "[@smith1]", "[@smith2]")
	if len(ds) > 0 {
		t.Error(ds)
	}
	for _, c := range []struct{ page, lang, want string }{
		{"", "zh", "zhou=1(周一，2020)cite-zhou-1 an=2(安二，2020)cite-an-1 zhou=1(周一，2020)cite-zhou-2 | ref-zhou [cite-zhou-1 cite-zhou-2] ref-an [cite-an-1]"},
		{"", "en", "smith1=1(Smith, 2020)cite-smith1-1 | ref-smith1 [cite-smith1-1]"},
		{"only", "en", "smith2=1(Smith，2020)cite-smith2-1 | ref-smith2 [cite-smith2-1]"},
		{"references", "zh", "| ref-smith2 [] zh/only/#cite-smith2-1 ref-an [] zh/#cite-an-1 ref-zhou [] zh/#cite-zhou-1"},
		{"references", "en", "| ref-smith1 [] en/#cite-smith1-1 ref-smith2 [] en/only/#cite-smith2-1"},
	} {
		if got := short(view(t, res, c.page, c.lang)); got != c.want {
			t.Errorf("%s/%s:\ngot  %s\nwant %s", c.lang, c.page, got, c.want)
		}
	}
}

// Works of one author and year get letters, the same on every page, in order of
// the bibliography.
func TestCitationsAuthorYear(t *testing.T) {
	res, _ := cited(t, "citations: author-year\n", "[@smith2] [@zhou] [@an]", "[@smith1]", "x")
	want := "smith2=Smith，2020b()cite-smith2-1 zhou=周一，2020()cite-zhou-1 an=安二，2020()cite-an-1 | " +
		"ref-smith2 [cite-smith2-1] ref-an [cite-an-1] ref-zhou [cite-zhou-1]"
	if got := short(view(t, res, "", "zh")); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := view(t, res, "", "en").References[0].Runs[0].Text; got != "Smith, A. (2020a). " {
		t.Errorf("got %q", got)
	}
}

func TestUnknownCitation(t *testing.T) {
	_, ds := cited(t, "", "中文 [@zhou; 见 @smiht1, p. 3]", "[@zzzzzzzz]", "x")
	want := []string{
		`content/en/index.md:1:3 unknown-citation write the work into content/references.bib, or \[ where no citation is meant`,
		`content/zh/index.md:1:15 unknown-citation did you mean "smith1"?`,
	}
	if fmt.Sprint(ds) != fmt.Sprint(want) {
		t.Errorf("got  %q\nwant %q", ds, want)
	}
}

// A heading cannot take the id of a reference, in either language of the page.
func TestCitationIDs(t *testing.T) {
	res, ds := cited(t, "", "# 题\n\n## 甲 {#cite-an-1}\n\n[@an]", "# T\n\n## Ref zhou\n\n[@zhou] [@zhou]\n\n## Cite zhou 2", "x")
	if len(ds) != 1 || !strings.HasPrefix(ds[0], "content/zh/index.md:3:8 duplicate-id") {
		t.Errorf("got %q", ds)
	}
	if got := fmt.Sprint(view(t, res, "", "en").IDs); got != "[ref-zhou-2 cite-zhou-2-2]" {
		t.Errorf("got %s", got)
	}
}

// The page of all is there only when something is cited.
func TestNoReferences(t *testing.T) {
	res, _ := cited(t, "", "x", "[@nothing]", "x")
	for _, p := range res.Pages {
		if p.View.Kind != "" && p.View.Kind != SearchPage {
			t.Errorf("there is a page %q", p.Page)
		}
	}
}

// A work in Han says so where the text is in another language.
func TestCitationLanguage(t *testing.T) {
	res, _ := cited(t, "", "[@an; @smith1]", "[@an; @smith1]", "x")
	for lang, want := range map[string]string{"zh": "", "en": "zh"} {
		v := view(t, res, "", lang)
		if v.References[0].Lang != want || v.References[1].Lang != "" {
			t.Errorf("%s: got %q and %q, want %q and none", lang, v.References[0].Lang, v.References[1].Lang, want)
		}
	}
}
