package output

import (
	"errors"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// swap exchanges two folders in one step. It returns errNoSwap where the file
// system cannot.
func swap(a, b string) error {
	err := unix.RenameatxNp(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_SWAP)
	switch {
	case errors.Is(err, unix.EINVAL), errors.Is(err, unix.ENOSYS), errors.Is(err, unix.ENOTSUP):
		return errNoSwap
	case err != nil:
		return &os.LinkError{Op: "exchange", Old: a, New: b, Err: err}
	}
	return nil
}

// mountPoint reports whether something is mounted on the folder.
func mountPoint(dir string) (bool, error) {
	var at, up unix.Stat_t
	if err := unix.Stat(dir, &at); err != nil {
		return false, &os.PathError{Op: "stat", Path: dir, Err: err}
	}
	if err := unix.Stat(filepath.Dir(dir), &up); err != nil {
		return false, &os.PathError{Op: "stat", Path: filepath.Dir(dir), Err: err}
	}
	return at.Dev != up.Dev, nil
}

// beginWriteback does nothing: the system has no such call.
func beginWriteback(*os.File) {}
