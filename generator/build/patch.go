package build

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"duizhao/generator/assemble"
	"duizhao/generator/cache"
	"duizhao/generator/config"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/search"
	"duizhao/generator/site"
)

// A patch is a build of what shows some texts, in place of a build of all. It
// takes the same steps on these texts alone, and gives up, before it has put
// anything, wherever another page could be touched: where more than the bodies of
// texts changed, where assemble says so, where something is said, now or before,
// in a file that other pages include or draw too. Who gives up costs time, never
// a wrong page; a test holds both ways to the bytes of a clean build.

// patch makes the next build from the last one; false where it must be one of all.
func (b *builder) patch(ctx context.Context, l *built) (bool, error) {
	last := l.by
	b.settings, b.base, b.files, b.bundle, b.icons, b.theme = last.settings, last.base, last.files, last.bundle, last.icons, last.theme
	b.setter, b.terms, b.indexer, b.built = last.setter, last.terms, last.indexer, l
	p := &patcher{builder: b, built: l, changed: map[string]bool{}, beside: map[string]bool{}}
	asking, stop := context.WithCancel(ctx)
	sameDates := p.askDates(asking)
	defer func() {
		stop()
		sameDates() // nobody is asked any more once a patch has ended
	}()
	if ok, err := p.read(ctx); err != nil || !ok {
		return false, err
	}
	if len(p.texts) == 0 {
		ok, err := sameDates()
		if ok {
			b.lazy.Stand()
		}
		return ok, err
	}
	if err := p.warm(ctx); err != nil {
		return false, err
	}
	return p.assemble(ctx, sameDates)
}

// patcher is one patch.
type patcher struct {
	*builder
	built   *built
	texts   []assemble.Text
	changed map[string]bool // paths of the texts
	beside  map[string]bool // paths of what they include and draw, before and now
	before  []*markdown.Doc // of the texts, until now
}

// read reads the texts that changed; false where something else did.
func (p *patcher) read(ctx context.Context) (bool, error) {
	var fresh []*content.Source
	for _, name := range slices.Compact(slices.Sorted(slices.Values(p.Changed))) {
		if content.Hidden(name) {
			continue
		}
		if name == lockFile && p.sameLock() {
			continue // the one who accepted has had the site built
		}
		at, known := p.built.sources[name]
		if !known {
			if !p.nothing(name) {
				return false, nil
			}
			continue
		}
		if info, err := fs.Stat(p.Root, name); err != nil || !info.Mode().IsRegular() {
			return false, nil // gone, or a pipe, which would be read for ever: a build of all says so
		}
		raw, err := fs.ReadFile(p.Root, name)
		if err != nil {
			return false, nil
		}
		s := p.built.tree.Sources[at]
		now, ok := s.Reread(raw)
		if !ok || p.built.early[name] || p.built.names(name) {
			return false, nil
		}
		if string(now.Text) != string(s.Text) {
			fresh = append(fresh, now)
		}
	}
	return p.parseAll(ctx, fresh)
}

// parseAll parses the texts that changed.
func (p *patcher) parseAll(ctx context.Context, fresh []*content.Source) (bool, error) {
	err := p.each(ctx, len(fresh), func(i int) error { // in parallel, for the memo
		if lang, known := p.settings.Lang(fresh[i].Lang); known {
			p.doc(p.parser(p.syntax(lang.Tag)), fresh[i].Body)
		}
		return nil
	})
	for _, s := range fresh {
		if err != nil {
			break
		}
		var ok bool
		if ok, err = p.parse(s); !ok {
			return false, err
		}
	}
	return err == nil, err
}

// sameLock reports whether the accepted translations are those of the last build.
func (p *patcher) sameLock() bool {
	src, err := p.lockFile()
	return err == nil && p.lockKey(src) == p.built.pairs.accepted
}

// nothing reports whether a path below content/ was nothing at the last build and
// is nothing now: editors write files beside the one they save.
func (p *patcher) nothing(name string) bool {
	if !strings.HasPrefix(name, content.Root+"/") || p.built.known[name] || p.built.dirs[name] || p.built.early[name] || !fs.ValidPath(name) {
		return false
	}
	_, err := fs.Stat(p.Root, name)
	return errors.Is(err, fs.ErrNotExist)
}

// parse parses a text that changed, with what it includes.
func (p *patcher) parse(s *content.Source) (bool, error) {
	lang, known := p.settings.Lang(s.Lang)
	before := p.built.docs[s.TextID]
	if !known || before == nil {
		return false, nil
	}
	d := p.doc(p.parser(p.syntax(lang.Tag)), s.Body)
	for _, n := range d.Notes {
		p.add(n.In(s.Path, s.Text))
	}
	p.before = append(p.before, before)
	last := p.built.res.Pages[p.built.pages[s.TextID]]
	p.stand(before, last.Parts)
	var parts []*assemble.Part
	if len(d.Includes) > 0 {
		x := &includer{builder: p.builder, tree: p.built.tree, parsers: map[string]*markdown.Parser{}, texts: map[string]fileText{}, left: most, room: largest}
		var err error
		if parts, err = x.parts(s, d, nil); err != nil {
			return false, err
		}
	}
	p.draw(s, d, parts)
	p.stand(d, parts)
	p.changed[s.Path] = true
	p.texts = append(p.texts, assemble.Text{Source: s, Doc: d, Parts: parts})
	return true, nil
}

