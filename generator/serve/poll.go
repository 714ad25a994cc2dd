package serve

import (
	"fmt"
	"io/fs"
	"os"
	"time"
)

// stamp tells two states of a file apart.
type stamp struct {
	size    int64
	written time.Time
	mode    fs.FileMode
}

// poll gives up the system's watches, for the reason given, and looks at every
// file from time to time instead.
func (w *watcher) poll(why error) {
	w.close()
	w.system, w.seen = nil, nil
	clear(w.dirs)
	w.log(fmt.Sprintf("the system cannot watch so many folders (%v); looking at the files every %v instead", why, pollTime))
	w.look()
}

// look compares every file with what it was at the last look. At the first one
// all of them are new.
func (w *watcher) look() {
	now := w.stamps()
	for path, s := range now {
		if old, ok := w.seen[path]; !ok || old.size != s.size || old.mode != s.mode || !old.written.Equal(s.written) {
			w.changed(path)
		}
	}
	for path := range w.seen {
		if _, ok := now[path]; !ok {
			w.changed(path)
		}
	}
	w.seen = now
}

// stamps visits everything that is watched. Of a folder only its being there
// counts: its time changes with each file inside, wanted or not.
func (w *watcher) stamps() map[string]stamp {
	now := map[string]stamp{}
	file := func(path string, info fs.FileInfo, err error) {
		if err == nil {
			now[path] = stamp{info.Size(), info.ModTime(), info.Mode()}
		}
	}
	for _, top := range w.tops {
		info, err := os.Stat(top)
		if err != nil || !info.IsDir() {
			file(top, info, err)
			continue
		}
		w.walk(top, func(dir string) { now[dir] = stamp{mode: fs.ModeDir} }, func(path string, d fs.DirEntry) {
			info, err := d.Info()
			file(path, info, err)
		})
	}
	return now
}
