// Command live measures the live preview on a large site in two languages, beside
// Hugo's server on the same pages in the same run where there is a hugo on the PATH.
// It prints a table and fails where ours misses a goal.
//
//	go run ./test/live BIN
//
// PAGES is how many pages the site has (1000), EDITS how many are timed in Chromium
// (200), LONG how many edits the resident size is taken after (10000); a peer that
// takes more than ten minutes for so many is not waited for.
package main

import (
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
)

// options are what the environment sets.
type options struct{ pages, edits, long int }

func number(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil && n > 0 {
		return n
	}
	return otherwise
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "live: name the program: go run ./test/live bin/duizhao")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "live:", err)
		os.Exit(1)
	}
}

func run(bin string) error {
	opt := options{number("PAGES", 1000), number("EDITS", 200), number("LONG", 10000)}
	work, err := os.MkdirTemp("", "live-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	us := &server{
		name: "duizhao", dir: filepath.Join(work, "ours"), home: "index.md", settings: ours(), events: "/_duizhao/events",
		command: func(dir, addr string) *exec.Cmd { return exec.Command(bin, "serve", "--root", dir, "--addr", addr) },
	}
	all := []*server{us}
	if path, err := exec.LookPath("hugo"); err != nil {
		fmt.Println("hugo is not on the PATH: its server is not measured.")
	} else {
		all = append(all, &server{
			name: "hugo", dir: filepath.Join(work, "hugo"), home: "_index.md", settings: hugos(),
			command: func(dir, addr string) *exec.Cmd {
				_, port, _ := cut(addr)
				// With a cache a browser asks for what changed since a second, and keeps
				// what was saved twice in it.
				return exec.Command(path, "server", "--source", dir, "--bind", "127.0.0.1", "--port", port, "--renderToMemory", "--noHTTPCache")
			},
		})
	}
	for _, s := range all {
		if err := s.measure(opt); err != nil {
			return fmt.Errorf("%s: %w", s.name, err)
		}
	}
	return table(opt, all)
}

// measure runs one server and takes all figures of it.
func (s *server) measure(opt options) error {
	if err := writeSite(s.dir, opt.pages, s.home, s.settings); err != nil {
		return err
	}
	if err := s.start(); err != nil {
		return err
	}
	defer s.stop()
	s.edits = newEdits(s, opt.pages)
	steps := []struct {
		what string
		do   func() error
	}{
		{"saves until Chromium shows them", func() error { return s.browse(opt.edits) }},
		{"saves until they are served", func() (err error) { s.served, err = s.edits.timed(min(opt.edits, 100)); return err }},
		{"memory", func() error { return s.grow(100, opt.long) }},
		{"idle", s.idle},
		{"100 clients", s.saturate},
		{"100 clients at a steady rate", s.pace},
		{"a burst of 200 files", func() error { return s.burst(100, min(200, opt.pages)) }},
	}
	for _, step := range steps {
		fmt.Fprintf(os.Stderr, "%s: %s\n", s.name, step.what)
		if err := step.do(); err != nil {
			return fmt.Errorf("%s: %w", step.what, err)
		}
	}
	return nil
}

// steady is how many requests a second 100 clients are to ask for while the time of
// their answers is taken: a little more than the goal.
const steady = 15500

// row is a line of the table: a figure of each server, and the goal of ours.
type row struct {
	what string
	goal float64 // 0: none
	more bool    // the goal is a least, not a most
	of   func(*server) float64
}

// rows are the lines of the table.
func rows(opt options) []row {
	visible := 60.0
	if opt.pages > 1000 {
		visible = 150
	}
	return []row{
		{what: "save → shown in Chromium, median, ms", of: func(s *server) float64 { return at(s.shown, 50) }},
		{what: "save → shown in Chromium, p95, ms", goal: visible, of: func(s *server) float64 { return at(s.shown, 95) }},
		{what: "saves that Chromium never showed", of: func(s *server) float64 { return float64(s.lost) }},
		{what: "the server's part (build and page), median, ms", goal: 10, of: func(s *server) float64 { return at(s.parts(), 50) }},
		{what: "the server's part (build and page), p95, ms", of: func(s *server) float64 { return at(s.parts(), 95) }},
		{what: "save → served, median, ms", of: func(s *server) float64 { return at(s.served, 50) }},
		{what: "processor time of an edit, requests too, ms", of: func(s *server) float64 { return s.each }},
		{what: "first build until it answers, s", of: func(s *server) float64 { return s.ready.Seconds() }},
		{what: "idle processor time, % of one", goal: 0.5, of: func(s *server) float64 { return s.idles }},
		{what: "resident after 100 edits, MB", of: func(s *server) float64 { return s.sizes[0] }},
		{what: fmt.Sprintf("resident after %d edits, MB", opt.long), of: func(s *server) float64 { return s.sizes[1] }},
		{what: "growth between them, %", goal: 10, of: func(s *server) float64 { return 100 * (s.sizes[1]/s.sizes[0] - 1) }},
		{what: "100 clients, as fast as they can, requests/s", goal: 15000, more: true, of: func(s *server) float64 { return s.rate }},
		{what: "the same, p99, ms", of: func(s *server) float64 { return s.queue }},
		{what: "100 clients, 15,500 asked for a second, requests/s", goal: 15000, more: true, of: func(s *server) float64 { return s.held }},
		{what: "the same, p99 from when each was due, ms", goal: 8, of: func(s *server) float64 { return s.slow }},
		{what: "200 files → all of 100 clients told, s", goal: 1, of: func(s *server) float64 { return s.told }},
	}
}

func table(opt options, all []*server) error {
	fmt.Printf("%d pages in two languages, %d edits\n\n%-50s", opt.pages, opt.edits, "")
	for _, s := range all {
		fmt.Printf("%12s", s.name)
	}
	fmt.Println("        goal")
	missed := 0
	for _, r := range rows(opt) {
		fmt.Printf("%-50s", r.what)
		for _, s := range all {
			if v := r.of(s); math.IsNaN(v) {
				fmt.Printf("%12s", "-")
			} else {
				fmt.Printf("%12.1f", v)
			}
		}
		if r.goal > 0 {
			sign, v := "≤", r.of(all[0])
			if r.more {
				sign = "≥"
			}
			fmt.Printf("   %s %g", sign, r.goal)
			if r.more && !(v >= r.goal) || !r.more && !(v <= r.goal) {
				missed++
				fmt.Print("  missed")
			}
		}
		fmt.Println()
	}
	if missed > 0 {
		return fmt.Errorf("%d goals are missed", missed)
	}
	return nil
}

// at is a percentile; NaN, a figure that nobody took, of nothing.
func at(values []float64, percent int) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(values))
	return sorted[min(len(sorted)-1, len(sorted)*percent/100)]
}
