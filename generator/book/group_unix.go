//go:build unix

package book

import (
	"errors"
	"os"
	"os/exec"
	"syscall"
)

// group makes a browser the head of a group of processes, which is ended as a whole:
// what a system calls chromium may be a script that waits for the real one.
func group(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	c.Cancel = func() error {
		err := syscall.Kill(-c.Process.Pid, syscall.SIGKILL)
		if errors.Is(err, syscall.ESRCH) {
			return os.ErrProcessDone
		}
		return err
	}
}
