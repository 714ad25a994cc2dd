package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// The site is the same for both servers: so many pages, each in Chinese and
// English, in chapters of fifty, with formulas, links and a table each. Of Hugo's
// it differs in the settings and the templates alone.

const chapter = 50 // pages

var words = strings.Fields("the model learns from data and every step of training moves its weights a little against the gradient so that loss falls while noise of small batches keeps it from settling too early what follows shows why this works when it fails and how one would notice in time")

var han = strings.Split("模型从数据中学习，训练的每一步都让权重逆着梯度稍稍移动，损失因此下降；小批量的噪声又使它不会过早停住。下面说明这为什么可行、何时失灵，以及怎样及时发现。", "")

// place is where a page is, below a language's folder.
func place(n int) string { return fmt.Sprintf("c%03d/p%05d.md", n/chapter, n) }

// address is the path of a page's URL.
func address(lang string, n int) string {
	return fmt.Sprintf("/%s/c%03d/p%05d/", lang, n/chapter, n)
}

// text is a page's text; mark stands in its first paragraph.
func text(lang string, n, pages int, mark string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s %d\n---\n\n%s\n", map[string]string{"zh": "页面", "en": "Page"}[lang], n, mark)
	for section := range 5 {
		fmt.Fprintf(&b, "\n## %s %d {#s%d}\n", map[string]string{"zh": "第", "en": "Section"}[lang], section, section)
		for p := range 3 {
			b.WriteString("\n" + prose(lang, n*31+section*7+p, 60))
			fmt.Fprintf(&b, " $x_{%d} = \\alpha^{%d}$ ", (n+section)%300, p)
			fmt.Fprintf(&b, "[%d](/%s/%s).\n", p, lang, place((n*7+section*3+p)%pages))
		}
		fmt.Fprintf(&b, "\n$$\n\\sum_{i=%d}^{n} \\frac{i^{%d}}{2}\n$$\n", (n+section)%100, section)
	}
	b.WriteString("\n| a | b |\n| --- | --- |\n| 1 | 2 |\n")
	return b.String()
}

// prose is so many words, or characters, from a place on.
func prose(lang string, from, n int) string {
	list, between := words, " "
	if lang == "zh" {
		list, between = han, ""
	}
	var out []string
	for i := range n {
		out = append(out, list[(from+i*(1+from%3))%len(list)])
	}
	return strings.Join(out, between)
}

// write writes a file and its folders.
func write(name, text string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(text), 0o644)
}

// writeSite writes the pages for one server, below content/.
func writeSite(dir string, pages int, home string, settings map[string]string) error {
	for name, text := range settings {
		if err := write(filepath.Join(dir, name), text); err != nil {
			return err
		}
	}
	for _, lang := range []string{"zh", "en"} {
		folder := filepath.Join(dir, "content", lang)
		if err := write(filepath.Join(folder, home), "---\ntitle: "+lang+"\n---\n\nWelcome.\n"); err != nil {
			return err
		}
		for n := range pages {
			if err := write(filepath.Join(folder, place(n)), text(lang, n, pages, "Mark 0.")); err != nil {
				return err
			}
		}
	}
	return nil
}

// ours are the settings of our site.
func ours() map[string]string {
	return map[string]string{"site.yaml": "title: { zh: 测试, en: Bench }\nlanguages: [zh, en]\n"}
}

// hugos are the settings and the templates of Hugo's.
func hugos() map[string]string {
	return map[string]string{
		"hugo.toml": `baseURL = "/"
title = "Bench"
defaultContentLanguage = "zh"
defaultContentLanguageInSubdir = true
disableKinds = ["taxonomy", "term", "RSS", "sitemap"]
[languages.zh]
contentDir = "content/zh"
weight = 1
[languages.en]
contentDir = "content/en"
weight = 2
[markup.goldmark.parser.attribute]
block = true
[markup.goldmark.extensions.passthrough]
enable = true
[markup.goldmark.extensions.passthrough.delimiters]
block = [['$$', '$$']]
inline = [['$', '$']]
`,
		"layouts/_default/single.html":                     "<!doctype html><html lang=\"{{.Lang}}\"><head><meta charset=\"utf-8\"><title>{{.Title}}</title></head><body><nav>{{range .CurrentSection.RegularPages}}<a href=\"{{.RelPermalink}}\">{{.Title}}</a> {{end}}</nav><main><h1>{{.Title}}</h1>{{.Content}}</main></body></html>\n",
		"layouts/_default/list.html":                       "<!doctype html><html lang=\"{{.Lang}}\"><head><meta charset=\"utf-8\"><title>{{.Title}}</title></head><body><main>{{.Content}}</main></body></html>\n",
		"layouts/_default/_markup/render-passthrough.html": "{{- transform.ToMath .Inner (dict \"displayMode\" (eq .Type \"block\")) -}}\n",
		"layouts/_default/_markup/render-link.html":        "<a href=\"{{ strings.TrimSuffix \".md\" .Destination }}/\">{{ .Text }}</a>",
	}
}
