// Package content finds the sources of a site in a file system, reads their
// front matter and keeps positions, and knows the files below content/code/ and
// what programs printed. It knows what a path says (language, order, key) and
// nothing of Markdown; it runs nothing.
//
// Below content/ stands one folder for each language. A file
// content/LANG/02-concepts/01-tasks.md is the text in LANG of the page
// "concepts/tasks": a numeric prefix of one to three digits orders and is
// dropped from the key; a folder's index.md is the page of the folder itself.
// A Markdown file whose name begins with "_" is a partial, never a page. Names
// beginning with "." are not looked at, but for content/static/.well-known/.
// Everything else is a file that pages may link to or show; what is under
// content/static/ goes to the site's root as it is.
//
// A source is held as UTF-8 with "\n" line ends and without byte order mark:
// lines and columns are the same as in the file. Its front matter is blanked,
// not cut, so that byte offsets of the body hold for the whole text.
//
// # Programs and their results
//
// A program is known by two fingerprints, SHA-256 in hex: of its text, language,
// exit code and the files below content/code/ that it names (Programs.Fingerprint),
// and of its data. content/code/results.json holds them with what it printed when
// it was run, an object by the names of programs:
//
//	{
//	  "cats": {
//	    "program": "6f1c…",
//	    "data": "09ab…",
//	    "values": { "mean": "4.50", "standard-deviation": "0.66" }
//	  }
//	}
//
// There is no "data" where a program has none; values are as they were printed,
// by the keys that ResultKey makes. Names and keys are sorted, a level is two
// blanks, and the text ends with a line end. A key that is not among these three
// is an error.
package content

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"duizhao/generator/config"
	"duizhao/generator/diag"
	"duizhao/generator/site"
)

// Root is the folder of the sources, in the site's root.
const Root = "content"

// Static is the folder whose files are copied to the site's root.
const Static = Root + "/static"

// Tree is what was found below content/.
type Tree struct {
	Sources []*Source       // in order of language, then place in the site
	Files   map[string]bool // all other files by path from the site's root
	// Partials are the Markdown files that pages may include, by path; they are
	// in Files too. The language is that of their folder, "" outside of those.
	Partials map[string]Source
	Drafts   map[string]bool // texts that are left out, by path from the site's root
	Linked   bool            // some file is a symbolic link: one change may be seen under two paths
}

// Source is one text as its author wrote it.
type Source struct {
	site.TextID        // the key is that of the page it translates, where it says so
	Path        string // from the site's root: "content/zh/02-concepts/01-tasks.md"
	Original    string // id of the page's source language; the text in it is there
	URL         site.URL
	Order       []Place // one for each element of the key's path
	Index       bool    // a folder's index.md
	Text        []byte  // the file, normalised
	Body        []byte  // Text with the front matter blanked
	Front       Front
	Broken      bool // its front matter or encoding has an error: no page can be made
}

// Place orders an element of a path among its siblings.
type Place struct {
	Number int // the numeric prefix; -1 without one
	Name   string
}

