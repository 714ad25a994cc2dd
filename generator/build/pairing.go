package build

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"

	"duizhao/generator/cache"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/pairing"
	"duizhao/generator/refs"
)

// pairer sets two texts of a page side by side. What it found is remembered: by
// the two texts, their languages and the glossary the alignment, on disk too, and
// by the lock and by what the texts include how much of it was accepted.
type pairer struct {
	*builder
	glossary *refs.Glossary // nil if the site has none
	lock     *pairing.Lock
	accepted cache.Key // identifies the lock
	inMemory bool      // what is made anew is not for later processes
}

func (b *builder) pairer(g *refs.Glossary, lock *pairing.Lock, accepted cache.Key) *pairer {
	return &pairer{builder: b, glossary: g, lock: lock, accepted: accepted}
}

// passing returns one for the patches of a series: each sentence brings another
// alignment, and most are followed by the next.
func (p *pairer) passing() *pairer {
	out := *p
	out.inMemory = true
	return &out
}

// alignKey identifies what an alignment is made from.
func (p *pairer) alignKey(x, y pairing.Text) cache.Key {
	terms := "none"
	if p.glossary != nil {
		terms = string(p.glossary.Hash[:])
	}
	return cache.NewKey("align", p.Version, string(x.Doc.Hash[:]), x.Lang.ID, x.Lang.Tag, string(y.Doc.Hash[:]), y.Lang.ID, y.Lang.Tag, terms)
}

// align pairs two texts. What is made anew is read from its bytes too, so that
// what comes of it does not depend on the memo.
func (p *pairer) align(x, y pairing.Text) pairing.Alignment {
	key := p.alignKey(x, y)
	return always(p.Memo, key, func() pairing.Alignment {
		if data, ok := p.Memo.Get(key); ok {
			if al, ok := pairing.Decode(data); ok {
				return al
			}
		}
		data := pairing.Align(x, y, p.glossary).Append(nil)
		if !p.inMemory {
			p.Memo.Put(key, data)
		}
		al, _ := pairing.Decode(data) // it was written here
		return al
	})
}

// settleKey identifies what settle tells.
func (p *pairer) settleKey(x, y pairing.Text) cache.Key {
	al := p.alignKey(x, y)
	parts := []string{"settle", string(al[:]), string(p.accepted[:]), fmt.Sprint(len(x.Included))}
	parts = append(parts, x.Included...)
	return cache.NewKey(append(parts, y.Included...)...)
}

// settle pairs an original with its translation as it was accepted.
func (p *pairer) settle(x, y pairing.Text) pairing.Settled {
	return always(p.Memo, p.settleKey(x, y), func() pairing.Settled {
		return pairing.SettleRows(p.align(x, y), x, y, p.lock)
	})
}

// always remembers what cannot fail.
func always[T any](m *cache.Memo, key cache.Key, make func() T) T {
	v, err := cache.Do(m, key, func() (T, error) { return make(), nil })
	if err != nil {
		panic("build: what cannot fail: " + err.Error())
	}
	return v
}

// accepted returns the accepted translations, remembered and not to be changed,
// with what identifies them; a site without any has an empty lock.
func (b *builder) accepted() (*pairing.Lock, cache.Key, error) {
	src, err := b.lockFile()
	if err != nil {
		return nil, cache.Key{}, err
	}
	type result struct {
		lock  *pairing.Lock
		notes []diag.Note
	}
	key := b.lockKey(src)
	out := always(b.Memo, key, func() result {
		lock, notes := pairing.ReadLock(src, b.langs())
		return result{lock, notes}
	})
	b.lockNotes(src, out.notes)
	return out.lock, key, nil
}

// lockKey identifies accepted translations by the file they are in.
func (b *builder) lockKey(src []byte) cache.Key {
	sum := sha256.Sum256(src)
	return cache.NewKey("lock", string(sum[:]), fmt.Sprintf("%q", b.settings.Langs))
}

// ownLock returns the accepted translations to be changed.
func (b *builder) ownLock() (*pairing.Lock, error) {
	src, err := b.lockFile()
	if err != nil {
		return nil, err
	}
	lock, notes := pairing.ReadLock(src, b.langs())
	b.lockNotes(src, notes)
	return lock, nil
}

const lockFile = content.Root + "/" + pairing.LockFile

// lockFile reads the file of the lock; a site need not have one.
func (b *builder) lockFile() ([]byte, error) {
	src, err := fs.ReadFile(b.Root, lockFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read the accepted translations: %w", err)
	}
	return src, nil
}

func (b *builder) lockNotes(src []byte, notes []diag.Note) {
	for _, n := range notes {
		b.add(n.In(lockFile, src))
	}
}

// langs are the ids of the site's languages.
func (b *builder) langs() []string {
	var out []string
	for _, l := range b.settings.Langs {
		out = append(out, l.ID)
	}
	return out
}
