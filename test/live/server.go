package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// server is one that is measured, with its figures.
type server struct {
	name     string
	dir      string
	home     string // name of a language's first page
	settings map[string]string
	events   string // path of its stream of events; "" for none that is read here
	command  func(dir, addr string) *exec.Cmd

	addr  string
	cmd   *exec.Cmd
	lines *tail
	edits *edits

	ready  time.Duration
	shown  []float64 // milliseconds from a save until Chromium shows it
	lost   int       // saves that it never showed
	served []float64 // and until it is served
	each   float64   // processor time of an edit, in milliseconds
	idles  float64
	sizes  [2]float64
	rate   float64 // answers a second, as fast as clients ask
	queue  float64 // p99 of these, in milliseconds
	held   float64 // answers a second at the steady rate
	slow   float64 // p99 of these, in milliseconds
	told   float64
}

func cut(addr string) (host, port string, err error) { return net.SplitHostPort(addr) }

// start starts the server and waits until it answers.
func (s *server) start() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s.addr = l.Addr().String()
	l.Close()
	s.cmd, s.lines = s.command(s.dir, s.addr), &tail{}
	s.cmd.Stdout, s.cmd.Stderr = s.lines, s.lines
	begin := time.Now()
	if err := s.cmd.Start(); err != nil {
		return err
	}
	for time.Since(begin) < 10*time.Minute {
		if _, err := s.get(address("zh", 0)); err == nil {
			s.ready = time.Since(begin)
			return nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	return fmt.Errorf("it does not answer: %s", s.lines)
}

func (s *server) stop() {
	s.cmd.Process.Signal(os.Interrupt)
	s.cmd.Wait()
}

func (s *server) get(path string) (string, error) {
	r, err := http.Get("http://" + s.addr + path)
	if err != nil {
		return "", err
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	if err == nil && r.StatusCode != http.StatusOK {
		err = errors.New(r.Status)
	}
	return string(data), err
}

// tail keeps what a server says of its builds.
type tail struct {
	mu   sync.Mutex
	text bytes.Buffer
	took []float64
}

var took = regexp.MustCompile(`(?:rebuilt in|Total in) ([0-9.]+) ms`)

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, m := range took.FindAllSubmatch(b, -1) {
		ms, _ := strconv.ParseFloat(string(m[1]), 64)
		t.took = append(t.took, ms)
	}
	if t.text.Len() < 1<<16 {
		t.text.Write(b)
	}
	return len(b), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.text.String()
}

// builds forgets the times of builds and returns them.
func (t *tail) builds() []float64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	out := t.took
	t.took = nil
	return out
}

// awaitBuilds is builds once there is one: the page may be there before its line.
func (t *tail) awaitBuilds() []float64 {
	for range 1000 {
		if out := t.builds(); len(out) > 0 {
			return out
		}
		time.Sleep(time.Millisecond)
	}
	return nil
}

// edits changes sentences, one page after the other.
type edits struct {
	*server
	pages, n int
	builds   []float64 // milliseconds, as the server says, of all builds of an edit
	makes    []float64 // and of the request for the page
}

func newEdits(s *server, pages int) *edits { return &edits{server: s, pages: pages} }

// save writes the next text, as editors do beside the old one.
func (e *edits) save() (page int, mark string, err error) {
	e.n++
	page, mark = e.n*37%e.pages, fmt.Sprintf("Mark number %d of all.", 1_000_000+e.n)
	name := filepath.Join(e.dir, "content", "en", place(page))
	if err := os.WriteFile(name+"~", []byte(text("en", page, e.pages, mark)), 0o644); err != nil {
		return 0, "", err
	}
	return page, mark, os.Rename(name+"~", name)
}

