//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package output

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/sys/unix"
)

// lock is an open file with an advisory lock, which ends with the process. The
// file stays: to delete it would let two processes hold two locks of one name.
type lock struct{ file *os.File }

// takeLock takes the lock without waiting, or returns a *LockedError.
func takeLock(name, target string) (*lock, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, fmt.Errorf("output: lock: %w", err)
	}
	if err := flock(f); err != nil {
		owner, _ := io.ReadAll(io.LimitReader(f, 20)) // only for the message
		f.Close()
		if errors.Is(err, unix.EWOULDBLOCK) {
			return nil, &LockedError{target, strings.TrimSpace(string(owner)), name}
		}
		return nil, fmt.Errorf("output: lock %s: %w", name, err)
	}
	err = f.Truncate(0)
	if err == nil {
		_, err = fmt.Fprintln(f, os.Getpid())
	}
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("output: lock: %w", err)
	}
	return &lock{f}, nil
}

func flock(f *os.File) error {
	for {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if !errors.Is(err, unix.EINTR) {
			return err
		}
	}
}

func (l *lock) release() error { return l.file.Close() }
