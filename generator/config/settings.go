// Package config reads settings: site.yaml, with its defaults, and by the same
// strict decoder the front matter of pages and the theme's tables of texts.
// It knows the meaning of single values; it looks at no file but the one it is
// given.
//
// The decoder (Decode) serves YAML and TOML: both are parsed into one tree of
// nodes with byte offsets, and the tree is decoded into Go structs by
// reflection. So every complaint has its place, and an unknown key its "did
// you mean".
package config

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"duizhao/generator/diag"
	"duizhao/generator/site"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// File is the name of the settings file in a site's root.
const File = "site.yaml"

// Settings is site.yaml with its defaults filled in.
type Settings struct {
	Title       Localized   `key:"title"`
	Description Localized   `key:"description"`
	Languages   []Language  `key:"languages"`
	Source      string      `key:"source_language"` // id; default the first language
	BaseURL     string      `key:"base_url"`
	Repository  string      `key:"repository"` // URL of the project's page
	EditURL     string      `key:"edit_url"`   // with {path} for the source's path
	Math        Math        `key:"math"`
	Theme       Theme       `key:"theme"`
	Check       Check       `key:"check"`
	UnsafeHTML  bool        `key:"unsafe_html"`
	Citations   string      `key:"citations"` // Numbered or AuthorYear
	Vars        Vars        `key:"vars"`      // {{var.NAME}} in texts
	Dates       string      `key:"dates"`     // DatesGit or DatesFrontmatter
	Authors     Authors     `key:"authors"`   // of the texts whose front matter names none
	Head        string      `key:"head"`      // HTML for the head of each page
	CSP         Sources     `key:"csp"`       // what the policy of pages allows beyond the site itself, by directive
	OpenGraph   OpenGraph   `key:"og"`
	Langs       []site.Lang // made of Languages
	src         []byte      // for At
	places      map[string]span
}

// Math is the settings of formulas.
type Math struct {
	Macros   map[string]string `key:"macros"`   // "\\R": "\\mathbb{R}"
	Brackets bool              `key:"brackets"` // \(…\) and \[…\] are formulas too
}

// Theme is the settings of the look.
type Theme struct {
	Footer       Localized `key:"footer"`       // with links, [text](address); a line each
	Announcement Localized `key:"announcement"` // below the header, likewise
	Links        []OwnLink `key:"links"`        // in the header
}

// Check is the settings of diagnostics.
type Check struct {
	Severities map[string]Severity `key:"severities"`
}

// Severity is a diag.Severity written as error, warning or off.
type Severity struct{ diag.Severity }

func (s *Severity) decode(d *decoder, n *node, path string) {
	for _, known := range []diag.Severity{diag.Error, diag.Warning, diag.Off} {
		if n.kind == scalar && n.text == known.String() {
			s.Severity = known
			return
		}
	}
	d.complain(n, "setting", fmt.Sprintf("%q must be error, warning or off", path), "")
}

// The forms of citations.
const (
	Numbered   = "numbered"    // [1], in order of first citation on a page
	AuthorYear = "author-year" // (Goodfellow et al., 2014)
)

// Where the days come from on which pages last changed.
const (
	DatesGit         = "git"         // the history, unless front matter says it
	DatesFrontmatter = "frontmatter" // front matter alone
)

// Localized is a text by language id; written as one text it holds for all
// languages, under the key "".
type Localized map[string]string

func (l *Localized) decode(d *decoder, n *node, path string) {
	*l = Localized{}
	switch n.kind {
	case scalar:
		(*l)[""] = n.text
	case mapping:
		for i, k := range n.keys {
			d.places[join(path, k.name)] = span{k.start, k.end}
			if n.items[i].kind != scalar {
				d.wrong(&n.items[i], join(path, k.name), "a text")
				continue
			}
			(*l)[k.name] = n.items[i].text
		}
	default:
		d.wrong(n, path, "a text, or one text for each language")
	}
}

// In returns the text in a language: its own, the one for all, or "".
func (l Localized) In(lang string) string {
	if t, ok := l[lang]; ok {
		return t
	}
	return l[""]
}

// Language is an entry of languages: an id alone, or a mapping.
type Language struct {
	ID   string `key:"id"`
	Tag  string `key:"tag"`
	Name string `key:"name"`
}

func (l *Language) decode(d *decoder, n *node, path string) {
	if n.kind == scalar {
		l.ID = n.text
		return
	}
	type fields Language // the same fields without this method
	var f fields
	decodeInto(d, n, &f, path)
	*l = Language(f)
}

// Read decodes site.yaml. The settings are usable unless a diagnostic is an
// error.
func Read(src []byte) (*Settings, []diag.Diagnostic) {
	s := &Settings{src: src}
	notes, places := decode(src, YAML, s, diag.Error)
	s.places = places
	var out []diag.Diagnostic
	for _, n := range notes {
		out = append(out, n.In(File, src))
	}
	if slices.ContainsFunc(out, func(d diag.Diagnostic) bool { return d.Code == "syntax" }) {
		return s, out // nothing was read
	}
	return s, append(out, s.complete()...)
}

// At returns the place of a setting by its path, "languages[1]", or of the
// nearest one above it.
func (s *Settings) At(path string) diag.Pos {
	for path != "" {
		if p, ok := s.places[path]; ok {
			return diag.Between(File, s.src, p.start, p.end)
		}
		path = path[:max(0, strings.LastIndexAny(path, ".["))]
	}
	return diag.Pos{File: File}
}

// Lang returns the language with the id.
func (s *Settings) Lang(id string) (site.Lang, bool) {
	i := slices.IndexFunc(s.Langs, func(l site.Lang) bool { return l.ID == id })
	if i < 0 {
		return site.Lang{}, false
	}
	return s.Langs[i], true
}

