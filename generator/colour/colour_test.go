package colour

import (
	"math"
	"testing"
)

func TestColour(t *testing.T) {
	for s, want := range map[string]string{
		"#AbC": "#aabbcc", "#aabbccff": "#aabbcc", "rgb(255, 0, 10%)": "#ff001a", "rgb(1 2 3 / 100%)": "#010203", "red": "#ff0000", "hsl(120 100% 25%)": "#008000",
		"hsl(240deg, 100%, 50%)": "#0000ff", "oklch(62.8% .2577 29.23)": "#ff0000", "oklab(100% 0 0)": "#ffffff",
		"#aabbcc80": "", "rgb(1 2 3 / 50%)": "", "var(--x)": "", "#12": "", "rgb(1)": "", "transparent": "", "currentcolor": "",
	} {
		got := ""
		if c, ok := Parse(s); ok {
			got = c.String()
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", s, got, want)
		}
	}
	white, black := Colour{1, 1, 1}, Colour{}
	if c := Contrast(white, black); math.Abs(c-21) > 1e-9 {
		t.Errorf("white on black has %f", c)
	}
	for s, want := range map[string]float64{"#777": 4.47, "#767676": 4.54} {
		if c, _ := Parse(s); math.Abs(Contrast(c, white)-want) > .01 {
			t.Errorf("%s on white has %f, want %f", s, Contrast(c, white), want)
		}
	}
}

// TestNearest wants a suggestion to be of the hue that was written, and enough.
func TestNearest(t *testing.T) {
	for _, s := range []string{"#ff8800", "#00ff00", "#79cdd3", "#cccccc", "#ffff00"} {
		c, _ := Parse(s)
		got, ok := Nearest(c, func(x Colour) bool { return Contrast(x, Colour{1, 1, 1}) >= 4.5 })
		if !ok || Contrast(got, Colour{1, 1, 1}) < 4.5 || Contrast(got, Colour{1, 1, 1}) > 4.8 {
			t.Errorf("for %s: %s", s, got)
		}
		a, b := c.oklab(), got.oklab()
		if turned := math.Abs(math.Remainder(math.Atan2(a[2], a[1])-math.Atan2(b[2], b[1]), 2*math.Pi)); s != "#cccccc" && turned > .05 {
			t.Errorf("for %s: %s is of another hue", s, got)
		}
	}
	if got, ok := Nearest(Colour{}, func(Colour) bool { return false }); ok {
		t.Errorf("got %s where nothing is good", got)
	}
}
