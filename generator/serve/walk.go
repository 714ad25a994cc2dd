package serve

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// links are the names by which symbolic links show a file or folder: those of
// the links, by what they lead to. No path in it leads over another link.
type links map[string][]string

// names returns the paths under which changes of a path are to be told.
func (w *watcher) names(path string) []string {
	var out []string
	if w.wants(path) {
		out = append(out, path)
	}
	for target := path; len(w.links) > 0 && isUnder(target, w.root); target = filepath.Dir(target) {
		for _, link := range w.links[target] {
			if name := rebase(path, target, link); w.wants(name) {
				out = append(out, name)
			}
		}
	}
	return out
}

// rebase gives a path under one folder its name under another.
func rebase(path, from, to string) string {
	if !isUnder(path, from) {
		return path
	}
	return filepath.Join(to, path[len(from):])
}

// visit walks what is to be watched: a folder, a file, or what a symbolic link
// shows.
func (w *watcher) visit(top string, folder, file func(path string)) {
	info, err := os.Lstat(top)
	switch {
	case err != nil:
	case info.IsDir():
		w.walk(top, folder, file)
	case info.Mode()&fs.ModeSymlink != 0:
		w.follow(top, folder, file)
	default:
		file(top)
	}
}

// walk visits a folder and all that is wanted in it. What cannot be read is
// passed over.
func (w *watcher) walk(dir string, folder, file func(path string)) {
	folder(dir)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, d := range entries {
		path := filepath.Join(dir, d.Name())
		switch {
		case len(w.names(path)) == 0:
		case d.IsDir():
			w.walk(path, folder, file)
		case d.Type()&fs.ModeSymlink != 0:
			file(path)
			w.follow(path, folder, file)
		default:
			file(path)
		}
	}
}

// follow visits what a symbolic link leads to, if that is inside the root, and
// the folder that holds it, where its coming and going is told. A folder above
// the link is no part of it; what another link leads to was visited.
func (w *watcher) follow(link string, folder, file func(path string)) {
	target, there := w.target(link)
	if !isUnder(target, w.root) || isUnder(link, target) {
		return
	}
	visited := len(w.links[target]) > 0
	for _, name := range w.names(link) {
		if !slices.Contains(w.links[target], name) {
			w.links[target] = append(w.links[target], name)
		}
	}
	if visited {
		return
	}
	if parent := w.nearest(filepath.Dir(target)); parent != "" {
		folder(parent)
	}
	if there {
		w.visit(target, folder, file)
	}
}

// target returns where a symbolic link leads, without other links on the way,
// and whether there is something.
func (w *watcher) target(link string) (path string, there bool) {
	if target, err := filepath.EvalSymlinks(link); err == nil {
		return target, true
	}
	target, err := os.Readlink(link)
	if err != nil {
		return "", false
	}
	if !filepath.IsAbs(target) {
		target = filepath.Join(filepath.Dir(link), target)
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(target)); err == nil {
		target = filepath.Join(dir, filepath.Base(target))
	}
	return target, false
}

// nearest returns the folder itself or the first one above it that exists, or
// "" if that is outside the root. What comes below is noticed there.
func (w *watcher) nearest(dir string) string {
	for ; isUnder(dir, w.root); dir = filepath.Dir(dir) {
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			return dir
		}
	}
	return ""
}

// isEmpty reports whether nothing is there of all that is to be watched.
func (w *watcher) isEmpty() bool {
	return !slices.ContainsFunc(w.tops, func(top string) bool {
		if top == w.root {
			entries, err := os.ReadDir(top)
			return err == nil && len(entries) > 0
		}
		_, err := os.Lstat(top)
		return err == nil
	})
}
