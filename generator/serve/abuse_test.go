package serve_test

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"duizhao/generator/serve"
)

// hasty serves a small site that waits a moment only for its clients.
func hasty(t *testing.T, wait time.Duration) (addr string) {
	t.Helper()
	p := serve.NewPreview(0)
	p.Begin()
	put(t, p, "index.html", "root", "404.html", "not here")
	film := make([]byte, 16<<20) // more than the buffers of a connection take
	p.Put("film.mp4", [16]byte{1}, func(context.Context) ([]byte, error) { return film, nil })
	p.End(nil)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := serve.Hasty(&serve.Server{Preview: p, Token: token}, wait)
	server.ErrorLog = nil
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	t.Cleanup(func() { server.Close(); <-ended })
	return l.Addr().String()
}

func dial(t *testing.T, addr string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	c.SetDeadline(time.Now().Add(patience))
	return c
}

// ends waits until the server has closed a connection, and returns what came.
func ends(t *testing.T, c net.Conn) string {
	t.Helper()
	got, err := io.ReadAll(c)
	if errors.Is(err, os.ErrDeadlineExceeded) {
		t.Fatalf("the connection stays open; %.200q came", got)
	}
	return string(got)
}

func TestSlowClientsAreLetGo(t *testing.T) {
	addr := hasty(t, 100*time.Millisecond)
	head := "GET / HTTP/1.1\r\nHost: " + addr + "\r\n"
	for name, behave := range map[string]func(net.Conn){
		"says nothing":            func(net.Conn) {},
		"stops in the first line": func(c net.Conn) { io.WriteString(c, "GET / HT") },
		"stops in the head":       func(c net.Conn) { io.WriteString(c, head+"X: y") },
		"sends a byte at a time": func(c net.Conn) {
			for {
				if _, err := io.WriteString(c, "G"); err != nil {
					return
				}
				time.Sleep(10 * time.Millisecond)
			}
		},
		"asks once and stays": func(c net.Conn) { io.WriteString(c, head+"\r\n") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := dial(t, addr)
			go behave(c)
			if got := ends(t, c); strings.Contains(got, "200 OK") != (name == "asks once and stays") {
				t.Errorf("%.200q", got)
			}
		})
	}
	t.Run("takes nothing of a film", func(t *testing.T) {
		t.Parallel()
		c := dial(t, addr)
		io.WriteString(c, "GET /film.mp4 HTTP/1.1\r\nHost: "+addr+"\r\n\r\n")
		time.Sleep(300 * time.Millisecond)
		if got := ends(t, c); len(got) >= 16<<20 {
			t.Error("all of it came")
		}
	})
}

var statusLine = regexp.MustCompile(`HTTP/1\.[01] (\d+) `)

