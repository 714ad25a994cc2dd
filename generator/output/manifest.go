package output

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// manifest is a set of files and where its stage is; see the package comment.
type manifest struct {
	target string
	stage  string
	files  map[string]entry
}

// entry is what is known of a published file.
type entry struct {
	key, hash [16]byte
	size      int64
	time      int64 // of modification, nanoseconds since 1970
}

const (
	manifestHead = "duizhao manifest 1\n"
	tempSuffix   = ".tmp" // of manifests being written
)

// encode returns the manifest's text.
func (m manifest) encode() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%starget %s\nstage %s\n", manifestHead, m.target, m.stage)
	for _, path := range slices.Sorted(maps.Keys(m.files)) {
		e := m.files[path]
		fmt.Fprintf(&b, "%x %x %d %d %s\n", e.key, e.hash, e.size, e.time, path)
	}
	fmt.Fprintf(&b, "end %x\n", hashOf(b.Bytes()))
	return b.Bytes()
}

// decodeManifest reads a manifest's text. Its paths are as safe as those of Put.
func decodeManifest(text []byte) (manifest, error) {
	i := bytes.LastIndexByte(bytes.TrimSuffix(text, []byte("\n")), '\n') + 1
	if string(text[i:]) != fmt.Sprintf("end %x\n", hashOf(text[:i])) {
		return manifest{}, errors.New("the checksum is wrong")
	}
	body, ok := strings.CutPrefix(string(text[:i]), manifestHead)
	if !ok {
		return manifest{}, errors.New("the first line is wrong")
	}
	m := manifest{files: map[string]entry{}}
	for n, line := range strings.Split(strings.TrimSuffix(body, "\n"), "\n") {
		if err := m.decodeLine(n, line); err != nil {
			return manifest{}, fmt.Errorf("line %d: %w", n+2, err)
		}
	}
	return m, nil
}

// decodeLine reads the line that is the n-th behind the first.
func (m *manifest) decodeLine(n int, line string) error {
	var ok bool
	switch n {
	case 0:
		m.target, ok = strings.CutPrefix(line, "target ")
	case 1:
		m.stage, ok = strings.CutPrefix(line, "stage ")
	default:
		return m.decodeEntry(line)
	}
	if !ok {
		return errors.New("a name is missing")
	}
	return nil
}

func (m *manifest) decodeEntry(line string) error {
	fields := strings.SplitN(line, " ", 5)
	if len(fields) != 5 {
		return errors.New("a field is missing")
	}
	var e entry
	path := fields[4]
	err := errors.Join(decodeHex(&e.key, fields[0]), decodeHex(&e.hash, fields[1]), checkPath(path))
	if err != nil {
		return err
	}
	if e.size, err = strconv.ParseInt(fields[2], 10, 64); err != nil {
		return err
	}
	if e.time, err = strconv.ParseInt(fields[3], 10, 64); err != nil {
		return err
	}
	m.files[path] = e
	return nil
}

func decodeHex(to *[16]byte, s string) error {
	b, err := hex.DecodeString(s)
	if err != nil {
		return err
	}
	if len(b) != len(to) {
		return errors.New("a hash is cut off")
	}
	copy(to[:], b)
	return nil
}

// readManifest reads a manifest of the target. It reports false if there is none:
// no file, a damaged one or one of another target.
func readManifest(name, target string) (manifest, bool, error) {
	none := manifest{files: map[string]entry{}}
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return none, false, nil
	}
	if err != nil {
		return none, false, fmt.Errorf("read manifest: %w", err)
	}
	m, err := decodeManifest(text)
	if err != nil || m.target != target {
		return none, false, nil
	}
	return m, true, nil
}

// writeManifest writes a manifest so that after a crash there is the old one or
// the new one, and a power cut does not undo it.
func writeManifest(name string, m manifest) error {
	if err := replace(name, m.encode(), 0o644, filepath.Base(name)+"-*"+tempSuffix); err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(name), err)
	}
	return nil
}
