package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// kill is what a step panics with in place of the death of its process.
type kill struct{}

// run opens a stage, puts a set and commits it, and is killed at the given step.
// It returns the steps that it came to.
func run(t *testing.T, opt Options, h hooks, set files, killAt int) (steps []string, killed bool) {
	t.Helper()
	var s *Stage
	h.link = os.Link
	h.step = func(name string) {
		steps = append(steps, name)
		if len(steps)-1 == killAt {
			panic(kill{})
		}
	}
	defer func() {
		if r := recover(); r == (kill{}) {
			killed = true
			if s != nil { // in Open its own defer lets the lock go
				if err := s.lock.release(); err != nil {
					t.Error(err)
				}
			}
		} else if r != nil {
			panic(r)
		}
	}()
	s, err := open(opt, h)
	if err != nil {
		t.Fatal(err)
	}
	if err := putAll(s, set); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	return steps, false
}

// crashes are the ways of publishing in which a run may be killed.
var crashes = []struct {
	name    string
	old     files // nil: nothing is published yet
	inPlace bool
	swap    func(a, b string) error
}{
	{name: "one exchange", old: oldSet, swap: swap},
	{name: "two renames", old: oldSet, swap: func(string, string) error { return errNoSwap }},
	{name: "first time", swap: swap},
	{name: "in place", old: oldSet, inPlace: true, swap: swap},
}

var (
	oldSet   = files{"index.html": "old", "same/index.html": "same", "gone/x": "gone", "dir": "a file", "file/x": "x"}
	newSet   = files{"index.html": "new", "same/index.html": "same", "added/y": "y", "dir/x": "x", "file": "a file"}
	thirdSet = files{"index.html": "third", "same/index.html": "same", "added/y": "y", "gone/x": "back"}
)

// eachCrash kills a run at each of its steps and hands over what it left.
func eachCrash(t *testing.T, do func(t *testing.T, opt Options, old files, h hooks)) {
	for _, c := range crashes {
		for at := 0; ; at++ {
			opt := newSite(t)
			opt.InPlace = c.inPlace
			if c.old != nil {
				publish(t, opt, c.old)
			}
			h := hooks{swap: c.swap}
			steps, killed := run(t, opt, h, newSet, at)
			if !killed {
				if at < 5 {
					t.Errorf("%s: only %d steps", c.name, at)
				}
				break
			}
			t.Run(c.name+"/"+steps[at], func(t *testing.T) {
				t.Parallel()
				do(t, opt, c.old, h)
			})
		}
	}
}

func TestKilledRunIsMended(t *testing.T) {
	eachCrash(t, func(t *testing.T, opt Options, old files, h hooks) {
		s := begun(t, opt, nil)
		if err := s.Abort(); err != nil {
			t.Fatal(err)
		}
		wantTidy(t, opt)
		got := read(t, opt.Target)
		if !opt.InPlace && got.String() != old.String() && got.String() != newSet.String() {
			t.Errorf("the target is neither old nor new: %s", got)
		}
		publish(t, opt, thirdSet)
	})
}

// A target that was whole before the crash is whole after it, without a next run,
// save between two renames.
func TestKilledRunLeavesTheTargetWhole(t *testing.T) {
	eachCrash(t, func(t *testing.T, opt Options, old files, h hooks) {
		got := read(t, opt.Target)
		away := strings.HasSuffix(t.Name(), "/target_away")
		if !opt.InPlace && !away && got.String() != old.String() && got.String() != newSet.String() {
			t.Errorf("the target is neither old nor new: %s", got)
		}
		if away && len(got) != 0 {
			t.Errorf("the step between the renames was not met: %s", got)
		}
	})
}

// The run that mends is killed as well, at each of its steps.
func TestKilledRepairIsMended(t *testing.T) {
	eachCrash(t, func(t *testing.T, opt Options, old files, h hooks) {
		for at := 0; ; at++ {
			if steps, killed := run(t, opt, h, thirdSet, at); !killed {
				t.Logf("killed at each of %s", strings.Join(steps, ", "))
				break
			}
		}
		wantPublished(t, opt, thirdSet)
		publish(t, opt, oldSet)
	})
}

// What a user does between the crash and the next run is respected.
func TestKilledRunThenForeignFile(t *testing.T) {
	eachCrash(t, func(t *testing.T, opt Options, old files, h hooks) {
		if _, err := os.Stat(opt.Target); errors.Is(err, fs.ErrNotExist) && strings.HasSuffix(t.Name(), "/target_away") {
			return // whoever makes the target anew is told by TestTargetMadeAnewAfterCrash
		}
		write(t, "mine", opt.Target, "mine.txt")
		write(t, "mine", opt.Target, "index.html")
		s, err := Open(opt)
		if err == nil {
			_, err = s.Commit(context.Background())
			defer s.Abort()
		}
		foreign := (*ForeignError)(nil)
		if !errors.As(err, &foreign) || !slices.Contains(foreign.Paths, "mine.txt") || !slices.Contains(foreign.Paths, "index.html") {
			t.Fatalf("got %v", err)
		}
		got := read(t, opt.Target)
		if got["mine.txt"] != "mine" || got["index.html"] != "mine" {
			t.Errorf("the user's files are gone: %s", got)
		}
	})
}

