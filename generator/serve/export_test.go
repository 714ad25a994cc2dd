package serve

import (
	"context"
	"net/http"
	"time"
)

// WatchClosely is Watch that looks at the files so often that a test need not
// wait, if it polls.
func WatchClosely(ctx context.Context, opt WatchOptions) (<-chan []string, error) {
	w, err := newWatcher(opt)
	if err != nil {
		return nil, err
	}
	w.pause = 5 * time.Millisecond
	return w.tell(ctx), nil
}

// Hasty returns the HTTP server of a preview that waits for no client longer
// than the time given.
func Hasty(s *Server, wait time.Duration) *http.Server {
	return limits{header: wait, write: wait, idle: wait}.server(s)
}
