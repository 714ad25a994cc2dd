package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

// TestHost holds the server to the rules of GitHub Pages, over a real connection.
func TestHost(t *testing.T) {
	files := fstest.MapFS{
		"index.html": {Data: []byte("root")}, "404.html": {Data: []byte("lost")}, "zh/404.html": {Data: []byte("no")},
		"zh/index.html": {Data: []byte("zh")}, "page.html": {Data: []byte("page")}, "both.html": {Data: []byte("file")}, "both/index.html": {Data: []byte("folder")},
		"empty/a.txt": {Data: []byte("a")}, "_headers": {Data: []byte("/*\n  X: y\n")}, ".well/a.txt": {Data: []byte("a")},
		"a.css": {Data: []byte(strings.Repeat("a{}", 500))}, "a.woff2": {Data: []byte(strings.Repeat("a", 500))}, "dir": {Data: []byte("d")},
		"中/index.html": {Data: []byte("han")},
	}
	server := httptest.NewServer(newHost(files, "/repo/"))
	defer server.Close()
	client := server.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	get := func(path string, header ...string) (*http.Response, string) {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Accept-Encoding", "gzip, br") // and the client unpacks nothing
		for i := 0; i < len(header); i += 2 {
			request.Header.Set(header[i], header[i+1])
		}
		answer, err := client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		return answer, string(body)
	}
	for _, c := range []struct {
		path   string
		status int
		want   string // the body, or where it is moved to
	}{
		{"/repo", 301, "/repo/"}, {"/repo/zh", 301, "/repo/zh/"}, {"/repo/both/", 200, "folder"}, {"/repo/dir", 200, "d"},
		{"/repo/%E4%B8%AD", 301, "/repo/%E4%B8%AD/"},
		{"/", 404, "404 page not found\n"}, {"/zh/", 404, "404 page not found\n"}, {"/repository/", 404, "404 page not found\n"},
		{"/repo/empty", 301, "/repo/empty/"},
	} {
		answer, body := get(c.path, "Accept-Encoding", "identity")
		if to := answer.Header.Get("Location"); to != "" {
			body = to
		}
		if answer.StatusCode != c.status || body != c.want {
			t.Errorf("%s: %d %q, want %d %q", c.path, answer.StatusCode, body, c.status, c.want)
		}
	}
	for path, want := range map[string]string{
		"/repo/": "root", "/repo/page": "page", "/repo/page.html": "page", "/repo/both": "file",
		"/repo/zh/no/": "lost", "/repo/page/": "lost", "/repo/empty/": "lost", "/repo/_headers": "lost", "/repo/.well/a.txt": "lost",
	} {
		answer, body := get(path, "Accept-Encoding", "identity")
		if body != want || (answer.StatusCode == 404) != (want == "lost") {
			t.Errorf("%s: %d %q, want %q", path, answer.StatusCode, body, want)
		}
		for name := range answer.Header {
			if !strings.Contains(" Server Content-Type Content-Length Last-Modified Etag Cache-Control Vary Access-Control-Allow-Origin Accept-Ranges Date ", " "+name+" ") {
				t.Errorf("%s: the header %s", path, name)
			}
		}
	}
	style, _ := get("/repo/a.css")
	if h := style.Header; h.Get("Content-Encoding") != "gzip" || h.Get("Cache-Control") != "max-age=600" || h.Get("Last-Modified") == "" || !strings.HasPrefix(h.Get("Etag"), "W/") {
		t.Errorf("a style: %v", h)
	}
	if again, _ := get("/repo/a.css", "If-None-Match", style.Header.Get("Etag")); again.StatusCode != http.StatusNotModified {
		t.Errorf("a style that is kept: %d", again.StatusCode)
	}
	if font, body := get("/repo/a.woff2"); font.Header.Get("Content-Encoding") != "" || len(body) != 500 {
		t.Errorf("a font: %v", font.Header)
	}
	if part, body := get("/repo/a.woff2", "Range", "bytes=0-9"); part.StatusCode != http.StatusPartialContent || len(body) != 10 {
		t.Errorf("a part: %d, %d bytes", part.StatusCode, len(body))
	}
	files[".nojekyll"] = &fstest.MapFile{}
	if w := httptest.NewRecorder(); true {
		newHost(files, "/").ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/_headers", nil))
		if w.Code != http.StatusOK {
			t.Errorf("with .nojekyll: %d", w.Code)
		}
	}
}
