//go:build unix

package book

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"duizhao"
)

// What is interrupted leaves nothing behind: neither the browser, which a script may
// have started, nor the folder. Debian's chromium is such a script.
func TestPrintInterrupted(t *testing.T) {
	in := small()
	in.Builtin, in.Memo = duizhao.Theme(), memo(t)
	b, _, err := Make(t.Context(), in, Options{Langs: []string{"zh"}})
	if err != nil {
		t.Fatal(err)
	}
	dir, temp := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temp)
	script, number := filepath.Join(dir, "browser"), filepath.Join(dir, "number")
	if err := os.WriteFile(script, []byte("#!/bin/sh\nsleep 300 &\necho $! >"+number+".new\nmv "+number+".new "+number+"\nwait\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		for range 1000 {
			if _, err := os.Stat(number); err == nil {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		cancel()
	}()
	start := time.Now()
	if _, err := b.Print(ctx, script); !errors.Is(err, context.Canceled) {
		t.Errorf("got the error %v", err)
	}
	text, err := os.ReadFile(number)
	if err != nil {
		t.Fatalf("the browser was not started within %s", time.Since(start))
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	if !ended(pid) {
		t.Error("the browser goes on")
		_ = syscall.Kill(pid, syscall.SIGKILL) // it may have ended by now
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("there is left %v %v", left, err)
	}
}

// ended reports whether a process ends soon. One that nobody waits for stays in the
// list of processes, and is dead all the same.
func ended(pid int) bool {
	for range 100 {
		state, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
		if syscall.Kill(pid, 0) != nil || err == nil && strings.Contains(string(state), ") Z ") {
			return true
		}
		time.Sleep(10 * time.Millisecond)
	}
	return false
}
