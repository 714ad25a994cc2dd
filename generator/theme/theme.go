// Package theme reads the files that pages are made with: the built-in ones,
// each of which a site may replace by a file of its own with the same name.
//
//	templates/*.html            whole pages: page.html, root.html, 404.html
//	templates/partials/*.html   their parts, named "partials/head.html" in {{template}}
//	templates/generated/*.html  pages without a source, by kind
//	templates/blocks/*.html     blocks of a site's own, drawn by :::NAME
//	templates/texts/TAG.yaml    the words of the interface in one language
//	assets/css, assets/ts, …    styles and scripts; assets/blocks/NAME.{css,ts} go with a block
//
// A table of texts is the one file that is not replaced as a whole: a site's
// zh-Hans.yaml changes the texts it names and leaves the others, so that a
// newer program's new texts need no work. See texts.go for how a language
// without a table is served.
//
// A site's file that replaces nothing may still be in use: a style imported
// from its own main.css, a partial called from its own page.html. Who knows
// the uses tells: Extra lists such files, bundle warns of the assets that no
// entry reaches and render of the templates that no page calls, both with
// Unused. In a repository whose root is both the built-in theme and the site's
// folder (our own) every file replaces itself, silently.
//
// This package knows nothing of HTML, CSS or scripts.
package theme

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"duizhao/generator/diag"
)

// Theme is a set of templates, texts and assets. It is never changed.
type Theme struct {
	files map[string][]byte // by path from the root: "templates/page.html"
	sums  map[string]string // their SHA-256, by path
	extra []string
	texts map[string]table
	known map[string]string // the built-in English texts: every key of the interface
}

