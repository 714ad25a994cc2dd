package markdown_test

import (
	"strings"
	"testing"
	"time"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/render"

	"golang.org/x/net/html"
)

// harmless holds that HTML made from a text runs nothing.
func harmless(t *testing.T, out string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(out))
	for z.Next() != html.ErrorToken {
		token := z.Token()
		if token.Type != html.StartTagToken && token.Type != html.SelfClosingTagToken {
			continue
		}
		switch token.Data {
		case "script", "style", "iframe", "object", "embed", "svg", "math", "form", "link", "meta", "base", "textarea", "template":
			t.Errorf("<%s> in %q", token.Data, out)
		}
		for _, a := range token.Attr {
			bare := strings.Map(func(r rune) rune {
				if r <= ' ' {
					return -1
				}
				return r
			}, strings.ToLower(a.Val))
			address := a.Key == "href" || a.Key == "src" || a.Key == "srcset" || a.Key == "poster"
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") || address && (strings.HasPrefix(bare, "javascript:") || strings.HasPrefix(bare, "vbscript:")) {
				t.Errorf("%s=%q in %q", a.Key, a.Val, out)
			}
		}
	}
}

// balanced holds that a fragment closes what it opens and nothing else.
func balanced(t *testing.T, fragment string) {
	t.Helper()
	open := map[string]int{}
	z := html.NewTokenizer(strings.NewReader(fragment))
	for z.Next() != html.ErrorToken {
		token := z.Token()
		switch token.Data {
		case "img", "br", "hr", "input", "wbr", "source", "col":
			continue
		}
		switch token.Type {
		case html.StartTagToken:
			open[token.Data]++
		case html.EndTagToken:
			if open[token.Data]--; open[token.Data] < 0 {
				t.Errorf("</%s> closes nothing in %q", token.Data, fragment)
			}
		}
	}
	for name, n := range open {
		if n > 0 {
			t.Errorf("%d of <%s> not closed in %q", n, name, fragment)
		}
	}
}

// With unsafe_html: true all is passed on as it is written.
func TestUnsafeHTML(t *testing.T) {
	src := "<script>a</b></script>\n\nx <b onclick=x>"
	got := render.Article(markdown.NewParser(markdown.Site("en", true)).Parse([]byte(src)), &assemble.View{}, nil)
	if want := "<script>a</b></script>\n<p>x <b onclick=x></p>\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Many tags that are never closed, or close nothing, cost no more each than few.
func TestRawHTMLIsLinear(t *testing.T) {
	p := markdown.NewParser(markdown.Site("en", false))
	for name, src := range map[string]string{
		"unclosed":   "<div>\n" + strings.Repeat("<b>", 40000) + strings.Repeat("</i>", 40000),
		"lines":      "<div>\n" + strings.Repeat("<b class=x>\n", 30000),
		"attributes": "<div " + strings.Repeat("a=b ", 40000) + ">",
	} {
		start := time.Now()
		p.Parse([]byte(src))
		if d := time.Since(start); d > 10*time.Second {
			t.Errorf("%s: %d bytes took %v", name, len(src), d)
		}
	}
}
