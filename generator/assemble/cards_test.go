package assemble

import (
	"testing"

	"duizhao/generator/content"
)

// TestTitlePlace: a character is looked for in the title, not in its key.
func TestTitlePlace(t *testing.T) {
	for _, c := range []struct {
		text, title string // "" for the first line
		char        rune
		want        string // what stands before the place
	}{
		{"---\ntitle: the 训练\n---\n", "the 训练", 't', "---\ntitle: "},
		{"---\ntitle: the 训练\n---\n", "the 训练", '练', "---\ntitle: the 训"},
		{"---\n\"title\" : 'title'\n---\n", "title", 'i', "---\n\"title\" : 't"},
		{"+++\n  title = \"le\"\n+++\n", "le", 'l', "+++\n  title = \""},
		{"---\ntitles: x\ntitle: \"\\u8bad\"\n---\n", "训", '训', "---\ntitles: x\n"},
		{"\n# a: title\n", "", 'a', "\n# "},
	} {
		s := &content.Source{Text: []byte(c.text), Body: []byte(c.text)}
		s.Front.Title = c.title
		if start, end := titlePlace(s, c.char); c.text[:start] != c.want || end <= start {
			t.Errorf("%q: %q is after %q, want %q", c.text, c.char, c.text[:start], c.want)
		}
	}
}
