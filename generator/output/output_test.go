package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// files is a set or what a folder holds: content by path.
type files map[string]string

func (f files) String() string {
	var b strings.Builder
	for _, path := range slices.Sorted(maps.Keys(f)) {
		fmt.Fprintf(&b, "%s=%q ", path, f[path])
	}
	return b.String()
}

// newSite returns the options of a site in a new folder.
func newSite(t testing.TB) Options {
	t.Helper()
	root := t.TempDir()
	if err := os.Mkdir(filepath.Join(root, "content"), 0o777); err != nil {
		t.Fatal(err)
	}
	return Options{Target: filepath.Join(root, "public"), State: filepath.Join(root, ".duizhao"), Root: root}
}

// putAll puts a set whose keys stand for the contents.
func putAll(s *Stage, set files) error {
	for _, path := range slices.Sorted(maps.Keys(set)) {
		if err := s.Put(path, keyOf(set[path]), text(set[path])); err != nil {
			return err
		}
	}
	return nil
}

func keyOf(content string) [16]byte { return hashOf([]byte("key of " + content)) }

func text(content string) func(context.Context) ([]byte, error) {
	return func(context.Context) ([]byte, error) { return []byte(content), nil }
}

func unwanted(context.Context) ([]byte, error) { return nil, errors.New("make was called") }

// begun opens a stage and puts a set.
func begun(t testing.TB, opt Options, set files) *Stage {
	t.Helper()
	s, err := Open(opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Abort(); err != nil {
			t.Error(err)
		}
	})
	if err := putAll(s, set); err != nil {
		t.Fatal(err)
	}
	return s
}

