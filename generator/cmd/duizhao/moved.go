package main

import (
	"bytes"
	"context"
	"path/filepath"
	"sync"
	"time"

	"duizhao/generator/content"
)

// moves is how many commits back moved files are looked for.
const moves = "2000"

// moved returns a function that tells where a file below content/ was moved to, by
// git. It asks git when it is first called, which is when a link is broken. Where git
// cannot tell, nobody can: the hint is only one word less.
func (c *console) moved(s *siteDir) func(string) string {
	asked := sync.OnceValue(func() map[string]string {
		ctx, cancel := context.WithTimeout(c.ctx, 5*time.Second)
		defer cancel()
		g := c.git(filepath.Join(s.path, content.Root))
		out, err := g.command(ctx, "log", "-z", "-M", "--diff-filter=R", "--name-status", "--format=", "--relative", "-n", moves, "--", ".").Output()
		if err != nil {
			return nil
		}
		return renames(out)
	})
	return func(p string) string { return asked()[p] }
}

// renames reads git's states of renamed files, newest first, "R100", from, to, each
// ended by NUL, and returns where each leads to in the end.
func renames(log []byte) map[string]string {
	out := map[string]string{}
	tokens := bytes.Split(log, []byte{0})
	for i := 0; i+2 < len(tokens); {
		state := bytes.TrimLeft(tokens[i], "\n")
		if len(state) == 0 || state[0] != 'R' {
			i++
			continue
		}
		from, to := content.Root+"/"+string(tokens[i+1]), content.Root+"/"+string(tokens[i+2])
		if later, ok := out[to]; ok {
			to = later
		}
		if _, ok := out[from]; !ok && from != to {
			out[from] = to
		}
		i += 3
	}
	return out
}
