package build

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/check"
	"duizhao/generator/config"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/refs"
)

// whole checks the site as a whole; a look at every file costs more than a preview has.
func (b *builder) whole(m *materials, res *assemble.Result) error {
	tree := m.tree
	s := check.Site{Pages: res.Pages, Kept: m.kept, Drafts: tree.Drafts, Broken: diag.HasErrors(b.diags), Glossary: b.terms, Terms: content.Root + "/" + refs.GlossaryFile}
	s.Find = b.finds(m)
	var err error
	if s.Mentions, err = b.mentions(tree); err != nil {
		return err
	}
	published := map[string]bool{}
	for _, f := range res.Files {
		published[f.Source] = true
	}
	for _, p := range slices.Sorted(maps.Keys(tree.Files)) {
		info, err := fs.Stat(b.Root, p)
		if err != nil {
			return fmt.Errorf("look at a file: %w", err)
		}
		s.Files = append(s.Files, check.File{Path: p, Published: published[p], Bytes: info.Size(), Width: m.pictures[p].Width, Height: m.pictures[p].Height})
	}
	for _, file := range bibliographies {
		if !tree.Files[file] {
			continue
		}
		raw, err := fs.ReadFile(b.Root, file)
		if err != nil {
			return fmt.Errorf("read the bibliography: %w", err)
		}
		if src, bad := content.Text(raw); bad == nil {
			entries, _ := refs.Parse(file, src) // what is wrong in it is reported
			s.Works = append(s.Works, check.Bibliography{Path: file, Text: src, Entries: entries})
		}
	}
	b.add(check.Whole(s)...)
	return nil
}

// largestProgram is how large a file may be to be looked at for names of others.
const largestProgram = 1 << 20

// mentions returns the texts that may name a file: all Markdown, drafts too, the
// settings, the site's own theme, and programs.
func (b *builder) mentions(tree *content.Tree) ([]check.Mention, error) {
	var out []check.Mention
	for i := range tree.Sources {
		out = append(out, check.Mention{Path: tree.Sources[i].Path, Text: tree.Sources[i].Text})
	}
	names := slices.Concat(slices.Collect(maps.Keys(tree.Drafts)), slices.Collect(maps.Keys(tree.Files)), []string{config.File})
	for _, folder := range []string{"templates", "assets"} {
		err := fs.WalkDir(b.Root, folder, func(p string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				names = append(names, p)
			}
			return err
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("look at the theme: %w", err)
		}
	}
	slices.Sort(names)
	for _, p := range names {
		code := strings.HasPrefix(p, content.Root+"/code/")
		if strings.HasPrefix(p, content.Root+"/") && !code && path.Ext(p) != ".md" {
			continue
		}
		if info, err := fs.Stat(b.Root, p); err != nil || info.Size() > largestProgram {
			continue // what cannot be read names nothing
		}
		text, err := fs.ReadFile(b.Root, p)
		if err != nil {
			return nil, fmt.Errorf("read a file: %w", err)
		}
		out = append(out, check.Mention{Path: p, Text: text, Code: code})
	}
	return out, nil
}

// finds returns what finds the terms of a text.
func (b *builder) finds(m *materials) func(lang, text string) []string {
	return func(lang, text string) []string {
		l, _ := b.settings.Lang(lang)
		var out []string
		for _, use := range m.finder(l).Uses(text) {
			out = append(out, use.Term)
		}
		return out
	}
}
