package deploy

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// world is a clone with a site in it, and the bare repository that it came from.
type world struct {
	t                *testing.T
	dir, bare, clone string
	env              []string
	before           func(args []string) // of each run of git by the package
}

func newWorld(t *testing.T) *world {
	t.Helper()
	dir := t.TempDir()
	w := &world{t: t, dir: dir, bare: filepath.Join(dir, "bare.git"), clone: filepath.Join(dir, "clone")}
	w.env = append(slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "GIT_") }),
		"HOME="+dir, "GIT_CONFIG_NOSYSTEM=1", "LC_ALL=C", "GIT_TERMINAL_PROMPT=0",
		"GIT_AUTHOR_NAME=T", "GIT_AUTHOR_EMAIL=t@example.org", "GIT_COMMITTER_NAME=T", "GIT_COMMITTER_EMAIL=t@example.org")
	w.run(dir, "init", "-q", "--bare", "-b", "main", w.bare)
	w.run(dir, "init", "-q", "-b", "main", w.clone)
	w.run(w.clone, "remote", "add", "origin", w.bare)
	w.file(w.clone, "site.yaml", "title: T\n")
	w.file(w.clone, "content/a.md", "# A\n")
	w.run(w.clone, "add", ".")
	w.run(w.clone, "commit", "-qm", "one")
	w.run(w.clone, "push", "-q", "origin", "main")
	return w
}

func (w *world) file(dir, name, text string) {
	w.t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, []byte(text), 0o666)); err != nil {
		w.t.Fatal(err)
	}
}

