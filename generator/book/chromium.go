package book

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// patience is how long one printing of a book may take.
const patience = 10 * time.Minute

// Print has Chromium print a book: once to learn on which page what begins, and
// again with these numbers in its contents. The book lies in a folder of its own
// meanwhile, and the browser keeps its profile there; it has no network.
func (b *Book) Print(ctx context.Context, chromium string) (pdf []byte, err error) {
	dir, err := os.MkdirTemp("", "duizhao-book-")
	if err != nil {
		return nil, fmt.Errorf("print the book: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	first, err := b.printed(ctx, chromium, dir, nil)
	if err != nil {
		return nil, err
	}
	leaves, err := Leaves(first)
	if err != nil {
		return nil, fmt.Errorf("print the book with %s: %w", chromium, err)
	}
	second, err := b.printed(ctx, chromium, dir, leaves)
	if err != nil {
		return nil, err
	}
	out, err := b.PDF(second)
	if err != nil {
		return nil, fmt.Errorf("print the book with %s: %w", chromium, err)
	}
	return out, nil
}

// printed returns what Chromium makes of the book.
func (b *Book) printed(ctx context.Context, chromium, dir string, leaves map[string]int) ([]byte, error) {
	files, err := b.Files(leaves)
	if err != nil {
		return nil, err
	}
	book := filepath.Join(dir, "book")
	if err := write(files, book); err != nil {
		return nil, err
	}
	target := filepath.Join(dir, "book.pdf")
	in, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	cmd := exec.CommandContext(in, chromium, append(flags(dir), "--print-to-pdf="+target, fileURL(filepath.ToSlash(filepath.Join(book, Page))))...)
	group(cmd)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	cmd.WaitDelay = time.Second / 2 // the program itself is ended a second after an interrupt
	runErr := cmd.Run()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	data, err := os.ReadFile(target)
	switch {
	case in.Err() != nil:
		runErr = fmt.Errorf("it did not end within %s", patience)
	case runErr == nil && errors.Is(err, fs.ErrNotExist):
		runErr = errors.New("it ended without a word of what is wrong, and wrote no file")
		if strings.TrimSpace(said.String()) != "" {
			runErr = errors.New("it wrote no file")
		}
	case runErr == nil:
		runErr = err
	}
	if runErr != nil {
		return nil, fmt.Errorf("print the book with %s: %w%s", chromium, runErr, last(said.String()))
	}
	return data, nil
}

// flags let a browser print and nothing else.
func flags(dir string) []string {
	out := []string{
		"--headless", "--disable-gpu", "--no-pdf-header-footer", "--generate-pdf-document-outline", "--export-tagged-pdf",
		"--user-data-dir=" + filepath.Join(dir, "profile"), "--no-first-run", "--disable-extensions",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic", "--no-proxy-server",
		"--host-resolver-rules=MAP * ~NOTFOUND", "--force-color-profile=srgb",
	}
	if os.Geteuid() == 0 {
		out = append(out, "--no-sandbox") // Chromium refuses to be run by root with one
	}
	return out
}

// last returns the end of what a program said.
func last(said string) string {
	lines := strings.Split(strings.TrimSpace(said), "\n")
	if lines[0] == "" {
		return ""
	}
	return "\n\t" + strings.Join(lines[max(0, len(lines)-3):], "\n\t")
}

// write writes the files of a book into a folder, which is made.
func write(files map[string][]byte, dir string) error {
	for name, data := range files {
		if !filepath.IsLocal(filepath.FromSlash(name)) {
			return fmt.Errorf("write the book: %q leads out of its folder", name)
		}
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			return fmt.Errorf("write the book: %w", err)
		}
		if err := os.WriteFile(file, data, 0o666); err != nil {
			return fmt.Errorf("write the book: %w", err)
		}
	}
	return nil
}
