package build

import (
	"fmt"
	"slices"
	"strings"

	"duizhao/generator/assemble"
	"duizhao/generator/config"
	"duizhao/generator/diag"
	"duizhao/generator/render"
	"duizhao/generator/site"
)

// hosted puts what Netlify and Cloudflare Pages read of how to serve the site. A file
// of the owner's stays, and that it does is said: what it leaves out, such as the
// policy, is then nowhere.
func (b *builder) hosted(res *assemble.Result) error {
	host := b.settings.Outputs.Headers
	if host == "" {
		return nil
	}
	for _, f := range []struct {
		at   site.URL
		data []byte
	}{
		{site.Headers(), render.Headers(b.base, langIDs(res.Root), b.settings.CSP)},
		{site.Redirects(), render.Redirects(b.base, former(res), host == config.Netlify)},
	} {
		i := slices.IndexFunc(res.Files, func(own assemble.File) bool {
			first, _, _ := strings.Cut(own.Path, "/")
			return strings.EqualFold(first, f.at.Path)
		})
		if i >= 0 {
			b.add(diag.Diagnostic{Pos: diag.Pos{File: res.Files[i].Source}, Severity: diag.Warning, Code: "own-output",
				Text: fmt.Sprintf("the file is published as it is, in place of the %s that outputs.headers asks for", f.at.Path),
				Hint: "take out the one or the other"})
			continue
		}
		if len(f.data) == 0 || b.Live {
			continue
		}
		if err := b.bytes(f.at.Path, f.data); err != nil {
			return err
		}
	}
	return nil
}

// former lists the addresses that texts had before, each with where it leads.
func former(res *assemble.Result) [][2]site.URL {
	out := make([][2]site.URL, 0, len(res.Redirects))
	for _, r := range res.Redirects {
		out = append(out, [2]site.URL{r.From, r.To})
	}
	return out
}
