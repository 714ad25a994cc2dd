package build

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"duizhao"
	"duizhao/generator/theme"

	"golang.org/x/net/html"
)

// five are the languages of test/languages, by id.
var five = []struct{ id, tag, table string }{
	{"zh", "zh-Hans", "zh-Hans"}, {"zh-hant", "zh-Hant", "zh-Hant"}, {"en", "en", "en"}, {"ja", "ja", "ja"}, {"ar", "ar", "ar"},
}

func buildFive(t *testing.T) map[string]string {
	t.Helper()
	m := newMemory()
	ds, err := Run(context.Background(), Input{
		Root: os.DirFS("../../test/languages"), Builtin: duizhao.Theme(), Bundle: bundled, Memo: memo(t), Strict: true,
	}, m)
	if err != nil || len(ds) > 0 {
		t.Fatal(err, ds)
	}
	return m.files
}

// TestFiveLanguages builds a site in five languages without a complaint: each
// page says its language and direction, each language has its own texts and its
// own page for what is not there, and each page names its real translations.
func TestFiveLanguages(t *testing.T) {
	files := buildFive(t)
	for _, l := range five {
		page := files[l.id+"/guide/descent/index.html"]
		dir := ""
		if l.id == "ar" {
			dir = ` dir="rtl"`
		}
		for _, want := range []string{
			fmt.Sprintf("<html lang=%q%s>", l.tag, dir), fmt.Sprintf("<article lang=%q>", l.tag),
			fmt.Sprintf("/five/assets/texts-%s-", l.table),
			`<link rel="canonical" href="https://notes.example/five/` + l.id + `/guide/descent/">`,
			`hreflang="x-default" href="https://notes.example/five/zh/guide/descent/"`,
		} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: the page has no %s", l.id, want)
			}
		}
		if lost := files[l.id+"/404.html"]; !strings.Contains(lost, fmt.Sprintf("<html lang=%q%s>", l.tag, dir)) || strings.Contains(lost, "<section lang=\""+l.tag+"\" dir") {
			t.Errorf("%s: the page for what is not there is %.200s", l.id, lost)
		}
		for _, file := range []string{"index.html", "404.html"} {
			if !strings.Contains(files[file], fmt.Sprintf("<section lang=%q%s>", l.tag, dir)) {
				t.Errorf("%s has no part in %s", file, l.tag)
			}
		}
		if got := alternates(page); !slices.Equal(got, []string{"zh-Hans", "zh-Hant", "en", "ja", "ar", "x-default"}) {
			t.Errorf("%s: the page names the translations %v", l.id, got)
		}
	}
	dates := map[string]string{"zh": "更新于 2026年3月1日", "zh-hant": "更新於 2026年3月1日", "en": "Updated March 1, 2026", "ja": "更新日：2026年3月1日", "ar": "آخر تحديث: 1 مارس 2026"}
	for id, want := range dates {
		if !strings.Contains(files[id+"/guide/descent/index.html"], `<time datetime="2026-03-01">`+want+`</time>`) {
			t.Errorf("%s: the page does not say %q", id, want)
		}
	}
}

// TestFiveLanguagesFallback holds that a page in place of a missing translation
// is the source language's, in its own direction, and no translation to search
// engines; one page is written in English first.
func TestFiveLanguagesFallback(t *testing.T) {
	files := buildFive(t)
	for page, source := range map[string]struct{ id, article string }{
		"guide/only/":  {"zh", `<article lang="zh-Hans"%s>`},
		"guide/first/": {"en", `<article lang="en"%s>`},
	} {
		for _, l := range five {
			html := files[l.id+"/"+page+"index.html"]
			dir := ""
			if l.id == "ar" {
				dir = ` dir="ltr"`
			}
			canonical := `<link rel="canonical" href="https://notes.example/five/` + source.id + "/" + page + `">`
			if !strings.Contains(html, fmt.Sprintf(source.article, dir)) || !strings.Contains(html, canonical) {
				t.Errorf("%s/%s does not show the text in %s", l.id, page, source.id)
			}
			if got := alternates(html); got != nil {
				t.Errorf("%s/%s names the translations %v, and has none", l.id, page, got)
			}
			if noindex := strings.Contains(html, `content="noindex"`); noindex != (l.id != source.id) {
				t.Errorf("%s/%s: noindex is %t", l.id, page, noindex)
			}
		}
	}
}