func TestTargetMadeAnewAfterCrash(t *testing.T) {
	opt := newSite(t)
	publish(t, opt, oldSet)
	h := hooks{swap: func(string, string) error { return errNoSwap }}
	for at := 0; ; at++ {
		if steps, _ := run(t, opt, h, newSet, at); steps[len(steps)-1] == "target away" {
			break
		}
	}
	write(t, "mine", opt.Target, "mine.txt")
	foreign := (*ForeignError)(nil)
	s, err := Open(opt)
	if err == nil {
		defer s.Abort()
		_, err = s.Commit(context.Background())
	}
	if !errors.As(err, &foreign) || strings.Join(foreign.Paths, " ") != "mine.txt" {
		t.Errorf("got %v", err)
	}
	if got := read(t, opt.Target); got["mine.txt"] != "mine" {
		t.Errorf("got %s", got)
	}
}

// Files that appear in the instant of the exchange are put aside, not deleted.
func TestFilesOfTheLastInstantArePutAside(t *testing.T) {
	for name, way := range map[string]func(a, b string) error{
		"one exchange": swap,
		"two renames":  func(string, string) error { return errNoSwap },
	} {
		t.Run(name, func(t *testing.T) {
			opt := newSite(t)
			publish(t, opt, oldSet)
			s := begun(t, opt, newSet)
			s.hooks.swap = func(a, b string) error {
				write(t, "mine", opt.Target, "sub", "mine.txt")
				write(t, "changed", opt.Target, "index.html")
				return way(a, b)
			}
			sum, err := s.Commit(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			if got := read(t, opt.Target); got.String() != newSet.String() {
				t.Errorf("published %s", got)
			}
			aside := read(t, sum.Aside).String()
			if !strings.Contains(aside, `/index.html="changed"`) || !strings.Contains(aside, `/sub/mine.txt="mine"`) || strings.Count(aside, "=") != 2 {
				t.Errorf("put aside: %s", aside)
			}
			s = begun(t, opt, thirdSet)
			if _, err := s.Commit(context.Background()); err != nil {
				t.Fatal(err)
			}
			if again := read(t, sum.Aside).String(); again != aside {
				t.Errorf("a later run changed what was put aside: %s", again)
			}
		})
	}
}

func TestExchangeThatIsRefused(t *testing.T) {
	for _, cause := range []error{syscall.EBUSY, syscall.EXDEV, syscall.EACCES, syscall.EROFS, syscall.EIO} {
		t.Run(cause.Error(), func(t *testing.T) {
			opt := newSite(t)
			publish(t, opt, oldSet)
			s := begun(t, opt, newSet)
			s.hooks.swap = func(a, b string) error { return &os.LinkError{Op: "exchange", Old: a, New: b, Err: cause} }
			_, err := s.Commit(context.Background())
			unsafe := (*UnsafeError)(nil)
			if errors.As(err, &unsafe) != (cause != syscall.EIO) || !errors.Is(err, cause) {
				t.Errorf("got %v", err)
			}
			if err := s.Abort(); err != nil {
				t.Fatal(err)
			}
			wantPublished(t, opt, oldSet)
			publish(t, opt, newSet)
		})
	}
}

func TestStagesOfOthersAreLeftAlone(t *testing.T) {
	opt := newSite(t)
	publish(t, opt, oldSet)
	write(t, "duizhao stage 1\nelsewhere/.duizhao\n", opt.Root, ".public.duizhao-stage-1-2", marker)
	write(t, "duizhao st", opt.Root, ".public.duizhao-stage-5-6", marker) // ours, killed while it wrote the marker
	write(t, "no marker", opt.Root, ".public.duizhao-stage-3-4", "file")
	if _, err := begun(t, opt, newSet).Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(read(t, opt.Root))
	if !strings.Contains(got, ".public.duizhao-stage-1-2/owner") || !strings.Contains(got, ".public.duizhao-stage-3-4/file") ||
		strings.Contains(got, ".public.duizhao-stage-5-6") {
		t.Errorf("got %s", got)
	}
	if got := read(t, opt.Target); got.String() != newSet.String() {
		t.Errorf("published %s", got)
	}
}

// A journal that names another folder as its stage does not lead there.
func TestJournalWithAForeignStage(t *testing.T) {
	for _, stage := range []string{"content", "../x", "public", "", "public/sub/.duizhao-stage-1", ".public.duizhao-stage-1/../content"} {
		opt := newSite(t)
		publish(t, opt, oldSet)
		write(t, "mine", opt.Root, "content", "tree", "index.html")
		p, err := locate(opt)
		if err != nil {
			t.Fatal(err)
		}
		m, _, err := readManifest(p.manifest(), p.name)
		if err != nil {
			t.Fatal(err)
		}
		if err := writeManifest(p.journal(), manifest{p.name, stage, m.files}); err != nil {
			t.Fatal(err)
		}
		publish(t, opt, newSet)
		if got := read(t, filepath.Join(opt.Root, "content")).String(); got != `tree/index.html="mine" ` {
			t.Errorf("%q: content holds %s", stage, got)
		}
	}
}
