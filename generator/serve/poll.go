package serve

import (
	"fmt"
	"hash/maphash"
	"io/fs"
	"os"
	"runtime"
	"time"
)

// stamp tells two states of a file apart.
type stamp struct {
	size    int64
	written time.Time
	mode    fs.FileMode
	sum     uint64 // of what is in it, where the time may not tell; else 0
}

const (
	pollTime   = 500 * time.Millisecond // between two looks at everything, at least
	coarseTime = 2 * time.Second        // disks may count time in such steps
	sumLimit   = 1 << 20                // bytes of a file that sums are made of
)

// same reports whether nothing shows that the file was written in between.
func (s stamp) same(old stamp) bool {
	return s.size == old.size && s.mode == old.mode && s.written.Equal(old.written) && (s.sum == old.sum || s.sum == 0 || old.sum == 0)
}

// poll gives up the system's watches, for the reason given, and looks at every
// file from time to time instead.
func (w *watcher) poll(why error) {
	w.close()
	w.system, w.seen = nil, nil
	clear(w.dirs)
	text := fmt.Sprintf("the system cannot watch so many folders (%v); looking at the files every %v instead", why, pollTime)
	if runtime.GOOS == "linux" {
		text += "\n\thint: raise the limits fs.inotify.max_user_watches and fs.inotify.max_user_instances by sysctl"
	}
	w.log(text)
	w.look()
}

// look compares every file with what it was at the last look. At the first one
// all of them are new.
func (w *watcher) look() {
	start := time.Now()
	now := w.stamps()
	for path, s := range now {
		if old, ok := w.seen[path]; !ok || !s.same(old) {
			w.changed(path)
		}
	}
	for path := range w.seen {
		if _, ok := now[path]; !ok {
			w.changed(path)
		}
	}
	w.seen, w.took = now, time.Since(start)
}

// stamps visits everything that is watched. Of a folder only its being there
// counts: its time changes with each file inside, wanted or not.
func (w *watcher) stamps() map[string]stamp {
	now := map[string]stamp{}
	clear(w.links)
	for _, top := range w.tops {
		w.visit(top, func(dir string) { now[dir] = stamp{mode: fs.ModeDir} }, func(path string) {
			if info, err := os.Lstat(path); err == nil {
				now[path] = w.stamp(path, info)
			}
		})
	}
	return now
}

// stamp returns what a file is like. What was written just now may be written
// again without a change of its time, so its content counts too.
func (w *watcher) stamp(path string, info fs.FileInfo) stamp {
	s := stamp{size: info.Size(), written: info.ModTime(), mode: info.Mode()}
	if s.mode.IsRegular() && s.size <= sumLimit && time.Since(s.written) < coarseTime {
		if data, err := os.ReadFile(path); err == nil {
			s.sum = maphash.Bytes(w.seed, data) | 1
		}
	}
	return s
}
