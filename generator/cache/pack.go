package cache

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// The parts of the format; see the package comment.
const (
	packName    = "pack"
	tempName    = "pack-*.tmp"
	packMagic   = "DZCACHE\n"
	packFormat  = 1
	recordMagic = "rec\n"
	recordHead  = 36
)

// staleAfter is the age at which a temporary file is one of a dead process.
const staleAfter = time.Hour

func readFile(dir string, limit int64) ([]byte, error) {
	f, err := os.Open(filepath.Join(dir, packName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("cache: open pack: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("cache: open pack: %w", err)
	}
	pack := make([]byte, min(info.Size(), limit))
	n, err := io.ReadFull(f, pack)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("cache: read pack: %w", err)
	}
	return pack[:n], nil
}

// parse returns the entries of a pack, their values being parts of it and not
// yet verified. Of two records with one key the first is taken.
func parse(pack []byte, version string) map[Key]*entry {
	rest, ok := bytes.CutPrefix(pack, header(version))
	if !ok {
		return nil
	}
	entries := map[Key]*entry{}
	for len(rest) >= recordHead {
		k, e, size := parseRecord(rest)
		if e == nil {
			rest = skip(rest)
			continue
		}
		if entries[k] == nil {
			entries[k] = e
		}
		rest = rest[size:]
	}
	return entries
}

// parseRecord reads the record that b starts with and returns its size in
// bytes; the entry is nil if its head is damaged or its value is cut off.
func parseRecord(b []byte) (k Key, e *entry, size int) {
	n := binary.LittleEndian.Uint32(b[4:])
	if string(b[:4]) != recordMagic || crc(b[4:28]) != binary.LittleEndian.Uint32(b[28:]) ||
		uint64(n) > uint64(len(b)-recordHead) {
		return k, nil, 0
	}
	size = recordHead + int(n)
	copy(k[:], b[12:28])
	return k, &entry{
		value: b[recordHead:size:size],
		sum:   binary.LittleEndian.Uint32(b[32:]),
		age:   binary.LittleEndian.Uint32(b[8:]),
	}, size
}

// skip returns b from the next place where a record may start.
func skip(b []byte) []byte {
	i := bytes.Index(b[1:], []byte(recordMagic))
	if i < 0 {
		return nil
	}
	return b[1+i:]
}

// Close writes the pack if something was put since it was read or written, and
// returns what went wrong. An error is not fatal: the values are made again next
// time. The memo stays usable in memory.
func (m *Memo) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.dir == "" || !m.fresh {
		return nil
	}
	if err := m.save(); err != nil {
		return fmt.Errorf("cache: write pack: %w", err)
	}
	m.fresh = false
	return nil
}

// save writes the pack beside its place and moves it there.
func (m *Memo) save() error {
	if err := os.MkdirAll(m.dir, 0o777); err != nil {
		return err
	}
	removeStale(m.dir)
	f, err := os.CreateTemp(m.dir, tempName)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	m.write(w)
	err = w.Flush() // holds the first error of all writes
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(m.dir, packName))
	}
	if err != nil {
		os.Remove(f.Name()) // the first error counts
	}
	return err
}

// write writes the header and as many records as the limit allows, best first.
func (m *Memo) write(w *bufio.Writer) {
	w.Write(header(m.version))
	left := m.limit - m.headerSize()
	for _, k := range m.order() {
		e := m.entries[k]
		if recordSize(e.value) > left || !e.verify(k) {
			continue
		}
		left -= recordSize(e.value)
		w.Write(e.head(k))
		w.Write(e.value)
	}
}

// head returns the head of the entry's record.
func (e *entry) head(k Key) []byte {
	age := uint32(0)
	if e.used == 0 {
		age = min(e.age, math.MaxUint32-1) + 1
	}
	b := make([]byte, 0, recordHead)
	b = append(b, recordMagic...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(e.value)))
	b = binary.LittleEndian.AppendUint32(b, age)
	b = append(b, k[:]...)
	b = binary.LittleEndian.AppendUint32(b, crc(b[4:28]))
	return binary.LittleEndian.AppendUint32(b, e.sum)
}

// order returns the keys, the most recently used first; equals in the order of
// their bytes, so that the same use writes the same pack.
func (m *Memo) order() []Key {
	keys := make([]Key, 0, len(m.entries))
	for k := range m.entries {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b Key) int {
		x, y := m.entries[a], m.entries[b]
		return cmp.Or(
			cmp.Compare(y.used, x.used),
			cmp.Compare(x.age, y.age),
			bytes.Compare(a[:], b[:]),
		)
	})
	return keys
}

func header(version string) []byte {
	b := append([]byte(nil), packMagic...)
	b = binary.LittleEndian.AppendUint32(b, packFormat)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(version)))
	b = append(b, version...)
	return binary.LittleEndian.AppendUint32(b, crc(b))
}

func (m *Memo) headerSize() int64 { return int64(len(packMagic) + 12 + len(m.version)) }

func recordSize(value []byte) int64 { return recordHead + int64(len(value)) }

func crc(b []byte) uint32 { return crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)) }

func checksum(k Key, value []byte) uint32 {
	return crc32.Update(crc(k[:]), crc32.MakeTable(crc32.Castagnoli), value)
}

// removeStale removes temporary files that a process left behind when it was
// killed. Those of a living process are young; errors are of no account, for
// another process may do the same.
func removeStale(dir string) {
	files, _ := os.ReadDir(dir)
	for _, f := range files {
		if ok, _ := filepath.Match(tempName, f.Name()); !ok {
			continue
		}
		if info, err := f.Info(); err == nil && time.Since(info.ModTime()) > staleAfter {
			os.Remove(filepath.Join(dir, f.Name()))
		}
	}
}
