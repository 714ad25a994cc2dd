package render

import (
	"fmt"
	"strings"

	"duizhao/generator/site"
)

// Headers returns the file _headers, which Netlify and Cloudflare Pages read. No two
// of its rules set one header for one address: Cloudflare would send both values
// joined. What is not named is asked anew each time, as both hosts have it.
func Headers(base site.Base, langs []string, more map[string][]string) []byte {
	const forEver, anew = "Cache-Control: public, max-age=31536000, immutable", "Cache-Control: no-cache"
	var b strings.Builder
	rule := func(path string, headers ...string) {
		fmt.Fprintf(&b, "\n%s\n", path)
		for _, h := range headers {
			b.WriteString("  " + h + "\n")
		}
	}
	b.WriteString("# Made by duizhao (outputs.headers); a content/static/_headers takes its place.\n")
	rule(base.Href(site.URL{})+"*", headerFields(more)...)
	rule(base.Href(site.Assets())+"*", forEver)
	rule(base.Href(site.Worker()), anew)
	for _, lang := range langs {
		folder := base.Href(site.SearchFolder(lang))
		rule(folder+"*.bin", forEver)
		for _, name := range []string{"dir", "about.json", "offline.json"} {
			rule(folder+name, anew)
		}
	}
	return []byte(b.String())
}

// headerFields are the headers that every answer of a server should have. The policy
// is that of the pages and, beyond what a page can say itself, forbids to show them
// in a frame.
func headerFields(more map[string][]string) []string {
	return []string{
		"Content-Security-Policy: " + policy(more) + "; frame-ancestors 'none'",
		"X-Content-Type-Options: nosniff",
		"Referrer-Policy: strict-origin-when-cross-origin",
	}
}

// Redirects returns the file _redirects, which the same hosts read, for addresses
// that texts had before; nothing where there is none. At these addresses pages stand
// that lead on too: Netlify is told to pass over them, Cloudflare always does.
func Redirects(base site.Base, pairs [][2]site.URL, netlify bool) []byte {
	if len(pairs) == 0 {
		return nil
	}
	status := "301"
	if netlify {
		status = "301!"
	}
	var b strings.Builder
	b.WriteString("# Made by duizhao (outputs.headers); a content/static/_redirects takes its place.\n")
	for _, p := range pairs {
		fmt.Fprintf(&b, "%s %s %s\n", base.Href(p[0]), base.Href(p[1]), status)
	}
	return []byte(b.String())
}
