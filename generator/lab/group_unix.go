//go:build unix

package lab

import (
	"os/exec"
	"syscall"
)

// group makes a program the head of a group of processes, which ends with it.
func group(c *exec.Cmd) {
	if c.SysProcAttr == nil {
		c.SysProcAttr = &syscall.SysProcAttr{}
	}
	c.SysProcAttr.Setpgid = true
}

// kill ends a program and all that it started.
func kill(c *exec.Cmd) {
	_ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL) // it may have ended by now
}
