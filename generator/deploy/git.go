package deploy

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
)

// Git prepares a run of git in the site's folder, with the user's settings and
// environment.
type Git func(ctx context.Context, args ...string) *exec.Cmd

// repo runs git. No hook of the user's runs: hooks are written for commits of
// sources, and one of them that changed files would do so in what is published.
type repo struct {
	ctx context.Context
	git Git
	env []string // further variables: an index, a place for objects
}

// gitError is what git ended with.
type gitError struct {
	doing, said string
	err         error
}

func (e *gitError) Error() string {
	if e.said == "" {
		return e.doing + ": " + e.err.Error()
	}
	return e.doing + ": git says " + fmt.Sprintf("%q", e.said)
}

func (e *gitError) Unwrap() error { return e.err }

// run returns what git printed.
func (r repo) run(doing string, in io.Reader, args ...string) (string, error) {
	cmd := r.git(r.ctx, append([]string{"-c", "core.hooksPath=" + noHooks, "-c", "gc.auto=0", "-c", "maintenance.auto=false"}, args...)...)
	var out, said bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, &out, &said
	cmd.Env = append(cmd.Env, r.env...)
	err := cmd.Run()
	switch {
	case err == nil:
		return out.String(), nil
	case r.ctx.Err() != nil:
		return "", r.ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return "", &Error{Text: "there is no program git", Hint: "install git; or publish by a workflow: duizhao deploy pages-workflow"}
	}
	return out.String(), &gitError{doing, reason(said.String()), err}
}

// noHooks is no folder on any system.
const noHooks = "/dev/null/no-hooks"

// line is run for an answer of one line.
func (r repo) line(doing string, args ...string) (string, error) {
	out, err := r.run(doing, nil, args...)
	return strings.TrimRight(out, "\r\n"), err
}

// reason is why git ended, of all that it and the programs below it said: what was
// refused stands before the last line, which says what to make sure of.
func reason(said string) string {
	var lines []string
	for line := range strings.Lines(said) {
		line = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "remote:"))
		if line == "" || strings.HasPrefix(line, "warning: ") || strings.HasPrefix(line, "hint: ") || line == "Please make sure you have the correct access rights" || line == "and the repository exists." {
			continue
		}
		lines = append(lines, line)
	}
	return strings.Join(lines[:min(len(lines), 4)], "; ")
}

// refusals are words of git, ssh and servers, by what they mean.
var (
	noPermission = []string{"permission denied", "permission to ", "authentication failed", "could not read username", "could not read password", "access denied", "not authorized", "error: 403", "write access", "insufficient permission", "unable to create temporary", "host key verification failed", "protected branch"}
	nowhere      = []string{"does not appear to be a git repository", "repository not found", "not found", "no such file or directory", "could not resolve host", "connection refused", "could not connect", "failed to connect", "network is unreachable", "unable to find remote helper"}
)

func says(said string, words []string) bool {
	said = strings.ToLower(said)
	for _, w := range words {
		if strings.Contains(said, w) {
			return true
		}
	}
	return false
}

// refused explains why a remote did not answer.
func refused(remote string, err error) error {
	var git *gitError
	if !errors.As(err, &git) {
		return err
	}
	switch {
	case says(git.said, noPermission):
		return &Error{Text: fmt.Sprintf("%q does not let you in: git says %q", remote, git.said), Hint: "look at your key, your token and your rights in that repository: git push must work there"}
	case says(git.said, nowhere):
		return &Error{Text: fmt.Sprintf("%q leads to no repository: git says %q", remote, git.said), Hint: "look at its address with git remote -v, or name another remote with --remote"}
	}
	return git
}
