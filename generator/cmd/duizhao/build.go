package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"time"

	"duizhao/generator/build"
	"duizhao/generator/compress"
	"duizhao/generator/config"
	"duizhao/generator/output"
	"duizhao/generator/site"
)

type buildCmd struct {
	siteFlags
	Out     string `default:"public" help:"The folder to build into, seen from the site's folder." placeholder:"DIR"`
	BaseURL string `help:"Where the site will be served, such as https://example.org/guide/." placeholder:"URL"`
	Strict  bool   `help:"Count warnings as errors."`
	NoCache bool   `help:"Neither use nor keep what earlier builds made."`
	InPlace bool   `help:"Write file by file into a folder that cannot be exchanged. Not atomic."`
	Jobs    int    `help:"How many pages are made at once; 0 is one for each processor." placeholder:"N"`
	Quiet   bool   `xor:"volume" help:"Print nothing but errors and warnings."`
	Verbose bool   `xor:"volume" help:"Print what became of the files."`
}

// Run builds and publishes: all or nothing.
func (b *buildCmd) Run(c *console) error {
	start := time.Now()
	if _, err := site.ParseBase(b.BaseURL); err != nil {
		return usageError{err.Error()}
	}
	dir, err := b.open(c, !b.NoCache)
	if err != nil {
		return err
	}
	defer dir.close(c)
	target := b.Out
	if !filepath.IsAbs(target) {
		target = filepath.Join(dir.path, target)
	}
	stage, err := output.Open(output.Options{
		Target: target, Root: dir.path, State: filepath.Join(dir.path, stateDir), InPlace: b.InPlace,
		Home: c.getenv("HOME"),
	})
	if err != nil {
		return outputError(err)
	}
	in := b.input(dir)
	in.BaseURL, in.Strict, in.Jobs = b.BaseURL, b.Strict, b.Jobs
	in.History, in.Moved = c.dates(dir), c.moved(dir)
	in.GuessedURL = c.guessedURL()
	var served build.Address
	in.Served = func(a build.Address) { served = a }
	sum, err := c.publish(in, stage, b.Quiet)
	if err != nil {
		return err
	}
	if !b.Quiet {
		c.say("%s: %s in %s", b.Out, count(sum.Files, "file"), time.Since(start).Round(time.Millisecond))
		if served.From == build.ByGuess {
			c.say("\tfor %s, by GITHUB_REPOSITORY; --base-url or base_url says otherwise", served.URL)
		}
	}
	if sum.Aside != "" {
		c.fail(fmt.Sprintf("warning: files appeared in %q during the build; they were moved to %q", b.Out, sum.Aside))
	}
	if b.Verbose {
		c.say("%d written, %d unchanged, %d removed; %d bytes", sum.Written, sum.Kept, sum.Removed, sum.Bytes)
	}
	return nil
}

// publish builds into a stage, prints what was found, and commits the stage if
// nothing is wrong.
func (c *console) publish(in build.Input, stage *output.Stage, quiet bool) (output.Summary, error) {
	sink := &counting{Sink: stage}
	stop := c.progress(!quiet, func(time.Duration) string { return fmt.Sprintf("%d files …", sink.files.Load()) })
	var settings *config.Settings
	in.Whole, in.Size = func(w build.Whole) { settings = w.Settings }, stage.Size
	found, err := build.Run(c.ctx, in, sink)
	stop()
	c.diagnostics(found)
	if err == nil {
		err = verdict(found)
	}
	if err == nil && sink.files.Load() == 0 {
		err = errors.New("the build made no file")
	}
	if err != nil {
		if aborted := stage.Abort(); aborted != nil {
			c.fail(aborted.Error())
		}
		return output.Summary{}, err
	}
	if err := stage.Beside(c.ctx, compressed(settings.Outputs.Precompress)...); err != nil {
		return output.Summary{}, outputError(errors.Join(err, stage.Abort()))
	}
	sum, err := stage.Commit(c.ctx)
	if err != nil {
		return sum, outputError(errors.Join(err, stage.Abort()))
	}
	return sum, nil
}

// compressed are the copies of text files that settings ask for.
func compressed(forms []string) []output.Variant {
	var out []output.Variant
	for _, form := range forms {
		out = append(out, output.Variant{
			Suffix: "." + form, Key: form + " " + compress.Version, Of: compress.Worth,
			Make: func(data []byte) ([]byte, error) { return compress.Bytes(form, data) },
		})
	}
	return out
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// counting passes files on to a sink and counts them.
type counting struct {
	build.Sink
	files atomic.Int64
}

// Put counts the file and passes it on.
func (p *counting) Put(path string, key [16]byte, make func(context.Context) ([]byte, error)) error {
	p.files.Add(1)
	return p.Sink.Put(path, key, make)
}
