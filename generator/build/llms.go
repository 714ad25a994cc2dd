package build

import (
	"context"
	"fmt"

	"duizhao/generator/assemble"
	"duizhao/generator/render"
	"duizhao/generator/site"
)

// llms puts what language models read: lists of the texts, and all texts as one
// file. The texts are rendered one by one; none is held beside what is written.
func (b *builder) llms(res *assemble.Result) error {
	for i := range res.LLMs {
		l := &res.LLMs[i]
		if l.List {
			err := b.put(site.LLMs(l.Lang).Path, b.key("llms", l.Key()), func(context.Context) ([]byte, error) { return render.LLMs(l), nil })
			if err != nil {
				return err
			}
		}
		if err := b.llmsFull(l, res); err != nil {
			return err
		}
	}
	return nil
}

func (b *builder) llmsFull(l *assemble.LLMs, res *assemble.Result) error {
	if !l.Full {
		return nil
	}
	inputs := [][16]byte{l.Key(), b.theme.Key()}
	pages := make([]assemble.Page, len(l.Texts)) // as they are now: a patch changes the result
	for i, n := range l.Texts {
		pages[i] = res.Pages[n]
		inputs = append(inputs, b.textKeys(pages[i])...)
	}
	return b.put(site.LLMsFull(l.Lang).Path, b.key("llms-full", inputs...), func(ctx context.Context) ([]byte, error) {
		out, err := render.LLMsFull(ctx, l, func(i int) (render.Text, error) { return b.renderText(pages[i]) }, b.theme)
		if err != nil {
			return nil, fmt.Errorf("put all texts together: %w", err)
		}
		return out, nil
	})
}

// redirects puts the pages at the addresses that texts had before.
func (b *builder) redirects(res *assemble.Result) error {
	for i := range res.Redirects {
		r := &res.Redirects[i]
		err := b.put(r.From.File(), b.key("redirect", r.Key(), b.theme.Key()), func(context.Context) ([]byte, error) {
			return render.Redirect(r, b.theme)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
