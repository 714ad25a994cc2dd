package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"duizhao"
	"duizhao/generator/build"
	"duizhao/generator/cache"
	"duizhao/generator/config"
	"duizhao/generator/diag"
)

// console is what a command knows of the world around it.
type console struct {
	ctx context.Context
	env []string
	in  io.Reader
	out io.Writer
	err io.Writer
}

// getenv returns a variable of the environment that run was given.
func (c *console) getenv(name string) string { return variable(c.env, name, runtime.GOOS) }

// variable returns a variable of an environment. On Windows capital letters do not
// count: there PATH is written Path.
func variable(env []string, name, system string) string {
	for _, e := range slices.Backward(env) {
		key, value, ok := strings.Cut(e, "=")
		if ok && (key == name || system == "windows" && strings.EqualFold(key, name)) {
			return value
		}
	}
	return ""
}

func (c *console) say(format string, args ...any) { fmt.Fprintf(c.out, format+"\n", args...) }

func (c *console) fail(text string) { fmt.Fprintln(c.err, "duizhao: "+text) }

// diagnostics prints them, a line each with its hint.
func (c *console) diagnostics(ds []diag.Diagnostic) {
	for _, d := range ds {
		fmt.Fprintln(c.err, d)
	}
}

// verdict turns diagnostics into the error that sets the exit code.
func verdict(ds []diag.Diagnostic) error {
	if !diag.HasErrors(ds) {
		return nil
	}
	for _, d := range ds {
		if d.Severity == diag.Error && d.File == config.File {
			return errSettings
		}
	}
	return errContent
}

// terminal reports whether somebody is looking at standard error.
func (c *console) terminal() bool {
	f, ok := c.err.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && c.getenv("TERM") != "dumb"
}

// siteFlags are the flags of commands that read a site.
type siteFlags struct {
	Root   string `default:"." help:"The site's folder, with site.yaml." placeholder:"DIR"`
	Drafts bool   `help:"Include drafts."`
}

// stateDir is where the manifest and the cache live, in the site's folder.
const stateDir = ".duizhao"

// siteDir is an opened site.
type siteDir struct {
	path    string // absolute
	mu      sync.Mutex
	root    *os.Root // guarded by mu
	memo    *cache.Memo
	engines *build.Engines
	version string
}

// open finds the site's folder and its memo. A memo that cannot be read is
// empty, and said.
func (f siteFlags) open(c *console, remember bool) (*siteDir, error) {
	path, err := filepath.Abs(f.Root)
	if err != nil {
		return nil, fmt.Errorf("find the site's folder: %w", err)
	}
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) || err == nil && !info.IsDir() {
		return nil, usageError{fmt.Sprintf("there is no folder %q", f.Root)}
	}
	if err != nil {
		return nil, fmt.Errorf("find the site's folder: %w", err)
	}
	if _, err := os.Stat(filepath.Join(path, config.File)); errors.Is(err, os.ErrNotExist) {
		return nil, usageError{fmt.Sprintf("there is no %s in %q\n\thint: name the site's folder with --root, or start one with: duizhao new site DIR", config.File, f.Root)}
	}
	// Symbolic links that lead out of the folder are not followed.
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, fmt.Errorf("open the site's folder: %w", err)
	}
	version := programID()
	dir := ""
	if remember && version != "" {
		dir = filepath.Join(path, stateDir, "cache")
	}
	if version == "" {
		version = rand.Text()
	}
	memo, err := cache.Open(dir, version, 0)
	if err != nil {
		c.fail(fmt.Sprintf("warning: the cache is not used: %v", err))
	}
	return &siteDir{path: path, root: root, memo: memo, engines: &build.Engines{}, version: version}, nil
}

// fs returns the site's folder as it was last opened.
func (s *siteDir) fs() fs.FS {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.root.FS()
}

// renew opens the site's folder again if another one has taken its place, and
// reports whether it has. The one of before is not closed here: a page may still
// be made from it.
func (s *siteDir) renew() (another bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now, err := os.Stat(s.path)
	if err != nil {
		return false, fmt.Errorf("find the site's folder: %w", err)
	}
	if was, err := s.root.Stat("."); err == nil && os.SameFile(was, now) {
		return false, nil
	}
	root, err := os.OpenRoot(s.path)
	if err != nil {
		return false, fmt.Errorf("open the site's folder: %w", err)
	}
	s.root = root
	return true, nil
}

// close ends the engines and writes the memo's disk form. A cache that cannot be
// written costs time, not the result.
func (s *siteDir) close(c *console) {
	s.engines.Close()
	if err := s.root.Close(); err != nil {
		c.fail(fmt.Sprintf("warning: the site's folder was not closed: %v", err))
	}
	if err := s.memo.Close(); err != nil {
		c.fail(fmt.Sprintf("warning: the cache is not kept: %v", err))
	}
}

// input returns the build's input; flags set what is left.
func (f siteFlags) input(s *siteDir) build.Input {
	return build.Input{
		Root: s.fs(), Builtin: duizhao.Theme(), Memo: s.memo, Engines: s.engines, Version: s.version, Drafts: f.Drafts,
	}
}
