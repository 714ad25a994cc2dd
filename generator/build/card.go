package build

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"

	"duizhao/generator/bundle"
	"duizhao/generator/cache"
	"duizhao/generator/image"
	"duizhao/generator/site"
)

var drawCard = sync.OnceValues(image.Card)

// card is the picture that other sites show of a page where the owner has none,
// drawn once and remembered.
func (b *builder) card() (bundle.File, error) {
	key := cache.NewKey("card", image.Version)
	data, ok := b.Memo.Get(key)
	if !ok {
		var err error
		if data, err = drawCard(); err != nil {
			return bundle.File{}, fmt.Errorf("draw the picture of the site: %w", err)
		}
		b.Memo.Put(key, data)
	}
	sum := sha256.Sum256(data)
	return bundle.File{Path: site.Assets().Path + "card-" + hex.EncodeToString(sum[:4]) + ".png", Data: data}, nil
}

// putCard publishes it where pages name it: an address without a host is no use to
// another site.
func (b *builder) putCard() error {
	if b.base.Origin == "" || b.settings.OpenGraph.Image != "" {
		return nil
	}
	f, err := b.card()
	if err != nil {
		return err
	}
	return b.bytes(f.Path, f.Data)
}
