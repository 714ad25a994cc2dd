package assemble

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// targets resolves the links of a text as a page in lang shows it. A fallback
// page reports nothing: its text is reported where it stands.
func (a *assembler) targets(s *content.Source, d *markdown.Doc, lang site.Lang, fallback bool) []Target {
	out := make([]Target, len(d.Links))
	for i, l := range d.Links {
		r := resolver{a: a, src: s, link: l, lang: lang.ID, quiet: fallback}
		out[i] = r.resolve()
	}
	return out
}

// resolver finds out where one link leads.
type resolver struct {
	a     *assembler
	src   *content.Source
	link  site.Link
	lang  string
	quiet bool
}

func (r *resolver) report(sev diag.Severity, code, text, hint string) {
	if r.quiet || r.link.Data {
		return
	}
	r.a.add(r.src, diag.Note{Start: r.link.Start, End: r.link.End, Severity: sev, Code: code, Text: text, Hint: hint})
}

func (r *resolver) resolve() Target {
	dest := r.link.Dest
	if dest == "" {
		return Target{}
	}
	if external(dest) {
		if r.link.Embed && !strings.HasPrefix(strings.ToLower(dest), "data:") {
			r.report(diag.Error, "remote-image", fmt.Sprintf("the picture %q is on another server", dest),
				"copy it into content/images/: pages load nothing from elsewhere")
		}
		r.ownAddress(dest)
		return Target{Href: dest, External: true}
	}
	file, fragment, _ := strings.Cut(dest, "#")
	file, _, _ = strings.Cut(file, "?")
	rest := dest[len(file):]
	if f, err := url.PathUnescape(file); err == nil {
		file = f
	}
	if f, err := url.PathUnescape(fragment); err == nil {
		fragment = f
	}
	switch {
	case r.link.Embed:
		return r.picture(r.file(r.path(file), rest, "broken-image"))
	case file == "" && r.isRef(fragment):
		return r.ref(fragment)
	case file == "":
		return r.anchor(r.a.model.byKey[r.src.Page], r.src.Lang, r.lang, fragment)
	}
	return r.page(r.path(file), fragment, rest)
}

// external reports whether a destination leaves the site: it has a scheme or a
// host.
func external(dest string) bool {
	if strings.HasPrefix(dest, "//") {
		return true
	}
	scheme, _, ok := strings.Cut(dest, ":")
	return ok && scheme != "" && strings.Trim(strings.ToLower(scheme), "abcdefghijklmnopqrstuvwxyz0123456789+-.") == ""
}

// path returns a destination as a path from the site's root: relative to the
// text, or to content/ with a slash before it.
func (r *resolver) path(file string) string {
	if strings.HasPrefix(file, "/") {
		return path.Join(content.Root, file)
	}
	return path.Join(path.Dir(r.src.Path), file)
}

// page resolves a link to a page or, with its query and fragment as they were
// written, to a file.
func (r *resolver) page(p, fragment, rest string) Target {
	if s := r.a.model.byPath[p]; s != nil {
		return r.anchor(r.a.model.byKey[s.Page], s.Lang, r.wanted(s.Lang), fragment)
	}
	inside, ok := strings.CutPrefix(p, content.Root+"/")
	lang, below, _ := strings.Cut(inside, "/")
	if _, known := r.a.Settings.Lang(lang); !ok || !known || path.Ext(p) != ".md" && path.Ext(p) != "" {
		return r.gone(p, fragment, rest)
	}
	key := ""
	if below != "" {
		key, _, _ = content.Key(below)
	}
	to := r.a.model.byKey[key]
	if to == nil || r.a.Tree.Files[p] {
		return r.gone(p, fragment, rest)
	}
	if path.Ext(p) == ".md" {
		if there := to.texts[lang]; there != nil { // under another number, or under its original's name
			r.report(diag.Error, "broken-link", fmt.Sprintf("no page %q in any language", r.link.Dest),
				didYouMean(relative(path.Dir(r.src.Path), there.Path)))
			return Target{}
		}
		r.report(diag.Warning, "untranslated-link", fmt.Sprintf("the page %q is missing in %q; readers are shown %q", r.link.Dest, lang, to.original.Path), "")
	}
	return r.anchor(to, lang, r.wanted(lang), fragment)
}

