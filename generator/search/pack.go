package search

import (
	"encoding/binary"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"

	"duizhao/generator/site"
)

// File is a file of the index to publish.
type File struct {
	Path string // from the site's root: "zh/search/dir"
	Data []byte
}

// Sizes in bytes before compression, chosen so that files have 2–4 KB after.
const (
	shardSize = 4 << 10 // of terms and their lists of sections
	posSize   = 9 << 10 // of their positions
	hotDocs   = 3 << 10 // a longer list of sections stands in blocks …
	hotPos    = 6 << 10 // … and so does one with longer positions
	pageGroup = 64      // pages in one file of the page table
	fewShards = 24      // as many are named in the directory itself
)

// Pack makes the index of one language of its pages' parts, in the order that
// numbers the pages and decides between equal ranks, with so many goroutines as
// workers (0 for one per processor); the files do not depend on their number.
// It returns an error only where two unlike files would have one name.
func Pack(lang site.Lang, parts []*Part, workers int) ([]File, error) {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	p := packer{folder: site.SearchFolder(lang.ID).Path, parts: parts, names: map[hash][]byte{}, workers: workers}
	lists := addWords(summarize(merge(parts), parts))
	shards := cutShards(lists)
	p.encode(shards)
	dir := []byte{formatVersion}
	dir = binary.AppendUvarint(dir, uint64(len(parts)))
	dir = p.appendFold(dir, lists)
	dir = p.appendPages(dir)
	dir = p.appendTree(dir, p.shards)
	if p.err != nil {
		return nil, fmt.Errorf("search: %w", p.err)
	}
	slices.SortFunc(p.files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	var d deflater
	return append([]File{{p.folder + "dir", d.deflate(dir)}}, p.files...), nil
}

// formatVersion is the first byte of the directory.
const formatVersion = 2

// packer writes the files.
type packer struct {
	folder  string
	parts   []*Part
	workers int
	names   map[hash][]byte
	files   []File
	shards  []child
	err     error
}

// child is a file of a tree, with the least term that it can hold.
type child struct {
	key string
	hash
}

// put keeps a file and returns its name.
func (p *packer) put(data []byte) hash {
	h := hashOf(data)
	old, ok := p.names[h]
	switch {
	case !ok:
		p.names[h] = data
		p.files = append(p.files, File{p.folder + h.file(), data})
	case string(old) != string(data):
		p.err = fmt.Errorf("two files have the name %q", h.file())
	}
	return h
}

// encoded is the shard's files; put is called for them in order afterwards, so
// that the work in parallel leaves no trace.
type encoded struct {
	files [][]byte
	shard []byte
}

// encode writes all shards.
func (p *packer) encode(shards [][]list) {
	out := make([]encoded, len(shards))
	each(len(shards), p.workers, func(i int, d *deflater) { out[i] = encodeShard(shards[i], p.parts, d) })
	before := ""
	for i, e := range out {
		for _, f := range e.files {
			p.put(f)
		}
		key := ""
		if i > 0 {
			key = separator(before, shards[i][0].term)
		}
		p.shards = append(p.shards, child{key, p.put(e.shard)})
		before = shards[i][len(shards[i])-1].term
	}
}

// each calls work for 0 to n-1, with at most so many goroutines as workers.
func each(n, workers int, work func(i int, d *deflater)) {
	var group sync.WaitGroup
	workers = min(workers, n)
	for w := range workers {
		group.Go(func() {
			var d deflater
			for i := w; i < n; i += workers {
				work(i, &d)
			}
		})
	}
	group.Wait()
}

// appendTree writes the names of a tree's files: directly where they are few,
// else those of leaves, which hold the names of as many files each as there
// are leaves.
func (p *packer) appendTree(buf []byte, files []child) []byte {
	if len(files) <= fewShards {
		return appendChildren(append(buf, 0), files)
	}
	size := 1
	for size*size < len(files) {
		size++
	}
	var leaves []child
	var d deflater
	for group := range slices.Chunk(files, size) {
		data := d.deflate(appendChildren(nil, group))
		leaves = append(leaves, child{group[0].key, p.put(data)})
	}
	return appendChildren(binary.AppendUvarint(buf, uint64(size)), leaves)
}

// appendChildren writes a count and, for each file, its key and its name.
func appendChildren(buf []byte, files []child) []byte {
	buf = binary.AppendUvarint(buf, uint64(len(files)))
	prev := ""
	for _, f := range files {
		buf = appendTerm(buf, prev, f.key)
		buf = append(buf, f.hash[:]...)
		prev = f.key
	}
	return buf
}

// appendPages writes the page table's files and their tree, whose keys are
// empty: a page's number alone leads to its place.
func (p *packer) appendPages(buf []byte) []byte {
	var groups []child
	var d deflater
	for group := range slices.Chunk(p.parts, pageGroup) {
		var table []byte
		for _, part := range group {
			table = binary.AppendUvarint(table, uint64(len(part.texts)))
			for _, t := range part.texts {
				table = binary.AppendUvarint(table, uint64(t.section))
				table = binary.AppendUvarint(table, uint64(t.pos))
				h := p.put(t.data)
				table = append(table, h[:]...)
			}
		}
		groups = append(groups, child{hash: p.put(d.deflate(table))})
	}
	buf = binary.AppendUvarint(buf, pageGroup)
	return p.appendTree(buf, groups)
}

// The flags of a directory.
const (
	hasTraditional = 1
	hasPinyin      = 2
)

// appendFold writes the flags, and the name of the
// file with the pairs of characters that a query can need: those whose
// simplified form stands in the index. Without any, the name is zero.
func (p *packer) appendFold(buf []byte, lists []list) []byte {
	flags := byte(0)
	for _, part := range p.parts {
		if part.traditional {
			flags |= hasTraditional
		}
	}
	if len(lists) > 0 && lists[0].term < wordKey {
		flags |= hasPinyin
	}
	used := map[rune]bool{}
	for _, l := range lists {
		for _, r := range l.term {
			used[r] = true
		}
	}
	var pairs []byte
	prev := rune(0)
	for rest := simplified; rest != ""; rest = rest[6:] {
		from, to := rune3(rest), rune3(rest[3:])
		if used[to] {
			pairs = binary.AppendUvarint(pairs, uint64(from-prev))
			pairs = binary.AppendVarint(pairs, int64(to-from))
			prev = from
		}
	}
	var h hash
	if len(pairs) > 0 {
		var d deflater
		h = p.put(d.deflate(pairs))
	}
	return append(append(buf, flags), h[:]...)
}
