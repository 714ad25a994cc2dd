package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"duizhao/generator/build"
	"duizhao/generator/diag"
)

type checkCmd struct {
	siteFlags
	Format string `default:"text" enum:"text,json" help:"How to print: text or json."`
	Strict bool   `help:"Count warnings as errors."`
	Runs   bool   `name:"run" help:"Run the programs that pages mark with run, and compare what they print with what the pages show."`
	Update bool   `help:"With --run: write what the programs print into the pages, and results into content/code/results.json."`
}

// Run makes every page, drops it, and prints what was found.
func (k *checkCmd) Run(c *console) error {
	if k.Update && !k.Runs {
		return usageError{"--update writes what programs print, so it needs --run"}
	}
	dir, err := k.open(c, true)
	if err != nil {
		return err
	}
	defer dir.close(c)
	in := k.input(dir)
	in.Thorough, in.Moved = true, c.moved(dir)
	in.Strict = k.Strict // and no History: nothing that is found depends on days
	if k.Runs {
		if in.Found, err = k.run(c, dir, in); err != nil {
			return err
		}
		in.Ran = true
	}
	found, err := build.Run(c.ctx, in, nowhere{c.ctx})
	if err != nil {
		return err
	}
	if k.Format == "json" {
		return k.json(c, found)
	}
	c.diagnostics(found)
	errors, warnings := tally(found)
	if errors+warnings > 0 {
		c.say("%s, %s", count(errors, "error"), count(warnings, "warning"))
	}
	return verdict(found)
}

func tally(ds []diag.Diagnostic) (errors, warnings int) {
	for _, d := range ds {
		if d.Severity == diag.Error {
			errors++
		} else {
			warnings++
		}
	}
	return errors, warnings
}

// json prints the machine form, indented so that people can read it too.
func (k *checkCmd) json(c *console, ds []diag.Diagnostic) error {
	var b bytes.Buffer
	if err := json.Indent(&b, diag.JSON(ds), "", "  "); err != nil {
		return fmt.Errorf("indent the findings: %w", err)
	}
	if _, err := fmt.Fprintln(c.out, &b); err != nil {
		return fmt.Errorf("print the findings: %w", err)
	}
	return verdict(ds)
}

// nowhere is a sink that makes every file and keeps none.
type nowhere struct{ ctx context.Context }

// Put makes the file, so that what is wrong with it shows.
func (n nowhere) Put(_ string, _ [16]byte, make func(context.Context) ([]byte, error)) error {
	_, err := make(n.ctx)
	return err
}

// Keep does nothing.
func (nowhere) Keep(string) {}
