package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// printed passes on what is printed.
type printed chan string

func (s printed) Write(p []byte) (int, error) {
	s <- string(p)
	return len(p), nil
}

// A check that watches tells what each change brings, until it is interrupted.
func TestWatch(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("site.yaml", "title: T\nlanguages: [zh, en]\n")
	write("content/zh/index.md", "首页。\n")
	write("content/en/index.md", "Home.\n")
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	out, code := make(printed, 100), make(chan int)
	go func() {
		code <- run(ctx, []string{"check", "--watch", "--root", dir}, os.Environ(), nil, out, io.Discard)
	}()
	wait := func(want string) {
		t.Helper()
		for {
			select {
			case got := <-out:
				if strings.Contains(got, want) {
					return
				}
			case c := <-code:
				t.Fatalf("it ended with %d before %q", c, want)
			}
		}
	}
	wait("nothing to mend")
	write("content/zh/index.md", "坏的[链接](no.md)。\n")
	wait("1 error")
	write("content/zh/index.md", "首页。\n")
	wait("nothing to mend")
	stop()
	if c := <-code; c != exitInterrupted {
		t.Errorf("it ended with %d", c)
	}
}
