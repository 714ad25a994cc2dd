package build

import (
	"context"
	"net/url"

	"duizhao/generator/assemble"
	"duizhao/generator/audit"
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

// further asks who was named what else is wrong.
func (b *builder) further(ctx context.Context, res *assemble.Result) error {
	if b.Further == nil {
		return nil
	}
	ds, err := b.Further(ctx, res.Pages)
	b.add(ds...)
	return err
}

// auditing begins to look at the published files, where that is wanted, and returns
// what ends it. What is wrong with the content comes first: files that are not
// published are not looked at.
func (b *builder) auditing() func() {
	if !b.Thorough {
		return func() {}
	}
	a := &audit.Site{Origin: b.base.Origin, Path: b.base.Prefix + "/", Prefix: "public/"}
	plain := b.sink
	b.sink = auditor{plain, a}
	return func() {
		b.sink = plain
		if !diag.HasErrors(b.diags) {
			b.add(a.Found()...)
		}
	}
}

// auditor is a sink that reads what it hands on.
type auditor struct {
	Sink
	site *audit.Site
}

func (a auditor) Put(path string, key [16]byte, make func(context.Context) ([]byte, error)) error {
	return a.Sink.Put(path, key, func(ctx context.Context) ([]byte, error) {
		data, err := make(ctx)
		if err == nil {
			a.site.Add(path, data)
		}
		return data, err
	})
}

func (a auditor) Keep(path string) {
	a.site.Keep(path, 0)
	a.Sink.Keep(path)
}
