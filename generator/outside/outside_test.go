package outside

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// server answers by the path and counts what it is asked.
type server struct {
	*httptest.Server
	mu    sync.Mutex
	asked []string
	open  int
	most  int
}

func newServer(t *testing.T) *server {
	s := &server{}
	s.Server = httptest.NewServer(http.HandlerFunc(s.answer))
	t.Cleanup(s.Close)
	return s
}

func (s *server) answer(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.asked = append(s.asked, r.Method+" "+r.URL.Path)
	times := strings.Count(strings.Join(s.asked, "\n")+"\n", r.Method+" "+r.URL.Path+"\n")
	s.open++
	s.most = max(s.most, s.open)
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		s.open--
		s.mu.Unlock()
	}()
	to := func(p string, code int) { http.Redirect(w, r, p, code) }
	switch p := r.URL.Path; {
	case p == "/gone":
		w.WriteHeader(404)
	case p == "/nohead" && r.Method == http.MethodHead:
		w.WriteHeader(405)
	case p == "/people":
		w.WriteHeader(403)
	case p == "/shy" && times == 1:
		w.WriteHeader(503)
	case p == "/tired":
		w.WriteHeader(500)
	case p == "/moved":
		to("/moved2", 301)
	case p == "/moved2":
		to("/fine", 308)
	case p == "/passing":
		to("/fine", 302)
	case p == "/lost":
		to("/gone", 301)
	case p == "/round":
		to("/round", 302)
	case p == "/slow":
		select {
		case <-r.Context().Done():
		case <-time.After(time.Second):
		}
	}
}

func (s *server) asker() *Asker {
	a := New("test", nil)
	a.Local, a.Pause, a.Wait, a.Timeout = true, time.Millisecond, time.Millisecond, 100*time.Millisecond
	return a
}

func TestAsk(t *testing.T) {
	s := newServer(t)
	a := s.asker()
	a.Ignore = []string{s.URL + "/ig*d", "https://*.x/"}
	var list []string
	for _, p := range []string{"/fine", "/fine#a", "/gone", "/nohead", "/people", "/shy", "/tired", "/moved", "/passing", "/lost", "/round", "/slow", "/ignored"} {
		list = append(list, s.URL+p)
	}
	list = append(list, "mailto:a@b", "https://a.x/", "http://127.0.0.1:1/")
	got, err := a.Ask(t.Context(), list)
	if err != nil {
		t.Fatal(err)
	}
	for p, want := range map[string]Answer{
		"/fine": {State: Fine}, "/fine#a": {State: Fine}, "/gone": {State: Broken, Why: "the server answers 404"},
		"/nohead": {State: Fine}, "/people": {State: Unknown, Why: "the server answers 403"}, "/shy": {State: Fine},
		"/tired": {State: Unknown, Why: "the server answers 500"}, "/moved": {State: Moved, To: s.URL + "/fine"}, "/passing": {State: Fine},
		"/lost": {State: Broken, Why: "the server answers 404"}, "/round": {State: Broken, Why: "it leads from one address to the next without end"},
		"/slow": {State: Broken, Why: "the server does not answer"}, "/ignored": {},
	} {
		g := got[s.URL+p]
		g.At = time.Time{}
		if g != want {
			t.Errorf("%s: got %+v, want %+v", p, g, want)
		}
	}
	if got["http://127.0.0.1:1/"].State != Broken || len(got) != 13 {
		t.Errorf("%d answers, %+v where nobody listens", len(got), got["http://127.0.0.1:1/"])
	}
	if n := strings.Count(strings.Join(s.asked, "\n"), "/fine"); n > 4 { // itself, and three that lead there
		t.Errorf("the same address is asked for %d times", n)
	}
	if s.most > 2 { // the one that was given up, and the next
		t.Errorf("%d requests at once to one host", s.most)
	}
}

// TestKnown holds answers to their age.
func TestKnown(t *testing.T) {
	s := newServer(t)
	a := s.asker()
	now := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	a.Now = func() time.Time { return now }
	ask := func() int {
		before := len(s.asked)
		if _, err := a.Ask(t.Context(), []string{s.URL + "/fine", s.URL + "/gone"}); err != nil {
			t.Fatal(err)
		}
		return len(s.asked) - before
	}
	if n := ask(); n != 3 { // HEAD, and for what is gone GET
		t.Errorf("%d requests", n)
	}
	if n := ask(); n != 0 {
		t.Errorf("%d requests for what is known", n)
	}
	now = now.Add(2 * 24 * time.Hour)
	if n := ask(); n != 2 {
		t.Errorf("%d requests two days later, want the two for what was gone", n)
	}
	now = now.Add(20 * 24 * time.Hour)
	if n := ask(); n != 3 {
		t.Errorf("%d requests three weeks later", n)
	}
}

