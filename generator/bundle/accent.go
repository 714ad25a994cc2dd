package bundle

import (
	"regexp"
	"strings"

	"duizhao/generator/theme"
)

// The styles that have the accent: as a token, for light pages first, and where
// readers of ebooks know no tokens.
const (
	tokens      = "css/tokens.css"
	ebookStyles = "css/epub"
)

var seal = regexp.MustCompile(`(--seal:\s*)([^;]+)`)

// tint puts an accent, for light and for dark pages, in place of the theme's own;
// "" leaves that.
func tint(t *theme.Theme, name, css string, accent [2]string) string {
	switch {
	case name == tokens:
		n := 0
		return seal.ReplaceAllStringFunc(css, func(own string) string {
			to := accent[min(n, 1)]
			if n++; to == "" {
				return own
			}
			return seal.ReplaceAllString(own, "${1}"+to)
		})
	case strings.HasPrefix(name, ebookStyles):
		data, err := t.Asset(tokens)
		if own := seal.FindSubmatch(data); err == nil && own != nil && accent[0] != "" {
			return strings.ReplaceAll(css, string(own[2]), accent[0])
		}
	}
	return css
}
