package render

import (
	"bytes"
	"errors"
	"html/template"
	"strconv"
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/site"
)

// The sidebar is the slowest part of a page (more than half of a page's
// time with 40 links), and the pages of a chapter share it but for one
// attribute. So its template is executed once per Nav, with a marker wherever
// that attribute may stand, and a page fills in its own.

// sidebar is the data of partials/sidebar.html.
type sidebar struct {
	shell
	*assemble.Nav
	marks []site.URL
}

// navItem is an entry of the sidebar.
type navItem struct {
	assemble.NavLink
	Href    string
	Current template.HTMLAttr // aria-current on the entry's own page, else nothing
	Open    bool              // the chapter the page is in
	Pages   []navItem
}

// mark stands for the n-th entry's attribute until a page is known. No text
// has these characters: the escaper would have written them otherwise.
const mark = "\x00"

// Chapters are the entries of the sidebar; the current one has its pages.
func (s *sidebar) Chapters() []navItem {
	out := make([]navItem, len(s.Nav.Chapters))
	for i, c := range s.Nav.Chapters {
		out[i] = s.item(c)
		if i != s.Nav.Current {
			continue
		}
		out[i].Open = true
		for _, c := range s.Nav.Pages {
			out[i].Pages = append(out[i].Pages, s.item(c))
		}
	}
	return out
}

func (s *sidebar) item(l assemble.NavLink) navItem {
	if l.Folder { // its first page's own entry is the current one
		return navItem{NavLink: l, Href: s.base.Href(l.URL)}
	}
	s.marks = append(s.marks, l.URL)
	// Safe: not an attribute yet; what replaces it is a constant.
	current := template.HTMLAttr(mark + strconv.Itoa(len(s.marks)-1) + mark)
	return navItem{NavLink: l, Href: s.base.Href(l.URL), Current: current}
}

// navKey is what a sidebar depends on beside the theme.
type navKey struct {
	nav  *assemble.Nav
	base site.Base
	lang string
}

// navParts is a sidebar's HTML, cut at the marks: entry i stands before
// html[i+1].
type navParts struct {
	html    []string
	entries []site.URL
}

// Sidebar is the navigation beside the text, as partials/sidebar.html draws it.
func (p *page) Sidebar() (template.HTML, error) {
	if p.Nav == nil || len(p.Nav.Chapters) == 0 {
		return "", nil
	}
	k := navKey{p.Nav, p.Base, p.Lang.Tag}
	parts, ok := p.theme.navs.Load(k)
	if !ok {
		made, err := p.theme.nav(p.shell, p.Nav)
		if err != nil {
			return "", err
		}
		// Pages are made chapter by chapter: a few sidebars are enough.
		if p.theme.navCount.Add(1)%64 == 0 {
			p.theme.navs.Clear()
		}
		parts, _ = p.theme.navs.LoadOrStore(k, made)
	}
	return parts.(*navParts).of(p.URL), nil
}

func (t *Theme) nav(s shell, nav *assemble.Nav) (*navParts, error) {
	const name = "partials/sidebar.html"
	data := &sidebar{shell: s, Nav: nav}
	var b bytes.Buffer
	if err := t.templates.ExecuteTemplate(&b, name, data); err != nil {
		return nil, t.fault(name, err)
	}
	out := &navParts{}
	for i, part := range strings.Split(b.String(), mark) {
		if i%2 == 0 {
			out.html = append(out.html, part)
			continue
		}
		n, err := strconv.Atoi(part)
		if err != nil || n >= len(data.marks) {
			return nil, t.fault(name, errors.New("the template writes a NUL character"))
		}
		out.entries = append(out.entries, data.marks[n])
	}
	return out, nil
}

// of writes the sidebar for the page at a URL.
func (n *navParts) of(u site.URL) template.HTML {
	var b strings.Builder
	b.WriteString(n.html[0])
	for i, e := range n.entries {
		if e.Path == u.Path {
			b.WriteString(` aria-current="page"`)
		}
		b.WriteString(n.html[i+1])
	}
	// Safe: the template's own output and a constant.
	return template.HTML(b.String())
}
