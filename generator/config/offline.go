package config

import (
	"fmt"
	"maps"
	"slices"

	"golang.org/x/text/width"
)

// Offline is how a site is read without a network: true for the defaults, or what
// differs from them.
type Offline struct {
	On        bool
	ShortName Localized // below the icon of the installed site; default its title
	Icon      string    // path from content/ of a square picture; "" for the theme's
}

func (o *Offline) decode(d *decoder, n *node, path string) {
	if n.kind != mapping {
		decodeInto(d, n, &o.On, path)
		return
	}
	var given struct {
		ShortName Localized `key:"short_name"`
		Icon      string    `key:"icon"`
	}
	decodeInto(d, n, &given, path)
	*o = Offline{true, given.ShortName, given.Icon}
}

// shortest is what systems show of a name below an icon, in columns.
const shortest = 12

// offline checks the names of the installed site.
func (c *checker) offline() {
	const path = "outputs.offline.short_name"
	name := c.s.Outputs.Offline.ShortName
	c.localized(path, name)
	for _, lang := range slices.Sorted(maps.Keys(name)) {
		if columns(name[lang]) > shortest {
			c.add(join(path, lang), fmt.Sprintf("%q is too long to stand below an icon", name[lang]), "write 6 Han characters or 12 letters at most")
		}
	}
}

// columns counts the columns of a text: two for Han, kana and what else is wide.
func columns(text string) int {
	n := 0
	for _, r := range text {
		switch n++; width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n++
		}
	}
	return n
}