// complete fills in defaults and checks what the decoder cannot.
func (s *Settings) complete() []diag.Diagnostic {
	c := &checker{s: s}
	c.languages()
	for _, l := range s.Langs {
		if s.Title.In(l.ID) == "" {
			c.add("title", fmt.Sprintf("no title in language %q", l.ID), "write title: { "+l.ID+": … }")
		}
	}
	for _, field := range []struct {
		path string
		text Localized
	}{{"title", s.Title}, {"description", s.Description}, {"theme.footer", s.Theme.Footer}} {
		c.localized(field.path, field.text)
	}
	c.variables()
	c.owner()
	if _, err := site.ParseBase(s.BaseURL); err != nil {
		c.add("base_url", err.Error(), "write https://host/path/")
	}
	c.web("repository", s.Repository, "write https://host/owner/repository")
	const edit = "write https://host/owner/repository/edit/main/{path}"
	if c.web("edit_url", s.EditURL, edit) && !strings.Contains(s.EditURL, "{path}") {
		c.add("edit_url", "no {path} in it", edit)
	}
	switch s.Citations {
	case "":
		s.Citations = Numbered
	case Numbered, AuthorYear:
	default:
		c.add("citations", fmt.Sprintf("%q is not a form of citations", s.Citations), "write "+Numbered+" or "+AuthorYear)
	}
	switch s.Dates {
	case "":
		s.Dates = DatesGit
	case DatesGit, DatesFrontmatter:
	default:
		c.add("dates", fmt.Sprintf("dates cannot be taken from %q", s.Dates), "write "+DatesGit+" or "+DatesFrontmatter)
	}
	return c.out
}

type checker struct {
	s   *Settings
	out []diag.Diagnostic
}

func (c *checker) add(path, text, hint string) {
	c.out = append(c.out, diag.Diagnostic{
		Pos: c.s.At(path), Severity: diag.Error, Code: "setting",
		Text: fmt.Sprintf("%q: %s", path, text), Hint: hint,
	})
}

// web reports a setting that is not the address of a page on the web, and tells
// whether there is one: pages link to it, and a link must not run a script.
func (c *checker) web(path, value, hint string) bool {
	if value == "" {
		return false
	}
	u, err := url.Parse(value)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		c.add(path, fmt.Sprintf("%q is not an address that begins with https:// or http://", value), hint)
		return false
	}
	return true
}

func (c *checker) localized(path string, text Localized) {
	var ids []string
	for _, l := range c.s.Langs {
		ids = append(ids, l.ID)
	}
	var unknown []string
	for id := range text {
		if id != "" && !slices.Contains(ids, id) {
			unknown = append(unknown, id)
		}
	}
	slices.Sort(unknown)
	for _, id := range unknown {
		c.add(join(path, id), fmt.Sprintf("%q is not one of the languages", id), diag.DidYouMean(id, ids))
	}
}

func (c *checker) languages() {
	s := c.s
	if len(s.Languages) == 0 {
		c.add("languages", "no language is named", "write languages: [zh, en]")
		return
	}
	seen := map[string]bool{}
	for i, l := range s.Languages {
		at := fmt.Sprintf("languages[%d]", i)
		if what, ok := reserved[l.ID]; ok {
			c.add(at, fmt.Sprintf("%q cannot be a language's id: %s has that name", l.ID, what), "choose another id, and give the language's tag beside it: { id: …, tag: … }")
			continue
		}
		if !validID(l.ID) {
			c.add(at, fmt.Sprintf("language id %q must be lower-case letters, digits and hyphens", l.ID), "")
			continue
		}
		if seen[l.ID] {
			c.add(at, fmt.Sprintf("language %q is named twice", l.ID), "")
			continue
		}
		seen[l.ID] = true
		lang, err := complete(l)
		if err != nil {
			c.add(at, err.Error(), "write a BCP 47 tag such as zh-Hans, en or ja")
			continue
		}
		s.Langs = append(s.Langs, lang)
	}
	if s.Source == "" && len(s.Langs) > 0 {
		s.Source = s.Langs[0].ID
	}
	if _, ok := s.Lang(s.Source); !ok && len(s.Langs) > 0 {
		c.add("source_language", fmt.Sprintf("%q is not one of the languages", s.Source), "")
	}
}

func validID(id string) bool {
	return id != "" && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && !strings.HasPrefix(id, "-")
}

// reserved are the names below content/ and at the published site's root that
// are not languages, with what has them.
var reserved = map[string]string{
	"assets": "the folder of styles and scripts",
	"code":   "the folder of programs",
	"data":   "the folder of data",
	"images": "the folder of pictures",
	"pair":   "the folder of pages in two languages",
	"search": "the search",
	"static": "the folder of files for the site's root",
}

// complete fills in a language's tag, name and direction. Chinese without a
// script is taken as simplified, as its speakers' default.
func complete(l Language) (site.Lang, error) {
	tag := l.Tag
	if tag == "" {
		tag = map[string]string{"zh": "zh-Hans", "zh-cn": "zh-Hans", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant"}[l.ID]
	}
	if tag == "" {
		tag = l.ID
	}
	t, err := language.Parse(tag)
	if err != nil {
		return site.Lang{}, fmt.Errorf("%q is not a language tag", tag)
	}
	name := l.Name
	if name == "" {
		name = display.Self.Name(t)
	}
	if name == "" {
		name = tag
	}
	dir := "ltr"
	if script, _ := t.Script(); slices.Contains(rightToLeft, script.String()) {
		dir = "rtl"
	}
	return site.Lang{ID: l.ID, Tag: t.String(), Name: name, Dir: dir}, nil
}

// rightToLeft are the scripts written from right to left that living languages
// use.
var rightToLeft = []string{"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"}
