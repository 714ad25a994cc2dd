package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// finding is what a file is, compared with an entry.
type finding int

const (
	missing finding = iota
	changed
	unchanged
)

// examine compares the file with the entry and returns the entry with the file's
// present time. The content is read only if the time differs.
func examine(name string, e entry) (entry, finding, error) {
	info, err := os.Lstat(name)
	// A file in place of the folder also means that this file is not there.
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
		return e, missing, nil
	}
	if err != nil || info.IsDir() { // what is in a folder is looked at by itself
		return e, missing, err
	}
	return compare(name, info, e)
}

func compare(name string, info fs.FileInfo, e entry) (entry, finding, error) {
	if !info.Mode().IsRegular() || info.Size() != e.size {
		return e, changed, nil
	}
	time := info.ModTime().UnixNano()
	if time == e.time {
		return e, unchanged, nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return e, changed, err
	}
	if hashOf(data) != e.hash {
		return e, changed, nil
	}
	e.time = time
	return e, unchanged, nil
}

// examineAny compares the file with the path's entry in each set, in turn. If it
// is as none of them says, the entry is that of the first that has the path.
func examineAny(name, path string, sets ...map[string]entry) (entry, finding, error) {
	var first *entry
	for _, set := range sets {
		e, ok := set[path]
		if !ok {
			continue
		}
		e, found, err := examine(name, e)
		if err != nil || found != changed {
			return e, found, err
		}
		if first == nil {
			first = &e
		}
	}
	return *first, changed, nil
}

// verify goes through the target and refuses files that are not ours. It also
// updates the times of those that are.
func (s *Stage) verify(ctx context.Context) error {
	foreign := &ForeignError{Target: s.place.shown}
	err := filepath.WalkDir(s.place.target, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name == s.dir: // the stage, in place
			return fs.SkipDir
		case d.IsDir():
			return ctx.Err()
		}
		path := relative(s.place.target, name)
		e, known := s.prev[path]
		if !known {
			foreign.Paths = append(foreign.Paths, path)
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		e, found, err := compare(name, info, e)
		if found != unchanged {
			foreign.Paths = append(foreign.Paths, path)
		}
		s.prev[path] = e
		return err
	})
	if err != nil && !(errors.Is(err, fs.ErrNotExist) && s.targetMissing()) {
		return fmt.Errorf("output: look through %q: %w", s.place.shown, err)
	}
	if len(foreign.Paths) > 0 {
		return foreign
	}
	return nil
}

func (s *Stage) targetMissing() bool {
	_, err := os.Lstat(s.place.target)
	return errors.Is(err, fs.ErrNotExist)
}
