package search

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/hex"
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
type deflater struct{ w *flate.Writer }

func (d *deflater) deflate(data []byte) []byte {
	var b bytes.Buffer
	if d.w == nil {
		// The level is valid, and a Buffer takes every write.
		d.w, _ = flate.NewWriter(&b, flate.DefaultCompression)
	} else {
		d.w.Reset(&b)
	}
	// Neither fails: there is nothing behind but the Buffer.
	d.w.Write(data)
	d.w.Close()
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
