//go:build unix

package book

import (
	"os/exec"
	"syscall"
)

// group makes a browser the head of a group of processes, which is ended as a whole:
// what a system calls chromium may be a script that waits for the real one.
func group(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	c.Cancel = func() error { return syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
}
