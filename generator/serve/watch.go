package serve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/fsnotify/fsnotify"
)

// How long Watch waits for more of the same before it tells.
const (
	quietTime   = 30 * time.Millisecond  // after the last change
	ceilingTime = 250 * time.Millisecond // after the first one
	pollTime    = 500 * time.Millisecond // between two looks at everything
)

// WatchOptions says what to watch.
type WatchOptions struct {
	// Root is the folder that paths are relative to.
	Root string

	// Paths are the files and folders to watch, relative to Root or absolute;
	// folders with all that is in them. None means Root. What does not exist
	// yet is noticed when it comes, if it is inside Root.
	Paths []string

	// Ignore are files and folders not to watch, such as the output folder.
	Ignore []string

	// Log, if not nil, is told in a sentence when watching gets slower.
	Log func(string)
}

// Watch tells of changes until ctx ends, in batches: sorted slash-separated
// paths relative to Root, each of a file or folder that came, went or was
// written. What changes while nobody receives is added to the next batch. It
// may name a file that is as it was; it does not miss one. Symbolic links are
// not followed. The channel is closed when ctx has ended.
func Watch(ctx context.Context, opt WatchOptions) (<-chan []string, error) {
	w, err := newWatcher(opt)
	if err != nil {
		return nil, fmt.Errorf("watch %s: %w", opt.Root, err)
	}
	batches := make(chan []string)
	go func() {
		defer close(batches)
		defer w.close()
		w.run(ctx, batches)
	}()
	return batches, nil
}

// watcher watches folders one by one, for the system cannot watch a tree, and
// looks at a folder again whenever it comes, goes or is renamed: only its
// state now counts, not the order of what was told about it.
type watcher struct {
	root   string   // absolute
	tops   []string // what to watch, absolute
	ignore []string // absolute
	log    func(string)

	system *fsnotify.Watcher // nil while polling
	watch  func(dir string) error
	dirs   map[string]bool  // folders that system watches
	seen   map[string]stamp // what polling saw last

	pending     map[string]bool // absolute paths not told yet
	first, last time.Time       // when pending began and last grew
}

func newWatcher(opt WatchOptions) (*watcher, error) {
	root, err := filepath.Abs(opt.Root)
	if err != nil {
		return nil, err
	}
	if _, err := os.ReadDir(root); err != nil {
		return nil, err
	}
	w := &watcher{root: root, log: opt.Log, dirs: map[string]bool{}, pending: map[string]bool{}}
	if w.log == nil {
		w.log = func(string) {}
	}
	w.tops, w.ignore = w.absolute(opt.Paths), w.absolute(opt.Ignore)
	if len(w.tops) == 0 {
		w.tops = []string{root}
	}
	if w.system, err = fsnotify.NewWatcher(); err != nil {
		w.poll(err)
		return w, nil
	}
	w.watch = w.system.Add
	w.start()
	clear(w.pending)
	return w, nil
}

// absolute resolves paths against the root.
func (w *watcher) absolute(paths []string) []string {
	var out []string
	for _, p := range paths {
		if !filepath.IsAbs(p) {
			p = filepath.Join(w.root, p)
		}
		out = append(out, filepath.Clean(p))
	}
	return out
}

func (w *watcher) close() {
	if w.system != nil {
		w.system.Close() // an error leaves nothing to do
	}
}

// run collects changes and sends them when it has been quiet for a while.
func (w *watcher) run(ctx context.Context, batches chan<- []string) {
	for {
		var events chan fsnotify.Event
		var troubles chan error
		var look <-chan time.Time
		if w.system != nil {
			events, troubles = w.system.Events, w.system.Errors
		} else {
			look = time.After(pollTime)
		}
		batch, due := w.batch()
		ready := batches
		if batch == nil {
			ready = nil
		}
		select {
		case <-ctx.Done():
			return
		case e := <-events:
			w.event(e)
		case <-troubles:
			w.start() // whatever it was, some events may be lost
		case <-look:
			w.look()
		case ready <- batch:
			clear(w.pending)
		case <-due:
		}
	}
}

