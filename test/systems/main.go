// Command systems type-checks packages as other systems compile them, from source:
// compiling all that they import for each system would take a minute.
//
//	go run ./test/systems darwin,windows PACKAGE...
package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/packages"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "systems: name the systems and packages: go run ./test/systems darwin,windows ./...")
		os.Exit(2)
	}
	here, err := os.Getwd()
	if err != nil {
		fmt.Fprintln(os.Stderr, "systems:", err)
		os.Exit(1)
	}
	wrong := false
	for system := range strings.SplitSeq(os.Args[1], ",") {
		wrong = check(system, here, os.Args[2:]) || wrong
	}
	if wrong {
		os.Exit(1)
	}
}

// check prints what is wrong with packages on a system, and says whether anything is.
func check(system, here string, names []string) bool {
	all, err := packages.Load(&packages.Config{
		Mode: packages.LoadAllSyntax | packages.NeedModule,
		Env:  append(os.Environ(), "GOOS="+system),
		ParseFile: func(files *token.FileSet, name string, src []byte) (*ast.File, error) {
			f, err := parser.ParseFile(files, name, src, parser.SkipObjectResolution)
			if f != nil && !strings.HasPrefix(name, here+string(filepath.Separator)) {
				withoutBodies(f)
			}
			return f, err
		},
	}, names...)
	if err != nil {
		fmt.Fprintf(os.Stderr, "systems: %s: %v\n", system, err)
		return true
	}
	wrong := false
	packages.Visit(all, nil, func(p *packages.Package) {
		if p.Module == nil || !p.Module.Main {
			return // without its bodies some of its imports are unused
		}
		for _, err := range p.Errors {
			fmt.Fprintf(os.Stderr, "%s: %v\n", system, err)
			wrong = true
		}
	})
	return wrong
}

// withoutBodies leaves out what functions do: nobody who imports them needs it.
func withoutBodies(f *ast.File) {
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok {
			fn.Body = nil
		}
	}
}
