package serve_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"duizhao/generator/build"
	"duizhao/generator/diag"
	"duizhao/generator/serve"
)

var _ build.Sink = (*serve.Preview)(nil)

// text returns the key and make function of a file with fixed content.
func text(s string) ([16]byte, func(context.Context) ([]byte, error)) {
	var key [16]byte
	copy(key[:], s)
	return key, func(context.Context) ([]byte, error) { return []byte(s), nil }
}

// run puts files, given as path and text by turns; an empty text is a Keep.
func run(t *testing.T, p *serve.Preview, files ...string) serve.Change {
	t.Helper()
	p.Begin()
	put(t, p, files...)
	return p.End(nil)
}

func put(t *testing.T, p build.Sink, files ...string) {
	t.Helper()
	for i := 0; i < len(files); i += 2 {
		if files[i+1] == "" {
			p.Keep(files[i])
			continue
		}
		key, make := text(files[i+1])
		if err := p.Put(files[i], key, make); err != nil {
			t.Fatal(err)
		}
	}
}

func read(t *testing.T, p *serve.Preview, path string) string {
	t.Helper()
	f, err := p.Read(t.Context(), path)
	if errors.Is(err, fs.ErrNotExist) {
		return "(gone)"
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(f.Data)
}

func TestRunIsATransaction(t *testing.T) {
	p := serve.NewPreview(0)
	run(t, p, "a.html", "a1", "b.html", "b1", "c.html", "c1", "d.html", "d1")

	p.Begin()
	put(t, p, "a.html", "a2", "b.html", "b1", "c.html", "", "e.html", "e1", "never.html", "")
	if got := read(t, p, "a.html") + read(t, p, "e.html"); got != "a1(gone)" {
		t.Errorf("during the run: %s, want the old site", got)
	}
	c := p.End(nil)
	if want := []string{"a.html", "d.html", "e.html"}; !reflect.DeepEqual(c.Pages, want) || c.Everywhere {
		t.Errorf("changed %v %v, want %v", c.Pages, c.Everywhere, want)
	}
	got := ""
	for _, path := range []string{"a.html", "b.html", "c.html", "d.html", "e.html", "never.html"} {
		got += read(t, p, path) + " "
	}
	if want := "a2 b1 c1 (gone) e1 (gone) "; got != want {
		t.Errorf("after the run: %s, want %s", got, want)
	}
}

func TestRunThatPutsNothingChangesNothing(t *testing.T) {
	p := serve.NewPreview(0)
	run(t, p, "a.html", "a1", "b.html", "b1")
	p.Begin()
	p.Keep("a.html")
	c := p.End([]diag.Diagnostic{{Severity: diag.Error, Code: "settings", Text: "unknown key"}})
	if len(c.Pages) != 0 || read(t, p, "b.html") != "b1" {
		t.Errorf("a failed run changed %v", c.Pages)
	}
	if ds := p.Diagnostics(); len(ds) != 1 || ds[0].Code != "settings" {
		t.Errorf("diagnostics %v", ds)
	}
}

func TestUnfinishedRunLeavesNoTrace(t *testing.T) {
	p := serve.NewPreview(0)
	run(t, p, "a.html", "a1")
	p.Begin()
	put(t, p, "b.html", "b1")
	c := run(t, p, "a.html", "a1")
	if len(c.Pages) != 0 || read(t, p, "b.html") != "(gone)" {
		t.Errorf("changed %v", c.Pages)
	}
}

func TestOnlyFilesThatPagesShowChangeEverything(t *testing.T) {
	p := serve.NewPreview(0)
	run(t, p, "p.html", "1", "cat.png", "1", "zh/search/dir", "1", "feed.xml", "1")
	if c := run(t, p, "p.html", "1", "cat.png", "1", "zh/search/dir", "2", "feed.xml", "2", "new.png", "1"); c.Everywhere {
		t.Error("the search index reloads every page")
	}
	if c := run(t, p, "p.html", "1", "cat.png", "2"); !c.Everywhere || len(c.Pages) != 0 {
		t.Error("a new picture under the old name reloads no page")
	}
}

func TestPutRefuses(t *testing.T) {
	p := serve.NewPreview(0)
	key, make := text("x")
	if p.Put("a.html", key, make) == nil {
		t.Error("a file outside of a run")
	}
	p.Begin()
	for _, path := range []string{"", ".", "/a", "a/", "../a", "a/../b", "a//b", "\xff"} {
		if p.Put(path, key, make) == nil {
			t.Errorf("path %q", path)
		}
	}
}

// The preview refuses what no folder could hold, though memory could. Names that
// only some disks tell apart, assemble does not give.
func TestPutRefusesWhatADiskCouldNotHold(t *testing.T) {
	for _, c := range []struct{ name, first, second string }{
		{"the same path", "zh/a.html", "zh/a.html"},
		{"a file that is a folder", "zh/a/index.html", "zh/a"},
		{"a folder that is a file", "zh/a", "zh/a/index.html"},
	} {
		p := serve.NewPreview(0)
		p.Begin()
		put(t, p, "zh/other.html", "1", c.first, "1", "zh/more.html", "1")
		for _, text1 := range []string{"1", "2"} {
			key, make := text(text1)
			if p.Put(c.second, key, make) == nil {
				t.Errorf("%s: %q was put beside %q", c.name, c.second, c.first)
			}
		}
		run(t, p, c.second, "1") // another run is free
	}
}

func TestFileIsMadeOnceForAllWhoAsk(t *testing.T) {
	p := serve.NewPreview(0)
	var calls atomic.Int32
	begun, release := make(chan bool, 10), make(chan bool)
	p.Begin()
	p.Put("a.html", [16]byte{1}, func(context.Context) ([]byte, error) {
		calls.Add(1)
		begun <- true
		<-release
		return []byte("made"), nil
	})
	p.End(nil)
	var readers sync.WaitGroup
	for range 10 {
		readers.Go(func() {
			if f, err := p.Read(t.Context(), "a.html"); err != nil || string(f.Data) != "made" {
				t.Errorf("%q, %v", f.Data, err)
			}
		})
	}
	<-begun
	close(release)
	readers.Wait()
	if n := calls.Load(); n != 1 {
		t.Errorf("made %d times", n)
	}
}

func TestReaderWhoLeavesDoesNotSpoilItForOthers(t *testing.T) {
	p := serve.NewPreview(0)
	begun := make(chan bool, 2)
	var calls atomic.Int32
	p.Begin()
	p.Put("a.html", [16]byte{1}, func(ctx context.Context) ([]byte, error) {
		begun <- true
		if calls.Add(1) == 1 {
			<-ctx.Done()
			return nil, ctx.Err()
		}
		return []byte("made"), nil
	})
	p.End(nil)
	ctx, leave := context.WithCancel(t.Context())
	var first sync.WaitGroup
	first.Go(func() {
		if _, err := p.Read(ctx, "a.html"); !errors.Is(err, context.Canceled) {
			t.Errorf("the one who left: %v", err)
		}
	})
	<-begun
	var second sync.WaitGroup
	second.Go(func() {
		if got := read(t, p, "a.html"); got != "made" {
			t.Errorf("the one who stayed: %q", got)
		}
	})
	leave()
	first.Wait()
	second.Wait()
	if ds := p.Diagnostics(); len(ds) != 0 {
		t.Errorf("leaving is no fault of the page: %v", ds)
	}
}

func TestMemoryIsBounded(t *testing.T) {
	p := serve.NewPreview(100)
	made := map[string]int{}
	p.Begin()
	for i := range 20 {
		path := fmt.Sprintf("%d.html", i)
		p.Put(path, [16]byte{byte(i)}, func(context.Context) ([]byte, error) {
			made[path]++
			return []byte(strings.Repeat("x", 10)), nil
		})
	}
	p.Put("big.html", [16]byte{99}, func(context.Context) ([]byte, error) {
		made["big.html"]++
		return []byte(strings.Repeat("x", 101)), nil
	})
	p.End(nil)
	for i := range 20 { // ten stay: 10 to 19
		read(t, p, fmt.Sprintf("%d.html", i))
	}
	read(t, p, "10.html") // now 11 is the one not read for longest
	read(t, p, "0.html")
	read(t, p, "10.html")
	read(t, p, "11.html")
	for range 2 {
		read(t, p, "big.html") // would push out all the others
	}
	read(t, p, "19.html")
	got := [5]int{made["0.html"], made["10.html"], made["11.html"], made["19.html"], made["big.html"]}
	if want := [5]int{2, 1, 2, 1, 2}; got != want {
		t.Errorf("made %v times, want %v", got, want)
	}
}

func TestUnchangedKeyKeepsTheBytesButNotTheOldSite(t *testing.T) {
	p := serve.NewPreview(5)
	run(t, p, "a.html", "first")
	read(t, p, "a.html")
	key, _ := text("first")
	p.Begin()
	var calls int
	p.Put("a.html", key, func(context.Context) ([]byte, error) { calls++; return []byte("first"), nil })
	put(t, p, "b.html", "other")
	p.End(nil)
	if read(t, p, "a.html"); calls != 0 {
		t.Error("made again though the key is the same")
	}
	read(t, p, "b.html") // pushes a.html out
	if read(t, p, "a.html"); calls != 1 {
		t.Error("the make of the old run was called")
	}
}

func TestLastGoodVersionStandsInForOneThatCannotBeMade(t *testing.T) {
	p := serve.NewPreview(0)
	var told []string
	p.Report = func(d diag.Diagnostic) { told = append(told, d.String()) }
	run(t, p, "a.html", "good")
	read(t, p, "a.html")
	for i := range 3 {
		p.Begin()
		p.Put("a.html", [16]byte{byte(i), 9}, func(context.Context) ([]byte, error) { return nil, errors.New("template broken") })
		p.End(nil)
		for range 2 {
			if got := read(t, p, "a.html"); got != "good" {
				t.Errorf("%q", got)
			}
		}
	}
	if len(told) != 3 || told[0] != `error: "a.html" cannot be made: template broken [page-failed]` {
		t.Errorf("told %q", told)
	}
	if ds := p.Diagnostics(); len(ds) != 1 {
		t.Errorf("diagnostics %v", ds)
	}
	run(t, p, "a.html", "better")
	if got := read(t, p, "a.html"); got != "better" || len(p.Diagnostics()) != 0 {
		t.Errorf("mended: %q, %v", got, p.Diagnostics())
	}
}

func TestPanicInMakeDoesNotLockOthersOut(t *testing.T) {
	p := serve.NewPreview(0)
	var calls int
	p.Begin()
	p.Put("a.html", [16]byte{1}, func(context.Context) ([]byte, error) {
		if calls++; calls == 1 {
			panic("index out of range")
		}
		return []byte("made"), nil
	})
	p.End(nil)
	func() {
		defer func() { recover() }()
		p.Read(t.Context(), "a.html")
	}()
	if got := read(t, p, "a.html"); got != "made" {
		t.Errorf("%q", got)
	}
}
