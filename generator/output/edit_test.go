package output

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestEdit(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.md")
	write(t, "old", name)
	if err := os.Chmod(name, 0o640); err != nil {
		t.Fatal(err)
	}
	if err := Edit(name, []byte("new")); err != nil {
		t.Fatal(err)
	}
	if got := read(t, dir).String(); got != `a.md="new" ` {
		t.Errorf("got %s", got)
	}
	if info, err := os.Stat(name); err != nil || info.Mode() != 0o640 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestEditLeavesAFileWithThisContent(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.md")
	write(t, "same", name)
	long := time.Unix(1e9, 0)
	if err := errors.Join(os.Chtimes(name, long, long), Edit(name, []byte("same"))); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(name); err != nil || !info.ModTime().Equal(long) {
		t.Errorf("the file was touched: %v, %v", info.ModTime(), err)
	}
}

func TestEditMakesANewFile(t *testing.T) {
	dir := t.TempDir()
	if err := Edit(filepath.Join(dir, "a.md"), []byte("new")); err != nil {
		t.Fatal(err)
	}
	if got := read(t, dir).String(); got != `a.md="new" ` {
		t.Errorf("got %s", got)
	}
}

func TestEditBehindALink(t *testing.T) {
	dir := t.TempDir()
	write(t, "old", dir, "sub", "real.md")
	if err := os.Symlink("sub/real.md", filepath.Join(dir, "link.md")); err != nil {
		t.Fatal(err)
	}
	if err := Edit(filepath.Join(dir, "link.md"), []byte("new")); err != nil {
		t.Fatal(err)
	}
	if got := read(t, dir).String(); got != `link.md="→ sub/real.md" sub/real.md="new" ` {
		t.Errorf("got %s", got)
	}
}

func TestEditThatFailsChangesNothing(t *testing.T) {
	dir := t.TempDir()
	write(t, "old", dir, "file")
	write(t, "old", dir, "sub", "file")
	if err := os.Symlink("gone", filepath.Join(dir, "nowhere")); err != nil {
		t.Fatal(err)
	}
	before := read(t, dir).String()
	for _, path := range []string{"sub", "file/x", "gone/x", "nowhere"} {
		err := Edit(filepath.Join(dir, path), []byte("new"))
		if err == nil || !strings.HasPrefix(err.Error(), "output: edit ") {
			t.Errorf("%s: got %v", path, err)
		}
	}
	if got := read(t, dir).String(); got != before {
		t.Errorf("got %s, want %s", got, before)
	}
}