// wanted returns the language a link is followed in: a fallback page leads on
// in the reader's language where its text stays in its own.
func (r *resolver) wanted(lang string) string {
	if lang == r.src.Lang {
		return r.lang
	}
	return lang
}

// anchor resolves a place on a page; written is the language of the text that
// the author pointed to.
func (r *resolver) anchor(to *page, written, lang, fragment string) Target {
	r.a.read(to.key, r.src.Page)
	shown := cmp.Or(to.texts[lang], to.original)
	fragment = r.a.section(shown, fragment)
	if was, ok := r.a.former.sections[shown.URL.Path][fragment]; ok {
		return r.followed(fmt.Sprintf("the section %q", "#"+fragment), was.to, r.a.idOf(was))
	}
	t := Target{url: to.url(lang).At(fragment), Place: r.a.place(to, shown, fragment)}
	t.Href = r.a.Base.Href(t.url)
	if lang != r.lang {
		l, _ := r.a.Settings.Lang(lang)
		t.Lang = l.Tag
	}
	if r.describe(&t, to, shown, cmp.Or(to.texts[written], shown), lang, fragment) || r.a.anchors[shown.TextID][fragment] || r.a.Docs[shown.TextID] == nil {
		return t
	}
	if r.untranslated(&t, to, shown, written, lang, fragment) {
		return t
	}
	hint := diag.DidYouMean(fragment, r.a.fragments(shown.TextID))
	r.report(diag.Error, "broken-anchor", fmt.Sprintf("no heading %q in %q", "#"+fragment, shown.Path), hint)
	return t
}

// place names a place on a page: a heading by its id, whichever of its ids the
// fragment is.
func (a *assembler) place(to *page, shown *content.Source, fragment string) string {
	if fragment == "" {
		return "page:" + to.key
	}
	if s, ok := a.at(shown.TextID)[fragment]; ok && s.heading >= 0 && s.heading < len(a.ids[shown.TextID]) {
		fragment = a.ids[shown.TextID][s.heading]
	}
	return "page:" + to.key + "#" + fragment
}

// file resolves a link to a file that is published as it is; rest is the query
// and the fragment.
func (r *resolver) file(p, rest, code string) Target {
	below, inside := strings.CutPrefix(p, content.Root+"/")
	if p == content.Root {
		r.report(diag.Error, code, fmt.Sprintf("%q leads to no page", r.link.Dest), "write the path of a page, such as "+r.src.Lang+"/index.md")
		return Target{}
	}
	if !inside {
		r.report(diag.Error, code, fmt.Sprintf("%q is not below %s/", r.link.Dest, content.Root),
			"copy it there, or write its whole address: nothing else of the folder is published")
		return Target{}
	}
	found := r.a.Tree.Files[p] && publishable(p)
	if static := path.Join(content.Static, below); !found && strings.HasPrefix(r.link.Dest, "/") && r.a.Tree.Files[static] {
		p, found = static, true
	}
	if found {
		r.a.use(p)
		return Target{Href: r.a.Base.Href(site.URL{Path: publicPath(p)}) + rest, Also: r.also(below), file: p}
	}
	if r.a.Tree.Files[p] {
		r.report(diag.Error, code, fmt.Sprintf("%q is not a page", r.link.Dest),
			"a Markdown file is a page in the folder of a language, under a name that does not begin with _")
		return Target{}
	}
	what := "no page %q in any language"
	if code == "broken-image" {
		what = "no picture %q"
	} else if ext := path.Ext(p); ext != ".md" && ext != "" {
		what = "no file %q"
	}
	r.report(diag.Error, code, fmt.Sprintf(what, r.link.Dest), r.hint(p, code))
	return Target{}
}

// also publishes what a program reads: without it, it does not run where a reader
// has it.
func (r *resolver) also(program string) (out []Also) {
	if r.a.Needs == nil || !strings.HasPrefix(program, "code/") {
		return nil
	}
	for _, name := range r.a.Needs(program) {
		if p := content.Root + "/" + name; r.a.Tree.Files[p] && publishable(p) {
			r.a.use(p)
			out = append(out, Also{path.Base(name), r.a.Base.Href(site.URL{Path: publicPath(p)})})
		}
	}
	return out
}

