package output

import (
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

// checkPath refuses a path that is not a plain relative one on every system.
func checkPath(p string) error {
	switch {
	case !utf8.ValidString(p) || strings.ContainsFunc(p, unicode.IsControl):
		return errors.New("the path has bytes that are not text")
	case p == "." || path.Clean(p) != p || strings.Contains(p, `\`) || !filepath.IsLocal(filepath.FromSlash(p)):
		return errors.New("the path is not a plain relative one")
	case strings.HasPrefix(p, innerPrefix):
		return fmt.Errorf("names that begin with %q are used by the stage", innerPrefix)
	}
	return nil
}

// claims are the paths of a set and of their folders, by their folded form:
// names that differ by case alone are one file on many disks.
type claims map[string]claim

type claim struct {
	path string // as given
	dir  bool
}

// add claims a file's path and its folders, or says which path is in its way.
func (c claims) add(p string) error {
	for i := range len(p) {
		if p[i] != '/' {
			continue
		}
		if err := c.take(claim{p[:i], true}); err != nil {
			return err
		}
	}
	return c.take(claim{p, false})
}

func (c claims) take(it claim) error {
	key := fold(it.path)
	old, taken := c[key]
	switch {
	case !taken:
		c[key] = it
		return nil
	case old.path != it.path:
		return fmt.Errorf("%q and %q differ only by case", it.path, old.path)
	case old.dir != it.dir:
		return fmt.Errorf("%q would be a file and a folder", it.path)
	case !it.dir:
		return errors.New("the path was put twice")
	}
	return nil
}

// clash reports whether a path that is not in the set has a name that, but for
// case, is one of the set's, or lies in a file of the set.
func (c claims) clash(p string) bool {
	for i := range len(p) {
		if p[i] != '/' {
			continue
		}
		if old, taken := c[fold(p[:i])]; taken && (!old.dir || old.path != p[:i]) {
			return true
		}
	}
	_, taken := c[fold(p)]
	return taken
}

// fold maps strings that are equal but for case to one: every character to the
// least of those that Unicode's simple folding calls equal.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			least = min(least, f)
		}
		return least
	}, s)
}
