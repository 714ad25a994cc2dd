package build

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
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