// Key identifies all that a theme tells: equal keys, equal themes.
func (t *Theme) Key() [16]byte {
	h := sha256.New()
	add := func(parts ...string) {
		for _, p := range parts {
			fmt.Fprintf(h, "%d ", len(p)) // so that no two lists are alike
			io.WriteString(h, p)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(t.files)) {
		add(name, t.sums[name])
	}
	add(t.extra...)
	for _, tag := range t.Tags() {
		add("texts", tag, t.texts[tag].file)
		for _, key := range slices.Sorted(maps.Keys(t.texts[tag].words)) {
			add(key, t.texts[tag].words[key])
		}
	}
	return [16]byte(h.Sum(nil))
}

// Template is the text of one template.
type Template struct {
	File string // "templates/partials/head.html", for diagnostics
	Text string
}

// Load reads the built-in files and those of the user's folder that replace
// them; both have templates/ and assets/, user may be nil or lack either. A
// file that cannot be read and a broken table of texts are diagnostics.
func Load(builtin, user fs.FS) (*Theme, []diag.Diagnostic) {
	return ReadBuiltin(builtin).With(user)
}

// Builtin is a theme's built-in files, which a program reads once. It is never
// changed.
type Builtin struct {
	theme *Theme
	diags []diag.Diagnostic
}

// ReadBuiltin reads built-in files.
func ReadBuiltin(fsys fs.FS) *Builtin {
	t := &Theme{files: map[string][]byte{}, sums: map[string]string{}, texts: map[string]table{}}
	diags := t.read(fsys, func(name string, data []byte) []diag.Diagnostic { return t.set(name, data) })
	t.known = t.texts[last].words
	return &Builtin{t, diags}
}

// With returns the theme of the built-in files and those of the user's folder.
func (b *Builtin) With(user fs.FS) (*Theme, []diag.Diagnostic) {
	builtin := b.theme
	t := &Theme{files: maps.Clone(builtin.files), sums: maps.Clone(builtin.sums), texts: maps.Clone(builtin.texts), known: builtin.known}
	diags := slices.Clone(b.diags)
	if user != nil {
		diags = append(diags, t.read(user, func(name string, data []byte) []diag.Diagnostic {
			if _, ok := builtin.files[name]; !ok && !isOwn(name) {
				t.extra = append(t.extra, name)
			}
			return t.set(name, data)
		})...)
	}
	return t, diag.Sort(append(diags, t.missingTexts()...))
}

// set takes a file.
func (t *Theme) set(name string, data []byte) []diag.Diagnostic {
	sum := sha256.Sum256(data)
	t.files[name], t.sums[name] = data, string(sum[:])
	return t.addTexts(name, data)
}

// read gives every file below templates/ and assets/ to add.
func (t *Theme) read(fsys fs.FS, add func(name string, data []byte) []diag.Diagnostic) []diag.Diagnostic {
	var diags []diag.Diagnostic
	for _, root := range []string{"templates", "assets"} {
		err := fs.WalkDir(fsys, root, func(name string, d fs.DirEntry, err error) error {
			switch {
			case name == root && errors.Is(err, fs.ErrNotExist):
				return fs.SkipDir
			case err != nil:
				diags = append(diags, unreadable(name, err))
				return nil
			case name != root && ignored(d.Name()) && d.IsDir():
				return fs.SkipDir
			case d.Type()&^fs.ModeSymlink != 0 || ignored(d.Name()):
				return nil // a folder, or a pipe, which would be read for ever
			}
			data, err := fs.ReadFile(fsys, name)
			if err != nil {
				diags = append(diags, unreadable(name, err))
				return nil
			}
			diags = append(diags, add(name, data)...)
			return nil
		})
		if err != nil {
			diags = append(diags, unreadable(root, err))
		}
	}
	return diags
}

func unreadable(name string, err error) diag.Diagnostic {
	return diag.Diagnostic{
		Pos:      diag.Pos{File: name},
		Severity: diag.Error,
		Code:     "theme",
		Text:     fmt.Sprintf("this file of the theme cannot be read: %v", err),
	}
}

// ignored names what lies in such folders without being part of a theme:
// hidden files, what the go tool does not embed, what editors need for types.
func ignored(base string) bool {
	return base[0] == '.' || base[0] == '_' || base == "node_modules" || base == "tsconfig.json" ||
		strings.HasPrefix(base, "LICENSE") || strings.HasPrefix(base, "README")
}

// isOwn reports whether a site may have this file without replacing one.
func isOwn(name string) bool {
	dir, ext := path.Dir(name), path.Ext(name)
	switch dir {
	case "templates/blocks":
		return ext == ".html"
	case "assets/blocks":
		return ext == ".ts" || ext == ".css"
	case "templates/texts":
		return ext == ".yaml"
	}
	return false
}

// Templates returns the templates by the name they call each other by: the
// path below templates/, such as "partials/head.html".
func (t *Theme) Templates() map[string]Template {
	out := map[string]Template{}
	for file, data := range t.files {
		if name, ok := strings.CutPrefix(file, "templates/"); ok && path.Ext(name) == ".html" {
			// Lines of a clone on Windows may end otherwise; pages are the same.
			out[name] = Template{File: file, Text: strings.ReplaceAll(string(data), "\r\n", "\n")}
		}
	}
	return out
}

// Asset returns the bytes of the file assets/NAME. The error of a file that
// is not there wraps fs.ErrNotExist.
func (t *Theme) Asset(name string) ([]byte, error) {
	data, ok := t.files["assets/"+name]
	if !ok {
		return nil, fmt.Errorf("assets/%s: %w", name, fs.ErrNotExist)
	}
	return data, nil
}

// Assets returns the names of all assets, sorted.
func (t *Theme) Assets() []string {
	var out []string
	for file := range t.files {
		if name, ok := strings.CutPrefix(file, "assets/"); ok {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// Extra returns the user's files that replace nothing and are neither blocks
// nor tables of texts, sorted, with their path from the root.
func (t *Theme) Extra() []string { return slices.Clone(t.extra) }

// Unused is the diagnostic of an extra file that nothing uses.
func (t *Theme) Unused(file string) diag.Diagnostic {
	var known []string
	for name := range t.files {
		if !slices.Contains(t.extra, name) && path.Ext(name) == path.Ext(file) {
			known = append(known, name)
		}
	}
	hint := diag.DidYouMean(file, known)
	if hint == "" {
		hint = "a file takes the place of the built-in one with the same name; blocks of your own go to templates/blocks/ and assets/blocks/"
	}
	return diag.Diagnostic{
		Pos:      diag.Pos{File: file},
		Severity: diag.Warning,
		Code:     "unused-theme-file",
		Text:     "this file replaces no file of the theme, and nothing uses it",
		Hint:     hint,
	}
}
