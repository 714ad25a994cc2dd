package serve_test

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"duizhao/generator/serve"
)

// link makes a symbolic link, or skips the test where that needs rights.
func (w *watched) link(to, name string) {
	w.t.Helper()
	if runtime.GOOS == "windows" {
		w.t.Skip("making a link needs rights")
	}
	w.must(os.MkdirAll(filepath.Dir(w.path(name)), 0o777))
	w.must(os.Symlink(filepath.FromSlash(to), w.path(name)))
}

// tellsOf writes to a file and expects to be told of it by other names.
func (w *watched) tellsOf(file string, names ...string) {
	w.t.Helper()
	w.write(file, file+" is another")
	w.expect(names...)
	w.settle("content/marker")
}

func TestLinksInsideTheRootAreFollowed(t *testing.T) {
	for name, poll := range map[string]bool{"told": false, "looked for": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := watch(t, serve.WatchOptions{Paths: []string{"content", "templates"}, Poll: poll},
				"content/marker", "README.md", "parts/a/b/x.md", "theme/page.html", "aside/y.md")
			w.link("../README.md", "content/readme.md") // a file beside what is watched
			w.link("../parts", "content/parts")         // a folder there
			w.link("theme", "templates")                // all that is watched
			w.expect("content/readme.md", "content/parts/a/b/x.md", "templates")
			w.settle("content/marker")

			w.tellsOf("README.md", "content/readme.md")
			w.tellsOf("parts/a/b/x.md", "content/parts/a/b/x.md")
			w.tellsOf("theme/page.html", "templates/page.html")
			w.write("parts/new/deep/z.md", "new folders behind a link")
			w.expect("content/parts/new/deep/z.md")
			w.tellsOf("parts/new/deep/z.md", "content/parts/new/deep/z.md")

			// What it leads to is replaced as editors do, deleted, made again.
			w.write("README.md.tmp", "atomic")
			w.rename("README.md.tmp", "README.md")
			w.expect("content/readme.md")
			w.must(os.RemoveAll(w.path("parts")))
			w.expect("content/parts/a/b/x.md")
			w.write("parts/a/b/x.md", "again")
			w.expect("content/parts/a/b/x.md")
			w.settle("content/marker")

			// The link leads elsewhere.
			w.must(os.Remove(w.path("content/parts")))
			w.link("../aside", "content/parts")
			w.expect("content/parts/y.md")
			w.tellsOf("aside/y.md", "content/parts/y.md")

			// A link to what comes only later.
			w.link("../later/on/page.md", "content/later.md")
			w.expect("content/later.md")
			w.settle("content/marker")
			w.tellsOf("later/on/page.md", "content/later.md")
		})
	}
}

func TestLinksInACircleEnd(t *testing.T) {
	w := watch(t, serve.WatchOptions{Paths: []string{"content"}}, "content/a/x.md", "content/b/y.md")
	w.link("../b", "content/a/toB")
	w.link("../a", "content/b/toA")
	w.link(".", "content/self")
	w.expect("content/a/toB", "content/b/toA", "content/self")
	w.settle("content/marker")
	w.write("content/a/x.md", "after")
	told := w.expect("content/a/x.md")
	if len(told) > 10 { // by a few names, since it has more than one
		t.Errorf("told of %q", told)
	}
}

func TestRootBehindALink(t *testing.T) {
	w := watch(t, serve.WatchOptions{}, "site/content/a.md")
	w.link("site", "current")
	batches, err := serve.Watch(t.Context(), serve.WatchOptions{Root: w.path("current"), Paths: []string{"content", w.path("current/made")}})
	w.must(err)
	w.write("site/content/a.md", "after")
	w.write("site/made", "after")
	var told []string
	for !slices.Contains(told, "content/a.md") || !slices.Contains(told, "made") {
		told = append(told, <-batches...)
	}
}
