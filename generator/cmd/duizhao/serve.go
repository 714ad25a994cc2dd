package main

import (
	"context"
	"errors"

	"duizhao/generator/build"
	"duizhao/generator/diag"
	"duizhao/generator/serve"
)

type serveCmd struct {
	siteFlags
	Addr string `help:"The address to listen on; without it 127.0.0.1:8080 or the next free port." placeholder:"HOST:PORT"`
}

// watched are the parts of a site's folder whose changes are seen.
var watched = []string{"site.yaml", "content", "templates", "assets"}

// Run serves until it is interrupted, which is how it is meant to end.
func (s *serveCmd) Run(c *console) error {
	dir, err := s.open(c, true)
	if err != nil {
		return err
	}
	defer dir.close(c)
	in := s.input(dir)
	in.Live, in.BaseURL = true, "/"
	err = serve.Run(c.ctx, serve.Options{
		Root:  dir.path,
		Watch: watched,
		Addr:  s.Addr,
		Log:   c.err,
		Build: func(ctx context.Context, sink build.Sink) ([]diag.Diagnostic, error) {
			dir.memo.Turn()
			return build.Run(ctx, in, sink)
		},
	})
	var listen *serve.ListenError
	if errors.As(err, &listen) {
		return hintError{err, "choose another address with --addr, or leave it out for the next free port"}
	}
	return err
}
