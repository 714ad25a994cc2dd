package highlight

import (
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"testing"
)

// luminance is WCAG's relative luminance of "#RRGGBB".
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	rgb, err := strconv.ParseUint(colour[1:], 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	part := func(shift uint) float64 {
		c := float64(rgb>>shift&0xFF) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}

func contrast(t *testing.T, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

var (
	block    = regexp.MustCompile(`(?s)(:root[^{]*)\{(.*?)\}`)
	property = regexp.MustCompile(`(--[\w-]+):\s*(#[0-9A-Fa-f]{6});`)
	rule     = regexp.MustCompile(`\.code \.(\w) \{ color: var\((--\w+)\) \}`)
)

// themes are the selectors under which a style gives its colours.
var themes = []string{":root", ":root:not([data-theme=light])", ":root[data-theme=dark]"}

// colours returns the colours that a style gives, by selector and property.
func colours(t *testing.T, name string) (css string, out map[string]map[string]string) {
	t.Helper()
	data, err := os.ReadFile("../../assets/css/" + name)
	if err != nil {
		t.Fatal(err)
	}
	out = map[string]map[string]string{}
	for _, b := range block.FindAllStringSubmatch(string(data), -1) {
		selector := regexp.MustCompile(`[\s"]+`).ReplaceAllString(b[1], "")
		for _, p := range property.FindAllStringSubmatch(b[2], -1) {
			if out[selector] == nil {
				out[selector] = map[string]string{}
			}
			out[selector][p[1]] = p[2]
		}
	}
	return string(data), out
}

// TestPalette measures every colour of code on the surface of its block and on
// the grounds of marked lines; with it the text, the numbers of lines and the
// signs of inserted and deleted ones.
func TestPalette(t *testing.T) {
	css, _ := colours(t, "code.css")
	_, lines := colours(t, "lines.css")
	_, tokens := colours(t, "tokens.css")
	rules := rule.FindAllStringSubmatch(css, -1)
	for _, selector := range themes {
		grounds := map[string]string{"--surface": tokens[selector]["--surface"], "--bg": tokens[selector]["--bg"]} // --bg in callouts
		for name, ground := range lines[selector] {
			grounds[name] = ground
		}
		if len(grounds) != 6 || grounds["--surface"] == "" || grounds["--bg"] == "" {
			t.Fatalf("%s has the grounds %v", selector, grounds)
		}
		least := map[string]float64{"--text": 4.5, "--subtle": 4.5, "--tip": 4.5, "--caution": 4.5}
		for _, r := range rules {
			least[r[2]] = 4.6
		}
		for name, wanted := range least {
			colour := tokens[selector][name]
			if colour == "" {
				t.Fatalf("%s has no %s", selector, name)
			}
			for ground, under := range grounds {
				if c := contrast(t, colour, under); c < 4.5 || ground == "--surface" && c < wanted {
					t.Errorf("%s: %s %s on %s %s: %.2f : 1", selector, name, colour, ground, under, c)
				}
			}
		}
	}
	used := []string{keyword, text, value, comment, function, kind, inserted, deleted}
	for _, class := range classes {
		if class != none && !slices.Contains(used, class) {
			t.Errorf("class %q is not listed here", class)
		}
	}
	var styled []string
	for _, r := range rules {
		styled = append(styled, r[1])
	}
	slices.Sort(used)
	slices.Sort(styled)
	if !slices.Equal(used, styled) {
		t.Errorf("code.css colours %q, the classes are %q", styled, used)
	}
}
