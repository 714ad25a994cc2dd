package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"sync/atomic"

	"duizhao/generator/build"
	"duizhao/generator/diag"
	"duizhao/generator/serve"
)

// desk is the author's side of the preview: it tells of pages what deskpage.go
// describes, accepts translations, and shows or hides drafts for this run. The
// panel in the browser is assets/ts/author.ts.
type desk struct {
	flags  siteFlags
	dir    *siteDir
	in     build.Input
	again  chan func() // asks for a build
	drafts atomic.Bool // are shown

	mu  sync.Mutex // held by a build and by who reads what it made
	now *shownSite // nil before the first build
}

// shownSite is what the preview shows, or is about to.
type shownSite struct {
	build.Whole
	drafts bool
}

func newDesk(flags siteFlags, dir *siteDir, in build.Input) *desk {
	d := &desk{flags: flags, dir: dir, in: in, again: make(chan func())}
	d.drafts.Store(in.Drafts)
	return d
}

// build makes the site for the preview.
func (d *desk) build(ctx context.Context, sink build.Sink, changed []string) ([]diag.Diagnostic, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	in := d.in
	in.Root, in.Drafts, in.Changed = d.dir.fs(), d.drafts.Load(), changed
	in.Whole = func(w build.Whole) {
		d.now = &shownSite{w, in.Drafts}
		if d.in.Whole != nil {
			d.in.Whole(w)
		}
	}
	return build.Run(ctx, in, sink)
}

// rebuild has the site built and waits until that is done.
func (d *desk) rebuild(ctx context.Context) error {
	done := make(chan struct{})
	select {
	case d.again <- func() { close(done) }:
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// actions are what the panel can have done.
func (d *desk) actions() map[string]serve.Action {
	return map[string]serve.Action{"accept": d.accept, "drafts": d.showDrafts}
}

// draftsAsk is the body of the action "drafts", and its reply.
type draftsAsk struct {
	Show bool `json:"show"`
}

// showDrafts shows drafts, or hides them, until the preview ends.
func (d *desk) showDrafts(ctx context.Context, body []byte) (any, error) {
	var ask draftsAsk
	if err := read(body, &ask); err != nil {
		return nil, err
	}
	d.drafts.Store(ask.Show)
	return ask, d.rebuild(ctx)
}

// acceptAsk is the body of the action "accept".
type acceptAsk struct {
	Translation string   `json:"translation"` // its file
	Seen        string   `json:"seen"`        // as the author was told of it
	Blocks      []string `json:"blocks"`      // by name; none is the whole translation
}

// acceptReply says what it came to.
type acceptReply struct {
	Accepted  int `json:"accepted"`
	Forgotten int `json:"forgotten"`
	Left      int `json:"left"`
	Copies    int `json:"copies"`
}

// accept does what `duizhao sync accept` does for a translation or some blocks of
// it, unless the texts have changed since the author saw them.
func (d *desk) accept(ctx context.Context, body []byte) (any, error) {
	var ask acceptAsk
	if err := read(body, &ask); err != nil {
		return nil, err
	}
	c := &console{ctx: ctx, out: io.Discard, err: io.Discard}
	w, found, err := d.flags.translations(c, d.dir)
	if err != nil {
		return nil, err
	}
	for _, f := range found {
		if f.Severity == diag.Error {
			return nil, fmt.Errorf("the site has errors: %v", f)
		}
	}
	if err := w.chooseSeen(ask); err != nil {
		return nil, err
	}
	a, err := w.record(nil, false)
	if err != nil {
		return nil, err
	}
	return acceptReply{a.accepted, a.forgotten, a.left, len(a.copies)}, d.rebuild(ctx)
}

// chooseSeen chooses what the author saw and asks to have accepted.
func (w *work) chooseSeen(ask acceptAsk) error {
	i := slices.IndexFunc(w.Pages, func(t build.Translation) bool { return t.Target != nil && t.Target.Path == ask.Translation })
	if i < 0 {
		return fmt.Errorf("there is no translation %q any more", ask.Translation)
	}
	t := &w.Pages[i]
	if seen(t) != ask.Seen {
		return errors.New("the texts have changed meanwhile: look at them again")
	}
	rows := all(t)
	if len(ask.Blocks) > 0 {
		rows = nil
		for _, name := range ask.Blocks {
			n := slices.Index(t.Names, name)
			if n < 0 {
				return noBlock(t, name)
			}
			rows = append(rows, n)
		}
	}
	w.chosen = []chosen{{t, rows, len(ask.Blocks) > 0}}
	return nil
}

// read reads the body of an action.
func read(body []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("read what is asked for: %w", err)
	}
	return nil
}
