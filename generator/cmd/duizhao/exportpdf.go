package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"duizhao/generator/book"
	"duizhao/generator/diag"
	"duizhao/generator/output"
)

type exportPDFCmd struct {
	siteFlags
	Lang     []string `help:"The language of the book, or two for both side by side, the first leading: zh,en." placeholder:"ID[,ID]"`
	Out      string   `short:"o" help:"The file to write; without it LANG.pdf or LANG-LANG.pdf in this folder." placeholder:"FILE"`
	Paper    string   `default:"" enum:",a4,letter" help:"The size of the paper: a4 or letter; without it what the language's country uses." placeholder:"SIZE"`
	Chromium string   `help:"The browser that prints; without it the one that the variable DUIZHAO_CHROMIUM names, or one that is installed." placeholder:"FILE"`
	Page     string   `help:"Write the page to print into this new folder instead, and run no browser." placeholder:"DIR"`
}

// Run makes a book of all pages and has it printed.
func (e *exportPDFCmd) Run(c *console) error {
	if e.Page != "" {
		if _, err := os.Lstat(e.Page); !errors.Is(err, os.ErrNotExist) {
			return usageError{fmt.Sprintf("%q is there already\n\thint: name a new folder", e.Page)}
		}
	}
	chromium, err := e.browser(c)
	if err != nil {
		return err
	}
	file := ""
	if e.Page == "" {
		if file, err = bookFile(e.Out, e.Lang, ".pdf", "%PDF", 0); err != nil {
			return err
		}
	}
	dir, err := e.open(c, true)
	if err != nil {
		return err
	}
	defer dir.close(c)
	in := e.input(dir)
	in.History = c.dates(dir)
	b, found, err := book.Make(c.ctx, in, book.Options{Langs: e.Lang, Paper: e.Paper})
	c.diagnostics(found)
	if err := unmade(found, err); err != nil {
		return err
	}
	if e.Page != "" {
		return e.page(c, b)
	}
	data, err := b.Print(c.ctx, chromium)
	if err != nil && c.ctx.Err() == nil {
		err = fmt.Errorf("%w\n\thint: name another browser with --chromium FILE or %s=FILE, or write the page to print with --page DIR", err, browserVariable)
	}
	if err != nil {
		return err
	}
	return c.writeBook(file, data)
}

// unmade returns why there is no book; nil where there is one.
func unmade(found []diag.Diagnostic, err error) error {
	var language *book.LanguageError
	switch {
	case errors.As(err, &language):
		return usageError{strings.TrimSuffix(language.Text+"\n\thint: "+language.Hint, "\n\thint: ")}
	case err != nil:
		return err
	}
	return verdict(found)
}

// bookFile is the file that a book is written to; without a name it has that of its
// languages. What is there and has not the signature of such a book, that many bytes
// behind its beginning, is no older edition of it.
func bookFile(file string, langs []string, ending, signature string, at int) (string, error) {
	if file == "" {
		file = strings.Join(langs, "-") + ending
		if len(langs) == 0 {
			file = "book" + ending
		}
	}
	if _, err := os.Stat(filepath.Dir(file)); err != nil { // which is told before anything takes its time
		return "", fmt.Errorf("write the book: %w", err)
	}
	if info, err := os.Stat(file); err != nil || !info.Mode().IsRegular() {
		return file, nil // there is none, or writing tells why it cannot be
	}
	old, err := os.Open(file)
	if err != nil {
		return "", fmt.Errorf("write the book: %w", err)
	}
	defer old.Close()
	begin := make([]byte, at+len(signature))
	if n, err := io.ReadFull(old, begin); n > 0 && (err != nil || string(begin[at:]) != signature) {
		return "", usageError{fmt.Sprintf("%q is there already, and is no %s file\n\thint: name another one", file, ending)}
	}
	return file, nil
}

// writeBook writes the file of a book.
func (c *console) writeBook(file string, data []byte) error {
	if err := output.EditFile(file, data); err != nil {
		return err
	}
	c.say("%s: %d bytes", file, len(data))
	return nil
}

// page writes what would be printed.
func (e *exportPDFCmd) page(c *console, b *book.Book) error {
	files, err := b.Files(nil)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(e.Page, 0o777); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := output.Edit(e.Page, name, files[name]); err != nil {
			return err
		}
	}
	c.say("%s: open it in a browser and print it", filepath.Join(e.Page, book.Page))
	return nil
}

// browser finds the browser before there is anything to print: a build may take
// its time.
func (e *exportPDFCmd) browser(c *console) (string, error) {
	if e.Page != "" {
		return "", nil
	}
	if named := cmp.Or(e.Chromium, c.getenv(browserVariable)); named != "" {
		file, err := exec.LookPath(named)
		if err != nil {
			from := "--chromium"
			if e.Chromium == "" {
				from = browserVariable
			}
			return "", fmt.Errorf("find the browser that %s names: %w", from, err)
		}
		return file, nil
	}
	system := book.System{OS: runtime.GOOS, Getenv: c.getenv, Look: c.lookPath}
	file, err := book.FindChromium(system)
	if err != nil {
		return "", fmt.Errorf("%w\n\tlooked for: %s\n\thint: %s", err, system.Sought(), howToGet(runtime.GOOS))
	}
	return file, nil
}

// browserVariable names the browser where --chromium does not.
const browserVariable = "DUIZHAO_CHROMIUM"

// howToGet tells how a browser is installed on a system, and what does without.
func howToGet(system string) string {
	get := "install Chromium, Chrome or Edge by your system's packages (Debian: apt install chromium; Fedora: dnf install chromium; Arch: pacman -S chromium)"
	switch system {
	case "darwin":
		get = "install Chrome, Chromium or Edge (Homebrew: brew install --cask chromium)"
	case "windows":
		get = "install Chrome, Chromium or Edge (winget install Google.Chrome)"
	}
	return get + ", name one with --chromium FILE or " + browserVariable + "=FILE, or write the page to print with --page DIR"
}

// lookPath finds a program on the PATH of the environment that run was given; one
// with a whole path there.
func (c *console) lookPath(name string) (string, error) {
	if filepath.IsAbs(name) {
		return exec.LookPath(name)
	}
	for _, dir := range filepath.SplitList(c.getenv("PATH")) {
		if !filepath.IsAbs(dir) {
			continue // the folder that one happens to be in is no place for programs
		}
		if file, err := exec.LookPath(filepath.Join(dir, name)); err == nil {
			return file, nil
		}
	}
	return "", exec.ErrNotFound
}
