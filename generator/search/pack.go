package search

import (
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

// Sizes in bytes of what parts hold, chosen so that files have about 4 or 5 KB.
const (
	shardSize = 12 << 10 // of terms and their lists of sections, and of their positions
	hotDocs   = 6 << 10  // a longer list of sections stands in blocks …
	hotPos    = 12 << 10 // … and so does one with longer positions
	pageGroup = 64       // pages in one file of the page table
	fewShards = 24       // as many are named in the directory itself
)

// A site with many pages has smaller shards. More files make an index larger, by
// what each says anew, but the lists of a large one are long enough to pay for it.
const (
	largeSite  = 1000
	largeShard = 10 << 10
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
	lists := complete(merge(parts), parts)
	most := shardSize
	if len(parts) > largeSite {
		most = largeShard
	}
	shards := cutShards(lists, most)
	p.encode(shards)
	var dir coder
	dir.number(kindOnce, formatVersion)
	dir.number(kindOnce, len(parts))
	p.fold(&dir, lists)
	p.pages(&dir)
	p.tree(&dir)
	if p.err != nil {
		return nil, fmt.Errorf("search: %w", p.err)
	}
	slices.SortFunc(p.files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return append([]File{{p.folder + "dir", dir.end()}}, p.files...), nil
}

// formatVersion is the first number of the directory.
const formatVersion = 4

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

// child is a shard or a leaf, with the least term that it can hold.
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
	each(len(shards), p.workers, func(i int, w *writer) { out[i] = w.shard(shards[i], p.parts) })
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
func each(n, workers int, work func(i int, w *writer)) {
	var group sync.WaitGroup
	workers = min(workers, n)
	for from := range workers {
		group.Go(func() {
			var w writer
			for i := from; i < n; i += workers {
				work(i, &w)
			}
		})
	}
	group.Wait()
}

// tree writes the names of the shards: directly where they are few, else those
// of leaves, which hold the names of as many shards each as there are leaves.
func (p *packer) tree(c *coder) {
	if len(p.shards) <= fewShards {
		c.number(kindOnce, 0)
		c.children(p.shards)
		return
	}
	size := 1
	for size*size < len(p.shards) {
		size++
	}
	var leaves []child
	var leaf coder
	for group := range slices.Chunk(p.shards, size) {
		leaf.children(group)
		leaves = append(leaves, child{group[0].key, p.put(leaf.end())})
	}
	c.number(kindOnce, 1)
	c.children(leaves)
}

// pages writes the page table's files and their names: a page's number alone
// leads to its place.
func (p *packer) pages(c *coder) {
	c.number(kindOnce, pageGroup)
	c.number(kindOnce, (len(p.parts)+pageGroup-1)/pageGroup)
	var table coder
	for group := range slices.Chunk(p.parts, pageGroup) {
		table.number(kindOnce, len(group))
		for _, part := range group {
			table.number(kindPages, len(part.texts))
			for _, t := range part.texts {
				table.number(kindSection, t.section)
				table.number(kindGap, t.pos)
				table.name(p.put(t.data))
			}
		}
		c.name(p.put(table.end()))
	}
}

// The flags of a directory.
const (
	hasTraditional = 1
	hasPinyin      = 2
)

// fold writes the flags, and the name of the file with the pairs of characters
// that a query can need: those whose simplified form stands in the index.
// Without any, the name is zero.
func (p *packer) fold(c *coder, lists []list) {
	flags := 0
	for _, part := range p.parts {
		if part.traditional {
			flags |= hasTraditional
		}
	}
	if len(lists) > 0 && lists[0].term < wordKey {
		flags |= hasPinyin
	}
	c.number(kindOnce, flags)
	used := make([]bool, 1<<16)
	for _, l := range lists {
		for _, r := range l.term {
			if int(r) < len(used) {
				used[r] = true
			}
		}
	}
	var pairs []rune
	for rest := simplified; rest != ""; rest = rest[6:] {
		if to := rune3(rest[3:]); used[to] {
			pairs = append(pairs, rune3(rest), to)
		}
	}
	var h hash
	if len(pairs) > 0 {
		var file coder
		file.number(kindOnce, len(pairs)/2)
		prev := rune(0)
		for pair := range slices.Chunk(pairs, 2) {
			file.number(kindPage, int(pair[0]-prev))
			file.number(kindGap, int(uint16(pair[1]-pair[0])))
			prev = pair[0]
		}
		h = p.put(file.end())
	}
	c.name(h)
}
