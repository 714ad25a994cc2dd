package lab

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"duizhao/generator/content"
)

// ran runs a piece of shell.
func ran(t *testing.T, ctx context.Context, in *isolation, text string, set func(*sample)) (*outcome, error) {
	t.Helper()
	l := Open(Options{Env: os.Environ(), Root: fstest.MapFS{
		"content/code/part.sh":  {Data: []byte("echo part")},
		"content/data/cats.csv": {Data: []byte("cat")},
	}})
	l.isolate = in
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
		{"it kills itself", "kill -9 $$", "", "the program was ended by a signal: killed", ""},
		{"it complains without end", "while :; do echo 0123456789012345678901234567890123456789 >&2; done", "", "the program printed more than 1 MB", "0123456789"},
		{"it locks its folder", "mkdir -p x/y; touch x/y/z; chmod 0 x/y x; echo 1", "1\n", "", ""},
	} {
		got, err := ran(t, t.Context(), isolate(), c.text, func(x *sample) { x.program.Data = []string{"data/cats.csv"} })
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

// A piece of Go is compiled and run; its exit code is its own.
func TestGo(t *testing.T) {
	for _, c := range []struct{ text, printed, failed, hint string }{
		{"package main\n\nimport \"os\"\n\nfunc main() { println(len(os.Getenv(\"GOCACHE\"))); os.Stdout.WriteString(\"ok\\n\"); os.Exit(3) }\n", "ok\n", "", ""},
		{"package main\n\nfunc main() { x }\n", "", "go build: the program ended with the exit code 1, not 0", "sample.go:3:15: undefined: x"},
	} {
		got, err := ran(t, t.Context(), isolate(), c.text, func(x *sample) { x.program.Lang, x.program.Exit = "go", 3 })
		if err != nil {
			t.Fatal(err)
		}
		if got.failed != c.failed || c.failed == "" && got.printed != c.printed || !strings.Contains(got.hint, c.hint) {
			t.Errorf("%q: got %+v", c.text, got)
		}
	}
}

// An interrupted run ends at once.
func TestInterrupt(t *testing.T) {
	start := time.Now()
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := ran(t, ctx, isolate(), "sleep 60", nil); err != nil {
		t.Errorf("interrupted: %v", err)
	}
	if took := time.Since(start); took > 30*time.Second {
		t.Errorf("it took %s", took)
	}
}
