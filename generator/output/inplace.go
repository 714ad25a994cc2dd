package output

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// replaceFiles publishes the set file by file, in an order that keeps what is
// shown in between usable: files that pages refer to, the pages, deletions. Only
// files that are in the way of new ones are deleted before.
func (s *Stage) replaceFiles(ctx context.Context) (aside string, err error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if err := s.begin(); err != nil {
		return "", err
	}
	inTheWay, later := s.deletions()
	if err := s.remove(inTheWay); err != nil {
		return "", err
	}
	for _, path := range s.placingOrder() {
		if err := s.placeFile(path); err != nil {
			return "", err
		}
	}
	if err := s.remove(later); err != nil {
		return "", err
	}
	if aside, err = sweep(s.dir, s.next); err != nil {
		return "", err
	}
	s.hooks.step("cleared")
	return aside, s.end()
}

// deletions returns the files that are not in the set any more, those apart that
// have to make room for one of the set.
func (s *Stage) deletions() (inTheWay, later []string) {
	for _, path := range s.removed() {
		if s.claims.clash(path) {
			inTheWay = append(inTheWay, path)
		} else {
			later = append(later, path)
		}
	}
	return inTheWay, later
}

// placingOrder returns the written files: first new ones that are no pages, then
// replaced ones that are none (the index of a search, which names its new parts),
// then pages.
func (s *Stage) placingOrder() []string {
	rank := func(path string) int {
		_, replaces := s.prev[path]
		switch {
		case strings.HasSuffix(path, ".html") || strings.Contains(path, ".html."): // or a variant of one
			return 2
		case replaces:
			return 1
		}
		return 0
	}
	paths := slices.DeleteFunc(union(s.next), func(path string) bool { return !s.fresh[path] })
	slices.SortStableFunc(paths, func(a, b string) int { return rank(a) - rank(b) })
	return paths
}

// placeFile moves a written file to its place, where there may only be the file
// that it replaces.
func (s *Stage) placeFile(path string) error {
	name := s.place.file(path)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	if info, err := os.Lstat(name); err == nil && info.IsDir() {
		if err := prune(name); err != nil { // left empty by files in the way
			return err
		}
	} else if err == nil {
		if err := s.check(path); err != nil {
			return err
		}
	}
	if err := os.Rename(s.staged(path), name); err != nil {
		return err
	}
	s.hooks.step("placed " + path)
	return nil
}

// check refuses a file that is not as it was published.
func (s *Stage) check(path string) error {
	e, known := s.prev[path]
	if known {
		_, found, err := examine(s.place.file(path), e)
		if err != nil || found != changed {
			return err
		}
	}
	return &ForeignError{s.place.shown, []string{path}}
}

// remove deletes published files and the folders that are empty then.
func (s *Stage) remove(paths []string) error {
	for _, path := range paths {
		if err := s.check(path); err != nil {
			return err
		}
		name := s.place.file(path)
		if err := os.Remove(name); err != nil && !os.IsNotExist(err) {
			return fmt.Errorf("delete %q: %w", path, err)
		}
		for dir := filepath.Dir(name); dir != s.place.target; dir = filepath.Dir(dir) {
			if os.Remove(dir) != nil {
				break // not empty
			}
		}
		s.hooks.step("deleted " + path)
	}
	return nil
}
