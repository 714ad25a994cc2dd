package serve

import (
	"container/list"
	"context"
	"errors"
	"fmt"
	"io/fs"

	"duizhao/generator/diag"
)

// File is a file as the preview showed it at one moment.
type File struct {
	Data []byte // not to be changed
	At   string // the moment, as the event stream names it
}

// flight is one call of an entry's make; others who want the bytes wait on it.
type flight struct {
	done chan struct{}
	data []byte
	err  error
}

// errUnfinished is what waiters see when make panicked.
var errUnfinished = errors.New("making it was broken off")

// Has reports whether the site has a file under the path.
func (p *Preview) Has(path string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.files[path] != nil {
		return true
	}
	_, inside := p.folderOf(path)
	return inside
}

// Empty reports whether no run has put anything yet.
func (p *Preview) Empty() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.files) == 0
}

// Read returns the file under the path, made if need be. A version that cannot
// be made becomes a diagnostic, and the last one that could stands in for it;
// where there is none, the error of make is returned. It is fs.ErrNotExist when
// the site has no such file.
func (p *Preview) Read(ctx context.Context, path string) (File, error) {
	p.mu.Lock()
	e, at := p.files[path], p.news.id()
	var f folder
	inside := false
	if e == nil {
		f, inside = p.folderOf(path)
	}
	p.mu.Unlock()
	if inside {
		data, err := f.find(ctx, path)
		return File{data, at}, err
	}
	if e == nil {
		return File{}, fmt.Errorf("preview %q: %w", path, fs.ErrNotExist)
	}
	data, err := p.get(ctx, path, e)
	if err != nil && ctx.Err() == nil {
		p.report(path, e, err)
		data, err = p.standIn(ctx, path, e, err)
	}
	if err != nil {
		return File{}, fmt.Errorf("preview %q: %w", path, err)
	}
	return File{data, at}, nil
}

// standIn returns the bytes of the last good version before e, or err.
func (p *Preview) standIn(ctx context.Context, path string, e *entry, err error) ([]byte, error) {
	p.mu.Lock()
	good := e.good
	p.mu.Unlock()
	if good == nil {
		return nil, err
	}
	return p.get(ctx, path, good)
}

// get returns the bytes of e: held, from the flight under way, or made here.
// A flight fails when the reader who started it goes away; then another reader
// starts over.
func (p *Preview) get(ctx context.Context, path string, e *entry) ([]byte, error) {
	for {
		p.mu.Lock()
		if data, ok := p.made.get(e); ok {
			p.mu.Unlock()
			return data, nil
		}
		f := e.flight
		if f == nil {
			f = &flight{done: make(chan struct{}), err: errUnfinished}
			e.flight = f
			build := e.make
			p.mu.Unlock()
			return p.fly(ctx, path, e, f, build)
		}
		p.mu.Unlock()
		select {
		case <-f.done:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if f.err == nil || !errors.Is(f.err, context.Canceled) && !errors.Is(f.err, context.DeadlineExceeded) {
			return f.data, f.err
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
}

// fly makes the bytes of e and tells those who wait, even if make panics.
func (p *Preview) fly(ctx context.Context, path string, e *entry, f *flight, build func(context.Context) ([]byte, error)) ([]byte, error) {
	defer func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		e.flight = nil
		if f.err == nil {
			p.keepMade(path, e, f.data)
		}
		close(f.done)
	}()
	f.data, f.err = build(ctx)
	return f.data, f.err
}

// keepMade remembers the bytes of an entry that readers still can ask for.
func (p *Preview) keepMade(path string, e *entry, data []byte) {
	now := p.files[path]
	if now != e && (now == nil || now.good != e) {
		return
	}
	e.wasGot = true
	p.made.put(e, data)
	if now != e {
		return
	}
	p.made.drop(e.good)
	e.good = nil
	if _, ok := p.broken[path]; ok {
		delete(p.broken, path)
		p.news.add(Change{}, p.listing())
	}
}

// report turns a failed make into a diagnostic, once for each version.
func (p *Preview) report(path string, e *entry, err error) {
	d := diag.Diagnostic{
		Severity: diag.Error,
		Code:     "page-failed",
		Text:     fmt.Sprintf("%q cannot be made: %v", path, err),
	}
	p.mu.Lock()
	_, known := p.broken[path]
	current := p.files[path] == e
	if current && !known {
		p.broken[path] = d
		p.news.add(Change{}, p.listing())
	}
	tell := p.Report
	p.mu.Unlock()
	if current && !known && tell != nil {
		tell(d)
	}
}

// memory holds the bytes of made entries, up to limit, and drops those that
// were not read for the longest time. Preview.mu guards it.
type memory struct {
	limit, size int64
	order       list.List // of *entry, the last read in front
}

// holding is an entry's place in memory; the zero value is none.
type holding struct {
	data  []byte
	place *list.Element
}

func (m *memory) get(e *entry) ([]byte, bool) {
	if e.held.place == nil {
		return nil, false
	}
	m.order.MoveToFront(e.held.place)
	return e.held.data, true
}

func (m *memory) put(e *entry, data []byte) {
	m.drop(e)
	if int64(len(data)) > m.limit {
		return
	}
	e.held = holding{data, m.order.PushFront(e)}
	m.size += int64(len(data))
	for m.size > m.limit {
		m.drop(m.order.Back().Value.(*entry))
	}
}

// drop forgets the bytes of e, if it has any; e may be nil.
func (m *memory) drop(e *entry) {
	if e == nil || e.held.place == nil {
		return
	}
	m.order.Remove(e.held.place)
	m.size -= int64(len(e.held.data))
	e.held = holding{}
}
