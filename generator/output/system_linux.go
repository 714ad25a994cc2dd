package output

import (
	"errors"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// swap exchanges two folders in one step. It returns errNoSwap where the kernel
// or the file system cannot; some sandboxes answer an unknown call with EPERM,
// and where that is meant the renames tried instead meet it too.
func swap(a, b string) error {
	err := unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
	switch {
	case errors.Is(err, unix.EINVAL), errors.Is(err, unix.ENOSYS), errors.Is(err, unix.ENOTSUP), errors.Is(err, unix.EPERM):
		return errNoSwap
	case err != nil:
		return &os.LinkError{Op: "exchange", Old: a, New: b, Err: err}
	}
	return nil
}

// mountPoint reports whether something is mounted on the folder. Before Linux 5.8
// a bind mount from the same device is not seen; its rename fails.
func mountPoint(dir string) (bool, error) {
	var at, up unix.Statx_t
	if err := statx(dir, &at); err != nil {
		return false, err
	}
	if at.Attributes_mask&unix.STATX_ATTR_MOUNT_ROOT != 0 {
		return at.Attributes&unix.STATX_ATTR_MOUNT_ROOT != 0, nil
	}
	if err := statx(filepath.Dir(dir), &up); err != nil {
		return false, err
	}
	return at.Dev_major != up.Dev_major || at.Dev_minor != up.Dev_minor, nil
}

func statx(path string, to *unix.Statx_t) error {
	if err := unix.Statx(unix.AT_FDCWD, path, 0, unix.STATX_BASIC_STATS, to); err != nil {
		return &os.PathError{Op: "statx", Path: path, Err: err}
	}
	return nil
}

// beginWriteback starts writing the file's data to the disk and does not wait.
// Only a hint: its error is of no account.
func beginWriteback(f *os.File) {
	_ = unix.SyncFileRange(int(f.Fd()), 0, 0, unix.SYNC_FILE_RANGE_WRITE)
}
