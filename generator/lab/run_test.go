package lab

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"duizhao/generator/content"
)

// ran runs a piece of shell.
func ran(t *testing.T, ctx context.Context, text string, set func(*sample)) (*outcome, error) {
	t.Helper()
	l, err := Open(Options{Env: os.Environ(), Root: fstest.MapFS{
		"content/code/part.sh":  {Data: []byte("echo part")},
		"content/data/cats.csv": {Data: []byte("cat")},
	}})
	if err != nil {
		t.Fatal(err)
	}
	l.isolate = isolate()
	x := &sample{program: content.Program{Lang: "sh", Text: text}}
	if set != nil {
		set(x)
	}
	return l.run(ctx, x)
}

func TestRun(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://example.org")
	t.Setenv("DUIZHAO_SECRET", "secret")
	for _, c := range []struct{ name, text, printed, failed, hint string }{
		{"it stands beside the folder's files and its data", "sh part.sh; cat cats.csv; ls", "part\ncatcats.csv\npart.sh\nsample.sh\n", "", ""},
		{"it knows little of us", `echo "$DUIZHAO_SECRET$HTTP_PROXY$USER"; test "$HOME" != "` + os.Getenv("HOME") + `" && echo "$LANG $TZ"`, "\nC.UTF-8 UTC\n", "", ""},
		{"nobody answers it", "read x; echo [$x]", "[]\n", "", ""},
		{"it fails", "echo a >&2; exit 2", "", "the program ended with the exit code 2, not 0", "a"},
		{"it kills itself", "kill -9 $$", "", "the program was ended by a signal: signal: killed", ""},
		{"it complains without end", "while :; do echo 0123456789012345678901234567890123456789 >&2; done", "", "the program printed more than 1 MB", "0123456789"},
		{"it locks its folder", "mkdir -p x/y; touch x/y/z; chmod 0 x/y x; echo 1", "1\n", "", ""},
	} {
		got, err := ran(t, t.Context(), c.text, func(x *sample) { x.program.Data = []string{"data/cats.csv"} })
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got.failed != c.failed || c.failed == "" && got.printed != c.printed || !strings.Contains(got.hint, c.hint) {
			t.Errorf("%s: got %+v", c.name, got)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "duizhao-lab-*")); len(left) > 0 {
		t.Logf("folders of this or of another run: %v", left)
	}
}

// What a program started ends with it, however it ends.
func TestNothingLivesOn(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("groups of processes are Unix's")
	}
	start := time.Now()
	for _, text := range []string{"sleep 60 & echo 1", "sleep 60"} {
		if _, err := ran(t, t.Context(), text, func(x *sample) { x.timeout = 300 * time.Millisecond }); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := ran(t, ctx, "sleep 60", nil); err != nil {
		t.Errorf("interrupted: %v", err)
	}
	if took := time.Since(start); took > 30*time.Second {
		t.Errorf("it took %s", took)
	}
}
