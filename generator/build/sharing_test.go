package build

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"duizhao/generator/diag"
)

// TestCards holds which picture pages name, and what is said of one that cannot be
// shown.
func TestCards(t *testing.T) {
	root := unlike(small())
	root["content/p.svg"] = &fstest.MapFile{Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>`)}
	root["content/bad.png"] = &fstest.MapFile{Data: []byte("no picture")}
	settings := string(root["site.yaml"].Data)
	for image, want := range map[string]string{
		"none.png": `"og.image": the picture "none.png" is not there`,
		"p.svg":    `"og.image": the picture "p.svg" is no PNG, JPEG, WebP or GIF, and other sites show no other pictures`,
		"bad.png":  `"og.image": the picture "bad.png"`,
	} {
		root["site.yaml"] = &fstest.MapFile{Data: []byte(settings + "og: { image: " + image + " }\n")}
		_, found := run(t, root, memo(t), false)
		var texts []string
		for _, d := range found {
			if d.File == "site.yaml" && d.Line == strings.Count(settings, "\n")+1 {
				texts = append(texts, d.Text)
			}
		}
		if len(texts) != 1 || !strings.HasPrefix(texts[0], want) {
			t.Errorf("%s: %q", image, texts)
		}
	}
	root["site.yaml"] = &fstest.MapFile{Data: []byte(settings + "base_url: https://example.org/g/\n")}
	sink, _ := run(t, root, memo(t), false)
	at := slices.IndexFunc(slices.Collect(paths(sink)), func(p string) bool { return strings.HasPrefix(p, "assets/card-") })
	if at < 0 || !strings.Contains(sink.files["zh/index.html"], `<meta property="og:image" content="https://example.org/g/assets/card-`) {
		t.Error("a site with a host has no picture of the theme's")
	}
	if !strings.Contains(sink.files["index.html"], `property="og:image"`) || !strings.Contains(sink.files["index.html"], `<link rel="canonical" href="https://example.org/g/">`) {
		t.Error("the root page has none")
	}
	root["site.yaml"] = &fstest.MapFile{Data: []byte(settings)}
	sink, _ = run(t, root, memo(t), false)
	for p := range paths(sink) {
		if strings.HasPrefix(p, "assets/card-") {
			t.Error("a site without a host publishes a picture that nobody finds")
		}
	}
}