// TestOffline tells hosts that are not there from a network that is not.
func TestOffline(t *testing.T) {
	s := newServer(t)
	gone := httptest.NewServer(nil)
	gone.Close()
	for _, c := range []struct {
		name    string
		list    []string
		online  bool
		known   string // an address that was fine
		offline bool
	}{
		{"one host, and names are found", []string{gone.URL + "/a"}, true, "", false},
		{"one host, and no name is found", []string{gone.URL + "/a", gone.URL + "/b"}, false, "", true},
		{"several hosts", []string{gone.URL + "/a", "http://localhost:1/", "http://127.0.0.2:1/"}, true, "", true},
		{"one that answers", []string{gone.URL + "/a", s.URL + "/gone"}, false, "", false},
		{"one that answered before", []string{gone.URL + "/a"}, false, s.URL + "/fine", false},
		{"what answered before is gone", []string{gone.URL + "/a"}, true, gone.URL + "/fine", true},
		{"nothing to ask", nil, false, "", false},
	} {
		a := s.asker()
		a.Retries, a.Online, a.Known = 0, func(context.Context) bool { return c.online }, map[string]Answer{}
		if c.known != "" {
			a.Known[c.known] = Answer{State: Fine, At: a.Now()}
			c.list = append(c.list, c.known)
		}
		got, err := a.Ask(t.Context(), c.list)
		if errors.Is(err, ErrOffline) != c.offline {
			t.Errorf("%s: %v, %v", c.name, got, err)
		}
		if _, kept := a.Known[gone.URL+"/a"]; kept && c.offline {
			t.Errorf("%s: what was not learnt is kept", c.name)
		}
	}
}

// TestInside refuses addresses of this machine by what names are found to be, behind
// redirects too.
func TestInside(t *testing.T) {
	a := New("test", nil)
	for _, address := range []string{"127.0.0.1:80", "10.1.2.3:443", "172.16.0.1:80", "192.168.1.1:80", "169.254.169.254:80", "0.0.0.0:80", "[::1]:80", "[fd00::1]:443", "[fe80::1]:80", "[::ffff:10.0.0.1]:80"} {
		if a.allowed("tcp", address, nil) == nil {
			t.Errorf("%s is connected to", address)
		}
	}
	for _, address := range []string{"93.184.216.34:443", "172.32.0.1:80", "[2606:2800:220:1::1]:443"} {
		if err := a.allowed("tcp", address, nil); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
	s := newServer(t)
	b := s.asker()
	b.client, b.Local = b.newClient(), false
	// What a name was found to be: the test's server, by its number.
	if answer, again := b.once(t.Context(), s.URL+"/fine"); answer.State != "" || again >= 0 || len(s.asked) > 0 {
		t.Errorf("%+v, and the server was asked %q", answer, s.asked)
	}
}

func TestCancelled(t *testing.T) {
	s := newServer(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.asker().Ask(ctx, []string{s.URL + "/fine"}); err == nil {
		t.Error("no error from what was broken off")
	}
}

func TestPrivate(t *testing.T) {
	for host, want := range map[string]bool{
		"localhost": true, "127.0.0.1": true, "192.168.1.1": true, "::1": true, "example.com": true, "a.example": true, "www.example.org": true, "server": true,
		"github.com": false, "example.dev": false, "8.8.8.8": false, "notexample.com": false,
	} {
		if got := private(host); got != want {
			t.Errorf("%s: %t", host, got)
		}
	}
}

// TestIllServers holds what is said of servers that are there and answer badly.
func TestIllServers(t *testing.T) {
	never := make(chan struct{})
	defer close(never)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead && r.URL.Path != "/busy" {
			if r.URL.Path == "/silent" {
				select {
				case <-never:
				case <-r.Context().Done():
				}
			}
			panic(http.ErrAbortHandler) // the connection ends without an answer
		}
		switch r.URL.Path {
		case "/busy":
			w.Header().Set("Retry-After", "-1")
			w.WriteHeader(http.StatusTooManyRequests)
		case "/stalls":
			w.Header().Set("Content-Length", "100000")
			w.WriteHeader(http.StatusOK)
			w.(http.Flusher).Flush()
			select {
			case <-never:
			case <-r.Context().Done():
			}
		}
	}))
	defer server.Close()
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	a := New("test", nil)
	a.Local, a.Pause, a.Wait, a.Timeout, a.Retries = true, 0, 0, 500*time.Millisecond, 1
	got, err := a.Ask(t.Context(), []string{server.URL + "/drops", server.URL + "/silent", server.URL + "/stalls", server.URL + "/busy"})
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]State{"/drops": Fine, "/silent": Fine, "/stalls": Fine, "/busy": Unknown} {
		if answer := got[server.URL+path]; answer.State != want {
			t.Errorf("%s is %+v, want %s", path, answer, want)
		}
	}
	a.Now = func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }
	for value, want := range map[string]time.Duration{
		"": 0, "3": 3 * time.Second, "-1": 0, "9999": time.Minute, "99999999999999999999": 0, "soon": 0,
		"Fri, 02 Jan 2026 03:04:15 GMT": 10 * time.Second, "Wed, 21 Oct 2015 07:28:00 GMT": 0,
	} {
		if got := a.retryAfter(value); got != want {
			t.Errorf("Retry-After: %q is %s, want %s", value, got, want)
		}
	}
}
