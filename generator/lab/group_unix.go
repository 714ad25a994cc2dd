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

// kill ends a program and its group; what left the group lives on, unless it is
// in a name space of processes.
func kill(c *exec.Cmd) {
	_ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL) // it may have ended by now
}
