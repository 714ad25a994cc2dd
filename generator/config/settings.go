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
	Outputs     Outputs     `key:"outputs"`
	Serve       Serve       `key:"serve"`
	Version     string      `key:"version"`  // id of this version, of a site that is published in several
	Versions    []Version   `key:"versions"` // all there are, the newest first; read of the current one alone
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
	Accent       Accent    `key:"accent"`       // of light pages, or of light and dark ones
	Logo         string    `key:"logo"`         // path from content/ of a picture; "" for none
	Footer       Localized `key:"footer"`       // with links, [text](address); a line each
	Announcement Localized `key:"announcement"` // below the header, likewise
	Links        []OwnLink `key:"links"`        // in the header
}

// Outputs are the forms of the texts, beside pages, that are published.
type Outputs struct {
	Feed    bool    `key:"feed"`    // an Atom feed for each language; the default is true
	LLMs    bool    `key:"llms"`    // llms.txt and llms-full.txt, for language models; the default is true
	Offline Offline `key:"offline"` // kept by browsers, and installable

	Headers     string   `key:"headers"`     // _headers and _redirects in the form of a host: netlify or cloudflare
	Precompress []string `key:"precompress"` // compressed copies of text files, for servers that hand these out: gz, br
}

// Check is the settings of diagnostics.
type Check struct {
	Severities map[string]Severity `key:"severities"`
	External   External            `key:"external"`
	Budgets    Budgets             `key:"budgets"` // what a page may weigh
}

// External is the settings of the check of addresses outside the site.
type External struct {
	Ignore []string `key:"ignore"` // addresses that nobody asks for, with * for any text
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

// Read decodes site.yaml. The settings are usable unless a diagnostic is an
// error.
func Read(src []byte) (*Settings, []diag.Diagnostic) {
	s := &Settings{Outputs: Outputs{Feed: true, LLMs: true}, Check: Check{Budgets: defaultBudgets}, src: src}
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
	c.offline()
	c.versions()
	c.hosting()
	c.editor()
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
