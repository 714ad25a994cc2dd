package main

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
)

// TestEditor holds that settings which are broken for a moment keep the editor
// in which they are mended.
func TestEditor(t *testing.T) {
	root := fstest.MapFS{}
	editor := newEditor(func() fs.FS { return root })
	for _, step := range []struct{ settings, want string }{
		{"title: T\nlanguages: [zh]\n", ""},
		{"title: T\nlanguages: [zh]\nserve: { editor: zed }\n", "zed://file{path}:{line}:{column}"},
		{"title: [\n", "zed://file{path}:{line}:{column}"},
		{"title: T\nlanguages: [zh]\n", ""},
	} {
		root["site.yaml"] = &fstest.MapFile{Data: []byte(step.settings)}
		if got := editor(); got != step.want {
			t.Errorf("%q: got %q, want %q", step.settings, got, step.want)
		}
	}
}

func TestBrowser(t *testing.T) {
	for _, c := range []struct{ own, system, want string }{
		{"", "linux", "xdg-open"}, {"", "freebsd", "xdg-open"}, {"", "darwin", "open"},
		{"", "windows", "rundll32 url.dll,FileProtocolHandler"},
		{"/bin/helper.sh", "linux", "/bin/helper.sh"}, {"firefox %s:w3m %s", "linux", "xdg-open"},
	} {
		name, args := browser(c.own, c.system)
		if got := strings.Join(append([]string{name}, args...), " "); got != c.want {
			t.Errorf("%q on %s: %q, want %q", c.own, c.system, got, c.want)
		}
	}
}

// terminal is what the command prints, while it runs.
type terminal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (p *terminal) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.b.Write(b)
}

func (p *terminal) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.b.String()
}

// serveSite runs the preview of a new site, changed by prepare, until the test
// ends, and returns its folder, its address and what it prints.
func serveSite(t *testing.T, env []string, prepare func(dir string), args ...string) (dir, url string, printed *terminal) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "site")
	printed = &terminal{}
	if code := run(t.Context(), []string{"new", "site", dir}, os.Environ(), strings.NewReader(""), printed, printed); code != 0 {
		t.Fatal(printed)
	}
	prepare(dir)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, append([]string{"serve", "--root", dir, "--addr", "127.0.0.1:0"}, args...), append(os.Environ(), env...), strings.NewReader(""), printed, printed)
	}()
	t.Cleanup(func() {
		cancel()
		if code := <-ended; code != 0 {
			t.Errorf("exit code %d\n%s", code, printed)
		}
	})
	await(t, "the preview", func() bool {
		_, rest, ok := strings.Cut(printed.String(), "preview at ")
		url, _, _ = strings.Cut(rest, "\n")
		return ok && strings.Contains(rest, "\n")
	})
	return dir, url, printed
}

// await waits until something is so.
func await(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for late := time.Now().Add(30 * time.Second); !ok(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(late) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// get returns status and body of an address.
func get(t *testing.T, url, host string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), "GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Host = host
	res, err := http.DefaultTransport.RoundTrip(req) // redirects are not followed
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header.Get("Location") + string(body)
}

// TestServe shows a site below a path, opens it, answers to a name and reads
// nothing that lies outside the site's folder.
func TestServe(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("it needs a script and symbolic links")
	}
	out := t.TempDir()
	write := func(path, text string, mode fs.FileMode) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
	}
	opened, secret := filepath.Join(out, "opened"), filepath.Join(out, "secret.md")
	write(filepath.Join(out, "browser.sh"), "#!/bin/sh\necho \"$1\" >"+opened+"\n", 0o777)
	write(secret, "# 秘密\n", 0o666)
	dir, url, printed := serveSite(t, []string{"BROWSER=" + filepath.Join(out, "browser.sh")}, func(dir string) {
		for name, to := range map[string]string{
			"zh/file.md": secret, "zh/folder": out, "static/secret.md": secret, "static/up.md": "../../../" + "secret.md",
		} {
			link := filepath.Join(dir, "content", name)
			if err := os.MkdirAll(filepath.Dir(link), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(to, link); err != nil {
				t.Fatal(err)
			}
		}
	}, "--base-path", "/repo", "--open", "--host", "box.example", "--host", "other.example:99")
	host := strings.TrimSuffix(strings.TrimPrefix(url, "http://"), "/repo/")
	if !strings.HasSuffix(url, "/repo/") {
		t.Errorf("at %s", url)
	}
	await(t, "the browser", func() bool {
		got, err := os.ReadFile(opened)
		return err == nil && string(got) == url+"\n"
	})
	for _, c := range []struct {
		path, host string
		status     int
		has        string
	}{
		{"/repo/zh/", host, 200, `href="/repo/`},
		{"/repo", host, 301, "/repo/"},
		{"/repo/zh", host, 301, "/repo/zh/"},
		{"/zh/", host, 404, "the site is under /repo/"},
		{"/repo/zh/none/", host, 404, `href="/repo/`},
		{"/repo/zh/", "box.example", 200, ""},
		{"/repo/zh/", "other.example:99", 200, ""},
		{"/repo/zh/", "other.example", 403, ""},
		{"/repo/zh/", "evil.example", 403, ""},
		{"/repo/zh/file/", host, 404, ""},
		{"/repo/zh/folder/secret/", host, 404, ""},
		{"/repo/secret.md", host, 404, ""},
		{"/repo/up.md", host, 404, ""},
	} {
		status, body := get(t, "http://"+host+c.path, c.host)
		if status != c.status || !strings.Contains(body, c.has) || strings.Contains(body, "秘密") {
			t.Errorf("%s of %s: %d %.200s", c.path, c.host, status, body)
		}
	}
	if n := strings.Count(printed.String(), "[symlink]"); n != 4 {
		t.Errorf("%d links are said to lead out of the site:\n%s", n, printed)
	}

	// The folder is deleted, while the preview holds it open, and another one
	// comes in its place.
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	await(t, "word of the missing folder", func() bool {
		return strings.Contains(printed.String(), "[build-failed]") || strings.Contains(printed.String(), "there is no site.yaml")
	})
	if status, _ := get(t, url+"zh/", host); status != 200 {
		t.Errorf("without its folder: %d", status)
	}
	write(filepath.Join(dir, "content/zh/index.md"), "# 另一个\n", 0o666)
	write(filepath.Join(dir, "site.yaml"), "title: 另一个\nlanguages: [zh]\n", 0o666)
	await(t, "the other site", func() bool {
		_, body := get(t, url+"zh/", host)
		return strings.Contains(body, "另一个")
	})
}

// TestNoBrowser holds that a browser which is not there does not end the
// preview.
func TestNoBrowser(t *testing.T) {
	_, url, printed := serveSite(t, []string{"BROWSER=/nowhere/browser"}, func(string) {}, "--open", "--poll")
	await(t, "a word", func() bool { return strings.Contains(printed.String(), "warning: no browser was opened: ") })
	if status, _ := get(t, url, strings.Trim(strings.TrimPrefix(url, "http:"), "/")); status != 200 {
		t.Errorf("%d", status)
	}
}
