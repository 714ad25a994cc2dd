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
	if err := Edit(dir, "a.md", []byte("new")); err != nil {
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
	dir := t.TempDir()
	name := filepath.Join(dir, "a.md")
	write(t, "same", name)
	long := time.Unix(1e9, 0)
	if err := errors.Join(os.Chtimes(name, long, long), Edit(dir, "a.md", []byte("same"))); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(name); err != nil || !info.ModTime().Equal(long) {
		t.Errorf("the file was touched: %v, %v", info.ModTime(), err)
	}
}

func TestEditMakesANewFile(t *testing.T) {
	dir := t.TempDir()
	if err := errors.Join(Edit(dir, "a.md", []byte("new")), Edit(dir, "b/c/d.md", []byte("new"))); err != nil {
		t.Fatal(err)
	}
	if got := read(t, dir).String(); got != `a.md="new" b/c/d.md="new" ` {
		t.Errorf("got %s", got)
	}
}

// A link inside the folder is followed, also one that names it from the root of
// the file system, and so is a folder that is itself behind one.
func TestEditBehindALink(t *testing.T) {
	dir, site := t.TempDir(), filepath.Join(t.TempDir(), "site")
	write(t, "old", dir, "sub", "real.md")
	err := errors.Join(
		os.Symlink("sub/real.md", filepath.Join(dir, "link.md")), os.Symlink("sub", filepath.Join(dir, "folder")),
		os.Symlink(dir, site), Edit(site, "link.md", []byte("new")),
		Edit(site, "folder/other.md", []byte("more")), EditFile(filepath.Join(site, "link.md"), []byte("newer")),
	)
	if err != nil {
		t.Fatal(err)
	}
	if got := read(t, dir).String(); got != `folder="→ sub" link.md="→ sub/real.md" sub/other.md="more" sub/real.md="newer" ` {
		t.Errorf("got %s", got)
	}
}

// What is behind a link that leads out of the folder stays as it is, whatever of
// the path the link is.
func TestEditDoesNotLeaveTheFolder(t *testing.T) {
	dir := t.TempDir()
	site := filepath.Join(dir, "site")
	write(t, "old", dir, "outside", "victim")
	write(t, "old", site, "a.md")
	err := errors.Join(
		os.Symlink("../outside/victim", filepath.Join(site, "file")), os.Symlink(filepath.Join(dir, "outside"), filepath.Join(site, "folder")),
		os.Symlink("folder", filepath.Join(site, "twice")), os.Symlink("../outside/new", filepath.Join(site, "new")),
	)
	if err != nil {
		t.Fatal(err)
	}
	before := read(t, dir).String()
	for _, name := range []string{"file", "folder/victim", "folder/new", "folder/sub/new", "twice/victim", "twice/new", "new", "../outside/victim", "../outside/new"} {
		if err := Edit(site, name, []byte("new")); err == nil {
			t.Errorf("%s: it was written", name)
		}
	}
	if got := read(t, dir).String(); got != before {
		t.Errorf("got %s, want %s", got, before)
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
	for _, path := range []string{"sub", "file/x", "nowhere", "nowhere/x"} {
		err := Edit(dir, path, []byte("new"))
		if err == nil || !strings.HasPrefix(err.Error(), "output: edit ") {
			t.Errorf("%s: got %v", path, err)
		}
	}
	if got := read(t, dir).String(); got != before {
		t.Errorf("got %s, want %s", got, before)
	}
}
