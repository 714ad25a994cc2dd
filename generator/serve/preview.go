package serve

import (
	"context"
	"crypto/rand"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"duizhao/generator/diag"
)

// Preview is the site in memory: a build.Sink whose files are made when they
// are asked for. A run of the build is a transaction between Begin and End;
// readers see the site of the last finished run.
type Preview struct {
	// Report, if not nil, is told of a file that could not be made, once for
	// each version of the file. It is set before the first Read.
	Report func(diag.Diagnostic)

	// KindOf tells what readers have to do when a source changed, PagesOf the
	// pages that show it, its own first; paths are relative to the site's root.
	// Frames returns a function that gives the line of a diagnostic's source in
	// three parts: what stands before, in and behind the marked columns. Each
	// may be nil. They are set before the first run.
	KindOf  func(file string) Kind
	PagesOf func(file string) []string
	Frames  func() func(diag.Pos) []string

	mu    sync.Mutex
	files map[string]*entry
	next  map[string]*entry // offered by the run under way; nil outside a run
	taken map[string]string // names of next and of their folders, by fold
	kept  map[string]bool   // named by Keep in the run under way
	made  memory

	standing             bool // the run under way says what changed alone (standing.go)
	folders, nextFolders map[string]folder

	broken map[string]diag.Diagnostic // what Report was told, while it holds
	found  []diag.Diagnostic          // of the last run
	frames map[diag.Pos][]string      // of the first of them
	news   journal

	touched []string // files that the author changed since a run changed something
}

// entry is one version of one file. Preview.mu guards it; key never changes.
type entry struct {
	key    [16]byte
	make   func(context.Context) ([]byte, error)
	good   *entry  // the last version that could be made, until this one was
	wasGot bool    // made at least once
	flight *flight // being made just now
	held   holding // the bytes, while memory holds them
}

// NewPreview returns an empty preview that holds at most limit bytes of made
// files; 0 means 64 MiB.
func NewPreview(limit int64) *Preview {
	if limit <= 0 {
		limit = 64 << 20
	}
	return &Preview{
		made:   memory{limit: limit},
		broken: map[string]diag.Diagnostic{},
		news:   journal{run: rand.Text(), listed: []byte("[]"), wake: make(chan struct{})},
	}
}

// Begin starts a run of the build. What an unfinished run offered is
// forgotten.
func (p *Preview) Begin() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.next, p.kept, p.taken = map[string]*entry{}, map[string]bool{}, map[string]string{}
	p.standing, p.nextFolders = false, map[string]folder{}
}

// Put offers a file for the run under way, as build.Sink describes it. The
// path must be clean. What a disk could not hold is refused here too, so that
// nobody learns of it only when publishing: a path that was put before in the
// same run, if with other letter case, and one that is a folder of another.
func (p *Preview) Put(path string, key [16]byte, make func(context.Context) ([]byte, error)) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.next == nil:
		return fmt.Errorf("preview %q: no run of the build is under way", path)
	case !fs.ValidPath(path) || path == ".":
		return fmt.Errorf("preview %q: not a clean path", path)
	}
	if other, ok := p.take(path); !ok {
		return fmt.Errorf("preview %q: %q is in its place", path, other)
	}
	p.next[path] = &entry{key: key, make: make}
	return nil
}

// take claims the names of a file and of its folders, which end with a slash,
// or returns the one that has a name already.
func (p *Preview) take(path string) (other string, ok bool) {
	for i, c := range path + "/" {
		if c != '/' {
			continue
		}
		key, name := path[:i], path[:min(i+1, len(path))]
		other, ok := p.taken[key]
		if ok && (other != name || i == len(path)) {
			return other, false
		}
		p.taken[key] = name
	}
	return "", true
}

// Keep lets the last version of the file stand, if there is one and the run
// under way does not Put another.
func (p *Preview) Keep(path string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.kept != nil {
		p.kept[path] = true
	}
}

// End finishes the run: at once readers see what it offered, and what it
// neither put nor kept is gone. A run that put nothing (its settings cannot be
// read, say) leaves every file as it was. The diagnostics replace those of the
// run before, in either case.
func (p *Preview) End(found []diag.Diagnostic) Change {
	frames := p.framesOf(found) // files are read while readers can go on
	p.mu.Lock()
	defer p.mu.Unlock()
	next, kept, folders := p.next, p.kept, p.nextFolders
	p.next, p.kept, p.taken = nil, nil, nil
	var c Change
	switch {
	case p.standing:
		c = p.stood(next, folders)
	case len(next) > 0:
		for path := range kept {
			if old := p.files[path]; old != nil && next[path] == nil {
				next[path] = old
			}
		}
		c = p.replace(next)
		p.folders = folders
	}
	p.explain(&c)
	if worked := p.standing || len(next) > 0; worked && !diag.HasErrors(found) {
		p.touched = nil // it made no difference
	}
	p.found, p.frames = slices.Clone(found), frames
	p.news.add(c, p.listing())
	return c
}

// replace makes next the files that readers see. An entry of an equal key stays, with
// its bytes but with the new make: the old one may hold a whole old site.
func (p *Preview) replace(next map[string]*entry) Change {
	var c Change
	for path, e := range next {
		next[path] = p.succeed(path, e, &c)
	}
	for path, old := range p.files {
		if next[path] == nil {
			p.made.drop(old)
			p.made.drop(old.good)
			delete(p.broken, path)
			c.add(path, false)
		}
	}
	c.sort()
	p.files = next
	return c
}

// succeed returns the entry that a path has after a run that put e, and notes what
// it changes.
func (p *Preview) succeed(path string, e *entry, c *Change) *entry {
	switch old := p.files[path]; {
	case old == nil:
		c.add(path, false)
	case old == e:
	case old.key == e.key:
		old.make = e.make
		return old
	default:
		if e.good = old; !old.wasGot {
			e.good = old.good
		}
		delete(p.broken, path)
		c.add(path, true)
	}
	return e
}

func (c *Change) sort() { slices.Sort(c.Pages) }

// Diagnostics returns what the last run found and, behind it, the files that
// could not be made since.
func (p *Preview) Diagnostics() []diag.Diagnostic {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.diagnostics()
}

func (p *Preview) diagnostics() []diag.Diagnostic {
	all := slices.Clone(p.found)
	for _, path := range slices.Sorted(maps.Keys(p.broken)) {
		all = append(all, p.broken[path])
	}
	return all
}

// framed is how many diagnostics are told with the lines they are about.
const framed = 50

// framesOf returns the lines that the first diagnostics are about, read anew where
// the author touched their file; nil if no line is to be told.
func (p *Preview) framesOf(found []diag.Diagnostic) map[diag.Pos][]string {
	if p.Frames == nil {
		return nil
	}
	p.mu.Lock()
	last, touched := p.frames, p.touched
	p.mu.Unlock()
	frame, all := p.Frames(), map[diag.Pos][]string{}
	for _, d := range found[:min(len(found), framed)] {
		in := func(path string) bool { return d.File == path || strings.HasPrefix(d.File, path+"/") }
		text, known := last[d.Pos]
		if !known || slices.ContainsFunc(touched, in) {
			text = frame(d.Pos)
		}
		all[d.Pos] = text
	}
	return all
}

// listing encodes the diagnostics for open pages. What could not be made since the
// last run has no place in a source.
func (p *Preview) listing() []byte {
	all := p.diagnostics()
	if p.frames == nil {
		return diag.JSON(all)
	}
	return diag.Framed(all, func(pos diag.Pos) []string { return p.frames[pos] })
}
