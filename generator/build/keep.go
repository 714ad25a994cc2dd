package build

import (
	"bytes"
	"encoding/binary"
	"encoding/json"

	"duizhao/generator/cache"
)

// What is large and changes as a whole (an index, the bundled assets) is kept for
// other processes in its last state alone, by its name: every state of it would fill
// the cache. Its record is the key of what it was made from, the length of a head
// in JSON, the head, and of each file the length of its path, the path, the length
// of its data, the data. Lengths are varints.

// file is a published file of any kind.
type file struct {
	Path string
	Data []byte
}

// keep keeps files with a head, nil for none.
func (b *builder) keep(name string, key cache.Key, head any, files []file) {
	out := key[:]
	part := func(data []byte) { out = append(binary.AppendUvarint(out, uint64(len(data))), data...) }
	text, err := json.Marshal(head)
	if err != nil {
		panic("build: a head that is not plain data: " + err.Error())
	}
	part(text)
	for _, f := range files {
		part([]byte(f.Path))
		part(f.Data)
	}
	b.Memo.Put(b.key("last "+name), out)
}

// kept returns what keep kept, if it was made from the same, and fills in the
// head. The files must not be changed.
func (b *builder) kept(name string, key cache.Key, head any) ([]file, bool) {
	record, _ := b.Memo.Get(b.key("last " + name))
	rest, ok := bytes.CutPrefix(record, key[:])
	part := func() []byte {
		n, size := binary.Uvarint(rest)
		if ok = ok && size > 0 && n <= uint64(len(rest)-size); !ok {
			return nil
		}
		out := rest[size:][:n:n]
		rest = rest[size:][n:]
		return out
	}
	text := part()
	if !ok || head != nil && json.Unmarshal(text, head) != nil {
		return nil, false
	}
	var files []file
	for ok && len(rest) > 0 {
		path := part()
		files = append(files, file{Path: string(path), Data: part()})
	}
	return files, ok
}
