package serve

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// How long Watch waits for more of the same before it tells.
const (
	shortTime   = 8 * time.Millisecond   // after the last change, where it looks complete
	quietTime   = 30 * time.Millisecond  // after the last change
	halfTime    = 100 * time.Millisecond // after the last change, where a save looks half done
	ceilingTime = 250 * time.Millisecond // after the first one
	lockTime    = 5 * time.Second        // for git to finish what it began
)

// batch returns the pending changes if it is time to tell them, else nil and
// when to ask again, if there are any.
func (w *watcher) batch() ([]string, <-chan time.Time) {
	if len(w.pending) == 0 {
		return nil, nil
	}
	due := w.last.Add(shortTime)
	ceiling := w.first.Add(ceilingTime)
	if time.Until(due) <= 0 || time.Until(ceiling) <= 0 {
		wait, emptied := w.more()
		if due = w.last.Add(wait); emptied || wait > shortTime && w.locked() {
			due = time.Now().Add(quietTime) // half a file is no text, half a branch no site
			ceiling = due
		}
	}
	if ceiling.Before(due) {
		due = ceiling
	}
	// While nobody receives, thousands may come: they are not sorted each time.
	if again := w.offered.Add(quietTime); len(w.offer) > 0 && len(w.offer) < len(w.pending) && due.Before(again) {
		due = again
	}
	if wait := time.Until(due); wait > 0 {
		return nil, time.After(wait)
	}
	if len(w.offer) < len(w.pending) {
		w.offer, w.offered = w.sorted(), time.Now()
	}
	return w.offer, nil
}

// sorted returns the pending changes as they are told.
func (w *watcher) sorted() []string {
	var out []string
	for _, p := range slices.Sorted(maps.Keys(w.pending)) {
		if rel, err := filepath.Rel(w.root, p); err == nil {
			p = rel
		}
		out = append(out, filepath.ToSlash(p))
	}
	return out
}

// told forgets the pending changes. After them the root may be another folder,
// or gone; of that the system tells nothing while a program holds it open.
func (w *watcher) told() {
	clear(w.pending)
	w.offer = nil
	if w.system == nil || w.gone { // it is looked for already
		return
	}
	if w.gone = w.isEmpty(); w.gone {
		return
	}
	if info, err := os.Stat(w.root); err == nil && (w.at == nil || !os.SameFile(info, w.at)) {
		w.start()
	}
}

// more returns how long after the last change more of the same may come. A few
// files, each there and with something in it, look like one save that is done; an
// editor that empties a file before it writes, or moves it aside, has more to come.
// Emptied reports whether one did so just now: then nothing is told, however long
// the changes before it have waited.
func (w *watcher) more() (wait time.Duration, emptied bool) {
	if len(w.pending) > 3 {
		return quietTime, false
	}
	wait = shortTime
	for p := range w.pending {
		switch info, err := os.Stat(p); {
		case err != nil:
			wait = halfTime
		case info.IsDir():
			wait = max(wait, quietTime)
		case info.Size() == 0:
			wait, emptied = halfTime, emptied || time.Since(info.ModTime()).Abs() < halfTime
		}
	}
	return wait, emptied
}

// changed notes a change to be told, by each name that is watched.
func (w *watcher) changed(path string) {
	for _, name := range w.names(path) {
		w.last = time.Now()
		if len(w.pending) == 0 {
			w.first = w.last
		}
		w.pending[name] = true
	}
}

// locked reports whether git is changing files. It holds the lock of its index
// as long; one that is older was left behind.
func (w *watcher) locked() bool {
	if w.lock == "" {
		return false
	}
	info, err := os.Stat(w.lock)
	return err == nil && time.Since(info.ModTime()) < lockTime
}

// gitLock returns the path of the lock that git holds while it changes files
// around the root, or "" where there is no repository.
func gitLock(root string) string {
	for dir := root; ; dir = filepath.Dir(dir) {
		path := filepath.Join(dir, ".git")
		info, err := os.Stat(path)
		switch {
		case err == nil && info.IsDir():
			return filepath.Join(path, "index.lock")
		case err == nil: // a further working tree, whose .git says where
			data, err := os.ReadFile(path)
			to, ok := strings.CutPrefix(strings.TrimSpace(string(data)), "gitdir: ")
			if err != nil || !ok {
				return ""
			}
			if !filepath.IsAbs(to) {
				to = filepath.Join(dir, to)
			}
			return filepath.Join(to, "index.lock")
		case dir == filepath.Dir(dir):
			return ""
		}
	}
}