// publish publishes a set and checks that the target holds it, nothing else, and
// that nothing is left beside it.
func publish(t testing.TB, opt Options, set files) Summary {
	t.Helper()
	sum, err := begun(t, opt, set).Commit(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	wantPublished(t, opt, set)
	return sum
}

func wantPublished(t testing.TB, opt Options, set files) {
	t.Helper()
	if got := read(t, opt.Target); got.String() != set.String() {
		t.Errorf("published\n\t%s\nwant\n\t%s", got, set)
	}
	wantTidy(t, opt)
}

// wantTidy checks that no stage and no journal is left.
func wantTidy(t testing.TB, opt Options) {
	t.Helper()
	for path := range read(t, opt.Root) {
		if strings.Contains(path, "duizhao-") || strings.HasSuffix(path, "/journal") || strings.HasSuffix(path, ".tmp") {
			t.Errorf("left behind: %s", path)
		}
	}
	for _, dir := range []string{opt.Root, opt.Target} {
		entries, err := os.ReadDir(dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		for _, e := range entries {
			if strings.Contains(e.Name(), "duizhao-") {
				t.Errorf("left behind: %s", e.Name())
			}
		}
	}
}

// read returns the files in a folder; symbolic links by where they lead.
func read(t testing.TB, dir string) files {
	t.Helper()
	set := files{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && name == dir {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		if d.Type() == fs.ModeSymlink {
			to, err := os.Readlink(name)
			set[filepath.ToSlash(rel)] = "→ " + to
			return err
		}
		data, err := os.ReadFile(name)
		set[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// write makes a file that is not ours.
func write(t testing.TB, content string, elem ...string) {
	t.Helper()
	name := filepath.Join(elem...)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

// modes are the two ways of publishing.
var modes = map[string]bool{"exchange": false, "in place": true}

func eachMode(t *testing.T, do func(t *testing.T, opt Options)) {
	for name, inPlace := range modes {
		t.Run(name, func(t *testing.T) {
			opt := newSite(t)
			opt.InPlace = inPlace
			do(t, opt)
		})
	}
}

func TestPublish(t *testing.T) {
	eachMode(t, func(t *testing.T, opt Options) {
		sum := publish(t, opt, files{"index.html": "one", "zh/a/index.html": "a", "zh/b/index.html": "b", "gone/x.css": "x"})
		if want := (Summary{Files: 4, Written: 4, Bytes: 6}); sum != want {
			t.Errorf("first: got %+v, want %+v", sum, want)
		}
		sum = publish(t, opt, files{"index.html": "two", "zh/a/index.html": "a", "zh/b/index.html": "b", "new/y.css": "y"})
		if want := (Summary{Files: 4, Written: 2, Kept: 2, Removed: 1, Bytes: 6}); sum != want {
			t.Errorf("second: got %+v, want %+v", sum, want)
		}
		sum = publish(t, opt, files{"zh/a/index.html": "a"})
		if want := (Summary{Files: 1, Kept: 1, Removed: 3, Bytes: 1}); sum != want {
			t.Errorf("third: got %+v, want %+v", sum, want)
		}
		if _, err := os.Stat(filepath.Join(opt.Target, "new")); err == nil {
			t.Error("an empty folder was left")
		}
	})
}

func TestUnchangedFilesAreNotMadeAgain(t *testing.T) {
	eachMode(t, func(t *testing.T, opt Options) {
		publish(t, opt, files{"a.html": "same", "b.html": "old"})
		before, err := os.Stat(filepath.Join(opt.Target, "a.html"))
		if err != nil {
			t.Fatal(err)
		}
		s := begun(t, opt, files{"b.html": "new"})
		if err := s.Put("a.html", keyOf("same"), unwanted); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Commit(context.Background()); err != nil {
			t.Fatal(err)
		}
		wantPublished(t, opt, files{"a.html": "same", "b.html": "new"})
		after, err := os.Stat(filepath.Join(opt.Target, "a.html"))
		if err != nil || !os.SameFile(before, after) || !before.ModTime().Equal(after.ModTime()) {
			t.Errorf("a.html is not the file it was: %v", err)
		}
	})
}

func TestSameSetLeavesTheTargetAlone(t *testing.T) {
	opt := newSite(t)
	set := files{"a.html": "a", "b/c.html": "c"}
	publish(t, opt, set)
	before, err := os.Stat(opt.Target)
	if err != nil {
		t.Fatal(err)
	}
	sum := publish(t, opt, set)
	after, err := os.Stat(opt.Target)
	if err != nil || !os.SameFile(before, after) || sum.Kept != 2 || sum.Written != 0 {
		t.Errorf("got %+v, %v", sum, err)
	}
}

func TestSameBytesOfAnotherKeyKeepTheirTime(t *testing.T) {
	opt := newSite(t)
	publish(t, opt, files{"a.html": "same", "b.html": "1"})
	before, _ := os.Stat(filepath.Join(opt.Target, "a.html"))
	s := begun(t, opt, files{"b.html": "2"})
	if err := s.Put("a.html", [16]byte{1}, text("same")); err != nil {
		t.Fatal(err)
	}
	sum, err := s.Commit(context.Background())
	after, _ := os.Stat(filepath.Join(opt.Target, "a.html"))
	if err != nil || sum.Written != 1 || !os.SameFile(before, after) {
		t.Errorf("got %+v, %v", sum, err)
	}
	s = begun(t, opt, nil)
	if err := s.Put("a.html", [16]byte{1}, unwanted); err != nil {
		t.Error("the new key was not remembered:", err)
	}
}

// A copied folder has other times; its content decides.
func TestOtherTimesSameContent(t *testing.T) {
	opt := newSite(t)
	publish(t, opt, files{"a.html": "a", "b.html": "b"})
	long := time.Unix(1e9, 0)
	if err := os.Chtimes(filepath.Join(opt.Target, "a.html"), long, long); err != nil {
		t.Fatal(err)
	}
	s := begun(t, opt, files{"b.html": "new"})
	if err := s.Put("a.html", keyOf("a"), unwanted); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	wantPublished(t, opt, files{"a.html": "a", "b.html": "new"})
}

func TestDeletedFilesAreMadeAgain(t *testing.T) {
	eachMode(t, func(t *testing.T, opt Options) {
		set := files{"a.html": "a", "sub/b.html": "b"}
		publish(t, opt, set)
		if err := os.RemoveAll(filepath.Join(opt.Target, "sub")); err != nil {
			t.Fatal(err)
		}
		if sum := publish(t, opt, set); sum.Written != 1 {
			t.Errorf("got %+v", sum)
		}
		if err := os.RemoveAll(opt.Target); err != nil {
			t.Fatal(err)
		}
		if sum := publish(t, opt, set); sum.Written != 2 {
			t.Errorf("got %+v", sum)
		}
	})
}

func TestForeignFilesStopCommit(t *testing.T) {
	tests := []struct {
		name string
		do   func(t *testing.T, target string)
		want string
	}{
		{"another file", func(t *testing.T, target string) { write(t, "mine", target, "CNAME") }, "CNAME"},
		{"a file in a folder of its own", func(t *testing.T, target string) { write(t, "", target, ".git", "HEAD") }, ".git/HEAD"},
		{"a changed file", func(t *testing.T, target string) { write(t, "changed", target, "a.html") }, "a.html"},
		{"a changed file of the same size", func(t *testing.T, target string) {
			name := filepath.Join(target, "a.html")
			write(t, "A", name)
			if err := os.Chtimes(name, time.Unix(1, 0), time.Unix(1, 0)); err != nil {
				t.Fatal(err)
			}
		}, "a.html"},
		{"a changed file that goes away", func(t *testing.T, target string) { write(t, "changed", target, "sub", "b.html") }, "sub/b.html"},
		{"a symbolic link", func(t *testing.T, target string) {
			if err := os.Symlink("a.html", filepath.Join(target, "link")); err != nil {
				t.Fatal(err)
			}
		}, "link"},
		{"a linked folder", func(t *testing.T, target string) {
			away := filepath.Join(filepath.Dir(target), "away")
			err := errors.Join(os.Rename(filepath.Join(target, "sub"), away), os.Symlink(away, filepath.Join(target, "sub")))
			if err != nil {
				t.Fatal(err)
			}
		}, "sub"},
		{"a file in place of a folder", func(t *testing.T, target string) {
			if err := os.RemoveAll(filepath.Join(target, "sub")); err != nil {
				t.Fatal(err)
			}
			write(t, "mine", target, "sub")
		}, "sub"},
		{"several", func(t *testing.T, target string) { write(t, "", target, "x"); write(t, "", target, "c", "d") }, "c/d x"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			eachMode(t, func(t *testing.T, opt Options) {
				publish(t, opt, files{"a.html": "a", "sub/b.html": "b"})
				tt.do(t, opt.Target)
				before := read(t, opt.Target)
				s := begun(t, opt, files{"a.html": "new"})
				_, err := s.Commit(context.Background())
				foreign := (*ForeignError)(nil)
				if !errors.As(err, &foreign) || strings.Join(foreign.Paths, " ") != tt.want {
					t.Errorf("got %v, want %s named", err, tt.want)
				}
				if err := s.Abort(); err != nil {
					t.Fatal(err)
				}
				wantPublished(t, opt, before)
			})
		})
	}
}

func TestFolderWithoutManifest(t *testing.T) {
	eachMode(t, func(t *testing.T, opt Options) {
		write(t, "mine", opt.Target, "index.html")
		_, err := Open(opt)
		foreign := (*ForeignError)(nil)
		if !errors.As(err, &foreign) || foreign.Paths[0] != "index.html" || !strings.Contains(foreign.Hint(), "content/static/") {
			t.Errorf("got %v", err)
		}
		wantPublished(t, opt, files{"index.html": "mine"})
		if err := os.Remove(filepath.Join(opt.Target, "index.html")); err != nil {
			t.Fatal(err)
		}
		publish(t, opt, files{"index.html": "ours"}) // an empty folder is fine
	})
}

func TestDamagedManifestIsNone(t *testing.T) {
	opt := newSite(t)
	publish(t, opt, files{"a": "a"})
	names, _ := filepath.Glob(filepath.Join(opt.State, "output", "public-*", "manifest"))
	write(t, "damage", names[0])
	foreign := (*ForeignError)(nil)
	if _, err := Open(opt); !errors.As(err, &foreign) {
		t.Errorf("got %v", err)
	}
}

func TestForeignErrorNamesTen(t *testing.T) {
	e := &ForeignError{"public", strings.Split("abcdefghijklm", "")}
	if got := e.Error(); !strings.HasSuffix(got, `"i", "j" and 3 more`) {
		t.Errorf("got %s", got)
	}
}

func TestAbort(t *testing.T) {
	eachMode(t, func(t *testing.T, opt Options) {
		publish(t, opt, files{"a.html": "a", "b.html": "b"})
		s := begun(t, opt, files{"a.html": "new", "c.html": "c"})
		if err := s.Abort(); err != nil {
			t.Fatal(err)
		}
		wantPublished(t, opt, files{"a.html": "a", "b.html": "b"})
		if err := s.Put("d", [16]byte{}, text("d")); err == nil {
			t.Error("Put after Abort")
		}
		if _, err := s.Commit(context.Background()); err == nil {
			t.Error("Commit after Abort")
		}
	})
}

func TestAbortEndsMake(t *testing.T) {
	opt := newSite(t)
	s := begun(t, opt, nil)
	running := make(chan struct{})
	var all sync.WaitGroup
	all.Go(func() {
		err := s.Put("a", [16]byte{}, func(ctx context.Context) ([]byte, error) {
			close(running)
			<-ctx.Done()
			return nil, ctx.Err()
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
	<-running
	if err := s.Abort(); err != nil {
		t.Fatal(err)
	}
	all.Wait()
	wantPublished(t, opt, files{})
}

func TestCommitRefusesAnIncompleteSet(t *testing.T) {
	broken := errors.New("broken")
	fail := func(context.Context) ([]byte, error) { return nil, broken }
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	tests := []struct {
		name string
		do   func(s *Stage) context.Context
		want error
	}{
		{"a file failed", func(s *Stage) context.Context { _ = s.Put("x", [16]byte{}, fail); return context.Background() }, broken},
		{"a file is kept back", func(s *Stage) context.Context { s.Keep("x"); return context.Background() }, nil},
		{"interrupted", func(*Stage) context.Context { return cancelled }, context.Canceled},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			eachMode(t, func(t *testing.T, opt Options) {
				publish(t, opt, files{"a": "a"})
				s := begun(t, opt, files{"a": "new"})
				_, err := s.Commit(tt.do(s))
				if err == nil || tt.want != nil && !errors.Is(err, tt.want) {
					t.Errorf("got %v", err)
				}
				if err := s.Abort(); err != nil {
					t.Fatal(err)
				}
				wantPublished(t, opt, files{"a": "a"})
			})
		})
	}
}

func TestLock(t *testing.T) {
	opt := newSite(t)
	s := begun(t, opt, nil)
	_, err := Open(opt)
	locked := (*LockedError)(nil)
	if !errors.As(err, &locked) || locked.Owner != fmt.Sprint(os.Getpid()) || !strings.Contains(err.Error(), "process "+locked.Owner) {
		t.Errorf("got %v", err)
	}
	other := opt
	other.Target += "-too"
	if _, err := begun(t, other, files{"a": "another target of the site"}).Commit(context.Background()); err != nil {
		t.Error(err)
	}
	if err := s.Abort(); err != nil {
		t.Fatal(err)
	}
	publish(t, opt, files{"a": "a"})
}

func TestSeveralTargets(t *testing.T) {
	one := newSite(t)
	two := one
	two.Target = filepath.Join(one.Root, "dist", "public")
	publish(t, one, files{"a": "1"})
	publish(t, two, files{"a": "2"})
	publish(t, one, files{"b": "1"})
	publish(t, two, files{"b": "2"})
}

func TestConcurrentPuts(t *testing.T) {
	opt := newSite(t)
	s := begun(t, opt, nil)
	var all sync.WaitGroup
	set := files{}
	for i := range 300 {
		path, content := fmt.Sprintf("%d/%d/index.html", i%7, i), fmt.Sprint("page ", i)
		set[path] = content
		all.Go(func() {
			if err := s.Put(path, keyOf(content), text(content)); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if sum, err := s.Commit(context.Background()); err != nil || sum.Files != 300 {
		t.Fatal(sum, err)
	}
	wantPublished(t, opt, set)
}

func TestPutRefusesPaths(t *testing.T) {
	tests := []struct{ first, path, want string }{
		{"a/b", "a/b", "the path was put twice"},
		{"a/b", "A/b", `"A" and "a" differ only by case`},
		{"a/Ä", "a/ä", `"a/ä" and "a/Ä" differ only by case`},
		{"a/k", "a/\u212a", "differ only by case"}, // the Kelvin sign
		{"a/b", "a", "would be a file and a folder"},
		{"a", "a/b", "would be a file and a folder"},
		{"", "../x", "not a plain relative one"},
		{"", "/x", "not a plain relative one"},
		{"", "a//b", "not a plain relative one"},
		{"", "a/./b", "not a plain relative one"},
		{"", "a/", "not a plain relative one"},
		{"", ".", "not a plain relative one"},
		{"", "", "not a plain relative one"},
		{"", `a\b`, "not a plain relative one"},
		{"", "a\nb", "not text"},
		{"", "a\x00b", "not text"},
		{"", "a\xffb", "not text"},
		{"", ".duizhao-stage-1/x", "used by the stage"},
	}
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			s := begun(t, newSite(t), nil)
			if tt.first != "" {
				if err := s.Put(tt.first, [16]byte{}, text("")); err != nil {
					t.Fatal(err)
				}
			}
			err := s.Put(tt.path, [16]byte{}, unwanted)
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), fmt.Sprintf("%q", tt.path)) {
				t.Errorf("got %v, want …%s", err, tt.want)
			}
			if _, err := s.Commit(context.Background()); err == nil {
				t.Error("Commit published in spite of it")
			}
		})
	}
}

func TestFilesystemWithoutLinks(t *testing.T) {
	opt := newSite(t)
	publish(t, opt, files{"a/b.html": "same", "c.html": "old"})
	s := begun(t, opt, files{"a/b.html": "same", "c.html": "new"})
	s.hooks.link = func(string, string) error { return errors.ErrUnsupported }
	if _, err := s.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	wantPublished(t, opt, files{"a/b.html": "same", "c.html": "new"})
	if sum := publish(t, opt, files{"a/b.html": "same", "c.html": "new"}); sum.Kept != 2 {
		t.Errorf("got %+v", sum)
	}
}

func TestTargetKeepsItsMode(t *testing.T) {
	opt := newSite(t)
	if err := errors.Join(os.Mkdir(opt.Target, 0o777), os.Chmod(opt.Target, 0o750)); err != nil {
		t.Fatal(err)
	}
	publish(t, opt, files{"a": "a"})
	if info, err := os.Stat(opt.Target); err != nil || info.Mode().Perm() != 0o750 {
		t.Errorf("got %v, %v", info.Mode(), err)
	}
}
