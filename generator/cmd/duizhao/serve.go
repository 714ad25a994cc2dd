package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"

	"duizhao/generator/build"
	"duizhao/generator/diag"
	"duizhao/generator/serve"
)

type serveCmd struct {
	siteFlags
	Addr string `help:"The address to listen on; without it 127.0.0.1:8080 or the next free port." placeholder:"HOST:PORT"`
}

// loopback refuses an address that other machines could reach, or that is none.
// "" is the default.
func loopback(addr string) error {
	if addr == "" {
		return nil
	}
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return usageError{fmt.Sprintf("%q is not an address: write HOST:PORT, such as 127.0.0.1:8080", addr)}
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return usageError{fmt.Sprintf("%q is not a port: write a number up to 65535", port)}
	}
	if ip, err := netip.ParseAddr(host); strings.EqualFold(host, "localhost") || err == nil && ip.Unmap().IsLoopback() {
		return nil
	}
	return usageError{fmt.Sprintf("the preview shows drafts, so it listens on this machine alone: write 127.0.0.1:%s", port)}
}

// watched are the parts of a site's folder whose changes are seen.
var watched = []string{"site.yaml", "content", "templates", "assets"}

// Run serves until it is interrupted, which is how it is meant to end.
func (s *serveCmd) Run(c *console) error {
	if err := loopback(s.Addr); err != nil {
		return err
	}
	dir, err := s.open(c, true)
	if err != nil {
		return err
	}
	defer dir.close(c)
	in := s.input(dir)
	in.Live, in.BaseURL, in.History, in.Series = true, "/", untold(c.dates(dir)), &build.Series{}
	err = serve.Run(c.ctx, serve.Options{
		Root:  dir.path,
		Watch: watched,
		Addr:  s.Addr,
		Log:   c.err,
		Build: func(ctx context.Context, sink build.Sink, changed []string) ([]diag.Diagnostic, error) {
			in.Changed = changed
			return build.Run(ctx, in, sink)
		},
	})
	var listen *serve.ListenError
	if errors.As(err, &listen) {
		return hintError{err, "choose another address with --addr, or leave it out for the next free port"}
	}
	return err
}
