package main

import (
	"fmt"
	"time"
)

// progress shows a line that changes each second, for what takes more than one, to
// somebody who looks at the terminal. The line gets the time since the begin. It
// goes when what is returned is called.
func (c *console) progress(wanted bool, line func(since time.Duration) string) (stop func()) {
	if !wanted || !c.terminal() {
		return func() {}
	}
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		c.showProgress(line, done)
	}()
	return func() {
		close(done)
		<-ended
	}
}

func (c *console) showProgress(line func(time.Duration) string, done <-chan struct{}) {
	begin, tick := time.Now(), time.NewTicker(time.Second)
	defer tick.Stop()
	for shown := false; ; shown = true {
		select {
		case <-tick.C:
			fmt.Fprintf(c.err, "\r%s\x1b[K", line(time.Since(begin)))
		case <-done:
			if shown {
				fmt.Fprint(c.err, "\r\x1b[K")
			}
			return
		}
	}
}
