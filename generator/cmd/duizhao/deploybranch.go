package main

import (
	"fmt"
	"os"
	"path/filepath"

	"duizhao/generator/build"
	"duizhao/generator/config"
	"duizhao/generator/content"
	"duizhao/generator/deploy"
	"duizhao/generator/output"
	"duizhao/generator/site"
)

type deployBranchCmd struct {
	siteFlags
	Remote     string `default:"origin" help:"The remote to push to, by name or by address." placeholder:"NAME"`
	Branch     string `default:"gh-pages" help:"The branch to push to." placeholder:"NAME"`
	BaseURL    string `help:"Where the site will be served; without it what CNAME or base_url says, else where GitHub Pages serves the remote." placeholder:"URL"`
	Orphan     bool   `help:"Leave no history: the branch has one commit."`
	DryRun     bool   `help:"Show what would be pushed, and push nothing."`
	AllowDirty bool   `help:"Publish what is not committed, too."`
	Strict     bool   `help:"Count warnings as errors."`
}

// Run looks at the remote, builds, and pushes: what the remote would refuse is said
// before anything is built, and a site with errors is not pushed.
func (d *deployBranchCmd) Run(c *console) error {
	if _, err := site.ParseBase(d.BaseURL); err != nil {
		return usageError{err.Error()}
	}
	dir, err := d.open(c, true)
	if err != nil {
		return err
	}
	defer dir.close(c)
	temp, err := os.MkdirTemp("", "duizhao-deploy-")
	if err != nil {
		return fmt.Errorf("make a temporary folder: %w", err)
	}
	defer os.RemoveAll(temp)
	g := c.git(dir.path)
	g.reaches = true
	p, err := deploy.Open(c.ctx, g.command, deploy.Options{
		Folder: dir.path, Remote: d.Remote, Branch: d.Branch, Orphan: d.Orphan, Dry: d.DryRun, Dirty: d.AllowDirty,
		Paths: []string{config.File, content.Root, "templates", "assets"}, Alone: content.Alone, Temp: temp,
	})
	if err != nil {
		return deployError(err)
	}
	folder := filepath.Join(temp, "site")
	address, err := d.build(c, dir, p, temp, folder)
	if err != nil {
		return err
	}
	change, err := p.Prepare(folder, address, released())
	if err != nil {
		return deployError(err)
	}
	if !d.DryRun && change.Commit != "" {
		if err := p.Push(change); err != nil {
			return deployError(err)
		}
	}
	d.tell(c, change, address)
	return nil
}

// build builds into a folder, and returns where the site will be served. What check
// finds stops it as it does a build.
func (d *deployBranchCmd) build(c *console, dir *siteDir, p *deploy.Publication, temp, folder string) (string, error) {
	stage, err := output.Open(output.Options{Target: folder, Root: temp, State: filepath.Join(temp, "state"), Home: c.getenv("HOME")})
	if err != nil {
		return "", outputError(err)
	}
	in := d.input(dir)
	in.BaseURL, in.Domain, in.GuessedURL = d.BaseURL, p.Domain(), p.Address()
	in.Strict, in.Check = d.Strict, &build.Check{}
	in.History, in.Moved = c.dates(dir), c.moved(dir)
	address := ""
	in.Served = func(a build.Address) { address = a.URL }
	_, err = c.publish(in, stage, false)
	return address, err
}

// tell prints what became of the branch.
func (d *deployBranchCmd) tell(c *console, change deploy.Change, address string) {
	where := fmt.Sprintf("%s of %s", d.Branch, d.Remote)
	switch {
	case change.Commit == "":
		c.say("%s: nothing to do, the %s are there", where, count(change.Files, "file"))
		return
	case d.DryRun:
		for _, line := range change.Differs {
			c.say("%s", line)
		}
		c.say("%s: would have %s (%s), by the commit\n\n%s", where, count(change.Files, "file"), change.Counts(), change.Message)
		return
	}
	c.say("%s: %s (%s) in commit %.10s", where, count(change.Files, "file"), change.Counts(), change.Commit)
	if address == "" {
		c.say("\tfor the root of a host; --base-url or base_url says otherwise")
		return
	}
	c.say("\tfor %s", address)
}
