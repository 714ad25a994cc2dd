package book

import (
	"html/template"
	"testing"

	"duizhao/generator/render"
)

func TestNumbered(t *testing.T) {
	body := template.HTML(`<dd class="uses">Pages: <a href="#a.b&amp;c">B</a><span data-leaf="a.b&amp;c">, p. {n}</span> <a href="#gone">G</a><span data-leaf="gone">, p. {n}</span> </dd>`)
	chapters := []render.BookChapter{{Pages: []render.BookPage{{BookEntry: render.BookEntry{ID: "glossary"}, Body: body, Sections: []render.BookEntry{{ID: "glossary~x"}}}}}}
	for _, c := range []struct {
		what   string
		leaves map[string]int
		want   template.HTML
	}{
		{"printed once", map[string]int{"glossary": 7, "glossary~x": 8, "a.b&c": 3}, `<dd class="uses">Pages: <a href="#a.b&amp;c">B</a><span class="leaf">, p. 3</span> <a href="#gone">G</a> </dd>`},
		{"not printed", nil, `<dd class="uses">Pages: <a href="#a.b&amp;c">B</a> <a href="#gone">G</a> </dd>`},
	} {
		p := numbered(chapters, c.leaves)[0].Pages[0]
		if p.Body != c.want || p.Leaf != c.leaves["glossary"] || p.Sections[0].Leaf != c.leaves["glossary~x"] {
			t.Errorf("%s: got %s, page %d, section %d", c.what, p.Body, p.Leaf, p.Sections[0].Leaf)
		}
	}
}
