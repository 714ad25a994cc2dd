package cache

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// open returns a memo of dir and fails the test if the pack cannot be read.
func open(t *testing.T, dir, version string, limit int64) *Memo {
	t.Helper()
	m, err := Open(dir, version, limit)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func closeMemo(t *testing.T, m *Memo) {
	t.Helper()
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
}

// holds lists which of the named values a fresh reader of dir finds.
func holds(t *testing.T, dir string, names ...string) string {
	t.Helper()
	m := open(t, dir, "v1", 0)
	var found []string
	for _, name := range names {
		if v, ok := m.Get(NewKey(name)); ok {
			if !strings.HasPrefix(string(v), name) {
				t.Errorf("%s: got %q", name, v)
			}
			found = append(found, name)
		}
	}
	return strings.Join(found, " ")
}

// fill makes a pack in dir with one value per name, each of 100 bytes.
func fill(t *testing.T, dir string, names ...string) {
	t.Helper()
	m := open(t, dir, "v1", 0)
	for _, name := range names {
		m.Put(NewKey(name), sized(name))
	}
	closeMemo(t, m)
}

func sized(name string) []byte {
	return append([]byte(name), bytes.Repeat([]byte("."), 100-len(name))...)
}

func TestKeyTellsPartsApart(t *testing.T) {
	keys := map[Key][]string{}
	for _, parts := range [][]string{{}, {""}, {"", ""}, {"abc"}, {"ab", "c"}, {"a", "bc"}, {"c", "ab"}} {
		k := NewKey(parts...)
		if other, ok := keys[k]; ok {
			t.Errorf("%q and %q have one key", parts, other)
		}
		keys[k] = parts
	}
}

func TestValuesOutliveTheProcess(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "not", "yet", "there")
	fill(t, dir, "formula", "")
	if got := holds(t, dir, "formula", "other"); got != "formula" {
		t.Errorf("found %q", got)
	}
	m := open(t, dir, "v1", 0)
	m.Put(NewKey("formula"), []byte("formula, made anew"))
	closeMemo(t, m)
	v, _ := open(t, dir, "v1", 0).Get(NewKey("formula"))
	if string(v) != "formula, made anew" {
		t.Errorf("the second value of a key is %q", v)
	}
}

func TestMemoryOnly(t *testing.T) {
	m := open(t, "", "v1", 0)
	m.Put(NewKey("a"), []byte("1"))
	if v, ok := m.Get(NewKey("a")); !ok || string(v) != "1" {
		t.Errorf("got %q, %v", v, ok)
	}
	closeMemo(t, m)
}

func TestAnotherVersionIsIgnored(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, "a")
	m := open(t, dir, "v2", 0)
	if _, ok := m.Get(NewKey("a")); ok {
		t.Error("a value of version v1 was found by v2")
	}
}

func TestNothingNewWritesNothing(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, "a")
	pack := filepath.Join(dir, packName)
	if err := os.Chtimes(pack, time.Time{}, time.Unix(1000, 0)); err != nil {
		t.Fatal(err)
	}
	m := open(t, dir, "v1", 0)
	m.Get(NewKey("a"))
	m.Put(NewKey("a"), sized("a"))
	closeMemo(t, m)
	if info, err := os.Stat(pack); err != nil || !info.ModTime().Equal(time.Unix(1000, 0)) {
		t.Errorf("the pack was written again: %v, %v", info, err)
	}
}

func TestSameUseSameBytes(t *testing.T) {
	one, two := t.TempDir(), t.TempDir()
	fill(t, one, "a", "b", "c", "d")
	fill(t, two, "d", "b", "a", "c")
	if a, b := readPack(t, one), readPack(t, two); !bytes.Equal(a, b) {
		t.Errorf("packs differ: %d and %d bytes", len(a), len(b))
	}
}

