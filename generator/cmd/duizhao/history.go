package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
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
// accepted once, and longest how many blocks behind each other are looked at as
// one.
const (
	oldest  = 300
	longest = 4
)

// former is what a block said in an earlier revision.
type former struct {
	Found bool
	Text  string // its Markdown
	Date  string // of the revision, 2026-01-31
}

// history finds earlier texts of files in git. Without git, outside a repository,
// or in a clone that lacks them, there are none. A revision is read once, and what its blocks' digests
// are is remembered between runs, since a commit does not change.
type history struct {
	c     *console
	dir   *siteDir
	files map[string]*fileHistory // by path
	batch *batch                  // once a revision had to be read
	lacks bool                    // the clone lacks texts, and git has ended
}

// errLacks is of a clone that lacks a text, which git would have to fetch.
var errLacks = errors.New("the clone lacks it")

// fileHistory is what is known of one file's revisions.
type fileHistory struct {
	revisions []revision // newest first
	read      int        // how many of them are in seen
	seen      map[pairing.Digest]seenAt
}

type revision struct{ commit, date, path string }

// seenAt is where a text stood last.
type seenAt struct{ revision, start, end int }

// find returns the newest earlier text of a file whose digest is wanted.
func (h *history) find(file string, p *markdown.Parser, wanted []pairing.Digest) (former, error) {
	if len(wanted) == 0 {
		return former{}, nil
	}
	f := h.files[file]
	if f == nil {
		f = &fileHistory{revisions: h.revisions(file), seen: map[pairing.Digest]seenAt{}}
		if h.files == nil {
			h.files = map[string]*fileHistory{}
		}
		h.files[file] = f
	}
	found, err := h.search(f, p, wanted)
	if errors.Is(err, errLacks) {
		return former{}, nil
	}
	return found, err
}

func (h *history) search(f *fileHistory, p *markdown.Parser, wanted []pairing.Digest) (former, error) {
	for {
		if at, ok := f.newest(wanted); ok {
			r := f.revisions[at.revision]
			raw, err := h.read(r)
			if err != nil {
				return former{}, err
			}
			return former{true, string(content.Body(raw)[at.start:at.end]), r.date}, nil
		}
		if f.read == len(f.revisions) {
			return former{}, nil
		}
		marks, err := h.marks(f.revisions[f.read], p)
		if err != nil {
			return former{}, err
		}
		for _, m := range marks {
			if _, ok := f.seen[m.Digest]; !ok {
				f.seen[m.Digest] = seenAt{f.read, int(m.Start), int(m.End)}
			}
		}
		f.read++
	}
}

func (f *fileHistory) newest(wanted []pairing.Digest) (seenAt, bool) {
	best, ok := seenAt{}, false
	for _, w := range wanted {
		if at, known := f.seen[w]; known && (!ok || at.revision < best.revision) {
			best, ok = at, true
		}
	}
	return best, ok
}

// revisions lists the commits that changed a file, newest first, with the path
// it had then.
func (h *history) revisions(file string) []revision {
	var out []revision
	text, err := h.git("log", "--follow", "--format=%x00%H %ct", "--name-only", "-n", strconv.Itoa(oldest), "--", file).Output()
	if err != nil {
		return nil // there is no git, no repository, or not all that it would compare
	}
	for entry := range strings.SplitSeq(string(text), "\x00") {
		head, names, _ := strings.Cut(entry, "\n")
		commit, seconds, ok := strings.Cut(head, " ")
		if name := strings.Trim(names, "\n"); ok && name != "" && !strings.Contains(name, "\n") {
			out = append(out, revision{commit, day(seconds), name})
		}
	}
	return out
}

func (h *history) git(args ...string) *exec.Cmd {
	return h.c.git(h.dir.path).command(h.c.ctx, args...)
}

// mark is where a text of one or more blocks stands in a revision.
type mark struct {
	Digest     pairing.Digest
	Start, End uint32
}

