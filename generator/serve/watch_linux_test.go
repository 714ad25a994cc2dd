package serve_test

import (
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"duizhao/generator/serve"
)

// TestSystemsLimit meets the real limit of watches, which Linux keeps for each
// name space of users: the test runs itself in a new one, where it may lower it.
func TestSystemsLimit(t *testing.T) {
	const file, variable = "/proc/sys/user/max_inotify_watches", "DUIZHAO_TEST_LIMIT"
	if os.Getenv(variable) != "" {
		if err := os.WriteFile(file, []byte("3"), 0o644); err != nil {
			t.Skip(err)
		}
		said := make(chan string, 10)
		w := watch(t, serve.WatchOptions{Paths: []string{"content"}, Log: func(s string) { said <- s }},
			"content/a/b/c/d.md", "content/e/f/g.md")
		w.write("content/e/f/g.md", "after")
		w.expect("content/e/f/g.md")
		select {
		case s := <-said:
			if !strings.Contains(s, "no space left on device") || !strings.Contains(s, "max_user_watches") {
				t.Errorf("said %q", s)
			}
		case <-time.After(patience):
			t.Error("nothing said")
		}
		return
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestSystemsLimit$", "-test.v")
	cmd.Env = append(os.Environ(), variable+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	out, err := cmd.CombinedOutput()
	switch {
	case err != nil && len(out) == 0:
		t.Skip("no name space of users is to be had: ", err)
	case strings.Contains(string(out), "--- SKIP"):
		t.Skip("the limit cannot be lowered")
	case err != nil:
		t.Errorf("%v\n%s", err, out)
	}
}
