package build

import (
	"context"
	"fmt"

	"duizhao/generator/assemble"
	"duizhao/generator/render"
	"duizhao/generator/site"
)

// machines puts what feed readers and search engines read. All of it names the
// site's host; the preview, which has none, has none of it.
func (b *builder) machines(res *assemble.Result) error {
	for _, f := range res.Feeds {
		if err := b.feed(f); err != nil {
			return err
		}
	}
	for i, part := range res.Sitemap {
		path, inputs := site.Sitemap().Path, [][16]byte{}
		if len(res.Sitemap) > 1 {
			path = site.SitemapPart(i + 1).Path
		}
		if part.Root != nil {
			inputs = append(inputs, part.Root.Key())
		}
		for _, v := range part.Views {
			inputs = append(inputs, v.Key())
		}
		err := b.put(path, b.key("sitemap", inputs...), func(context.Context) ([]byte, error) { return render.Sitemap(part), nil })
		if err != nil {
			return err
		}
	}
	if len(res.Sitemap) > 1 {
		if err := b.bytes(site.Sitemap().Path, render.SitemapIndex(b.base, len(res.Sitemap))); err != nil {
			return err
		}
	}
	if res.Robots {
		return b.bytes(site.Robots().Path, render.Robots(b.base))
	}
	return nil
}

// feed puts the feed of a language. The texts in it have been set and reported as
// pages; here they are found in the memo.
func (b *builder) feed(f *assemble.Feed) error {
	inputs := [][16]byte{f.Key(), b.theme.Key()}
	for _, p := range f.Entries {
		inputs = append(inputs, b.textKeys(p)...)
	}
	return b.put(site.Feed(f.Lang.ID).Path, b.key("feed", inputs...), func(context.Context) ([]byte, error) {
		texts := make([]render.Text, len(f.Entries))
		for i, p := range f.Entries {
			var err error
			if texts[i], err = b.renderText(p); err != nil {
				return nil, fmt.Errorf("make the feed of %q: %w", f.Lang.ID, err)
			}
		}
		return render.Feed(f, texts, b.theme)
	})
}
