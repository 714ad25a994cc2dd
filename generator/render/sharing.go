package render

import (
	"bytes"
	"encoding/json"
	"html/template"
	"maps"
	"slices"
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/refs"
	"duizhao/generator/site"
)

// policy is the content security policy with what a site's owner allows beyond it.
func policy(more map[string][]string) string {
	if len(more) == 0 {
		return CSP
	}
	more = maps.Clone(more)
	var out []string
	for _, d := range strings.Split(CSP, "; ") {
		name, _, _ := strings.Cut(d, " ")
		out = append(out, strings.Join(append([]string{d}, more[name]...), " "))
		delete(more, name)
	}
	for _, name := range slices.Sorted(maps.Keys(more)) {
		out = append(out, strings.Join(append([]string{name, "'self'"}, more[name]...), " "))
	}
	return strings.Join(out, "; ")
}

// HeadHTML is what the site's owner adds to the head.
func (s shell) HeadHTML() template.HTML {
	// Safe as far as the owner is: config let pass whole elements of the head alone,
	// and no script that the policy would not let run.
	return template.HTML(s.owner.Head)
}

// Announcement is the owner's message below the header, in lines.
func (s shell) Announcement() [][]site.Piece { return s.lines(s.owner.Announcement) }

// Logo is the owner's picture beside the name of the site; nil for none.
func (s shell) Logo() *assemble.Card {
	if s.owner.Logo.URL.Path == "" {
		return nil
	}
	return &s.owner.Logo
}

// HeaderLinks are the owner's links.
func (s shell) HeaderLinks() []assemble.OwnLink { return s.owner.Links }

// lines reads a text with links, whose addresses are then those of the page.
func (s shell) lines(text string) [][]site.Piece {
	out := site.Lines(text)
	for _, line := range out {
		for i := range line {
			line[i].URL = s.base.Own(line[i].URL)
		}
	}
	return out
}

// FooterLines is the owner's text at the foot of each page.
func (p *page) FooterLines() [][]site.Piece { return p.lines(p.Footer) }

// TwinURL is the address of the page as Markdown; "" where it has none.
func (p *page) TwinURL() string {
	if !p.HasTwin() {
		return ""
	}
	return p.Href(p.URL.Twin())
}

// Card is the address of the picture that other sites show of a page; "" where the
// site does not know its host, without which no other site finds it.
func (s shell) Card() string {
	at := s.owner.Card.URL
	if at.Path == "" {
		at.Path = s.theme.assets["card.png"]
	}
	if s.base.Origin == "" || at.Path == "" {
		return ""
	}
	return s.base.Absolute(at)
}

// CardWidth is the picture's width; 0 where it is not known.
func (s shell) CardWidth() int { return s.owner.Card.Width }

// CardHeight is the picture's height.
func (s shell) CardHeight() int { return s.owner.Card.Height }

// CardAlt is what the picture says; "" where it is not known.
func (s shell) CardAlt() string { return s.owner.Card.Alt }

// Locale is the language of the text as Open Graph writes it.
func (p *page) Locale() string { return locale(p.TextLang.Tag) }

// locale writes a language as Open Graph does: zh_CN, en_US.
func locale(tag string) string {
	known := map[string]string{"zh-Hans": "zh_CN", "zh-Hant": "zh_TW", "zh": "zh_CN", "en": "en_US", "ja": "ja_JP", "ar": "ar_AR", "ko": "ko_KR"}
	if l := known[tag]; l != "" {
		return l
	}
	base, region, _ := strings.Cut(tag, "-")
	if len(region) == 2 {
		return base + "_" + strings.ToUpper(region)
	}
	return base + "_" + strings.ToUpper(base)
}

// OtherLocales are those of the page's other texts.
func (p *page) OtherLocales() []string {
	var out []string
	for _, a := range p.Alternates {
		if a.Real && a.Lang.ID != p.TextLang.ID {
			out = append(out, locale(a.Lang.Tag))
		}
	}
	return out
}

