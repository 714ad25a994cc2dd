package build

import (
	"context"

	"duizhao/generator/assemble"
	"duizhao/generator/cache"
	"duizhao/generator/check"
	"duizhao/generator/diag"
	"duizhao/generator/pairing"
	"duizhao/generator/site"
)

// compare compares each translation with its original, by the rows that agree with
// what was accepted, remembered by all that it depends on.
func (b *builder) compare(ctx context.Context, pages []assemble.Page, p *pairer, terms func(site.Lang) *assemble.TermFinder) error {
	pairs := check.Pairs(pages)
	comparer := check.NewComparer(terms)
	return b.each(ctx, len(pairs), func(i int) error {
		x, y := pairs[i].Original, pairs[i].Translation
		t, u := textOf(x), textOf(y)
		rows, from, to := p.settleKey(t, u), x.View.KeyBesideNav(), y.View.KeyBesideNav()
		key := cache.NewKey("compare", string(rows[:]), string(from[:]), string(to[:]))
		notes := always(b.Memo, key, func() [2][]diag.Note {
			original, translation := comparer.Compare(pairs[i], p.settle(t, u).Rows)
			return [2][]diag.Note{original, translation}
		})
		for side, page := range []*assemble.Page{x, y} {
			for _, n := range notes[side] {
				b.add(n.In(page.Source.Path, page.Source.Text))
			}
		}
		return nil
	})
}

func textOf(p *assemble.Page) pairing.Text {
	return pairing.Text{Doc: p.Doc, Lang: p.View.TextLang, Included: assemble.Included(p.Parts)}
}
