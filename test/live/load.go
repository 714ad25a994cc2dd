package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// load asks for one page from so many clients at once, each over a connection that
// stays open. Requests are written by hand: a client that costs little leaves the
// processor to the server.
func (s *server) load(clients int, long time.Duration) error {
	if _, err := s.get(address("en", 7)); err != nil {
		return err
	}
	var group sync.WaitGroup
	times := make([][]float64, clients)
	errs := make([]error, clients)
	begin := time.Now()
	for i := range clients {
		group.Go(func() { times[i], errs[i] = s.ask(begin.Add(long)) })
	}
	group.Wait()
	took := time.Since(begin).Seconds()
	all := slices.Concat(times...)
	s.rate, s.slow = float64(len(all))/took, at(all, 99)
	return errors.Join(errs...)
}

// ask asks until a time and returns how long each answer took, in milliseconds.
func (s *server) ask(until time.Time) ([]float64, error) {
	c, err := net.Dial("tcp", s.addr)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	request := []byte("GET " + address("en", 7) + " HTTP/1.1\r\nHost: " + s.addr + "\r\n\r\n")
	in := bufio.NewReaderSize(c, 64<<10)
	var out []float64
	for time.Now().Before(until) {
		asked := time.Now()
		if _, err := c.Write(request); err != nil {
			return out, err
		}
		r, err := http.ReadResponse(in, nil)
		if err != nil {
			return out, err
		}
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			return out, err
		}
		out = append(out, ms(time.Since(asked)))
	}
	return out, nil
}

// burst writes many files at once while clients listen, and measures how long after
// the last write the last client has been told of all.
func (s *server) burst(clients, files int) error {
	if s.told = -1; s.events == "" {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	var ready, group sync.WaitGroup
	told := make([]time.Time, clients)
	errs := make([]error, clients)
	ready.Add(clients)
	for i := range clients {
		group.Go(func() { told[i], errs[i] = s.listen(ctx, files, ready.Done) })
	}
	ready.Wait()
	time.Sleep(time.Second)
	for n := range files {
		name := filepath.Join(s.dir, "content", "en", place(n))
		if err := os.WriteFile(name, []byte(text("en", n, s.edits.pages, "A burst.")), 0o644); err != nil {
			return err
		}
	}
	last := time.Now()
	group.Wait()
	for _, t := range told {
		s.told = max(s.told, t.Sub(last).Seconds())
	}
	return errors.Join(errs...)
}

// listen reads the stream of events until it has told of that many first pages,
// or that any may have changed.
func (s *server) listen(ctx context.Context, files int, ready func()) (time.Time, error) {
	begun := sync.OnceFunc(ready)
	defer begun()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+s.addr+s.events, nil)
	if err != nil {
		return time.Time{}, err
	}
	answer, err := http.DefaultTransport.(*http.Transport).Clone().RoundTrip(r)
	if err != nil {
		return time.Time{}, err
	}
	defer answer.Body.Close()
	begun()
	missing := map[string]bool{}
	for n := range files {
		missing[(&url.URL{Path: address("en", n)}).EscapedPath()] = true
	}
	lines := bufio.NewScanner(answer.Body)
	lines.Buffer(nil, 16<<20)
	event := ""
	for len(missing) > 0 && lines.Scan() {
		line := lines.Text()
		if name, ok := strings.CutPrefix(line, "event: "); ok {
			event = name
		}
		data, ok := strings.CutPrefix(line, "data: ")
		if !ok || event != "change" {
			continue
		}
		if strings.Contains(data, `"pages":[]`) {
			break
		}
		for page := range missing {
			if strings.Contains(data, `"`+page+`"`) {
				delete(missing, page)
			}
		}
	}
	return time.Now(), lines.Err()
}
