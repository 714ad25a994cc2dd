package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"duizhao/generator/diag"
)

// staged is what the index of git holds of a site: what the next commit would have,
// whatever stands in the folder.
type staged struct {
	folder string          // a temporary one, with all files of the index
	files  map[string]bool // that differ from the last commit and are not deleted
	same   map[string]bool // that are as they are in the last commit
	empty  bool            // the next commit changes nothing
}

// commit finds and prints what the next commit would have: all in the files that are
// in it, and in others the errors that it makes, as a link to a page that it renames.
func (k *checkCmd) commit(c *console, dir *siteDir) error {
	s, err := c.stage(dir.path)
	if err != nil {
		return err
	}
	defer s.remove()
	if s.empty {
		return nil
	}
	inside, err := os.OpenRoot(s.folder)
	if err != nil {
		return fmt.Errorf("open what is staged: %w", err)
	}
	defer inside.Close()
	found, err := k.find(c, dir, inside.FS())
	if err != nil {
		return err
	}
	if found, err = k.unknown(found); err != nil {
		return err
	}
	before := map[diag.Diagnostic]bool{}
	if slices.ContainsFunc(found, s.elsewhere) {
		if before, err = k.before(c, dir, s); err != nil {
			return err
		}
	}
	return k.print(c, dir, s.folder, slices.DeleteFunc(found, func(d diag.Diagnostic) bool {
		return !s.files[d.File] && (!s.elsewhere(d) || before[saying(d)])
	}))
}

// elsewhere reports whether a diagnostic is an error in a file that the next commit
// leaves as it is.
func (s *staged) elsewhere(d diag.Diagnostic) bool {
	return s.same[d.File] && d.Severity == diag.Error
}

// saying is what a diagnostic says, without what it proposes.
func saying(d diag.Diagnostic) diag.Diagnostic {
	return diag.Diagnostic{Pos: d.Pos, Severity: d.Severity, Code: d.Code, Text: d.Text}
}

// before finds what the last commit has.
func (k *checkCmd) before(c *console, dir *siteDir, s *staged) (map[diag.Diagnostic]bool, error) {
	g, err := c.git(dir.path).unfiltered(c.ctx)
	if err != nil {
		return nil, err
	}
	last := &staged{}
	if last.folder, err = os.MkdirTemp("", "duizhao-last-"); err != nil {
		return nil, fmt.Errorf("make a folder for the last commit: %w", err)
	}
	defer last.remove()
	entries, err := c.indexed(g, "ls-tree", "-r", "-z", "HEAD")
	if err != nil {
		return nil, err
	}
	from := g
	from.dir = s.folder
	for _, line := range entries {
		about, name, _ := strings.Cut(line, "\t")
		fields := strings.Fields(about) // mode, type, object
		if len(fields) != 3 || !filepath.IsLocal(filepath.FromSlash(name)) {
			continue
		}
		e, source := entry{name, fields[0], fields[2]}, g
		if s.same[name] && e.mode != linkMode {
			source = from
		}
		if err := last.lay(c, source, e, !s.same[name]); err != nil {
			return nil, fmt.Errorf("lay out %q as it was committed: %w", name, err)
		}
	}
	inside, err := os.OpenRoot(last.folder)
	if err != nil {
		return nil, fmt.Errorf("open the last commit: %w", err)
	}
	defer inside.Close()
	found, err := k.find(c, dir, inside.FS())
	out := map[diag.Diagnostic]bool{}
	for _, d := range found {
		out[saying(d)] = true
	}
	return out, err
}

