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
//   - Server answers over HTTP from the Preview, to this machine only unless
//     it is told otherwise.
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
//	data: {"pages":["/zh/math/gan/"],"kind":"patch","at":["/zh/math/gan/"]}
//
//	event: diagnostics
//	data: [{"file":"content/zh/a.md","line":1,"column":1,"end":0,
//	        "severity":"error","code":"broken-link","text":"…","hint":"",
//	        "frame":["","# 标题",""]}]
//
// Pages are escaped URL paths, base path included; an empty list means that any
// page may look different. The kind is "patch" where texts changed: an open page
// takes over what differs in its new form. It is "style" where nothing but styles
// did, and "reload" where a page has to be loaded again: templates or scripts
// changed, a file changed under the name it had, or what changed is unknown. A
// page that is gone answers 404. At are the pages that show the one source that
// the author changed, its own page first; it is left out where several changed.
//
// Diagnostics come when a client connects and when they change, always in full;
// they are sent on one line. The frame is the line it is about: what stands
// before, in and behind the marked columns; the first fifty have it. A comment
// comes when all else is quiet.
//
// A client says with ?since=ID, or Last-Event-ID, what it has seen. It is told
// at once what it missed: which pages, or, if another process gave the id or it
// is too old, an empty list. A page carries the id of its own moment in the
// header Server-Timing (duizhao;desc="ID"), where its script can read it.
//
// The first event of a stream, before all that and without an id, is
//
//	event: hello
//	data: {"token":"…","editor":"vscode://file{path}:{line}:{column}",
//	       "root":"/home/li/guide"}
//
// The token is new in each run and lets actions be done. To open a source, put
// root + "/" + the source's path, escaped as a URL's path, for {path} in editor,
// and numbers from 1 for {line} and {column}; root begins with a slash, on
// Windows too. Editor is "" if the site's settings name none. To a client on
// another machine all three are "". The event comes again when the editor is
// another one.
//
// # Actions
//
// POST /_duizhao/act/NAME has the action NAME done. Its body is JSON, of at most
// 64 KB and with Content-Type application/json, and X-Duizhao-Token is the
// token. The answer is JSON: what the action replies, with status 200, or
// {"error":"…"}, with another one (422 for what the action itself refuses).
// They are taken from this machine alone, and done one after the other.
//
// # What an author is told
//
// GET /_duizhao/author?page=/zh/math/gan/&file=/assets/main-7Q.css&file=… answers
// with JSON about a page and the files it loaded, of which its script knows best
// (fonts, and one of several sizes of a picture):
//
//	{"page": …,
//	 "diagnostics": [{"file":"content/zh/math/gan.md", …}],
//	 "files": [{"path":"/zh/math/gan/","kind":"html","size":48210,"gzip":11904},
//	           {"path":"/assets/main-7Q.css","kind":"css","size":31001,"gzip":7640}]}
//
// The page is what Options.Author tells of it (cmd/duizhao/deskpage.go). The
// diagnostics are those of the page's sources. Files come in the order in which
// they were asked for, the page itself first; those that the site has not are left
// out. Their kind is html, css, js, font, picture or other; gzip is what is sent
// where the host compresses.
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
	"path/filepath"
	"sync"
	"time"

	"duizhao/generator/build"
	"duizhao/generator/diag"
	"duizhao/generator/report"
)

