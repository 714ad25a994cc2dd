//go:build linux

package math

import (
	"os"
	"strings"
	"syscall"
	"testing"
	"time"
)

// BenchmarkBook sets the formulas of testdata/book.txt, or of the file that
// MATH_CORPUS names, on one runtime, and tells what a formula costs.
func BenchmarkBook(b *testing.B) {
	file := os.Getenv("MATH_CORPUS")
	if file == "" {
		file = "testdata/book.txt"
	}
	e := engine(b, Options{Workers: 1})
	fs := formulas(b, file)
	if _, _, err := e.Render("x", false); err != nil {
		b.Fatal(err)
	}
	before := processorTime()
	for b.Loop() {
		for _, f := range fs {
			if _, _, err := e.Render(f.Tex, f.Display); err != nil {
				b.Fatal(err)
			}
		}
	}
	spent := processorTime() - before
	n := float64(b.N * len(fs))
	b.ReportMetric(float64(spent.Microseconds())/1000/n, "cpu-ms/formula")
	b.ReportMetric(n/b.Elapsed().Seconds(), "formulas/s")
	b.ReportMetric(highWater(), "peak-MB")
}

func BenchmarkStart(b *testing.B) {
	katex := script(b)
	for b.Loop() {
		e := New(katex, Options{Workers: 1})
		if _, _, err := e.Render("x", false); err != nil {
			b.Fatal(err)
		}
		e.Close()
	}
}

func processorTime() time.Duration {
	var r syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &r) != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// highWater is the most memory that the process has held.
func highWater() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kb := 0.0
	for _, c := range strings.TrimSpace(strings.SplitN(rest, "kB", 2)[0]) {
		kb = 10*kb + float64(c-'0')
	}
	return kb / 1024
}
