package output

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"runtime"
	"sync"
	"testing"
)

const (
	benchPages = 4000
	benchSize  = 30 << 10
)

// benchBuild publishes 4,000 pages of 30 KB; those below changed are new in each
// round.
func benchBuild(b *testing.B, opt Options, round, changed int) {
	s, err := Open(opt)
	if err != nil {
		b.Fatal(err)
	}
	var all sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		all.Go(func() {
			for i := w; i < benchPages; i += workers {
				content := fmt.Sprint(i)
				if i < changed {
					content += fmt.Sprint(" ", round)
				}
				err := s.Put(fmt.Sprintf("zh/%d/%d/index.html", i/50, i), keyOf(content), func(context.Context) ([]byte, error) {
					return append(bytes.Repeat([]byte("x"), benchSize), content...), nil
				})
				if err != nil {
					b.Error(err)
				}
			}
		})
	}
	all.Wait()
	if _, err := s.Commit(context.Background()); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkCold(b *testing.B) {
	opt := newSite(b)
	for b.Loop() {
		benchBuild(b, opt, 0, 0)
		b.StopTimer()
		if err := os.RemoveAll(opt.Target); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}

// BenchmarkCreate is the floor of BenchmarkCold: the same files, nothing else.
func BenchmarkCreate(b *testing.B) {
	opt := newSite(b)
	for b.Loop() {
		for i := range benchPages {
			dir := fmt.Sprintf("%s/zh/%d/%d", opt.Target, i/50, i)
			if err := os.MkdirAll(dir, 0o777); err != nil {
				b.Fatal(err)
			}
			if err := os.WriteFile(dir+"/index.html", bytes.Repeat([]byte("x"), benchSize), 0o666); err != nil {
				b.Fatal(err)
			}
		}
		b.StopTimer()
		if err := os.RemoveAll(opt.Target); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}

func BenchmarkUnchanged(b *testing.B) {
	opt := newSite(b)
	benchBuild(b, opt, 0, 0)
	for b.Loop() {
		benchBuild(b, opt, 0, 0)
	}
}

func BenchmarkOnePage(b *testing.B) {
	opt := newSite(b)
	round := 0
	benchBuild(b, opt, round, 1)
	for b.Loop() {
		round++
		benchBuild(b, opt, round, 1)
	}
}

func BenchmarkAllPages(b *testing.B) {
	opt := newSite(b)
	round := 0
	benchBuild(b, opt, round, benchPages)
	for b.Loop() {
		round++
		benchBuild(b, opt, round, benchPages)
	}
}