// Options says what to serve and where.
type Options struct {
	// Root is the site's folder.
	Root string

	// Watch are the files and folders whose changes start a build, relative
	// to Root or absolute; none means all of Root. Ignore are those below
	// that do not, such as the output folder. Poll looks at them from time to
	// time, where the system does not tell.
	Watch, Ignore []string
	Poll          bool

	// Build makes the site, as build.Run does; changed are the paths that
	// changed since the last time, nil at the first. It is not called again
	// before it has returned.
	Build func(ctx context.Context, sink build.Sink, changed []string) ([]diag.Diagnostic, error)

	// Addr is "host:port" to listen on. "" is port 8080 or, where that is
	// taken, the next free one: of 127.0.0.1 or, with LAN, of all addresses.
	Addr string

	// LAN says that other machines may look on. The addresses for them are
	// logged and, with QR, the first one drawn for a phone: Log is a terminal.
	LAN, QR bool

	// BasePath is where the site's root is served, as in "/guide/"; "" is "/".
	BasePath string

	// Hosts are further Host headers to answer to; see Server.
	Hosts []string

	// KindOf, if not nil, tells what readers have to do when a file changed,
	// and PagesOf which pages show the text in it, its own page first. Paths
	// are relative to Root and to the site's root.
	KindOf  func(file string) Kind
	PagesOf func(file string) []string

	// Editor, if not nil, returns the address that opens a source in the
	// author's editor, as the event stream describes it, or "".
	Editor func() string

	// Actions are what an author can have done from the browser, by name.
	Actions map[string]Action

	// Author, if not nil, tells of pages what their author may want to know.
	Author Author

	// Again, if not nil, asks for a build; what comes through it is called when
	// that is done.
	Again <-chan func()

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
	l, note, err := listen(ctx, opt.Addr, opt.LAN)
	if err != nil {
		return err
	}
	defer l.Close() // closed before this where serving ended well
	r := &runner{build: opt.Build, asked: opt.Again, preview: NewPreview(0), log: &reporter{w: opt.Log}}
	r.preview.Report = r.log.diagnostic
	r.preview.KindOf, r.preview.PagesOf = opt.KindOf, opt.PagesOf
	r.preview.Frames = func() func(diag.Pos) []string { return report.Frames(opt.Root) }
	// Watching begins before the first build reads anything, so that no change
	// falls between.
	changes, err := Watch(ctx, WatchOptions{Root: opt.Root, Paths: opt.Watch, Ignore: opt.Ignore, Poll: opt.Poll, Log: r.log.line})
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
	root, err := filepath.Abs(opt.Root)
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	s := &Server{
		Preview: r.preview, BasePath: opt.BasePath, Hosts: opt.Hosts,
		Token: newToken(), Actions: opt.Actions, Author: opt.Author, Root: root, Editor: opt.Editor,
	}
	url := "http://" + hostOf(l) + s.urlOf("index.html")
	r.log.line("preview at " + url + note)
	if opt.LAN {
		r.tellNetwork(networkHosts(l), s.urlOf("index.html"), opt.QR)
	}
	if opt.Ready != nil {
		opt.Ready(url)
	}
	return r.serve(ctx, l, s, changes)
}

// tellNetwork logs the addresses for other machines.
func (r *runner) tellNetwork(hosts []string, path string, draw bool) {
	if len(hosts) == 0 {
		r.log.line("no other machine can reach this address")
		return
	}
	r.log.line("everyone in the network can read it, drafts too, at")
	for _, host := range hosts {
		r.log.line("  http://" + host + path)
	}
	if draw {
		r.log.line(qrCode("http://" + hosts[0] + path))
	}
}

// runner builds, one run after the other.
type runner struct {
	build   func(context.Context, build.Sink, []string) ([]diag.Diagnostic, error)
	asked   <-chan func()
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

// limits are how long a client may take, so that one that is slow or silent
// does not hold on to a connection for ever.
type limits struct {
	header time.Duration // to send the head of a request
	write  time.Duration // to take an answer; the event stream has its own
	idle   time.Duration // to ask again
}

// usual are the limits of a preview.
func usual() limits { return limits{5 * time.Second, time.Minute, 2 * time.Minute} }

// serve answers requests and builds after each batch of changes, until ctx ends
// or the listener breaks. When it returns no request is being answered.
func (r *runner) serve(ctx context.Context, l net.Listener, s *Server, changes <-chan []string) error {
	var connections sync.WaitGroup
	server := usual().server(s)
	server.BaseContext = func(net.Listener) context.Context { return ctx }
	server.ErrorLog = r.log.serverErrors()
	server.ConnState = func(_ net.Conn, state http.ConnState) {
		switch state {
		case http.StateNew:
			connections.Add(1)
		case http.StateClosed:
			connections.Done()
		}
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

// server returns an HTTP server that holds its clients to the limits.
func (l limits) server(h http.Handler) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: l.header, WriteTimeout: l.write, IdleTimeout: l.idle,
		MaxHeaderBytes: 16 << 10, DisableGeneralOptionsHandler: true,
	}
}

// rebuild builds after each batch of changes, and when asked to, until ctx ends or
// serving did.
func (r *runner) rebuild(ctx context.Context, changes <-chan []string, ended <-chan error) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-ended:
			return fmt.Errorf("serve: %w", err)
		case files := <-changes:
			if ctx.Err() != nil {
				return nil
			}
			r.preview.Touched(files)
			r.again(ctx, files)
		case done := <-r.asked:
			r.again(ctx, nil)
			done()
		}
	}
}
