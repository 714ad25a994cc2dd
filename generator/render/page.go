package render

import (
	"fmt"
	"html/template"
	"strings"
	"unicode"
	"unicode/utf8"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// shell is what every page's templates may ask for.
type shell struct {
	theme *Theme
	base  site.Base
	tag   string            // of the language
	texts map[string]string // in it
	owner assemble.Owner    // what the owner of the site adds
}

// Accent is the colour of the icon in tabs, without #.
func (s shell) Accent() string {
	if s.theme.accent == "" {
		return "b23a2b"
	}
	return s.theme.accent[1:]
}

func text(texts map[string]string, key string) (string, error) {
	if s, ok := texts[key]; ok {
		return s, nil
	}
	return "", fmt.Errorf("no text %q in templates/texts", key)
}

// T returns a text of the interface in the page's language. Pairs of name and
// value fill in what it writes in braces: T "article.minutes" "n" 12. A number
// is written as the language does.
func (s shell) T(key string, pairs ...any) (string, error) {
	out, err := text(s.texts, key)
	for i := 0; i+1 < len(pairs); i += 2 {
		value := pairs[i+1]
		if n, ok := value.(int); ok {
			value = s.Number(n)
		}
		out = s.fill(out, fmt.Sprintf("{%v}", pairs[i]), fmt.Sprint(value))
	}
	return out, err
}

// fill puts a value in its place. Between Chinese and a Latin word there is a
// space: what is read out or shown as a tip gets none from the style.
func (s shell) fill(text, place, value string) string {
	if base, _, _ := strings.Cut(s.tag, "-"); base != "zh" {
		return strings.ReplaceAll(text, place, value)
	}
	parts := strings.Split(text, place)
	first, _ := utf8.DecodeRuneInString(value)
	last, _ := utf8.DecodeLastRuneInString(value)
	for i := range parts[1:] {
		before, _ := utf8.DecodeLastRuneInString(parts[i])
		behind, _ := utf8.DecodeRuneInString(parts[i+1])
		if unicode.Is(unicode.Han, before) && unicode.Is(unicode.Latin, first) {
			parts[i] += " "
		}
		if unicode.Is(unicode.Latin, last) && unicode.Is(unicode.Han, behind) {
			parts[i+1] = " " + parts[i+1]
		}
	}
	return strings.Join(parts, value)
}

// Gap is what stands between two sentences of the interface: nothing in languages
// that are written without spaces.
func (s shell) Gap() string {
	if gapless(s.tag) {
		return ""
	}
	return " "
}

// gapless reports whether a language is written without spaces.
func gapless(tag string) bool {
	base, _, _ := strings.Cut(tag, "-")
	return base == "zh" || base == "ja"
}

// Href writes a place of the site as an absolute path.
func (s shell) Href(u site.URL) string { return s.base.Href(u) }

// Absolute writes a place of the site with scheme and host.
func (s shell) Absolute(u site.URL) string { return s.base.Absolute(u) }

// Asset returns the address of a bundled file by its logical name, such as
// "main.css"; "" where there is none.
func (s shell) Asset(name string) string {
	path := s.theme.assets[name]
	if path == "" {
		return ""
	}
	return s.base.Href(site.URL{Path: path})
}

// Live reports whether the page is one of the preview's.
func (s shell) Live() bool { return s.theme.live }

// Sources are the files that the page's text stands in, that of a paired page's
// second text last; none of a page that no source stands behind.
func (s shell) Sources() []string { return nil }

// CSP is the content attribute with the policy.
func (s shell) CSP() template.HTMLAttr {
	// Safe: a constant without double quotes, and sources without any (config).
	return template.HTMLAttr(`content="` + policy(s.owner.CSP) + `"`)
}

// page is the data of page.html: the View's fields and these.
type page struct {
	shell
	*assemble.View
	Body     template.HTML
	Math     bool
	Charts   bool
	Calcs    bool
	Look     bool // of some code, beyond its colours
	Tabs     bool // there may be some
	customs  []markdown.Custom
	Minutes  int    // it takes to read
	SecondID string // of the title of a paired page's second text; "" for none
	second   string // where that text stands, likewise
}

func newPage(doc *markdown.Doc, v *assemble.View, body template.HTML, t *Theme, parts []Part) *page {
	var s sum
	s.add(doc, parts)
	return s.page(v, body, t)
}

// page is a page of texts that come to s.
func (s sum) page(v *assemble.View, body template.HTML, t *Theme) *page {
	return &page{
		shell:   shell{t, v.Base, v.Lang.Tag, t.texts[t.table(v.Lang.Tag)], v.Owner},
		View:    v,
		Body:    body,
		customs: s.customs,
		Math:    s.math,
		Charts:  s.charts,
		Calcs:   s.calcs,
		Look:    s.look,
		Tabs:    strings.Contains(string(body), "tabs"),
		Minutes: assemble.Minutes(s.han, s.words),
	}
}

// Sources are those of the page's text.
func (p *page) Sources() []string {
	switch {
	case p.Kind != "" || p.Source == "":
		return nil
	case p.second != "":
		return []string{p.Source, p.second}
	}
	return []string{p.Source}
}

// HeadTitle is the text of <title>.
func (p *page) HeadTitle() (string, error) {
	title, err := p.Heading()
	if p.Home || title == "" || title == p.SiteTitle {
		return p.SiteTitle, err
	}
	return title + " · " + p.SiteTitle, err
}

// Heading is the page's title; that of a page without a source is a text of the
// interface, with what the View says of it at {name}, else behind a colon.
func (p *page) Heading() (string, error) {
	if p.Kind == "" {
		return p.Title, nil
	}
	title, err := p.T(string(p.Kind) + ".title")
	switch {
	case strings.Contains(title, "{name}"):
		title = strings.ReplaceAll(title, "{name}", p.Title)
	case p.Title != "":
		title += ": " + p.Title
	}
	return title, err
}

// generatedLink is a link to a page without a source.
type generatedLink struct {
	Kind assemble.Kind
	URL  site.URL
}

// GeneratedPages are the links to the site's pages without a source.
func (p *page) GeneratedPages() []generatedLink {
	var out []generatedLink
	for _, k := range p.Generated {
		out = append(out, generatedLink{k, site.PageURL(p.Lang.ID, string(k))})
	}
	return out
}

// TagsURL is the page of all tags in the page's language.
func (p *page) TagsURL() site.URL { return site.PageURL(p.Lang.ID, "tags") }

// HomeURL is the language's first page.
func (p *page) HomeURL() site.URL { return site.PageURL(p.Lang.ID, "") }

// SearchFolder is where the language's index lies.
func (p *page) SearchFolder() string { return p.Href(site.SearchFolder(p.Lang.ID)) }

// OpenSearch is the address of the file that tells browsers of the search; ""
// where the site does not know its host, which the file must name.
func (p *page) OpenSearch() string {
	if p.Base.Origin == "" {
		return ""
	}
	return p.Href(site.OpenSearch(p.Lang.ID))
}

// FeedURL is the address of the language's feed; "" if there is none.
func (p *page) FeedURL() string {
	if !p.Feed {
		return ""
	}
	return p.Href(site.Feed(p.Lang.ID))
}

// ContentsURL is the list of all contents in the page's language.
func (p *page) ContentsURL() site.URL { return p.HomeURL().At("_contents") }

// Texts is the address of the scripts' texts in the page's language.
func (p *page) Texts() string { return p.Asset("texts." + p.theme.table(p.Lang.Tag)) }

// CanonicalURL is the page's own address or, of a fallback, the original's;
// "" where the site does not know its host.
func (p *page) CanonicalURL() string {
	switch {
	case p.Base.Origin == "":
		return ""
	case p.Fallback, p.Paired != nil:
		return p.Absolute(p.Canonical)
	}
	return p.Absolute(p.URL)
}

// Hreflangs are the page's translations.
func (p *page) Hreflangs() []hreflang { return hreflangs(p.View) }

// outside is the data of root.html and 404.html.
type outside struct {
	shell
	Lang  site.Lang // of the page as a whole: the first or the only one
	Langs []outsideLang
	root  *assemble.Root
}

// outsideLang is one language's part of such a page, in its own words.
type outsideLang struct {
	shell
	assemble.RootLang
}

// SearchFolder is the address of the language's search page.
func (l outsideLang) SearchFolder() string { return l.Href(site.SearchFolder(l.Lang.ID)) }

func newOutside(r *assemble.Root, only string, t *Theme) outside {
	out := outside{shell: shell{theme: t, base: r.Base, owner: r.Owner}, root: r}
	for _, l := range r.Langs {
		if only == "" || l.Lang.ID == only {
			out.Langs = append(out.Langs, outsideLang{shell{t, r.Base, l.Lang.Tag, t.texts[t.table(l.Lang.Tag)], r.Owner}, l})
		}
	}
	if len(out.Langs) > 0 {
		out.Lang, out.tag, out.texts = out.Langs[0].Lang, out.Langs[0].tag, out.Langs[0].texts
	}
	return out
}

// HeadTitle is the text of <title>: the site's titles.
func (o outside) HeadTitle() string {
	var titles []string
	for _, l := range o.Langs {
		titles = append(titles, l.Title)
	}
	return strings.Join(titles, " · ")
}

// RootURL is the page's address; "" where the site does not know its host.
func (o outside) RootURL() string {
	if o.base.Origin == "" {
		return ""
	}
	return o.Absolute(site.URL{})
}

// Hreflangs are the first pages of the languages.
func (o outside) Hreflangs() []hreflang { return rootHreflangs(o.root) }
