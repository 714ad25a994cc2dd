package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// What is in a stage.
const (
	marker  = "owner" // the marker, until the exchange: all else in the stage may be deleted
	newTree = "tree"  // the new files; after a true exchange the old ones
	oldTree = "old"   // the old files after two renames
)

// innerPrefix begins the name of a stage inside the target.
const innerPrefix = ".duizhao-stage-"

// stagePrefix begins the name of a stage beside the target.
func (p place) stagePrefix() string { return "." + filepath.Base(p.target) + innerPrefix }

// staged returns where a file of the set lies in the stage.
func (s *Stage) staged(path string) string {
	return filepath.Join(s.dir, newTree, filepath.FromSlash(path))
}

// makeStage makes the stage and its marker. It is private, for nobody should read
// a site that is half written. That the parent can be written shows here.
func (s *Stage) makeStage() error {
	in, prefix := s.place.parent(), s.place.stagePrefix()
	if s.place.inPlace {
		in, prefix = s.place.target, innerPrefix
	}
	err := os.MkdirAll(in, 0o777)
	if err == nil {
		s.dir, err = os.MkdirTemp(in, fmt.Sprintf("%s%d-*", prefix, os.Getpid()))
	}
	if err != nil && !s.place.inPlace {
		return &UnsafeError{s.place.shown, "its parent folder cannot be written", err}
	}
	if err != nil {
		return fmt.Errorf("output: make stage: %w", err)
	}
	s.hooks.step("stage made")
	if err := s.mark(); err != nil {
		return errors.Join(fmt.Errorf("output: make stage: %w", err), os.RemoveAll(s.dir))
	}
	if err := os.Mkdir(filepath.Join(s.dir, newTree), 0o777); err != nil {
		return errors.Join(fmt.Errorf("output: make stage: %w", err), os.RemoveAll(s.dir))
	}
	s.hooks.step("stage ready")
	return nil
}

func (s *Stage) mark() error {
	return os.WriteFile(filepath.Join(s.dir, marker), []byte(s.place.owner), 0o666)
}

func (s *Stage) unmark() error { return os.Remove(filepath.Join(s.dir, marker)) }

// removeStale removes the stages of runs that were killed before their exchange,
// and half-written manifests. A stage is known by its name and by its marker,
// which names our state folder; since we hold the lock, its process is gone.
func (s *Stage) removeStale() error {
	stale := func(dir, prefix string) error {
		files, err := os.ReadDir(dir)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		for _, f := range files {
			name := filepath.Join(dir, f.Name())
			if !f.IsDir() || !strings.HasPrefix(f.Name(), prefix) {
				continue
			}
			text, rerr := os.ReadFile(filepath.Join(name, marker))
			if rerr == nil && strings.HasPrefix(s.place.owner, string(text)) { // it may be half written
				err = errors.Join(err, os.RemoveAll(name))
			}
			_ = os.Remove(name) // only if it is empty: killed before the marker
		}
		return err
	}
	files, err := os.ReadDir(s.place.state)
	for _, f := range files {
		if strings.HasSuffix(f.Name(), tempSuffix) {
			err = errors.Join(err, os.Remove(filepath.Join(s.place.state, f.Name())))
		}
	}
	return errors.Join(err,
		stale(s.place.parent(), s.place.stagePrefix()),
		stale(s.place.target, innerPrefix))
}

// sweep deletes what is left in a stage after the exchange, or after a run that
// was killed about then: each file only if it is as one of the sets says. What
// else there is appeared while the target was exchanged; it is put aside and the
// name of its folder returned, "" if there is nothing.
func sweep(dir string, sets ...map[string]entry) (aside string, err error) {
	paths := union(sets...)
	for _, tree := range []string{filepath.Join(dir, newTree), filepath.Join(dir, oldTree)} {
		if _, err := os.Lstat(tree); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		err := parallel(paths, func(path string) error {
			return removeOurs(filepath.Join(tree, filepath.FromSlash(path)), path, sets...)
		})
		if err != nil {
			return "", err
		}
		if err := prune(tree); err != nil {
			return "", err
		}
	}
	err = os.Remove(filepath.Join(dir, marker))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	err = os.Remove(dir)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	// Another name, so that no later run takes it for a stage.
	at := strings.LastIndex(dir, innerPrefix)
	aside = dir[:at] + ".duizhao-aside-" + dir[at+len(innerPrefix):]
	return aside, os.Rename(dir, aside)
}

// removeOurs deletes the file if it is as one of the sets says.
func removeOurs(name, path string, sets ...map[string]entry) error {
	_, found, err := examineAny(name, path, sets...)
	if err != nil || found != unchanged {
		return err
	}
	return os.Remove(name)
}

// prune removes the empty folders in dir, and dir if it is empty then.
func prune(dir string) error {
	if os.Remove(dir) == nil { // most are empty: no need to look
		return nil
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	left := len(files)
	for _, f := range files {
		if !f.IsDir() {
			continue
		}
		name := filepath.Join(dir, f.Name())
		if err := prune(name); err != nil {
			return err
		}
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			left--
		}
	}
	if left > 0 {
		return nil
	}
	return os.Remove(dir)
}
