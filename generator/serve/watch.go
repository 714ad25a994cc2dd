package serve

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// returnTime is how long it takes to look again for what is gone.
const returnTime = 200 * time.Millisecond

// WatchOptions says what to watch.
type WatchOptions struct {
	// Root is the folder that paths are relative to.
	Root string

	// Paths are the files and folders to watch, relative to Root or absolute;
	// folders with all that is in them. None means Root. What does not exist
	// yet is noticed when it comes, if it is inside Root, and so is Root itself
	// when it was deleted and comes again.
	Paths []string

	// Ignore are files and folders not to watch, such as the output folder.
	Ignore []string

	// Poll looks at the files from time to time instead of having the system
	// tell: for disks of other machines, whose changes it does not see.
	Poll bool

	// Log, if not nil, is told in a sentence when watching gets slower.
	Log func(string)
}

// Watch tells of changes until ctx ends, in batches: sorted slash-separated
// paths relative to Root, each of a file or folder that came, went or was
// written. What changes while nobody receives is added to the next batch. It
// may name a file that is as it was; it does not miss one. Symbolic links to
// what is inside Root are followed, and what is behind them is told by the name
// of the link. The channel is closed when ctx has ended.
func Watch(ctx context.Context, opt WatchOptions) (<-chan []string, error) {
	w, err := newWatcher(opt)
	if err != nil {
		return nil, fmt.Errorf("watch %s: %w", opt.Root, err)
	}
	return w.tell(ctx), nil
}

// tell runs the watcher until ctx ends.
func (w *watcher) tell(ctx context.Context) <-chan []string {
	batches := make(chan []string)
	go func() {
		defer close(batches)
		defer w.close()
		w.run(ctx, batches)
	}()
	return batches
}

// dirs are folders, without symbolic links on the way.
type dirs map[string]bool

// watcher watches folders one by one, for the system cannot watch a tree, and
// looks at a folder again whenever it comes, goes or is renamed: only its
// state now counts, not the order of what was told about it.
type watcher struct {
	root   string   // absolute, without symbolic links
	tops   []string // what to watch, absolute
	ignore []string // absolute
	lock   string   // what git has while it changes files, or ""
	log    func(string)

	system *fsnotify.Watcher // nil while polling
	watch  func(dir string) error
	dirs   map[string]dirs  // folders that system watches, with those in them
	links  links            // what symbolic links lead to
	at     fs.FileInfo      // the root that system watches
	gone   bool             // all that is to be watched, until some of it comes
	seen   map[string]stamp // what polling saw last
	pause  time.Duration    // between two looks, at least
	took   time.Duration    // how long the last one took
	seed   maphash.Seed     // of the sums that polling makes

	pending     map[string]bool // absolute paths not told yet
	first, last time.Time       // when pending began and last grew
	offer       []string        // pending as it was told whoever receives,
	offered     time.Time       // since then
}

func newWatcher(opt WatchOptions) (*watcher, error) {
	named, err := filepath.Abs(opt.Root)
	if err != nil {
		return nil, err
	}
	root, err := filepath.EvalSymlinks(named)
	if err != nil {
		return nil, err
	}
	if _, err := os.ReadDir(root); err != nil {
		return nil, err
	}
	w := &watcher{root: root, lock: gitLock(root), log: opt.Log, dirs: map[string]dirs{}, links: links{}, pause: pollTime, seed: maphash.MakeSeed(), pending: map[string]bool{}}
	if w.log == nil {
		w.log = func(string) {}
	}
	w.tops, w.ignore = w.absolute(opt.Paths, named), w.absolute(opt.Ignore, named)
	if len(w.tops) == 0 {
		w.tops = []string{root}
	}
	if opt.Poll {
		w.look()
	} else if w.system, err = fsnotify.NewWatcher(); err != nil {
		w.poll(err)
	} else {
		w.watch = w.system.Add
		w.start()
	}
	clear(w.pending) // all of it is only found now
	return w, nil
}

// absolute resolves paths against the root, which is named so in them.
func (w *watcher) absolute(paths []string, named string) []string {
	var out []string
	for _, p := range paths {
		if filepath.IsAbs(p) {
			p = rebase(filepath.Clean(p), named, w.root)
		} else {
			p = filepath.Join(w.root, p)
		}
		out = append(out, p)
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
			look = time.After(max(w.pause, 10*w.took)) // a tenth of one processor at most
		}
		var returned <-chan time.Time
		if w.gone {
			returned = time.After(returnTime)
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
		case <-returned:
			if !w.isEmpty() {
				w.start()
			}
		case ready <- batch:
			w.told()
		case <-due:
		}
	}
}

// event handles what the system tells of one path.
func (w *watcher) event(e fsnotify.Event) {
	path := filepath.Clean(e.Name)
	moved := e.Has(fsnotify.Create) || e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename)
	switch {
	case e.Name == "" || !moved && !e.Has(fsnotify.Write):
	case path == w.root && moved:
		w.start()
	case len(w.names(path)) > 0:
		w.changed(path)
		if moved {
			w.lookAgain(path)
		}
	case moved && w.isOnTheWay(path):
		w.start()
	}
}

// isOnTheWay reports whether something that is watched lies inside the path.
func (w *watcher) isOnTheWay(path string) bool {
	inside := func(p string) bool { return isUnder(p, path) }
	if slices.ContainsFunc(w.tops, inside) {
		return true
	}
	for target := range w.links {
		if inside(target) {
			return true
		}
	}
	return false
}

// lookAgain watches what stands under the path now. The watches of before are
// given up first: a renamed folder would go on telling of its old name.
func (w *watcher) lookAgain(path string) {
	w.forget(path)
	info, err := os.Lstat(path)
	switch {
	case err != nil:
	case info.IsDir():
		w.add(path)
	case info.Mode()&fs.ModeSymlink != 0:
		w.follow(path, w.addOne, func(path string) { w.changed(path) })
	}
}

// forget gives up the watch of a folder, if there is one, and of those in it.
func (w *watcher) forget(dir string) {
	inside, ok := w.dirs[dir]
	if !ok {
		return
	}
	delete(w.dirs, dir)
	delete(w.dirs[filepath.Dir(dir)], dir)
	for sub := range inside {
		w.forget(sub)
	}
	if w.system != nil {
		w.system.Remove(dir) // an error says that the system forgot it already
	}
}

// start watches everything anew, and notes all of it as changed.
func (w *watcher) start() {
	for dir := range w.dirs {
		w.forget(dir)
	}
	clear(w.links)
	for _, top := range w.tops {
		w.changed(top)
		if parent := w.nearest(filepath.Dir(top)); parent != "" {
			w.addOne(parent)
		}
		w.visit(top, w.addOne, func(path string) { w.changed(path) })
	}
	w.addOne(w.root)          // it tells when it is renamed
	w.at, _ = os.Stat(w.root) // nil where there is none
	w.gone = w.isEmpty()
}

// add watches a folder and those in it, and notes the files as changed. Each
// folder is watched before it is read, so nothing comes in between.
func (w *watcher) add(dir string) {
	w.walk(dir, w.addOne, func(path string) { w.changed(path) })
}

// addOne has the system watch one folder. Where it cannot watch so many,
// polling takes over.
func (w *watcher) addOne(dir string) {
	if w.system == nil || w.dirs[dir] != nil {
		return
	}
	err := w.watch(dir)
	switch {
	case err == nil:
		w.dirs[dir] = dirs{}
		if in := w.dirs[filepath.Dir(dir)]; in != nil {
			in[dir] = true
		}
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.ENOTDIR): // nobody can read it
	default:
		w.poll(err)
	}
}