var alternate = regexp.MustCompile(`<link rel="alternate" hreflang="([^"]*)"`)

func alternates(page string) []string {
	var out []string
	for _, m := range alternate.FindAllStringSubmatch(page, -1) {
		out = append(out, m[1])
	}
	return out
}

// TestNoEnglishLeft reads what pages in other languages say, attributes for the
// ear included, and finds no text of the English interface in it.
func TestNoEnglishLeft(t *testing.T) {
	files := buildFive(t)
	th, ds := theme.Load(duizhao.Theme(), nil)
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	english := map[string]*regexp.Regexp{}
	braces := regexp.MustCompile(`\\\{[^}]*\}`)
	for key, text := range th.Texts("en") {
		pattern := braces.ReplaceAllString(regexp.QuoteMeta(text), ".+")
		if strings.ContainsFunc(pattern, unicode.IsLetter) {
			english[key] = regexp.MustCompile("^" + pattern + "$")
		}
	}
	read := 0
	for _, l := range five {
		own := map[string]bool{}
		for _, text := range th.Texts(l.table) {
			own[text] = true
		}
		for file, page := range files {
			if l.id == "en" || !strings.HasPrefix(file, l.id+"/") || !strings.HasSuffix(file, ".html") {
				continue
			}
			for _, said := range words(t, page) {
				read++
				for key, text := range english {
					if text.MatchString(said) && !own[said] {
						t.Errorf("%s says %q, the English %s", file, said, key)
					}
				}
			}
		}
	}
	if read < 1000 {
		t.Errorf("only %d texts were read", read)
	}
}

// words are the texts of a page outside of code and of elements in another
// language, and of the attributes that are shown or read out.
func words(t *testing.T, page string) []string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader([]byte(page)))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			out = append(out, strings.TrimSpace(n.Data))
		}
		if n.Type == html.ElementNode && slices.Contains([]string{"code", "script", "svg"}, n.Data) {
			return
		}
		for _, a := range n.Attr {
			if slices.Contains([]string{"aria-label", "title", "alt", "placeholder"}, a.Key) {
				out = append(out, a.Val)
			}
			if a.Key == "lang" && a.Val == "en" {
				return
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	return out
}

// TestLanguageWithoutTexts holds that a site can have a language that the theme
// has no words for: it is told once, and a table of its own mends it.
func TestLanguageWithoutTexts(t *testing.T) {
	site := fstest.MapFS{
		"site.yaml":           {Data: []byte("title: T\nlanguages: [en, de]\n")},
		"content/en/index.md": {Data: []byte("# Home\n")},
		"content/de/index.md": {Data: []byte("# Anfang\n")},
	}
	_, ds := run(t, site, memo(t), false)
	if len(ds) != 1 || ds[0].String() != "site.yaml:2:17: warning: the interface has no texts in \"de\", and speaks English there [text]\n\thint: write templates/texts/de.yaml, with the keys of the built-in en.yaml" {
		t.Errorf("got %v", ds)
	}
	th, _ := theme.Load(duizhao.Theme(), nil)
	var table strings.Builder
	for key := range th.Texts("en") {
		fmt.Fprintf(&table, "%s: %q\n", key, "de "+key)
	}
	site["templates/texts/de.yaml"] = &fstest.MapFile{Data: []byte(table.String())}
	m, ds := run(t, site, memo(t), false)
	if len(ds) > 0 || !strings.Contains(m.files["de/index.html"], "de nav.skip") {
		t.Errorf("with a table of its own: %v", ds)
	}
	if !slices.ContainsFunc(slices.Collect(maps.Keys(m.files)), func(f string) bool { return strings.HasPrefix(f, "assets/texts-de-") }) {
		t.Error("the scripts have no texts in German")
	}
	for file := range m.files {
		if strings.HasPrefix(file, "assets/texts-ar-") {
			t.Errorf("%s is published for no page", file)
		}
	}
}
