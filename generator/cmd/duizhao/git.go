package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strconv"
	"strings"
)

// git runs git in a folder of the site. It reads the repository around it and
// changes nothing there: no hook, no pager, no other program of somebody's
// settings is started, nothing is asked of a person, and nothing is fetched: what
// a clone lacks is not there. To publish alone it reaches further.
type git struct {
	dir     string
	env     []string
	index   string // not the repository's usual one; else ""
	reaches bool   // other machines, and asks for passwords, as it does for its user
}

func (c *console) git(dir string) git { return git{dir: dir, env: c.env} }

// repository are the variables that say which repository is meant, whatever the
// folder: a hook of another one that runs this program sets them.
var repository = []string{
	"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE",
	"GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_GRAFT_FILE", "GIT_SHALLOW_FILE",
	// Paths are literal by a flag, which git refuses beside these.
	"GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
}

// unfetched reports whether git said that a clone lacks what it was asked for.
func unfetched(said []byte) bool { return bytes.Contains(said, []byte("from promisor remote")) }

// reason is why git ended, of all that it said: warnings may stand before it.
func reason(said []byte) string {
	first, _, _ := strings.Cut(strings.TrimSpace(string(said)), "\n")
	for line := range strings.Lines(string(said)) {
		if strings.HasPrefix(line, "fatal: ") {
			return strings.TrimSpace(line)
		}
	}
	return first
}

// command prepares a run, which ends with ctx. Paths are as written, without
// patterns, and printed without quotes; messages are in English.
func (g git) command(ctx context.Context, args ...string) *exec.Cmd {
	always := []string{"-C", g.dir, "--no-pager", "--literal-pathspecs", "--no-replace-objects", "-c", "core.quotePath=off", "-c", "core.fsmonitor=false",
		"-c", "log.showSignature=false", "-c", "log.follow=false", "-c", "log.showRoot=true", "-c", "diff.relative=false"}
	cmd := exec.CommandContext(ctx, "git", append(always, args...)...)
	cmd.Env = slices.DeleteFunc(slices.Clone(g.env), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains(repository, name)
	})
	if g.index != "" {
		cmd.Env = append(cmd.Env, "GIT_INDEX_FILE="+g.index)
	}
	cmd.Env = append(cmd.Env, "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C")
	if !g.reaches {
		// The last of these is for git before 2.44, which does not know the one before.
		cmd.Env = append(cmd.Env, "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=")
	}
	return cmd
}

// unfiltered returns the same with the filters off that git's settings name: git
// would start them to compare files of the folder with its index.
func (g git) unfiltered(ctx context.Context) (git, error) {
	out, err := g.command(ctx, "config", "--null", "--name-only", "--get-regexp", `^filter\.`).Output()
	var ended *exec.ExitError
	if errors.As(err, &ended) && ended.ExitCode() == 1 {
		return g, nil // there is none
	}
	if err != nil {
		return g, fmt.Errorf("read git's settings: %w", err)
	}
	n := 0 // settings that the environment has already
	for _, v := range g.env {
		if count, ok := strings.CutPrefix(v, "GIT_CONFIG_COUNT="); ok {
			n, _ = strconv.Atoi(count) // what is no number, git has refused
		}
	}
	g.env = slices.Clone(g.env)
	for key := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		filter := key[:strings.LastIndexByte(key, '.')+1]
		for _, off := range [][2]string{{"clean", ""}, {"process", ""}, {"required", "false"}} {
			g.env = append(g.env, fmt.Sprintf("GIT_CONFIG_KEY_%d=%s%s", n, filter, off[0]), fmt.Sprintf("GIT_CONFIG_VALUE_%d=%s", n, off[1]))
			n++
		}
	}
	g.env = append(g.env, "GIT_CONFIG_COUNT="+strconv.Itoa(n))
	return g, nil
}
