package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// asking is how clients ask at once for one page, each over a connection that stays
// open: so many requests a second of all together, or without a rate each the next
// as soon as it has its answer.
type asking struct {
	clients int
	rate    float64
	long    time.Duration
}

// load returns how many answers a second all clients got and how long each of them
// took, in milliseconds. Requests are written and answers read by hand: a client
// that costs little leaves the processor to the server.
func (s *server) load(a asking) (rate float64, took []float64, err error) {
	if _, err := s.get(address("en", 7)); err != nil {
		return 0, nil, err
	}
	var group sync.WaitGroup
	times := make([][]float64, a.clients)
	errs := make([]error, a.clients)
	begin := time.Now()
	for i := range a.clients {
		group.Go(func() { times[i], errs[i] = s.ask(a, i, begin) })
	}
	group.Wait()
	took = slices.Concat(times...)
	return float64(len(took)) / time.Since(begin).Seconds(), took, errors.Join(errs...)
}

// saturate has the clients ask as fast as they are answered. What an answer takes
// then is the queue of the others, on processors that clients and server share.
func (s *server) saturate() (err error) {
	var took []float64
	s.rate, took, err = s.load(asking{clients: 100, long: 5 * time.Second})
	s.queue = at(took, 99)
	return err
}

// pace has them ask at a steady rate, in turns. An answer's time runs from the
// moment its request was due, so that a server that stops answering for a while
// pays for every request of that while: wrk2's correction of coordinated omission.
func (s *server) pace() error {
	rate, took, err := s.load(asking{clients: 100, rate: steady, long: 10 * time.Second})
	s.held, s.slow = rate, at(took, 99)
	return err
}

// ask is one client, the i-th. It returns how long each answer took.
func (s *server) ask(a asking, i int, begin time.Time) ([]float64, error) {
	c, err := net.Dial("tcp", s.addr)
	if err != nil {
		return nil, err
	}
	defer c.Close()
	request := []byte("GET " + address("en", 7) + " HTTP/1.1\r\nHost: " + s.addr + "\r\n\r\n")
	in := bufio.NewReaderSize(c, 64<<10)
	var out []float64
	for n := 0; time.Since(begin) < a.long; n++ {
		due := time.Now()
		if a.rate > 0 {
			due = begin.Add(time.Duration(float64(n*a.clients+i) / a.rate * float64(time.Second)))
			time.Sleep(time.Until(due))
		}
		if _, err := c.Write(request); err != nil {
			return out, err
		}
		if err := skipAnswer(in); err != nil {
			return out, err
		}
		out = append(out, ms(time.Since(due)))
	}
	return out, nil
}

// skipAnswer reads an answer, which must be a page, to its end.
func skipAnswer(in *bufio.Reader) error {
	line, err := in.ReadSlice('\n')
	if err == nil && !bytes.HasPrefix(line, []byte("HTTP/1.1 200 ")) {
		return fmt.Errorf("the answer is %q", line)
	}
	length := -1
	for err == nil {
		if line, err = in.ReadSlice('\n'); len(line) <= len("\r\n") {
			break
		}
		name, value, _ := bytes.Cut(line, []byte(":"))
		if bytes.EqualFold(name, []byte("Content-Length")) {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); length == 0 {
				return errors.New("the page is empty")
			}
		}
	}
	if err == nil && length < 0 {
		return skipChunks(in)
	}
	if err == nil {
		_, err = in.Discard(length)
	}
	return err
}

// skipChunks reads a body whose length nobody told before it.
func skipChunks(in *bufio.Reader) error {
	for {
		line, err := in.ReadSlice('\n')
		if err != nil {
			return err
		}
		size, err := strconv.ParseUint(string(bytes.TrimSpace(line)), 16, 31)
		if err != nil {
			return err
		}
		if _, err := in.Discard(int(size) + len("\r\n")); err != nil || size == 0 {
			return err
		}
	}
}

// burst writes many files at once while clients listen, and measures how long after
// the last write the last client has been told of all.
func (s *server) burst(clients, files int) error {
	if s.told = math.NaN(); s.events == "" {
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
	s.told = 0
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
