package build

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"

	"duizhao/generator/colour"
	"duizhao/generator/diag"
)

// legible is WCAG 2.2's contrast of text on its ground (1.4.3).
const legible = 4.5

// Each token of grounds is what letters stand on, first of light pages and then of
// dark ones; ownGrounds are the theme's.
var (
	grounds    = []*regexp.Regexp{regexp.MustCompile(`--bg:\s*([^;}]+)`), regexp.MustCompile(`--surface:\s*([^;}]+)`)}
	ownGrounds = [2][2]string{{"#fbfaf7", "#16171a"}, {"#f3f1eb", "#1d1f23"}}
)

// grounds returns what letters stand on, on light pages or on dark ones. A style of
// the site's own that has none there, or none that can be read, has the theme's.
func (b *builder) grounds(dark int) []colour.Colour {
	data, _ := b.files.Asset("css/tokens.css") // without it nothing is found
	var out []colour.Colour
	for i, token := range grounds {
		ground, _ := colour.Parse(ownGrounds[i][dark])
		if found := token.FindAllSubmatch(data, 2); len(found) > dark {
			if own, ok := colour.Parse(string(found[dark][1])); ok {
				ground = own
			}
		}
		out = append(out, ground)
	}
	return out
}

// accent returns the owner's colour for light and for dark pages; "" for the theme's.
// Of one colour the other is made. One that cannot be read on the grounds of pages is
// said, with the nearest that can.
func (b *builder) accent() [2]string {
	own := b.settings.Theme.Accent
	out := [2]string{own.Light, own.Dark}
	for dark, key := range []string{"light", "dark"} {
		written := cmp.Or(out[dark], out[0])
		c, ok := colour.Parse(written)
		if !ok {
			continue
		}
		under := b.grounds(dark)
		good := func(c colour.Colour) bool {
			return !slices.ContainsFunc(under, func(ground colour.Colour) bool { return colour.Contrast(c, ground) < legible })
		}
		if good(c) {
			out[dark] = written
			continue
		}
		better, found := colour.Nearest(c, good)
		if out[dark] != "" {
			b.weakAccent(key, written, better, found)
		} else if found {
			out[dark] = better.String()
		}
	}
	return out
}

func (b *builder) weakAccent(key, written string, better colour.Colour, found bool) {
	hint := "no colour can: change the grounds in assets/css/tokens.css first"
	if found {
		hint = fmt.Sprintf("write %q, the nearest that can", better)
	}
	b.add(diag.Diagnostic{
		Pos: b.settings.At("theme.accent." + key), Severity: diag.Warning, Code: "setting",
		Text: fmt.Sprintf(`"theme.accent": %s cannot be read on %s pages: its contrast is less than %.1f : 1`, written, key, legible),
		Hint: hint,
	})
}
