package bundle

import "strings"

// The styles that have the accent: as a token and, since readers of ebooks know
// none, as ownAccent.
const (
	tokens      = "css/tokens.css"
	ebookStyles = "css/epub"
	ownAccent   = "#b23a2b"
)

// tint gives a style an accent, for light and for dark pages, in place of the theme's
// own; "" leaves that. As a token it is said once more, behind all that the style has.
func tint(name, css string, accent [2]string) string {
	light, dark := accent[0], accent[1]
	switch {
	case name == tokens && light != "":
		css += ":root { --seal: " + light + "; }\n"
		fallthrough
	case name == tokens && dark != "":
		if dark != "" {
			css += "@media screen and (prefers-color-scheme: dark) { :root:not([data-theme=\"light\"]) { --seal: " + dark + "; } }\n" +
				"@media screen { :root[data-theme=\"dark\"] { --seal: " + dark + "; } }\n"
		}
	case strings.HasPrefix(name, ebookStyles) && light != "":
		css = strings.ReplaceAll(css, ownAccent, light)
	}
	return css
}
