package build

import (
	"net/url"

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
