package output

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Put adds a file under its slash-separated path, relative to the target. The
// key stands for all that make depends on. make is called at once, unless the
// last build published the file with the same key and it is unchanged since.
// Put may be called from several goroutines; after an error from it, Commit
// refuses.
func (s *Stage) Put(path string, key [16]byte, make func(context.Context) ([]byte, error)) error {
	s.open.RLock()
	defer s.open.RUnlock()
	if s.closed {
		return fmt.Errorf("output: put %q: the stage is closed", path)
	}
	err := s.put(path, key, make)
	if err == nil {
		return nil
	}
	err = fmt.Errorf("output: put %q: %w", path, err)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failed == nil {
		s.failed = err
	}
	return err
}

func (s *Stage) put(path string, key [16]byte, make func(context.Context) ([]byte, error)) error {
	if err := checkPath(path); err != nil {
		return err
	}
	s.mu.Lock()
	err := s.claims.add(path)
	old, known := s.prev[path]
	s.mu.Unlock()
	if err != nil {
		return err
	}
	if known {
		found := unchanged
		if old, found, err = examine(s.place.file(path), old); err != nil {
			return err
		}
		known = found == unchanged
	}
	if known && old.key == key {
		s.record(path, old, false)
		return nil
	}
	data, err := make(s.making)
	if err != nil {
		return err
	}
	e := entry{key: key, hash: hashOf(data), size: int64(len(data))}
	if known && old.hash == e.hash && old.size == e.size {
		old.key = key // other inputs, same bytes: the file and its time stay
		s.record(path, old, false)
		return nil
	}
	if e.time, err = s.write(path, data); err != nil {
		return err
	}
	s.record(path, e, true)
	return nil
}

// record notes a file of the set. Its entry stands in for the last build's where
// that was found unchanged, so that its content is not read again.
func (s *Stage) record(path string, e entry, fresh bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next[path] = e
	if fresh {
		s.fresh[path] = true
	} else {
		s.prev[path] = e
	}
}

// write creates the file in the stage and returns its modification time.
func (s *Stage) write(path string, data []byte) (int64, error) {
	name := s.staged(path)
	if err := s.makeParent(name); err != nil {
		return 0, err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return 0, err
	}
	_, err = f.Write(data)
	beginWriteback(f)
	info, statErr := f.Stat()
	if err := errors.Join(err, statErr, f.Close()); err != nil {
		return 0, err
	}
	return info.ModTime().UnixNano(), nil
}

// makeParent makes the folder of a file in the stage, each only once.
func (s *Stage) makeParent(name string) error {
	dir := filepath.Dir(name)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dirs[dir] {
		return nil
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	s.dirs[dir] = true
	return nil
}

// Keep says that a file could not be made and that the published one should stay.
// A set with such a file is not whole: Commit refuses it.
func (s *Stage) Keep(path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.absent = append(s.absent, path)
}

func hashOf(data []byte) [16]byte {
	sum := sha256.Sum256(data)
	return [16]byte(sum[:16])
}
