package serve_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"duizhao/generator/serve"
)

const token = "0123456789abcdef0123456789abcdef"

// acting serves a site with a few actions.
func acting(t *testing.T) *httptest.Server {
	t.Helper()
	return listenOn(t, &serve.Server{Token: token, Actions: map[string]serve.Action{
		"echo": func(_ context.Context, body []byte) (any, error) { return json.RawMessage(body), nil },
		"fail": func(context.Context, []byte) (any, error) { return nil, errors.New(`no page "x"`) },
		"odd":  func(context.Context, []byte) (any, error) { return func() {}, nil },
	}})
}

// act asks for an action as a page of the preview does; headers come on top,
// and one that is named again takes the place of the page's.
func act(t *testing.T, server *httptest.Server, name, body string, headers ...string) (status int, reply string) {
	t.Helper()
	addr := server.Listener.Addr().String()
	h := map[string]string{
		"Host": addr, "Origin": "http://" + addr, "Sec-Fetch-Site": "same-origin", "X-Duizhao-Token": token,
		"Content-Type": "application/json", "Content-Length": fmt.Sprint(len(body)), "Connection": "close",
	}
	for i := 0; i < len(headers); i += 2 {
		h[headers[i]] = headers[i+1]
	}
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(patience))
	head := "POST /_duizhao/act/" + name + " HTTP/1.1\r\n"
	for k, v := range h {
		if v != "" {
			head += k + ": " + v + "\r\n"
		}
	}
	go io.WriteString(c, head+"\r\n"+body) // one that is too long is not read to its end
	res, answer := answer(t, c, "POST")
	if got := res.Header.Get("Content-Type"); got != "application/json; charset=utf-8" || !json.Valid([]byte(answer)) {
		t.Errorf("%s: %s: %q", name, got, answer)
	}
	if res.Header.Get("Access-Control-Allow-Origin") != "" || res.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%s: %v", name, res.Header)
	}
	return res.StatusCode, strings.TrimSpace(answer)
}

func TestActions(t *testing.T) {
	server := acting(t)
	for _, c := range []struct {
		name, body string
		status     int
		reply      string
	}{
		{"echo", `{"page":"zh/图","ok":true}`, 200, `{"page":"zh/图","ok":true}`},
		{"echo", `"` + strings.Repeat("x", 65534) + `"`, 200, `"` + strings.Repeat("x", 65534) + `"`},
		{"echo", `"` + strings.Repeat("x", 65535) + `"`, 413, `{"error":"the body is too long"}`},
		{"echo", `{`, 400, `{"error":"the body is not JSON"}`},
		{"echo", ``, 400, `{"error":"the body is not JSON"}`},
		{"fail", `{}`, 422, `{"error":"no page \"x\""}`},
		{"odd", `{}`, 500, `{"error":"the reply cannot be written as JSON"}`},
		{"none", `{}`, 404, `{"error":"no such action"}`},
		{"", `{}`, 404, `{"error":"no such action"}`},
		{"echo/", `{}`, 404, `{"error":"no such action"}`},
		{"%65cho", `1`, 200, `1`},
		{"x%2f..%2fecho", `1`, 404, `{"error":"no such action"}`},
	} {
		if status, reply := act(t, server, c.name, c.body); status != c.status || reply != c.reply {
			t.Errorf("%s %.20q: %d %.100s", c.name, c.body, status, reply)
		}
	}
}

