package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"path"
	"path/filepath"
	"slices"

	"duizhao/generator/build"
	"duizhao/generator/check"
	"duizhao/generator/diag"
	"duizhao/generator/report"
)

type checkCmd struct {
	siteFlags
	Format string   `default:"text" enum:"text,json,github,sarif" help:"How to print: text, json, github for annotations of its workflows, or sarif."`
	Strict bool     `help:"Count warnings as errors."`
	Only   []string `help:"Report these codes alone." placeholder:"CODE"`
	Skip   []string `help:"Do not report these codes." placeholder:"CODE"`

	Fix      bool   `help:"Show as a diff what rules alone can mend, such as Chinese punctuation."`
	Write    bool   `help:"With --fix: write it."`
	External bool   `help:"Ask other servers whether the addresses that pages link to still lead somewhere."`
	Out      string `help:"Check the published files of a folder, and nothing else." placeholder:"DIR"`

	Runs   bool `name:"run" help:"Run the programs that pages mark with run, and compare what they print with what the pages show."`
	Update bool `help:"With --run: write what the programs print into the pages, and results into content/code/results.json."`
}

// Run makes every page, drops it, and prints what was found.
func (k *checkCmd) Run(c *console) error {
	if k.Update && !k.Runs {
		return usageError{"--update writes what programs print, so it needs --run"}
	}
	if k.Write && !k.Fix {
		return usageError{"--write writes what --fix shows, so it needs --fix"}
	}
	if err := knownCodes(append(slices.Clone(k.Only), k.Skip...)); err != nil {
		return err
	}
	dir, err := k.open(c, true)
	if err != nil {
		return err
	}
	defer dir.close(c)
	found, err := k.find(c, dir)
	if err != nil {
		return err
	}
	if k.Fix {
		if found, err = k.mend(c, dir, found); err != nil {
			return err
		}
	}
	return k.print(c, dir, found)
}

// find makes every page and returns what is to be reported.
func (k *checkCmd) find(c *console, dir *siteDir) ([]diag.Diagnostic, error) {
	if k.Out != "" {
		found, err := k.published(dir)
		return k.asked(found), err
	}
	in := k.input(dir)
	in.Thorough, in.Moved = true, c.moved(dir)
	in.Strict = k.Strict // and no History: nothing that is found depends on days
	var err error
	if k.Runs {
		if in.Found, err = k.run(c, dir, in); err != nil {
			return nil, err
		}
		in.Ran = true
	}
	if k.External {
		x := external{console: c, dir: dir}
		in.Further = x.ask
	}
	found, err := build.Run(c.ctx, in, nowhere{c.ctx})
	return k.asked(found), err
}

// asked leaves out what nobody wants to know.
func (k *checkCmd) asked(found []diag.Diagnostic) []diag.Diagnostic {
	return slices.DeleteFunc(found, func(d diag.Diagnostic) bool {
		return len(k.Only) > 0 && !slices.Contains(k.Only, d.Code) || slices.Contains(k.Skip, d.Code)
	})
}

// knownCodes refuses codes that there are not.
func knownCodes(codes []string) error {
	var known []string
	for _, code := range check.Codes() {
		known = append(known, code.Name)
	}
	for _, code := range codes {
		if slices.Contains(known, code) {
			continue
		}
		hint := diag.DidYouMean(code, known)
		if hint == "" {
			hint = "codes stand in brackets behind a message"
		}
		return usageError{fmt.Sprintf("no diagnostic has the code %q\n\thint: %s", code, hint)}
	}
	return nil
}

// print prints findings in the form that was asked for.
func (k *checkCmd) print(c *console, dir *siteDir, found []diag.Diagnostic) error {
	var out []byte
	switch k.Format {
	case "json":
		var b bytes.Buffer
		if err := json.Indent(&b, diag.JSON(found), "", "  "); err != nil { // so that people can read it too
			return fmt.Errorf("indent the findings: %w", err)
		}
		out = append(b.Bytes(), '\n')
	case "github":
		for _, d := range fromHere(dir, found) {
			out = append(out, report.GitHub(d, d.Code)+"\n"...)
		}
	case "sarif":
		var rules []report.Rule
		for _, code := range check.Codes() {
			rules = append(rules, report.Rule{Code: code.Name, Text: code.Text})
		}
		out = report.SARIF(fromHere(dir, found), rules, released())
	default:
		if err := k.text(c, dir, found); err != nil {
			return err
		}
		return verdict(found)
	}
	if _, err := c.out.Write(out); err != nil {
		return fmt.Errorf("print the findings: %w", err)
	}
	return verdict(found)
}

// text prints findings for people: with their lines, and in colour, on a terminal.
func (k *checkCmd) text(c *console, dir *siteDir, found []diag.Diagnostic) error {
	look := report.Look{}
	if c.terminal() {
		look = report.Look{Colour: c.getenv("NO_COLOR") == "", Frame: report.Frames(dir.path)}
	}
	if err := report.Text(c.err, found, look); err != nil {
		return fmt.Errorf("print the findings: %w", err)
	}
	errors, warnings := tally(found)
	if errors+warnings > 0 {
		c.say("%s, %s", count(errors, "error"), count(warnings, "warning"))
	}
	if n := len(slices.DeleteFunc(slices.Clone(found), func(d diag.Diagnostic) bool { return !d.Fixable })); n > 0 && !k.Fix {
		c.say("%d can be mended by rule: duizhao check --fix", n)
	}
	return nil
}

// fromHere names files as they are named from the working folder, which is the
// repository's where a workflow runs.
func fromHere(dir *siteDir, found []diag.Diagnostic) []diag.Diagnostic {
	here, err := filepath.Abs(".")
	if err != nil {
		return found
	}
	below, err := filepath.Rel(here, dir.path)
	if err != nil {
		return found
	}
	out := slices.Clone(found)
	for i, d := range out {
		if d.File != "" {
			out[i].File = path.Join(filepath.ToSlash(below), d.File)
		}
	}
	return out
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

// nowhere is a sink that makes every file and keeps none.
type nowhere struct{ ctx context.Context }

// Put makes the file, so that what is wrong with it shows.
func (n nowhere) Put(_ string, _ [16]byte, make func(context.Context) ([]byte, error)) error {
	_, err := make(n.ctx)
	return err
}

// Keep does nothing.
func (nowhere) Keep(string) {}
