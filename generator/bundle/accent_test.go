package bundle

import (
	"strings"
	"testing"
)

// An ebook has the accent of light pages, where the theme's own stands.
func TestTintOfEbooks(t *testing.T) {
	user := fixture("assets/css/tokens.css", ":root { --seal: #b23a2b; }\n", "assets/css/epub.css", ".x { stroke: #b23a2b }\n.y { color: #b23a2c }\n")
	res, _ := build(t, user, Options{Accent: [2]string{"#123456", ""}})
	css := res.data(res.URLs["epub.css"])
	if !strings.Contains(css, "stroke:#123456") || !strings.Contains(css, "#b23a2c") || strings.Contains(css, "#b23a2b") {
		t.Errorf("the style of ebooks is %s", css)
	}
	plain, _ := build(t, user, Options{})
	if css := plain.data(plain.URLs["epub.css"]); !strings.Contains(css, "#b23a2b") {
		t.Errorf("without an accent it is %s", css)
	}
}
