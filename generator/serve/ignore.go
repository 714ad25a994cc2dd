package serve

import (
	"path/filepath"
	"slices"
	"strings"
)

// wants reports whether changes of the path are to be told.
func (w *watcher) wants(path string) bool {
	if slices.ContainsFunc(w.ignore, func(dir string) bool { return isUnder(path, dir) }) {
		return false
	}
	return slices.ContainsFunc(w.tops, func(top string) bool {
		rel, err := filepath.Rel(top, path)
		return err == nil && isUnder(path, top) && !isIgnored(filepath.ToSlash(rel))
	})
}

// isUnder reports whether the path is dir or inside it; both are clean.
func isUnder(path, dir string) bool {
	return path == dir || strings.HasPrefix(path, strings.TrimSuffix(dir, string(filepath.Separator))+string(filepath.Separator))
}

// isIgnored reports whether no change under the slash-separated relative path
// matters: hidden files and folders (.git, .duizhao, Emacs's locks .#x, Vim's
// .x.swp) but for .well-known, which is published; installed packages; and what
// editors write beside a file they save.
func isIgnored(rel string) bool {
	return slices.ContainsFunc(strings.Split(rel, "/"), isIgnoredName)
}

func isIgnoredName(name string) bool {
	switch {
	case name == "node_modules":
	case name == "4913": // Vim asks by this name whether it may write
	case strings.HasPrefix(name, ".") && name != "." && name != ".." && name != ".well-known":
	case strings.HasSuffix(name, "~"):
	case strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#"): // Emacs
	case strings.HasSuffix(name, ".swp"), strings.HasSuffix(name, ".swo"), strings.HasSuffix(name, ".swx"):
	case strings.HasSuffix(name, "___jb_tmp___"), strings.HasSuffix(name, "___jb_old___"): // JetBrains
	default:
		return false
	}
	return true
}
