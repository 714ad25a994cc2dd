package serve_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"duizhao/generator/diag"
	"duizhao/generator/serve"
)

// patience is how long a test waits for what should come at once.
const patience = 20 * time.Second

// listenOn serves a small site over a real connection.
func listenOn(t *testing.T, s *serve.Server) *httptest.Server {
	t.Helper()
	if s.Preview == nil {
		s.Preview = serve.NewPreview(0)
		run(t, s.Preview,
			"index.html", "root", "404.html", "not here", "zh/index.html", "中文", "zh/a&b 图/index.html", "odd",
			"zh/cat.svg", "<svg/>", "zh/search/dir", "\x00\x01", "a..b/index.html", "dots", "film.mp4", "0123456789")
	}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	return server
}

// ask sends one request exactly as written, path included, and returns the
// answer with its body read.
func ask(t *testing.T, server *httptest.Server, method, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	addr := server.Listener.Addr().String()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(patience))
	head := method + " " + path + " HTTP/1.1\r\nConnection: close\r\n"
	if !strings.Contains(strings.Join(headers, "\n"), "Host:") {
		head += "Host: " + addr + "\r\n"
	}
	for _, h := range headers {
		head += strings.ReplaceAll(h, "PORT", addr[strings.LastIndex(addr, ":")+1:]) + "\r\n"
	}
	io.WriteString(c, head+"\r\n")
	return answer(t, c, method)
}

// answer reads what comes over a connection.
func answer(t *testing.T, c net.Conn, method string) (*http.Response, string) {
	t.Helper()
	res, err := http.ReadResponse(bufio.NewReader(c), &http.Request{Method: method})
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

func TestPaths(t *testing.T) {
	server := listenOn(t, &serve.Server{})
	for _, c := range []struct {
		path string
		want string // status and body, or status and Location
	}{
		{"/", "200 root"},
		{"/index.html", "200 root"},
		{"/zh/", "200 中文"},
		{"/zh", "301 /zh/"},
		{"/zh?q=1&r=%2F", "301 /zh/?q=1&r=%2F"},
		{"/zh/?q=1", "200 中文"},
		{"/zh/a%26b%20%E5%9B%BE/", "200 odd"},
		{"/zh/a&b%20图/", "200 odd"},
		{"/zh/a%26b%20%E5%9B%BE", "301 /zh/a&b%20%E5%9B%BE/"},
		{"/a..b/", "200 dots"},
		{"/zh/none", "404 not here"},
		{"/zh/none/", "404 not here"},
		{"/zh/index.html/", "404 not here"},
		{"/_duizhao/", "404 no such address\n"},
		{"/_duizhao/../zh/", "404 no such address\n"},
		// No spelling leads out of the site or to a file by another name.
		{"/../zh/", "404 not here"},
		{"/zh/../zh/", "404 not here"},
		{"/zh/%2e%2e/zh/", "404 not here"},
		{"/zh/%2E%2E%2Fzh/", "404 not here"},
		{"/..%2f..%2fetc/passwd", "404 not here"},
		{"/%252e%252e/zh/", "404 not here"},
		{"/..%5c..%5cetc%5cpasswd", "404 not here"},
		{`/..\..\etc\passwd`, "404 not here"},
		{"/zh%5cindex.html", "404 not here"},
		{"/zh%2findex.html", "404 not here"},
		{"/zh%2Findex.html", "404 not here"},
		{"/./zh/", "404 not here"},
		{"/%2e/zh/", "404 not here"},
		{"//zh/", "404 not here"},
		{"/zh//", "404 not here"},
		{"//example.org/%2e%2e", "404 not here"},
		{"/zh/%00", "404 not here"},
		{"/%ff/", "404 not here"},
		{"/zh/%c0%ae%c0%ae/zh/", "404 not here"},       // dots, overlong
		{"/zh/%ef%bc%8e%ef%bc%8e/zh/", "404 not here"}, // dots, full width
		{"/zh/%e2%80%a5/zh/", "404 not here"},          // two dots in one
		{"/zh/..;/zh/", "404 not here"},
		{"/zh/%25%32%65%25%32%65/zh/", "404 not here"},
		{"/zh%ef%bc%8findex.html", "404 not here"},
		{"/zh%c0%afindex.html", "404 not here"},
		{"/ZH/", "404 not here"},
		{"/zh/index.html.", "404 not here"},
		{"/zh/index.html%20", "404 not here"},
		{"/zh/index.html::$DATA", "404 not here"},
		{"/zh/%0d%0aSet-Cookie:%20x/", "404 not here"},
		{"/file:///etc/passwd", "404 not here"},
		{"/proc/self/environ", "404 not here"},
		{"/.git/config", "404 not here"},
		{"/site.yaml", "404 not here"},
		{"/content/zh/index.md", "404 not here"},
		{"/etc/passwd", "404 not here"},
		{"/c:/windows/win.ini", "404 not here"},
	} {
		res, body := ask(t, server, "GET", c.path)
		got := fmt.Sprint(res.StatusCode, " ", body)
		if res.StatusCode == 301 {
			got = "301 " + res.Header.Get("Location")
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.path, got, c.want)
		}
	}
}