func readPack(t *testing.T, dir string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, packName))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestDamageCostsOneRecord(t *testing.T) {
	const record = recordHead + 100
	first := len(header("v1"))
	tests := []struct {
		name   string
		damage func(pack []byte) []byte
		lost   int
	}{
		{"none", func(p []byte) []byte { return p }, 0},
		{"a value", func(p []byte) []byte { p[first+recordHead+50] ^= 1; return p }, 1},
		{"a key", func(p []byte) []byte { p[first+record+12] ^= 1; return p }, 1},
		{"a length", func(p []byte) []byte { p[first+record+4] ^= 0xff; return p }, 1},
		{"a huge length", func(p []byte) []byte { p[first+record+7] = 0xff; return p }, 1},
		{"a mark", func(p []byte) []byte { p[first] = 'x'; return p }, 1},
		{"a value's checksum", func(p []byte) []byte { p[first+32] ^= 1; return p }, 1},
		{"bytes between", func(p []byte) []byte { return append(p[:first:first], append([]byte("rec"), p[first:]...)...) }, 0},
		{"the end cut off", func(p []byte) []byte { return p[:len(p)-1] }, 1},
		{"the header", func(p []byte) []byte { p[3] ^= 1; return p }, 4},
		{"the format", func(p []byte) []byte { p[8]++; return p }, 4},
		{"the version", func(p []byte) []byte { p[16]++; return p }, 4},
		{"everything", func([]byte) []byte { return nil }, 4},
	}
	names := []string{"a", "b", "c", "d"}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			fill(t, dir, names...)
			damaged := tt.damage(readPack(t, dir))
			if err := os.WriteFile(filepath.Join(dir, packName), damaged, 0o666); err != nil {
				t.Fatal(err)
			}
			found := strings.Fields(holds(t, dir, names...))
			if len(found) != len(names)-tt.lost {
				t.Errorf("found %q, want all but %d", found, tt.lost)
			}
			fill(t, dir, names...)
			if got := holds(t, dir, names...); got != "a b c d" {
				t.Errorf("after the next run: %q", got)
			}
		})
	}
}

func TestLimitKeepsWhatWasUsedLast(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, "old", "older", "used")
	m := open(t, dir, "v1", 0)
	m.Get(NewKey("old")) // one run younger than "older"
	m.Put(NewKey("between"), sized("between"))
	closeMemo(t, m)

	limit := int64(len(header("v1"))) + 4*(recordHead+100)
	m = open(t, dir, "v1", limit)
	m.Get(NewKey("used"))
	m.Get(NewKey("old"))
	m.Put(NewKey("new"), sized("new"))
	closeMemo(t, m)
	if got := holds(t, dir, "new", "used", "old", "between", "older"); got != "new used old" {
		t.Errorf("the pack holds %q", got) // evicted to three quarters of the limit
	}
	if info, err := os.Stat(filepath.Join(dir, packName)); err != nil || info.Size() > limit {
		t.Errorf("the pack is longer than %d: %v, %v", limit, info, err)
	}
}

func TestLimitBoundsMemory(t *testing.T) {
	m := open(t, "", "v1", 10_000)
	for i := range 1000 {
		m.Put(NewKey(fmt.Sprint(i)), sized("x"))
		if m.size > 10_000 {
			t.Fatalf("%d bytes held after %d values", m.size, i+1)
		}
	}
	if _, ok := m.Get(NewKey("999")); !ok {
		t.Error("the newest value was dropped")
	}
	m.Put(NewKey("huge"), make([]byte, 10_001))
	if _, ok := m.Get(NewKey("huge")); ok {
		t.Error("a value beyond the limit was kept")
	}
}

func TestSmallerLimitReadsTheBest(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, "old")
	fill(t, dir, "new")
	m := open(t, dir, "v1", int64(len(header("v1")))+recordHead+150)
	_, fresh := m.Get(NewKey("new"))
	_, old := m.Get(NewKey("old"))
	if !fresh || old {
		t.Errorf("new %v, old %v", fresh, old)
	}
}