// publishable reports whether a file may be published where a page links to it:
// what is Markdown, but no page, was not written to be read as it stands.
func publishable(p string) bool {
	return !strings.EqualFold(path.Ext(p), ".md") || strings.HasPrefix(p, content.Static+"/")
}

// hint suggests the destination that the author may have meant.
func (r *resolver) hint(p, code string) string {
	from := path.Dir(r.src.Path)
	if r.a.Tree.Drafts[p] {
		return fmt.Sprintf("%q is a draft, which is not published: take draft: true out of its front matter, or the link out", p)
	}
	if to := r.a.moved(p); to != "" {
		return "it was moved to " + strconv.Quote(relative(from, to))
	}
	written, _, _ := strings.Cut(r.link.Dest, "#")
	meant := r.a.meant(p, written, code == "broken-image")
	switch {
	case meant == "":
		return ""
	case strings.EqualFold(meant, p):
		return didYouMean(relative(from, meant)) + " Capital letters count"
	}
	return didYouMean(relative(from, meant))
}

// destinations are the paths that a broken link may have meant.
type destinations struct {
	whole  []string          // sorted
	names  []string          // sorted, without the prefix that orders
	byName map[string]string // name → its first path
	meant  map[string]string // what was found for a path, as it was written
}

// meant returns the path that a path which leads nowhere may have meant: the
// one nearest to what was written, else one of a file of the same or nearly the same name; "" if
// there is none. Where a page was renamed all links to it ask for the same, so
// what was found is kept.
func (a *assembler) meant(p, written string, picture bool) string {
	d := &a.pages
	if picture {
		d = &a.pictures
	}
	if d.meant == nil {
		*d = a.destinations(picture)
	}
	key := p + "\x00" + written
	if found, ok := d.meant[key]; ok {
		return found
	}
	found, ok := diag.NearestPart(p, written, d.whole)
	if !ok {
		name := bare(p)
		if found, ok = d.byName[name]; !ok {
			near, _ := diag.Nearest(name, d.names)
			found = d.byName[near]
		}
	}
	d.meant[key] = found
	return found
}

func (a *assembler) destinations(picture bool) destinations {
	d := destinations{byName: map[string]string{}, meant: map[string]string{}}
	if !picture {
		for p := range a.model.byPath {
			d.whole = append(d.whole, p)
		}
	}
	for p := range a.Tree.Files {
		if publishable(p) {
			d.whole = append(d.whole, p)
		}
	}
	slices.Sort(d.whole)
	for _, p := range d.whole {
		if name := bare(p); d.byName[name] == "" {
			d.byName[name] = p
		}
	}
	d.names = slices.Sorted(maps.Keys(d.byName))
	return d
}

func didYouMean(dest string) string { return "did you mean " + strconv.Quote(dest) + "?" }

// bare is a file's name without the prefix that orders it.
func bare(p string) string {
	name := path.Base(p)
	if _, order, index := content.Key(name); !index && len(order) == 1 && path.Ext(name) == ".md" {
		return order[0].Name + ".md"
	}
	return name
}

// relative writes a path as seen from a folder.
func relative(dir, p string) string {
	d, q := strings.Split(dir, "/"), strings.Split(p, "/")
	n := 0
	for n < len(d) && n < len(q)-1 && d[n] == q[n] {
		n++
	}
	return strings.Repeat("../", len(d)-n) + strings.Join(q[n:], "/")
}

// publicPath returns where a file of content/ is published.
func publicPath(p string) string {
	if below, ok := strings.CutPrefix(p, content.Static+"/"); ok {
		return below
	}
	return strings.TrimPrefix(p, content.Root+"/")
}

// published lists the files in use and those of content/static/.
func (a *assembler) published() []File {
	var out []File
	for p := range a.Tree.Files {
		if a.files[p] || strings.HasPrefix(p, content.Static+"/") {
			out = append(out, File{Source: p, Path: publicPath(p)})
		}
	}
	slices.SortFunc(out, func(f, g File) int {
		return cmp.Or(strings.Compare(f.Path, g.Path), strings.Compare(f.Source, g.Source))
	})
	return out
}
