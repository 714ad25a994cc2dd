package bundle

import (
	"path"
	"strings"

	"duizhao/generator/theme"

	"github.com/evanw/esbuild/pkg/api"
)

// blocks are the scripts and styles of blocks of the site's own: those that are
// named as a template. Each is complete in itself, as a page loads those of the
// blocks it has.
func blocks(t *theme.Theme) group {
	g := group{format: api.FormatESModule}
	templates := t.Templates()
	for _, name := range t.Assets() {
		ext := path.Ext(name)
		if path.Dir(name) != "blocks" || ext != ".ts" && ext != ".css" {
			continue
		}
		if _, ok := templates[strings.TrimSuffix(name, ext)+".html"]; ok {
			g.some = append(g.some, name)
		}
	}
	return g
}

// outputName is what an entry's file is called before its hash.
func outputName(entry string) string {
	name := strings.TrimSuffix(path.Base(entry), path.Ext(entry))
	if path.Dir(entry) == "blocks" {
		return "block-" + name
	}
	return name
}
