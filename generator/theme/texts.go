package theme

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"duizhao/generator/config"
	"duizhao/generator/diag"

	"golang.org/x/text/language"
)

// last is the table that every other falls back to.
const last = "en"

// table is one language's texts with the file that named them last.
type table struct {
	file  string
	words map[string]string
}

// addTexts reads name if it is a table of texts. A text that is there already
// (the built-in one) is replaced, the others stay.
func (t *Theme) addTexts(name string, data []byte) []diag.Diagnostic {
	if path.Dir(name) != "templates/texts" || path.Ext(name) != ".yaml" {
		return nil
	}
	words := map[string]string{}
	notes := config.Decode(data, config.YAML, &words, diag.Error)
	var diags []diag.Diagnostic
	for _, n := range notes {
		diags = append(diags, n.In(name, data))
	}
	tag := strings.TrimSuffix(path.Base(name), ".yaml")
	diags = append(diags, misspelt(name, data, words, t.known)...)
	all := maps.Clone(t.texts[tag].words)
	if all == nil {
		all = map[string]string{}
	}
	maps.Copy(all, words)
	t.texts[tag] = table{name, all}
	return diags
}

// misspelt reports keys that look like a known one. Other unknown keys are
// left alone: a site's own templates may use them.
func misspelt(name string, data []byte, words, known map[string]string) []diag.Diagnostic {
	var diags []diag.Diagnostic
	for _, key := range slices.Sorted(maps.Keys(words)) {
		if _, ok := known[key]; ok {
			continue
		}
		hint := diag.DidYouMean(key, slices.Collect(maps.Keys(known)))
		if hint == "" {
			continue
		}
		at := keyPlace(data, key)
		diags = append(diags, diag.Diagnostic{
			Pos:      diag.Between(name, data, at, at+len(key)),
			Severity: diag.Warning,
			Code:     "text",
			Text:     fmt.Sprintf("the interface has no text %q", key),
			Hint:     hint,
		})
	}
	return diags
}

// keyPlace returns where a key stands, which a value or a comment may name too.
func keyPlace(data []byte, key string) int {
	at := 0
	for line := range bytes.Lines(data) {
		if name := bytes.TrimLeft(line, `"'`); bytes.HasPrefix(name, []byte(key)) {
			if rest := bytes.TrimLeft(name[len(key):], `"' `); bytes.HasPrefix(rest, []byte(":")) {
				return at + len(line) - len(name)
			}
		}
		at += len(line)
	}
	return max(0, bytes.Index(data, []byte(key)))
}

// missingTexts reports, once per table, the texts that will be shown in
// English because neither the table nor that of its base language has them.
func (t *Theme) missingTexts() []diag.Diagnostic {
	var diags []diag.Diagnostic
	for _, tag := range t.Tags() {
		var missing []string
		for key := range t.known {
			if !slices.ContainsFunc(t.chain(tag), func(tag string) bool { _, ok := t.texts[tag].words[key]; return ok }) {
				missing = append(missing, key)
			}
		}
		if len(missing) == 0 {
			continue
		}
		slices.Sort(missing)
		diags = append(diags, diag.Diagnostic{
			Pos:      diag.Pos{File: t.texts[tag].file},
			Severity: diag.Warning,
			Code:     "text",
			Text:     "these texts of the interface are missing and shown in English: " + strings.Join(missing, ", "),
		})
	}
	return diags
}

// chain returns the tables that serve a tag before the last resort: its own,
// then those of its shorter forms (zh-Hant-HK, zh-Hant, zh), then one of the
// same language, that in the tag's script first: zh-TW is written as zh-Hant
// is, and zh-CN is better served in zh-Hans than in English.
func (t *Theme) chain(tag string) []string {
	var out []string
	for short := tag; short != ""; short = short[:max(0, strings.LastIndexByte(short, '-'))] {
		if _, ok := t.texts[short]; ok {
			out = append(out, short)
		}
	}
	if len(out) > 0 {
		return out
	}
	base, _, _ := strings.Cut(tag, "-")
	for _, other := range t.Tags() {
		lang, _, _ := strings.Cut(other, "-")
		switch {
		case lang != base:
		case script(other) == script(tag):
			return []string{other}
		case out == nil:
			out = []string{other}
		}
	}
	return out
}

// script returns the script that a language is written in, as its tag says or,
// where it says nothing, as most of its readers write it.
func script(tag string) string {
	t, err := language.Parse(tag)
	if err != nil {
		return ""
	}
	s, _ := t.Script()
	return s.String()
}

// Tags returns the tags that have a table of texts, sorted.
func (t *Theme) Tags() []string { return slices.Sorted(maps.Keys(t.texts)) }

// Table returns the tag of the table that serves a language: "zh-Hans" for
// "zh-CN", "en" for a language without one.
func (t *Theme) Table(tag string) string {
	if chain := t.chain(tag); len(chain) > 0 {
		return chain[0]
	}
	return last
}

// HasTable reports whether a language has a table of texts, be it that of
// another of its forms; else its interface is in English.
func (t *Theme) HasTable(tag string) bool { return len(t.chain(tag)) > 0 }

// Texts returns the interface's texts by key for a language, each from the
// first table that has it: the tag's own, its base language's, English.
func (t *Theme) Texts(tag string) map[string]string {
	out := maps.Clone(t.texts[last].words)
	if out == nil {
		out = map[string]string{}
	}
	chain := t.chain(tag)
	slices.Reverse(chain)
	for _, tag := range chain {
		maps.Copy(out, t.texts[tag].words)
	}
	return out
}
