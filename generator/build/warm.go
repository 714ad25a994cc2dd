package build

import (
	"context"

	"duizhao/generator/assemble"
	"duizhao/generator/pairing"
	"duizhao/generator/site"
)

// warm does in parallel what assemble will ask for one by one: the alignments of the
// texts that changed. It only fills the memo.
func (p *patcher) warm(ctx context.Context) error {
	docs := map[site.TextID]pairing.Text{}
	for _, t := range p.texts {
		lang, _ := p.settings.Lang(t.Source.Lang)
		docs[t.Source.TextID] = pairing.Text{Doc: t.Doc, Lang: lang, Included: assemble.Included(t.Parts)}
	}
	text := func(id site.TextID) (pairing.Text, bool) {
		if t, ok := docs[id]; ok {
			return t, true
		}
		n, ok := p.built.pages[id]
		if !ok {
			return pairing.Text{}, false
		}
		page := &p.built.res.Pages[n]
		return textOf(page), page.Doc != nil && !page.View.Fallback
	}
	var tasks []func()
	for _, t := range p.texts {
		own := docs[t.Source.TextID]
		for _, l := range p.settings.Langs {
			other, ok := text(site.TextID{Page: t.Source.Page, Lang: l.ID})
			if !ok || l.ID == t.Source.Lang {
				continue
			}
			tasks = append(tasks, func() { p.built.pairs.align(own, other) })
		}
	}
	return p.each(ctx, len(tasks), func(i int) error { tasks[i](); return nil })
}