// assemble assembles the texts that changed and puts their pages, unless it has to
// give up. What was found in the texts by themselves is in p.diags.
func (p *patcher) assemble(ctx context.Context, sameDates func() (bool, error)) (bool, error) {
	l, text := p.built, p.diags
	p.diags = nil
	patched, ok := l.res.Patch(p.texts)
	if !ok {
		return false, nil
	}
	p.add(patched.Found...)
	pages := l.pagesOf(patched.Pages)
	if err := p.checkPages(ctx, l, pages); err != nil {
		return false, err
	}
	if !p.apart(text, patched.Files) {
		return false, nil
	}
	if ok, err := sameDates(); err != nil || !ok {
		return false, err
	}
	l.texts = append(without(l.texts, p.changed), text...)
	l.whole = append(without(l.whole, patched.Files), p.diags...)
	for _, t := range p.texts {
		l.tree.Sources[l.sources[t.Source.Path]] = t.Source
	}
	for _, d := range p.before {
		cache.Forget[*markdown.Doc](p.Memo, docKey(d.Hash))
	}
	l.by = p.builder
	return true, p.put(patched, pages)
}

// stand notes the files beside a text.
func (p *patcher) stand(d *markdown.Doc, parts []*assemble.Part) {
	for _, l := range d.Leaves {
		if l.Chart != nil && l.Chart.Data != "" {
			p.beside[path.Join(content.Root, l.Chart.Data)] = true
		}
	}
	for _, part := range parts {
		if part != nil {
			p.beside[part.Source.Path] = true
			p.stand(part.Doc, part.Parts)
		}
	}
}

// draw reads the files that a text's charts draw. Who is making a page of before
// goes on with those of then.
func (p *patcher) draw(s *content.Source, d *markdown.Doc, parts []*assemble.Part) {
	setter := *p.setter
	setter.files = maps.Clone(setter.files)
	p.setter = &setter
	x := &includer{builder: p.builder, tree: p.built.tree, texts: map[string]fileText{}}
	x.charts(s, d)
	x.partCharts(parts)
}

// apart reports whether all that was found, now and before, stands in the texts of
// the patched pages, and nothing was asked for that no build asked for before. text
// is what was found in the texts by themselves.
func (p *patcher) apart(text []diag.Diagnostic, files map[string]bool) bool {
	outside := func(d diag.Diagnostic) bool { return !files[d.File] }
	beside := func(d diag.Diagnostic) bool { return p.beside[d.File] }
	return !slices.ContainsFunc(text, outside) && !slices.ContainsFunc(p.diags, outside) &&
		!slices.ContainsFunc(p.built.texts, beside) && !slices.ContainsFunc(p.built.whole, beside) &&
		len(p.built.first.diags) == p.built.seen
}

// put puts what was made anew, the texts that changed first.
func (p *patcher) put(made assemble.Patched, pages []assemble.Page) error {
	p.lazy.Stand()
	changed := func(page assemble.Page) bool { return p.changed[page.Source.Path] }
	for _, first := range []bool{true, false} {
		for _, page := range pages {
			if changed(page) != first {
				continue
			}
			if err := p.page(page); err != nil {
				return err
			}
		}
	}
	for _, n := range made.Pairs {
		if err := p.pair(p.built.res.Pairs[n]); err != nil {
			return err
		}
	}
	for _, n := range made.Pages {
		delete(p.built.told, n)
	}
	if err := p.llms(p.built.res); err != nil {
		return err
	}
	return p.patchSearch(pages, func(id site.TextID) *search.Text {
		n, ok := p.built.pages[id]
		if !ok {
			return nil
		}
		return searchText(p.built.res.Pages[n])
	})
}

// askDates asks when files last changed; what it returns waits for the answer and
// reports whether that is as at the last build of all: a commit changes no file.
// Who answers runs another program, which takes as long as half a patch.
func (p *patcher) askDates(ctx context.Context) func() (bool, error) {
	if p.History == nil || p.settings.Dates != config.DatesGit {
		return func() (bool, error) { return true, nil }
	}
	type answer struct {
		days map[string]string
		err  error
	}
	answers := make(chan answer, 1)
	go func() {
		days, _, err := p.History(ctx)
		answers <- answer{days, err}
	}()
	return sync.OnceValues(func() (bool, error) {
		a := <-answers
		return a.err == nil && maps.Equal(a.days, p.built.dates), a.err
	})
}
