// Package compress knows which files hosts compress and how small they become. It
// makes the compressed copies of files that servers hand out in
// their place (gzip_static and brotli_static of nginx, precompressed of Caddy): page.html.gz,
// page.html.br. It is done once and thoroughly, where a server that compresses as it
// is asked does it often and in haste.
//
// Equal bytes become equal bytes, on every system: no time and no name is written.
package compress

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"path"
	"strings"

	"github.com/andybalholm/brotli"
)

// The forms of copies, by the ending of their names.
const (
	Gzip   = "gz"
	Brotli = "br"
)

// Version names what is written for equal bytes; it counts up when that changes.
const Version = "1"

// texts are the endings of files that have copies. All others, pictures, fonts, the
// index of the search, are compressed in themselves.
var texts = map[string]bool{
	".html": true, ".css": true, ".js": true, ".mjs": true, ".json": true, ".webmanifest": true, ".xml": true, ".svg": true,
	".md": true, ".txt": true, ".csv": true, ".vtt": true, ".bib": true, ".tex": true, ".map": true, ".ttf": true, ".otf": true,
	".py": true, ".sh": true, ".go": true, ".c": true, ".rs": true, ".toml": true, ".yaml": true, ".yml": true, ".wasm": true,
}

// Worth reports whether a file has copies, by its name.
func Worth(name string) bool { return texts[strings.ToLower(path.Ext(name))] }

// Bytes compresses as thoroughly as the form can.
func Bytes(form string, data []byte) ([]byte, error) {
	var b bytes.Buffer
	var err error
	switch form {
	case Gzip:
		var w *gzip.Writer
		if w, err = gzip.NewWriterLevel(&b, gzip.BestCompression); err == nil {
			_, err = w.Write(data)
			err = firstOf(err, w.Close)
		}
	case Brotli:
		w := brotli.NewWriterLevel(&b, brotli.BestCompression)
		_, err = w.Write(data)
		err = firstOf(err, w.Close)
	default:
		err = fmt.Errorf("there is no form %q", form)
	}
	return b.Bytes(), err
}

// Sent is how many bytes a host sends of a file that it is asked for: texts
// compressed, in haste, all others as they are.
func Sent(name string, data []byte) int {
	if !Worth(name) {
		return len(data)
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(data) // a buffer takes everything
	z.Close()
	return min(b.Len(), len(data))
}

func firstOf(err error, end func() error) error {
	if ended := end(); err == nil {
		err = ended
	}
	return err
}
