// Package cache remembers results of pure functions: in memory for the length
// of a process, as bytes in a folder from one process to the next. A key stands
// for all that a value was made from, the program included, so a value is never
// out of date, and forgetting one costs only the time to make it again. The
// package knows nothing of what it keeps.
//
// A Memo holds two kinds of values:
//
//   - bytes, by Get and Put. They are kept up to a limit in bytes, the least
//     recently used go first, and Close writes them to the folder.
//   - values of any type, by Do, in memory alone. They are kept while they are
//     used: Turn starts a new generation and drops what the two generations
//     before it did not ask for. Step starts a build that asks for little: only
//     what such builds made themselves is dropped likewise, and what they replaced
//     (Forget). One flight at a time makes a value; errors are not remembered.
//
// # The folder
//
// The folder holds one file, "pack". It may be deleted, with its folder, at any
// time, by anyone: Open reads all of it at once and Close replaces it as a
// whole, by a file beside it ("pack-*.tmp") that takes its name. So two
// processes may share a folder: the last to close wins, and neither ever reads
// half a file. Nothing is synced to the disk: what a power cut damages is
// found by its checksum and made again.
//
// # The pack, byte by byte
//
// Numbers are little-endian and unsigned, checksums are CRC-32C (Castagnoli).
//
//	offset  bytes  header
//	0       8      "DZCACHE\n"
//	8       4      format, now 1
//	12      4      V, the length of the version text
//	16      V      version text: names the program that made the values
//	16+V    4      checksum of all bytes before
//
// Then follow records without a gap, those used most recently first:
//
//	offset  bytes  record
//	0       4      "rec\n"
//	4       4      N, the length of the value
//	8       4      age: how many packs have been written since the value was
//	               last used; 0 if it was used by the process that wrote this one
//	12      16     key
//	28      4      checksum of the bytes 4 to 27: length, age and key
//	32      4      checksum of the key and the value
//	36      N      value
//
// A pack with another header is ignored. A damaged head is skipped to the next
// "rec\n" that starts a sound one; a damaged value is dropped when it is asked
// for. A pack longer than the limit is read up to the limit: its best records
// come first.
package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"math"
	"slices"
	"sync"
)

// defaultLimit is the limit in bytes that Open takes for none.
const defaultLimit = 256 << 20

// Key stands for everything a value was made from. Two values with one key are
// equal.
type Key [16]byte

// NewKey returns the key of the parts, in their order. Parts are told apart by
// their lengths: ("ab", "c") and ("a", "bc") have different keys.
func NewKey(parts ...string) Key {
	h := sha256.New()
	var n [8]byte
	for _, p := range parts {
		binary.LittleEndian.PutUint64(n[:], uint64(len(p)))
		h.Write(n[:])
		h.Write([]byte(p))
	}
	return Key(h.Sum(nil)[:len(Key{})])
}

// Memo remembers values. Its methods may be called from several goroutines.
type Memo struct {
	dir     string
	version string
	limit   int64

	mu         sync.Mutex
	generation int
	entries    map[Key]*entry
	size       int64 // of all entries' records
	fresh      bool  // something was put that the pack does not hold
	flights    map[flightKey]*flight
	step       int         // of Step since the last Turn; 0: none
	young      []flightKey // of the values that only steps asked for
}

// entry is one value of bytes.
type entry struct {
	value []byte
	sum   uint32 // of key and value, as recorded
	sound bool   // the value is known to match sum
	age   uint32 // as read from the pack
	used  int    // generation of the last use; 0: not in this process
}

// Open returns a memo that starts with what the pack in dir holds. A missing,
// foreign or damaged pack is an empty one. With dir "" the memo is in memory
// only. version names the program that made the values: a pack of another
// version is ignored. limit bounds the pack in bytes (0: 256 MiB), and the
// bytes in memory to twice that. The error is of a pack that is there but could
// not be read; the memo is usable all the same.
func Open(dir, version string, limit int64) (*Memo, error) {
	if limit <= 0 {
		limit = defaultLimit
	}
	m := &Memo{
		dir:        dir,
		version:    version,
		limit:      limit,
		generation: 1,
		entries:    map[Key]*entry{},
		flights:    map[flightKey]*flight{},
	}
	if dir == "" {
		return m, nil
	}
	pack, err := readFile(dir, limit)
	for k, e := range parse(pack, version) {
		m.entries[k] = e
		m.size += recordSize(e.value)
	}
	return m, err
}

// Get returns the bytes put under k, now or by an earlier process. The caller
// must not change them.
func (m *Memo) Get(k Key) ([]byte, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e, ok := m.entries[k]
	if !ok {
		return nil, false
	}
	if !e.verify(k) {
		m.drop(k)
		return nil, false
	}
	e.used = m.generation
	return e.value, true
}

// Put remembers v under k, in place of what was there. The caller must not
// change v afterwards. A value that does not fit the limit is not remembered.
func (m *Memo) Put(k Key, v []byte) {
	v = v[:len(v):len(v)]
	m.mu.Lock()
	defer m.mu.Unlock()
	if e, ok := m.entries[k]; ok {
		if e.verify(k) && bytes.Equal(e.value, v) {
			e.used = m.generation
			return
		}
		m.drop(k)
	}
	if m.headerSize()+recordSize(v) > m.limit || len(v) > math.MaxInt32 {
		return
	}
	m.entries[k] = &entry{value: v, sum: checksum(k, v), sound: true, used: m.generation}
	m.size += recordSize(v)
	m.fresh = true
	if m.headerSize()+m.size > m.limit {
		m.evict(k)
	}
}

// evict drops the entries used least recently, but never the one of k, until a
// quarter of the limit is free: so the sorting is paid for by many Puts.
func (m *Memo) evict(k Key) {
	order := m.order()
	for i := len(order) - 1; i >= 0 && m.size > m.limit/4*3; i-- {
		if order[i] != k {
			m.drop(order[i])
		}
	}
}

func (m *Memo) drop(k Key) {
	m.size -= recordSize(m.entries[k].value)
	delete(m.entries, k)
}

// verify reports whether the value is the one that was put under k.
func (e *entry) verify(k Key) bool {
	e.sound = e.sound || checksum(k, e.value) == e.sum
	return e.sound
}

// Turn starts a new generation: once a build in the preview. Values of Do that
// neither of the two generations before it used are dropped.
func (m *Memo) Turn() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.generation++
	m.step, m.young = 0, nil
	for k, f := range m.flights {
		if f.landed && f.used < m.generation-2 {
			delete(m.flights, k)
		}
	}
}

// Step starts a build that asks only for what a change touched. What earlier
// generations made stays; values of Do that steps alone asked for are dropped
// when neither of the two steps before this one did.
func (m *Memo) Step() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.step++
	m.young = slices.DeleteFunc(m.young, func(k flightKey) bool {
		f := m.flights[k]
		old := f != nil && f.landed && f.step < m.step-2
		if old {
			delete(m.flights, k)
		}
		return old || f == nil
	})
}
