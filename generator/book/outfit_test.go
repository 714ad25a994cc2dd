package book

import (
	"strings"
	"testing"
)

// Paper waits for fonts that screens do without, and has the files that its styles
// name.
func TestOutfit(t *testing.T) {
	g := &gatherer{store: store{files: map[string][]byte{
		"assets/math.css": []byte("@font-face{font-family:M;src:url(m.woff2);font-display:optional}"),
		"assets/m.woff2":  []byte("font"),
		"assets/n.woff2":  []byte("of no style of the book"),
	}}}
	b := &Book{files: map[string][]byte{}}
	b.data.Styles = []string{"assets/math.css"}
	if err := g.outfit(b, &links{}); err != nil {
		t.Fatal(err)
	}
	if got := string(b.files["assets/math.css"]); strings.Contains(got, "optional") || !strings.Contains(got, "font-display:block") {
		t.Errorf("the style is %s", got)
	}
	if b.files["assets/m.woff2"] == nil || b.files["assets/n.woff2"] != nil {
		t.Errorf("the book has %v", b.files)
	}
	b.data.Styles = []string{"assets/none.css"}
	if err := g.outfit(b, &links{}); err == nil || !strings.Contains(err.Error(), "assets/none.css") {
		t.Errorf("a style that is not there: %v", err)
	}
}
