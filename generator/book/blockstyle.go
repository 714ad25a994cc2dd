package book

import (
	"path"
	"regexp"
	"strings"
)

// blockStyles are the styles that a page asks for its blocks of the site's own.
func blockStyles(styles []string) []string {
	var out []string
	for _, name := range styles {
		if strings.HasPrefix(path.Base(name), "block-") { // as bundle calls them
			out = append(out, name)
		}
	}
	return out
}

// joinedStyles is one style of those of all blocks in the book.
func (e *ebook) joinedStyles(names []string) []byte {
	var out strings.Builder
	for _, name := range names {
		out.WriteString(plainStyle(string(e.files[name]), func(address string) (string, bool) {
			at, ok := e.media.file(e.links.base.Prefix + "/" + path.Join(path.Dir(name), address))
			return strings.TrimPrefix(at, "../"), ok
		}))
	}
	return []byte(out.String())
}

var (
	imported = regexp.MustCompile(`(?i)@import\s*(?:url\((?:"[^"]*"|'[^']*'|[^)]*)\)|"[^"]*"|'[^']*')[^;]*;`)
	// sets are pictures to choose from, which may be named without url().
	sets   = regexp.MustCompile(`(?i)(?:-webkit-)?image-set\((?:[^()]|\([^()]*\))*\)`)
	loaded = regexp.MustCompile(`url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*?))\s*\)`)
	// refused are declarations that no ebook may have: what gives text its direction is
	// its markup's, and nothing stays in its place while pages turn.
	refused = regexp.MustCompile(`(?i)(?:\{|;)\s*(?:(?:direction|unicode-bidi)\s*:|position\s*:\s*(?:fixed|sticky|-webkit-sticky)\b)[^;{}]*`)
	hollow  = regexp.MustCompile(`\{\s*;`)
)

// plainStyle returns a style, as bundled, without what may not be in a book. picture
// says where a picture lies in it.
func plainStyle(css string, picture func(address string) (string, bool)) string {
	css = sets.ReplaceAllString(imported.ReplaceAllString(css, ""), "none")
	for refused.MatchString(css) {
		css = refused.ReplaceAllStringFunc(css, func(found string) string { return strings.TrimPrefix(found[:1], ";") })
		css = hollow.ReplaceAllString(css, "{")
	}
	return loaded.ReplaceAllStringFunc(css, func(url string) string {
		m := loaded.FindStringSubmatch(url)
		address := m[1] + m[2] + m[3]
		if strings.HasPrefix(address, "#") || strings.HasPrefix(address, "data:image/") {
			return url
		}
		if !strings.Contains(address, ":") && !strings.HasPrefix(address, "/") {
			if at, ok := picture(address); ok {
				return "url(" + at + ")"
			}
		}
		return "none"
	})
}
