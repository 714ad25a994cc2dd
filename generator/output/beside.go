package output

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// Variant is another form of files, which lies beside them: a compressed copy.
type Variant struct {
	Suffix string                       // of its name, behind the file's: ".gz"
	Key    string                       // names Make, its version included
	Of     func(path string) bool       // which files have it
	Make   func([]byte) ([]byte, error) // of a file's bytes; pure
}

// Beside adds variants of the files that were put, where they are smaller. They are
// files of the set as all others are, gone with the next build that does not want
// them. Where the set has a file of that name, that one stays. It is called once,
// behind the last Put.
func (s *Stage) Beside(ctx context.Context, variants ...Variant) error {
	s.open.RLock()
	defer s.open.RUnlock()
	if s.closed {
		return errors.New("output: add variants: the stage is closed")
	}
	err := parallel(union(s.next), func(path string) error {
		for _, v := range variants {
			if err := ctx.Err(); err != nil {
				return err
			}
			if !v.Of(path) {
				continue
			}
			if err := s.beside(path, v); err != nil {
				return fmt.Errorf("output: make %q: %w", path+v.Suffix, err)
			}
		}
		return nil
	})
	if err != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.failed = errors.Join(s.failed, err)
	}
	return err
}

// beside adds a variant of a file. It is known by the bytes that it is made of: one
// that the last build published is kept, and the file not read.
func (s *Stage) beside(path string, v Variant) error {
	name := path + v.Suffix
	s.mu.Lock()
	of, fresh := s.next[path], s.fresh[path]
	old, known := s.prev[name]
	taken := s.claims.add(name)
	s.mu.Unlock()
	if taken != nil {
		return nil // the site has a file of its own there
	}
	key := hashOf(append([]byte(v.Key+"\x00"), of.hash[:]...))
	if known && old.key == key {
		e, found, err := examine(s.place.file(name), old)
		if err != nil {
			return err
		}
		if found == unchanged {
			s.record(name, e, false)
			return nil
		}
	}
	data, err := s.content(path, of, fresh)
	if err != nil {
		return err
	}
	packed, err := v.Make(data)
	if err != nil || len(packed) >= len(data) {
		return err
	}
	e := entry{key: key, hash: hashOf(packed), size: int64(len(packed))}
	if e.time, err = s.write(name, packed); err != nil {
		return err
	}
	s.record(name, e, true)
	return nil
}

// content reads a file of the set where it now lies.
func (s *Stage) content(path string, e entry, fresh bool) ([]byte, error) {
	name := s.place.file(path)
	if fresh {
		name = s.staged(path)
	}
	data, err := os.ReadFile(name)
	if err == nil && hashOf(data) != e.hash {
		err = &ForeignError{s.place.shown, []string{path}}
	}
	return data, err
}

// Size returns how many bytes the files have that were put so far.
func (s *Stage) Size() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	var sum int64
	for _, e := range s.next {
		sum += e.size
	}
	return sum
}
