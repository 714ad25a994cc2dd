package build

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// TestGlossary holds that the glossary is an input like the others: a page is
// made anew when its marks change, and only then, and without the file there is
// no page of terms.
func TestGlossary(t *testing.T) {
	root, m := unlike(small()), memo(t)
	root["content/zh/a.md"] = &fstest.MapFile{Data: []byte("# 甲\n\n策略与参数。\n")}
	root["content/zh/index.md"] = &fstest.MapFile{Data: []byte("# 首页\n\n参数。\n")}
	before, _ := run(t, root, m, false)
	if _, ok := before.files["zh/glossary/index.html"]; ok || strings.Contains(before.files["zh/index.html"], "/glossary/") {
		t.Error("there is a glossary without its file")
	}
	for _, step := range []struct {
		name, csv string
		changed   []string // of the pages with text
		errors    string
	}{
		{"the file", "id,zh,en,zh.definition\npolicy,策略,policy,做法\n", []string{"en/a/index.html", "en/index.html", "en/search/index.html", "zh/a/index.html", "zh/index.html", "zh/search/index.html"}, ""}, // the footer's link
		{"a definition", "id,zh,en,zh.definition\npolicy,策略,policy,另一个做法\n", []string{"zh/a/index.html"}, ""},
		{"an English definition, of a term that no English page has", "id,zh,en,zh.definition,en.definition\npolicy,策略,policy,另一个做法,x\n", nil, ""},
		{"a term that two pages use", "id,zh,en,zh.definition,en.definition\npolicy,策略,policy,另一个做法,x\np,参数,q,数,\n", []string{"zh/a/index.html", "zh/index.html"}, ""},
		{"a mistake", "id,zh\n!,策略\n", []string{"zh/a/index.html", "zh/index.html"}, "content/glossary.csv:2:1: error: "},
	} {
		root["content/glossary.csv"] = &fstest.MapFile{Data: []byte(step.csv)}
		warm, found := run(t, root, m, false)
		clean, _ := run(t, root, memo(t), false)
		same(t, step.name, clean, warm)
		var changed []string
		for _, path := range slices.Sorted(maps.Keys(warm.files)) {
			if warm.keys[path] != before.keys[path] && strings.HasSuffix(path, "index.html") && before.files[path] != "" && !strings.Contains(path, "glossary") && !strings.HasPrefix(path, "pair/") {
				changed = append(changed, path)
			}
		}
		if !slices.Equal(changed, step.changed) {
			t.Errorf("%s: changed %v, want %v", step.name, changed, step.changed)
		}
		if len(found) > 0 != (step.errors != "") || len(found) > 0 && !strings.HasPrefix(found[0].String(), step.errors) {
			t.Errorf("%s: found %v", step.name, found)
		}
		before = warm
	}
}
