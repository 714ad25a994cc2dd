package site

import (
	"fmt"
	"net/url"
	"strings"
)

// URL is a place in the site: a path from the site's root without a leading
// slash ("zh/math/gan/"; "" is the root page), and a fragment without "#". It
// is not escaped and knows nothing of where the site will be served; Base
// writes it out.
type URL struct {
	Path     string
	Fragment string
}

// File returns the path of the file that serves the URL: a path that is empty
// or ends in a slash is a folder's index.html.
func (u URL) File() string {
	if u.Path == "" || strings.HasSuffix(u.Path, "/") {
		return u.Path + "index.html"
	}
	return u.Path
}

// Twin returns the address of a page's Markdown twin, which lies beside it.
func (u URL) Twin() URL { return URL{Path: strings.TrimSuffix(u.File(), ".html") + ".md"} }

// PageURL returns the address of a page in a language, by the page's key; ""
// is the language's first page.
func PageURL(lang, key string) URL {
	if key == "" {
		return URL{Path: lang + "/"}
	}
	return URL{Path: lang + "/" + key + "/"}
}

// PairURL returns the address of a page in two languages side by side, the
// leading one first.
func PairURL(lead, other, key string) URL {
	return PageURL("pair/"+lead+"/"+other, key)
}

// SearchFolder returns the folder of a language's search index, which is the
// address of its search page too.
func SearchFolder(lang string) URL { return URL{Path: lang + "/search/"} }

// OpenSearch returns the file that tells browsers of a language's search.
func OpenSearch(lang string) URL { return URL{Path: lang + "/opensearch.xml"} }

// Feed returns the file that tells feed readers of a language's new texts.
func Feed(lang string) URL { return URL{Path: lang + "/feed.xml"} }

// Sitemap returns the list of the site's pages for search engines; where it is in
// parts, the list of these.
func Sitemap() URL { return URL{Path: "sitemap.xml"} }

// SitemapPart returns a part of that list, counted from 1.
func SitemapPart(n int) URL { return URL{Path: fmt.Sprintf("sitemap-%d.xml", n)} }

// Robots returns the file that search engines ask for first.
func Robots() URL { return URL{Path: "robots.txt"} }

// Versions returns the page of all versions of a site that has several.
func Versions() URL { return URL{Path: "versions/"} }

// VersionList returns the same as a list for scripts.
func VersionList() URL { return URL{Path: "versions.json"} }

// LLMs returns the list of texts for language models: a language's, or for lang ""
// the site's.
func LLMs(lang string) URL { return URL{Path: strings.TrimPrefix(lang+"/llms.txt", "/")} }

// LLMsFull returns the file with all of these texts.
func LLMsFull(lang string) URL { return URL{Path: strings.TrimPrefix(lang+"/llms-full.txt", "/")} }

// NoJekyll returns the file that keeps GitHub Pages from making pages of the
// Markdown forms itself.
func NoJekyll() URL { return URL{Path: ".nojekyll"} }

// NotFound returns the page for addresses that do not exist: a language's, or
// for lang "" the site's.
func NotFound(lang string) URL {
	if lang == "" {
		return URL{Path: "404.html"}
	}
	return URL{Path: lang + "/404.html"}
}

// Offline returns a language's page for what is not kept while there is no network.
func Offline(lang string) URL { return URL{Path: lang + "/offline.html"} }

// Manifest returns the file that tells browsers how to install the site in a
// language.
func Manifest(lang string) URL { return URL{Path: lang + "/manifest.webmanifest"} }

// Worker returns the script that answers for the site where there is no network.
// It has one name for ever: browsers look there for the next one, and what lies
// above it is out of its reach.
func Worker() URL { return URL{Path: "sw.js"} }

// Headers and Redirects return the files that Netlify and Cloudflare Pages read of how
// to serve a site. Nobody else is shown them.
func Headers() URL { return URL{Path: "_headers"} }

// Redirects: see Headers.
func Redirects() URL { return URL{Path: "_redirects"} }

// CNAME is the file that GitHub Pages and others read a site's domain from.
func CNAME() URL { return URL{Path: "CNAME"} }

// Assets is the folder of the theme's styles, scripts and fonts.
func Assets() URL { return URL{Path: "assets/"} }

// At returns the URL with another fragment.
func (u URL) At(fragment string) URL { return URL{u.Path, fragment} }

// Base is where a site is served from. The zero value is a server's root with
// an unknown host.
type Base struct {
	Origin string // "https://someone.github.io"; "" if unknown
	Prefix string // path of the site's root without the final slash: "" or "/guide"
}

// ParseBase reads a base URL: absolute ("https://host/guide/"), a path
// ("/guide/") or empty. A missing final slash is accepted; a query, a fragment
// and schemes other than http and https are not.
func ParseBase(s string) (Base, error) {
	if s == "" {
		return Base{}, nil
	}
	u, err := url.Parse(s)
	switch {
	case err != nil:
		return Base{}, fmt.Errorf("base URL %q is not a URL", s)
	case u.RawQuery != "" || u.Fragment != "" || u.User != nil || u.Opaque != "":
		return Base{}, fmt.Errorf("base URL %q must be a scheme, a host and a path only", s)
	case u.Host == "" && (u.Scheme != "" || !strings.HasPrefix(u.Path, "/")):
		return Base{}, fmt.Errorf("base URL %q needs a host (https://example.org/guide/) or a path (/guide/)", s)
	case u.Host != "" && u.Scheme != "http" && u.Scheme != "https":
		return Base{}, fmt.Errorf("base URL %q must start with https:// or http://", s)
	case strings.Contains(u.Path, "//") || strings.Contains(u.Path+"/", "/../") || strings.Contains(u.Path+"/", "/./"):
		return Base{}, fmt.Errorf("base URL %q has an empty, . or .. element in its path", s)
	}
	b := Base{Prefix: strings.TrimSuffix(u.EscapedPath(), "/")}
	if u.Host != "" {
		b.Origin = u.Scheme + "://" + u.Host
	}
	return b, nil
}

// Href writes a URL for use inside the site: an absolute path, escaped,
// "/guide/zh/math/gan/#id".
func (b Base) Href(u URL) string {
	return b.Prefix + "/" + EscapePath(u.Path) + fragment(u.Fragment)
}

// Own writes an address as a site's owner gave it: a path belongs to the site, all
// else stays.
func (b Base) Own(address string) string {
	if strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") {
		return b.Prefix + address
	}
	return address
}

// Absolute writes a URL with scheme and host; where the host is unknown it is
// the same as Href.
func (b Base) Absolute(u URL) string { return b.Origin + b.Href(u) }

func fragment(f string) string {
	if f == "" {
		return ""
	}
	return "#" + (&url.URL{Fragment: f}).EscapedFragment()
}

// EscapePath percent-encodes the elements of a slash-separated path.
func EscapePath(p string) string {
	plain := func(r rune) bool {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || r == '/' || r == '-' || r == '_' || r == '.'
	}
	if !strings.ContainsFunc(p, func(r rune) bool { return !plain(r) }) {
		return p // as are most of the tens of thousands of links of a large site
	}
	parts := strings.Split(p, "/")
	for i, s := range parts {
		parts[i] = url.PathEscape(s)
	}
	return strings.Join(parts, "/")
}
