package deploy

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Options say where a site is published.
type Options struct {
	Folder string // the site's, absolute; git runs there
	Remote string // a remote's name or address
	Branch string
	Orphan bool                   // leave no history
	Dry    bool                   // write nothing into the repository, and push nothing
	Dirty  bool                   // publish what is not committed
	Paths  []string               // of the sources, from the site's folder: what of them is not committed stops it
	Alone  func(path string) bool // of those that git ignores, what a build publishes though nothing names it; nil for nothing
	Temp   string                 // an empty folder, which the caller deletes
}

// Publication is a branch of a remote, as it was when it was opened.
type Publication struct {
	Options
	repo
	source string // the commit that is checked out, shortened; "" for none
	tip    string // the commit of the remote's branch; "" for none
	url    string // of the remote
	domain string // in the branch's CNAME
}

// Open looks at the repository around the site and at the remote. It refuses what
// would go wrong once the site is built.
func Open(ctx context.Context, git Git, opt Options) (*Publication, error) {
	p := &Publication{Options: opt, repo: repo{ctx: ctx, git: git}}
	prefix, err := p.line("look for a repository", "rev-parse", "--show-prefix")
	if err != nil {
		return nil, p.outside(err)
	}
	if _, err := p.line("read the branch's name", "check-ref-format", "refs/heads/"+p.Branch); err != nil || misread(p.Branch) {
		return nil, &Error{Text: fmt.Sprintf("%q is not a branch's name", p.Branch), Hint: "gh-pages is usual", Use: true}
	}
	for _, step := range []func() error{p.readSource, p.clean, p.findRemote, p.isolate, p.readTip} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	if p.tip != "" {
		return p, p.isPublished(prefix)
	}
	return p, nil
}

// misread reports whether git and people would take the name of a branch for
// something else: a flag, the commit that is checked out, or the full name of a ref.
func misread(branch string) bool {
	return strings.HasPrefix(branch, "-") || branch == "HEAD" || strings.HasPrefix(branch, "refs/")
}

// outside explains why there is no repository.
func (p *Publication) outside(err error) error {
	var git *gitError
	if errors.As(err, &git) && strings.Contains(git.said, "not a git repository") {
		return &Error{Text: "the site is in no git repository", Hint: "start one with git init, commit the site, and name where it goes with git remote add origin ADDRESS", Use: true}
	}
	return err
}

// readSource reads which commit is checked out, and refuses to publish onto its
// branch.
func (p *Publication) readSource() error {
	current, _ := p.line("read the current branch", "symbolic-ref", "--quiet", "--short", "HEAD") // none is checked out: then it cannot be meant
	if current == p.Branch {
		return &Error{Text: fmt.Sprintf("%q is the branch of the sources, which is checked out", p.Branch), Hint: "name another one with --branch", Use: true}
	}
	p.source, _ = p.line("read the current commit", "rev-parse", "--quiet", "--verify", "--short=10", "HEAD") // nothing is committed: clean says so
	return nil
}

// clean refuses what no commit has.
func (p *Publication) clean() error {
	if p.Dirty {
		return nil
	}
	args := append([]string{"status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--ignore-submodules=none", "--"}, p.Paths...)
	out, err := p.run("look for what is not committed", nil, args...)
	if err != nil {
		return err
	}
	if out == "" {
		return p.ignored()
	}
	names := strings.Split(strings.TrimSuffix(out, "\x00"), "\x00")
	for i, n := range names {
		names[i] = n[min(len(n), len("XY ")):]
	}
	what := fmt.Sprintf("%q is not committed", names[0])
	if len(names) > 1 {
		what = fmt.Sprintf("%q and %d more are not committed", names[0], len(names)-1)
	}
	return &Error{Text: what, Hint: "commit, or publish it all the same with --allow-dirty", Use: true}
}

