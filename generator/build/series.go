package build

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"duizhao/generator/assemble"
	"duizhao/generator/cache"
	"duizhao/generator/check"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// Series is the builds of one site after each other, as the preview makes them.
// It remembers the last one: where only texts changed, and nothing of them that
// other pages show, the next build makes anew what shows these texts and leaves
// everything else as it is (patch.go). Any other change is a build of all, with
// what the memo remembers. The zero value is ready. Its builds must not overlap.
type Series struct {
	last *built // nil: the next build is one of all

	mu     sync.Mutex
	search map[string]*searchParts // by language id
}

// parts are those of a language's search.
func (s *Series) parts(lang string) *searchParts {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.search == nil {
		s.search = map[string]*searchParts{}
	}
	if s.search[lang] == nil {
		s.search[lang] = &searchParts{}
	}
	return s.search[lang]
}

// run makes the next build: a patch of the last one, else all.
func (s *Series) run(ctx context.Context, b *builder) ([]diag.Diagnostic, error) {
	standing, ok := b.sink.(Standing)
	if !ok || !b.Live {
		return nil, fmt.Errorf("build a series: only a preview can have one")
	}
	last := s.last
	s.last = nil // an error leaves nothing to go on from
	b.lazy = standing
	if last != nil && last.goesOn(b.Input) {
		b.Memo.Step()
		if patched, err := b.patch(ctx, last); err != nil || patched {
			if err != nil {
				return b.result(b.diags), err
			}
			s.last = last
			return b.result(last.found()), nil
		}
		b = &builder{Input: b.Input, sink: b.sink, diags: b.Check.found(), indexer: b.indexer, lazy: standing}
	}
	if last != nil {
		*last = built{} // pages made from it may stay for long, and would hold all of it
	}
	b.Memo.Turn()
	b.built = &built{searched: map[string]searched{}}
	err := b.run(ctx)
	if err == nil && b.built.res != nil {
		s.last = b.built
	}
	return b.result(b.diags), err
}

// goesOn reports whether another build may start from this one: its input differs in
// files alone, and each of these has one path.
func (l *built) goesOn(in Input) bool {
	last := l.first.Input
	return len(in.Changed) > 0 && !l.tree.Linked && in.Check == nil &&
		in.Drafts == last.Drafts && in.BaseURL == last.BaseURL && in.Strict == last.Strict && in.Version == last.Version
}

// built is what a build leaves for the next one to start from.
type built struct {
	first    *builder // of all
	by       *builder // of the last patch, else of all
	tree     *content.Tree
	dates    map[string]string
	docs     map[site.TextID]*markdown.Doc
	sources  map[string]int  // indexes in tree.Sources by path
	known    map[string]bool // paths of all other files
	dirs     map[string]bool // the folders of both
	res      *assemble.Result
	pages    map[site.TextID]int // indexes in res.Pages
	pairs    *pairer
	finder   func(site.Lang) *assemble.TermFinder
	searched map[string]searched // by language id

	inIndex map[site.TextID]int // indexes in searched.pages, once asked
	told    map[int]cache.Key   // of the texts that language models are told of, by index in res.Pages

	// What was found, by when: with the sources, which no patch touches; text by
	// text; with programs; when all were put together. Counts of by.diags first.
	loading, parsing, quoting int
	early                     map[string]bool // files of the first and the third kind
	kept, texts, whole        []diag.Diagnostic
	seen                      int // len(first.diags)
}

func (l *built) loaded(b *builder) {
	if l != nil {
		l.loading = len(b.diags)
	}
}

func (l *built) parsed(b *builder) {
	if l != nil {
		l.parsing = len(b.diags)
	}
}

func (l *built) quoted(b *builder) {
	if l != nil {
		l.quoting = len(b.diags)
	}
}

func (l *built) dated(days map[string]string) {
	if l != nil {
		l.dates = days
	}
}

// done keeps a whole build.
func (l *built) done(b *builder, tree *content.Tree, docs map[site.TextID]*markdown.Doc, res *assemble.Result, pairs *pairer, finder func(site.Lang) *assemble.TermFinder) {
	if l == nil {
		return
	}
	l.first, l.by, l.tree, l.docs, l.res, l.pairs, l.finder = b, b, tree, docs, res, pairs.passing(), finder
	l.sources, l.known, l.dirs = map[string]int{}, tree.Files, map[string]bool{}
	for i, s := range tree.Sources {
		l.sources[s.Path] = i
		l.folders(s.Path)
	}
	for p := range tree.Files {
		l.folders(p)
	}
	l.pages = map[site.TextID]int{}
	for i, p := range res.Pages {
		l.pages[p.TextID] = i
	}
	l.kept = slices.Concat(b.diags[:l.loading], b.diags[l.parsing:l.quoting])
	l.texts, l.whole = slices.Clone(b.diags[l.loading:l.parsing]), slices.Clone(b.diags[l.quoting:])
	l.seen = len(b.diags)
	l.early = map[string]bool{}
	for _, d := range l.kept {
		l.early[d.File] = true
	}
}

// names reports whether something that was found elsewhere names a place in a file:
// a program that has the name of another does.
func (l *built) names(file string) bool {
	return slices.ContainsFunc(l.kept, func(d diag.Diagnostic) bool { return strings.Contains(d.Text, file) })
}

// folders notes the folders of a file.
func (l *built) folders(p string) {
	for dir := path.Dir(p); !l.dirs[dir]; dir = path.Dir(dir) {
		l.dirs[dir] = true
	}
}

// found is all that is found in the site as it is.
func (l *built) found() []diag.Diagnostic { return slices.Concat(l.kept, l.texts, l.whole) }

// inSearch returns the place of a page in the index of its language.
func (l *built) inSearch(id site.TextID) int {
	if l.inIndex == nil {
		l.inIndex = map[site.TextID]int{}
		for _, s := range l.searched {
			for i, p := range s.pages {
				l.inIndex[p.TextID] = i
			}
		}
	}
	return l.inIndex[id]
}

// without drops what is found in some files.
func without(ds []diag.Diagnostic, files map[string]bool) []diag.Diagnostic {
	return slices.DeleteFunc(slices.Clone(ds), func(d diag.Diagnostic) bool { return files[d.File] })
}

// pagesOf returns the pages at some indexes.
func (l *built) pagesOf(indexes []int) []assemble.Page {
	out := make([]assemble.Page, len(indexes))
	for i, n := range indexes {
		out[i] = l.res.Pages[n]
	}
	return out
}

// checkPages compares and checks pages as a build of all does.
func (b *builder) checkPages(ctx context.Context, l *built, pages []assemble.Page) error {
	b.add(check.Pages(pages, b.checks())...)
	return b.each(ctx, 1+len(pages), func(i int) error {
		if i == 0 {
			return b.compare(ctx, pages, l.pairs, l.finder)
		}
		return b.notes(pages[i-1])
	})
}
