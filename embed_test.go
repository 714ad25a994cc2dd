package duizhao

import (
	"io/fs"
	"path"
	"strings"
	"testing"
)

// TestTheme lists what is embedded: files of a theme by their kind, nothing
// stray.
func TestTheme(t *testing.T) {
	kinds := map[string]string{ // folder → endings
		"templates": ".html", "templates/partials": ".html", "templates/blocks": ".html", "templates/generated": ".html", "templates/texts": ".yaml",
		"assets/css": ".css", "assets/css/epub": ".css", "assets/ts": ".ts", "assets/ts/search": ".ts", "assets/ts/calc": ".ts", "assets/ts/worker": ".ts", "assets/ts/comfort": ".ts", "assets/ts/author": ".ts", "assets/ts/live": ".ts",
		"assets/katex": ".css .js", "assets/katex/fonts": ".woff2",
	}
	named := []string{"assets/katex/LICENSE", "assets/katex/VERSION", "assets/katex/LICENSE.mhchem"}
	found := map[string]int{}
	err := fs.WalkDir(Theme(), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		dir, ext := path.Dir(p), path.Ext(p)
		found[dir]++
		for _, name := range named {
			if p == name {
				return nil
			}
		}
		if ext == "" || !strings.Contains(kinds[dir]+" ", ext+" ") {
			t.Errorf("%s is embedded", p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"templates", "templates/partials", "templates/generated", "templates/texts", "assets/css", "assets/css/epub", "assets/ts", "assets/ts/search", "assets/ts/calc", "assets/ts/worker", "assets/ts/comfort", "assets/ts/author", "assets/ts/live", "assets/katex", "assets/katex/fonts"} {
		if found[dir] == 0 {
			t.Errorf("nothing of %s is embedded", dir)
		}
	}
}
