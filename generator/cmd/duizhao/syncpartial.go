package main

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"duizhao/generator/content"
	"duizhao/generator/markdown"
	"duizhao/generator/pairing"
)

// included is what a partial that a block includes said when the block was
// accepted, where only the partial has changed since.
type included struct {
	former
	path string // of the partial
	now  string // its Markdown
}

// partial looks through git for a text of one of the partials that some blocks
// include, with which these say one of what is wanted. Partials of which a part is
// included, or that include others, are not looked at.
func (w *work) partial(t pairing.Text, blocks []int, wanted []pairing.Digest, h *history) (included, error) {
	p := w.Parser(t.Lang.ID)
	for n, in := range t.Doc.Includes {
		if !slices.Contains(blocks, in.Block) || n >= len(t.Included) || in.Region != "" || path.Ext(in.Path) != ".md" {
			continue
		}
		file := path.Join(content.Root, in.Path)
		then := t
		then.Included = slices.Clone(t.Included)
		for _, r := range h.revisions(file) {
			raw, err := h.read(r)
			if err != nil {
				return included{}, err
			}
			body := content.Body(raw)
			then.Included[n] = said(p.Parse(body))
			if !slices.Contains(wanted, then.Digest(blocks...)) {
				continue
			}
			now, err := w.body(file)
			return included{former{true, trimmed(body), r.date}, file, now}, err
		}
	}
	return included{}, nil
}

// said is what a partial adds to what a block says (assemble.Included).
func said(d *markdown.Doc) string {
	var out []string
	for _, b := range d.Blocks {
		out = append(out, b.Text())
	}
	return strings.Join(out, "\n")
}

// body returns the Markdown of a file of the site.
func (w *work) body(file string) (string, error) {
	raw, err := fs.ReadFile(w.dir.fs(), file)
	if err != nil {
		return "", fmt.Errorf("read the partial: %w", err)
	}
	return trimmed(content.Body(raw)), nil
}

func trimmed(body []byte) string { return strings.TrimSpace(string(body)) }
