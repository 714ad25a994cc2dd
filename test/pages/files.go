package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/andybalholm/brotli"
)

// unnamed has what is asked for that no file need name: what stands at an address that
// is known, the pages for what is not there, which some hosts show by folder, and
// those that lead on from an address of before.
func (c *crawl) unnamed(files fs.FS) error {
	return fs.WalkDir(files, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		known := slices.Contains([]string{"robots.txt", "sw.js", "llms.txt", "llms-full.txt"}, p) || path.Base(p) == "404.html"
		if !known && path.Ext(p) == ".html" {
			data, err := fs.ReadFile(files, p)
			if err != nil {
				return err
			}
			known = bytes.Contains(data, []byte(`http-equiv="refresh"`))
		}
		if known {
			c.add(c.base.String(), "root", "./"+p)
		}
		return nil
	})
}

// unasked are files that are there for others than those who follow addresses: hosts.
var unasked = []string{".nojekyll", "CNAME", "_headers", "_redirects"}

// spare are the styles and scripts of the theme for pages that a site need not have.
var spare = regexp.MustCompile(`^assets/(owner|tabs|home|calc|draw|lines|math|formula|pair|terms|moved)-[A-Z0-9]{8}\.(css|js)$`)

// unreached tells of files that no address led to, and reads what is compressed
// beside those that one did.
func (c *crawl) unreached(files fs.FS) error {
	reached := map[string]bool{}
	for address, a := range c.asked {
		if u, err := url.Parse(address); err == nil && a.status == http.StatusOK {
			name := strings.TrimPrefix(u.Path, c.base.Path)
			if name == "" || strings.HasSuffix(name, "/") {
				name += "index.html"
			}
			reached[name] = true
		}
	}
	return fs.WalkDir(files, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || reached[p] || slices.Contains(unasked, p) || spare.MatchString(p) {
			return err
		}
		plain, packed, err := unpacked(files, p)
		switch {
		case err != nil:
			c.bad = append(c.bad, bad{p, "unreached", p, err.Error()})
		case !packed:
			c.bad = append(c.bad, bad{p, "unreached", p, "no address leads to the file"})
		case !reached[plain] && !slices.Contains(unasked, plain):
			c.bad = append(c.bad, bad{p, "unreached", p, "no address leads to what it is compressed from"})
		}
		return nil
	})
}

// unpacked returns the file that another is a compressed copy of, and whether it is
// one: its bytes are those of that file.
func unpacked(files fs.FS, name string) (plain string, packed bool, err error) {
	ext := path.Ext(name)
	open := map[string]func(io.Reader) (io.Reader, error){
		".gz": func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
		".br": func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
	}[ext]
	if open == nil {
		return "", false, nil
	}
	plain = strings.TrimSuffix(name, ext)
	want, err := fs.ReadFile(files, plain)
	if err != nil {
		return plain, false, nil
	}
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return plain, false, err
	}
	r, err := open(bytes.NewReader(data))
	if err != nil {
		return plain, false, err
	}
	got, err := io.ReadAll(r)
	if err != nil || !bytes.Equal(got, want) {
		return plain, false, fmt.Errorf("it is no compressed copy of %q: %w", plain, err)
	}
	if len(data) >= len(want) {
		return plain, false, fmt.Errorf("it has %d bytes, %q only %d", len(data), plain, len(want))
	}
	return plain, true, nil
}
