//go:build !unix

package lab

import "os/exec"

func group(*exec.Cmd) {}

// kill ends a program; what it started may live on.
func kill(c *exec.Cmd) {
	_ = c.Process.Kill() // it may have ended by now
}
