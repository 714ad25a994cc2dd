package config

import (
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"duizhao/generator/diag"
	"duizhao/generator/site"
)

// Authors are names, each one text or one for each language; a single name may
// stand without its brackets.
type Authors []Localized

func (a *Authors) decode(d *decoder, n *node, path string) {
	*a = nil
	switch n.kind {
	case scalar, mapping:
		var l Localized
		decodeInto(d, n, &l, path)
		*a = Authors{l}
	case sequence:
		for i := range n.items {
			var l Localized
			decodeInto(d, &n.items[i], &l, fmt.Sprintf("%s[%d]", path, i))
			*a = append(*a, l)
		}
	case null:
	default:
		d.wrong(n, path, "a list of names")
	}
}

// In returns the names in a language.
func (a Authors) In(lang string) []string {
	var out []string
	for _, l := range a {
		if name := l.In(lang); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// OwnLink is a link of the site's owner in the header.
type OwnLink struct {
	Title Localized `key:"title"`
	URL   Localized `key:"url"` // https://…, mailto:…, or a path of the site, /zh/x/
}

// OpenGraph is what other sites show of a page that is shared there.
type OpenGraph struct {
	Image string `key:"image"` // path from content/; "" for the theme's
	Font  Fonts  `key:"font"`  // what the titles of pages are drawn with, a picture each; none: all show Image
}

// Sources are addresses by directive of the content security policy.
type Sources map[string][]string

// Directives are those of the content security policy that an owner may widen.
var Directives = []string{
	"child-src", "connect-src", "font-src", "form-action", "frame-src", "img-src", "manifest-src", "media-src", "script-src", "style-src", "worker-src",
}

// source is what a directive may be widened by: a host, a scheme, the hash of a
// script. What allows any inline script is refused, since content could hold one.
var source = regexp.MustCompile(`^((https?|wss?)://(\*\.)?[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?|(https|data|blob):|'sha(256|384|512)-[A-Za-z0-9+/]+=*')$`)

// owner checks what an owner adds to pages.
func (c *checker) owner() {
	s := c.s
	c.accent()
	c.localized("theme.announcement", s.Theme.Announcement)
	c.linked("theme.announcement", s.Theme.Announcement)
	c.linked("theme.footer", s.Theme.Footer)
	for i, l := range s.Theme.Links {
		path := fmt.Sprintf("theme.links[%d]", i)
		c.localized(path+".title", l.Title)
		c.localized(path+".url", l.URL)
		for _, lang := range s.Langs {
			if l.URL.In(lang.ID) != "" && l.Title.In(lang.ID) == "" {
				c.add(path, fmt.Sprintf("the link has no title in language %q", lang.ID), "write { title: { "+lang.ID+": … }, url: … }")
			}
		}
		for _, lang := range slices.Sorted(maps.Keys(l.URL)) {
			c.place(join(path, "url"), l.URL[lang])
		}
	}
	for i, a := range s.Authors {
		path := fmt.Sprintf("authors[%d]", i)
		c.localized(path, a)
		if !slices.ContainsFunc(slices.Collect(maps.Values(a)), func(name string) bool { return strings.TrimSpace(name) != "" }) {
			c.add(path, "a name is empty", "write the name, or leave it out")
		}
	}
	for _, lang := range slices.Sorted(maps.Keys(s.OpenGraph.Font)) {
		c.localized("og.font", Localized{lang: ""})
	}
	c.policy()
	c.head()
}

// place reports an address that a link of the owner's cannot have.
func (c *checker) place(path, to string) {
	u, err := url.Parse(to)
	switch {
	case err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "":
	case err == nil && u.Scheme == "mailto" && u.Opaque != "":
	case err == nil && u.Scheme == "" && u.Host == "" && strings.HasPrefix(u.Path, "/"):
	default:
		c.add(path, fmt.Sprintf("%q is not an address a link can have here", to), "write https://…, mailto:… or a path of the site such as /en/page/")
	}
}

// linked checks the links in a text of the owner's.
func (c *checker) linked(path string, text Localized) {
	for _, lang := range slices.Sorted(maps.Keys(text)) {
		for _, line := range site.Lines(text[lang]) {
			for _, p := range line {
				if p.URL != "" {
					c.place(path, p.URL)
				}
			}
		}
	}
}

func (c *checker) policy() {
	for _, name := range slices.Sorted(maps.Keys(c.s.CSP)) {
		path := "csp." + name
		if !slices.Contains(Directives, name) {
			c.add(path, fmt.Sprintf("%q is not a directive that can be widened", name), diag.DidYouMean(name, Directives))
			continue
		}
		for _, s := range c.s.CSP[name] {
			if !source.MatchString(s) {
				c.add(path, fmt.Sprintf("%q is not a source that can be allowed", s), "write https://host, a scheme such as data:, or the hash of a script, 'sha256-…'")
			}
		}
	}
}
