package bundle

import (
	"errors"
	"fmt"
	"path"
	"strings"

	"duizhao/generator/theme"

	"github.com/evanw/esbuild/pkg/api"
)

// namespace marks the theme's files in esbuild's messages; it is also what
// keeps esbuild from looking for them on disk.
const namespace = "theme"

// endings are tried in this order where a script's import names none.
var endings = [...]string{"", ".ts", ".js", ".css", "/index.ts"}

// assets is the plugin through which esbuild sees the theme and nothing else.
func assets(t *theme.Theme, accent [2]string) api.Plugin {
	return api.Plugin{Name: "theme", Setup: func(build api.PluginBuild) {
		build.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
			return resolve(t, args)
		})
		build.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: namespace}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			data, err := t.Asset(args.Path)
			if err != nil {
				return api.OnLoadResult{}, err
			}
			text := tint(args.Path, string(data), accent)
			return api.OnLoadResult{Contents: &text, Loader: loader(args.Path)}, nil
		})
	}}
}

// resolve finds the asset an import names. Addresses with a scheme are left as
// they are: the page's content security policy is the judge of these.
func resolve(t *theme.Theme, args api.OnResolveArgs) (api.OnResolveResult, error) {
	name := args.Path
	if args.Kind != api.ResolveEntryPoint {
		switch {
		case args.Kind == api.ResolveCSSURLToken && strings.HasPrefix(name, "#"),
			strings.HasPrefix(name, "data:"), strings.HasPrefix(name, "https:"):
			return api.OnResolveResult{Path: name, External: true}, nil
		case strings.HasPrefix(name, "."), args.Kind == api.ResolveCSSImportRule, args.Kind == api.ResolveCSSURLToken:
			name = path.Join(path.Dir(args.Importer), name)
		default:
			return api.OnResolveResult{}, errors.New(`an import must be a relative path below assets/, such as "./name"`)
		}
	}
	if i := strings.IndexAny(name, "?#"); i >= 0 {
		name = name[:i] // "font.eot?#iefix" is the font: the rest is for old browsers
	}
	for _, ending := range endings {
		if _, err := t.Asset(name + ending); err == nil {
			return api.OnResolveResult{Path: name + ending, Namespace: namespace}, nil
		}
	}
	return api.OnResolveResult{}, fmt.Errorf("there is no file assets/%s", name)
}

// loader says how a file takes part: scripts and styles are bundled, JSON is a
// value, everything else is a file of its own whose address is what one gets.
func loader(name string) api.Loader {
	switch path.Ext(name) {
	case ".ts":
		return api.LoaderTS
	case ".js":
		return api.LoaderJS
	case ".css":
		return api.LoaderCSS
	case ".json":
		return api.LoaderJSON
	}
	return api.LoaderFile
}
