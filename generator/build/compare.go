package build

import (
	"context"
	"fmt"

	"duizhao/generator/assemble"
	"duizhao/generator/cache"
	"duizhao/generator/check"
	"duizhao/generator/diag"
	"duizhao/generator/pairing"
	"duizhao/generator/refs"
	"duizhao/generator/site"
)

// compare compares each translation with its original, by the rows that agree with
// what was accepted, remembered by all that it depends on.
func (b *builder) compare(ctx context.Context, pages []assemble.Page, align func(x, y pairing.Text) pairing.Alignment, lock *pairing.Lock, g *refs.Glossary, terms func(site.Lang) *assemble.TermFinder) error {
	pairs := check.Pairs(pages)
	comparer := check.NewComparer(terms)
	glossary := "none"
	if g != nil {
		glossary = string(g.Hash[:])
	}
	return b.each(ctx, len(pairs), func(i int) error {
		x, y := pairs[i].Original, pairs[i].Translation
		t, u := textOf(x), textOf(y)
		rows := pairing.Settle(align(t, u), t, u, lock).Rows
		from, to := x.View.Key(), y.View.Key()
		key := cache.NewKey("compare", b.Version, string(x.Doc.Hash[:]), string(from[:]), string(y.Doc.Hash[:]), string(to[:]), glossary, fmt.Sprint(rows))
		notes, err := cache.Do(b.Memo, key, func() ([2][]diag.Note, error) {
			original, translation := comparer.Compare(pairs[i], rows)
			return [2][]diag.Note{original, translation}, nil
		})
		for side, page := range []*assemble.Page{x, y} {
			for _, n := range notes[side] {
				b.add(n.In(page.Source.Path, page.Source.Text))
			}
		}
		return err
	})
}

func textOf(p *assemble.Page) pairing.Text {
	return pairing.Text{Doc: p.Doc, Lang: p.View.TextLang, Included: assemble.Included(p.Parts)}
}
