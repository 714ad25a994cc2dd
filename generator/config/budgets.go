package config

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Budgets are what a reader may have to download for a page, in all and by kind: texts
// as they are sent, compressed.
type Budgets struct {
	Page   Size `key:"page"`   // all that a page loads; the default is 1MB
	HTML   Size `key:"html"`   // the page itself; the default is 100KB
	CSS    Size `key:"css"`    // its styles; the default is 50KB
	JS     Size `key:"js"`     // its scripts; the default is 100KB
	Fonts  Size `key:"fonts"`  // fonts that it asks for at once; the default is 100KB
	Images Size `key:"images"` // its pictures; the default is off: page has a limit for all
}

// defaultBudgets are far above what the theme needs and below what makes readers wait:
// 1 MB is five seconds in a slow mobile network.
var defaultBudgets = Budgets{Page: 1_000_000, HTML: 100_000, CSS: 50_000, JS: 100_000, Fonts: 100_000}

// Limits returns the limits in bytes by the names of their keys, 0 for none.
func (b Budgets) Limits() map[string]int {
	return map[string]int{"page": int(b.Page), "html": int(b.HTML), "css": int(b.CSS), "js": int(b.JS), "fonts": int(b.Fonts), "images": int(b.Images)}
}

// Size is a number of bytes, written 300KB, 1.5MB, or off for no limit.
type Size int

// SizePattern is how a Size is written.
const SizePattern = `^(off|[0-9]+(\.[0-9]+)? ?[kK]B|[0-9]+(\.[0-9]+)? ?MB)$`

var sizePattern = regexp.MustCompile(SizePattern)

func (s *Size) decode(d *decoder, n *node, path string) {
	if n.kind != scalar || !sizePattern.MatchString(n.text) {
		d.complain(n, "setting", fmt.Sprintf("%q must be a size or off", path), "write 300KB or 1.5MB; off is no limit")
		return
	}
	*s = 0
	number, mega := strings.CutSuffix(n.text, "MB")
	unit := 1e3
	if mega {
		unit = 1e6
	}
	v, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimRight(number, "kKB")), 64)
	if err == nil { // else it is off
		*s = Size(min(math.Ceil(v*unit), math.MaxInt32))
	}
}