func TestTwoProcessesShareAFolder(t *testing.T) {
	dir := t.TempDir()
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for round := range 10 {
				m, err := Open(dir, "v1", 0)
				if err != nil {
					t.Error(err)
				}
				m.Put(NewKey(fmt.Sprint(i, round)), sized(fmt.Sprint(i, round)))
				if err := m.Close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	m := open(t, dir, "v1", 0)
	if len(m.entries) == 0 {
		t.Error("the pack is empty")
	}
	for k := range m.entries {
		if _, ok := m.Get(k); !ok {
			t.Error("the pack has a damaged value")
		}
	}
	left, err := filepath.Glob(filepath.Join(dir, tempName))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}

func TestFolderMayVanish(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, "a", "b")
	m := open(t, dir, "v1", 0)
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	m.Get(NewKey("a"))
	m.Put(NewKey("c"), sized("c"))
	closeMemo(t, m)
	if got := holds(t, dir, "a", "b", "c"); got != "a b c" {
		t.Errorf("found %q", got)
	}
}

func TestFolderThatCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	m, _ := Open(filepath.Join(file, "cache"), "v1", 0) // its error is tested below
	m.Put(NewKey("a"), []byte("1"))
	if err := m.Close(); err == nil || !strings.HasPrefix(err.Error(), "cache: write pack: ") {
		t.Errorf("Close: %v", err)
	}
	if _, ok := m.Get(NewKey("a")); !ok {
		t.Error("the memo forgot")
	}
}

func TestPackThatCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, packName), 0o777); err != nil {
		t.Fatal(err)
	}
	m, err := Open(dir, "v1", 0)
	if err == nil || !strings.HasPrefix(err.Error(), "cache: read pack: ") {
		t.Errorf("Open: %v", err)
	}
	m.Put(NewKey("a"), []byte("1"))
	if err := m.Close(); err == nil {
		t.Error("Close replaced a folder")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, tempName)); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

func TestTemporaryFilesOfTheDeadAreRemoved(t *testing.T) {
	dir := t.TempDir()
	dead, living := filepath.Join(dir, "pack-1.tmp"), filepath.Join(dir, "pack-2.tmp")
	for _, f := range []string{dead, living} {
		if err := os.WriteFile(f, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chtimes(dead, time.Time{}, time.Now().Add(-2*staleAfter)); err != nil {
		t.Fatal(err)
	}
	fill(t, dir, "a")
	if _, err := os.Stat(dead); err == nil {
		t.Error("the old temporary file is still there")
	}
	if _, err := os.Stat(living); err != nil {
		t.Error(err)
	}
}

func FuzzParse(f *testing.F) {
	dir := f.TempDir()
	m, err := Open(dir, "v1", 0)
	if err != nil {
		f.Fatal(err)
	}
	m.Put(NewKey("a"), []byte("rec\nabc"))
	m.Put(NewKey("b"), nil)
	if err := m.Close(); err != nil {
		f.Fatal(err)
	}
	pack, err := os.ReadFile(filepath.Join(dir, packName))
	if err != nil {
		f.Fatal(err)
	}
	records := pack[len(header("v1")):]
	f.Add(records)
	f.Add(append([]byte("rec\n"), records...))
	f.Add(records[:len(records)-3])
	f.Add(binary.LittleEndian.AppendUint32([]byte(recordMagic), 1<<31))
	f.Fuzz(func(t *testing.T, records []byte) {
		pack := append(header("v1"), records...)
		size := 0
		for k, e := range parse(pack, "v1") {
			size += recordHead + len(e.value)
			again, e2, n := parseRecord(append(e.head(k), e.value...))
			if e2 == nil || again != k || !bytes.Equal(e2.value, e.value) || n != recordHead+len(e.value) {
				t.Errorf("record %x is not read as it was written", k)
			}
			if e.verify(k) != (checksum(k, e.value) == e.sum) {
				t.Errorf("record %x is verified wrongly", k)
			}
		}
		if size > len(records) {
			t.Errorf("%d bytes of records in %d bytes", size, len(records))
		}
		parse(records, "v1") // any header
	})
}
