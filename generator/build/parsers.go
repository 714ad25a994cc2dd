package build

import (
	"context"
	"fmt"

	"duizhao/generator/cache"
	"duizhao/generator/content"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// parse makes a Doc of each source, in parallel.
func (b *builder) parse(ctx context.Context, tree *content.Tree) (map[site.TextID]*markdown.Doc, error) {
	parsers := b.parsers()
	docs := make([]*markdown.Doc, len(tree.Sources))
	err := b.each(ctx, len(docs), func(i int) error {
		s := tree.Sources[i]
		if s.Broken {
			return nil
		}
		docs[i] = b.doc(parsers[s.Lang], s.Body)
		return nil
	})
	out := map[site.TextID]*markdown.Doc{}
	for i, d := range docs {
		if d == nil {
			continue
		}
		s := tree.Sources[i]
		if !d.Refused { // else as if it could not be read
			out[s.TextID] = d
		}
		for _, n := range d.Notes {
			b.add(n.In(s.Path, s.Text))
		}
	}
	return out, err
}

// doc parses a text, remembered.
func (b *builder) doc(p *markdown.Parser, body []byte) *markdown.Doc {
	return always(b.Memo, docKey(p.Hash(body)), func() *markdown.Doc { return p.Parse(body) })
}

func docKey(hash markdown.Hash) cache.Key { return cache.NewKey("doc", string(hash[:])) }

// parsers returns those of the languages, by id.
func (b *builder) parsers() map[string]*markdown.Parser {
	out := map[string]*markdown.Parser{}
	for _, l := range b.settings.Langs {
		out[l.ID] = b.parser(b.syntax(l.Tag))
	}
	return out
}

// parser returns that of a syntax, remembered.
func (b *builder) parser(opt markdown.Options) *markdown.Parser {
	return always(b.Memo, cache.NewKey("parser", fmt.Sprintf("%+v", opt)), func() *markdown.Parser { return markdown.NewParser(opt) })
}

// syntax is that of the site's pages in a language, given by its tag.
func (b *builder) syntax(tag string) markdown.Options {
	opt := markdown.Site(tag, b.settings.UnsafeHTML)
	opt.Bracket = b.settings.Math.Brackets
	return opt
}
