package lab

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// Where the kernel has what it takes, a program sees no files of others and no
// network. In /proc/net/dev every interface has a colon.
func TestIsolation(t *testing.T) {
	here := isolate()
	outside := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(outside, []byte("secret"), 0o644); err != nil {
		t.Fatal(err)
	}
	got, err := ran(t, t.Context(), here, "cat '"+outside+"'; echo x > '"+outside+"2'; cat /proc/net/dev", nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = os.Stat(outside + "2")
	if here.abi > 0 && (strings.Contains(got.printed, "secret") || err == nil) {
		t.Errorf("it read or wrote a file outside its folder: %+v", got)
	}
	if n := strings.Count(got.printed, ":"); here.apart != 0 && n > 1 {
		t.Errorf("it has %d network interfaces:\n%s", n, got.printed)
	}
	t.Logf("Landlock %d, network apart: %t", here.abi, here.apart != 0)
}

// What a program started is gone once it ended, however it ended: in a name space
// all of it, else what stayed in its group.
func TestNothingLivesOn(t *testing.T) {
	here := isolate()
	for i, c := range []struct {
		text    string
		strays  bool // it leaves the group
		timeout time.Duration
	}{
		{"SLEEP & echo 1", false, time.Minute},
		{"SLEEP", false, 300 * time.Millisecond},
		{"SLEEP & while :; do echo 0123456789012345678901234567890123456789; done", false, time.Minute},
		{"setsid SLEEP & echo 1", true, time.Minute},
		{"(setsid nohup SLEEP >/dev/null 2>&1 &) & sleep 0.1; kill -9 $$", true, time.Minute},
		{"setsid SLEEP & sleep 60", true, 300 * time.Millisecond},
	} {
		for _, in := range []*isolation{here, {}} {
			if c.strays && in.apart&syscall.CLONE_NEWPID == 0 {
				continue
			}
			seconds := strconv.Itoa(i + 10_000*os.Getpid()) // as no other process sleeps
			start := time.Now()
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			_, err := ran(t, ctx, in, strings.ReplaceAll(c.text, "SLEEP", "sleep "+seconds), func(x *sample) { x.timeout = c.timeout })
			cancel()
			if took := time.Since(start); err != nil || took > 15*time.Second {
				t.Errorf("%q: %v after %s", c.text, err, took)
			}
			if pid := sleeping(t, seconds); pid > 0 {
				t.Errorf("%q, name spaces %x: the process %d lives on", c.text, in.apart, pid)
				_ = syscall.Kill(pid, syscall.SIGKILL) // it may end by itself
			}
		}
	}
}

// sleeping returns the process that sleeps for so long, 0 if there is none soon.
func sleeping(t *testing.T, seconds string) (pid int) {
	t.Helper()
	for range 20 { // one that was killed takes a while to go
		pid = 0
		lines, err := filepath.Glob("/proc/[0-9]*/cmdline")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range lines {
			if line, _ := os.ReadFile(name); string(line) == "sleep\x00"+seconds+"\x00" {
				pid, _ = strconv.Atoi(filepath.Base(filepath.Dir(name)))
			}
		}
		if pid == 0 {
			return 0
		}
		time.Sleep(50 * time.Millisecond)
	}
	return pid
}

// Programs do not see the cache of Go, which the compiler trusts.
func TestCache(t *testing.T) {
	here := isolate()
	cache := t.TempDir()
	t.Setenv("GOCACHE", cache)
	got, err := ran(t, t.Context(), here, "echo $GOCACHE; echo x > '"+cache+"/x'", nil)
	if err != nil || got.printed != "\n" && got.failed == "" {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := os.Stat(cache + "/x"); here.abi > 0 && err == nil {
		t.Error("the program wrote into the cache")
	}
}
