package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"

	"duizhao/generator/cache"
	"duizhao/generator/content"
	"duizhao/generator/markdown"
	"duizhao/generator/pairing"
)

// oldest is how many revisions of a file are looked through for a text that was
// accepted once.
const oldest = 300

// former is what a block said in an earlier revision.
type former struct {
	Found bool
	Text  string // its Markdown
	Date  string // of the revision, 2026-01-31
}

// history finds earlier texts of a file in git. Without git, or outside a
// repository, there are none.
type history struct {
	c    *console
	dir  *siteDir
	past map[string][]revision // by path; once asked
}

type revision struct{ commit, date, path string }

// find returns the newest earlier text of a file whose digest is wanted; rows of
// up to longest blocks are looked at. What was found is remembered, since a
// commit does not change.
func (h *history) find(file string, p *markdown.Parser, wanted []pairing.Digest, longest int) (former, error) {
	revisions := h.revisions(file)
	if len(wanted) == 0 || len(revisions) == 0 {
		return former{}, nil
	}
	key := []string{"history", h.dir.version, revisions[0].commit, file, strconv.Itoa(longest)}
	for _, d := range wanted {
		key = append(key, d.String())
	}
	return cache.Do(h.dir.memo, cache.NewKey(key...), func() (former, error) {
		return h.search(revisions, p, wanted, longest)
	})
}

// revisions lists the commits that changed a file, newest first, with the path
// it had then.
func (h *history) revisions(file string) []revision {
	if out, ok := h.past[file]; ok {
		return out
	}
	var out []revision
	text, err := h.git("log", "--follow", "--format=%x00%H %cs", "--name-only", "-n", strconv.Itoa(oldest), "--", file).Output()
	if err == nil { // else there is no git, or no repository
		for entry := range strings.SplitSeq(string(text), "\x00") {
			head, names, _ := strings.Cut(entry, "\n")
			commit, date, ok := strings.Cut(head, " ")
			if name := strings.Trim(names, "\n"); ok && name != "" && !strings.Contains(name, "\n") {
				out = append(out, revision{commit, date, name})
			}
		}
	}
	if h.past == nil {
		h.past = map[string][]revision{}
	}
	h.past[file] = out
	return out
}

// git prepares a run of it that reads the repository around the site and changes
// nothing.
func (h *history) git(args ...string) *exec.Cmd {
	cmd := exec.CommandContext(h.c.ctx, "git", append([]string{"-C", h.dir.path, "--literal-pathspecs", "-c", "core.quotePath=off", "-c", "log.showSignature=false"}, args...)...)
	cmd.Env = append(append([]string(nil), h.c.env...), "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C")
	return cmd
}

// search reads one revision after the other, by one run of git for all.
func (h *history) search(revisions []revision, p *markdown.Parser, wanted []pairing.Digest, longest int) (out former, err error) {
	cmd := h.git("cat-file", "--batch")
	in, err := cmd.StdinPipe()
	if err != nil {
		return former{}, fmt.Errorf("read git's history: %w", err)
	}
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return former{}, fmt.Errorf("read git's history: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return former{}, fmt.Errorf("read git's history: %w", err)
	}
	defer func() {
		err = errors.Join(err, in.Close(), cmd.Wait())
	}()
	from := bufio.NewReader(pipe)
	for _, r := range revisions {
		if err := h.c.ctx.Err(); err != nil {
			return former{}, err
		}
		if _, err := fmt.Fprintf(in, "%s:%s\n", r.commit, r.path); err != nil {
			return former{}, fmt.Errorf("ask git for %s: %w", r.path, err)
		}
		raw, err := object(from)
		if err != nil {
			return former{}, fmt.Errorf("read %s of %s from git: %w", r.path, r.commit, err)
		}
		if text, ok := among(p, raw, wanted, longest); ok {
			return former{true, text, r.date}, nil
		}
	}
	return former{}, nil
}

// object reads an answer of git cat-file --batch; nothing for one that is not
// there, as where the commit took the file away.
func object(from *bufio.Reader) ([]byte, error) {
	head, err := from.ReadString('\n')
	if err != nil {
		return nil, err
	}
	fields := strings.Fields(head)
	size := 0
	if len(fields) >= 3 {
		size, err = strconv.Atoi(fields[len(fields)-1])
	}
	if len(fields) < 3 || err != nil { // "NAME missing"
		return nil, nil
	}
	raw := make([]byte, size+1)
	_, err = io.ReadFull(from, raw)
	return raw[:size], err
}

// among finds blocks in a file's bytes that have a digest which is wanted.
func among(p *markdown.Parser, raw []byte, wanted []pairing.Digest, longest int) (string, bool) {
	body := content.Body(raw)
	if len(bytes.TrimSpace(body)) == 0 {
		return "", false
	}
	t := pairing.Text{Doc: p.Parse(body)}
	for i := range t.Doc.Blocks {
		var run []int
		for j := i; j < min(i+longest, len(t.Doc.Blocks)); j++ {
			run = append(run, j)
			d := t.Digest(run...)
			for _, w := range wanted {
				if d == w {
					start, end := t.Doc.Blocks[i].Start, t.Doc.Blocks[j].End
					return string(body[start:end]), true
				}
			}
		}
	}
	return "", false
}
