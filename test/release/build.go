package main

import (
	"bytes"
	"debug/buildinfo"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// settled are the variables that decide what the compiler writes; those of whoever
// makes the release do not count.
var settled = []string{
	"CGO_ENABLED=0", "GOAMD64=v1", "GOARM64=v8.0", "GOFLAGS=-mod=readonly", "GOEXPERIMENT=", "GOFIPS140=off", "GOWORK=off", "GOENV=off", "GODEBUG=",
}

// build compiles the program for a system, and says which modules are in it.
func (r release) build(t target, env []string, dir string) ([]byte, []part, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, nil, err
	}
	name := filepath.Join(dir, t.program())
	cmd := exec.Command("go", "build", "-tags", "nodynamic", "-buildvcs=false", "-trimpath",
		"-ldflags", fmt.Sprintf("-s -w -X main.version=%s -X main.commit=%s", r.version, r.commit), "-o", name, "./generator/cmd/duizhao")
	cmd.Env = append(kept(env), "GOOS="+t.os, "GOARCH="+t.arch)
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, nil, fmt.Errorf("build for %s: %w\n%s", t, err, out)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, nil, err
	}
	parts, err := inside(data)
	if err != nil {
		return nil, nil, fmt.Errorf("read what is in the program for %s: %w", t, err)
	}
	return data, parts, nil
}

// kept is the environment with the settled variables.
func kept(env []string) []string {
	out := slices.DeleteFunc(slices.Clone(env), func(e string) bool {
		name, _, _ := strings.Cut(e, "=")
		return name == "GOOS" || name == "GOARCH" || slices.ContainsFunc(settled, func(s string) bool { return strings.HasPrefix(s, name+"=") })
	})
	return append(out, settled...)
}

// inside returns the modules that a program is made of, and Go itself.
func inside(program []byte) ([]part, error) {
	info, err := buildinfo.Read(bytes.NewReader(program))
	if err != nil {
		return nil, err
	}
	version, _, _ := strings.Cut(info.GoVersion, " ")
	parts := []part{{name: "std", version: strings.TrimPrefix(version, "go"), about: "the standard library of Go", purl: goPURL("std", strings.TrimPrefix(version, "go")), module: true}}
	for _, m := range info.Deps {
		if m.Replace != nil {
			return nil, fmt.Errorf("module %s is replaced: no release is made of what others cannot fetch", m.Path)
		}
		parts = append(parts, part{name: m.Path, version: m.Version, sum: m.Sum, purl: goPURL(m.Path, m.Version), module: true})
	}
	return parts, nil
}

// goPURL is the package URL of a module: names of hosts and owners are in lower
// case, and a plus sign is written as its number.
func goPURL(path, version string) string {
	return "pkg:golang/" + strings.ToLower(path) + "@" + strings.ReplaceAll(version, "+", "%2B")
}
