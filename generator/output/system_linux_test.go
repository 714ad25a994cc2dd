package output

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestMountPointIsRefused(t *testing.T) {
	opt := newSite(t)
	for target, reason := range map[string]string{
		"/proc":         "it is a mount point",
		"/proc/duizhao": "its parent folder cannot be written",
	} {
		opt.Target = target
		_, err := Open(opt)
		unsafe := (*UnsafeError)(nil)
		if !errors.As(err, &unsafe) || !strings.Contains(err.Error(), reason) {
			t.Errorf("%s: got %v, want …%s", target, err, reason)
		}
	}
}

// The file system of the tests is a usual one: the exchange is one step there.
func TestSwap(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	write(t, "1", a, "x")
	write(t, "2", b, "y")
	if err := swap(a, b); err != nil && !errors.Is(err, errNoSwap) {
		t.Fatal(err)
	} else if err == nil && read(t, dir).String() != `a/y="2" b/x="1" ` {
		t.Errorf("got %s", read(t, dir))
	}
	if err := swap(a, filepath.Join(dir, "gone")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}