// The forms of schema.org that a page is described in.
type (
	ldGraph struct {
		Context string `json:"@context"`
		Graph   []any  `json:"@graph"`
	}
	ldPage struct {
		Type        string   `json:"@type"`
		ID          string   `json:"@id"`
		Headline    string   `json:"headline,omitempty"`
		Name        string   `json:"name,omitempty"`
		Description string   `json:"description,omitempty"`
		URL         string   `json:"url"`
		InLanguage  string   `json:"inLanguage"`
		Published   string   `json:"datePublished,omitempty"`
		Modified    string   `json:"dateModified,omitempty"`
		Author      []ldName `json:"author,omitempty"`
		IsPartOf    *ldName  `json:"isPartOf,omitempty"`
		Original    *ldRef   `json:"translationOfWork,omitempty"`
		Translated  []ldRef  `json:"workTranslation,omitempty"`
	}
	ldName struct {
		Type string `json:"@type"`
		Name string `json:"name"`
		URL  string `json:"url,omitempty"`
	}
	ldRef struct {
		ID string `json:"@id"`
	}
	ldCrumbs struct {
		Type  string    `json:"@type"`
		Items []ldCrumb `json:"itemListElement"`
	}
	ldCrumb struct {
		Type     string `json:"@type"`
		Position int    `json:"position"`
		Name     string `json:"name"`
		Item     string `json:"item"`
	}
)

// LinkedData describes the page for machines, as JSON-LD; "" for a page that is none
// of its own or where the site does not know its host.
func (p *page) LinkedData() (template.JS, error) {
	if p.Base.Origin == "" || p.Cited == nil || p.Paired != nil {
		return "", nil
	}
	g := ldGraph{"https://schema.org", []any{p.ldPage()}}
	if len(p.Crumbs) > 0 {
		list := ldCrumbs{Type: "BreadcrumbList"}
		for _, c := range append(slices.Clone(p.Crumbs), assemble.NavLink{Title: p.Title, URL: p.URL}) {
			list.Items = append(list.Items, ldCrumb{"ListItem", len(list.Items) + 1, c.Title, p.Absolute(c.URL)})
		}
		g.Graph = append(g.Graph, list)
	}
	var b bytes.Buffer
	err := json.NewEncoder(&b).Encode(g)
	// Safe: JSON whose encoder writes <, > and & as escapes, so that no text in it
	// can end the element.
	return template.JS(strings.TrimSpace(b.String())), err
}

func (p *page) ldPage() ldPage {
	at := p.Absolute(p.URL)
	out := ldPage{
		Type: "TechArticle", ID: at, URL: at, Headline: p.Title, Description: p.About, InLanguage: p.TextLang.Tag,
		Published: p.Published, Modified: p.Updated, IsPartOf: &ldName{"WebSite", p.SiteTitle, p.Absolute(p.HomeURL())},
	}
	if p.Home {
		out.Type, out.Headline, out.Name, out.IsPartOf = "WebSite", "", p.SiteTitle, nil
	}
	for _, a := range p.Authors {
		kind := "Person"
		if a.Group {
			kind = "Organization"
		}
		out.Author = append(out.Author, ldName{Type: kind, Name: a.Name})
	}
	for _, a := range p.Alternates {
		switch {
		case !a.Real || a.Current:
		case p.Lang.ID == p.Original:
			out.Translated = append(out.Translated, ldRef{p.Absolute(a.URL)})
		case a.Lang.ID == p.Original:
			out.Original = &ldRef{p.Absolute(a.URL)}
		}
	}
	return out
}

// citation is the data of partials/cite.html.
type citation struct {
	shell
	*assemble.Cited
}

// CiteThis is how the page is cited; nil where it has no text of its own.
func (p *page) CiteThis() *citation {
	if p.Cited == nil || p.Paired != nil {
		return nil
	}
	return &citation{p.shell, p.Cited}
}

// StyleName is what the form of the citation is called.
func (c citation) StyleName() string {
	if c.Style == refs.GBT {
		return "GB/T 7714"
	}
	return "APA"
}
