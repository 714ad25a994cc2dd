package build

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"

	"duizhao/generator/assemble"
	"duizhao/generator/audit"
	"duizhao/generator/compress"
	"duizhao/generator/diag"
	"duizhao/generator/prose"
	"duizhao/generator/search"
)

// checks says what the checks of pages need of the site.
func (b *builder) checks() prose.Options {
	opt := prose.Options{Simplify: search.Simplify}
	for _, address := range []string{b.settings.Repository, b.settings.EditURL} {
		if u, err := url.Parse(address); err == nil && (u.Hostname() == "github.com" || u.Hostname() == "gitlab.com" || u.Hostname() == "gitee.com") {
			opt.ReadElsewhere = true
		}
	}
	return opt
}

// Check is what the check looks at that a build does not: what pages leave unused, the
// published files as they are, and what others find.
type Check struct {
	Found   []diag.Diagnostic                                                 // reported beside
	Ran     bool                                                              // programs were run, and what is wrong with the blocks of their output is in Found
	Further func(context.Context, []assemble.Page) ([]diag.Diagnostic, error) // asked what else is wrong with the pages; nil: nobody is
}

func (c *Check) found() []diag.Diagnostic {
	if c == nil {
		return nil
	}
	return slices.Clone(c.Found)
}

func (c *Check) ran() bool { return c != nil && c.Ran }

// further asks who was named what else is wrong.
func (b *builder) further(ctx context.Context, res *assemble.Result) error {
	if b.Check.Further == nil {
		return nil
	}
	ds, err := b.Check.Further(ctx, res.Pages)
	b.add(ds...)
	return err
}

// auditing begins to look at the published files, where that is wanted, and returns
// what ends it. What is wrong with the content comes first: files that are not
// published are not looked at.
func (b *builder) auditing(res *assemble.Result) (end func(), err error) {
	if b.Check == nil {
		return func() {}, nil
	}
	a := &audit.Site{Origin: b.base.Origin, Path: b.base.Prefix + "/", Prefix: "public/", Budgets: b.settings.Check.Budgets.Limits()}
	a.Source, a.Again = sources(res)
	if a.Styles, err = b.styles(res); err != nil {
		return nil, err
	}
	plain := b.sink
	b.sink = auditor{plain, a, b}
	return func() {
		b.sink = plain
		if !diag.HasErrors(b.diags) {
			b.add(a.Found()...)
		}
	}, nil
}

// sources tells the source of a page's file, and which pages show what others show:
// those in two languages, and those that stand in for a translation.
func sources(res *assemble.Result) (source func(file string) string, again func(file string) bool) {
	files, twice := map[string]string{}, map[string]bool{}
	for _, p := range res.Pages {
		file := p.View.URL.File()
		if p.Source != nil {
			files[file] = p.Source.Path
		}
		twice[file] = p.View.Fallback
	}
	for _, p := range res.Pairs {
		twice[p.URL().File()] = true
	}
	return func(file string) string { return files[file] }, func(file string) bool { return twice[file] }
}

// styles are those that the site's author wrote: of a theme of its own, and files that
// are published as they are.
func (b *builder) styles(res *assemble.Result) (map[string][]byte, error) {
	out := map[string][]byte{}
	add := func(name string) error {
		data, err := fs.ReadFile(b.Root, name)
		if err != nil {
			return fmt.Errorf("read a style: %w", err)
		}
		out[name] = data
		return nil
	}
	err := fs.WalkDir(b.Root, "assets", func(p string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || path.Ext(p) != ".css" {
			return err
		}
		return add(p)
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, f := range res.Files {
		if path.Ext(f.Path) == ".css" {
			if err := add(f.Source); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// auditor is a sink that reads what it hands on.
type auditor struct {
	Sink
	site    *audit.Site
	builder *builder
}

func (a auditor) Put(path string, key [16]byte, make func(context.Context) ([]byte, error)) error {
	return a.Sink.Put(path, key, func(ctx context.Context) ([]byte, error) {
		data, err := make(ctx)
		if err == nil {
			a.site.Add(path, data, a.builder.compressed(path, key, data))
		}
		return data, err
	})
}

// compressed returns what a host sends of a file, remembered by the file's key: to
// compress all pages takes as long as to make them.
func (b *builder) compressed(name string, file [16]byte, data []byte) int {
	if !compress.Worth(name) {
		return len(data)
	}
	key := b.key("compressed", file)
	if v, ok := b.Memo.Get(key); ok && len(v) == 4 {
		return int(binary.LittleEndian.Uint32(v))
	}
	n := compress.Sent(name, data)
	b.Memo.Put(key, binary.LittleEndian.AppendUint32(nil, uint32(n)))
	return n
}

func (a auditor) Keep(path string) {
	a.site.Keep(path, 0, 0)
	a.Sink.Keep(path)
}