// batch returns the pending changes if it is time to tell them, else nil and
// when to ask again, if there are any.
func (w *watcher) batch() ([]string, <-chan time.Time) {
	if len(w.pending) == 0 {
		return nil, nil
	}
	due := w.last.Add(quietTime)
	if ceiling := w.first.Add(ceilingTime); ceiling.Before(due) {
		due = ceiling
	}
	if wait := time.Until(due); wait > 0 {
		return nil, time.After(wait)
	}
	var out []string
	for _, p := range slices.Sorted(maps.Keys(w.pending)) {
		if rel, err := filepath.Rel(w.root, p); err == nil {
			p = rel
		}
		out = append(out, filepath.ToSlash(p))
	}
	return out, nil
}

// changed notes a change to be told.
func (w *watcher) changed(path string) {
	w.last = time.Now()
	if len(w.pending) == 0 {
		w.first = w.last
	}
	w.pending[path] = true
}

// event handles what the system tells of one path.
func (w *watcher) event(e fsnotify.Event) {
	path := filepath.Clean(e.Name)
	moved := e.Has(fsnotify.Create) || e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename)
	switch {
	case e.Name == "" || !moved && !e.Has(fsnotify.Write):
	case w.wants(path):
		w.changed(path)
		if moved {
			w.lookAgain(path)
		}
	case moved && slices.ContainsFunc(w.tops, func(top string) bool { return isUnder(top, path) }):
		w.start() // a folder on the way to one that is watched
	}
}

// lookAgain watches what stands under the path now. The watches of before are
// given up first: a renamed folder would go on telling of its old name.
func (w *watcher) lookAgain(path string) {
	if w.dirs[path] {
		for dir := range w.dirs {
			if isUnder(dir, path) {
				w.forget(dir)
			}
		}
	}
	if info, err := os.Lstat(path); err == nil && info.IsDir() {
		w.add(path)
	}
}

func (w *watcher) forget(dir string) {
	delete(w.dirs, dir)
	if w.system != nil {
		w.system.Remove(dir) // an error says that the system forgot it already
	}
}

// start watches everything anew, and notes all of it as changed.
func (w *watcher) start() {
	for dir := range w.dirs {
		w.forget(dir)
	}
	for _, top := range w.tops {
		w.changed(top)
		if parent := w.nearest(filepath.Dir(top)); parent != "" {
			w.addOne(parent)
		}
		if info, err := os.Stat(top); err == nil && info.IsDir() {
			w.add(top)
		}
	}
}

// nearest returns the folder itself or the first one above it that exists, or
// "" if that is outside the root. A top that comes is noticed there.
func (w *watcher) nearest(dir string) string {
	for ; isUnder(dir, w.root); dir = filepath.Dir(dir) {
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			return dir
		}
	}
	return ""
}

// add watches a folder and those in it, and notes the files as changed. Each
// folder is watched before it is read, so nothing comes in between.
func (w *watcher) add(dir string) {
	w.walk(dir, w.addOne, func(path string, _ fs.DirEntry) { w.changed(path) })
}

// addOne has the system watch one folder. Where it cannot watch so many,
// polling takes over.
func (w *watcher) addOne(dir string) {
	if w.system == nil || w.dirs[dir] {
		return
	}
	err := w.watch(dir)
	switch {
	case err == nil:
		w.dirs[dir] = true
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission): // nobody can read it
	default:
		w.poll(err)
	}
}

// walk visits a folder and all that is wanted in it. Symbolic links are visited,
// but not followed; what cannot be read is passed over.
func (w *watcher) walk(dir string, folder func(path string), file func(path string, d fs.DirEntry)) {
	folder(dir)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, d := range entries {
		path := filepath.Join(dir, d.Name())
		switch {
		case !w.wants(path):
		case d.IsDir():
			w.walk(path, folder, file)
		default:
			file(path, d)
		}
	}
}
