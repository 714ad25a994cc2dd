package serve_test

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"duizhao/generator/diag"
	"duizhao/generator/serve"
)

// stream is an open event stream.
type stream struct {
	t      *testing.T
	hello  event
	events chan event
}

type event struct{ id, name, data string }

// open connects to the event stream and leaves when the test ends.
func open(t *testing.T, base, query string, headers ...string) *stream {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	req, err := http.NewRequestWithContext(ctx, "GET", base+"/_duizhao/events"+query, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if got := res.Header.Get("Content-Type"); res.StatusCode != 200 || got != "text/event-stream" {
		t.Fatalf("%d %s", res.StatusCode, got)
	}
	s := &stream{t: t, events: make(chan event, 100)}
	ended := make(chan bool)
	go func() {
		defer close(ended)
		defer close(s.events)
		defer res.Body.Close()
		var e event
		lines := bufio.NewScanner(res.Body)
		lines.Buffer(nil, 64<<20)
		for lines.Scan() {
			field, value, _ := strings.Cut(lines.Text(), ": ")
			switch field {
			case "id":
				e.id = value
			case "event":
				e.name = value
			case "data":
				e.data = value
			case "":
				if e.name != "" {
					s.events <- e
				}
				e = event{}
			}
		}
	}()
	t.Cleanup(func() { cancel(); <-ended })
	s.hello = s.next("hello")
	return s
}

// next returns the next event, which must have the name.
func (s *stream) next(name string) event {
	s.t.Helper()
	select {
	case e, ok := <-s.events:
		if !ok || e.name != name {
			s.t.Fatalf("got event %+v, want %s", e, name)
		}
		return e
	case <-time.After(patience):
		s.t.Fatalf("no event %s", name)
	}
	return event{}
}

var problem = diag.Diagnostic{
	Pos: diag.Pos{File: "content/zh/a.md", Line: 3, Col: 5, End: 9}, Severity: diag.Warning,
	Code: "broken-link", Text: `no page "x"`, Hint: "did you mean",
}

const problemJSON = `[{"file":"content/zh/a.md","line":3,"column":5,"end":9,"severity":"warning","code":"broken-link","text":"no page \"x\"","hint":"did you mean","fix":null}]`

func TestEventsTellChangesAndDiagnostics(t *testing.T) {
	p := serve.NewPreview(0)
	run(t, p, "index.html", "1", "zh/图/index.html", "1", "zh/b.html", "1", "404.html", "1")
	server := listenOn(t, &serve.Server{Preview: p, BasePath: "/repo/"})
	s := open(t, server.URL, "")
	if e := s.next("diagnostics"); e.data != "[]" {
		t.Errorf("on connect: %+v", e)
	}
	p.Begin()
	put(t, p, "index.html", "2", "zh/图/index.html", "2", "zh/b.html", "2", "404.html", "1")
	p.End([]diag.Diagnostic{problem})
	e := s.next("change")
	if want := `{"pages":["/repo/","/repo/zh/b.html","/repo/zh/%E5%9B%BE/"],"kind":"patch"}`; e.data != want {
		t.Errorf("change %s, want %s", e.data, want)
	}
	if !regexp.MustCompile(`^[A-Z0-9]+\.2$`).MatchString(e.id) {
		t.Errorf("id %q", e.id)
	}
	if e := s.next("diagnostics"); e.data != problemJSON {
		t.Errorf("diagnostics %s", e.data)
	}
	// The same again is no news; then the problem is mended.
	p.Begin()
	put(t, p, "index.html", "2", "zh/图/index.html", "2", "zh/b.html", "2", "404.html", "1")
	p.End([]diag.Diagnostic{problem})
	run(t, p, "index.html", "2", "zh/图/index.html", "2", "zh/b.html", "2", "404.html", "1")
	if e := s.next("diagnostics"); e.data != "[]" {
		t.Errorf("mended: %+v", e)
	}
	if e := open(t, server.URL, "").next("diagnostics"); e.data != "[]" {
		t.Errorf("a new client is told of old changes: %+v", e)
	}
}

func TestClientThatMissedAChangeIsToldOnConnect(t *testing.T) {
	p := serve.NewPreview(0)
	run(t, p, "a/index.html", "1", "b/index.html", "1")
	server := listenOn(t, &serve.Server{Preview: p})
	res, _ := ask(t, server, "GET", "/a/")
	timing := res.Header.Get("Server-Timing")
	id, ok := strings.CutPrefix(timing, `duizhao;desc="`)
	id = strings.TrimSuffix(id, `"`)
	if !ok {
		t.Fatalf("Server-Timing %q", timing)
	}
	open(t, server.URL, "?since="+id).next("diagnostics") // nothing missed yet
	run(t, p, "a/index.html", "2", "b/index.html", "1")
	run(t, p, "a/index.html", "3", "b/index.html", "1")
	if e := open(t, server.URL, "?since="+id).next("change"); e.data != `{"pages":["/a/"],"kind":"patch"}` {
		t.Errorf("missed: %s", e.data)
	}
	if e := open(t, server.URL, "", "Last-Event-ID", id).next("change"); e.data != `{"pages":["/a/"],"kind":"patch"}` {
		t.Errorf("missed, by header: %s", e.data)
	}
	for name, id := range map[string]string{
		"another process": "OTHER.2", "nonsense": "x", "a future": strings.Split(id, ".")[0] + ".99", "before all": strings.Split(id, ".")[0] + ".-1",
	} {
		if e := open(t, server.URL, "?since="+id).next("change"); e.data != `{"pages":[],"kind":"reload"}` {
			t.Errorf("%s: %s", name, e.data)
		}
	}
	for i := range 200 { // more than is remembered
		run(t, p, "a/index.html", fmt.Sprint("version ", i), "b/index.html", "1")
	}
	if e := open(t, server.URL, "?since="+id).next("change"); e.data != `{"pages":[],"kind":"reload"}` {
		t.Errorf("long ago: %s", e.data)
	}
}

func TestChangeOfManyPagesOrAPictureIsOneOfAll(t *testing.T) {
	p := serve.NewPreview(0)
	site := func(n int, text string) (files []string) {
		for i := range n {
			files = append(files, fmt.Sprintf("%d/index.html", i), text)
		}
		return files
	}
	run(t, p, append(site(300, "1"), "cat.png", "1")...)
	server := listenOn(t, &serve.Server{Preview: p})
	s := open(t, server.URL, "")
	s.next("diagnostics")
	run(t, p, append(site(300, "2"), "cat.png", "1")...)
	if e := s.next("change"); e.data != `{"pages":[],"kind":"patch"}` {
		t.Errorf("300 pages: %d bytes", len(e.data))
	}
	run(t, p, append(append(site(1, "3"), site(300, "2")[2:]...), "cat.png", "2")...)
	if e := s.next("change"); e.data != `{"pages":[],"kind":"reload"}` {
		t.Errorf("a page and a picture: %s", e.data)
	}
}

func TestHeadOfEventsEnds(t *testing.T) {
	res, _ := ask(t, listenOn(t, &serve.Server{}), "HEAD", "/_duizhao/events")
	if res.StatusCode != 200 {
		t.Errorf("%d", res.StatusCode)
	}
}

func TestSlowClientsHoldUpNobody(t *testing.T) {
	p := serve.NewPreview(0)
	run(t, p, "a/index.html", "0")
	server := listenOn(t, &serve.Server{Preview: p})
	for range 20 { // ask for events and read none
		c, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		c.Write([]byte("GET /_duizhao/events HTTP/1.1\r\nHost: " + c.RemoteAddr().String() + "\r\n\r\n"))
	}
	quick := open(t, server.URL, "")
	quick.next("diagnostics")
	var many []diag.Diagnostic
	for range 20000 { // megabytes, more than the buffers of a connection take
		many = append(many, problem)
	}
	for range 3 {
		p.Begin()
		put(t, p, "a/index.html", "1")
		p.End(many)
		run(t, p, "a/index.html", "2")
	}
	for e := quick.next("change"); !strings.HasSuffix(e.id, ".7"); {
		select {
		case next, ok := <-quick.events:
			if e = next; !ok {
				t.Fatal("the quick client lost its stream")
			}
		case <-time.After(patience):
			t.Fatal("the quick client was not told")
		}
	}
	if res, _ := ask(t, server, "GET", "/a/"); res.StatusCode != 200 {
		t.Errorf("a page: %d", res.StatusCode)
	}
}
