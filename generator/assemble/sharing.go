package assemble

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/refs"
	"duizhao/generator/site"
)

// Owner is what a site's owner adds to each page.
type Owner struct {
	Announcement string    // with links, [text](address), a line each; "" for none
	Links        []OwnLink // in the header
	Head         string    // HTML, checked by config
	CSP          map[string][]string
	Card         Card // the picture that other sites show of a page shared there
	Logo         Card // beside the name of the site; without an address there is none
}

// OwnLink is a link in the header, its address as written into the page.
type OwnLink struct{ Title, Href string }

// Card is a picture for other sites; without an address it is the theme's own.
type Card struct {
	URL           site.URL
	Width, Height int    // 0 if unknown
	Alt           string // what it says; "" if unknown
}

// Author is who wrote a text: a person, or a group known by one name.
type Author struct {
	Name  string
	Group bool
}

// Cited is how a page is cited.
type Cited struct {
	Style  refs.Style
	Text   string
	BibTeX string
}

// owner returns what the owner adds to pages in a language.
func (a *assembler) owner(lang string) Owner {
	s := a.Settings
	o := Owner{Announcement: s.Theme.Announcement.In(lang), Head: strings.TrimSpace(s.Head), CSP: s.CSP, Card: a.siteCard(lang), Logo: a.logo}
	for _, l := range s.Theme.Links {
		if to := l.URL.In(lang); to != "" {
			o.Links = append(o.Links, OwnLink{l.Title.In(lang), a.Base.Own(to)})
		}
	}
	return o
}

// ownPictures finds the owner's pictures, which are published with the site.
func (a *assembler) ownPictures() {
	a.shared = a.ownPicture("og.image", a.Settings.OpenGraph.Image, "PNG, JPEG, WebP or GIF, and other sites show no other pictures", ".png", ".jpg", ".jpeg", ".webp", ".gif")
	a.logo = a.ownPicture("theme.logo", a.Settings.Theme.Logo, "SVG, PNG, JPEG, WebP or GIF", ".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif")
}

// ownPicture finds a picture that a setting names by its path from content/, with one
// of the endings of kinds; without an address where there is none, or none that can be
// had, which is said.
func (a *assembler) ownPicture(setting, name, kinds string, endings ...string) Card {
	if name == "" {
		return Card{}
	}
	file := path.Join(content.Root, strings.TrimPrefix(name, "/"))
	bad, hint := "", ""
	if !slices.Contains(endings, strings.ToLower(path.Ext(file))) {
		bad = "is no " + kinds
	} else if _, ok := a.Tree.Files[file]; !ok {
		bad, hint = "is not there", "write its path from content/"
	}
	var p Picture
	if bad == "" && a.Picture != nil {
		p = a.Picture(file)
		bad, hint = p.Bad, p.Hint
	}
	if bad != "" {
		a.diags = append(a.diags, diag.Diagnostic{
			Pos: a.Settings.At(setting), Severity: diag.Error, Code: "setting",
			Text: fmt.Sprintf("%q: the picture %q %s", setting, name, bad), Hint: hint,
		})
		return Card{}
	}
	a.files[file] = true
	return Card{site.URL{Path: publicPath(file)}, p.Width, p.Height, ""}
}

// authors returns who wrote a text.
func (a *assembler) authors(s *content.Source) refs.Names {
	names := s.Front.Authors
	if len(names) == 0 {
		names = a.Settings.Authors.In(s.Lang)
	}
	return refs.ParseNames(names)
}

// Authors reads names as front matter and settings have them.
func Authors(names []string) []Author { return authors(refs.ParseNames(names)) }

func authors(names refs.Names) []Author {
	var out []Author
	for _, n := range names.List {
		out = append(out, Author{n.String(), n.Group()})
	}
	return out
}

// cited returns how a text is cited, in the form for its language: no day on which
// it was read stands there, since nothing in a build knows what day it is.
func (a *assembler) cited(v *View, s *content.Source) *Cited {
	e := refs.Entry{
		Kind: refs.Web, Title: v.Title, Authors: a.authors(s), Publisher: v.SiteTitle,
		Key: strings.NewReplacer("/", "-").Replace(cmp.Or(v.Page, "home")) + "-" + v.Lang.ID,
	}
	if v.Title == v.SiteTitle {
		e.Publisher = ""
	}
	if a.Base.Origin != "" {
		e.URL = a.Base.Absolute(v.Canonical)
	}
	if day := cmp.Or(v.Updated, v.Published); len(day) == len("2026-03-01") {
		e.Year = day[:4]
		e.Month, _ = strconv.Atoi(day[5:7]) // 0, for unknown, where it is no number
		e.Day, _ = strconv.Atoi(day[8:])
	}
	c := &Cited{Style: refs.StyleOf(v.TextLang.Tag), BibTeX: refs.BibTeX(&e)}
	for _, r := range refs.Format(&e, c.Style, refs.Options{}) {
		c.Text += r.Text
	}
	return c
}

// share fills in what a page tells of itself beyond its text.
func (a *assembler) share(v *View, p *page, s *content.Source) {
	v.Original = p.original.Lang
	if v.Fallback {
		return
	}
	v.Authors = authors(a.authors(s))
	v.Cited = a.cited(v, s)
}
