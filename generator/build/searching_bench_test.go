//go:build linux

package build

import (
	"context"
	"errors"
	"os"
	"syscall"
	"testing"
	"time"

	"duizhao"
	"duizhao/generator/assemble"
	"duizhao/generator/cache"
	"duizhao/generator/search"
)

// BenchmarkSearching makes the search of every language of the site in the
// folder SEARCH_CORPUS, by default the guide, from its assembled pages, and
// reports the processor's time for each megabyte of text: for the parts of the
// pages, and for packing them.
func BenchmarkSearching(b *testing.B) {
	folder := os.Getenv("SEARCH_CORPUS")
	if folder == "" {
		folder = "../.."
	}
	memo, err := cache.Open("", "bench", 0)
	if err != nil {
		b.Fatal(err)
	}
	var whole Whole
	told := errors.New("told")
	_, err = Run(b.Context(), Input{Root: os.DirFS(folder), Builtin: duizhao.Theme(), Memo: memo, Whole: func(w Whole) { whole = w }}, refuses{told})
	if whole.Settings == nil || err != nil && !errors.Is(err, told) {
		b.Fatal("the site was not assembled: ", err)
	}
	for _, lang := range whole.Settings.Langs {
		b.Run(lang.ID, func(b *testing.B) {
			var pages []assemble.Page
			text := 0
			for _, p := range whole.Pages {
				if p.Lang == lang.ID && p.Doc != nil && p.View.InSearch {
					pages = append(pages, p)
					for _, block := range p.Doc.Blocks {
						for _, run := range block.Runs {
							text += len(run.Text)
						}
					}
				}
			}
			var making, packing time.Duration
			for b.Loop() {
				var maker search.Maker
				start := processorTime()
				parts := make([]*search.Part, len(pages))
				for i, p := range pages {
					parts[i] = maker.Part(p.Doc, p.View, nil, p.Parts...)
				}
				made := processorTime()
				if _, err := search.Pack(lang, parts, 0); err != nil {
					b.Fatal(err)
				}
				making, packing = making+made-start, packing+processorTime()-made
			}
			per := float64(b.N) * float64(text) / 1e6
			b.ReportMetric(float64(len(pages)), "pages")
			b.ReportMetric(float64(text)/1e6, "MB")
			b.ReportMetric(making.Seconds()/per, "parts-s/MB")
			b.ReportMetric(packing.Seconds()/per, "pack-s/MB")
			b.ReportMetric((making+packing).Seconds()/per, "cpu-s/MB")
		})
	}
}

// refuses is a sink that ends the run with its first file.
type refuses struct{ error }

func (r refuses) Put(string, [16]byte, func(context.Context) ([]byte, error)) error { return r.error }
func (r refuses) Keep(string)                                                       {}

func processorTime() time.Duration {
	var r syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &r) != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
