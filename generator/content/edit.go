package content

import (
	"bytes"
	"errors"
	"strings"
)

// Change replaces the bytes from Start to End of a source's Text.
type Change struct {
	Start, End int
	Text       string
}

// Changed returns a text with changes made, which must be in order and must not
// overlap.
func Changed(text []byte, list []Change) []byte {
	var out []byte
	from := 0
	for _, c := range list {
		out = append(append(out, text[from:c.Start]...), c.Text...)
		from = c.End
	}
	return append(out, text[from:]...)
}

// Edit returns a file with changes made, whose places are in the Text that was
// read from it. Whatever is not changed stays as it is, byte order mark and line
// ends included; new lines end as the file's first one does. Changes that are
// not in order or overlap are an error.
func Edit(raw, text []byte, list []Change) ([]byte, error) {
	now, bad := normalise(raw)
	if bad != nil || !bytes.Equal(now, text) {
		return nil, errors.New("the file has changed since it was read")
	}
	at := len(raw) - len(bytes.TrimPrefix(raw, []byte("\ufeff")))
	n := 0
	offset := func(want int) int {
		for ; n < want; n, at = n+1, at+1 {
			if bytes.HasPrefix(raw[at:], []byte("\r\n")) {
				at++
			}
		}
		return at
	}
	end := lineEnd(raw)
	var moved []Change
	from := 0
	for _, c := range list {
		if c.Start < from || c.End < c.Start || c.End > len(text) {
			return nil, errors.New("the changes overlap")
		}
		from = c.End
		moved = append(moved, Change{offset(c.Start), offset(c.End), strings.ReplaceAll(c.Text, "\n", end)})
	}
	return Changed(raw, moved), nil
}

// lineEnd returns what ends the first line of a file.
func lineEnd(raw []byte) string {
	switch i := bytes.IndexAny(raw, "\r\n"); {
	case i >= 0 && bytes.HasPrefix(raw[i:], []byte("\r\n")):
		return "\r\n"
	case i >= 0 && raw[i] == '\r':
		return "\r"
	}
	return "\n"
}