// once saves and asks for the page until it is there.
func (e *edits) once() (time.Duration, error) {
	e.get(address("en", (e.n+1)*37%e.pages)) // as if it were open
	begin := time.Now()
	page, mark, err := e.save()
	if err != nil {
		return 0, err
	}
	for time.Since(begin) < time.Minute {
		asked := time.Now()
		if html, err := e.get(address("en", page)); err == nil && strings.Contains(html, mark) {
			e.makes = append(e.makes, ms(time.Since(asked)))
			return time.Since(begin), nil
		}
		time.Sleep(2 * time.Millisecond)
	}
	return 0, fmt.Errorf("an edit of page %d is never served", page)
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// timed returns the times of some edits in milliseconds.
func (e *edits) timed(n int) ([]float64, error) {
	e.lines.builds()
	var out []float64
	for range n {
		d, err := e.once()
		if err != nil {
			return nil, err
		}
		builds, all := e.lines.awaitBuilds(), 0.0
		if len(builds) == 0 {
			return nil, errors.New("it does not say how long its build took")
		}
		for _, took := range builds {
			all += took
		}
		out, e.builds = append(out, ms(d)), append(e.builds, all)
	}
	return out, nil
}

// parts are what the server itself takes of an edit: the build, as it says, and the
// answer.
func (s *server) parts() []float64 {
	var out []float64
	for i, took := range s.edits.builds {
		out = append(out, took+s.edits.makes[i])
	}
	return out
}

// grow takes the resident size after some edits and after many. All pages are asked
// for before, so that what the server keeps of made pages is there.
func (s *server) grow(some, many int) error {
	for n := range s.edits.pages {
		for _, lang := range []string{"zh", "en"} {
			if _, err := s.get(address(lang, n)); err != nil {
				return err
			}
		}
	}
	before, err := s.processor()
	if err != nil {
		return err
	}
	s.sizes = [2]float64{math.NaN(), math.NaN()}
	begin, first := time.Now(), s.edits.n
	for i, until := range []int{some, many} {
		for s.edits.n < first+until && !s.tooLong(begin) {
			if _, err := s.edits.once(); err != nil {
				return err
			}
		}
		if s.tooLong(begin) {
			break
		}
		if s.sizes[i], err = s.resident(); err != nil {
			return err
		}
	}
	after, err := s.processor()
	s.each = (after - before) * 1000 / float64(s.edits.n-first)
	return err
}

// tooLong reports whether a peer is not to be waited for any longer.
func (s *server) tooLong(since time.Time) bool {
	return s.events == "" && time.Since(since) > 10*time.Minute
}

func (s *server) resident() (float64, error) {
	f, err := os.Open(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if rest, ok := strings.CutPrefix(lines.Text(), "VmRSS:"); ok {
			kb, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			return kb / 1024, err
		}
	}
	return 0, errors.New("no resident size in /proc")
}

// idle measures the processor's time of ten seconds without an edit.
func (s *server) idle() error {
	time.Sleep(3 * time.Second)
	before, err := s.processor()
	if err != nil {
		return err
	}
	time.Sleep(10 * time.Second)
	after, err := s.processor()
	s.idles = (after - before) / 10 * 100
	return err
}

// processor is the processor's time so far, in seconds.
func (s *server) processor() (float64, error) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.cmd.Process.Pid))
	if err != nil {
		return 0, err
	}
	fields := strings.Fields(string(data[bytes.LastIndexByte(data, ')')+1:]))
	user, _ := strconv.ParseFloat(fields[11], 64)
	system, err := strconv.ParseFloat(fields[12], 64)
	return (user + system) / 100, err
}

// browse has Chromium show some edits, by browse.mjs. Ours may lose none.
func (s *server) browse(edits int) error {
	page := 7 % s.edits.pages
	name := filepath.Join(s.dir, "content", "en", place(page))
	cmd := exec.Command("node", "test/live/browse.mjs", "http://"+s.addr+address("en", page), name, strconv.Itoa(edits))
	cmd.Stderr = os.Stderr
	data, err := cmd.Output()
	if err != nil {
		return err
	}
	var out struct {
		Times []float64
		Lost  int
	}
	if err := json.Unmarshal(data, &out); err != nil {
		return err
	}
	if s.shown, s.lost = out.Times, out.Lost; s.lost > 0 && s.events != "" {
		return fmt.Errorf("%d saves were never shown", s.lost)
	}
	return nil
}
