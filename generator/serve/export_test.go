package serve

import (
	"context"
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
