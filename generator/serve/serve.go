// Package serve shows a site from memory while its author writes.
//
// Run ties four parts together:
//
//   - Watch tells which files changed, in batches.
//   - The build (a function that Run is given) puts the site's files into a
//     Preview, which is a build.Sink. A file is made when it is first asked
//     for. One run of the build is one transaction: readers see the old site
//     until the run ends, and the last good version of a file that cannot be
//     made. It is told which files changed, and a run may put what these
//     change alone (standing.go).
//   - Server answers over HTTP from the Preview, to this machine only.
//   - The event stream tells open pages what changed; assets/ts/live.ts reads
//     it. The script's tag is in the pages already, nothing is put into them
//     here.
//
// # Event stream
//
// GET /_duizhao/events (no base path before it) is a stream of server-sent
// events, UTF-8, each with an id "RUN.NUMBER": RUN names the process, NUMBER
// counts the changes of what it shows.
//
//	event: change
//	data: {"pages":["/zh/math/gan/"],"kind":"reload"}
//
//	event: diagnostics
//	data: [{"file":"content/zh/a.md","line":1,"column":1,"end":0,
//	        "severity":"error","code":"broken-link","text":"…","hint":""}]
//
// Pages are escaped URL paths, base path included; an empty list means that any
// page may look different. The kind is always "reload". Diagnostics come when a
// client connects and when they change, always in full; they are sent on one
// line. A comment comes when all else is quiet.
//
// A client says with ?since=ID, or Last-Event-ID, what it has seen. It is told
// at once what it missed: which pages, or, if another process gave the id or it
// is too old, an empty list. A page carries the id of its own moment in the
// header Server-Timing (duizhao;desc="ID"), where its script can read it.
//
// The package knows nothing of Markdown, templates or the layout of a site, but
// for index.html and 404.html. It depends on build for the Sink alone.
package serve

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	"duizhao/generator/build"
	"duizhao/generator/diag"
)

// Options says what to serve and where.
type Options struct {
	// Root is the site's folder.
	Root string

	// Watch are the files and folders whose changes start a build, relative
	// to Root or absolute; none means all of Root. Ignore are those below
	// that do not, such as the output folder.
	Watch, Ignore []string

	// Build makes the site, as build.Run does; changed are the paths that
	// changed since the last time, nil at the first. It is not called again
	// before it has returned.
	Build func(ctx context.Context, sink build.Sink, changed []string) ([]diag.Diagnostic, error)

	// Addr is "host:port" to listen on. "" is 127.0.0.1:8080 or, where that
	// is taken, the next free port.
	Addr string

	// BasePath is where the site's root is served, as in "/guide/"; "" is "/".
	BasePath string

	// Hosts are further Host headers to answer to; see Server.
	Hosts []string

	// Log takes what the author reads in the terminal; nil is nothing.
	Log io.Writer

	// Ready, if not nil, is called with the site's address when it can be
	// opened.
	Ready func(url string)
}

// Run builds the site, serves it, and builds it again at each change until ctx
// ends; then it returns nil at once. It returns an error when the address
// cannot be had (*ListenError), the root cannot be read or the first build
// fails otherwise than by diagnostics.
func Run(ctx context.Context, opt Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	l, note, err := listen(ctx, opt.Addr)
	if err != nil {
		return err
	}
	defer l.Close() // closed before this where serving ended well
	r := &runner{build: opt.Build, preview: NewPreview(0), log: &reporter{w: opt.Log}}
	r.preview.Report = r.log.diagnostic
	// Watching begins before the first build reads anything, so that no change
	// falls between.
	changes, err := Watch(ctx, WatchOptions{Root: opt.Root, Paths: opt.Watch, Ignore: opt.Ignore, Log: r.log.line})
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	defer func() {
		cancel()
		for range changes { // until it has ended
		}
	}()
	if err := r.first(ctx); err != nil || ctx.Err() != nil {
		return err
	}
	s := &Server{Preview: r.preview, BasePath: opt.BasePath, Hosts: opt.Hosts}
	url := "http://" + hostOf(l) + s.urlOf("index.html")
	r.log.line("preview at " + url + note)
	if opt.Ready != nil {
		opt.Ready(url)
	}
	return r.serve(ctx, l, s, changes)
}

// runner builds, one run after the other.
type runner struct {
	build   func(context.Context, build.Sink, []string) ([]diag.Diagnostic, error)
	preview *Preview
	log     *reporter
}

// first runs the first build; its error is returned.
func (r *runner) first(ctx context.Context) error {
	r.preview.Begin()
	found, err := r.build(ctx, r.preview, nil)
	if ctx.Err() != nil {
		return nil
	}
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	r.preview.End(found)
	r.log.diagnostics(found)
	return nil
}

// again runs a later build. Its error is told like a diagnostic, and the site
// stays as it was: the next change may mend what was wrong.
func (r *runner) again(ctx context.Context, changed []string) {
	start := time.Now()
	r.preview.Begin()
	found, err := r.build(ctx, r.preview, changed)
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		r.preview.Begin() // nothing of it is shown
		found = []diag.Diagnostic{{Severity: diag.Error, Code: "build-failed", Text: err.Error()}}
	}
	c := r.preview.End(found)
	r.log.diagnostics(found)
	r.log.rebuilt(time.Since(start), len(c.Pages), found)
}

// serve answers requests and builds after each batch of changes, until ctx ends
// or the listener breaks. When it returns no request is being answered.
func (r *runner) serve(ctx context.Context, l net.Listener, s *Server, changes <-chan []string) error {
	var connections sync.WaitGroup
	server := &http.Server{
		Handler:           s,
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ReadHeaderTimeout: 5 * time.Second,
		WriteTimeout:      time.Minute, // the event stream sets its own
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          r.log.serverErrors(),
		ConnState: func(_ net.Conn, state http.ConnState) {
			switch state {
			case http.StateNew:
				connections.Add(1)
			case http.StateClosed:
				connections.Done()
			}
		},
	}
	ended := make(chan error, 1)
	go func() {
		ended <- server.Serve(l)
		close(ended)
	}()
	err := r.rebuild(ctx, changes, ended)
	// Not Shutdown: it waits for connections that browsers open ahead.
	server.Close() // an error is about a listener that is closed already
	for range ended {
	}
	connections.Wait()
	return err
}

// rebuild builds after each batch of changes until ctx ends or serving did.
func (r *runner) rebuild(ctx context.Context, changes <-chan []string, ended <-chan error) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-ended:
			return fmt.Errorf("serve: %w", err)
		case changed := <-changes:
			if ctx.Err() != nil {
				return nil
			}
			r.again(ctx, changed)
		}
	}
}
