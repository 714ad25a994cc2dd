package check

import (
	"bytes"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"duizhao/generator/assemble"
	"duizhao/generator/diag"
	"duizhao/generator/refs"
)

// Site is what is looked at as a whole: what no page shows by itself.
type Site struct {
	Pages    []assemble.Page
	Files    []File         // below content/ that are no pages
	Mentions []Mention      // texts that may name files
	Works    []Bibliography // none: the site has none
	Glossary *refs.Glossary // nil: likewise
	Terms    string         // path of the glossary's file

	// Find returns the ids of the terms that a text in a language uses.
	Find func(lang, text string) []string

	Kept   bool // the site keeps its translations: some are accepted
	Drafts map[string]bool
	Broken bool // some text could not be read: what is used is not known
}

// File is a file that is no page.
type File struct {
	Path          string // from the site's root
	Published     bool
	Bytes         int64
	Width, Height int // of a picture
}

// Mention is a text that may name files.
type Mention struct {
	Path string
	Text []byte
	Code bool // a program, which names modules without their ending
}

// Bibliography is a file of works.
type Bibliography struct {
	Path    string
	Text    []byte
	Entries []refs.Entry
}

// Whole checks what only the whole site tells, and what is no defect while a text is
// being written: a section without a text.
func Whole(s Site) []diag.Diagnostic {
	var out []diag.Diagnostic
	out = append(out, descriptions(s.Pages)...)
	out = append(out, titles(s.Pages)...)
	if s.Kept {
		out = append(out, untranslated(s)...)
	}
	for _, p := range own(s.Pages) {
		for _, n := range sections(p.Doc) {
			out = append(out, n.In(p.Source.Path, p.Source.Text))
		}
	}
	if s.Broken {
		return out
	}
	out = append(out, files(s)...)
	out = append(out, unusedWorks(s)...)
	return append(out, unusedTerms(s)...)
}

// own are the texts that stand where they belong, each once.
func own(pages []assemble.Page) []assemble.Page {
	return slices.DeleteFunc(slices.Clone(pages), func(p assemble.Page) bool {
		return p.Doc == nil || p.View.Fallback || p.View.Kind != "" || p.Source == nil
	})
}

func whole(p assemble.Page, code, text, hint string) diag.Diagnostic {
	return diag.Note{Severity: diag.Warning, Code: code, Text: text, Hint: hint}.In(p.Source.Path, p.Source.Text)
}

// descriptions reports texts without a description in a site that writes them: where
// most texts of the language have one.
func descriptions(pages []assemble.Page) []diag.Diagnostic {
	with, all := map[string]int{}, map[string]int{}
	for _, p := range own(pages) {
		all[p.Lang]++
		if p.Source.Front.Description != "" {
			with[p.Lang]++
		}
	}
	var out []diag.Diagnostic
	for _, p := range own(pages) {
		if p.Source.Front.Description == "" && 2*with[p.Lang] > all[p.Lang] {
			out = append(out, whole(p, "missing-description", "the page has no description, as most have",
				"write description: in the front matter, one sentence: search engines and cards show it"))
		}
	}
	return out
}

// untranslated reports texts that a language lacks, where it has most: one that is
// only begun is known to be unfinished.
func untranslated(s Site) []diag.Diagnostic {
	there, all := map[string]int{}, map[string]int{}
	for _, p := range s.Pages {
		if p.Source == nil || p.View.Kind != "" {
			continue
		}
		all[p.Lang]++
		if !p.View.Fallback {
			there[p.Lang]++
		}
	}
	var out []diag.Diagnostic
	for _, p := range s.Pages {
		if p.Source == nil || p.View.Kind != "" || !p.View.Fallback || 2*there[p.Lang] <= all[p.Lang] {
			continue
		}
		name := strings.TrimPrefix(p.Source.Path, "content/"+p.Source.Lang+"/")
		if !s.Drafts["content/"+p.Lang+"/"+name] {
			out = append(out, whole(p, "missing-translation", fmt.Sprintf("the page is missing in %q, which has most", p.Lang),
				"start it with: duizhao new page "+name))
		}
	}
	return out
}

// titles reports pages of one folder with one title: readers of the navigation and
// of search cannot tell them apart.
func titles(pages []assemble.Page) []diag.Diagnostic {
	first := map[[3]string]string{}
	var out []diag.Diagnostic
	for _, p := range own(pages) {
		if p.View.Home {
			continue
		}
		key := [3]string{p.Lang, path.Dir(p.View.Page), strings.ToLower(strings.TrimSpace(p.View.Title))}
		if there, ok := first[key]; ok {
			out = append(out, whole(p, "duplicate-title", fmt.Sprintf("%q has the same title, %q", there, p.View.Title), "tell in the title what is particular to the page"))
			continue
		}
		first[key] = p.Source.Path
	}
	return out
}

// The sizes from which on a picture is too large for a page: what a slow network
// needs ten seconds for, and what a phone has no memory for.
const (
	largestBytes  = 2 << 20
	largestPixels = 24_000_000
)

