package assemble

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// A text that was somewhere else says so: aliases in its front matter are its
// former addresses, and PATH#ID there, or behind a heading, is a former section
// of another page. Each text has its own, in its language.
//
// A former page is published as one that leads on (redirects); a former section
// is an element of the page it was on, which does the same (View.Moved). Links
// in texts to either are resolved and told (moved-link).

// former is what texts say of where they were.
type former struct {
	pages    map[string]formerPage               // by path of the address
	sections map[string]map[string]formerSection // by path of the address of the page that they were on, and id
	twoSided map[string]bool                     // keys of pages that have such sections, or had them
	order    []string                            // paths of pages, as they were read
}

// formerPage is an address that a text had.
type formerPage struct {
	to *content.Source
	alias
}

// formerSection is a section that stands on another page now.
type formerSection struct {
	to      *content.Source
	heading int // ordinal; -1 for the page as a whole
}

// alias is an address as an author wrote it.
type alias struct {
	written    string
	start, end int
}

// Moved is a section that was on a page.
type Moved struct {
	ID    string // it had
	To    site.URL
	Title string
}

// formerly collects what all texts say of where they were: pages first, since a
// section may have been on a page that is one of these now.
func (a *assembler) formerly() {
	a.former = former{pages: map[string]formerPage{}, sections: map[string]map[string]formerSection{}, twoSided: map[string]bool{}}
	type section struct {
		s       *content.Source
		heading int
		u       site.URL
		alias
	}
	var sections []section
	for _, s := range a.Tree.Sources {
		for _, p := range s.Front.Aliases {
			said := alias{p.Text, p.Start, p.End}
			if u, ok := a.formerURL(s, said); ok && u.Fragment == "" {
				a.wasPage(s, u, said)
			} else if ok {
				sections = append(sections, section{s, -1, u, said})
			}
		}
		if a.Docs[s.TextID] == nil {
			continue
		}
		for i, h := range a.Docs[s.TextID].Headings {
			for _, x := range h.Aliases {
				said := alias{x.ID, x.Start, x.Start + len(x.ID)}
				if !elsewhere(x) {
					continue
				}
				if u, ok := a.formerURL(s, said); ok {
					sections = append(sections, section{s, i, u, said})
				}
			}
		}
	}
	for _, x := range sections {
		a.wasSection(x.s, x.heading, x.u, x.alias)
	}
}

// elsewhere reports whether a heading's alias is one on another page.
func elsewhere(alias site.Anchor) bool { return strings.Contains(alias.ID, "#") }

// crossing reports whether a text has headings that were on other pages.
func crossing(d *markdown.Doc) bool {
	return d != nil && slices.ContainsFunc(d.Headings, func(h site.Heading) bool { return slices.ContainsFunc(h.Aliases, elsewhere) })
}

// badAlias reports an alias that cannot be had.
func (a *assembler) badAlias(s *content.Source, said alias, text, hint string) {
	a.add(s, diag.Note{Start: said.start, End: said.end, Severity: diag.Error, Code: "alias", Text: text, Hint: hint})
}

// wasPage enters an address that a text had as a whole.
func (a *assembler) wasPage(s *content.Source, u site.URL, said alias) {
	first, taken := a.former.pages[u.Path]
	switch {
	case u.Path == s.URL.Path:
		a.badAlias(s, said, fmt.Sprintf("the alias %q is the page's own address", said.written), "take it out")
	case taken && first.to == s:
		a.badAlias(s, said, fmt.Sprintf("the alias %q is %q once more", said.written, first.written), "take one of the two out")
	case taken:
		a.badAlias(s, said, fmt.Sprintf("the alias %q is one of %q too", said.written, first.to.Path), "an address leads to one page: take it out of one of the two")
	default:
		a.former.pages[u.Path] = formerPage{s, said}
		a.former.order = append(a.former.order, u.Path)
	}
}

