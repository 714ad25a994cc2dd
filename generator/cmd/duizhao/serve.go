package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/netip"
	"net/url"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"duizhao/generator/build"
	"duizhao/generator/config"
	"duizhao/generator/diag"
	"duizhao/generator/serve"
	"duizhao/generator/site"
)

type serveCmd struct {
	siteFlags
	Addr     string   `help:"The address to listen on; without it 127.0.0.1:8080 or the next free port." placeholder:"HOST:PORT"`
	LAN      bool     `name:"lan" help:"Let other machines in the network look on, drafts included."`
	Host     []string `help:"Answer to this name too, as of a Codespace or a proxy; may be repeated." placeholder:"NAME" sep:"none"`
	Open     bool     `help:"Open the preview in the browser."`
	BasePath string   `default:"/" help:"Show the site below a path, such as /guide/." placeholder:"PATH"`
	Poll     bool     `help:"Look for changes instead of being told, as on disks of other machines."`
}

// check refuses what makes no sense, before anything is done.
func (s *serveCmd) check() error {
	if err := s.checkAddr(); err != nil {
		return err
	}
	for _, host := range s.Host {
		if err := checkHost(host); err != nil {
			return err
		}
	}
	base, err := site.ParseBase(s.BasePath)
	if err != nil || base.Origin != "" || s.BasePath == "" {
		return usageError{fmt.Sprintf("%q is not a path: write it as in --base-path /guide/", s.BasePath)}
	}
	s.BasePath = base.Prefix + "/" // escaped, as in links
	return nil
}

// checkAddr refuses an address that is none and, unless they are let in, one
// that other machines could reach. "" is the default.
func (s *serveCmd) checkAddr() error {
	if s.Addr == "" {
		return nil
	}
	host, port, err := net.SplitHostPort(s.Addr)
	if err != nil {
		return usageError{fmt.Sprintf("%q is not an address: write HOST:PORT, such as 127.0.0.1:8080", s.Addr)}
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return usageError{fmt.Sprintf("%q is not a port: write a number up to 65535", port)}
	}
	if ip, err := netip.ParseAddr(host); s.LAN || strings.EqualFold(host, "localhost") || err == nil && ip.Unmap().IsLoopback() {
		return nil
	}
	return usageError{fmt.Sprintf("the preview shows drafts, so it listens on this machine alone: write 127.0.0.1:%s, or --lan to let others look on", port)}
}

var hostName = regexp.MustCompile(`^[A-Za-z0-9._-]+$`)

// checkHost refuses what cannot stand in a request as the name of a host, with
// a port or without.
func checkHost(host string) error {
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		name, port = host, "0"
	}
	_, portErr := strconv.ParseUint(port, 10, 16)
	_, addrErr := netip.ParseAddr(name)
	switch {
	case addrErr != nil && !hostName.MatchString(name) || strings.Contains(port, "/"):
		return usageError{fmt.Sprintf("%q is not the name of a host: write it as in --host box.example, without https:// and path", host)}
	case portErr != nil:
		return usageError{fmt.Sprintf("%q is not a port: write a number up to 65535", port)}
	}
	return nil
}

// watched are the parts of a site's folder whose changes are seen.
var watched = []string{"site.yaml", "content", "templates", "assets"}

// newEditor returns a function that tells the settings' address of the author's
// editor. While the settings cannot be read it is the last one that could: it
// opens them.
func newEditor(root func() fs.FS) func() string {
	var mu sync.Mutex
	var read []byte
	var last string
	return func() string {
		mu.Lock()
		defer mu.Unlock()
		src, err := fs.ReadFile(root(), config.File)
		if err != nil || bytes.Equal(src, read) {
			return last
		}
		read = src
		if s, found := config.Read(src); s.Serve.Editor != "" || !diag.HasErrors(found) {
			last = s.Serve.Editor
		}
		return last
	}
}

// Run serves until it is interrupted, which is how it is meant to end.
func (s *serveCmd) Run(c *console) error {
	if err := s.check(); err != nil {
		return err
	}
	dir, err := s.open(c, true)
	if err != nil {
		return err
	}
	defer dir.close(c)
	in := s.input(dir)
	shown := &sourcePages{}
	in.Whole = shown.take
	in.Live, in.BaseURL, in.History, in.Series = true, s.BasePath, untold(c.dates(dir)), &build.Series{}
	base, err := url.PathUnescape(s.BasePath)
	if err != nil {
		return usageError{err.Error()}
	}
	desk := newDesk(s.siteFlags, dir, in)
	err = serve.Run(c.ctx, serve.Options{
		Root:     dir.path,
		Watch:    watched,
		Poll:     s.Poll,
		Addr:     s.Addr,
		LAN:      s.LAN,
		QR:       c.terminal(),
		BasePath: base,
		Hosts:    s.Host,
		KindOf:   kindOf,
		PagesOf:  shown.of,
		Editor:   newEditor(dir.fs),
		Author:   desk.page,
		Actions:  desk.actions(),
		Again:    desk.again,
		Log:      c.err,
		Ready:    s.ready(c),
		Build: func(ctx context.Context, sink build.Sink, changed []string) ([]diag.Diagnostic, error) {
			another, err := dir.renew()
			if err != nil {
				return nil, err
			}
			if another {
				changed = nil // everything may be
			}
			stop := c.progress(changed == nil, func(since time.Duration) string {
				return fmt.Sprintf("building, %d s …", int(since.Seconds()))
			})
			defer stop()
			return desk.build(ctx, sink, changed)
		},
	})
	var listen *serve.ListenError
	if errors.As(err, &listen) {
		return hintError{err, "choose another address with --addr, or leave it out for the next free port"}
	}
	return err
}

// ready returns what is done when the preview can be opened. A browser that
// cannot be started is no reason to end.
func (s *serveCmd) ready(c *console) func(url string) {
	if !s.Open {
		return nil
	}
	return func(url string) {
		name, args := browser(c.getenv("BROWSER"), runtime.GOOS)
		cmd := exec.Command(name, append(args, url)...)
		cmd.Env = c.env
		if err := cmd.Start(); err != nil {
			c.fail(fmt.Sprintf("warning: no browser was opened: %v", err))
			return
		}
		go cmd.Wait() // so that it leaves nothing behind; how it ended is its own affair
	}
}

// browser returns the program that opens an address: the one of the environment
// variable BROWSER, if that is one, or the system's.
func browser(own, system string) (name string, args []string) {
	if own != "" && !strings.ContainsAny(own, ":%") {
		return own, nil
	}
	switch system {
	case "darwin":
		return "open", nil
	case "windows":
		return "rundll32", []string{"url.dll,FileProtocolHandler"}
	}
	return "xdg-open", nil
}
