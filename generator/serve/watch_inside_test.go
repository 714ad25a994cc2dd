package serve

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// The system's limit cannot be lowered for one process, so here a function
// stands in for the call that meets it.
func TestExhaustedWatchesFallBackToPolling(t *testing.T) {
	for name, allowed := range map[string]int{"at the start": 1, "later": 2} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			write := func(name, text string) {
				t.Helper()
				path := filepath.Join(root, name)
				if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			write("content/a.md", "x")
			said := make(chan string, 10)
			w, err := newWatcher(WatchOptions{Root: root, Log: func(s string) { said <- s }})
			if err != nil {
				t.Fatal(err)
			}
			w.pause = 5 * time.Millisecond
			system := w.watch
			w.watch = func(dir string) error {
				if allowed--; allowed < 0 {
					return errors.New("no space left on device")
				}
				return system(dir)
			}
			w.start()
			ctx, cancel := context.WithCancel(t.Context())
			batches := make(chan []string)
			go func() {
				defer close(batches)
				w.run(ctx, batches)
			}()
			defer func() {
				cancel()
				for range batches {
				}
			}()
			expect := func(path string) {
				t.Helper()
				late := time.After(20 * time.Second)
				for {
					select {
					case b := <-batches:
						if slices.Contains(b, path) {
							return
						}
					case <-late:
						t.Fatalf("not told of %s", path)
					}
				}
			}
			write("content/new/b.md", "x")
			expect("content/new/b.md")
			if s := <-said; !strings.Contains(s, "no space left on device") {
				t.Errorf("said %q", s)
			}
			write("content/a.md", "longer")
			expect("content/a.md")
			if err := os.RemoveAll(filepath.Join(root, "content/new")); err != nil {
				t.Fatal(err)
			}
			expect("content/new/b.md")
			if len(said) > 0 {
				t.Errorf("said again: %q", <-said)
			}
		})
	}
}

func TestConstantWritingIsToldNowAndThen(t *testing.T) {
	now := time.Now()
	for _, c := range []struct {
		first, last time.Duration // ago
		told        bool
	}{
		{time.Minute, 0, true}, // never quiet, but waited for long enough
		{0, 0, false},
		{quietTime, quietTime, false}, // moved aside
		{halfTime, halfTime, true},
	} {
		w := &watcher{root: "/site", pending: map[string]bool{"/site/a.md": true}, first: now.Add(-c.first), last: now.Add(-c.last)}
		if batch, again := w.batch(); (batch != nil) != c.told || (again == nil) != c.told {
			t.Errorf("begun %v ago, last %v ago: %q", c.first, c.last, batch)
		}
	}
}

// A save that looks done is told at once; an editor that has emptied a file, or
// moved it aside, is waited for.
func TestCompleteSaveIsToldSooner(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{"a.md": "text", "b.md": "text", "c.md": "text", "d.md": "text", "empty.md": ""} {
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		names string
		told  bool
	}{
		{"a.md", true}, {"a.md b.md c.md", true}, {"a.md b.md c.md d.md", false},
		{"empty.md", false}, {"a.md empty.md", false}, {"gone.md", false}, {".", false},
	} {
		w := &watcher{root: root, pending: map[string]bool{}, first: time.Now(), last: time.Now().Add(-shortTime)}
		for _, name := range strings.Fields(c.names) {
			w.pending[filepath.Join(root, name)] = true
		}
		if batch, _ := w.batch(); (batch != nil) != c.told {
			t.Errorf("%s: told %q", c.names, batch)
		}
	}
	// A build may take so long that the ceiling is over when the file is emptied.
	empty := filepath.Join(root, "empty.md")
	w := &watcher{root: root, pending: map[string]bool{empty: true}, first: time.Now().Add(-time.Minute), last: time.Now()}
	for _, ago := range []time.Duration{0, halfTime} {
		if err := os.Chtimes(empty, time.Time{}, time.Now().Add(-ago)); err != nil {
			t.Fatal(err)
		}
		if batch, _ := w.batch(); (batch != nil) != (ago > 0) {
			t.Errorf("emptied %v ago: told %q", ago, batch)
		}
	}
}

// While git changes files, which may take seconds, half a branch is not told;
// a single save is, and a lock that was left behind keeps nothing back.
func TestGitAtWorkIsWaitedFor(t *testing.T) {
	root := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	write("tree/.git", "gitdir: ../main/.git/worktrees/tree\n")
	write("main/.git/HEAD", "x")
	for dir, want := range map[string]string{
		"main": "main/.git/index.lock", "main/docs/deep": "main/.git/index.lock", "tree/docs": "main/.git/worktrees/tree/index.lock",
	} {
		if got := gitLock(filepath.Join(root, dir)); got != filepath.Join(root, want) {
			t.Errorf("%s: lock %s", dir, got)
		}
	}
	long := time.Now().Add(-time.Second)
	one, many := map[string]bool{}, map[string]bool{}
	for i := range 10 {
		path := write(fmt.Sprintf("main/content/%d.md", i), "text")
		one[write("main/content/0.md", "text")], many[path] = true, true
	}
	told := func(pending map[string]bool) bool {
		w := &watcher{root: root, lock: gitLock(filepath.Join(root, "main")), pending: pending, first: long, last: long}
		batch, _ := w.batch()
		return batch != nil
	}
	if !told(many) {
		t.Error("without git nothing is told")
	}
	lock := write("main/.git/index.lock", "")
	if told(many) || !told(one) {
		t.Errorf("while git works: many %v, one %v", told(many), told(one))
	}
	if err := os.Chtimes(lock, time.Time{}, time.Now().Add(-lockTime)); err != nil {
		t.Fatal(err)
	}
	if !told(many) {
		t.Error("a lock that was left behind keeps them back")
	}
}
