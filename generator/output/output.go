// Package output writes what leaves the program: it publishes the files of a
// site into a folder, the target, and it replaces source files for the commands
// that edit them. It knows nothing of what is in the files.
//
// Two promises hold, whenever the process or the machine stops:
//
//   - All or nothing. The target holds the files of the last build or of this
//     one, never some of each.
//   - Only what is ours. No file is deleted or replaced that an earlier build
//     did not put there with just that content. Anything else in the target
//     stops the build, by name.
//
// # How a set is published
//
// Open takes the lock of the target, mends what a killed run left, and makes a
// stage, a folder beside the target and so on the same file system. Put writes
// files into it. A file whose key is that of the last build, and which still lies
// in the target as it was left, is not made again. Commit then
//
//  1. goes through the target and refuses what is not ours,
//  2. links the kept files into the stage,
//  3. writes the journal,
//  4. exchanges the stage and the target in one system call, or by two renames
//     where there is no such call,
//  5. deletes the old files one by one, each only if it is as the manifest says,
//  6. makes the journal the manifest.
//
// Beside adds, before Commit, other forms of files, which are then files of the set.
//
// A set that equals the published one is left alone. A server that shows the
// target has to open it by its path: its old folder is gone.
//
// In place (Options.InPlace) is for targets that cannot be moved, such as a mount
// point. The stage is inside the target and step 4 goes file by file: first what
// pages refer to, then the pages, then the deletions. Each file is replaced
// atomically, the set is not; a run that is killed leaves some files of each
// build, all known, and the next run goes on from there.
//
// # Files in the state folder
//
// Each target has a folder State/output/NAME-HASH: the target's name and the
// first 8 hex digits of the SHA-256 of its path relative to Options.Root. In it
//
//	lock      held as long as a Stage is open; holds the process id
//	manifest  the files in the target
//	journal   a manifest too, of the files about to be in the target; only while
//	          Commit runs or after it was killed
//
// A manifest is text, its lines ended by "\n":
//
//	duizhao manifest 1
//	target public
//	stage .public.duizhao-stage-4711-123
//	KEY HASH SIZE TIME PATH
//	…
//	end SUM
//
// target is relative to Options.Root, stage to the target's parent. The lines of
// the files are in the order of their paths' bytes. KEY is the key given to Put,
// HASH the SHA-256 of the content cut to 16 bytes, both in hexadecimal; SIZE is
// in bytes; TIME is the modification time in nanoseconds since 1970; PATH is
// relative to the target, with slashes, and runs to the end of the line. SUM is
// the SHA-256, cut to 16 bytes, of all before the last line. A file with size and
// time as recorded counts as unchanged; with another time its content is
// compared. A damaged manifest is none.
//
// A stage holds the new files in "tree" and, until the journal is written, a
// marker "owner" that names the state folder: the next run, which has the lock,
// may delete such a stage with all that is in it, for its process is gone.
//
// After a crash the journal says where the stage is. If the target is away
// (between the two renames) it is moved back. Every file in the target is ours if
// it is as the manifest or as the journal says; so is every file in the stage,
// whichever of the two sets it now holds.
//
// The journal is synced before the exchange. The files of the set are not synced
// one by one: their writing to the disk is begun early (on Linux) and the folder
// is synced once, before the exchange. On a file system that does not order
// data before names, a power cut may leave damaged files, which the next build
// names as changed.
package output

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
)

// Options says where a set is published.
type Options struct {
	Target  string // the folder to publish into; need not exist
	State   string // the folder of the manifest: .duizhao in the site's root
	Root    string // the site's root
	Home    string // the user's home folder, refused as a target besides that of the account; may be ""
	InPlace bool   // replace file by file, not atomically
}

// Stage is a set of files about to be published. It satisfies build.Sink.
type Stage struct {
	place place
	hooks hooks
	lock  *lock
	dir   string // the stage: the marker "owner", the new files in "tree", maybe the old ones in "old"

	making context.Context // given to make; ended by Abort, which no argument of Put could tell
	cancel context.CancelFunc

	open      sync.RWMutex // read-locked while a Put runs
	closed    bool
	journaled bool // the stage is described by the journal and must be left to it

	mu     sync.Mutex
	claims claims
	dirs   map[string]bool  // folders made in the stage
	prev   map[string]entry // what the last build published
	next   map[string]entry // what was put
	fresh  map[string]bool  // those of next that were written to the stage; the others are kept
	absent []string         // paths given to Keep
	failed error            // the first error of a Put
}

// hooks let tests stop a run between two steps, or make a system call fail.
type hooks struct {
	step func(name string)
	swap func(a, b string) error
	link func(old, new string) error
}

// Open takes the lock of the target, mends what a killed run left there and
// prepares a stage. The caller must end it by Commit or Abort.
//
// Errors to tell apart: *TargetError and *ForeignError are wrong use (exit code
// 2), *UnsafeError and *LockedError the machine's (3), as is any other.
func Open(opt Options) (*Stage, error) {
	return open(opt, hooks{step: func(string) {}, swap: swap, link: os.Link})
}

func open(opt Options, h hooks) (_ *Stage, err error) {
	p, err := locate(opt)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(p.state, 0o777); err != nil {
		return nil, fmt.Errorf("output: make state folder: %w", err)
	}
	l, err := takeLock(filepath.Join(p.state, "lock"), opt.Target)
	if err != nil {
		return nil, err
	}
	opened := false
	defer func() {
		if !opened {
			err = errors.Join(err, l.release())
		}
	}()
	s := &Stage{place: p, hooks: h, lock: l, claims: claims{}, dirs: map[string]bool{},
		next: map[string]entry{}, fresh: map[string]bool{}}
	if err := s.prepare(); err != nil {
		return nil, err
	}
	s.making, s.cancel = context.WithCancel(context.Background())
	opened = true
	return s, nil
}

// prepare mends and clears what earlier runs left, reads the manifest and makes
// the stage.
func (s *Stage) prepare() error {
	if err := s.repair(); err != nil {
		return fmt.Errorf("output: repair %q: %w", s.place.shown, err)
	}
	s.hooks.step("repaired")
	if err := s.removeStale(); err != nil {
		return fmt.Errorf("output: remove stale stage: %w", err)
	}
	m, known, err := readManifest(s.place.manifest(), s.place.name)
	if err != nil {
		return fmt.Errorf("output: %w", err)
	}
	s.prev = m.files
	if !known { // early, for the same would stop Commit
		if err := s.verify(context.Background()); err != nil {
			return err
		}
	}
	return s.makeStage()
}

// Abort gives the set up and removes the stage; the target stays as it is. Calls
// of make that still run have their context ended and are waited for. After a
// Commit that succeeded Abort does nothing, so it may be deferred.
func (s *Stage) Abort() error {
	s.cancel()
	s.open.Lock()
	defer s.open.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	var err error
	if !s.journaled {
		err = os.RemoveAll(s.dir)
	}
	if err = errors.Join(err, s.lock.release()); err != nil {
		return fmt.Errorf("output: abort: %w", err)
	}
	return nil
}
