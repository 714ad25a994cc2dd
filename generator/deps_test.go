// Package generator holds the test of the import graph: every edge between our
// packages, in full. Imports go one way; what hurts a reader is the graph, so
// an edge is added here on purpose or not at all.
package generator

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"

	"os"
)

// edges names, for each package, the packages of ours that it may import. The
// order is that of the design: each line imports only from lines above it.
var edges = map[string][]string{
	"diag":      {},
	"cache":     {},
	"colour":    {},
	"compress":  {},
	"audit":     {"colour", "compress", "diag"},
	"outside":   {},
	"site":      {},
	"config":    {"diag", "site"},
	"theme":     {"config", "diag"},
	"content":   {"config", "diag", "site"},
	"markdown":  {"diag", "site"},
	"refs":      {"diag", "site"},
	"math":      {"diag"},
	"highlight": {"diag"},
	"draw":      {"diag"},
	"calc":      {"diag"},
	"image":     {},
	"bundle":    {"diag", "theme"},
	"pairing":   {"diag", "markdown", "refs", "site"},
	"assemble":  {"config", "content", "diag", "markdown", "pairing", "refs", "site"},
	"render":    {"assemble", "diag", "markdown", "refs", "site", "theme"},
	"search":    {"assemble", "markdown", "site"},
	"prose":     {"diag", "markdown"},
	"check":     {"assemble", "diag", "markdown", "pairing", "prose", "refs", "site"},
	"build": {"assemble", "audit", "bundle", "cache", "calc", "check", "colour", "compress", "config", "content", "diag", "draw", "highlight", "image", "markdown", "math",
		"pairing", "prose", "refs", "render", "search", "site", "theme"},
	"lab":      {"content", "diag", "markdown"},
	"output":   {},
	"deploy":   {},
	"importer": {"content", "diag", "markdown", "pairing", "site"},
	"report":   {"diag"},
	"serve":    {"build", "compress", "diag", "report"},
	"book":     {"assemble", "build", "config", "diag", "image", "render", "site"},
	"cmd/duizhao": {"assemble", "audit", "book", "build", "cache", "check", "compress", "config", "content", "deploy", "diag", "importer", "lab", "markdown", "output", "outside", "pairing",
		"render", "report", "serve", "site"},
}

// refused are names that say nothing.
var refused = []string{"util", "utils", "common", "helpers", "helper", "types", "models", "misc", "shared", "base"}

func TestImports(t *testing.T) {
	got := imports(t)
	for pkg, to := range got {
		allowed, ok := edges[pkg]
		if !ok {
			t.Errorf("package %s is not in the list: add it with its imports", pkg)
			continue
		}
		if slices.Contains(refused, path.Base(pkg)) {
			t.Errorf("package %s: a package is named after a thing of the problem", pkg)
		}
		for _, dep := range to {
			if !slices.Contains(allowed, dep) {
				t.Errorf("%s imports %s, which the list does not allow", pkg, dep)
			}
		}
		for _, dep := range allowed {
			if !slices.Contains(to, dep) {
				t.Errorf("%s may import %s but does not: take it off the list", pkg, dep)
			}
		}
	}
	for pkg := range edges {
		if _, ok := got[pkg]; !ok {
			t.Errorf("package %s is in the list but not there", pkg)
		}
	}
}

// TestFanOut holds the average number of imports of ours at three, cmd and
// build apart, which know everybody.
func TestFanOut(t *testing.T) {
	n, sum := 0, 0
	for pkg, to := range imports(t) {
		if pkg != "build" && pkg != "cmd/duizhao" {
			n, sum = n+1, sum+len(to)
		}
	}
	if average := float64(sum) / float64(n); average > 3 {
		t.Errorf("average fan-out %.2f, want at most 3", average)
	}
}

// imports reads what each package's files, tests apart, import of ours.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string]map[string]bool{}
	err := fs.WalkDir(os.DirFS("."), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(p) != ".go" || strings.HasSuffix(p, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		pkg := path.Dir(p)
		if found[pkg] == nil {
			found[pkg] = map[string]bool{}
		}
		for _, i := range f.Imports {
			name, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			if dep, ok := strings.CutPrefix(name, "duizhao/generator/"); ok {
				found[pkg][dep] = true
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for pkg, to := range found {
		out[pkg] = slices.Sorted(maps.Keys(to))
	}
	return out
}