func TestBasePath(t *testing.T) {
	for _, base := range []string{"/repo/", "repo", "/repo"} {
		server := listenOn(t, &serve.Server{BasePath: base})
		for path, want := range map[string]string{
			"/": "301 /repo/", "/repo": "301 /repo/", "/repo?q=1": "301 /repo/?q=1", "/repo/": "200 ", "/repo/zh": "301 /repo/zh/", "/repo/zh/": "200 ",
			"/repo/x/": "404 ", "/zh/": "404 ", "/repository/": "404 ", "/repo/../zh/": "404 ",
		} {
			res, _ := ask(t, server, "GET", path)
			if got := fmt.Sprint(res.StatusCode, " ", res.Header.Get("Location")); got != want {
				t.Errorf("base %s: %s: %s, want %s", base, path, got, want)
			}
		}
		if res, _ := ask(t, server, "GET", "/", "Sec-Fetch-Site: same-origin"); res.StatusCode != 404 {
			t.Errorf("base %s: a link out of the site: %d", base, res.StatusCode)
		}
		// The one 404 page, whatever the folder.
		for _, path := range []string{"/repo/x", "/repo/zh/x/", "/repo/zh/404/"} {
			if res, body := ask(t, server, "GET", path); res.StatusCode != 404 || body != "not here" {
				t.Errorf("base %s: %s: %d %q", base, path, res.StatusCode, body)
			}
		}
	}
}

func TestHeaders(t *testing.T) {
	server := listenOn(t, &serve.Server{})
	for path, want := range map[string]string{
		"/zh/":           "text/html; charset=utf-8",
		"/none":          "text/html; charset=utf-8",
		"/zh/cat.svg":    "image/svg+xml; charset=utf-8",
		"/zh/search/dir": "application/octet-stream",
	} {
		res, _ := ask(t, server, "GET", path)
		h := res.Header
		if got := h.Get("Content-Type"); got != want {
			t.Errorf("%s: Content-Type %s, want %s", path, got, want)
		}
		if h.Get("Cache-Control") != "no-store" || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: %v", path, h)
		}
	}
	res, body := ask(t, server, "HEAD", "/zh/")
	if res.StatusCode != 200 || body != "" || res.ContentLength != int64(len("中文")) {
		t.Errorf("HEAD: %d, %d bytes said, %q", res.StatusCode, res.ContentLength, body)
	}
	res, body = ask(t, server, "GET", "/film.mp4", "Range: bytes=2-4")
	if res.StatusCode != 206 || body != "234" {
		t.Errorf("a part of a film: %d %q", res.StatusCode, body)
	}
}

func TestOnlyReading(t *testing.T) {
	server := listenOn(t, &serve.Server{})
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"} {
		for _, path := range []string{"/zh/", "/_duizhao/events", "/none"} {
			res, _ := ask(t, server, method, path)
			if res.StatusCode != 405 || res.Header.Get("Allow") != "GET, HEAD" {
				t.Errorf("%s %s: %d, Allow %q", method, path, res.StatusCode, res.Header.Get("Allow"))
			}
		}
	}
}

func TestBodyIsNotWaitedFor(t *testing.T) {
	server := listenOn(t, &serve.Server{})
	addr := server.Listener.Addr().String()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(patience))
	io.WriteString(c, "GET /zh/ HTTP/1.1\r\nHost: "+addr+"\r\nContent-Length: 100000\r\n\r\n") // and none of it comes
	if answer, err := io.ReadAll(c); err != nil && errors.Is(err, os.ErrDeadlineExceeded) || !strings.HasPrefix(string(answer), "HTTP/1.1 200 ") {
		t.Errorf("%q, %v", answer, err)
	}
}

