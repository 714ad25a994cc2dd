package assemble

// What search engines read of one list at most: addresses of pages, and bytes.
const (
	sitemapPages = 50_000
	sitemapBytes = 50_000_000
)

// SitemapPart is a part of the list of pages for search engines; most sites have
// one.
type SitemapPart struct {
	Root  *Root // of the page at /, in the first part; else nil
	Views []*View
}

// sitemap lists the pages that search engines should know: no fallback, which is
// another page's text, no page that asks to be left out, no draft, no two
// languages side by side.
func (a *assembler) sitemap(root *Root, pages []Page) []SitemapPart {
	if a.Base.Origin == "" {
		return nil
	}
	parts := []SitemapPart{{Root: root}}
	count, size := 1, 0
	for _, p := range pages {
		v := p.View
		if v.Fallback || v.NoIndex || p.Source.Front.Draft {
			continue
		}
		n := entrySize(v)
		if count == sitemapPages || size+n > sitemapBytes {
			parts = append(parts, SitemapPart{})
			count, size = 0, 0
		}
		count, size = count+1, size+n
		last := &parts[len(parts)-1]
		last.Views = append(last.Views, v)
	}
	return parts
}

// entrySize is how many bytes a page takes in the list at most: each byte of an address may be written as three, and there is an address
// for the page, one for each language and one for all others.
func entrySize(v *View) int {
	const around = 100 // the element about an address
	base := len(v.Base.Origin) + len(v.Base.Prefix)
	size := 2 * (base + 3*len(v.URL.Path) + around)
	for _, o := range v.Alternates {
		size += base + 3*len(o.URL.Path) + around
	}
	return size
}