// ignored refuses what git is told to ignore and a build would publish: whoever keeps
// a page out of the repository hardly means to show it to everybody.
func (p *Publication) ignored() error {
	if p.Alone == nil {
		return nil
	}
	args := append([]string{"ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--"}, p.Paths...)
	out, err := p.run("look for what is ignored", nil, args...)
	if err != nil {
		return err
	}
	var names []string
	for name := range strings.SplitSeq(out, "\x00") {
		if name != "" && p.Alone(name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	what := fmt.Sprintf("%q is ignored by git and would be published", names[0])
	if len(names) > 1 {
		what = fmt.Sprintf("%q and %d more are ignored by git and would be published", names[0], len(names)-1)
	}
	return &Error{Text: what, Hint: "move it out of the site, or commit it, or publish it all the same with --allow-dirty", Use: true}
}

// findRemote reads the address that is pushed to.
func (p *Publication) findRemote() error {
	url, err := p.line("read the remote's address", "remote", "get-url", "--push", "--", p.Remote)
	switch {
	case err == nil:
		p.url = url
	case strings.ContainsAny(p.Remote, `/:\`) && !strings.HasPrefix(p.Remote, "-"):
		p.url = p.Remote
	default:
		return p.noRemote()
	}
	return p.ctx.Err()
}

// noRemote names the remotes that there are.
func (p *Publication) noRemote() error {
	out, err := p.line("list the remotes", "remote")
	if err != nil {
		return err
	}
	hint := "add it with git remote add " + p.Remote + " ADDRESS"
	if out != "" {
		hint = "there is " + strings.ReplaceAll(out, "\n", ", ") + ": name it with --remote"
	}
	return &Error{Text: fmt.Sprintf("the repository has no remote %q", p.Remote), Hint: hint, Use: true}
}

// isolate gives git an index of its own and, where nothing is to be written, another
// place for objects, which reads those of the repository too.
func (p *Publication) isolate() error {
	p.env = append(p.env, "GIT_INDEX_FILE="+filepath.Join(p.Temp, "index"))
	if !p.Dry {
		return nil
	}
	objects, err := p.line("find the repository's objects", "rev-parse", "--git-path", "objects")
	if err != nil {
		return err
	}
	if !filepath.IsAbs(objects) {
		objects = filepath.Join(p.Folder, objects)
	}
	info := filepath.Join(p.Temp, "objects", "info")
	if err := os.MkdirAll(info, 0o777); err != nil {
		return fmt.Errorf("make a folder for objects: %w", err)
	}
	if err := os.WriteFile(filepath.Join(info, "alternates"), []byte(filepath.ToSlash(objects)+"\n"), 0o666); err != nil {
		return fmt.Errorf("name the repository's objects: %w", err)
	}
	p.env = append(p.env, "GIT_OBJECT_DIRECTORY="+filepath.Join(p.Temp, "objects"))
	return nil
}

// readTip asks the remote for its branch, and fetches what that has.
func (p *Publication) readTip() error {
	ref := "refs/heads/" + p.Branch
	out, err := p.run("ask "+p.Remote, nil, "ls-remote", "--", p.url, ref)
	if err != nil {
		return refused(p.Remote, err)
	}
	for line := range strings.Lines(out) {
		if commit, name, _ := strings.Cut(strings.TrimSpace(line), "\t"); name == ref {
			p.tip = commit
		}
	}
	if p.tip == "" {
		return nil
	}
	// Nothing but objects comes: no reference, no tag, no FETCH_HEAD.
	if _, err := p.run("", nil, "cat-file", "-e", p.tip+"^{tree}"); err != nil {
		_, err := p.run("fetch "+p.Branch, nil, "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-prune", "--no-recurse-submodules", "--", p.url, ref)
		if err != nil {
			return refused(p.Remote, err)
		}
		if _, err := p.run("read what "+p.Branch+" has", nil, "cat-file", "-e", p.tip+"^{tree}"); err != nil {
			return p.overtaken()
		}
	}
	domain, err := p.line("", "cat-file", "blob", p.tip+":CNAME")
	if err == nil { // else it has none
		p.domain = strings.TrimSpace(domain)
	}
	return p.ctx.Err()
}

// isPublished refuses a branch that holds sources: publishing onto it would replace
// them.
func (p *Publication) isPublished(prefix string) error {
	yes := func(args ...string) bool {
		_, err := p.run("", nil, args...)
		return err == nil
	}
	has := func(name string) bool { return yes("cat-file", "-e", p.tip+":"+prefix+name) }
	shared := yes("merge-base", p.tip, "HEAD")
	if err := p.ctx.Err(); err != nil || !shared && !(has("site.yaml") && has("content")) {
		return err
	}
	return &Error{
		Text: fmt.Sprintf("%q of %q holds sources: a built site would take their place", p.Branch, p.Remote),
		Hint: "name another branch with --branch, or delete that one if it is not needed: git push " + p.Remote + " --delete " + p.Branch, Use: true,
	}
}

// Domain returns the domain that the published branch has in its file CNAME, where
// GitHub writes what is set in the repository's settings.
func (p *Publication) Domain() string { return p.domain }

// Address returns where Pages serves the remote's repository without a domain of its
// own; "" if it is not on GitHub.
func (p *Publication) Address() string {
	// Settings may send git elsewhere than the remote's address says.
	said, _ := p.line("", "config", "--get", "remote."+p.Remote+".url") // there is none where the remote is an address itself
	for _, address := range []string{said, p.url} {
		if r, ok := OfRemote(address); ok {
			return r.Address()
		}
	}
	return ""
}
