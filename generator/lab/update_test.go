package lab

import (
	"strings"
	"testing"
	"testing/fstest"

	"duizhao/generator/content"
	"duizhao/generator/markdown"
)

// labOf makes a lab of pages by their paths, whose programs are shell.
func labOf(t *testing.T, root fstest.MapFS, paths ...string) (*Lab, []Text) {
	t.Helper()
	l := Open(Options{Root: root, Program: func(s markdown.Sample) content.Program {
		if s.Path != "" {
			s.Lang = "sh"
		}
		return content.Program{Path: s.Path, Text: s.Text, Lang: s.Lang, Data: s.Data, Input: s.Input, Exit: s.Exit}
	}})
	var texts []Text
	for _, p := range paths {
		src, _ := content.Text(root[p].Data)
		texts = append(texts, Text{content.Source{Path: p, Text: src, Body: src}, markdown.NewParser(markdown.Site("en", false)).Parse(src)})
	}
	return l, texts
}

// A page that was saved while its programs ran is not written: the places of its
// blocks are those of the text that it was.
func TestUpdateOfAChangedPage(t *testing.T) {
	const page = "```sh run name=a\necho new\n```\n\n```output for=a\nold\n```\n"
	for before, want := range map[string]int{"": 1, "A line that came later.\n\n": 0} {
		root := fstest.MapFS{"content/en/a.md": {Data: []byte(page)}}
		l, texts := labOf(t, root, "content/en/a.md")
		samples, _ := l.samples(texts)
		l.done[samples[0].print] = &outcome{printed: "new\n"}
		root["content/en/a.md"].Data = []byte(before + page)
		written := map[string]string{}
		_, diags, err := l.Update(texts, true, func(path string, data []byte) error {
			written[path] = string(data)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		got, ok := written["content/en/a.md"]
		if ok != (want == 1) || len(diags) != 1-want || ok && !strings.Contains(got, "```output for=a\nnew\n```\n") {
			t.Errorf("behind %q: wrote %q, reported %v", before, got, diags)
		}
	}
}

// Signs that steer a terminal come neither into a page nor into the records.
func TestControlCharacters(t *testing.T) {
	root := fstest.MapFS{"content/en/a.md": {Data: []byte("```sh run name=a\nred\n```\n\n```output for=a\nold\n```\n")}}
	l, texts := labOf(t, root, "content/en/a.md")
	samples, _ := l.samples(texts)
	l.done[samples[0].print] = &outcome{printed: "v: \x1b[31mred\x1b[0m\ta\u009b\x7f\r\n"}
	for path, want := range map[string]string{"content/en/a.md": "```output for=a\nv: \ufffd[31mred\ufffd[0m\ta\ufffd\ufffd\n```\n", content.ResultsFile: `"v": "` + "\ufffd[31mred\ufffd[0m"} {
		written := map[string]string{}
		_, _, err := l.Update(texts, true, func(path string, data []byte) error {
			written[path] = string(data)
			return nil
		})
		if err != nil || !strings.Contains(written[path], want) {
			t.Errorf("%s: got %q, %v", path, written[path], err)
		}
	}
}