// What is no request of a browser is answered with an error or not at all, and
// the server goes on.
func TestNonsenseIsRefused(t *testing.T) {
	addr := hasty(t, time.Second)
	host := "Host: " + addr + "\r\n"
	noise := make([]byte, 2000)
	rand.Read(noise)
	for name, request := range map[string]string{
		"noise":                        string(noise) + "\r\n\r\n",
		"a greeting of TLS":            "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + strings.Repeat("\x00", 200) + "\r\n\r\n",
		"the preface of HTTP/2":        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
		"HTTP/0.9":                     "GET /\r\n\r\n",
		"HTTP/1.0 without a host":      "GET / HTTP/1.0\r\n\r\n",
		"no host":                      "GET / HTTP/1.1\r\n\r\n",
		"two hosts":                    "GET / HTTP/1.1\r\n" + host + "Host: evil.example\r\n\r\n",
		"a foreign host, then ours":    "GET / HTTP/1.1\r\nHost: evil.example\r\n" + host + "\r\n",
		"a host with a path":           "GET / HTTP/1.1\r\nHost: evil.example/" + addr + "\r\n\r\n",
		"a host with a user":           "GET / HTTP/1.1\r\nHost: " + addr + "@evil.example\r\n\r\n",
		"ours as a user":               "GET http://" + addr + "@evil.example/ HTTP/1.1\r\n" + host + "\r\n",
		"a tunnel":                     "CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n",
		"a tunnel to ourselves":        "CONNECT " + addr + " HTTP/1.1\r\n" + host + "\r\n",
		"options of all":               "OPTIONS * HTTP/1.1\r\n" + host + "\r\n",
		"a star":                       "GET * HTTP/1.1\r\n" + host + "\r\n",
		"a space in a name":            "GET / HTTP/1.1\r\n" + host + "Sec-Fetch-Site : none\r\n\r\n",
		"a NUL in a value":             "GET / HTTP/1.1\r\n" + host + "X: a\x00b\r\n\r\n",
		"a folded line":                "GET / HTTP/1.1\r\n" + host + " evil.example\r\n\r\n",
		"two lengths":                  "POST /_duizhao/act/x HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
		"a length and chunks":          "POST /_duizhao/act/x HTTP/1.1\r\n" + host + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
		"an unknown coding":            "POST /_duizhao/act/x HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
		"a path that is none":          "GET zh/ HTTP/1.1\r\n" + host + "\r\n",
		"a bad escape":                 "GET /%u002e%u002e/ HTTP/1.1\r\n" + host + "\r\n",
		"half an escape":               "GET /%2 HTTP/1.1\r\n" + host + "\r\n",
		"a path of a megabyte":         "GET /" + strings.Repeat("x", 1<<20) + " HTTP/1.1\r\n" + host + "\r\n",
		"ten thousand headers":         "GET / HTTP/1.1\r\n" + host + strings.Repeat("A: b\r\n", 10000) + "\r\n",
		"a form of another site":       "POST / HTTP/1.1\r\n" + host + "Origin: https://evil.example\r\nContent-Length: 3\r\n\r\na=b",
		"a body that does not end":     "GET / HTTP/1.1\r\nHost: evil.example\r\nTransfer-Encoding: chunked\r\n\r\nffffff\r\n",
		"a request in another's body":  "POST / HTTP/1.1\r\n" + host + "Content-Length: 60\r\n\r\nGET / HTTP/1.1\r\n" + host + "\r\n",
		"websockets":                   "GET /_duizhao/events HTTP/1.1\r\nHost: evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
		"an event stream of elsewhere": "GET /_duizhao/events HTTP/1.1\r\n" + host + "Origin: https://evil.example\r\n\r\n",
		"a link to the event stream":   "GET /_duizhao/events HTTP/1.1\r\n" + host + "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := dial(t, addr)
			go func() {
				io.WriteString(c, request)
				c.(*net.TCPConn).CloseWrite()
			}()
			got := ends(t, c)
			for _, status := range statusLine.FindAllStringSubmatch(got, -1) {
				if status[1] < "400" {
					t.Errorf("%.300q", got)
				}
			}
			if strings.Contains(got, token) || strings.Contains(got, "root") {
				t.Errorf("%.300q", got)
			}
		})
	}
	t.Cleanup(func() { // when all those have come
		res, err := http.Get("http://" + addr + "/")
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != 200 {
			t.Errorf("afterwards: %s", res.Status)
		}
	})
}

func TestAnswersAreKeptFromOtherSites(t *testing.T) {
	server := listenOn(t, &serve.Server{Token: token})
	for _, path := range []string{"/", "/none", "/zh", "/_duizhao/none", "/_duizhao/act/none"} {
		for _, headers := range [][]string{nil, {"Host: evil.example"}} {
			res, _ := ask(t, server, "GET", path, headers...)
			for name, want := range map[string]string{
				"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "SAMEORIGIN",
				"Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
			} {
				if got := res.Header.Get(name); got != want {
					t.Errorf("%s %q: %s: %q, want %q", path, headers, name, got, want)
				}
			}
			for name := range res.Header {
				if strings.HasPrefix(name, "Access-Control-") {
					t.Errorf("%s: %s", path, name)
				}
			}
		}
	}
}
