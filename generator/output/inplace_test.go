package output

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestInPlaceOrder(t *testing.T) {
	opt := newSite(t)
	opt.InPlace = true
	publish(t, opt, files{"index.html": "1", "zh/index.html": "1", "search/dir": "1", "search/old": "1", "old.html": "1", "case.html": "1", "x": "1"})
	h := hooks{swap: swap}
	set := files{"index.html": "2", "zh/index.html": "1", "search/dir": "2", "search/new": "2", "new.html": "2", "Case.html": "2", "x/y": "2"}
	steps, _ := run(t, opt, h, set, -1)
	var got []string
	for _, step := range steps {
		if strings.HasPrefix(step, "placed ") || strings.HasPrefix(step, "deleted ") {
			got = append(got, step)
		}
	}
	want := `deleted case.html
deleted x
placed search/new
placed x/y
placed search/dir
placed Case.html
placed index.html
placed new.html
deleted old.html
deleted search/old`
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
	wantPublished(t, opt, set)
}

// A file that someone changes while files are replaced is left, and named.
func TestInPlaceMeetsAChangedFile(t *testing.T) {
	for _, path := range []string{"index.html", "gone/x", "added/y"} {
		t.Run(path, func(t *testing.T) {
			opt := newSite(t)
			opt.InPlace = true
			publish(t, opt, oldSet)
			s := begun(t, opt, newSet)
			s.hooks.step = func(name string) {
				if name == "journal written" {
					write(t, "mine", opt.Target, path)
				}
			}
			_, err := s.Commit(context.Background())
			foreign := (*ForeignError)(nil)
			if !errors.As(err, &foreign) || foreign.Paths[0] != path {
				t.Errorf("got %v", err)
			}
			if err := s.Abort(); err != nil {
				t.Fatal(err)
			}
			if got := read(t, opt.Target)[path]; got != "mine" {
				t.Errorf("got %q", got)
			}
			if err := os.Remove(filepath.Join(opt.Target, path)); err != nil {
				t.Fatal(err)
			}
			publish(t, opt, newSet)
		})
	}
}

func TestInPlaceAndExchangeTakeTurns(t *testing.T) {
	opt := newSite(t)
	for i, set := range []files{oldSet, newSet, thirdSet, oldSet} {
		opt.InPlace = i%2 == 0
		publish(t, opt, set)
	}
}
