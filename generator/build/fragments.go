package build

import (
	"fmt"
	"io/fs"
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/cache"
	"duizhao/generator/config"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/render"
	"duizhao/generator/site"
	"duizhao/generator/theme"
)

// Fragments turns single documents, which belong to no site, into HTML through
// the stages that make a site's pages. Each is a page of a site of its own: its
// headings have ids and its labels numbers, formulas and code are set. Links to
// other pages, of which there are none, read as they were written.
type Fragments struct {
	*builder
	parser *markdown.Parser
	lang   site.Lang
}

// NewFragments prepares for documents in a language, given by its id, with the
// settings that a site has by default. It must be closed.
func NewFragments(builtin fs.FS, memo *cache.Memo, lang string) (*Fragments, error) {
	s, ds := config.Read([]byte("title: fragments\nlanguages: [" + lang + "]\nbase_url: https://example.org/\n"))
	if diag.HasErrors(ds) {
		return nil, fmt.Errorf("prepare fragments: %v", ds[0])
	}
	b := &builder{Input: Input{Builtin: builtin, Memo: memo, Engines: &Engines{}, Jobs: 1}, settings: s}
	var err error
	if b.base, err = site.ParseBase(s.BaseURL); err != nil {
		return nil, fmt.Errorf("prepare fragments: %w", err)
	}
	b.files, ds = theme.Load(builtin, nil)
	if diag.HasErrors(ds) {
		return nil, fmt.Errorf("prepare fragments: %v", ds[0])
	}
	if b.theme, ds = render.NewTheme(b.files, nil, render.Options{}); diag.HasErrors(ds) {
		return nil, fmt.Errorf("prepare fragments: %v", ds[0])
	}
	if b.setter, err = newSetter(b); err != nil {
		return nil, err
	}
	l, _ := s.Lang(lang)
	opt := b.syntax(l.Tag)
	opt.Partial = true // its level-1 heading is in the fragment
	return &Fragments{b, markdown.NewParser(opt), l}, nil
}

// Close ends the engines.
func (f *Fragments) Close() { f.Engines.Close() }

// Render returns the HTML of a document and what is wrong in it; name stands for
// its file. The error is the engine's.
func (f *Fragments) Render(name string, src []byte) (string, []diag.Diagnostic, error) {
	doc := f.parser.Parse(src)
	source := content.Source{
		TextID: site.TextID{Lang: f.lang.ID}, Path: name, Original: f.lang.ID, URL: site.PageURL(f.lang.ID, ""), Index: true, Text: src, Body: src,
	}
	var found []diag.Diagnostic
	for _, n := range doc.Notes {
		found = append(found, n.In(name, src))
	}
	res, ds := assemble.Assemble(assemble.Input{
		Settings: f.settings, Base: f.base, Tree: &content.Tree{Sources: []*content.Source{&source}},
		Docs: map[site.TextID]*markdown.Doc{source.TextID: doc}, Align: f.pairer(nil, nil, cache.Key{}).align, Blocks: f.theme.Blocks(),
		Picture: func(string) assemble.Picture { return assemble.Picture{} },
	})
	for _, d := range ds {
		if d.File == name && d.Code != "broken-link" && d.Code != "broken-image" {
			found = append(found, d)
		}
	}
	v := *res.Pages[0].View
	for i, l := range doc.Links {
		switch t := &v.Targets[i]; {
		case !strings.HasPrefix(l.Dest, "#"):
			*t = assemble.Target{Href: l.Dest, External: t.External}
		case t.Href != "":
			t.Href = l.Dest
		}
	}
	leaves, notes, err := f.setter.all(doc, formulas{view: &v})
	if err != nil {
		return "", nil, err
	}
	for _, n := range notes {
		found = append(found, n.In(name, src))
	}
	html, err := render.Fragment(doc, &v, leafHTML(doc, leaves), f.theme)
	return html, diag.Sort(found), err
}
