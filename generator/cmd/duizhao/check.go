package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"

	"duizhao/generator/build"
	"duizhao/generator/check"
	"duizhao/generator/config"
	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/report"
	"duizhao/generator/serve"
)

type checkCmd struct {
	siteFlags
	Format         string   `default:"text" enum:"text,json,github,sarif" help:"How to print: text, json, github for annotations of its workflows, or sarif."`
	Strict         bool     `help:"Count warnings as errors."`
	Only           []string `help:"Report these codes alone." placeholder:"CODE"`
	Skip           []string `help:"Do not report these codes." placeholder:"CODE"`
	Baseline       string   `help:"A file of findings that are known and not reported." placeholder:"FILE"`
	UpdateBaseline bool     `help:"With --baseline: write what is found into the file."`
	Staged         bool     `help:"Check what is staged in git, as the next commit would have it, and report what is in its files."`
	Watch          bool     `help:"Check again whenever something changed."`
	Fix            bool     `help:"Show as a diff what rules alone can mend, such as Chinese punctuation."`
	Write          bool     `help:"With --fix: write it."`
	External       bool     `help:"Ask other servers whether the addresses that pages link to still lead somewhere."`
	Out            string   `help:"Check the published files of a folder, and nothing else." placeholder:"DIR"`
	Runs           bool     `name:"run" help:"Run the programs that pages mark with run, and compare what they print with what the pages show."`
	Update         bool     `help:"With --run: write what the programs print into the pages, and results into content/code/results.json."`
}

// Run makes every page, drops it, and prints what was found.
func (k *checkCmd) Run(c *console) error {
	if err := k.together(); err != nil {
		return err
	}
	if err := knownCodes(append(slices.Clone(k.Only), k.Skip...)); err != nil {
		return err
	}
	dir, err := k.open(c, true)
	if err != nil {
		return err
	}
	defer dir.close(c)
	if k.Watch {
		return k.follow(c, dir)
	}
	return k.once(c, dir)
}

// together refuses flags that make no sense with each other.
func (k *checkCmd) together() error {
	for _, x := range []struct {
		wrong bool
		why   string
	}{
		{k.Update && !k.Runs, "--update writes what programs print, so it needs --run"},
		{k.UpdateBaseline && k.Baseline == "", "--update-baseline needs --baseline FILE, which it writes"},
		{k.Runs && (k.Staged || k.Watch), "--run runs what is in the folder, once: it goes neither with --staged nor with --watch"},
		{k.Staged && (k.Watch || k.UpdateBaseline), "--staged looks at a commit: it goes neither with --watch nor with --update-baseline"},
		{k.UpdateBaseline && (k.Watch || k.Fix), "--update-baseline writes what is found, once: it goes neither with --watch nor with --fix"},
		{k.Write && !k.Fix, "--write writes what --fix shows, so it needs --fix"},
		{k.Fix && (k.Staged || k.Watch || k.Format != "text"), "--fix prints a diff of what is in the folder, once: it goes neither with --staged nor with --watch nor with --format"},
		{k.External && k.Watch, "--external asks other servers once, and --watch goes on"},
		{k.Out != "" && (k.Fix || k.External || k.Staged || k.Watch || k.Runs), "--out looks at published files alone: it goes neither with --fix, --external, --staged, --watch nor --run"},
	} {
		if x.wrong {
			return usageError{x.why}
		}
	}
	return nil
}

// once finds and prints.
func (k *checkCmd) once(c *console, dir *siteDir) error {
	if k.Staged {
		return k.commit(c, dir)
	}
	found, err := k.find(c, dir, dir.fs())
	if err != nil {
		return err
	}
	if k.UpdateBaseline {
		if err := writeBaseline(k.Baseline, found, k.asked); err != nil {
			return err
		}
		c.say("%s: %s", k.Baseline, count(len(found), "finding"))
		return nil
	}
	if found, err = k.unknown(found); err != nil {
		return err
	}
	if k.Fix {
		if found, err = k.mend(c, dir, found); err != nil {
			return err
		}
	}
	return k.print(c, dir, dir.path, found)
}

// unknown returns what is not in the baseline.
func (k *checkCmd) unknown(found []diag.Diagnostic) ([]diag.Diagnostic, error) {
	if k.Baseline == "" {
		return found, nil
	}
	known, err := readBaseline(k.Baseline)
	if err != nil {
		return nil, err
	}
	for finding := range known {
		if !k.asked(finding.Code) {
			delete(known, finding)
		}
	}
	return beyond(known, found, k.Baseline, k.Strict), nil
}

// asked reports whether a code is to be reported.
func (k *checkCmd) asked(code string) bool {
	return (len(k.Only) == 0 || slices.Contains(k.Only, code)) && !slices.Contains(k.Skip, code)
}

// follow checks whenever something changed, until it is interrupted.
func (k *checkCmd) follow(c *console, dir *siteDir) error {
	changes, err := serve.Watch(c.ctx, serve.WatchOptions{Root: dir.path, Paths: []string{config.File, content.Root, "templates", "assets"}})
	if err != nil {
		return err
	}
	for {
		err := k.once(c, dir)
		if err != nil && !errors.Is(err, errContent) && !errors.Is(err, errSettings) {
			return err
		}
		if _, more := <-changes; !more {
			return c.ctx.Err()
		}
		if _, err := dir.renew(); err != nil {
			return err
		}
		dir.memo.Turn()
	}
}

// find makes every page and returns what is to be reported.
func (k *checkCmd) find(c *console, dir *siteDir, root fs.FS) ([]diag.Diagnostic, error) {
	if k.Out != "" {
		found, err := k.published(dir)
		return slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return !k.asked(d.Code) }), err
	}
	in := k.input(dir)
	in.Root, in.Moved, in.Check = root, c.moved(dir), &build.Check{}
	if k.External {
		x := external{console: c, dir: dir}
		in.Check.Further = x.ask
	}
	in.Strict = k.Strict // and no History: nothing that is found depends on days
	var err error
	if k.Runs {
		if in.Check.Found, err = k.run(c, dir, in); err != nil {
			return nil, err
		}
		in.Check.Ran = true
	}
	found, err := build.Run(c.ctx, in, nowhere{c.ctx})
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return !k.asked(d.Code) }), nil
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

// print prints findings in the form that was asked for, and lines of files in a folder.
func (k *checkCmd) print(c *console, dir *siteDir, folder string, found []diag.Diagnostic) error {
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
		if err := k.text(c, folder, found); err != nil {
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
func (k *checkCmd) text(c *console, folder string, found []diag.Diagnostic) error {
	look := report.Look{}
	if c.terminal() {
		look = report.Look{Colour: c.getenv("NO_COLOR") == "", Frame: report.Frames(folder)}
	}
	if err := report.Text(c.err, found, look); err != nil {
		return fmt.Errorf("print the findings: %w", err)
	}
	if k.Watch && len(found) == 0 {
		c.say("nothing to mend")
	}
	errors, warnings := tally(found)
	if errors+warnings > 0 && (!k.Fix || k.Write) {
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
