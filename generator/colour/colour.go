// Package colour reads colours of CSS and compares them as eyes do.
package colour

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"golang.org/x/image/colornames"
)

// Colour is an opaque colour of sRGB, its parts from 0 to 1.
type Colour [3]float64

// Parse reads a colour of CSS; false for what is none, and for one that
// something behind it shines through.
func Parse(s string) (Colour, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if hex, ok := strings.CutPrefix(s, "#"); ok {
		return parseHex(hex)
	}
	if c, ok := colornames.Map[s]; ok {
		return Colour{float64(c.R) / 255, float64(c.G) / 255, float64(c.B) / 255}, true
	}
	name, args, ok := strings.Cut(strings.TrimSuffix(s, ")"), "(")
	if !ok || !strings.HasSuffix(s, ")") {
		return Colour{}, false
	}
	fields := strings.FieldsFunc(args, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' || r == '\t' })
	if i := strings.IndexByte(args, '/'); i >= 0 {
		fields = append(strings.Fields(args[:i]), strings.TrimSpace(args[i+1:]))
	}
	if len(fields) == 4 {
		if a, ok := number(fields[3], 1); !ok || a < 1 {
			return Colour{}, false
		}
	} else if len(fields) != 3 {
		return Colour{}, false
	}
	return function(strings.TrimSuffix(name, "a"), fields)
}

func parseHex(hex string) (Colour, bool) {
	if len(hex) == 3 || len(hex) == 4 {
		var long strings.Builder
		for i := range len(hex) {
			long.WriteString(hex[i:i+1] + hex[i:i+1])
		}
		hex = long.String()
	}
	if len(hex) == 8 && hex[6:] == "ff" {
		hex = hex[:6]
	}
	v, err := strconv.ParseUint(hex, 16, 32)
	if err != nil || len(hex) != 6 {
		return Colour{}, false
	}
	return Colour{float64(v>>16) / 255, float64(v>>8&255) / 255, float64(v&255) / 255}, true
}

// number reads a number, or a share of all in percent.
func number(s string, all float64) (float64, bool) {
	share, percent := strings.CutSuffix(s, "%")
	v, err := strconv.ParseFloat(strings.TrimSuffix(share, "deg"), 64)
	if percent {
		v *= all / 100
	}
	return v, err == nil || s == "none"
}

// function reads the colours that are written as functions.
func function(name string, fields []string) (Colour, bool) {
	scale := map[string][3]float64{"rgb": {255, 255, 255}, "hsl": {360, 100, 100}, "oklab": {1, .4, .4}, "oklch": {1, .4, 360}}
	all, ok := scale[name]
	var v [3]float64
	for i := range v {
		var good bool
		v[i], good = number(fields[i], all[i])
		ok = ok && good
	}
	if !ok {
		return Colour{}, false
	}
	switch name {
	case "rgb":
		return clamp(Colour{v[0] / 255, v[1] / 255, v[2] / 255}), true
	case "hsl":
		return hsl(v[0], v[1]/100, v[2]/100), true
	case "oklch":
		return clamp(oklab{v[0], v[1] * math.Cos(v[2]*math.Pi/180), v[1] * math.Sin(v[2]*math.Pi/180)}.colour()), true
	}
	return clamp(oklab(v).colour()), true
}

func hsl(h, s, l float64) Colour {
	part := func(n float64) float64 {
		k := math.Mod(n+h/30+120, 12)
		return l - s*min(l, 1-l)*max(-1, min(k-3, 9-k, 1))
	}
	return clamp(Colour{part(0), part(8), part(4)})
}

func clamp(c Colour) Colour {
	for i := range c {
		c[i] = min(max(c[i], 0), 1)
	}
	return c
}

// String writes the colour as #rrggbb.
func (c Colour) String() string {
	var v [3]int
	for i := range c {
		v[i] = int(math.Round(c[i] * 255))
	}
	return fmt.Sprintf("#%02x%02x%02x", v[0], v[1], v[2])
}

func linear(v float64) float64 {
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

// Contrast is WCAG's ratio of two colours.
func Contrast(a, b Colour) float64 {
	light := func(c Colour) float64 { return 0.2126*linear(c[0]) + 0.7152*linear(c[1]) + 0.0722*linear(c[2]) }
	x, y := light(a), light(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// oklab is a colour by lightness and two axes, in which equal steps look equal
// (Ottosson 2020; CSS Color 4).
type oklab [3]float64

func (c Colour) oklab() oklab {
	r, g, b := linear(c[0]), linear(c[1]), linear(c[2])
	l := math.Cbrt(.4122214708*r + .5363325363*g + .0514459929*b)
	m := math.Cbrt(.2119034982*r + .6806995451*g + .1073969566*b)
	s := math.Cbrt(.0883024619*r + .2817188376*g + .6299787005*b)
	return oklab{
		.2104542553*l + .7936177850*m - .0040720468*s,
		1.9779984951*l - 2.4285922050*m + .4505937099*s,
		.0259040371*l + .7827717662*m - .8086757660*s,
	}
}

// colour may lie outside of what screens show.
func (o oklab) colour() Colour {
	cube := func(v float64) float64 { return v * v * v }
	l := cube(o[0] + .3963377774*o[1] + .2158037573*o[2])
	m := cube(o[0] - .1055613458*o[1] - .0638541728*o[2])
	s := cube(o[0] - .0894841775*o[1] - 1.2914855480*o[2])
	screen := func(v float64) float64 {
		if v <= .0031308 {
			return 12.92 * v
		}
		return 1.055*math.Pow(v, 1/2.4) - .055
	}
	return Colour{
		screen(4.0767416621*l - 3.3077115913*m + .2309699292*s),
		screen(-1.2684380046*l + 2.6097574011*m - .3413193965*s),
		screen(-.0041960863*l - .7034186147*m + 1.7076147010*s),
	}
}

// Nearest returns the colour that looks most like c among those that are good: of
// its hue, lighter or darker, and paler where no screen shows it; false where there
// is none.
func Nearest(c Colour, good func(Colour) bool) (Colour, bool) {
	const steps = 1000
	from := c.oklab()
	for n := 1; n <= steps; n++ {
		for _, l := range []float64{from[0] - float64(n)/steps, from[0] + float64(n)/steps} {
			if l < 0 || l > 1 {
				continue
			}
			if found := shown(oklab{l, from[1], from[2]}); good(found) {
				return found, true
			}
		}
	}
	return Colour{}, false
}

// shown makes a colour paler until a screen can show it, and rounds it as it will be
// written.
func shown(o oklab) Colour {
	c := o.colour()
	for pale := 1.0; pale > 0 && c != clamp(c); pale -= .02 {
		c = oklab{o[0], o[1] * pale, o[2] * pale}.colour()
	}
	c, _ = Parse(clamp(c).String())
	return c
}
