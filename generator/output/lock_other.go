//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
)

// lock is a file that is there as long as it is held.
type lock struct{ name string }

// takeLock takes the lock without waiting, or returns a *LockedError. A lock
// whose process is gone is taken over; where that cannot be told, the message
// names the file to delete.
func takeLock(name, target string) (*lock, error) {
	for range 2 {
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err == nil {
			_, err = fmt.Fprintln(f, os.Getpid())
			if err = errors.Join(err, f.Close()); err != nil {
				return nil, errors.Join(fmt.Errorf("output: lock: %w", err), os.Remove(name))
			}
			return &lock{name}, nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return nil, fmt.Errorf("output: lock: %w", err)
		}
		text, _ := os.ReadFile(name) // only to know the owner
		pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
		if err != nil || alive(pid) {
			return nil, &LockedError{target, strings.TrimSpace(string(text)), name}
		}
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("output: lock: %w", err)
		}
	}
	return nil, &LockedError{target, "", name}
}

// alive reports whether the process may still run. Windows finds only processes
// that do.
func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	return p.Release() == nil
}

func (l *lock) release() error { return os.Remove(l.name) }