// wasSection enters a section that was on another page.
func (a *assembler) wasSection(s *content.Source, heading int, u site.URL, said alias) {
	on := a.byAddress()[strings.Trim(u.Path, "/")]
	if on == nil {
		on = a.former.pages[u.Path].to
	}
	if on == nil || on.Lang != s.Lang {
		page, _, _ := strings.Cut(said.written, "#")
		a.badAlias(s, said, fmt.Sprintf("the alias %q names no page of the language, and none that was one", said.written),
			fmt.Sprintf("write aliases: [%s] into the front matter of the page that took its place", page))
		return
	}
	var ids site.IDs
	a.cites.reserve(&ids, on.Page)
	_, here := a.at(on.TextID)[u.Fragment]
	_, taken := a.former.sections[on.URL.Path][u.Fragment]
	switch {
	case on == s && heading >= 0:
		a.badAlias(s, said, fmt.Sprintf("the alias %q is on this very page", said.written), fmt.Sprintf("write aliases=%q", u.Fragment))
	case on == s:
		a.badAlias(s, said, fmt.Sprintf("the alias %q is on this very page", said.written), fmt.Sprintf("write {aliases=%q} behind a heading", u.Fragment))
	case reserved(u.Fragment) || a.suffixed(u.Fragment) != "" || strings.ContainsAny(u.Fragment, " \t") || !ids.Take(u.Fragment):
		a.badAlias(s, said, fmt.Sprintf("the alias %q has an id that no heading can have had", said.written), "write the one behind # in the old address")
	case here || a.anchors[on.TextID][u.Fragment]:
		a.badAlias(s, said, fmt.Sprintf("the alias %q cannot be had: %q has this id", said.written, on.Path), "take it out, or give the heading there another id")
	case taken:
		a.badAlias(s, said, fmt.Sprintf("the alias %q is given twice", said.written), "an address leads to one place: take one of the two out")
	default:
		if a.former.sections[on.URL.Path] == nil {
			a.former.sections[on.URL.Path] = map[string]formerSection{}
		}
		a.former.sections[on.URL.Path][u.Fragment] = formerSection{s, heading}
		a.former.twoSided[on.Page], a.former.twoSided[s.Page] = true, true
	}
}

// movedFrom lists the sections that were on a text's page, by their ids.
func (a *assembler) movedFrom(s *content.Source) []Moved {
	var out []Moved
	for id, m := range a.former.sections[s.URL.Path] {
		to := Moved{id, m.to.URL.At(a.idOf(m)), a.title(m.to)}
		if d := a.Docs[m.to.TextID]; m.heading >= 0 {
			to.Title = a.values(m.to, d).Text(d.Headings[m.heading].Runs)
		}
		out = append(out, to)
	}
	slices.SortFunc(out, func(x, y Moved) int { return strings.Compare(x.ID, y.ID) })
	return out
}

// idOf is the id that a section has now; "" is the page as a whole.
func (a *assembler) idOf(s formerSection) string {
	if s.heading < 0 {
		return ""
	}
	return a.ids[s.to.TextID][s.heading]
}

// formerURL reads an alias: a path from the folder of its language or, with a slash
// before it, from the site's root.
func (a *assembler) formerURL(s *content.Source, said alias) (site.URL, bool) {
	file, fragment, section := strings.Cut(said.written, "#")
	if f, err := url.PathUnescape(fragment); err == nil {
		fragment = f
	}
	bad, hint := "", ""
	switch {
	case external(file):
		bad, hint = "has a host", "write its path alone, such as old/page"
	case strings.Contains(file, "?"):
		bad, hint = "has a query, which no file of a site can answer", "write the path alone"
	case strings.Trim(file, "/") == "":
		bad, hint = "names no page", "write the path that the page had, such as old/page"
	case section && fragment == "":
		bad, hint = "has nothing behind #", "write the id that the heading had"
	}
	lang := s.Lang
	p, rooted := strings.CutPrefix(file, "/")
	if rooted {
		lang = ""
	}
	var u site.URL
	if bad == "" {
		u, bad = addressOf(lang, p)
		hint = "write the path that the page had, such as old/page"
	}
	if first, _, _ := strings.Cut(u.Path, "/"); bad == "" && rooted && first != s.Lang {
		if _, known := a.Settings.Lang(first); known {
			bad, hint = fmt.Sprintf("is an address of the language %q", first), "write it into the text in that language"
		}
	}
	if bad != "" {
		a.badAlias(s, said, fmt.Sprintf("the alias %q %s", said.written, bad), hint)
		return site.URL{}, false
	}
	return u.At(fragment), true
}