// stage lays the index out. A file that is in the folder as it is in the index is
// taken from there; of others the index's content is, without filters that settings
// of git name, since none of these programs is started (git.unfiltered).
func (c *console) stage(root string) (*staged, error) {
	g := c.git(root)
	index, err := c.index(g)
	if err != nil {
		return nil, err
	}
	g.index = index
	if g, err = g.unfiltered(c.ctx); err != nil {
		return nil, err
	}
	entries, err := c.indexed(g, "ls-files", "-s", "-z")
	if err != nil {
		return nil, err
	}
	names, err := c.indexed(g, "diff", "--cached", "--relative", "--name-only", "--no-renames", "--diff-filter=d", "-z")
	if err != nil {
		return nil, err
	}
	changed, err := c.indexed(g, "diff", "--cached", "--relative", "--name-only", "--no-renames", "-z")
	if err != nil {
		return nil, err
	}
	differ, err := c.indexed(g, "diff", "--relative", "--name-only", "--no-ext-diff", "-z")
	if err != nil {
		return nil, err
	}
	s := &staged{files: set(names), same: map[string]bool{}, empty: len(changed) == 0}
	if s.folder, err = os.MkdirTemp("", "duizhao-staged-"); err != nil {
		return nil, fmt.Errorf("make a folder for what is staged: %w", err)
	}
	other := set(differ)
	for _, line := range entries {
		about, name, _ := strings.Cut(line, "\t")
		fields := strings.Fields(about) // mode, object, stage
		if len(fields) != 3 || !filepath.IsLocal(filepath.FromSlash(name)) {
			continue
		}
		s.same[name] = !s.files[name]
		if err := s.lay(c, g, entry{name, fields[0], fields[1]}, other[name]); err != nil {
			s.remove()
			return nil, fmt.Errorf("lay out %q as it is staged: %w", name, err)
		}
	}
	return s, nil
}

// indexed returns what git tells of its index, a list whose items end with NUL.
func (c *console) indexed(g git, args ...string) ([]string, error) {
	out, err := g.command(c.ctx, args...).Output()
	if err != nil {
		return nil, fmt.Errorf("read git's index: git %s: %w", args[0], err)
	}
	return strings.FieldsFunc(string(out), func(r rune) bool { return r == 0 }), nil
}

// index returns the index that a hook of this repository is run for: git commit -a
// has one of its own. "" is the usual one.
func (c *console) index(g git) (string, error) {
	out, err := g.command(c.ctx, "rev-parse", "--absolute-git-dir").Output()
	if err != nil {
		return "", usageError{"what is staged is known to git alone, and this folder is in no repository, or there is no git"}
	}
	name := c.getenv("GIT_INDEX_FILE")
	if name == "" {
		return "", nil
	}
	if name, err = filepath.Abs(name); err != nil {
		return "", fmt.Errorf("find git's index: %w", err)
	}
	if below, err := filepath.Rel(strings.TrimSpace(string(out)), name); err != nil || !filepath.IsLocal(below) {
		return "", nil // of another repository
	}
	return name, nil
}

func set(names []string) map[string]bool {
	out := map[string]bool{}
	for _, n := range names {
		out[n] = true
	}
	return out
}

// entry is a file of the index.
type entry struct{ name, mode, object string }

// The modes of entries that are no files.
const (
	linkMode       = "120000"
	repositoryMode = "160000" // another one, of which the index has the commit alone
)

// lay puts one file of the index into the folder; differs says that another is in
// the site's.
func (s *staged) lay(c *console, g git, e entry, differs bool) error {
	if e.mode == repositoryMode {
		return nil
	}
	to := filepath.Join(s.folder, filepath.FromSlash(e.name))
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	if !differs && e.mode != linkMode {
		err := copyFile(filepath.Join(g.dir, filepath.FromSlash(e.name)), to)
		if err == nil || !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	data, err := g.command(c.ctx, "cat-file", "blob", e.object).Output()
	if err != nil {
		return fmt.Errorf("read it from git's index: %w", err)
	}
	if e.mode == linkMode {
		return os.Symlink(string(data), to)
	}
	return os.WriteFile(to, data, 0o600)
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// remove takes the folder away.
func (s *staged) remove() { _ = os.RemoveAll(s.folder) } // it is a temporary one
