package serve_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"duizhao/generator/serve"
)

// watched is a folder under watch.
type watched struct {
	t       *testing.T
	root    string
	batches <-chan []string
}

// watch lays out files (paths that end in a slash are folders) and watches.
func watch(t *testing.T, opt serve.WatchOptions, files ...string) *watched {
	t.Helper()
	w := &watched{t: t, root: t.TempDir()}
	for _, f := range files {
		w.write(f, "before")
	}
	opt.Root = w.root
	ctx, cancel := context.WithCancel(t.Context())
	batches, err := serve.WatchClosely(ctx, opt)
	if err != nil {
		t.Fatal(err)
	}
	w.batches = batches
	t.Cleanup(func() {
		cancel()
		for range batches {
		}
	})
	return w
}

func (w *watched) path(name string) string { return filepath.Join(w.root, filepath.FromSlash(name)) }

func (w *watched) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// write writes a file with its folders; a path that ends in a slash is a folder.
func (w *watched) write(name, text string) {
	w.t.Helper()
	if strings.HasSuffix(name, "/") {
		w.must(os.MkdirAll(w.path(name), 0o777))
		return
	}
	w.must(os.MkdirAll(filepath.Dir(w.path(name)), 0o777))
	w.must(os.WriteFile(w.path(name), []byte(text), 0o666))
}

func (w *watched) rename(from, to string) {
	w.t.Helper()
	w.must(os.Rename(w.path(from), w.path(to)))
}

// expect collects batches until each of the paths was told, and returns all
// that was.
func (w *watched) expect(paths ...string) []string {
	w.t.Helper()
	var told []string
	late := time.After(patience)
	for {
		missing := slices.DeleteFunc(slices.Clone(paths), func(p string) bool { return slices.Contains(told, p) })
		if len(missing) == 0 {
			return told
		}
		select {
		case b := <-w.batches:
			told = append(told, b...)
		case <-late:
			w.t.Fatalf("not told of %q, only of %q", missing, told)
		}
	}
}

// settle waits until a change that comes after all others was told, and
// returns what was told before it.
func (w *watched) settle(marker string) []string {
	w.t.Helper()
	w.write(marker, time.Now().String())
	return slices.DeleteFunc(w.expect(marker), func(p string) bool { return p == marker })
}

func TestSavesAreTold(t *testing.T) {
	w := watch(t, serve.WatchOptions{}, "content/zh/a.md", "site.yaml")
	w.write("content/zh/a.md", "after")
	w.expect("content/zh/a.md")

	// Vim: the old file becomes a backup, a new one is written.
	w.rename("content/zh/a.md", "content/zh/a.md~")
	w.write("content/zh/a.md", "again")
	w.must(os.Remove(w.path("content/zh/a.md~")))
	if told := w.expect("content/zh/a.md"); slices.Contains(told, "content/zh/a.md~") {
		t.Errorf("told of the backup: %q", told)
	}
	w.settle("m1")

	// Others: a temporary file takes the name of the old one.
	w.write("content/zh/.a.md.tmp", "atomic")
	w.rename("content/zh/.a.md.tmp", "content/zh/a.md")
	w.expect("content/zh/a.md")
	w.settle("m2")

	w.must(os.Remove(w.path("content/zh/a.md")))
	w.expect("content/zh/a.md")
	w.write("content/zh/a.md", "back")
	w.expect("content/zh/a.md")
}

func TestNewFoldersAreWatched(t *testing.T) {
	w := watch(t, serve.WatchOptions{}, "content/")
	for i := range 20 { // a race between making and watching, so several times
		deep := fmt.Sprintf("content/n%d/a/b/c/d/e", i)
		w.write(deep+"/page.md", "at once")
		w.expect(deep + "/page.md")
		w.write(deep+"/page.md", "later")
		w.expect(deep + "/page.md")
	}
}

func TestFoldersAreRenamedAndDeleted(t *testing.T) {
	w := watch(t, serve.WatchOptions{}, "content/a/sub/page.md")
	w.rename("content/a", "content/b")
	w.expect("content/a", "content/b", "content/b/sub/page.md")
	w.settle("m1")
	w.write("content/b/sub/page.md", "in the renamed folder")
	if told := w.expect("content/b/sub/page.md"); slices.ContainsFunc(told, func(p string) bool { return strings.HasPrefix(p, "content/a") }) {
		t.Errorf("told of the old name: %q", told)
	}

	// Another folder takes the old name at once.
	w.rename("content/b", "content/c")
	w.write("content/b/sub/other.md", "x")
	w.expect("content/c/sub/page.md", "content/b/sub/other.md")
	w.settle("m2")
	w.write("content/c/sub/page.md", "x")
	w.write("content/b/sub/other.md", "y")
	told := w.expect("content/c/sub/page.md", "content/b/sub/other.md")
	if slices.Contains(told, "content/b/sub/page.md") {
		t.Errorf("mixed up: %q", told)
	}

	// There and back.
	w.rename("content/c", "content/d")
	w.rename("content/d", "content/c")
	w.settle("m3")
	w.settle("m4")
	w.write("content/c/sub/page.md", "z")
	w.expect("content/c/sub/page.md")

	// Deleted and made again, as git checkout does.
	for range 10 {
		w.must(os.RemoveAll(w.path("content")))
		w.write("content/c/sub/page.md", "new")
	}
	w.expect("content/c/sub/page.md")
	w.settle("m5")
	w.write("content/c/sub/page.md", "newer")
	w.expect("content/c/sub/page.md")
}

