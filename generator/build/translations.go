package build

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"

	"duizhao/generator/assemble"
	"duizhao/generator/cache"
	"duizhao/generator/config"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/pairing"
	"duizhao/generator/site"
)

// Translations are the texts of a site, each with what it translates.
type Translations struct {
	Settings *config.Settings
	Lock     *pairing.Lock
	Pages    []Translation // in order of the pages, then of the languages

	parsers map[string]*markdown.Parser
}

// Parser returns what reads the texts of a language.
func (t *Translations) Parser(lang string) *markdown.Parser { return t.parsers[lang] }

// Translation is a page in a language that is not its source's.
type Translation struct {
	Source *content.Source
	Target *content.Source // nil where the page is not translated
	A, B   pairing.Text    // of the source and of the target; B has a Doc without blocks where there is none
	Rows   []pairing.Row
	States []pairing.State // of the rows
	Names  []string        // of the rows
	IDs    [2][]string     // of the headings of A and B, by ordinal
	Pairs  []int           // by heading ordinal of A: the ordinal in B, or -1
	Han    [2]int          // of A and B, with what they include
	Words  [2]int          // those written in other letters, likewise

	aligned pairing.Alignment // as contents tell, without the lock
}

// Settle makes the rows anew, after the lock has changed.
func (t *Translations) Settle() {
	for i := range t.Pages {
		t.Pages[i].settle(t.Lock)
	}
}

func (t *Translation) settle(lock *pairing.Lock) {
	s := pairing.SettleRows(t.aligned, t.A, t.B, lock)
	t.Rows, t.States, t.Pairs = s.Rows, s.States, s.Headings
	t.Names = t.names()
}

// Page is what the page is called where a person names it: its key, "index" for
// the first page.
func (t Translation) Page() string { return cmp.Or(t.Source.Page, "index") }

// names calls each row after the heading it stands under: "id" the heading
// itself, "id/2" the second row below it, "/1" the first before any heading.
func (t Translation) names() []string {
	out := make([]string, len(t.Rows))
	below, taken := map[string]int{}, map[string]bool{}
	for i, r := range t.Rows {
		text, ids, blocks := t.A, t.IDs[0], r.A
		if len(r.A) == 0 {
			text, ids, blocks = t.B, t.IDs[1], r.B
		}
		block, id := text.Doc.Blocks[blocks[0]], ""
		if h := block.Heading; h >= 0 && h < len(ids) {
			id = ids[h]
		}
		if out[i] = id; block.Kind != site.HeadingBlock || taken[id] {
			below[id]++
			out[i] = fmt.Sprintf("%s/%d", id, below[id])
		}
		taken[out[i]] = true
	}
	return out
}

// Translate reads a site and sets its translations beside what they translate.
// With an error among the diagnostics some of it is not there.
func Translate(ctx context.Context, in Input) (*Translations, []diag.Diagnostic, error) {
	b := &builder{Input: in}
	if b.Jobs <= 0 {
		b.Jobs = runtime.GOMAXPROCS(0)
	}
	out, err := b.translate(ctx)
	return out, b.result(b.diags), err
}

func (b *builder) translate(ctx context.Context) (*Translations, error) {
	out := &Translations{}
	if ok, err := b.readSettings(); err != nil || !ok {
		return out, err
	}
	out.Settings, out.parsers = b.settings, b.parsers()
	tree, ds, err := content.Load(b.Root, b.settings, b.Drafts)
	if err != nil {
		return nil, err
	}
	b.add(ds...)
	docs, err := b.parse(ctx, tree)
	if err != nil {
		return nil, err
	}
	glossary, err := b.glossary()
	if err != nil {
		return nil, err
	}
	parts, err := b.includes(tree, docs)
	if err != nil {
		return nil, err
	}
	if out.Lock, err = b.ownLock(); err != nil {
		return nil, err
	}
	works, err := b.works(tree)
	if err != nil {
		return nil, err
	}
	align := b.pairer(glossary, nil, cache.Key{}).align
	x := &translator{
		docs: docs, parts: parts, align: align, lock: out.Lock,
		ids: assemble.IDs(assemble.Input{Settings: b.settings, Tree: tree, Docs: docs, Parts: parts, Align: align, Works: works}),
	}
	for _, texts := range assemble.Ordered(tree) {
		source := content.Original(texts)
		for _, l := range b.settings.Langs {
			target := texts[l.ID]
			if target != source && !source.Broken && (target == nil || !target.Broken) {
				out.Pages = append(out.Pages, x.translation(source, b.lang(source.Lang), target, l))
			}
		}
	}
	return out, nil
}

// translator sets texts beside each other.
type translator struct {
	docs  map[site.TextID]*markdown.Doc
	parts map[site.TextID][]*assemble.Part
	ids   map[site.TextID][]string
	align func(a, b pairing.Text) pairing.Alignment
	lock  *pairing.Lock
}

func (x *translator) translation(source *content.Source, from site.Lang, target *content.Source, to site.Lang) Translation {
	t := Translation{Source: source, Target: target, A: x.text(source, from), B: x.text(target, to)}
	t.aligned = x.align(t.A, t.B)
	for i, s := range []*content.Source{source, target} {
		if s != nil {
			t.IDs[i] = x.ids[s.TextID]
			t.Han[i], t.Words[i] = assemble.Length(x.docs[s.TextID], x.parts[s.TextID])
		}
	}
	t.settle(x.lock)
	return t
}

func (x *translator) text(s *content.Source, lang site.Lang) pairing.Text {
	if s == nil || x.docs[s.TextID] == nil {
		return pairing.Text{Doc: &markdown.Doc{}, Lang: lang}
	}
	return pairing.Text{Doc: x.docs[s.TextID], Lang: lang, Included: assemble.Included(x.parts[s.TextID])}
}

func (b *builder) lang(id string) site.Lang {
	i := slices.IndexFunc(b.settings.Langs, func(l site.Lang) bool { return l.ID == id })
	return b.settings.Langs[i]
}
