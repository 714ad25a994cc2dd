package main

import (
	"runtime"

	"duizhao/generator/build"
	"duizhao/generator/diag"
	"duizhao/generator/lab"
	"duizhao/generator/output"
)

// mostPrograms is how many programs run at a time.
const mostPrograms = 4

// run runs the programs of a site and, if it is told to, writes what they print
// into the pages. What it finds is for the build to report, which reads the pages
// anew.
func (k *checkCmd) run(c *console, dir *siteDir, in build.Input) ([]diag.Diagnostic, error) {
	texts, whole, err := labTexts(c, in)
	if err != nil {
		return nil, err
	}
	l := lab.Open(lab.Options{Root: in.Root, Env: c.env, Jobs: min(runtime.NumCPU(), mostPrograms), Program: build.Program})
	if err := l.Run(c.ctx, texts); err != nil {
		return nil, err
	}
	if !k.Update {
		return l.Check(texts, whole), nil
	}
	changed, late, err := l.Update(texts, whole, func(path string, data []byte) error {
		return output.Edit(dir.path, path, data)
	})
	if k.Format == "text" {
		for _, path := range changed {
			c.say("%s: updated", path)
		}
	}
	if err != nil {
		return nil, err
	}
	if texts, whole, err = labTexts(c, in); err != nil { // the places have moved
		return nil, err
	}
	return append(l.Check(texts, whole), late...), nil
}

// labTexts reads the texts as they are now.
func labTexts(c *console, in build.Input) (out []lab.Text, whole bool, err error) {
	found, whole, err := build.Texts(c.ctx, in)
	for _, t := range found {
		out = append(out, lab.Text(t))
	}
	return out, whole, err
}