// TestTitleCards holds which pages have a picture of their own, and where a
// character that it cannot show is named.
func TestTitleCards(t *testing.T) {
	root := small()
	font, err := os.ReadFile("../../content/fonts/noto-serif-sc-bold.otf")
	if err != nil {
		t.Fatal(err)
	}
	root["content/f.otf"] = &fstest.MapFile{Data: font}
	root["content/bad.otf"] = &fstest.MapFile{Data: []byte("wOF2")}
	root["content/zh/a.md"] = &fstest.MapFile{Data: []byte("---\ntitle: 工作𰻞𰻞面\n---\n\ntext\n")}
	root["content/zh/index.md"] = &fstest.MapFile{Data: []byte("# 任务\n")}
	root["content/zh/b.md"] = &fstest.MapFile{Data: []byte("# 术语\n")}
	root["content/en/a.md"] = &fstest.MapFile{Data: []byte("# سلام\n")}
	settings := "title: { zh: 工作, en: Work }\nlanguages: [zh, en]\nbase_url: https://example.org/\n"
	at := func(found []diag.Diagnostic) (out []string) {
		for _, d := range found {
			if d.Code == "card-glyph" || d.Code == "setting" {
				out = append(out, d.Pos.String()+" "+d.Text)
			}
		}
		return out
	}
	root["site.yaml"] = &fstest.MapFile{Data: []byte(settings + "og: { font: { zh: [bad.otf, none.otf], en: f.otf, fr: f.otf } }\n")}
	_, found := run(t, root, memo(t), false)
	if got := strings.Join(at(found), "\n"); !strings.Contains(got, `"og.font.fr": "fr" is not one of the languages`) {
		t.Error(got)
	}
	root["site.yaml"] = &fstest.MapFile{Data: []byte(settings + "og: { font: { zh: [bad.otf, none.otf], en: f.otf } }\n")}
	_, found = run(t, root, memo(t), false)
	if got := strings.Join(at(found), "\n"); !strings.Contains(got, `site.yaml:4:20 "og.font.zh": the font "bad.otf" is a font for web pages`) || !strings.Contains(got, `site.yaml:4:29 "og.font.zh": the font "none.otf" is not there`) {
		t.Error(got)
	}

	root["site.yaml"] = &fstest.MapFile{Data: []byte(settings + "og: { font: f.otf }\n")}
	sink, found := run(t, root, memo(t), false)
	got := at(found)
	if want := []string{`content/en/a.md:1:3 the title has "س", and the script`, `content/zh/a.md:2:10 the title has "𰻞" (U+30EDE), which the font`}; len(got) < 2 ||
		!slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, want[0]) }) || !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, want[1]) }) {
		t.Errorf("%q", got)
	}
	picture := func(page string) string {
		_, rest, _ := strings.Cut(sink.files[page], `<meta property="og:image" content="https://example.org/`)
		name, _, _ := strings.Cut(rest, `"`)
		if _, ok := sink.files[name]; !ok {
			t.Errorf("%s shows %q, which is not published", page, name)
		}
		return name
	}
	if zh, en := picture("zh/index.html"), picture("en/index.html"); zh == en || !strings.HasPrefix(zh, "assets/cards/") || !strings.HasPrefix(en, "assets/cards/") {
		t.Errorf("the first pages show %s and %s", zh, en)
	}
	if b := picture("zh/b/index.html"); b != picture("en/b/index.html") {
		t.Error("a fallback shows another picture than its original")
	}
	if pair := picture("pair/zh/en/index.html"); pair != picture("zh/index.html") {
		t.Error("a paired page shows another picture than the text that leads")
	}
	for _, page := range []string{"zh/a/index.html", "en/a/index.html", "zh/search/index.html", "index.html"} {
		if got := picture(page); !strings.HasPrefix(got, "assets/card-") {
			t.Errorf("%s shows %s", page, got)
		}
	}
	if !strings.Contains(sink.files["zh/b/index.html"], `<meta property="og:image:alt" content="术语 · 工作">`) {
		t.Error("the picture is not described")
	}
}

func paths(m *memory) func(func(string) bool) {
	return func(yield func(string) bool) {
		for p := range m.files {
			if !yield(p) {
				return
			}
		}
	}
}

// TestTwinAddresses: a Markdown form has its address like any file, and a file of
// the author's does not take it.
func TestTwinAddresses(t *testing.T) {
	for name, want := range map[string]string{
		"content/static/zh/a/index.md": `the file would be published at "/zh/a/index.md", but the Markdown form of "content/zh/a.md" has the same address`,
		"content/zh/a/index.md.md":     `but the Markdown form of "content/zh/a.md" is at "/zh/a/index.md"`,
	} {
		root := small()
		root[name] = &fstest.MapFile{Data: []byte("# x\n")}
		_, found := run(t, root, memo(t), false)
		said := false
		for _, d := range found {
			said = said || d.Code == "url-collision" && strings.Contains(d.Text, want)
		}
		if !said {
			t.Errorf("%s: %v", name, found)
		}
	}
}

// TestTwinOfDeepTexts: what is nested deeper than HTML is read again has its words,
// and takes no long time.
func TestTwinOfDeepTexts(t *testing.T) {
	root := unlike(small())
	root["content/en/a.md"] = &fstest.MapFile{Data: []byte("# A\n\n" + strings.Repeat(">", 90) + " deep\n\n" + strings.Repeat("*a **b ", 3000) + "\n\n" +
		strings.Repeat("[", 3000) + "\n\n" + strings.Repeat("a<br>", 5000) + "\n\n" + strings.Repeat("<b>", 1500) + "bold\n\n" + strings.Repeat("- ", 60) + "item\n")}
	sink, _ := run(t, root, memo(t), false)
	for _, want := range []string{"# A\n", "deep", "bold", "item"} {
		if !strings.Contains(sink.files["en/a/index.md"], want) {
			t.Errorf("no %q in %.300s", want, sink.files["en/a/index.md"])
		}
	}
}
