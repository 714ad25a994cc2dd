package serve_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"duizhao/generator/build"
	"duizhao/generator/diag"
	"duizhao/generator/serve"
)

// site is a folder that is served: content/NAME.md becomes the page /NAME/.
// A file "broken" has an error that leaves no page; with a file site.yaml that
// says "bad" there is no site at all, and with "panne" the build itself fails.
type site struct {
	t      *testing.T
	root   string
	url    string
	log    buffer
	builds atomic.Int32
	during func() // called in each build
	cancel func()
	ended  chan error
}

// buffer is a bytes.Buffer that two may use.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

func newSite(t *testing.T, files ...string) *site {
	s := &site{t: t, root: t.TempDir(), ended: make(chan error, 1), during: func() {}}
	for i := 0; i < len(files); i += 2 {
		s.write(files[i], files[i+1])
	}
	return s
}

func (s *site) write(name, text string) {
	s.t.Helper()
	path := filepath.Join(s.root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		s.t.Fatal(err)
	}
}

func (s *site) build(ctx context.Context, sink build.Sink, _ []string) ([]diag.Diagnostic, error) {
	s.builds.Add(1)
	s.during()
	settings, _ := os.ReadFile(filepath.Join(s.root, "site.yaml"))
	switch string(settings) {
	case "bad":
		return []diag.Diagnostic{{Pos: diag.Pos{File: "site.yaml"}, Severity: diag.Error, Code: "settings", Text: "bad settings"}}, nil
	case "panne":
		put(s.t, sink, "half/index.html", "a half")
		return nil, errors.New("disk on fire")
	}
	names, err := filepath.Glob(filepath.Join(s.root, "content", "*.md"))
	if err != nil {
		return nil, err
	}
	var found []diag.Diagnostic
	for _, name := range names {
		data, err := os.ReadFile(name)
		page := strings.TrimSuffix(filepath.Base(name), ".md") + "/index.html"
		switch {
		case err != nil:
			continue
		case string(data) == "broken":
			sink.Keep(page)
			found = append(found, diag.Diagnostic{Pos: diag.Pos{File: "content/" + filepath.Base(name), Line: 1}, Severity: diag.Error, Code: "front-matter", Text: "no page"})
			continue
		}
		var key [16]byte
		sum := sha256.Sum256(data)
		copy(key[:], sum[:])
		err = sink.Put(page, key, func(context.Context) ([]byte, error) { return data, nil })
		if err != nil {
			return nil, err
		}
	}
	return found, ctx.Err()
}

// start runs the preview and waits until it can be opened.
func (s *site) start(opt serve.Options) {
	s.t.Helper()
	ctx, cancel := context.WithCancel(s.t.Context())
	ready := make(chan string, 1)
	opt.Root, opt.Build, opt.Log = s.root, s.build, &s.log
	opt.Ready = func(url string) { ready <- url }
	if opt.Addr == "" {
		opt.Addr = "127.0.0.1:0"
	}
	s.cancel = cancel
	go func() { s.ended <- serve.Run(ctx, opt) }()
	s.t.Cleanup(func() { cancel(); <-s.ended; http.DefaultClient.CloseIdleConnections() })
	select {
	case s.url = <-ready:
	case err := <-s.ended:
		s.ended <- err
		s.t.Fatalf("Run: %v\n%s", err, s.log.String())
	case <-time.After(patience):
		s.t.Fatal("not ready")
	}
}