func TestWhatEditorsAndToolsWriteIsIgnored(t *testing.T) {
	w := watch(t, serve.WatchOptions{Ignore: []string{"public", "made/out"}},
		"content/a.md", ".git/HEAD", ".duizhao/cache", "public/index.html", "made/out/x", "node_modules/x/y.js", "content/static/.well-known/a")
	for _, name := range []string{
		"content/.a.md.swp", "content/.a.md.swx", "content/a.md~", "content/.#a.md", "content/#a.md#", "content/4913",
		"content/a.swp", "content/.DS_Store", "content/a.md___jb_tmp___", ".git/HEAD", ".git/objects/12/34", ".duizhao/cache",
		"public/index.html", "public/zh/index.html", "made/out/y/z", "node_modules/x/y.js", "node_modules/new/y.js", "content/node_modules/x",
	} {
		w.write(name, "after")
	}
	if told := w.settle("marker"); len(told) != 0 {
		t.Errorf("told of %q", told)
	}
	w.write("public.md", "x") // begins like an ignored name
	w.write("made/outer.md", "x")
	w.write("content/4913.md", "x")
	w.write("content/static/.well-known/a", "after")
	w.expect("public.md", "made/outer.md", "content/4913.md", "content/static/.well-known/a")
}

func TestOnlyWhatIsAskedForIsWatched(t *testing.T) {
	w := watch(t, serve.WatchOptions{Paths: []string{"content", "site.yaml", "a/b/templates"}}, "content/zh/a.md", "site.yaml", "go.mod", "generator/x.go")
	w.write("go.mod", "x")
	w.write("generator/x.go", "x")
	w.write("contents/x.md", "x")
	if told := w.settle("content/marker"); len(told) != 0 {
		t.Errorf("told of %q", told)
	}
	w.write("site.tmp", "x")
	w.rename("site.tmp", "site.yaml")
	w.expect("site.yaml")
	w.write("a/b/templates/blocks/x.html", "did not exist before")
	w.expect("a/b/templates")
	w.settle("content/marker")
	w.write("a/b/templates/blocks/x.html", "again")
	w.expect("a/b/templates/blocks/x.html")
	w.must(os.RemoveAll(w.path("content")))
	w.write("content/zh/b.md", "x")
	w.expect("content/zh/b.md")
}

func TestFoldersOutsideTheRoot(t *testing.T) {
	other := t.TempDir()
	w := watch(t, serve.WatchOptions{Paths: []string{"content", other}}, "content/a.md")
	w.must(os.WriteFile(filepath.Join(other, "x.md"), []byte("x"), 0o666))
	rel, err := filepath.Rel(w.root, filepath.Join(other, "x.md"))
	w.must(err)
	w.expect(filepath.ToSlash(rel))
}

func TestLinksOutOfTheRootAreNotFollowed(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // making one needs rights there
	}
	outside := t.TempDir()
	w := watch(t, serve.WatchOptions{}, "content/a.md")
	w.must(os.Symlink(outside, w.path("content/link")))
	w.must(os.Symlink(w.root, w.path("content/loop")))
	w.expect("content/link", "content/loop")
	w.settle("m1")
	w.must(os.WriteFile(filepath.Join(outside, "secret.md"), []byte("x"), 0o666))
	if told := w.settle("m2"); len(told) != 0 {
		t.Errorf("told of %q", told)
	}
}

func TestBurstIsOneBatchOrFew(t *testing.T) {
	w := watch(t, serve.WatchOptions{}, "content/")
	want := map[string]bool{}
	for i := range 1000 {
		name := fmt.Sprintf("content/d%d/p%d.md", i%20, i)
		w.write(name, "x")
		want[name] = true
	}
	late, batches := time.After(patience), 0
	for len(want) > 0 {
		select {
		case b := <-w.batches:
			batches++
			for _, name := range b {
				delete(want, name)
			}
		case <-late:
			t.Fatalf("%d files not told", len(want))
		}
	}
	if batches > 10 {
		t.Errorf("%d batches", batches)
	}
}

