package content

import (
	"reflect"
	"testing"

	"duizhao/generator/config"
)

// TestFrontWrite holds that what is written is read as it was, every key of it.
func TestFrontWrite(t *testing.T) {
	no := false
	want := Front{
		Title: `“一” "two" \ # : {{var.x}}`, Description: "- a: [b]", Weight: -3, Draft: true, Aliases: config.PlacedList{{Text: "old, b"}, {Text: "/x#y"}}, Date: "2026-03-01", Updated: "2026-04-02",
		Translates: config.Placed{Text: "en/a b.md"}, Tags: config.PlacedList{{Text: "甲, 乙"}, {Text: "true"}}, Authors: []string{"李雷", `{A "Body"}`}, TOC: &no, Search: &no,
		Macros: map[string]string{`\RR`: `\mathbb{R}`, `\x`: `"#1"`}, Translation: config.Placed{Text: "draft"},
		Layout: config.Placed{Text: "home"}, Sample: config.Placed{Text: "a/b.md#c"},
	}
	for i := range reflect.TypeFor[Front]().NumField() {
		if reflect.ValueOf(want).Field(i).IsZero() {
			t.Errorf("the test leaves %s out", reflect.TypeFor[Front]().Field(i).Name)
		}
	}
	got, _, notes := readFront([]byte(want.Write() + "\nText."))
	if len(notes) > 0 {
		t.Fatal(notes)
	}
	got.Translates.Start, got.Translates.End, got.Translation.Start, got.Translation.End = 0, 0, 0, 0
	got.Layout.Start, got.Layout.End, got.Sample.Start, got.Sample.End = 0, 0, 0, 0
	for i := range got.Aliases {
		got.Aliases[i].Start, got.Aliases[i].End = 0, 0
	}
	for i := range got.Tags {
		got.Tags[i].Start, got.Tags[i].End = 0, 0
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v\n%s", got, want, want.Write())
	}
	if (Front{}).Write() != "" {
		t.Error("no front matter is written as some")
	}
}

func TestFrontInto(t *testing.T) {
	add := Front{Title: "T", Description: "D", Tags: config.PlacedList{{Text: "a"}, {Text: "b"}}}
	for _, c := range []struct {
		name, text, want string
		ok               bool
	}{
		{"none", "Text.\n", "---\ntitle: \"T\"\ndescription: \"D\"\ntags: [\"a\", \"b\"]\n---\n\nText.\n", true},
		{"a rule", "---\n\nText.\n", "---\ntitle: \"T\"\ndescription: \"D\"\ntags: [\"a\", \"b\"]\n---\n\n---\n\nText.\n", true},
		{"YAML", "---\nweight: 2\n---\nText.\n", "---\ntitle: \"T\"\ndescription: \"D\"\ntags: [\"a\", \"b\"]\nweight: 2\n---\nText.\n", true},
		{"TOML", "+++\n[macros]\nx = 'y'\n+++\nText.\n", "+++\ntitle = \"T\"\ndescription = \"D\"\ntags = [\"a\", \"b\"]\n[macros]\nx = 'y'\n+++\nText.\n", true},
		{"in braces", "---\n{weight: 2}\n---\nText.\n", "", false},
	} {
		change, ok := add.Into([]byte(c.text))
		if ok != c.ok {
			t.Errorf("%s: got %v", c.name, ok)
		}
		if got := string(Changed([]byte(c.text), []Change{change})); ok && got != c.want {
			t.Errorf("%s: got %q", c.name, got)
		}
	}
}
