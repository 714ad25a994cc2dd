package bundle

import (
	"strings"
	"testing"
)

// Whatever a style of the site's own says, light pages have the one colour and dark
// ones the other.
func TestTintOfOwnTokens(t *testing.T) {
	for _, own := range []string{":root { --seal: red }", ":root[data-theme=light] { --seal: red } /* --seal: x; */", ""} {
		css := tint("css/tokens.css", own, [2]string{"#111111", "#eeeeee"})
		light, dark := strings.LastIndex(css, ":root { --seal: #111111"), strings.Index(css, "#eeeeee")
		if !strings.HasPrefix(css, own) || light < len(own) || dark < light || strings.Count(css, "#eeeeee") != 2 {
			t.Errorf("%q became %s", own, css)
		}
		if css := tint("css/tokens.css", own, [2]string{"", "#eeeeee"}); strings.Count(css, "--seal: #") != 2 {
			t.Errorf("with a colour for dark pages alone it became %s", css)
		}
	}
	if css := tint("css/base.css", "a { color: #b23a2b }", [2]string{"#111111", "#eeeeee"}); strings.Contains(css, "#111111") {
		t.Errorf("another style became %s", css)
	}
}

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