// run is git of the tests' own.
func (w *world) run(dir string, args ...string) string {
	w.t.Helper()
	cmd := exec.Command("git", append([]string{"-C", dir}, args...)...)
	cmd.Env = w.env
	out, err := cmd.CombinedOutput()
	if err != nil {
		w.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return strings.TrimSpace(string(out))
}

func (w *world) git(ctx context.Context, args ...string) *exec.Cmd {
	if w.before != nil {
		w.before(args)
	}
	cmd := exec.CommandContext(ctx, "git", append([]string{"-C", w.clone}, args...)...)
	cmd.Env = slices.Clone(w.env)
	return cmd
}

func (w *world) options() Options {
	return Options{Folder: w.clone, Remote: "origin", Branch: "gh-pages", Paths: []string{"site.yaml", "content"}, Temp: w.t.TempDir(),
		Alone: func(path string) bool { return strings.HasSuffix(path, ".md") }}
}

// publish does all that the command does, with files in place of a build.
func (w *world) publish(opt Options, files map[string]string) (Change, error) {
	w.t.Helper()
	p, err := Open(context.Background(), w.git, opt)
	if err != nil {
		return Change{}, err
	}
	folder := w.t.TempDir()
	for name, text := range files {
		w.file(folder, name, text)
	}
	c, err := p.Prepare(folder, "https://docs.example.org/", "1.2.0")
	if err == nil && c.Commit != "" && !opt.Dry {
		err = p.Push(c)
	}
	return c, err
}

// state is all that must not change in a clone, and with objects all that is there.
func (w *world) state(objects bool) string {
	w.t.Helper()
	var out strings.Builder
	err := filepath.WalkDir(w.clone, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == "objects" && !objects:
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		data, err := os.ReadFile(path)
		out.WriteString(path + "\n" + string(data) + "\n")
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return out.String()
}

func TestPublish(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	// What a user's settings could do to the files or the commit.
	w.run(w.clone, "config", "core.autocrlf", "true")
	w.run(w.clone, "config", "core.safecrlf", "true")
	w.run(w.clone, "config", "commit.gpgsign", "true")
	w.run(w.clone, "config", "push.gpgSign", "true")
	w.run(w.clone, "config", "gpg.program", "/nowhere/gpg")
	w.run(w.clone, "config", "push.followTags", "true")
	w.run(w.clone, "config", "filter.break.clean", "sed s/a/b/")
	w.file(w.clone, ".git/info/attributes", "* text filter=break\n")
	w.run(w.clone, "tag", "-am", "t", "v1")
	for _, hook := range []string{"pre-commit", "commit-msg", "pre-push", "reference-transaction", "post-index-change"} {
		w.file(w.clone, ".git/hooks/"+hook, "#!/bin/sh\necho hook >>'"+w.dir+"/hooked'\nexit 1\n")
		if err := os.Chmod(filepath.Join(w.clone, ".git/hooks", hook), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	before := w.state(false)
	files := map[string]string{"index.html": "a\r\nb\n", "zh/猫 1/\"x\".html": "猫\n", "empty.txt": "", "bin.dat": "\x00\r\n"}
	c, err := w.publish(w.options(), files)
	if err != nil {
		t.Fatal(err)
	}
	if c.Files != 6 || c.Counts() != "6 added, 0 changed, 0 deleted" {
		t.Errorf("got %d files, %s", c.Files, c.Counts())
	}
	if after := w.state(false); after != before {
		t.Errorf("the clone changed:\n%s\n---\n%s", before, after)
	}
	if _, err := os.Stat(filepath.Join(w.dir, "hooked")); err == nil {
		t.Error("a hook ran")
	}
	files[".nojekyll"], files["CNAME"] = "", "docs.example.org\n"
	for name, text := range files {
		cmd := exec.Command("git", "-C", w.bare, "cat-file", "blob", "gh-pages:"+name)
		if out, err := cmd.Output(); err != nil || string(out) != text {
			t.Errorf("%s: got %q, %v", name, out, err)
		}
	}
	if refs := w.run(w.bare, "for-each-ref", "--format=%(refname)"); refs != "refs/heads/gh-pages\nrefs/heads/main" {
		t.Errorf("the remote has %q", refs)
	}
	if source := w.run(w.clone, "rev-parse", "--short=10", "HEAD"); w.run(w.bare, "log", "-1", "--format=%B", "gh-pages") != "Publish "+source+"\n\nhttps://docs.example.org/\nduizhao 1.2.0" {
		t.Errorf("the message is %q", w.run(w.bare, "log", "-1", "--format=%B", "gh-pages"))
	}

	// The same again is nothing to do; a change stands on the commit before.
	if c, err = w.publish(w.options(), map[string]string{"index.html": "a\r\nb\n", "zh/猫 1/\"x\".html": "猫\n", "empty.txt": "", "bin.dat": "\x00\r\n"}); err != nil || c.Commit != "" {
		t.Errorf("nothing differs: got %v, %v", c, err)
	}
	c, err = w.publish(w.options(), map[string]string{"index.html": "new", "empty.txt": "", "more": "x"})
	if want := []string{"D bin.dat", "M index.html", "A more", "D zh/猫 1/\"x\".html"}; err != nil || !slices.Equal(c.Differs, want) {
		t.Errorf("got %q, %v, want %q", c.Differs, err, want)
	}
	if n := w.run(w.bare, "rev-list", "--count", "gh-pages"); n != "2" {
		t.Errorf("%s commits", n)
	}

	// Without history there is one commit, and a second time there is nothing to do.
	for _, commits := range []bool{true, false} {
		opt := w.options()
		opt.Orphan = true
		c, err = w.publish(opt, map[string]string{"index.html": "new", "empty.txt": "", "more": "x"})
		if err != nil || c.Commit != "" != commits || w.run(w.bare, "rev-list", "--count", "gh-pages") != "1" {
			t.Errorf("orphan: got %v, %v", c, err)
		}
	}
}

// TestDry holds that trying writes nothing, not even objects, also where the remote
// has commits that the clone lacks.
func TestDry(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if _, err := w.publish(w.options(), map[string]string{"index.html": "1"}); err != nil {
		t.Fatal(err)
	}
	other := *w
	other.clone = filepath.Join(w.dir, "other")
	w.run(w.dir, "clone", "-q", "--single-branch", "file://"+w.bare, other.clone)
	before := other.state(true)
	opt := other.options()
	opt.Dry = true
	c, err := other.publish(opt, map[string]string{"index.html": "2"})
	if err != nil || !slices.Equal(c.Differs, []string{"M index.html"}) {
		t.Errorf("got %q, %v", c.Differs, err)
	}
	if other.state(true) != before {
		t.Error("the clone changed")
	}
	if n := w.run(w.bare, "rev-list", "--count", "gh-pages"); n != "1" {
		t.Errorf("%s commits", n)
	}
}

// TestOvertaken holds that nothing of somebody else's is lost who pushes at the same
// time, and that the next run stands on it.
func TestOvertaken(t *testing.T) {
	for name, c := range map[string]struct{ orphan, first bool }{
		"with history": {}, "without": {orphan: true}, "the first time": {first: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			overtaken(t, c.orphan, c.first)
		})
	}
}

func overtaken(t *testing.T, orphan, first bool) {
	w := newWorld(t)
	other := *w
	if !first {
		if _, err := w.publish(w.options(), map[string]string{"index.html": "0"}); err != nil {
			t.Fatal(err)
		}
	}
	w.before = func(args []string) {
		if slices.Contains(args, "push") {
			w.before = nil
			if _, err := other.publish(other.options(), map[string]string{"index.html": "theirs"}); err != nil {
				t.Fatal(err)
			}
		}
	}
	opt := w.options()
	opt.Orphan = orphan
	_, err := w.publish(opt, map[string]string{"index.html": "ours"})
	var e *Error
	if !errors.As(err, &e) || e.Use || !strings.Contains(e.Text, "somebody else pushed") {
		t.Errorf("got %v", err)
	}
	if got := w.run(w.bare, "cat-file", "blob", "gh-pages:index.html"); got != "theirs" {
		t.Errorf("the branch has %q", got)
	}
	if _, err := w.publish(w.options(), map[string]string{"index.html": "ours"}); err != nil {
		t.Error(err)
	}
	want := 3
	if first {
		want = 2
	}
	if got := strings.Fields(w.run(w.bare, "log", "--format=%h", "gh-pages")); len(got) != want {
		t.Errorf("the history is %q", got)
	}
}

// TestRefused holds each refusal to its words and to who can mend it.
func TestRefused(t *testing.T) {
	site := map[string]string{"index.html": "x"}
	for name, c := range map[string]struct {
		with func(w *world, opt *Options)
		text string
		use  bool
	}{
		"no such remote":         {func(w *world, o *Options) { o.Remote = "upstream" }, `the repository has no remote "upstream"`, true},
		"an address of nothing":  {func(w *world, o *Options) { o.Remote = w.dir + "/gone.git" }, `leads to no repository`, false},
		"an option for a remote": {func(w *world, o *Options) { o.Remote = "--upload-pack=/x" }, `has no remote`, true},
		"an option for a branch": {func(w *world, o *Options) { o.Branch = "-x" }, `is not a branch's name`, true},
		"no branch at all":       {func(w *world, o *Options) { o.Branch = "HEAD" }, `is not a branch's name`, true},
		"a ref for a branch":     {func(w *world, o *Options) { o.Branch = "refs/heads/gh-pages" }, `is not a branch's name`, true},
		"no branch's name":       {func(w *world, o *Options) { o.Branch = "a b" }, `is not a branch's name`, true},
		"the branch of sources":  {func(w *world, o *Options) { o.Branch = "main" }, `is the branch of the sources`, true},
		"a branch with sources": {func(w *world, o *Options) {
			w.run(w.clone, "push", "-q", "origin", "main:refs/heads/gh-pages")
		}, `"gh-pages" of "origin" holds sources`, true},
		"unrelated sources": {func(w *world, o *Options) {
			w.run(w.clone, "push", "-q", "origin", w.run(w.clone, "commit-tree", "HEAD^{tree}", "-m", "x")+":refs/heads/gh-pages")
		}, `holds sources`, true},
		"a change": {func(w *world, o *Options) { w.file(w.clone, "content/a.md", "# B\n") }, `"content/a.md" is not committed`, true},
		"new files": {func(w *world, o *Options) {
			w.file(w.clone, "content/b.md", "# B\n")
			w.file(w.clone, "content/c.md", "# C\n")
		}, `"content/b.md" and 1 more are not committed`, true},
		"a page that git ignores": {func(w *world, o *Options) {
			w.file(w.clone, ".git/info/exclude", "*secret*\n")
			w.file(w.clone, "content/secret.md", "# S\n")
			w.file(w.clone, "content/secrets/b.md", "# S\n")
		}, `"content/secret.md" and 1 more are ignored by git and would be published`, true},
		"no repository": {func(w *world, o *Options) {
			if err := os.RemoveAll(filepath.Join(w.clone, ".git")); err != nil {
				w.t.Fatal(err)
			}
		}, `the site is in no git repository`, true},
		"a rule of the remote": {func(w *world, o *Options) {
			w.file(w.bare, "hooks/pre-receive", "#!/bin/sh\necho 'only on Mondays'\nexit 1\n")
			if err := os.Chmod(filepath.Join(w.bare, "hooks/pre-receive"), 0o777); err != nil {
				w.t.Fatal(err)
			}
		}, `"origin" refused the commit: (pre-receive hook declined): it says "only on Mondays`, false},
		"no permission": {func(w *world, o *Options) {
			w.file(w.dir, "ssh", "#!/bin/sh\necho 'git@example.org: Permission denied (publickey).' >&2\nexit 255\n")
			if err := os.Chmod(filepath.Join(w.dir, "ssh"), 0o777); err != nil {
				w.t.Fatal(err)
			}
			w.env = append(w.env, "GIT_SSH_COMMAND="+w.dir+"/ssh")
			w.run(w.clone, "remote", "set-url", "origin", "git@example.org:someone/guide.git")
		}, `"origin" does not let you in: git says "git@example.org: Permission denied`, false},
		"nobody": {func(w *world, o *Options) {
			w.env = append(slices.DeleteFunc(w.env, func(v string) bool { return strings.Contains(v, "TER_") || strings.Contains(v, "THOR_") }),
				"GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=user.useConfigOnly", "GIT_CONFIG_VALUE_0=true")
		}, `git does not know who you are`, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			opt := w.options()
			c.with(w, &opt)
			before := ""
			if name != "no repository" {
				before = w.run(w.bare, "for-each-ref")
			}
			_, err := w.publish(opt, site)
			var e *Error
			if !errors.As(err, &e) || !strings.Contains(e.Text, c.text) || e.Use != c.use || e.Hint == "" {
				t.Errorf("got %v (%+v), want %q", err, e, c.text)
			}
			if before != "" && w.run(w.bare, "for-each-ref") != before {
				t.Error("the remote changed")
			}
		})
	}
}

// TestAllowed holds what is let pass: what is not committed where that is said, what
// lies outside of the sources, a detached head, a clone without history.
func TestAllowed(t *testing.T) {
	for name, with := range map[string]func(w *world, opt *Options){
		"dirty": func(w *world, o *Options) {
			w.file(w.clone, "content/a.md", "# B\n")
			o.Dirty = true
		},
		"ignored, not published": func(w *world, o *Options) {
			w.file(w.clone, ".git/info/exclude", "*.log\n")
			w.file(w.clone, "content/x.log", "x\n")
		},
		"ignored, and told": func(w *world, o *Options) {
			w.file(w.clone, ".git/info/exclude", "b.md\n")
			w.file(w.clone, "content/b.md", "# B\n")
			o.Dirty = true
		},
		"elsewhere": func(w *world, o *Options) { w.file(w.clone, "notes.txt", "x\n") },
		"detached":  func(w *world, o *Options) { w.run(w.clone, "checkout", "-q", "--detach") },
		"address":   func(w *world, o *Options) { o.Remote = w.bare },
		"shallow": func(w *world, o *Options) {
			w.run(w.clone, "push", "-q", "origin", w.run(w.clone, "commit-tree", w.run(w.clone, "mktree"), "-m", "x")+":refs/heads/gh-pages")
			w.clone = filepath.Join(w.dir, "shallow")
			w.run(w.dir, "clone", "-q", "--depth", "1", "file://"+w.bare, w.clone)
			o.Folder = w.clone
		},
		"pushed elsewhere": func(w *world, o *Options) {
			w.run(w.clone, "remote", "set-url", "origin", w.dir+"/gone.git")
			w.run(w.clone, "remote", "set-url", "--push", "origin", w.bare)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			opt := w.options()
			with(w, &opt)
			c, err := w.publish(opt, map[string]string{"index.html": "x"})
			if err != nil || w.run(w.bare, "rev-parse", "gh-pages") != c.Commit {
				t.Errorf("got %v, %v", c, err)
			}
		})
	}
}

func TestNoGit(t *testing.T) {
	_, err := Open(context.Background(), func(ctx context.Context, args ...string) *exec.Cmd {
		return exec.CommandContext(ctx, "no-such-program-as-git", args...)
	}, Options{Branch: "gh-pages"})
	var e *Error
	if !errors.As(err, &e) || e.Use || e.Text != "there is no program git" {
		t.Errorf("got %v", err)
	}
}