// files reports files that nothing uses, and pictures that are too large.
func files(s Site) []diag.Diagnostic {
	var out []diag.Diagnostic
	say := func(f File, code, text, hint string) {
		out = append(out, diag.Diagnostic{Pos: diag.Pos{File: f.Path}, Severity: diag.Warning, Code: code, Text: text, Hint: hint})
	}
	named := newNamed(s.Mentions)
	for _, f := range s.Files {
		switch {
		case !f.Published && !exempt(f.Path) && !named.has(f.Path):
			say(f, "unused-file", "nothing links to the file, shows or includes it, and no program names it", "delete it; content/static/ has what is published without a link")
		case f.Published && f.Width*f.Height > largestPixels && !strings.EqualFold(path.Ext(f.Path), ".svg"):
			say(f, "huge-image", fmt.Sprintf("the picture has %d × %d pixels", f.Width, f.Height), "make it smaller: 2,400 pixels are as wide as a screen needs")
		case f.Published && f.Bytes > largestBytes && picture(f.Path):
			say(f, "huge-image", fmt.Sprintf("the picture has %.1f MB", float64(f.Bytes)/(1<<20)), "save it as WebP or with fewer pixels: 2,400 are as wide as a screen needs")
		}
	}
	return out
}

func picture(p string) bool {
	return slices.Contains([]string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif"}, strings.ToLower(path.Ext(p)))
}

// exempt reports whether a file has its use by its name: licences, tests, what tools
// read.
func exempt(p string) bool {
	name := path.Base(p)
	stem, _, _ := strings.Cut(name, ".")
	for _, prefix := range []string{"LICENSE", "LICENCE", "COPYING", "NOTICE", "README", "AUTHORS", "CHANGELOG", "OFL"} {
		if strings.HasPrefix(strings.ToUpper(name), prefix) {
			return true
		}
	}
	if strings.HasPrefix(name, "test_") || strings.HasSuffix(stem, "_test") || strings.HasSuffix(stem, "Test") || strings.Contains(name, ".test.") || strings.Contains(p, "/tests/") || strings.Contains(p, "/testdata/") {
		return true
	}
	return slices.Contains([]string{
		"translations.lock", "glossary.csv", "references.bib", "references.json", "results.json", "CNAME",
		"requirements.txt", "pyproject.toml", "setup.cfg", "conftest.py", "__init__.py", "go.mod", "go.sum", "package.json", "package-lock.json",
		"tsconfig.json", "Cargo.toml", "Cargo.lock", "Makefile",
	}, name) || strings.HasPrefix(p, "content/static/")
}

// named are the words of texts that may name files.
type named struct {
	words map[string]string // to the file that has it; "" for several
	texts []Mention
}

func newNamed(texts []Mention) named {
	n := named{map[string]string{}, texts}
	for _, t := range texts {
		for word := range bytes.FieldsFuncSeq(t.Text, func(r rune) bool {
			return !(unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '_' || r == '-' || r == '.' || r == '%')
		}) {
			w := string(bytes.Trim(word, "."))
			n.add(w, t.Path)
			if strings.Contains(w, "%") {
				if plain, err := url.PathUnescape(w); err == nil {
					n.add(plain, t.Path)
				}
			}
			if t.Code { // a.b.c names modules
				for part := range strings.SplitSeq(w, ".") {
					n.add("code "+part, t.Path)
				}
			}
		}
	}
	return n
}

func (n named) add(word, from string) {
	if there, ok := n.words[word]; ok && there != from {
		from = ""
	}
	n.words[word] = from
}

// has reports whether another file names this one.
func (n named) has(p string) bool {
	name := path.Base(p)
	if from, ok := n.words[name]; ok && from != p {
		return true
	}
	if stem := strings.TrimSuffix(name, path.Ext(name)); strings.HasPrefix(p, "content/code/") {
		if from, ok := n.words["code "+stem]; ok && from != p {
			return true
		}
	}
	if !plain(name) { // words of it stand apart
		for _, t := range n.texts {
			if t.Path != p && (bytes.Contains(t.Text, []byte(name)) || bytes.Contains(t.Text, []byte(url.PathEscape(name)))) {
				return true
			}
		}
	}
	return false
}

func plain(name string) bool {
	return utf8.ValidString(name) && !strings.ContainsFunc(name, func(r rune) bool {
		return !(unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '_' || r == '-' || r == '.')
	}) && strings.Trim(name, ".") == name
}

// unusedWorks reports entries of the bibliography that no text cites.
func unusedWorks(s Site) []diag.Diagnostic {
	cited := map[string]bool{}
	var look func(parts []*assemble.Part)
	look = func(parts []*assemble.Part) {
		for _, p := range parts {
			if p != nil {
				for _, c := range p.Doc.Cites {
					for _, item := range c.Items {
						cited[item.Key] = true
					}
				}
				look(p.Parts)
			}
		}
	}
	for _, p := range own(s.Pages) {
		look([]*assemble.Part{{Doc: p.Doc, Parts: p.Parts}})
	}
	var out []diag.Diagnostic
	all := 0
	for _, b := range s.Works {
		all += len(b.Entries)
		for _, e := range b.Entries {
			if !cited[e.Key] {
				out = append(out, diag.Note{Start: e.Start, End: e.End, Severity: diag.Warning, Code: "unused-reference",
					Text: fmt.Sprintf("no text cites %q", e.Key), Hint: "cite it, [@" + e.Key + "], or take it out"}.In(b.Path, b.Text))
			}
		}
	}
	return fewOf(out, all)
}

// fewOf keeps what is said of unused entries where most are used: else they are a
// stock that texts are yet to be written from.
func fewOf(unused []diag.Diagnostic, all int) []diag.Diagnostic {
	if 2*len(unused) >= all {
		return nil
	}
	return unused
}
