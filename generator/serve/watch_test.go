package serve_test

import (
	"context"
	"fmt"
	"os"
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
	batches, err := serve.Watch(ctx, opt)
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
		"content/a.md", ".git/HEAD", ".duizhao/cache", "public/index.html", "made/out/x", "node_modules/x/y.js")
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
	w.expect("public.md", "made/outer.md", "content/4913.md")
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

func TestSymbolicLinksAreNotFollowed(t *testing.T) {
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

func TestRootMustBeThere(t *testing.T) {
	if _, err := serve.Watch(t.Context(), serve.WatchOptions{Root: filepath.Join(t.TempDir(), "none")}); err == nil {
		t.Error("no error")
	}
}
