package main

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"duizhao/generator/build"
	"duizhao/generator/config"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/pairing"
)

type syncCmd struct {
	Status syncStatusCmd `cmd:"" help:"Count, for each page, the blocks whose translation is fresh, stale, new, missing or without a source."`
	Next   syncNextCmd   `cmd:"" help:"Show the next block to translate: what changed in its source, and the translation."`
	Accept syncAcceptCmd `cmd:"" help:"Say that translations are right as they stand."`
	IDs    syncIDsCmd    `cmd:"" name:"ids" help:"Write the ids of headings that are a pair into both texts."`
}

// pagesArg is what the commands of sync work on.
type pagesArg struct {
	siteFlags
	Pages []string `arg:"" optional:"" name:"page" help:"A page: its file, or its key, such as concepts/tasks (index is the first page); PAGE#BLOCK is a block, as status and next call it."`
}

// row is a row of a page's translation.
type row struct {
	*build.Translation
	n int
}

// name is what commands take and print.
func (r row) name() string { return r.Page() + "#" + r.Names[r.n] }

func (r row) state() pairing.State { return r.States[r.n] }

// work is a site with its translations.
type work struct {
	*build.Translations
	dir    *siteDir
	chosen []chosen // in order of the pages
}

// chosen is a page that a command works on, and which of its rows.
type chosen struct {
	*build.Translation
	rows []int
	one  bool // a block was named
}

// load reads the site and finds the pages that were named, all where none was. A
// site with errors is refused: what could not be read would count as gone.
func (p *pagesArg) load(c *console) (*work, func(), error) {
	dir, err := p.open(c, true)
	if err != nil {
		return nil, nil, err
	}
	done := func() { dir.close(c) }
	w, found, err := p.translations(c, dir)
	if err == nil {
		c.diagnostics(worth(found))
		err = verdict(found)
	}
	if err == nil {
		err = p.choose(w)
	}
	if err != nil {
		done()
		return nil, nil, err
	}
	return w, done, nil
}

// translations reads what stands in a site's folder now. Drafts are read in any
// case, since accepted pairs of theirs are to be kept.
func (f siteFlags) translations(c *console, dir *siteDir) (*work, []diag.Diagnostic, error) {
	in := f.input(dir)
	in.Drafts = true
	t, found, err := build.Translate(c.ctx, in)
	return &work{Translations: t, dir: dir}, found, err
}

// worth leaves out what `check` is there to tell.
func worth(ds []diag.Diagnostic) []diag.Diagnostic {
	return slices.DeleteFunc(slices.Clone(ds), func(d diag.Diagnostic) bool {
		return d.Severity != diag.Error && d.Code != "translations-lock"
	})
}

func (p *pagesArg) choose(w *work) error {
	if len(p.Pages) == 0 {
		for i := range w.Pages {
			t := &w.Pages[i]
			if p.Drafts || !t.Source.Front.Draft && (t.Target == nil || !t.Target.Front.Draft) {
				w.chosen = append(w.chosen, chosen{Translation: t, rows: all(t)})
			}
		}
		return nil
	}
	rows := map[int][]int{}
	one := map[int]bool{}
	for _, arg := range p.Pages {
		arg = filepath.ToSlash(arg) // as shells on Windows complete it
		name, block, named := arg, "", false
		pages := w.find(name)
		if len(pages) == 0 {
			name, block, named = blockName(arg, func(page string) bool { return len(w.find(page)) > 0 })
			pages = w.find(name)
		}
		if len(pages) == 0 {
			return w.noPage(name)
		}
		some := false
		for _, i := range pages {
			t := &w.Pages[i]
			if !named {
				rows[i], some = all(t), true
			} else if n := slices.Index(t.Names, block); n >= 0 {
				rows[i], one[i], some = append(rows[i], n), true, true
			}
		}
		if !some {
			return noBlock(&w.Pages[pages[0]], block)
		}
	}
	for i := range w.Pages {
		if list, ok := rows[i]; ok {
			slices.Sort(list)
			w.chosen = append(w.chosen, chosen{&w.Pages[i], slices.Compact(list), one[i]})
		}
	}
	return nil
}

// blockName takes PAGE#BLOCK apart; named tells whether there is a block. Both may
// have the sign # in them: the page is the longest that there is.
func blockName(name string, there func(page string) bool) (page, block string, named bool) {
	for n := strings.LastIndexByte(name, '#'); n >= 0; n = strings.LastIndexByte(name[:n], '#') {
		if there(name[:n]) {
			return name[:n], name[n+1:], true
		}
	}
	return strings.Cut(name, "#")
}

func (w *work) noPage(name string) error {
	return usageError{fmt.Sprintf("no page %q with a translation%s", name, hintLine(diag.DidYouMean(name, w.names())))}
}

func noBlock(t *build.Translation, name string) error {
	return usageError{fmt.Sprintf("the page %q has no block %q%s", t.Page(), name, hintLine(diag.DidYouMean(name, t.Names)))}
}

func hintLine(hint string) string {
	if hint == "" {
		return ""
	}
	return "\n\thint: " + hint
}

func all(t *build.Translation) []int {
	out := make([]int, len(t.Rows))
	for i := range out {
		out[i] = i
	}
	return out
}

// find returns the translations of a page that is named by its key or by a file;
// the file of a translation is that translation alone.
func (w *work) find(name string) []int {
	file := path.Join(content.Root, strings.TrimPrefix(path.Clean(name), content.Root+"/"))
	var out []int
	for i, t := range w.Pages {
		if t.Page() == name || t.Source.Path == file || t.Target != nil && t.Target.Path == file {
			out = append(out, i)
		}
	}
	return out
}

// names returns what pages can be called.
func (w *work) names() []string {
	var out []string
	for _, t := range w.Pages {
		out = append(out, t.Page(), t.Source.Path)
		if t.Target != nil {
			out = append(out, t.Target.Path)
		}
	}
	return out
}

// source and target return the place of a row in a text, as "file:line"; target
// that behind which it belongs where there is none.
func (r row) source() diag.Pos {
	if blocks := r.Rows[r.n].A; len(blocks) > 0 {
		return diag.At(r.Source.Path, r.Source.Text, r.A.Doc.Blocks[blocks[0]].Start)
	}
	return diag.Pos{File: r.Source.Path}
}

func (r row) target() diag.Pos {
	if r.Target == nil {
		return diag.Pos{File: r.wanted()}
	}
	if blocks := r.Rows[r.n].B; len(blocks) > 0 {
		return diag.At(r.Target.Path, r.Target.Text, r.B.Doc.Blocks[blocks[0]].Start)
	}
	for n := r.n - 1; n >= 0; n-- {
		if blocks := r.Rows[n].B; len(blocks) > 0 {
			return diag.At(r.Target.Path, r.Target.Text, r.B.Doc.Blocks[blocks[len(blocks)-1]].End)
		}
	}
	return diag.Pos{File: r.Target.Path, Line: 1}
}

// wanted is where the translation of a page that has none belongs.
func (r row) wanted() string { return wanted(r.Translation) }

func wanted(t *build.Translation) string {
	return path.Join(content.Root, t.B.Lang.ID, strings.TrimPrefix(t.Source.Path, path.Join(content.Root, t.A.Lang.ID)+"/"))
}

// line is a place without its column.
func line(p diag.Pos) string { return diag.Pos{File: p.File, Line: p.Line}.String() }

// langName is what a language is called in tables.
func langName(s *config.Settings, id string) string {
	if l, ok := s.Lang(id); ok && l.Name != "" {
		return l.Name
	}
	return id
}