func TestCheckoutOfAnotherBranch(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip(err)
	}
	w := watch(t, serve.WatchOptions{}, "content/zh/a.md", "content/zh/old/b.md", "content/en/a.md")
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", args...)
		cmd.Dir = w.root
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null",
			"GIT_AUTHOR_NAME=A", "GIT_AUTHOR_EMAIL=a@example.org", "GIT_COMMITTER_NAME=A", "GIT_COMMITTER_EMAIL=a@example.org")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %q: %v\n%s", args, err, out)
		}
	}
	commit := func(text string) { git("add", "."); git("commit", "-qm", text) }
	git("init", "-q", "-b", "main")
	commit("one")
	git("checkout", "-qb", "other")
	w.must(os.RemoveAll(w.path("content/zh/old")))
	w.write("content/zh/new/deep/c.md", "new")
	w.write("content/zh/a.md", "other")
	commit("two")
	w.settle("m1")
	// To and fro: folders go and come again, and are watched each time.
	for i := range 3 {
		git("checkout", "-q", "main")
		w.expect("content/zh/a.md", "content/zh/old/b.md", "content/zh/new/deep/c.md")
		w.settle("m2")
		w.write("content/zh/old/b.md", fmt.Sprint("edited ", i))
		w.expect("content/zh/old/b.md")
		git("checkout", "-q", "-f", "main")
		git("checkout", "-q", "other")
		w.expect("content/zh/a.md", "content/zh/old/b.md", "content/zh/new/deep/c.md")
		w.settle("m3")
		w.write("content/zh/new/deep/c.md", fmt.Sprint("edited ", i))
		w.expect("content/zh/new/deep/c.md")
		git("checkout", "-q", "-f", "other")
	}
}

func TestRootIsDeletedAndMadeAgain(t *testing.T) {
	for _, name := range []string{"told", "told while it is held open", "looked for"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			poll := name == "looked for"
			w := &watched{t: t, root: filepath.Join(t.TempDir(), "site")}
			hold := func() { // as a build does; then Linux says nothing of its end
				if strings.Contains(name, "held") && runtime.GOOS != "windows" {
					root, err := os.OpenRoot(w.root)
					w.must(err)
					t.Cleanup(func() { root.Close() })
				}
			}
			w.write("content/zh/a.md", "before")
			w.write("site.yaml", "before")
			batches, err := serve.WatchClosely(t.Context(), serve.WatchOptions{Root: w.root, Paths: []string{"content", "site.yaml"}, Poll: poll})
			w.must(err)
			w.batches = batches
			hold()
			for range 2 {
				w.must(os.RemoveAll(w.root))
				w.expect("content")
				w.write("content/zh/new/b.md", "again") // site.yaml comes later
				w.expect("content/zh/new/b.md")
				w.write("site.yaml", "again")
				w.expect("site.yaml")
				w.settle("content/marker")
				w.write("content/zh/new/b.md", "later")
				w.expect("content/zh/new/b.md")
				hold()
			}
			// Another folder takes its place at once.
			other := w.root + ".other"
			w.must(os.CopyFS(other, os.DirFS(w.root)))
			w.must(os.Rename(w.root, w.root+".old"))
			w.must(os.Rename(other, w.root))
			w.expect("content/zh/new/b.md")
			w.settle("content/marker")
			w.write("content/zh/new/b.md", "in the other one")
			w.expect("content/zh/new/b.md")
			w.settle("content/marker")
			w.must(os.WriteFile(w.root+".old/content/zh/new/b.md", []byte("x"), 0o666))
			if told := w.settle("content/marker"); len(told) != 0 {
				t.Errorf("told of the old folder: %q", told)
			}
		})
	}
}

func TestPolling(t *testing.T) {
	t.Parallel()
	w := watch(t, serve.WatchOptions{Poll: true, Paths: []string{"content"}}, "content/a.md", "content/b/c.md")
	w.write("content/a.md", "after!") // of the same length, at the same time
	w.must(os.Chtimes(w.path("content/a.md"), time.Time{}, time.Now().Truncate(time.Second)))
	w.expect("content/a.md")
	info, err := os.Stat(w.path("content/a.md"))
	w.must(err)
	w.write("content/a.md", "again!")
	w.must(os.Chtimes(w.path("content/a.md"), time.Time{}, info.ModTime()))
	w.rename("content/b", "content/d")
	w.write("content/n/e/w.md", "x")
	w.write("content/a.md~", "x")
	if told := w.expect("content/a.md", "content/b/c.md", "content/d/c.md", "content/n/e/w.md"); slices.Contains(told, "content/a.md~") {
		t.Errorf("told of the backup: %q", told)
	}
}

func TestRootMustBeThere(t *testing.T) {
	if _, err := serve.Watch(t.Context(), serve.WatchOptions{Root: filepath.Join(t.TempDir(), "none")}); err == nil {
		t.Error("no error")
	}
}