// longest is how many bytes file systems take for a name.
const longest = 255

// addressOf returns the address that a path had below a language's folder, or from
// the root for lang "": of a page, with or without a slash behind it; of the source
// of one, NAME.md, by the rules of sources; or of a file NAME.html.
func addressOf(lang, p string) (u site.URL, bad string) {
	if f, err := url.PathUnescape(p); err == nil {
		p = f
	}
	folder := strings.HasSuffix(p, "/")
	p = strings.TrimSuffix(p, "/")
	ext := path.Ext(p)
	switch {
	case folder:
		ext = ""
	case ext == ".md":
		p, _, _ = content.Key(p)
	case path.Base(p) == "index.html":
		p, ext = strings.TrimSuffix(strings.TrimSuffix(p, "index.html"), "/"), ""
	}
	if lang != "" {
		p = strings.TrimSuffix(lang+"/"+p, "/")
	}
	for e := range strings.SplitSeq(p, "/") {
		switch {
		case strings.HasPrefix(e, ":") || strings.Contains(e, "*"):
			return u, fmt.Sprintf("has the element %q, which stands for any other to hosts that read _redirects", e)
		case e == "" || strings.HasPrefix(e, "."):
			return u, fmt.Sprintf("has the element %q, which no address of a site has", e)
		case strings.ContainsRune(e, '\\') || strings.ContainsFunc(e, unicode.IsControl):
			return u, "has a backslash or a control character"
		case len(e) > longest:
			return u, "is longer than the name of a file can be"
		}
	}
	if ext == ".html" {
		return site.URL{Path: p}, ""
	}
	return site.URL{Path: p + "/"}, ""
}

// gone resolves a link to what is no page: to what was one, else to a file.
func (r *resolver) gone(p, fragment, rest string) Target {
	below, inside := strings.CutPrefix(p, content.Root+"/")
	if u, bad := addressOf("", below); inside && bad == "" && !r.a.Tree.Files[p] {
		if was, ok := r.a.former.pages[u.Path]; ok {
			return r.followed(fmt.Sprintf("the page %q", r.link.Dest), was.to, fragment)
		}
	}
	return r.file(p, rest, "broken-link")
}

// plainPath is what can stand in place of a destination however that is written.
var plainPath = regexp.MustCompile(`^[\pL\pN./_#:-]+$`)

// followed resolves a link to what was moved to a place of a text.
func (r *resolver) followed(what string, to *content.Source, fragment string) Target {
	now := relative(path.Dir(r.src.Path), to.Path)
	switch {
	case fragment != "" && to.Path == r.src.Path:
		now = "#" + fragment
	case fragment != "":
		now += "#" + fragment
	}
	if !r.quiet && !r.link.Data {
		n := diag.Note{Start: r.link.Start, End: r.link.End, Severity: diag.Warning, Code: "moved-link", Text: fmt.Sprintf("%s was moved to %q", what, to.Path), Hint: "write " + strconv.Quote(now)}
		if plainPath.MatchString(now) && string(r.src.Text[n.Start:n.End]) == r.link.Dest {
			n.Fix, n.Fixable = now, true
		}
		r.a.add(r.src, n)
	}
	return r.anchor(r.a.model.byKey[to.Page], to.Lang, r.wanted(to.Lang), fragment)
}
