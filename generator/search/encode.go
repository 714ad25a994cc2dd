package search

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"unicode/utf16"
)

// hash names a file by its content.
type hash [6]byte

func hashOf(data []byte) hash {
	sum := sha256.Sum256(data)
	return hash(sum[:6])
}

func (h hash) file() string { return hex.EncodeToString(h[:]) + ".bin" }

// deflater compresses many small files with one set of buffers. The zero
// value is ready; it serves one goroutine.
type deflater struct{ w, plain *flate.Writer }

// deflate compresses the parts as one stream. Each but the last ends a block of
// the format, so that unlike parts get codes of their own.
func (d *deflater) deflate(parts ...[]byte) []byte {
	return compress(&d.w, flate.DefaultCompression, parts)
}

// huffman is deflate for numbers, in which nothing but chance is repeated: as
// small, and faster by far where files are.
func (d *deflater) huffman(parts ...[]byte) []byte {
	return compress(&d.plain, flate.HuffmanOnly, parts)
}

func compress(w **flate.Writer, level int, parts [][]byte) []byte {
	var b bytes.Buffer
	if *w == nil {
		// The level is valid, and a Buffer takes every write.
		*w, _ = flate.NewWriter(&b, level)
	} else {
		(*w).Reset(&b)
	}
	// None of these fails: there is nothing behind but the Buffer.
	for i, data := range parts {
		if i > 0 {
			(*w).Flush()
		}
		(*w).Write(data)
	}
	(*w).Close()
	return b.Bytes()
}

// compareTerms orders terms by UTF-16 code units, as JavaScript compares
// strings. That differs from the order of bytes beyond U+D800 alone.
func compareTerms(a, b string) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] == b[i] {
			continue
		}
		// Bytes 0xee and 0xef begin U+E000–U+FFFF, which UTF-16 puts behind
		// the surrogates of what begins with 0xf0 and higher.
		x, y := a[i], b[i]
		if x >= 0xee && y >= 0xee && (x >= 0xf0) != (y >= 0xf0) {
			x, y = y, x
		}
		return int(x) - int(y)
	}
	return len(a) - len(b)
}

// appendTerm writes a term after the one before it: how many UTF-16 units it
// shares with that (at most 14) in the high half of a byte, how many follow in
// the low half (15: a uvarint with what exceeds 15), then the first as its
// distance from the unit in its place in prev, or 0, and the rest as they are.
func appendTerm(buf []byte, prev, term string) []byte {
	p, t := utf16.Encode([]rune(prev)), utf16.Encode([]rune(term))
	shared := 0
	for shared < min(len(p), len(t), 14) && p[shared] == t[shared] {
		shared++
	}
	rest := len(t) - shared
	buf = append(buf, byte(shared<<4|min(rest, 15)))
	if rest >= 15 {
		buf = binary.AppendUvarint(buf, uint64(rest-15))
	}
	for i, unit := range t[shared:] {
		if i == 0 && shared < len(p) {
			unit -= p[shared]
		}
		buf = binary.AppendUvarint(buf, uint64(unit))
	}
	return buf
}

// separator returns the shortest text that is greater than before and not
// greater than term.
func separator(before, term string) string {
	for i := range term {
		if compareTerms(term[:i], before) > 0 {
			return term[:i]
		}
	}
	return term
}