func TestForeignRequestsAreRefused(t *testing.T) {
	server := listenOn(t, &serve.Server{Hosts: []string{"box.example", "fixed.example:99"}})
	navigation := []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"}
	for _, c := range []struct {
		name    string
		method  string
		want    int
		headers []string
	}{
		{"loopback address", "GET", 200, nil},
		{"localhost", "GET", 200, []string{"Host: localhost:PORT"}},
		{"LOCALHOST", "GET", 200, []string{"Host: LOCALHOST:PORT"}},
		{"other loopback address", "GET", 200, []string{"Host: 127.1.2.3:PORT"}},
		{"IPv6 loopback", "GET", 200, []string{"Host: [::1]:PORT"}},
		{"allowed host", "GET", 200, []string{"Host: box.example"}},
		{"allowed host, any port", "GET", 200, []string{"Host: Box.Example:1234"}},
		{"allowed host with its port", "GET", 200, []string{"Host: fixed.example:99"}},
		{"allowed host with another port", "GET", 403, []string{"Host: fixed.example:98"}},
		{"foreign host", "GET", 403, []string{"Host: evil.example:PORT"}},
		{"foreign host by HEAD", "HEAD", 403, []string{"Host: evil.example:PORT"}},
		{"host that starts like ours", "GET", 403, []string{"Host: localhost.evil.example:PORT"}},
		{"address that only looks like loopback", "GET", 403, []string{"Host: 127.0.0.1.evil.example:PORT"}},
		{"address of somebody else", "GET", 403, []string{"Host: 192.0.2.1:PORT"}},
		{"wrong port", "GET", 403, []string{"Host: localhost:1"}},
		{"no port", "GET", 403, []string{"Host: localhost"}},
		{"nonsense port", "GET", 403, []string{"Host: localhost:http"}},
		{"empty host", "GET", 403, []string{"Host: "}},
		{"own origin", "GET", 200, []string{"Origin: http://127.0.0.1:PORT"}},
		{"own origin by another name", "GET", 200, []string{"Origin: http://localhost:PORT"}},
		{"allowed origin", "GET", 200, []string{"Origin: https://box.example"}},
		{"foreign origin", "GET", 403, []string{"Origin: https://evil.example"}},
		{"other port's origin", "GET", 403, []string{"Origin: http://localhost:3000"}},
		{"null origin", "GET", 403, []string{"Origin: null"}},
		{"empty origin", "GET", 403, []string{"Origin: "}},
		{"two origins", "GET", 403, []string{"Origin: http://localhost:PORT", "Origin: https://evil.example"}},
		{"typed address", "GET", 200, []string{"Sec-Fetch-Site: none"}},
		{"own page", "GET", 200, []string{"Sec-Fetch-Site: same-origin"}},
		{"other site", "GET", 403, []string{"Sec-Fetch-Site: cross-site"}},
		{"other port of this machine", "GET", 403, []string{"Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: no-cors"}},
		{"other site's image", "GET", 403, []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"}},
		{"other site's frame", "GET", 403, []string{"Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"}},
		{"link on another site", "GET", 200, navigation},
		{"form of another site", "POST", 403, navigation},
		{"link to a foreign host", "GET", 403, append([]string{"Host: evil.example:PORT"}, navigation...)},
	} {
		for _, path := range []string{"/zh/", "/none"} {
			want := c.want
			if path == "/none" && want == 200 {
				want = 404
			}
			if res, _ := ask(t, server, c.method, path, c.headers...); res.StatusCode != want {
				t.Errorf("%s: %s: %d, want %d", c.name, path, res.StatusCode, want)
			}
		}
		if c.want == 403 {
			if res, _ := ask(t, server, c.method, "/_duizhao/events", c.headers...); res.StatusCode != 403 {
				t.Errorf("%s: events: %d", c.name, res.StatusCode)
			}
		}
	}
	res, body := ask(t, server, "GET", "http://evil.example/zh/") // as to a proxy
	if res.StatusCode != 403 {
		t.Errorf("absolute form: %d %s", res.StatusCode, body)
	}
}

func TestBeforeTheFirstPage(t *testing.T) {
	p := serve.NewPreview(0)
	p.Begin()
	p.End([]diag.Diagnostic{{Pos: diag.Pos{File: "site.yaml", Line: 1, Col: 2}, Severity: diag.Error, Code: "unknown-key", Text: `unknown key "titel"`}})
	server := listenOn(t, &serve.Server{Preview: p})
	res, body := ask(t, server, "GET", "/zh/")
	if res.StatusCode != 503 || !strings.Contains(body, `site.yaml:1:2: error: unknown key "titel" [unknown-key]`) || res.Header.Get("Refresh") == "" {
		t.Errorf("%d %q %v", res.StatusCode, body, res.Header)
	}
	run(t, p, "zh/index.html", "now")
	if res, body = ask(t, server, "GET", "/zh/"); body != "now" {
		t.Errorf("after the first good run: %d %q", res.StatusCode, body)
	}
}

func TestPageThatWasNeverGoodSaysWhy(t *testing.T) {
	p := serve.NewPreview(0)
	p.Begin()
	p.Put("a/index.html", [16]byte{1}, func(context.Context) ([]byte, error) { return nil, errors.New("template broken") })
	p.End(nil)
	res, body := ask(t, listenOn(t, &serve.Server{Preview: p}), "GET", "/a/")
	if res.StatusCode != 500 || !strings.Contains(body, "template broken") {
		t.Errorf("%d %q", res.StatusCode, body)
	}
}
