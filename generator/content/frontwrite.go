package content

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"duizhao/generator/config"
	"duizhao/generator/diag"
)

// Write returns front matter, with its fences, that says what f says; "" where
// that is nothing.
func (f Front) Write() string {
	lines := f.shown(config.YAML)
	add := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	if f.Weight != 0 {
		add("weight: %d", f.Weight)
	}
	if f.Draft {
		add("draft: true")
	}
	if len(f.Aliases) > 0 {
		add("aliases: [%s]", strings.Join(quotedTexts(f.Aliases), ", "))
	}
	if f.Date != "" {
		add("date: %s", f.Date)
	}
	if f.Updated != "" {
		add("updated: %s", f.Updated)
	}
	if f.Translates.Text != "" {
		add("translates: %s", strconv.Quote(f.Translates.Text))
	}
	if len(f.Authors) > 0 {
		var names []string
		for _, n := range f.Authors {
			names = append(names, strconv.Quote(n))
		}
		add("authors: [%s]", strings.Join(names, ", "))
	}
	if f.TOC != nil {
		add("toc: %t", *f.TOC)
	}
	if f.Search != nil {
		add("search: %t", *f.Search)
	}
	if len(f.Macros) > 0 {
		add("macros:")
		for _, name := range slices.Sorted(maps.Keys(f.Macros)) {
			add("  %s: %s", strconv.Quote(name), strconv.Quote(f.Macros[name]))
		}
	}
	if f.Layout.Text != "" {
		add("layout: %s", strconv.Quote(f.Layout.Text))
	}
	if f.Sample.Text != "" {
		add("sample: %s", strconv.Quote(f.Sample.Text))
	}
	if f.Translation.Text != "" {
		add("translation: %s", strconv.Quote(f.Translation.Text))
	}
	if len(lines) == 0 {
		return ""
	}
	return "---\n" + strings.Join(lines, "\n") + "\n---\n"
}

func quotedTexts(list config.PlacedList) []string {
	var out []string
	for _, p := range list {
		out = append(out, strconv.Quote(p.Text))
	}
	return out
}

// shown returns the lines with what readers are told.
func (f Front) shown(format config.Format) []string {
	is := ": "
	if format == config.TOML {
		is = " = "
	}
	var out []string
	if f.Title != "" {
		out = append(out, "title"+is+strconv.Quote(f.Title))
	}
	if f.Description != "" {
		out = append(out, "description"+is+strconv.Quote(f.Description))
	}
	if len(f.Tags) > 0 {
		out = append(out, "tags"+is+"["+strings.Join(quotedTexts(f.Tags), ", ")+"]")
	}
	return out
}

// Into returns the change that writes f's title, description and tags into the
// front matter of a text, which has none of those that f has. ok is false where
// the text would not be read so, as where its front matter stands in braces.
func (f Front) Into(text []byte) (c Change, ok bool) {
	old, body, _ := readFront(text)
	c = Change{Text: "---\n" + strings.Join(f.shown(config.YAML), "\n") + "\n---\n\n"}
	for _, fence := range fences {
		if n := lineIs(text, fence.line); n >= 0 && !bytes.Equal(body, text) {
			// Behind the first line: behind the last key of TOML a table may be open.
			c = Change{Start: n, End: n, Text: strings.Join(f.shown(fence.format), "\n") + "\n"}
		}
	}
	now, after, notes := readFront(Changed(text, []Change{c}))
	ok = !slices.ContainsFunc(notes, func(n diag.Note) bool { return n.Severity == diag.Error }) &&
		bytes.Equal(bytes.TrimSpace(after), bytes.TrimSpace(body)) &&
		agrees(now.Title, f.Title, old.Title) && agrees(now.Description, f.Description, old.Description) &&
		agrees(texts(now.Tags), texts(f.Tags), texts(old.Tags))
	return c, ok
}

// agrees reports whether a key says what was set, or what it said where nothing
// was.
func agrees(now, set, old string) bool { return now == set || set == "" && now == old }

func texts(list config.PlacedList) string {
	var out []string
	for _, p := range list {
		out = append(out, p.Text)
	}
	return strings.Join(out, "\n")
}
