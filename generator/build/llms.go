package build

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"duizhao/generator/assemble"
	"duizhao/generator/cache"
	"duizhao/generator/render"
	"duizhao/generator/site"
)

// llms puts what language models read: lists of the texts, and all texts as one
// file. The site's comes last: it has what those of its languages have.
func (b *builder) llms(res *assemble.Result) error {
	if len(res.LLMs) == 0 {
		return nil
	}
	twins := &twins{wanted: map[site.TextID]bool{}, made: map[site.TextID][]byte{}}
	for _, n := range res.LLMs[0].Texts {
		twins.wanted[res.Pages[n].TextID] = true
	}
	defer twins.drop()
	keys := b.toldKeys()
	for i := range slices.Backward(res.LLMs) {
		l := &res.LLMs[i]
		if l.List {
			err := b.put(site.LLMs(l.Lang).Path, b.key("llms", l.Key()), func(context.Context) ([]byte, error) { return render.LLMs(l), nil })
			if err != nil {
				return err
			}
		}
		if l.Full {
			if err := b.llmsFull(l, res, keys, twins); err != nil {
				return err
			}
		}
	}
	return nil
}

// toldKeys are what identifies texts in full, by their indexes in the result's
// pages; in a series, those of the last build that still hold.
func (b *builder) toldKeys() map[int]cache.Key {
	if b.built == nil {
		return map[int]cache.Key{}
	}
	if b.built.told == nil {
		b.built.told = map[int]cache.Key{}
	}
	return b.built.told
}

func (b *builder) llmsFull(l *assemble.LLMs, res *assemble.Result, keys map[int]cache.Key, twins *twins) error {
	inputs := [][16]byte{l.Key(), b.theme.Key()}
	pages := make([]assemble.Page, len(l.Texts)) // as they are now: a patch changes the result
	for i, n := range l.Texts {
		pages[i] = res.Pages[n]
		if _, known := keys[n]; !known {
			keys[n] = b.key("text", b.textKeys(pages[i])...)
		}
		inputs = append(inputs, keys[n])
	}
	return b.put(site.LLMsFull(l.Lang).Path, b.key("llms-full", inputs...), func(ctx context.Context) ([]byte, error) {
		views, texts := make([]*assemble.View, len(pages)), make([][]byte, len(pages))
		err := b.each(ctx, len(pages), func(i int) (err error) {
			views[i] = pages[i].View
			texts[i], err = twins.of(pages[i], b)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("put all texts together: %w", err)
		}
		return render.LLMsFull(l, views, texts), nil
	})
}

// twins are Markdown forms that more than one file has, while these are put: a
// preview makes them when somebody asks, and holds none.
type twins struct {
	wanted map[site.TextID]bool

	mu   sync.Mutex
	made map[site.TextID][]byte
}

func (t *twins) of(p assemble.Page, b *builder) ([]byte, error) {
	t.mu.Lock()
	text, ok := t.made[p.TextID]
	t.mu.Unlock()
	if ok {
		return text, nil
	}
	one, err := b.renderText(p)
	if err != nil {
		return nil, err
	}
	if text, err = render.Twin(one, b.theme); err != nil {
		return nil, err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.made != nil && t.wanted[p.TextID] {
		t.made[p.TextID] = text
	}
	return text, nil
}

func (t *twins) drop() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.made = nil
}