func TestActionsOfOthersAreRefused(t *testing.T) {
	server := acting(t)
	for _, c := range []struct {
		name    string
		want    int
		headers []string
	}{
		{"as it should be", 200, nil},
		{"a charset", 200, []string{"Content-Type", "application/json; charset=utf-8"}},
		{"a program of the author, with the token", 200, []string{"Origin", "", "Sec-Fetch-Site", ""}},
		{"no token", 403, []string{"X-Duizhao-Token", ""}},
		{"another run's token", 403, []string{"X-Duizhao-Token", strings.Repeat("0", 32)}},
		{"a part of the token", 403, []string{"X-Duizhao-Token", token[:31]}},
		{"foreign host", 403, []string{"Host", "evil.example"}},
		{"foreign origin", 403, []string{"Origin", "https://evil.example"}},
		{"null origin", 403, []string{"Origin", "null"}},
		{"other site", 403, []string{"Sec-Fetch-Site", "cross-site"}},
		{"other port of this machine", 403, []string{"Sec-Fetch-Site", "same-site"}},
		{"form of another site", 403, []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}},
		{"what a form can send", 415, []string{"Content-Type", "text/plain"}},
		{"no type", 415, []string{"Content-Type", ""}},
	} {
		if status, reply := act(t, server, "echo", "{}", c.headers...); status != c.want {
			t.Errorf("%s: %d %s, want %d", c.name, status, reply, c.want)
		}
	}
	for _, method := range []string{"GET", "HEAD", "PUT", "OPTIONS"} {
		res, _ := ask(t, server, method, "/_duizhao/act/echo", "X-Duizhao-Token: "+token)
		if res.StatusCode != 405 || res.Header.Get("Allow") != "POST" {
			t.Errorf("%s: %d, Allow %q", method, res.StatusCode, res.Header.Get("Allow"))
		}
	}
	without := listenOn(t, &serve.Server{Actions: map[string]serve.Action{"echo": func(context.Context, []byte) (any, error) { return 1, nil }}})
	if status, _ := act(t, without, "echo", "{}", "X-Duizhao-Token", ""); status != 403 {
		t.Errorf("a server without a token: %d", status)
	}
}

// A reader on another machine sees pages, but neither token nor folders.
func TestOtherMachinesLookOn(t *testing.T) {
	p := serve.NewPreview(0)
	run(t, p, "index.html", "root")
	s := &serve.Server{Preview: p, Token: token, Root: "/home/li/guide", Editor: func() string { return "vscode://file{path}" },
		Actions: map[string]serve.Action{"echo": func(context.Context, []byte) (any, error) { return 1, nil }}}
	from := func(remote, method, path string) *httptest.ResponseRecorder {
		ctx, cancel := context.WithCancel(context.WithValue(t.Context(), http.LocalAddrContextKey, &net.TCPAddr{IP: net.IPv4(192, 168, 1, 2), Port: 8080}))
		cancel() // the stream ends after its first events
		r := httptest.NewRequestWithContext(ctx, method, "http://192.168.1.2:8080"+path, strings.NewReader("{}"))
		r.RemoteAddr = remote
		r.Header.Set("X-Duizhao-Token", token)
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		s.ServeHTTP(deadlines{w}, r)
		return w
	}
	for remote, mine := range map[string]bool{"192.168.1.7:5000": false, "192.168.1.2:5000": true, "127.0.0.1:5000": true, "[::1]:5000": true, "nonsense": false} {
		if w := from(remote, "GET", "/_duizhao/events"); strings.Contains(w.Body.String(), token) != mine || strings.Contains(w.Body.String(), "/home/li") != mine {
			t.Errorf("%s: %s", remote, w.Body)
		}
		if w := from(remote, "POST", "/_duizhao/act/echo"); !mine && w.Code != 403 || mine && w.Code == 403 {
			t.Errorf("%s: %d %s", remote, w.Code, w.Body)
		}
	}
}

// deadlines lets a recorder pass for a connection.
type deadlines struct{ *httptest.ResponseRecorder }

func (deadlines) SetReadDeadline(time.Time) error  { return nil }
func (deadlines) SetWriteDeadline(time.Time) error { return nil }

func TestHelloOfARun(t *testing.T) {
	s := newSite(t, "content/a.md", "one")
	done := make(chan string, 1)
	s.start(serve.Options{
		Editor:  func() string { return "idea://open?file={path}&line={line}" },
		Actions: map[string]serve.Action{"note": func(_ context.Context, body []byte) (any, error) { done <- string(body); return nil, nil }},
	})
	base := strings.TrimSuffix(s.url, "/")
	e := open(t, base, "").hello
	var hello struct{ Token, Editor, Root string }
	if err := json.Unmarshal([]byte(e.data), &hello); err != nil || e.id != "" {
		t.Fatalf("%+v: %v", e, err)
	}
	if hello.Editor != "idea://open?file={path}&line={line}" || hello.Root != "/"+strings.TrimPrefix(filepath.ToSlash(s.root), "/") ||
		!regexp.MustCompile(`^[0-9a-f]{32}$`).MatchString(hello.Token) {
		t.Errorf("%+v", hello)
	}
	req, err := http.NewRequest("POST", base+"/_duizhao/act/note", strings.NewReader(`"hi"`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Duizhao-Token", hello.Token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, err := io.ReadAll(res.Body); err != nil || res.StatusCode != 200 || string(body) != "null\n" || <-done != `"hi"` {
		t.Errorf("%d %q %v", res.StatusCode, body, err)
	}
}
