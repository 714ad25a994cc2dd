package book

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Raw HTML may have the classes that drawings have, and nothing of what stands in them.
func TestReflowOfRawHTML(t *testing.T) {
	doc, err := html.Parse(strings.NewReader(`<article><figure><div class="chart-data">text</div></figure></article>`))
	if err != nil {
		t.Fatal(err)
	}
	r := reflow{}
	r.article(find(doc, func(n *html.Node) bool { return n.Data == "article" }), "en")
	if got := string(xhtml(doc)); !strings.Contains(got, `<div class="chart-data">text</div>`) {
		t.Errorf("got %s", got)
	}
}