// marks returns the texts of a revision, remembered as bytes.
func (h *history) marks(r revision, p *markdown.Parser) ([]mark, error) {
	options := p.Hash(nil)
	key := cache.NewKey("history", h.dir.version, string(options[:]), r.commit, r.path)
	if b, ok := h.dir.memo.Get(key); ok {
		out := make([]mark, len(b)/binary.Size(mark{}))
		if _, err := binary.Decode(b, binary.BigEndian, out); err != nil {
			return nil, fmt.Errorf("read what is remembered of git's history: %w", err)
		}
		return out, nil
	}
	raw, err := h.read(r)
	if err != nil {
		return nil, err
	}
	out := marksOf(p, raw)
	b, err := binary.Append(nil, binary.BigEndian, out)
	if err != nil {
		return nil, fmt.Errorf("remember git's history: %w", err)
	}
	h.dir.memo.Put(key, b)
	return out, nil
}

func marksOf(p *markdown.Parser, raw []byte) []mark {
	t := pairing.Text{Doc: p.Parse(content.Body(raw))}
	var out []mark
	for i := range t.Doc.Blocks {
		var run []int
		for j := i; j < min(i+longest, len(t.Doc.Blocks)); j++ {
			run = append(run, j)
			start, end := t.Doc.Blocks[i].Start, t.Doc.Blocks[j].End
			if start <= end {
				out = append(out, mark{t.Digest(run...), uint32(start), uint32(end)})
			}
		}
	}
	return out
}

// read returns a file as it was in a revision; nothing where it was not there.
func (h *history) read(r revision) ([]byte, error) {
	if h.lacks {
		return nil, errLacks
	}
	if h.batch == nil {
		b, err := newBatch(h.git("cat-file", "--batch"))
		if err != nil {
			return nil, err
		}
		h.batch = b
	}
	raw, err := h.batch.object(r.commit + ":" + r.path)
	if err != nil && h.batch.ended() {
		h.lacks = true
		return nil, errLacks
	}
	if err != nil {
		return nil, fmt.Errorf("read %s of %s from git: %w", r.path, r.commit, err)
	}
	return raw, nil
}

// close ends git.
func (h *history) close() error {
	if h.batch == nil || h.lacks {
		return nil
	}
	return errors.Join(h.batch.in.Close(), h.batch.cmd.Wait())
}

// batch is one run of git that answers for all revisions.
type batch struct {
	cmd  *exec.Cmd
	in   io.WriteCloser
	out  *bufio.Reader
	said *bytes.Buffer // about what it cannot do
}

func newBatch(cmd *exec.Cmd) (*batch, error) {
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("read git's history: %w", err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("read git's history: %w", err)
	}
	said := &bytes.Buffer{}
	cmd.Stderr = said
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("read git's history: %w", err)
	}
	return &batch{cmd, in, bufio.NewReader(out), said}, nil
}

// ended waits for a git that answers no more, and reports whether it ended for want
// of what it may not fetch.
func (b *batch) ended() bool {
	return errors.Join(b.in.Close(), b.cmd.Wait()) != nil && unfetched(b.said.Bytes())
}

// object asks for one; nothing for one that is not there, as where the commit
// took the file away.
func (b *batch) object(name string) ([]byte, error) {
	if _, err := io.WriteString(b.in, name+"\n"); err != nil {
		return nil, err
	}
	head, err := b.out.ReadString('\n')
	if err != nil {
		return nil, err
	}
	fields := bytes.Fields([]byte(head))
	if len(fields) < 3 { // "NAME missing"
		return nil, nil
	}
	size, err := strconv.Atoi(string(fields[len(fields)-1]))
	if err != nil {
		return nil, nil // the same, of a name with spaces
	}
	raw := make([]byte, size+1)
	_, err = io.ReadFull(b.out, raw)
	return raw[:size], err
}
