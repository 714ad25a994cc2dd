package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"syscall"
)

// Summary counts what a Commit published.
type Summary struct {
	Files   int   // in the set: Written and Kept
	Written int   // new or with new content
	Kept    int   // the same bytes as before
	Removed int   // published before and not in the set
	Bytes   int64 // of the whole set

	// Aside is a folder with files that someone put into the target in the
	// instant of the exchange; nearly always "".
	Aside string
}

// Commit publishes the set that was put: all of it, or, with an error, nothing;
// in place, an error may leave files of both sets, and the next run goes on. (If
// the exchange is done and old files cannot be deleted, that is an error too; the
// next run deletes them.) The context stops it before the exchange. Files in the
// target that are not ours stop it with a *ForeignError, a target that cannot be
// exchanged with an *UnsafeError. After an error the caller must still call Abort.
func (s *Stage) Commit(ctx context.Context) (Summary, error) {
	s.open.Lock()
	defer s.open.Unlock()
	if s.closed {
		return Summary{}, errors.New("output: commit: the stage is closed")
	}
	if s.failed != nil {
		return Summary{}, s.failed
	}
	if len(s.absent) > 0 {
		return Summary{}, fmt.Errorf("output: commit: %d files could not be made, such as %q", len(s.absent), s.absent[0])
	}
	if err := s.verify(ctx); err != nil {
		return Summary{}, err
	}
	s.hooks.step("verified")
	sum := s.summary()
	aside, err := s.publish(ctx, sum)
	if err != nil {
		return Summary{}, err
	}
	sum.Aside = aside
	s.closed = true
	s.cancel()
	if err := s.lock.release(); err != nil {
		return sum, fmt.Errorf("output: commit: %w", err)
	}
	return sum, nil
}

func (s *Stage) summary() Summary {
	sum := Summary{Files: len(s.next), Written: len(s.fresh), Kept: len(s.next) - len(s.fresh)}
	for _, e := range s.next {
		sum.Bytes += e.size
	}
	for path := range s.prev {
		if _, stays := s.next[path]; !stays {
			sum.Removed++
		}
	}
	return sum
}

func (s *Stage) publish(ctx context.Context, sum Summary) (aside string, err error) {
	switch {
	case sum.Written == 0 && sum.Removed == 0 && !s.targetMissing():
		err = s.settle()
	case s.place.inPlace:
		aside, err = s.replaceFiles(ctx)
	default:
		aside, err = s.exchange(ctx)
	}
	if err != nil {
		err = fmt.Errorf("output: publish into %q: %w", s.place.shown, err)
	}
	return aside, err
}

// settle ends a build that changed nothing: only keys and times may be new.
func (s *Stage) settle() error {
	if err := writeManifest(s.place.manifest(), s.manifest()); err != nil {
		return err
	}
	return os.RemoveAll(s.dir)
}

// manifest returns the manifest of the set.
func (s *Stage) manifest() manifest {
	return manifest{s.place.name, relative(s.place.parent(), s.dir), s.next}
}

// exchange publishes the set as a whole.
func (s *Stage) exchange(ctx context.Context) (aside string, err error) {
	if err := s.linkKept(); err != nil {
		return "", err
	}
	tree := filepath.Join(s.dir, newTree)
	if info, err := os.Stat(s.place.target); err == nil {
		if err := os.Chmod(tree, info.Mode().Perm()); err != nil {
			return "", err
		}
	}
	if err := syncDir(tree); err != nil {
		return "", err
	}
	s.hooks.step("linked")
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if err := s.begin(); err != nil {
		return "", err
	}
	if err := s.swapTrees(tree); err != nil {
		return "", errors.Join(s.explain(err), s.undo())
	}
	s.hooks.step("exchanged")
	if aside, err = sweep(s.dir, s.prev, s.next); err != nil {
		return "", err
	}
	s.hooks.step("cleared")
	return aside, s.end()
}

// begin writes the journal: from here on the next run would mend a crash.
func (s *Stage) begin() error {
	if err := writeManifest(s.place.journal(), s.manifest()); err != nil {
		return err
	}
	s.journaled = true
	s.hooks.step("journal written")
	if err := s.unmark(); err != nil {
		return err
	}
	s.hooks.step("unmarked")
	return nil
}

// undo takes begin back.
func (s *Stage) undo() error {
	if s.targetMissing() {
		if _, err := os.Lstat(filepath.Join(s.dir, oldTree)); err == nil {
			return nil // the journal is needed: the old files are not back
		}
	}
	if err := errors.Join(s.mark(), os.Remove(s.place.journal())); err != nil {
		return err
	}
	s.journaled = false
	return nil
}

// end makes the journal the manifest, in one step.
func (s *Stage) end() error {
	if err := os.Rename(s.place.journal(), s.place.manifest()); err != nil {
		return err
	}
	s.journaled = false
	return nil
}

// linkKept brings the kept files into the stage, by copies where the file system
// has no links.
func (s *Stage) linkKept() error {
	kept := slices.DeleteFunc(union(s.next), func(path string) bool { return s.fresh[path] })
	return parallel(kept, func(path string) error {
		if err := s.makeParent(s.staged(path)); err != nil {
			return err
		}
		from, to := s.place.file(path), s.staged(path)
		err := s.hooks.link(from, to)
		if err == nil {
			return nil
		}
		data, rerr := os.ReadFile(from)
		if rerr != nil {
			return rerr
		}
		if hashOf(data) != s.next[path].hash {
			return &ForeignError{s.place.shown, []string{path}}
		}
		time, err := s.write(path, data)
		if err != nil {
			return err
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		e := s.next[path]
		e.time = time
		s.next[path] = e
		return nil
	})
}

// swapTrees exchanges the new tree and the target.
func (s *Stage) swapTrees(tree string) error {
	if s.targetMissing() {
		return os.Rename(tree, s.place.target)
	}
	err := s.hooks.swap(tree, s.place.target)
	if !errors.Is(err, errNoSwap) {
		return err
	}
	old := filepath.Join(s.dir, oldTree)
	if err := os.Rename(s.place.target, old); err != nil {
		return err
	}
	s.hooks.step("target away")
	if err := os.Rename(tree, s.place.target); err != nil {
		return errors.Join(err, os.Rename(old, s.place.target))
	}
	return nil
}

// explain tells a target that cannot be moved from other trouble.
func (s *Stage) explain(err error) error {
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EXDEV) ||
		errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.EROFS) {
		return &UnsafeError{s.place.shown, "the file system does not let it be moved", err}
	}
	return err
}

// removed returns the paths of files that were published and are not in the set.
func (s *Stage) removed() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(s.prev)), func(path string) bool {
		_, stays := s.next[path]
		return stays
	})
}
