//go:build unix

package output

import (
	"errors"
	"os"
	"syscall"
)

// syncDir brings the names in a folder to the disk. File systems that cannot say
// so, and leave it at that.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		err = nil
	}
	return errors.Join(err, d.Close())
}