// Compare orders places: numbered ones first, then by name.
func (p Place) Compare(q Place) int {
	rank := func(p Place) int {
		if p.Number < 0 {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(rank(p), rank(q)), cmp.Compare(p.Number, q.Number), strings.Compare(p.Name, q.Name))
}

// Load finds all sources of the settings' languages in the site's root. Drafts
// are left out unless wanted. An error is the file system's; what the authors
// can mend is a diagnostic.
func Load(root fs.FS, s *config.Settings, drafts bool) (*Tree, []diag.Diagnostic, error) {
	l := &loader{root: root, settings: s, tree: &Tree{Files: map[string]bool{}, Partials: map[string]Source{}}, drafts: drafts}
	if err := fs.WalkDir(root, Root, l.visit); err != nil {
		return nil, nil, fmt.Errorf("read content: %w", err)
	}
	l.checkLanguages()
	l.translations()
	l.doubles()
	l.sourceLanguages()
	slices.SortStableFunc(l.tree.Sources, func(a, b *Source) int {
		return cmp.Or(cmp.Compare(l.langIndex(a.Lang), l.langIndex(b.Lang)), strings.Compare(a.Path, b.Path))
	})
	return l.tree, l.diags, nil
}

type loader struct {
	root     fs.FS
	settings *config.Settings
	drafts   bool
	tree     *Tree
	diags    []diag.Diagnostic
}

func (l *loader) langIndex(id string) int {
	return slices.IndexFunc(l.settings.Langs, func(x site.Lang) bool { return x.ID == id })
}

func (l *loader) visit(p string, d fs.DirEntry, err error) error {
	if err != nil {
		if p == Root && errors.Is(err, fs.ErrNotExist) {
			return fs.SkipAll // each language is then reported as missing
		}
		return err
	}
	if Hidden(p) {
		if d.IsDir() {
			return fs.SkipDir
		}
		return nil
	}
	if !l.named(p, d) {
		if d.IsDir() {
			return fs.SkipDir
		}
		return nil
	}
	if d.IsDir() {
		return nil
	}
	switch {
	case d.Type().IsRegular():
	case d.Type()&fs.ModeSymlink == 0 || !l.linked(p):
		return nil // what is a pipe or a socket would be read for ever
	default:
		l.tree.Linked = true
	}
	lang, below := split(p)
	known := l.langIndex(lang) >= 0
	if !known || path.Ext(p) != ".md" || strings.HasPrefix(d.Name(), "_") {
		l.tree.Files[p] = true
		if path.Ext(p) == ".md" && strings.HasPrefix(d.Name(), "_") {
			return l.partial(lang, p)
		}
		return nil
	}
	text, err := fs.ReadFile(l.root, p)
	if err != nil {
		return err
	}
	src := l.source(lang, p, below, text)
	if src.Front.Draft && !l.drafts {
		if l.tree.Drafts == nil {
			l.tree.Drafts = map[string]bool{}
		}
		l.tree.Drafts[p] = true
		return nil
	}
	l.tree.Sources = append(l.tree.Sources, &src)
	return nil
}

// named reports whether a name can be published; one that cannot is left out,
// with all below it, and said at its folder, since it may not even be shown.
func (l *loader) named(p string, d fs.DirEntry) bool {
	name := d.Name()
	bad := ""
	switch {
	case !utf8.ValidString(name):
		bad = "is not UTF-8"
	case strings.ContainsRune(name, '\\'):
		bad = `has a "\", which separates folders on some systems`
	case strings.ContainsFunc(name, unicode.IsControl):
		bad = "has a control character"
	case dots(name):
		bad = "is nothing but dots without its number"
	default:
		l.portable(p, name)
		return true
	}
	l.diags = append(l.diags, diag.Diagnostic{
		Pos: diag.Pos{File: path.Dir(p)}, Severity: diag.Error, Code: "file-name",
		Text: fmt.Sprintf("the name %q %s", name, bad), Hint: "rename it: use letters, digits, hyphens, underscores and dots",
	})
	return false
}

// portable warns of a name that not everybody who works on the site can have on
// their disk: the file's own, or what becomes of it in the published site.
func (l *loader) portable(p, name string) {
	published, _, _ := Key(name)
	for _, n := range []string{name, published} {
		if why := site.Unportable(n); why != "" {
			l.diags = append(l.diags, diag.Diagnostic{
				Pos: diag.Pos{File: p}, Severity: diag.Warning, Code: "windows-name",
				Text: fmt.Sprintf("the name %q %s", n, why), Hint: "rename it, so that the site can be cloned and built there",
			})
			return
		}
	}
}

// dots reports whether a name becomes "." or ".." in an address.
func dots(name string) bool {
	key, _, _ := Key(name)
	return key != "" && strings.Trim(key, ".") == ""
}

// linked reports whether a symbolic link leads to a file of the site. One that
// leads elsewhere, or to a folder, is left out and said.
func (l *loader) linked(p string) bool {
	info, err := fs.Stat(l.root, p)
	if err == nil && info.Mode().IsRegular() {
		return true
	}
	d := diag.Diagnostic{
		Pos: diag.Pos{File: p}, Severity: diag.Error, Code: "symlink",
		Text: "this symbolic link leads to no file of the site",
		Hint: "copy the file: nothing outside the site's folder is read",
	}
	if err == nil && info.IsDir() {
		d.Text, d.Hint = "this symbolic link leads to a folder, which is not followed", "link to the files, or copy them"
	}
	l.diags = append(l.diags, d)
	return false
}

// Alone reports whether a path, from the site's root, is of what a build publishes
// although nothing names it: a page, or a file of Static.
func Alone(p string) bool {
	if !strings.HasPrefix(p, Root+"/") || Hidden(p) {
		return false
	}
	if strings.HasSuffix(p, "/") { // a repository in the site, of which git tells the folder alone
		return !strings.HasPrefix(p, Code+"/")
	}
	name := path.Base(p)
	return strings.HasPrefix(p, Static+"/") || path.Ext(name) == ".md" && !strings.HasPrefix(name, "_") && !strings.HasPrefix(p, Code+"/")
}

// WellKnown is the folder of Static whose addresses all hosts share (RFC 8615), such
// as that of security.txt.
const WellKnown = Static + "/.well-known"

// Hidden reports whether no site looks at a path, from the site's root: one of its
// names below Root begins with a dot, and it is not WellKnown.
func Hidden(p string) bool {
	below, ok := strings.CutPrefix(p, Root)
	if rest, known := strings.CutPrefix(p, WellKnown); known && (rest == "" || rest[0] == '/') {
		below = rest
	}
	return ok && strings.HasPrefix(below, "/") && strings.Contains(below, "/.")
}

// split takes "content/zh/a/b.md" apart into "zh" and "a/b.md".
func split(p string) (lang, below string) {
	lang, below, _ = strings.Cut(strings.TrimPrefix(p, Root+"/"), "/")
	return lang, below
}

func (l *loader) source(lang, p, below string, raw []byte) Source {
	key, order, index := Key(below)
	src := Source{TextID: site.TextID{Page: key, Lang: lang}, Path: p, URL: site.PageURL(lang, key), Order: order, Index: index}
	text, bad := normalise(raw)
	src.Text, src.Body = text, text
	if bad != nil {
		l.diags = append(l.diags, bad.In(p, raw))
		src.Text, src.Body, src.Broken = nil, nil, true
		return src
	}
	front, body, notes := readFront(text)
	src.Front, src.Body = front, body
	for _, n := range notes {
		d := n.In(p, text)
		l.diags = append(l.diags, d)
		src.Broken = src.Broken || d.Severity == diag.Error
	}
	return src
}

// partial reads a Markdown file that pages may include.
func (l *loader) partial(lang, p string) error {
	raw, err := fs.ReadFile(l.root, p)
	if err != nil {
		return err
	}
	if l.langIndex(lang) < 0 {
		lang = ""
	}
	src := l.source(lang, p, path.Base(p), raw)
	src.Page, src.URL, src.Order = "", site.URL{}, nil
	l.tree.Partials[p] = src
	return nil
}

var prefix = regexp.MustCompile(`^([0-9]{1,3})-(.+)$`)

// Key returns the key of the page at a path below its language's folder, the
// place of each element, and whether it is a folder's index.
func Key(below string) (key string, order []Place, index bool) {
	var elements []string
	for e := range strings.SplitSeq(strings.TrimSuffix(below, ".md"), "/") {
		pl := Place{Number: -1, Name: e}
		if m := prefix.FindStringSubmatch(e); m != nil {
			pl.Number, _ = strconv.Atoi(m[1]) // at most three digits
			pl.Name = m[2]
		}
		elements = append(elements, pl.Name)
		order = append(order, pl)
	}
	if last := len(elements) - 1; elements[last] == "index" {
		elements, order, index = elements[:last], order[:last], true
	}
	return strings.Join(elements, "/"), order, index
}

// checkLanguages reports languages without any text.
func (l *loader) checkLanguages() {
	has := map[string]bool{}
	for _, s := range l.tree.Sources {
		has[s.Lang] = true
	}
	for i, lang := range l.settings.Languages {
		if !has[lang.ID] {
			l.diags = append(l.diags, diag.Diagnostic{
				Pos:      l.settings.At(fmt.Sprintf("languages[%d]", i)),
				Severity: diag.Error,
				Code:     "missing-language",
				Text:     fmt.Sprintf("language %q has no page", lang.ID),
				Hint:     fmt.Sprintf("write %s/%s/index.md, or take %q out of languages", Root, lang.ID, lang.ID),
			})
		}
	}
}
