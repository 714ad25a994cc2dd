package output

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// repair mends what a run left that was killed while it published. It may itself
// be killed at any point: the journal goes last.
func (s *Stage) repair() error {
	journal, found, err := readManifest(s.place.journal(), s.place.name)
	if err != nil || !found {
		return err
	}
	old, _, err := readManifest(s.place.manifest(), s.place.name)
	if err != nil {
		return err
	}
	if dir, ok := s.stageOf(journal); ok {
		if err := s.putBack(dir); err != nil {
			return err
		}
		s.hooks.step("target back")
		if _, err := sweep(dir, old.files, journal.files); err != nil {
			return err
		}
		s.hooks.step("stage cleared")
	}
	files, err := s.present(old.files, journal.files)
	if err != nil {
		return err
	}
	if err := writeManifest(s.place.manifest(), manifest{s.place.name, journal.stage, files}); err != nil {
		return err
	}
	s.hooks.step("manifest mended")
	return os.Remove(s.place.journal())
}

// stageOf returns the stage that a journal names, if it is one.
func (s *Stage) stageOf(journal manifest) (dir string, ok bool) {
	in, name := path.Split(journal.stage)
	beside := in == "" && strings.HasPrefix(name, s.place.stagePrefix())
	inside := in == filepath.Base(s.place.target)+"/" && strings.HasPrefix(name, innerPrefix)
	return filepath.Join(s.place.parent(), in, name), beside || inside
}

// putBack undoes the first of two renames if the second did not happen. Back
// rather than forward, for what was published is surely on the disk.
func (s *Stage) putBack(dir string) error {
	if !s.targetMissing() {
		return nil
	}
	err := os.Rename(filepath.Join(dir, oldTree), s.place.target)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // there was no target yet
	}
	return err
}

// present returns the entries of the files in the target, as one of the sets or
// neither says: the latter are found out by verify.
func (s *Stage) present(sets ...map[string]entry) (map[string]entry, error) {
	files := map[string]entry{}
	for _, path := range union(sets...) {
		e, found, err := examineAny(s.place.file(path), path, sets...)
		if err != nil {
			return nil, err
		}
		if found != missing {
			files[path] = e
		}
	}
	return files, nil
}
