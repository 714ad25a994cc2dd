package audit

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"strings"

	"duizhao/generator/compress"
	"duizhao/generator/diag"

	"golang.org/x/net/html"
)

// Folder audits a published site that lies in a folder. Where it is served is told
// by its own pages.
func Folder(root fs.FS, prefix string, budgets Budgets) ([]diag.Diagnostic, error) {
	s := &Site{Prefix: prefix, Budgets: budgets, Again: func(name string) bool { return strings.HasPrefix(name, "pair/") }}
	files := map[string]int64{} // sizes
	err := fs.WalkDir(root, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			files[p] = info.Size()
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list the published files: %w", err)
	}
	home, err := fs.ReadFile(root, "index.html")
	if err != nil {
		return nil, fmt.Errorf("read the published site: %w", err)
	}
	s.served(home, files)
	for p, size := range files {
		switch path.Ext(p) {
		case ".html", ".xml", ".webmanifest", ".css", ".txt":
			data, err := fs.ReadFile(root, p)
			if err != nil {
				return nil, fmt.Errorf("read a published file: %w", err)
			}
			s.Add(p, data, compress.Sent(p, data))
		default:
			sent, err := sent(root, p, size)
			if err != nil {
				return nil, err
			}
			s.Keep(p, size, sent)
		}
	}
	return s.Found(), nil
}

// sent is what a host sends of a file that is not read otherwise, and has so many bytes.
func sent(root fs.FS, name string, bytes int64) (int, error) {
	if !compress.Worth(name) {
		return int(bytes), nil
	}
	data, err := fs.ReadFile(root, name)
	if err != nil {
		return 0, fmt.Errorf("read a published file: %w", err)
	}
	return compress.Sent(name, data), nil
}

// served finds out where the site is served, by the addresses on its root page: the
// one that ends in the path of a file tells the folder, the canonical one the host.
func (s *Site) served(home []byte, files map[string]int64) {
	z := html.NewTokenizer(bytes.NewReader(home))
	for z.Next() != html.ErrorToken {
		t := z.Token()
		href, rel := "", ""
		for _, a := range t.Attr {
			switch a.Key {
			case "href", "src":
				href = a.Val
			case "rel":
				rel = a.Val
			}
		}
		u, err := url.Parse(href)
		if err != nil || href == "" {
			continue
		}
		if rel == "canonical" && u.Host != "" {
			s.Origin, s.Path = u.Scheme+"://"+u.Host, u.Path
			return
		}
		if s.Path != "" || u.Host != "" || !strings.HasPrefix(u.Path, "/") {
			continue
		}
		for at := 0; at >= 0; {
			if _, ok := files[u.Path[at+1:]]; ok {
				s.Path = u.Path[:at+1]
				break
			}
			next := strings.IndexByte(u.Path[at+1:], '/')
			if next < 0 {
				break
			}
			at += 1 + next
		}
	}
}
