package build

import (
	"fmt"
	"regexp"
	"slices"

	"duizhao/generator/colour"
	"duizhao/generator/diag"
)

// legible is WCAG 2.2's contrast of text on its ground (1.4.3).
const legible = 4.5

// grounds are the tokens for what letters stand on, of light pages and then of dark ones.
var grounds = regexp.MustCompile(`--(?:bg|surface):\s*(#[0-9A-Fa-f]+)`)

// accent returns the owner's colour for light and for dark pages; "" for the theme's.
// One that cannot be read on the theme's grounds is said, with the nearest that can.
func (b *builder) accent() [2]string {
	own := b.settings.Theme.Accent
	out := [2]string{own.Light, own.Dark}
	data, err := b.files.Asset("css/tokens.css")
	all := grounds.FindAllSubmatch(data, 4)
	if err != nil || len(all) < 4 || own.Light+own.Dark == "" {
		return out
	}
	for i, key := range []string{"light", "dark"} {
		good := func(c colour.Colour) bool {
			return !slices.ContainsFunc(all[2*i:2*i+2], func(m [][]byte) bool {
				ground, ok := colour.Parse(string(m[1]))
				return ok && colour.Contrast(c, ground) < legible
			})
		}
		written := out[i]
		if written == "" {
			written = out[0]
		}
		c, ok := colour.Parse(written)
		if !ok || good(c) {
			out[i] = written
			continue
		}
		better, found := colour.Nearest(c, good)
		switch {
		case out[i] == "" && found: // made of the one for light pages
			out[i] = better.String()
		case out[i] != "":
			b.weakAccent(key, written, better.String())
		}
	}
	return out
}

func (b *builder) weakAccent(key, written, better string) {
	pos := b.settings.At("theme.accent." + key)
	b.add(diag.Diagnostic{
		Pos: pos, Severity: diag.Warning, Code: "setting",
		Text: fmt.Sprintf(`"theme.accent": %s cannot be read on %s pages: its contrast is less than %.1f : 1`, written, key, legible),
		Hint: fmt.Sprintf("write %q, the nearest that can", better),
	})
}
