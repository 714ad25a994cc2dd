package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"duizhao/generator/build"
	"duizhao/generator/cache"
	"duizhao/generator/content"
	"duizhao/generator/diag"
)

// dates tells on which day each file below content/ last changed, by git. The
// day is that of the commit, in UTC: authors' days may run backwards along a
// branch, and a commit's is when the change came into the history that is
// published. A file that only moved keeps its day.
//
// One git log tells all files; what it told is remembered by the commit that it
// began at. So only what is committed counts, and the clock does not.
type dates struct {
	*siteDir
	git git
}

// patience is how long git may take for the history.
const patience = time.Minute

// dates reads the days of the site's files, for a build.
func (c *console) dates(s *siteDir) build.History {
	d := dates{s, c.git(filepath.Join(s.path, content.Root))}
	return d.read
}

// untold reads the days and says nothing where there are none: it matters to
// who publishes alone.
func untold(read build.History) build.History {
	return func(ctx context.Context) (map[string]string, []diag.Diagnostic, error) {
		days, _, err := read(ctx)
		return days, nil, err
	}
}

// read returns the days by path from the site's root. A folder outside any
// repository has none, nor has a repository without a commit; where there should
// be some and are not, a diagnostic says why.
func (d dates) read(ctx context.Context) (map[string]string, []diag.Diagnostic, error) {
	if info, err := os.Stat(d.git.dir); err != nil || !info.IsDir() {
		return nil, nil, nil // the build says so
	}
	in, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	days, err := d.at(in)
	var no noDates
	switch {
	case ctx.Err() != nil:
		return nil, nil, ctx.Err()
	case in.Err() != nil:
		no.why = fmt.Sprintf("git took more than %s for the history", patience)
	case errors.Is(err, exec.ErrNotFound) && !d.versioned():
		return nil, nil, nil
	case errors.Is(err, exec.ErrNotFound):
		no = noDates{"there is no program git", "install git"}
	case err == nil:
		return days, nil, nil
	case !errors.As(err, &no): // a site can be published without
		no.why = err.Error()
	}
	return nil, []diag.Diagnostic{no.diagnostic()}, nil
}

// versioned reports whether there is a repository around content/, for want of
// a git that could say so.
func (d dates) versioned() bool {
	dir, err := filepath.EvalSymlinks(d.git.dir)
	for err == nil {
		if _, missing := os.Stat(filepath.Join(dir, ".git")); missing == nil {
			return true
		}
		up := filepath.Dir(dir)
		if up == dir {
			break
		}
		dir = up
	}
	return false
}

// noDates says why there are none.
type noDates struct{ why, hint string }

func (n noDates) Error() string { return n.why }

func (n noDates) diagnostic() diag.Diagnostic {
	hint := "write dates: frontmatter in site.yaml"
	if n.hint != "" {
		hint = n.hint + "; or " + hint
	}
	return diag.Diagnostic{Severity: diag.Warning, Code: "no-dates", Text: "the pages do not show when they last changed: " + n.why, Hint: hint}
}

// at reads the days at the commit that is checked out.
func (d dates) at(ctx context.Context) (map[string]string, error) {
	head, prefix, err := d.head(ctx)
	if err != nil || head == "" {
		return nil, err
	}
	key := cache.NewKey("dates", d.version, head, prefix)
	if b, ok := d.memo.Get(key); ok {
		return remembered(b), nil
	}
	days, err := d.log(ctx, head, prefix)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(days)) {
		b.WriteString(days[name] + name + "\x00")
	}
	d.memo.Put(key, b.Bytes())
	return days, nil
}

// remembered reads what at put: days of ten letters, each before its name.
func remembered(b []byte) map[string]string {
	out := map[string]string{}
	for entry := range strings.SplitSeq(string(b), "\x00") {
		if n := len(time.DateOnly); len(entry) > n {
			out[entry[n:]] = entry[:n]
		}
	}
	return out
}

// head returns the commit that is checked out, "" for none, and where content/
// lies in its repository.
func (d dates) head(ctx context.Context) (head, prefix string, err error) {
	out, err := d.git.command(ctx, "rev-parse", "--show-prefix", "--is-shallow-repository", "HEAD").Output()
	lines := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	n := len(lines)
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		said := reason(exit.Stderr)
		// An answer but for HEAD: nothing is committed yet.
		if n > 2 && lines[n-1] == "HEAD" || strings.Contains(said, "not a git repository (or any") {
			return "", "", nil
		}
		return "", "", noDates{"git says " + strconv.Quote(said), ""}
	case err != nil:
		return "", "", fmt.Errorf("run git: %w", err)
	case n < 3:
		return "", "", noDates{"git answers in a form that is not known", "install git 2.15 or newer"}
	case lines[n-2] != "false":
		return "", "", noDates{"the clone is shallow, it lacks earlier commits", "fetch them with git fetch --unshallow, on GitHub Actions with fetch-depth: 0"}
	}
	return lines[n-1], strings.Join(lines[:n-2], "\n"), nil
}

// log asks git for the changes of all files below content/, newest first. Of
// renames only those that change nothing are asked for, which git finds by
// names of contents in a table. A merge tells what it has from no parent (-c).
func (d dates) log(ctx context.Context, head, prefix string) (map[string]string, error) {
	cmd := d.git.command(ctx, "log", "--date-order", "-c", "-M100%", "--name-status", "-z", "-O/dev/null",
		"--no-color", "--no-ext-diff", "--no-textconv", "--format="+commitMark+"%ct", head, "--", ".")
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return nil, fmt.Errorf("run git: %w", err)
	}
	days, broken := lastChanges(bufio.NewReader(out), prefix)
	err = cmd.Wait()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit) && unfetched(said.Bytes()):
		return nil, noDates{"the clone lacks which files earlier commits had", "clone without --filter=tree:0, or fetch them with git fetch --refetch --no-filter"}
	case errors.As(err, &exit):
		return nil, noDates{"git says " + strconv.Quote(reason(said.Bytes())), ""}
	case err != nil:
		return nil, fmt.Errorf("run git: %w", err)
	}
	return days, broken
}
