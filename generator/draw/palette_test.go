package draw

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"testing"
)

var (
	rule        = regexp.MustCompile(`(?s)(:root[^{]*)\{(.*?)\}`)
	chartColour = regexp.MustCompile(`--chart-\d: (#[0-9a-f]{6});`)
)

// cones are what readers without one kind of cones see of linear red, green and
// blue (Machado, Oliveira and Fernandes 2009, severity 1).
var cones = map[string][3][3]float64{
	"all":            {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"without long":   {{.152286, 1.052583, -.204868}, {.114503, .786281, .099216}, {-.003882, -.048116, 1.051998}},
	"without middle": {{.367322, .860646, -.227968}, {.280085, .672501, .047413}, {-.011820, .042940, .968881}},
	"without short":  {{1.255528, -.076749, -.178779}, {-.078411, .930809, .147602}, {.004733, .691367, .303900}},
}

func linear(t *testing.T, hex string) (out [3]float64) {
	for i := range out {
		v, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		if c := float64(v) / 255; c <= .04045 {
			out[i] = c / 12.92
		} else {
			out[i] = math.Pow((c+.055)/1.055, 2.4)
		}
	}
	return out
}

func contrast(t *testing.T, a, b string) float64 {
	l := func(hex string) float64 { c := linear(t, hex); return .2126*c[0] + .7152*c[1] + .0722*c[2] }
	x, y := l(a), l(b)
	return (max(x, y) + .05) / (min(x, y) + .05)
}

// lab is CIE L*a*b* of a colour as such a reader sees it.
func lab(t *testing.T, hex string, m [3][3]float64) [3]float64 {
	c := linear(t, hex)
	var s [3]float64
	for i, row := range m {
		s[i] = min(max(row[0]*c[0]+row[1]*c[1]+row[2]*c[2], 0), 1)
	}
	f := func(v float64) float64 {
		if v > .008856 {
			return math.Cbrt(v)
		}
		return 7.787*v + 16./116
	}
	x := f((.4124*s[0] + .3576*s[1] + .1805*s[2]) / .9505)
	y := f(.2126*s[0] + .7152*s[1] + .0722*s[2])
	z := f((.0193*s[0] + .1192*s[1] + .9505*s[2]) / 1.089)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

// TestPalette measures the colours of assets/css/draw.css: 3 : 1 on the theme's
// backgrounds, and apart for readers of any eyes. Below 15 two fields are hard to
// tell apart.
func TestPalette(t *testing.T) {
	css, err := os.ReadFile("../../assets/css/draw.css")
	if err != nil {
		t.Fatal(err)
	}
	themes := 0
	for _, m := range rule.FindAllStringSubmatch(string(css), -1) {
		var colours []string
		for _, c := range chartColour.FindAllStringSubmatch(m[2], -1) {
			colours = append(colours, c[1])
		}
		if len(colours) != maxSeries {
			continue // those of a system's own palette
		}
		themes++
		grounds := []string{"#fbfaf7", "#f3f1eb"}
		if themes > 1 {
			grounds = []string{"#16171a", "#1d1f23"}
		}
		for i, c := range colours {
			for _, g := range grounds {
				if v := contrast(t, c, g); v < 3 {
					t.Errorf("%s on %s: %.2f : 1", c, g, v)
				}
			}
			for _, o := range colours[:i] {
				for eyes, matrix := range cones {
					a, b := lab(t, c, matrix), lab(t, o, matrix)
					if d := math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2])); d < 15 {
						t.Errorf("%s and %s, %s cones: %.1f apart", c, o, eyes, d)
					}
				}
			}
		}
	}
	if themes != 3 {
		t.Errorf("found %d palettes, want light, and dark twice", themes)
	}
}

var (
	diagramRule = regexp.MustCompile(`(?m)^\.diagram[^{]*\{([^}]*)\}`)
	drawnIn     = regexp.MustCompile(`(?:fill|stroke): var\(--([a-z]+)\)`)
)

// TestDiagramColours measures the tokens that diagrams are drawn in: 3 : 1 on
// the theme's backgrounds, which shapes are filled with.
func TestDiagramColours(t *testing.T) {
	tokens, err := os.ReadFile("../../assets/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	css, err := os.ReadFile("../../assets/css/draw.css")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, r := range diagramRule.FindAllSubmatch(css, -1) {
		for _, m := range drawnIn.FindAllSubmatch(r[1], -1) {
			used[string(m[1])] = true
		}
	}
	if !used["subtle"] || !used["bg"] {
		t.Fatalf("found the tokens %v", used)
	}
	for name := range used {
		if name == "bg" || name == "surface" {
			continue
		}
		values := regexp.MustCompile(`--`+name+`: (#[0-9a-f]{6})`).FindAllSubmatch(tokens, -1)
		if len(values) != 3 {
			t.Errorf("--%s has %d values, want light, and dark twice", name, len(values))
			continue
		}
		for theme, grounds := range [][]string{{"#fbfaf7", "#f3f1eb"}, {"#16171a", "#1d1f23"}} {
			for _, g := range grounds {
				if v := contrast(t, string(values[theme][1]), g); v < 3 {
					t.Errorf("--%s %s on %s: %.2f : 1", name, values[theme][1], g, v)
				}
			}
		}
	}
}
