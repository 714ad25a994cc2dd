package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"duizhao/generator/config"
	"duizhao/generator/deploy"
	"duizhao/generator/output"
)

type deployPagesWorkflowCmd struct {
	Root   string   `default:"." help:"The site's folder, with site.yaml." placeholder:"DIR"`
	Tool   string   `help:"The release of duizhao that the workflow uses." placeholder:"OWNER/REPO@VERSION"`
	SHA256 string   `name:"sha256" help:"With --tool: the checksum of the release's linux_amd64 archive, to hold it to." placeholder:"HEX"`
	Join   []string `help:"Another site of the repository, published below the first: docs=manual." placeholder:"DIR=PATH"`
	Force  bool     `help:"Write over a workflow that differs."`
}

// Run writes the workflow into the repository around the site.
func (d *deployPagesWorkflowCmd) Run(c *console) error {
	repository, err := repositoryOf(d.Root)
	if err != nil {
		return err
	}
	w, err := d.workflow(c, repository)
	if err != nil {
		return deployError(err)
	}
	text, err := w.File()
	if err != nil {
		return deployError(err)
	}
	old, err := os.ReadFile(filepath.Join(repository, filepath.FromSlash(deploy.WorkflowPath)))
	switch {
	case err == nil && bytes.Equal(bytes.ReplaceAll(old, []byte("\r\n"), []byte("\n")), text):
		c.say("%s: unchanged", deploy.WorkflowPath)
		return nil
	case err == nil && !d.Force:
		return usageError{fmt.Sprintf("%q is there and differs\n\thint: keep what you changed in it, or write over it with --force; git diff then shows what is new", deploy.WorkflowPath)}
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("read the workflow: %w", err)
	}
	if err := output.Edit(repository, deploy.WorkflowPath, text); err != nil {
		return err
	}
	c.say("%s: publishes what is pushed to %s\n\tcommit it; in the repository's settings, under Pages, choose GitHub Actions as the source", deploy.WorkflowPath, w.Branch)
	return nil
}

// workflow gathers what the workflow is to do.
func (d *deployPagesWorkflowCmd) workflow(c *console, repository string) (w deploy.Workflow, err error) {
	w.Branch = c.publishedBranch(repository)
	if w.Root, err = siteIn(repository, d.Root); err != nil {
		return w, err
	}
	for _, text := range d.Join {
		j, err := deploy.ParseJoin(text)
		if err != nil {
			return w, err
		}
		if j.Root, err = siteIn(repository, j.Root); err != nil {
			return w, err
		}
		w.Join = append(w.Join, j)
	}
	switch {
	case d.Tool != "":
		t, err := deploy.ParseTool(d.Tool)
		if err != nil {
			return w, err
		}
		w.Tool = &t
	case !ownRepository(repository):
		return w, usageError{"the workflow needs duizhao, and this is not its own repository\n\thint: name a release of it with --tool OWNER/REPO@VERSION"}
	}
	if d.SHA256 == "" {
		return w, nil
	}
	if w.Tool == nil {
		return w, usageError{"--sha256 is of a release, so it needs --tool\n\thint: name the release with --tool OWNER/REPO@VERSION"}
	}
	w.SHA256, err = deploy.ParseSHA256(d.SHA256)
	return w, err
}

// repositoryOf returns the root of the git repository around a folder. It needs no
// git.
func repositoryOf(folder string) (string, error) {
	dir, err := filepath.Abs(folder)
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return "", usageError{fmt.Sprintf("there is no folder %q", folder)}
	}
	if err != nil {
		return "", fmt.Errorf("find the site's folder: %w", err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil {
			return dir, nil
		}
		up := filepath.Dir(dir)
		if up == dir {
			return "", usageError{fmt.Sprintf("%q is in no git repository\n\thint: start one with git init: the workflow stands in its %s", folder, deploy.WorkflowPath)}
		}
		dir = up
	}
}

// siteIn returns a site's folder as seen from the repository's root, "" for that.
func siteIn(repository, folder string) (string, error) {
	if _, err := os.Stat(filepath.Join(folder, config.File)); err != nil {
		return "", usageError{fmt.Sprintf("there is no %s in %q\n\thint: name the site's folder", config.File, folder)}
	}
	dir, err := filepath.Abs(folder)
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir)
	}
	if err != nil {
		return "", fmt.Errorf("find the site's folder: %w", err)
	}
	below, err := filepath.Rel(repository, dir)
	if err != nil || below != "." && !filepath.IsLocal(below) {
		return "", usageError{fmt.Sprintf("%q lies outside the repository\n\thint: a workflow publishes what is in its own", folder)}
	}
	if below == "." {
		return "", nil
	}
	return filepath.ToSlash(below), nil
}

// ownRepository reports whether a repository is that of duizhao itself.
func ownRepository(repository string) bool {
	mod, err := os.ReadFile(filepath.Join(repository, "go.mod"))
	if err != nil {
		return false
	}
	for line := range strings.Lines(string(mod)) {
		if f := strings.Fields(line); len(f) == 2 && f[0] == "module" {
			_, err := os.Stat(filepath.Join(repository, "generator", "cmd", "duizhao"))
			return f[1] == deploy.Module && err == nil
		}
	}
	return false
}

// publishedBranch is the remote's default branch, as far as the clone knows it; else
// the one that is checked out.
func (c *console) publishedBranch(repository string) string {
	g := c.git(repository)
	for _, ref := range []string{"refs/remotes/origin/HEAD", "HEAD"} {
		out, err := g.command(c.ctx, "symbolic-ref", "--quiet", "--short", ref).Output()
		if name := strings.TrimPrefix(strings.TrimSpace(string(out)), "origin/"); err == nil && name != "" {
			return name
		}
	}
	return "main"
}
