package output

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strings"
	"unicode"
)

// place is where a set goes: absolute paths without symbolic links.
type place struct {
	shown   string // the target as the user named it
	target  string
	name    string // the target relative to the root, slash-separated
	state   string // the target's folder in Options.State
	owner   string // what the marker of our stages says
	inPlace bool
}

func (p place) manifest() string { return filepath.Join(p.state, "manifest") }
func (p place) journal() string  { return filepath.Join(p.state, "journal") }
func (p place) parent() string   { return filepath.Dir(p.target) }

// file returns where a file of the set is published.
func (p place) file(path string) string { return filepath.Join(p.target, filepath.FromSlash(path)) }

// locate finds the places that opt names and refuses a target that is unsafe.
func locate(opt Options) (place, error) {
	target, err := resolve(opt.Target)
	if err != nil {
		return place{}, fmt.Errorf("output: find target: %w", err)
	}
	root, err := resolve(opt.Root)
	if err != nil {
		return place{}, fmt.Errorf("output: find root: %w", err)
	}
	state, err := resolve(opt.State)
	if err != nil {
		return place{}, fmt.Errorf("output: find state folder: %w", err)
	}
	if err := checkTarget(opt, target, root, state); err != nil {
		return place{}, err
	}
	p := place{shown: opt.Target, target: target, inPlace: opt.InPlace}
	p.name = relative(root, target)
	p.owner = "duizhao stage 1\n" + relative(filepath.Dir(target), state) + "\n"
	sum := sha256.Sum256([]byte(p.name))
	p.state = filepath.Join(state, "output", fmt.Sprintf("%s-%x", filepath.Base(target), sum[:4]))
	return p, nil
}

// relative returns target relative to base with slashes, or as it is where there
// is no such path (two volumes).
func relative(base, target string) string {
	if rel, err := filepath.Rel(base, target); err == nil {
		target = rel
	}
	return filepath.ToSlash(target)
}

// resolve returns the absolute path that a path leads to; its last elements need
// not exist.
func resolve(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(abs)
	if !errors.Is(err, fs.ErrNotExist) {
		return real, err
	}
	if _, lerr := os.Lstat(abs); lerr == nil {
		return "", &TargetError{path, "it is a symbolic link that leads nowhere"}
	}
	dir, err := resolve(filepath.Dir(abs))
	return filepath.Join(dir, filepath.Base(abs)), err
}

// sources are the folders of a site that its owner wrote.
var sources = [...]struct{ name, what string }{
	{"content", "the site's content"},
	{"templates", "the site's templates"},
	{"assets", "the site's assets"},
	{".git", "the site's history"},
}

// checkTarget refuses a target that holds something dear or lies in it, and one
// that checkFolder refuses.
func checkTarget(opt Options, target, root, state string) error {
	refuse := func(reason string) error { return &TargetError{opt.Target, reason} }
	if filepath.Dir(target) == target {
		return refuse("it is the root of the file system")
	}
	if strings.ContainsFunc(target, unicode.IsControl) {
		return refuse("its name has bytes that are not text")
	}
	for _, home := range homes(opt.Home) {
		if within(home, target) {
			return refuse("it is or holds your home folder")
		}
	}
	if within(root, target) {
		return refuse("it is or holds the site's root")
	}
	for _, dir := range sources {
		dear, err := resolve(filepath.Join(root, dir.name))
		if err != nil {
			return fmt.Errorf("output: find %s: %w", dir.name, err)
		}
		if within(dear, target) || within(target, dear) {
			return refuse("it is, holds or lies in " + dir.what)
		}
	}
	switch {
	case within(state, target) || within(target, state):
		return refuse("it is, holds or lies in the state folder")
	}
	return checkFolder(opt, target)
}

// checkFolder refuses a target that is there and is no folder, or, unless it is
// replaced in place, cannot be moved.
func checkFolder(opt Options, target string) error {
	info, err := os.Stat(target)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("output: find target: %w", err)
	case !info.IsDir():
		return &TargetError{opt.Target, "it is not a folder"}
	case opt.InPlace:
		return nil
	}
	mounted, err := mountPoint(target)
	if err != nil {
		return fmt.Errorf("output: find target: %w", err)
	}
	if mounted {
		return &UnsafeError{opt.Target, "it is a mount point", nil}
	}
	return nil
}

// homes returns the home folders that are known, without symbolic links. One
// that cannot be found holds nothing to protect.
func homes(named string) []string {
	var dirs []string
	if u, err := user.Current(); err == nil {
		dirs = append(dirs, u.HomeDir)
	}
	var found []string
	for _, dir := range append(dirs, named) {
		if real, err := filepath.EvalSymlinks(dir); err == nil && filepath.IsAbs(real) {
			found = append(found, real)
		}
	}
	return found
}

// within reports whether path is dir or lies in it. Folders are compared by
// identity too: on many disks "Content" is "content".
func within(path, dir string) bool {
	info, err := os.Stat(dir)
	for {
		if path == dir {
			return true
		}
		if err == nil {
			if other, err := os.Stat(path); err == nil && os.SameFile(info, other) {
				return true
			}
		}
		up := filepath.Dir(path)
		if up == path {
			return false
		}
		path = up
	}
}
