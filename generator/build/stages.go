package build

import (
	"context"

	"duizhao/generator/assemble"
	"duizhao/generator/audit"
	"duizhao/generator/check"
	"duizhao/generator/content"
	"duizhao/generator/image"
	"duizhao/generator/markdown"
	"duizhao/generator/refs"
	"duizhao/generator/site"
)

// materials are what the pages are assembled from.
type materials struct {
	tree     *content.Tree
	docs     map[site.TextID]*markdown.Doc
	works    []refs.Entry
	parts    map[site.TextID][]*assemble.Part
	pictures map[string]assemble.Picture
	fonts    map[string]titleFont
	dates    map[string]string
	texts    []Text
	programs func() *content.Programs
	kept     bool // some translations are accepted

	pairs  *pairer
	finder func(site.Lang) *assemble.TermFinder
}

// run is a build of all.
func (b *builder) run(ctx context.Context) error {
	tree, err := b.load()
	if err != nil || tree == nil {
		return err
	}
	m := &materials{tree: tree}
	if err := b.parseAll(ctx, m); err != nil {
		return err
	}
	if err := b.gather(ctx, m); err != nil {
		return err
	}
	res := b.assemble(m)
	if err := b.examine(ctx, m, res); err != nil {
		return err
	}
	b.told(res, m.pairs, m.fonts)
	audited, err := b.auditing(res)
	if err != nil {
		return err
	}
	if err := b.publish(ctx, res, m.fonts); err != nil {
		return err
	}
	audited()
	if b.Size != nil {
		b.add(audit.Size(b.Size())...)
	}
	b.built.done(b, m.tree, m.docs, res, m.pairs, m.finder)
	return nil
}

// load reads settings, sources and theme; nil means that there is nothing to build on.
func (b *builder) load() (*content.Tree, error) {
	ok, err := b.readSettings()
	if err != nil || !ok {
		return nil, err
	}
	tree, ds, err := content.Load(b.Root, b.settings, b.Drafts)
	if err != nil {
		return nil, err
	}
	b.add(ds...)
	if ok, err = b.loadTheme(tree); err != nil || !ok {
		return nil, err
	}
	b.built.loaded(b)
	return tree, nil
}

// parseAll parses the texts, with what they include and what their charts read.
func (b *builder) parseAll(ctx context.Context, m *materials) (err error) {
	if m.docs, err = b.parse(ctx, m.tree); err != nil {
		return err
	}
	if m.works, err = b.works(m.tree); err != nil {
		return err
	}
	if b.terms, err = b.glossary(); err != nil {
		return err
	}
	if m.parts, err = b.includes(m.tree, m.docs); err != nil {
		return err
	}
	b.charts(m.tree, m.docs, m.parts)
	b.built.parsed(b)
	return nil
}

// gather reads what pages need beside their texts.
func (b *builder) gather(ctx context.Context, m *materials) error {
	lock, accepted, err := b.accepted()
	if err != nil {
		return err
	}
	if m.pictures, err = b.pictures(ctx, m.tree); err != nil {
		return err
	}
	if m.fonts, err = b.titleFonts(m.tree); err != nil {
		return err
	}
	if m.dates, err = b.dates(ctx); err != nil {
		return err
	}
	b.built.dated(m.dates)
	if m.texts, err = b.texts(m.tree, m.docs); err != nil {
		return err
	}
	m.programs = b.programs()
	m.kept, m.pairs, m.finder = lock.Len() > 0, b.pairer(b.terms, lock, accepted), b.finders(b.terms)
	return nil
}

// assemble puts the pages together.
func (b *builder) assemble(m *materials) *assemble.Result {
	quoted := b.quote(m.texts, m.programs)
	b.built.quoted(b)
	pictures := m.pictures // what is kept of the pages must not keep all materials
	res, ds := assemble.Assemble(assemble.Input{
		Settings: b.settings, Base: b.base, Tree: m.tree, Docs: m.docs, Align: m.pairs.align, Blocks: b.theme.Blocks(),
		Works: m.works, Parts: m.parts, Glossary: b.terms, Marks: b.marks(b.terms, m.finder), Settle: m.pairs.settle, Dates: m.dates,
		Moved: b.Moved, Result: quoted, Needs: needs(m.texts, m.programs),
		CardSize:   [2]int{image.CardWidth, image.CardHeight},
		TitleFonts: assembled(m.fonts), Picture: func(file string) assemble.Picture { return pictures[file] },
	})
	b.add(ds...)
	return res
}

// examine looks for what no stage needs to know.
func (b *builder) examine(ctx context.Context, m *materials, res *assemble.Result) error {
	b.add(check.Pages(res.Pages, b.checks())...)
	if err := b.compare(ctx, res.Pages, m.pairs, m.finder); err != nil {
		return err
	}
	if b.Check == nil {
		return nil
	}
	if err := b.whole(m, res); err != nil {
		return err
	}
	return b.further(ctx, res)
}
