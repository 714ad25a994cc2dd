package pairing

import (
	"slices"
	"strings"
	"testing"

	"duizhao/generator/refs"
	"duizhao/generator/site"
)

// TestTokens names what a text is known by, each token behind its class.
func TestTokens(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"1,500 页", "n1500"},
		{"1.5 万人", "n15000"},
		{"15 thousand people", "n15000 wthousand wpeople"},
		{"1.4 万亿", "n1400000000000"},
		{"2 亿", "n200000000"},
		{"3.10", "n3.1"},
		{"12%", "n12%"},
		{"12 percent", "n12% wpercent"},
		{"百分之 12", "n12%"},
		{"三个步骤，第 3 步", "m3 n3"},
		{"three", "m3 wthree"},
		{"三角形", ""},
		{"用 Node.js 和 GPT-4。", "m4 n4 wgpt-4 wnode.js"},
	} {
		v := &vocabulary{ids: map[string]int32{}}
		r := &reader{vocab: v}
		r.prose(c.text)
		names := map[int32]string{}
		for s, id := range v.ids {
			names[id] = s
		}
		var got []string
		for _, id := range r.out {
			got = append(got, names[id])
		}
		slices.Sort(got)
		want := strings.Fields(c.want)
		slices.Sort(want)
		if got := slices.Compact(got); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", c.text, got, want)
		}
	}
}

func TestTarget(t *testing.T) {
	for _, c := range [][2]string{
		{"https://example.org/zh-CN/guide/", "https://example.org/en/guide"},
		{"../zh/start.md#steps", "../en/start.md#steps"},
		{"start.md", "./start.html"},
	} {
		if a, b := target(c[0]), target(c[1]); a != b {
			t.Errorf("%q and %q: got %q and %q", c[0], c[1], a, b)
		}
	}
	if a, b := target("#a"), target("#b"); a == b {
		t.Errorf("two places on the page are one: %q", a)
	}
}

func TestStem(t *testing.T) {
	for _, c := range [][2]string{
		{"paragraphs", "paragraph"}, {"libraries", "library"}, {"merged", "merg"}, {"merging", "merg"}, {"class", "class"}, {"status", "status"},
	} {
		if got := stem(c[0]); got != stem(c[1]) {
			t.Errorf("%q: got %q, want that of %q, %q", c[0], got, c[1], stem(c[1]))
		}
	}
}

func TestNeutralPath(t *testing.T) {
	for in, want := range map[string]string{
		"../zh/plot.zh.svg": "plot.svg", "zh-hans/a/b-zh-CN.md": "a/b.md", "en_US/x": "x", "about-us": "about-us", "a/it.md": "a/it.md",
		"enough/zhang.py": "enough/zhang.py", "zh-figure.svg": "zh-figure.svg", "figure_en": "figure", "cn/": "", "en.md": "en.md", "": "",
	} {
		if got := NeutralPath(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestUncomment(t *testing.T) {
	for in, want := range map[string]string{
		"x = a * b  # twice": "x = a * b", "x = a % b": "x = a % b", "  // all": "", "get https://example.org/a": "get https://example.org/a", " * text": "", "*": "",
		"#include <a.h>": "#include <a.h>", "#!/bin/sh": "#!/bin/sh", "# region": "", "color: #fff": "color: #fff", "select 1 -- one": "select 1", "x--": "x--",
		"% TeX": "", "; lisp": "", "(a) ;; b": "(a)", "<!-- html -->": "", "a //": "a", "": "", "#": "",
	} {
		if got := Uncomment(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// Words that the glossary says to be no use of a term are none.
func TestNot(t *testing.T) {
	g := refs.ParseGlossary([]byte("id,zh,zh.not,en\ntask,任务,小任务|任务栏,task\n"), []site.Lang{{ID: "zh"}, {ID: "en"}})
	f := formsOf(g, "zh")
	for in, want := range map[string]int{"任务": 1, "小任务": 0, "任务栏": 0, "小任务和任务": 1, "任务栏任务": 1} {
		n := 0
		f.find(in, func(string) { n++ })
		if n != want {
			t.Errorf("%q: got %d terms, want %d", in, n, want)
		}
	}
}

// TestLexiconLines holds that empty lines and remarks in the lists are none of
// their words.
func TestLexiconLines(t *testing.T) {
	got := readLexicon("# remark\n\nwater 水\n \n", "\nlevel 水平\n# remark\n")
	if len(got.stems) != 2 || len(got.han['水']) != 2 {
		t.Errorf("%+v", got)
	}
}
