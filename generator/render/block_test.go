package render

import (
	"strings"
	"testing"

	"duizhao/generator/markdown"
)

func blocksPage(t *testing.T, src string, files ...string) string {
	t.Helper()
	th := defaultTheme(t, files...)
	_, v := chapter()
	html, err := Page(markdown.NewParser(markdown.Site("zh-Hans", false)).Parse([]byte(src)), v, nil, th)
	if err != nil {
		t.Fatal(err)
	}
	_, article, _ := strings.Cut(string(html), "<article")
	return article
}

// A block's template gets what the author wrote, made ready; an attribute that
// is not given is empty.
func TestBlock(t *testing.T) {
	got := blocksPage(t, "::::card A & *b* {#x .one .two color=\"<red>\" color=blue}\nInside **b**.\n\n:::card\n:::\n::::\n",
		"templates/blocks/card.html", `[{{.Name}}|{{.Title}}|{{.Args.color}}|{{.Attr "size"}}{{.Args.size}}|{{.ID}}|{{.Class}}|{{.T "code.copy"}}|{{.Body}}]`)
	for _, want := range []string{
		"[card|A &amp; <em>b</em>|&lt;red&gt;||x|one two|复制|<p>Inside <strong>b</strong>.</p>\n[card||||||复制|]\n]\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("got %s\nwant %s", got, want)
		}
	}
}

// Words of the interface stand in callouts, details and tabs.
func TestContainerWords(t *testing.T) {
	got := blocksPage(t, "> [!CAUTION]\n> x\n\n:::tip 题\n:::\n\n:::details\n:::\n\n::::tabs\n:::tab\n:::\n::::\n")
	for _, want := range []string{
		`<p class="callout-title">当心</p>`, `<div class="callout tip" role="note" aria-label="提示">`,
		"<summary>详情</summary>", `<p class="tab-label">选项卡</p>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %s in %s", want, got)
		}
	}
}

func TestBlockTemplateMistakes(t *testing.T) {
	for _, c := range []struct{ name, file, text, want string }{
		{"an unknown field", "templates/blocks/card.html", "a\n{{.Colour}}", "templates/blocks/card.html:2:3: error: this template does not work"},
		{"an unknown text", "templates/blocks/card.html", `{{.T "no.such"}}`, "templates/blocks/card.html:1:3: error: this template does not work"},
		{"the name of a built-in block", "templates/blocks/note.html", "x", "templates/blocks/note.html: warning: no text can call this block"},
		{"no name", "templates/blocks/我.html", "x", "templates/blocks/我.html: warning: no text can call this block"},
	} {
		_, ds := NewTheme(load(t, c.file, c.text), urls, Options{})
		if len(ds) != 1 || !strings.HasPrefix(ds[0].String(), c.want) {
			t.Errorf("%s:\n got %v\nwant %s", c.name, ds, c.want)
		}
	}
}

// A partial that only a block calls is in use.
func TestPartialOfABlock(t *testing.T) {
	_, ds := NewTheme(load(t, "templates/blocks/card.html", `{{template "partials/mine.html" .}}`, "templates/partials/mine.html", "{{.Body}}"), urls, Options{})
	if len(ds) != 0 {
		t.Errorf("got %v", ds)
	}
}
