package build

import (
	"context"

	"duizhao/generator/assemble"
	"duizhao/generator/render"
)

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
