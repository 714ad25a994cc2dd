package config

import "regexp"

// Accent is the colour that says "you are here", on light and on dark pages, as
// #rrggbb; "" is the theme's own, or, for dark pages, one made of the light one.
type Accent struct{ Light, Dark string }

// AccentPattern is what a colour is written as.
const AccentPattern = "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$"

var accentColour = regexp.MustCompile(AccentPattern)

func (a *Accent) decode(d *decoder, n *node, path string) {
	switch n.kind {
	case null:
		d.wrong(n, path, `a colour in quotes, such as "#1f6f54", since # begins a comment`)
	case mapping:
		var given struct {
			Light string `key:"light"`
			Dark  string `key:"dark"`
		}
		decodeInto(d, n, &given, path)
		*a = Accent(given)
	default:
		decodeInto(d, n, &a.Light, path)
	}
}

// accent checks that colours are some.
func (c *checker) accent() {
	const path = "theme.accent"
	for _, x := range []struct{ key, colour string }{{"light", c.s.Theme.Accent.Light}, {"dark", c.s.Theme.Accent.Dark}} {
		if x.colour != "" && !accentColour.MatchString(x.colour) {
			at := path
			if c.s.At(join(path, x.key)) != c.s.At(path) {
				at = join(path, x.key)
			}
			c.add(at, "\""+x.colour+"\" is no colour", `write it as "#1f6f54", in quotes`)
		}
	}
}
