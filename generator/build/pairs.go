package build

import (
	"context"
	"fmt"

	"duizhao/generator/assemble"
	"duizhao/generator/render"
)

// pair puts a paired page. Its two texts have been set and reported as pages of
// their own; here they are found in the memo. A page whose source is broken
// keeps its last good form.
func (b *builder) pair(p assemble.Pair) error {
	if p.A.Doc == nil || p.B.Doc == nil {
		b.sink.Keep(p.URL().File())
		return nil
	}
	inputs := append(b.textKeys(p.A), b.textKeys(p.B)...)
	return b.put(p.URL().File(), b.key("pair", append(inputs, b.theme.Key())...), func(context.Context) ([]byte, error) {
		x, err := b.renderText(p.A)
		if err != nil {
			return nil, err
		}
		y, err := b.renderText(p.B)
		if err != nil {
			return nil, err
		}
		return render.Pair(x, y, b.theme)
	})
}

// textKeys identify what a text is rendered from, beside the theme.
func (b *builder) textKeys(p assemble.Page) [][16]byte {
	f := formulas{p.View, p.Source.Front.Macros}
	inputs := [][16]byte{p.Doc.Hash, p.View.Key(), b.setter.textKey(p.Doc, f)}
	return b.partKeys(inputs, p.Parts, &f)
}

// renderText returns a text as render takes it.
func (b *builder) renderText(p assemble.Page) (render.Text, error) {
	f := formulas{p.View, p.Source.Front.Macros}
	leaves, _, err := b.setter.all(p.Doc, f)
	if err != nil {
		return render.Text{}, fmt.Errorf("%s: %w", p.Source.Path, err)
	}
	parts, err := b.renderParts(p.Parts, f)
	return render.Text{Doc: p.Doc, View: p.View, Leaves: leafHTML(p.Doc, leaves), Parts: parts}, err
}
