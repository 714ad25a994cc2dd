package highlight

import (
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"testing"
)

// Surfaces of code blocks, from the theme.
const (
	lightSurface = "#F3F1EB"
	darkSurface  = "#1D1F23"
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
	property = regexp.MustCompile(`(--code-\w+):\s*(#[0-9A-Fa-f]{6});`)
	rule     = regexp.MustCompile(`\.code \.(\w) \{ color: var\((--code-\w+)\) \}`)
)

func TestPalette(t *testing.T) {
	css, err := os.ReadFile("../../assets/css/code.css")
	if err != nil {
		t.Fatal(err)
	}
	themes := map[string]map[string]string{}
	for _, b := range block.FindAllStringSubmatch(string(css), -1) {
		colours := map[string]string{}
		for _, p := range property.FindAllStringSubmatch(b[2], -1) {
			colours[p[1]] = p[2]
		}
		themes[regexp.MustCompile(`\s+`).ReplaceAllString(b[1], "")] = colours
	}
	rules := rule.FindAllStringSubmatch(string(css), -1)
	for selector, surface := range map[string]string{
		":root":                         lightSurface,
		":root:not([data-theme=light])": darkSurface,
		":root[data-theme=dark]":        darkSurface,
	} {
		for _, r := range rules {
			colour, ok := themes[selector][r[2]]
			if !ok {
				t.Fatalf("%s has no %s", selector, r[2])
			}
			if c := contrast(t, colour, surface); c < 4.6 {
				t.Errorf("%s %s %s on %s: %.2f : 1", selector, r[2], colour, surface, c)
			} else {
				t.Logf("%s %s %.2f", selector, r[2], c)
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
