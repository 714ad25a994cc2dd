package main

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// html reads a page, a drawing, or a text of a feed: all addresses in it, and its ids.
// prefix is "feed " in a feed.
func (c *crawl) html(from string, a *answer, data []byte, prefix string) {
	if a.ids == nil {
		a.ids = map[string]bool{}
	}
	p := page{crawl: c, from: from, prefix: prefix, ids: a.ids}
	z := html.NewTokenizer(bytes.NewReader(data))
	inside := ""
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			inside = p.tag(t)
		case html.EndTagToken:
			inside = ""
		case html.TextToken:
			switch text := z.Text(); inside {
			case "json-ld":
				c.json(from, "json-ld", text)
			case "style":
				c.css(from, prefix, text)
			case "noscript":
				c.html(from, a, bytes.Clone(text), prefix)
			}
		}
	}
}

type page struct {
	*crawl
	from, prefix string
	ids          map[string]bool
}

func (p *page) note(kind, raw string) { p.add(p.from, p.prefix+kind, raw) }

// plain are attributes that hold one address, by element and attribute; an element
// that is not named has those of "".
var plain = map[string]map[string]string{
	"":           {"href": "link", "xlink:href": "link", "src": "media", "poster": "image", "action": "form", "formaction": "form", "cite": "cite"},
	"script":     {"src": "script"},
	"img":        {"src": "image"},
	"image":      {"href": "image", "xlink:href": "image"},
	"iframe":     {"src": "frame"},
	"object":     {"data": "media"},
	"link":       {}, // by what it is for
	"blockquote": {"cite": "cite"},
}

// tag notes the addresses of a start tag, and returns what the text behind it is.
func (p *page) tag(t html.Token) string {
	attrs := map[string]string{}
	for _, a := range t.Attr {
		name := a.Key
		if a.Namespace != "" {
			name = a.Namespace + ":" + name
		}
		attrs[name] = a.Val
	}
	kinds, ok := plain[t.Data]
	if !ok {
		kinds = plain[""]
	}
	for _, a := range t.Attr {
		p.attribute(t.Data, a.Key, a.Val, kinds)
	}
	switch t.Data {
	case "link":
		p.link(attrs)
	case "meta":
		p.meta(attrs)
	case "script":
		if attrs["type"] == "application/ld+json" {
			return "json-ld"
		}
	case "style", "noscript":
		return t.Data
	}
	return ""
}

func (p *page) attribute(tag, key, value string, kinds map[string]string) {
	switch {
	case key == "id" || tag == "a" && key == "name":
		p.ids[value] = true
	case key == "srcset" || key == "imagesrcset":
		for candidate := range strings.SplitSeq(value, ",") {
			if fields := strings.Fields(candidate); len(fields) > 0 && !strings.HasPrefix(value, "data:") {
				p.note("srcset", fields[0])
			}
		}
	case kinds[key] != "":
		p.note(kinds[key], value)
	case strings.HasPrefix(key, "data-"):
		// What scripts take from a page: paths of the site are written whole.
		if value != "/" && (strings.HasPrefix(value, "/") || strings.HasPrefix(value, p.base.Scheme+"://"+p.base.Host)) && !strings.ContainsAny(value, " \n") {
			p.note("data", value)
			if key == "data-search" {
				p.search(p.from, value)
			}
		}
	case strings.Contains(value, "url("): // style, fill, marker-end
		p.css(p.from, p.prefix, []byte(value))
	}
}

// link notes what a <link> leads to.
func (p *page) link(attrs map[string]string) {
	to, rel, as := attrs["href"], strings.Fields(attrs["rel"]), attrs["as"]
	if to == "" {
		return
	}
	has := func(name string) bool { return slices.Contains(rel, name) }
	switch {
	case has("canonical"):
		p.note("canonical", to)
	case has("alternate") && attrs["hreflang"] != "":
		p.note("hreflang", to)
	case has("alternate") && attrs["type"] == "application/atom+xml":
		p.note("feed file", to)
	case has("alternate") && attrs["type"] == "text/markdown":
		p.note("twin", to)
	case has("stylesheet"):
		p.note("style", to)
	case has("modulepreload"):
		p.note("script", to)
	case has("preload") && as == "font":
		p.note("font", to)
	case has("preload"):
		p.note("preload", to)
	case has("icon") || has("apple-touch-icon"):
		p.note("icon", to)
	case has("manifest"):
		p.note("manifest", to)
	case has("search"):
		p.note("opensearch file", to)
	default:
		p.note("link", to)
	}
}

// meta notes what a page tells other sites, and where it sends its readers.
func (p *page) meta(attrs map[string]string) {
	name, content := attrs["property"]+attrs["name"], attrs["content"]
	switch {
	case slices.Contains([]string{"og:url", "og:image", "og:image:url", "og:image:secure_url", "twitter:image", "og:audio", "og:video"}, name):
		p.note("open graph", content)
	case strings.EqualFold(attrs["http-equiv"], "refresh"):
		if _, to, ok := strings.Cut(content, "="); ok {
			p.note("redirect", strings.Trim(to, ` '"`))
		}
	}
}

// others are the members of JSON-LD that name what is not of the site.
var others = []string{"@context", "@type", "sameAs", "license", "citation", "author", "publisher", "codeRepository"}

// json notes the addresses in JSON: those that are of the site by their beginning and,
// as JSON-LD, those by which things of the site are known.
func (c *crawl) json(from, kind string, data []byte) {
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		c.bad = append(c.bad, bad{from, kind, "", err.Error()})
		return
	}
	c.value(from, kind, "", v)
}

func (c *crawl) value(from, kind, key string, v any) {
	switch v := v.(type) {
	case []any:
		for _, v := range v {
			c.value(from, kind, key, v)
		}
	case map[string]any:
		for k, v := range v {
			if slices.Contains(others, k) {
				k = "of others"
			} else if key == "of others" {
				k = key
			}
			c.value(from, kind, k, v)
		}
	case string:
		named := kind == "json-ld" && slices.Contains([]string{"@id", "url", "item", "image", "logo", "mainEntityOfPage", "contentUrl", "urlTemplate"}, key)
		ours := strings.HasPrefix(v, c.base.Scheme+"://"+c.base.Host+"/") || kind == "json-ld" && strings.HasPrefix(v, "/")
		if named || ours {
			c.add(from, kind, v)
		}
	}
}

var (
	inStyle  = regexp.MustCompile(`url\(\s*["']?([^"')]+?)["']?\s*\)|@import\s+["']([^"']+)["']`)
	inScript = regexp.MustCompile(`["'](\.{1,2}/[\w./-]+\.(?:js|css|json|woff2|png|svg))["']|(?:from|import)\s*\(?\s*["']([^"']+)["']`)
)

// css reads what a style loads.
func (c *crawl) css(from, prefix string, data []byte) {
	for _, m := range inStyle.FindAllSubmatch(data, -1) {
		c.add(from, prefix+"url()", string(m[1])+string(m[2]))
	}
}

// script reads which files a script imports, at once or later, or names.
func (c *crawl) script(from string, data []byte) {
	for _, m := range inScript.FindAllSubmatch(data, -1) {
		c.add(from, "import", string(m[1])+string(m[2]))
	}
}
