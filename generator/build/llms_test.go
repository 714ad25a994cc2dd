package build

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"duizhao"
	"duizhao/generator/diag"
)

// TestRedirects holds the pages at former addresses to what browsers and search
// engines take from them, wherever the site is served, and to be in no list.
func TestRedirects(t *testing.T) {
	root := small()
	root["content/zh/a.md"] = &fstest.MapFile{Data: []byte("---\ntitle: 甲\naliases: [旧/页, old.html]\n---\n\n## 第一节 {#one aliases=\"index.md#was\"}\n\n正文。\n")}
	for _, base := range []string{"https://h.example/", "https://h.example/repo/", "/repo/", ""} {
		m := newMemory()
		found, err := Run(t.Context(), Input{Root: root, Bundle: bundled, Builtin: duizhao.Theme(), Memo: memo(t), BaseURL: base, Check: &Check{}}, m)
		if err != nil || len(found) > 0 {
			t.Fatal(err, found)
		}
		files := m.files
		prefix := "/"
		if strings.Contains(base, "repo") {
			prefix = "/repo/"
		}
		for _, name := range []string{"zh/旧/页/index.html", "zh/old.html"} {
			page := files[name]
			for _, want := range []string{
				`<html lang="zh-Hans">`, `<meta http-equiv="refresh" content="0; url=` + prefix + `zh/a/">`, `<meta name="robots" content="noindex">`,
				`<a href="` + prefix + `zh/a/">甲</a>`, `http-equiv="Content-Security-Policy"`, `data-to="` + prefix + `zh/a/"`,
			} {
				if !strings.Contains(page, want) {
					t.Errorf("%s at %q has no %s:\n%s", name, base, want, page)
				}
			}
			if canonical := `<link rel="canonical" href="https://h.example` + prefix + `zh/a/">`; strings.Contains(page, canonical) != strings.HasPrefix(base, "https") {
				t.Errorf("%s at %q: its canonical address: %s", name, base, page)
			}
		}
		if !strings.Contains(files["zh/index.html"], `<p class="moved" id="was">`) || strings.Contains(files["zh/a/index.html"], "moved-") {
			t.Errorf("at %q the first page does not tell of the section, or another loads its script", base)
		}
		for name, text := range files {
			if list := strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".txt"); list && (strings.Contains(text, "old.html") || strings.Contains(text, "%E6%97%A7")) {
				t.Errorf("%s at %q names a former address", name, base)
			}
		}
		if text, ok := files[".nojekyll"]; !ok || text != "" {
			t.Errorf("at %q there is .nojekyll: %t, with %q", base, ok, text)
		}
	}
}

// listItem is a line of llms.txt's lists, as llmstxt.org has it.
var listItem = regexp.MustCompile(`^- \[((?:[^\[\]\\]|\\.)+)\]\(([^() ]+)\)(?:: .+)?$`)

// TestLLMs holds llms.txt to its form, its addresses to files, and the full texts to
// the Markdown forms of all texts but drafts and those that are missing.
func TestLLMs(t *testing.T) {
	for _, base := range []string{"https://h.example/", "https://h.example/r/"} {
		files := served(t, os.DirFS("../../test/languages"), base)
		for _, lang := range []string{"", "zh/", "en/", "ar/"} {
			text := files[lang+"llms.txt"]
			if !strings.HasPrefix(text, "# ") || strings.Count(text, "\n# ") > 0 {
				t.Errorf("%sllms.txt has not one title:\n%s", lang, text)
			}
			listed := map[string]bool{}
			for line := range strings.Lines(text) {
				line = strings.TrimSuffix(line, "\n")
				if line == "" || strings.HasPrefix(line, "# ") || strings.HasPrefix(line, "## ") || strings.HasPrefix(line, ">") {
					continue
				}
				m := listItem.FindStringSubmatch(line)
				if m == nil {
					t.Errorf("%sllms.txt has the line %q", lang, line)
					continue
				}
				name, ok := strings.CutPrefix(m[2], base)
				if _, there := files[name]; !ok || !there {
					t.Errorf("%sllms.txt names %q, which is not there", lang, m[2])
				}
				listed[name] = true
			}
			full := files[lang+"llms-full.txt"]
			for name, twin := range files {
				if !strings.HasSuffix(name, "/index.md") {
					continue
				}
				if !strings.HasPrefix(name, lang) {
					continue
				}
				if !listed[name] {
					t.Errorf("%sllms.txt does not list %s", lang, name)
				}
				page := strings.TrimSuffix(name, "index.md")
				entry := fmt.Sprintf("url=%q", base+page)
				if has := strings.Contains(full, entry); lang != "" && (!has || !strings.Contains(full, ">\n\n"+twin+"\n</doc>\n")) {
					t.Errorf("%sllms-full.txt has not %s", lang, page)
				}
			}
		}
		if whole, one := strings.Count(files["llms-full.txt"], "\n<doc "), strings.Count(files["zh/llms-full.txt"], "\n<doc "); whole < one || whole == 0 {
			t.Errorf("all texts are %d, the Chinese %d", whole, one)
		}
	}
}

// TestLLMsLeaveOut holds that drafts and what is missing are in no file for language
// models, that an owner's own file stays, and that a setting leaves all of them out.
func TestLLMsLeaveOut(t *testing.T) {
	root := small()
	root["content/zh/draft.md"] = &fstest.MapFile{Data: []byte("---\ndraft: true\n---\n\n# 草稿\n\n词。\n")}
	root["content/en/only.md"] = &fstest.MapFile{Data: []byte("# Only [x](y) #\n\nWords.\n")}
	root["content/static/llms.txt"] = &fstest.MapFile{Data: []byte("own")}
	in := Input{Root: root, Builtin: duizhao.Theme(), Bundle: bundled, Memo: memo(t), Drafts: true}
	m := newMemory()
	found, err := Run(t.Context(), in, m)
	if err != nil || diag.HasErrors(found) {
		t.Fatal(err, found)
	}
	for name, text := range m.files {
		if strings.HasSuffix(name, ".txt") && strings.Contains(text, "草稿") {
			t.Errorf("%s has a draft", name)
		}
	}
	if strings.Contains(m.files["zh/llms-full.txt"], "Only") || strings.Count(m.files["llms-full.txt"], "# Only") != 1 || !strings.Contains(m.files["llms-full.txt"], `url="/zh/a/"`) {
		t.Errorf("the full text is\n%s", m.files["llms-full.txt"])
	}
	if m.files["llms.txt"] != "own" || m.files["zh/llms.txt"] == "" {
		t.Errorf("llms.txt is %q", m.files["llms.txt"])
	}
	delete(root, "content/static/llms.txt")
	root["site.yaml"] = &fstest.MapFile{Data: []byte("title: T\nlanguages: [zh, en]\noutputs: { llms: false }\n")}
	m = newMemory()
	if _, err := Run(t.Context(), in, m); err != nil {
		t.Fatal(err)
	}
	for name := range m.files {
		if strings.Contains(name, "llms") {
			t.Errorf("there is %s", name)
		}
	}
}
