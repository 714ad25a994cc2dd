package render

import (
	"duizhao/generator/assemble"
	"duizhao/generator/site"
)

// Sitemap returns a part of the list of pages for search engines (the protocol of
// sitemaps.org 0.9), with the translations of each page.
func Sitemap(part assemble.SitemapPart) []byte {
	w := &xmlWriter{}
	w.WriteString(xmlHead + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n")
	if r := part.Root; r != nil {
		w.listed(r.Base.Absolute(site.URL{}), "", rootHreflangs(r))
	}
	for _, v := range part.Views {
		w.listed(v.Base.Absolute(v.URL), v.Day(), hreflangs(v))
	}
	w.WriteString("</urlset>\n")
	return []byte(w.String())
}

// listed writes a page with the day on which it last changed, "" if unknown.
func (w *xmlWriter) listed(address, day string, translations []hreflang) {
	w.WriteString("<url>\n")
	w.element("  ", "loc", address)
	w.element("  ", "lastmod", day)
	for _, h := range translations {
		w.empty("  ", "xhtml:link", "rel", "alternate", "hreflang", h.Tag, "href", h.URL)
	}
	w.WriteString("</url>\n")
}

// SitemapIndex returns the list of a number of parts.
func SitemapIndex(base site.Base, parts int) []byte {
	w := &xmlWriter{}
	w.WriteString(xmlHead + `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for n := 1; n <= parts; n++ {
		w.WriteString("<sitemap>\n")
		w.element("  ", "loc", base.Absolute(site.SitemapPart(n)))
		w.WriteString("</sitemap>\n")
	}
	w.WriteString("</sitemapindex>\n")
	return []byte(w.String())
}

// Robots returns the file that search engines ask for first: all may be read, and
// where the list of pages is.
func Robots(base site.Base) []byte {
	return []byte("User-agent: *\nAllow: /\n\nSitemap: " + base.Absolute(site.Sitemap()) + "\n")
}
