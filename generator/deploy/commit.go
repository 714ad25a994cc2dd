package deploy

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Change is a commit about to be pushed, and what differs from the one before it.
type Change struct {
	Commit  string // "" where nothing differs
	Message string
	Files   int      // of the site
	Differs []string // "A path", "M path", "D path", by path
}

// Counts says how much differs, in words.
func (c Change) Counts() string {
	n := map[byte]int{}
	for _, d := range c.Differs {
		n[d[0]]++
	}
	return fmt.Sprintf("%d added, %d changed, %d deleted", n['A'], n['M'], n['D'])
}

// Prepare makes a commit of the files in a folder, and writes it into the
// repository. address is where the site will be served, version the program's; either
// may be "".
func (p *Publication) Prepare(folder, address, version string) (Change, error) {
	if err := p.furnish(folder, address); err != nil {
		return Change{}, err
	}
	now, err := p.write(folder)
	if err != nil {
		return Change{}, err
	}
	was := map[string]string{}
	if p.tip != "" {
		if was, err = p.list(p.tip); err != nil {
			return Change{}, err
		}
	}
	c := Change{Message: p.message(address, version), Files: len(now), Differs: differ(was, now)}
	if p.tip != "" && len(c.Differs) == 0 && !(p.Orphan && p.hasHistory()) {
		return c, p.ctx.Err()
	}
	tree, err := p.line("write the tree", "write-tree")
	if err != nil {
		return Change{}, err
	}
	args := []string{"commit-tree", "--no-gpg-sign", tree}
	if p.tip != "" && !p.Orphan {
		args = append(args, "-p", p.tip)
	}
	c.Commit, err = p.commit(args, c.Message)
	return c, err
}

// furnish adds what Pages wants beside the site: that nothing is to be made of the
// files, and the domain.
func (p *Publication) furnish(folder, address string) error {
	add := map[string]string{".nojekyll": ""}
	if domain := Domain(address); domain != "" {
		add["CNAME"] = domain + "\n"
	}
	for name, text := range add {
		file := filepath.Join(folder, name)
		if _, err := os.Lstat(file); err == nil {
			continue // it is one of the site's own
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			return fmt.Errorf("add %s: %w", name, err)
		}
	}
	return nil
}

func (p *Publication) message(address, version string) string {
	subject := "Publish the site"
	if p.source != "" {
		subject = "Publish " + p.source
	}
	if p.Dirty {
		subject += ", with what is not committed"
	}
	body := ""
	if address != "" {
		body += address + "\n"
	}
	if version != "" {
		body += "duizhao " + version + "\n"
	}
	return strings.TrimSpace(subject+"\n\n"+body) + "\n"
}

func (p *Publication) hasHistory() bool {
	_, err := p.run("", nil, "rev-parse", "--quiet", "--verify", p.tip+"^")
	return err == nil
}

func (p *Publication) commit(args []string, message string) (string, error) {
	out, err := p.run("make a commit", strings.NewReader(message), args...)
	var git *gitError
	if errors.As(err, &git) && (strings.Contains(git.said, "tell me who you are") || strings.Contains(git.said, "ident")) {
		return "", &Error{Text: "git does not know who you are", Hint: `tell it with git config user.name "Your Name" and git config user.email you@example.org`, Use: true}
	}
	return strings.TrimSpace(out), err
}

// write writes the files of a folder into the repository and into the index. It
// returns them by path, each with its mode and the name of its content. Contents are
// taken as they are: neither line ends nor filters of the user's settings change them.
func (p *Publication) write(folder string) (map[string]string, error) {
	names, err := files(folder)
	if err != nil {
		return nil, err
	}
	var paths strings.Builder
	for _, name := range names {
		paths.WriteString(filepath.Join(folder, filepath.FromSlash(name)) + "\n")
	}
	out, err := p.run("write the files", strings.NewReader(paths.String()), "hash-object", "-w", "--no-filters", "--stdin-paths")
	if err != nil {
		return nil, err
	}
	blobs := strings.Fields(out)
	if len(blobs) != len(names) {
		return nil, fmt.Errorf("write the files: git wrote %d of %d", len(blobs), len(names))
	}
	var index strings.Builder
	now := map[string]string{}
	for i, name := range names {
		now[name] = "100644 " + blobs[i]
		index.WriteString(now[name] + "\t" + name + "\x00")
	}
	_, err = p.run("write the index", strings.NewReader(index.String()), "update-index", "-z", "--index-info")
	return now, err
}

// files lists the files of a folder, with slashes.
func files(folder string) ([]string, error) {
	var names []string
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err == nil && (!d.Type().IsRegular() || strings.Contains(name, "\n")) {
			err = fmt.Errorf("%q is no file that git could be given", name)
		}
		names = append(names, filepath.ToSlash(name))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list the site's files: %w", err)
	}
	return names, nil
}

// list returns what a commit has, as write does.
func (p *Publication) list(commit string) (map[string]string, error) {
	out, err := p.run("list what is published", nil, "ls-tree", "-r", "-z", "--full-tree", commit)
	if err != nil {
		return nil, err
	}
	was := map[string]string{}
	for entry := range strings.SplitSeq(strings.TrimSuffix(out, "\x00"), "\x00") {
		about, name, _ := strings.Cut(entry, "\t")
		if f := strings.Fields(about); len(f) == 3 { // mode, type, name of the content
			was[name] = f[0] + " " + f[2]
		}
	}
	return was, nil
}

// Push sends a commit, if the remote's branch is still what it was when it was opened.
func (p *Publication) Push(c Change) error {
	ref := "refs/heads/" + p.Branch
	out, err := p.run("push to "+p.Remote, nil, "push", "--porcelain", "--no-verify", "--no-signed", "--no-follow-tags", "--recurse-submodules=no",
		"--force-with-lease="+ref+":"+p.tip, "--", p.url, c.Commit+":"+ref)
	if err == nil {
		return nil
	}
	for line := range strings.Lines(out) {
		_, why, _ := strings.Cut(strings.TrimSpace(line), ref+"\t")
		switch {
		case !strings.HasPrefix(line, "!"):
		case strings.HasPrefix(why, "[rejected]"), strings.Contains(why, "cannot lock ref"), strings.Contains(why, "failed to update ref"):
			return p.overtaken()
		case strings.HasPrefix(why, "[remote rejected]"):
			return p.declined(why, err)
		}
	}
	return refused(p.Remote, err)
}

// overtaken says that the branch is no longer what it was.
func (p *Publication) overtaken() error {
	return &Error{Text: fmt.Sprintf("somebody else pushed to %q of %q meanwhile; nothing was published", p.Branch, p.Remote), Hint: "run the command again: it builds on what is there now"}
}

// declined says that the remote took the commit and refused it.
func (p *Publication) declined(why string, err error) error {
	text := fmt.Sprintf("%q refused the commit: %s", p.Remote, strings.TrimPrefix(why, "[remote rejected] "))
	var git *gitError
	if errors.As(err, &git) && git.said != "" {
		text += ": it says " + fmt.Sprintf("%q", git.said)
	}
	return &Error{Text: text, Hint: "look at the rules for " + p.Branch + " in the remote's settings, and at your rights there"}
}

// differ compares two lists of files.
func differ(was, now map[string]string) []string {
	var out []string
	for name, blob := range now {
		switch before, ok := was[name]; {
		case !ok:
			out = append(out, "A "+name)
		case before != blob:
			out = append(out, "M "+name)
		}
	}
	for name := range was {
		if _, ok := now[name]; !ok {
			out = append(out, "D "+name)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return strings.Compare(a[2:], b[2:]) })
	return out
}
