package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"duizhao/generator/build"
)

// TestExternal asks a server on this machine: what is wrong is told at each place that
// has the address, in partials too, and nobody is asked twice in a week.
func TestExternal(t *testing.T) {
	var asked atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		switch r.URL.Path {
		case "/gone":
			w.WriteHeader(http.StatusNotFound)
		case "/moved":
			http.Redirect(w, r, "/fine", http.StatusMovedPermanently)
		}
	}))
	defer s.Close()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"site.yaml":             "title: T\nlanguages: [zh]\ncheck: { external: { ignore: [\"*/ignored\"] } }\n",
		"content/zh/index.md":   "见[好的](S/fine#a)、[没有的](S/gone)、[搬走的](S/moved)和[不问的](S/ignored)。\n\n<<< zh/_part.md\n",
		"content/zh/_part.md":   "又见[没有的](S/gone)。\n",
		"content/zh/another.md": "# 另一页\n\n<S/fine>\n",
	} {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(strings.ReplaceAll(text, "S/", s.URL+"/")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	c := &console{ctx: t.Context(), out: &out, err: &out}
	f := siteFlags{Root: dir}
	d, err := f.open(c, false)
	if err != nil {
		t.Fatal(err)
	}
	defer d.close(c)
	x := external{console: c, dir: d, local: true}
	for range 2 {
		in := f.input(d)
		in.Check = &build.Check{Further: x.ask}
		found, err := build.Run(t.Context(), in, nowhere{t.Context()})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, d := range found {
			got += fmt.Sprintf("%s:%d %s %s\n", d.File, d.Line, d.Code, d.Hint)
		}
		const archive = "link to where it stands now, or to a copy in an archive; check.external.ignore in site.yaml leaves an address out"
		want := "content/zh/_part.md:1 external-broken " + archive + "\ncontent/zh/index.md:1 external-broken " + archive +
			"\ncontent/zh/index.md:1 external-moved write \"" + s.URL + "/fine\"\n"
		if got != want {
			t.Errorf("got\n%s\nwant\n%s\nprinted\n%s", got, want, &out)
		}
		if n := asked.Load(); n != 5 { // fine, gone twice, moved and where it leads
			t.Errorf("%d requests", n)
		}
	}
}