// get returns status and body of a page.
func (s *site) get(path string) string {
	s.t.Helper()
	res, err := http.Get(s.url + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return fmt.Sprint(res.StatusCode, " ", strings.TrimSpace(string(body)))
}

// wait polls until ok.
func (s *site) wait(what string, ok func() bool) {
	s.t.Helper()
	for late := time.Now().Add(patience); !ok(); time.Sleep(time.Millisecond) {
		if time.Now().After(late) {
			s.t.Fatalf("waited in vain: %s\n%s", what, s.log.String())
		}
	}
}

func (s *site) waitFor(path, want string) {
	s.t.Helper()
	s.wait(path+" is "+want, func() bool { return s.get(path) == want })
}

func (s *site) waitLog(text string) {
	s.t.Helper()
	s.wait("log says "+text, func() bool { return strings.Contains(s.log.String(), text) })
}

func TestSavedFileReachesTheReader(t *testing.T) {
	s := newSite(t, "content/a.md", "one", "content/b.md", "bee")
	s.start(serve.Options{})
	if got := s.get("a/"); got != "200 one" {
		t.Fatal(got)
	}
	events := open(t, strings.TrimSuffix(s.url, "/"), "")
	events.next("diagnostics")

	s.write("content/a.md", "two")
	if e := events.next("change"); e.data != `{"pages":["/a/"],"kind":"patch"}` {
		t.Errorf("%+v", e)
	}
	if got := s.get("a/"); got != "200 two" {
		t.Errorf("after its event: %s", got)
	}
	s.waitLog(" ms, 1 page changed\n")

	if err := os.Rename(filepath.Join(s.root, "content/a.md"), filepath.Join(s.root, "content/c.md")); err != nil {
		t.Fatal(err)
	}
	s.waitFor("c/", "200 two")
	s.waitFor("a/", "404 no such page")
	if !regexp.MustCompile(`^preview at http://127\.0\.0\.1:\d+/\n(rebuilt in \d+ ms, \d+ pages? changed\n)+$`).MatchString(s.log.String()) {
		t.Errorf("log:\n%s", s.log.String())
	}
}

func TestOldPagesStayWhileSomethingIsBroken(t *testing.T) {
	s := newSite(t, "content/a.md", "one", "content/b.md", "bee")
	s.start(serve.Options{})
	events := open(t, strings.TrimSuffix(s.url, "/"), "")
	events.next("diagnostics")

	s.write("content/a.md", "broken")
	if e := events.next("diagnostics"); !strings.Contains(e.data, `"file":"content/a.md"`) {
		t.Errorf("%+v", e)
	}
	if got := s.get("a/"); got != "200 one" {
		t.Errorf("the last good page: %s", got)
	}
	s.write("content/b.md", "bee too")
	s.waitFor("b/", "200 bee too")
	s.write("content/b.md", "bee")
	s.waitFor("b/", "200 bee")
	s.write("site.yaml", "bad")
	events.next("change")
	events.next("change")
	if e := events.next("diagnostics"); !strings.Contains(e.data, "bad settings") {
		t.Errorf("%+v", e)
	}
	if got := s.get("a/") + s.get("b/"); got != "200 one200 bee" {
		t.Errorf("without settings: %s", got)
	}
	s.write("site.yaml", "panne")
	if e := events.next("diagnostics"); !strings.Contains(e.data, "disk on fire") {
		t.Errorf("%+v", e)
	}
	if got := s.get("b/") + s.get("half/"); got != "200 bee404 no such page" {
		t.Errorf("after a failed build: %s", got)
	}
	s.write("content/a.md", "mended")
	s.write("site.yaml", "")
	s.waitFor("a/", "200 mended")
	s.waitLog("disk on fire [build-failed]\n")
	if n := strings.Count(s.log.String(), "content/a.md:1: error: no page [front-matter]\n"); n != 1 {
		t.Errorf("the diagnostic was printed %d times:\n%s", n, s.log.String())
	}
	s.waitLog("0 pages changed; 1 error\n")
}

func TestFirstBuildWithErrorsIsServed(t *testing.T) {
	s := newSite(t, "site.yaml", "bad", "content/a.md", "one")
	s.start(serve.Options{BasePath: "/repo/"})
	if got := s.get("a/"); !strings.HasPrefix(got, "503 there is no page yet\nsite.yaml: error: bad settings") {
		t.Errorf("%s", got)
	}
	s.write("site.yaml", "")
	s.waitFor("a/", "200 one")
	if !strings.HasPrefix(s.log.String(), "site.yaml: error: bad settings [settings]\npreview at ") || !strings.HasSuffix(s.url, "/repo/") {
		t.Errorf("%s: log:\n%s", s.url, s.log.String())
	}
}

func TestFirstBuildThatFailsEndsTheRun(t *testing.T) {
	s := newSite(t, "site.yaml", "panne")
	err := serve.Run(t.Context(), serve.Options{Root: s.root, Build: s.build, Addr: "127.0.0.1:0"})
	if err == nil || !strings.Contains(err.Error(), "disk on fire") {
		t.Errorf("%v", err)
	}
}

func TestBurstIsBuiltOnceOrFewTimes(t *testing.T) {
	s := newSite(t, "content/a.md", "one")
	var now, most atomic.Int32
	s.during = func() { // slow, so that changes come during a build
		most.Store(max(most.Load(), now.Add(1)))
		time.Sleep(20 * time.Millisecond)
		now.Add(-1)
	}
	s.start(serve.Options{})
	before := s.builds.Load()
	for i := range 200 {
		s.write(fmt.Sprintf("content/p%d.md", i), fmt.Sprint("page ", i))
	}
	for i := range 200 {
		s.waitFor(fmt.Sprintf("p%d/", i), fmt.Sprint("200 page ", i))
	}
	if n := s.builds.Load() - before; n > 8 {
		t.Errorf("%d builds", n)
	}
	if most.Load() != 1 {
		t.Errorf("%d builds at once", most.Load())
	}
}

func TestIgnoredFolderStartsNoBuild(t *testing.T) {
	s := newSite(t, "content/a.md", "one", "public/x", "x")
	s.start(serve.Options{Ignore: []string{"public"}})
	before := s.builds.Load()
	s.write("public/x", "y")
	s.write("content/.a.md.swp", "y")
	s.write("content/a.md", "two")
	s.waitFor("a/", "200 two")
	if n := s.builds.Load() - before; n > 2 { // the write itself may be seen twice
		t.Errorf("%d builds", n)
	}
}

func TestPortInUse(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	s := newSite(t, "content/a.md", "one")
	err = serve.Run(t.Context(), serve.Options{Root: s.root, Build: s.build, Addr: taken.Addr().String()})
	var listen *serve.ListenError
	if !errors.As(err, &listen) || listen.Addr != taken.Addr().String() || !strings.Contains(err.Error(), taken.Addr().String()) {
		t.Errorf("%v", err)
	}
	if s.builds.Load() != 0 {
		t.Error("built before it knew")
	}
}

func TestDefaultPortInUseTakesTheNextOne(t *testing.T) {
	// The port is taken here, or was by somebody else.
	if taken, err := net.Listen("tcp", "127.0.0.1:8080"); err == nil {
		defer taken.Close()
	}
	s := newSite(t, "content/a.md", "one")
	var url string
	ctx, cancel := context.WithCancel(t.Context())
	err := serve.Run(ctx, serve.Options{Root: s.root, Build: s.build, Log: &s.log, Ready: func(u string) { url = u; cancel() }})
	if err != nil || url == "" || url == "http://127.0.0.1:8080/" {
		t.Fatalf("%q, %v", url, err)
	}
	if want := "preview at " + url + " (port 8080 is in use)\n"; s.log.String() != want {
		t.Errorf("log %q, want %q", s.log.String(), want)
	}
}

func TestHeadersAreLimited(t *testing.T) {
	s := newSite(t, "content/a.md", "one")
	s.start(serve.Options{})
	req, err := http.NewRequest("GET", s.url+"a/", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Long", strings.Repeat("x", 64<<10))
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("%d", res.StatusCode)
	}
}

func TestShutdownUnderLoad(t *testing.T) {
	http.DefaultClient.CloseIdleConnections()
	before := runtime.NumGoroutine()
	s := newSite(t, "content/a.md", "one")
	s.start(serve.Options{})
	var clients sync.WaitGroup
	stop := make(chan bool)
	var served atomic.Int32
	for i := range 20 {
		clients.Go(func() {
			path := "a/"
			if i%2 == 0 {
				path = "_duizhao/events"
			}
			for {
				select {
				case <-stop:
					return
				default:
				}
				if res, err := http.Get(s.url + path); err == nil {
					served.Add(1)
					io.Copy(io.Discard, res.Body)
					res.Body.Close()
				}
			}
		})
	}
	idle, err := net.Dial("tcp", strings.TrimSuffix(strings.TrimPrefix(s.url, "http://"), "/")) // as browsers open ahead
	if err != nil {
		t.Fatal(err)
	}
	defer idle.Close()
	s.wait("load", func() bool { return served.Load() > 500 })
	s.write("content/a.md", "two")

	start := time.Now()
	s.cancel()
	err = <-s.ended
	s.ended <- err
	if took := time.Since(start); err != nil || took > 2*time.Second {
		t.Errorf("ended after %v: %v", took, err)
	}
	close(stop)
	clients.Wait()
	http.DefaultClient.CloseIdleConnections()
	s.wait("goroutines end", func() bool { return runtime.NumGoroutine() <= before })
	if _, err := http.Get(s.url); err == nil {
		t.Error("still answering")
	}
}

func TestEndDuringABuild(t *testing.T) {
	s := newSite(t, "content/a.md", "one")
	ctx, cancel := context.WithCancel(t.Context())
	var log buffer
	err := serve.Run(ctx, serve.Options{Root: s.root, Addr: "127.0.0.1:0", Log: &log,
		Build: func(ctx context.Context, _ build.Sink, _ []string) ([]diag.Diagnostic, error) {
			cancel()
			<-ctx.Done()
			return nil, ctx.Err()
		}})
	if err != nil || log.String() != "" {
		t.Errorf("%v, log %q", err, log.String())
	}
}

func TestEndWaitsForWhatIsBeingMade(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var url string
	var making atomic.Bool
	requests := make(chan error, 1)
	err := serve.Run(ctx, serve.Options{Root: t.TempDir(), Addr: "127.0.0.1:0",
		Build: func(_ context.Context, sink build.Sink, _ []string) ([]diag.Diagnostic, error) {
			return nil, sink.Put("index.html", [16]byte{1}, func(ctx context.Context) ([]byte, error) {
				making.Store(true)
				defer making.Store(false)
				cancel()
				<-ctx.Done() // told that it is not needed any more
				time.Sleep(50 * time.Millisecond)
				return nil, ctx.Err()
			})
		},
		Ready: func(u string) {
			url = u
			go func() {
				res, err := http.Get(url)
				if err == nil {
					res.Body.Close()
				}
				requests <- err
			}()
		}})
	if err != nil || making.Load() {
		t.Errorf("%v, still making: %v", err, making.Load())
	}
	<-requests
}
