package content

import (
	"bytes"
	"slices"
	"strings"
)

// A region of a file is what stands between the lines
//
//	# region NAME
//	# endregion
//
// behind any comment sign: #, //, --, ;, %, <!-- -->, /* */. Regions may stand in
// each other; their marks belong to none.

// Region is a part of a file.
type Region struct {
	Lines  [][2]int // byte offsets of each line, without its end
	Closed bool     // it has its end mark
}

// ReadRegion returns the region of a name, the first of two, and the names of
// all regions that there are; nil where no region has the name. The name ""
// means the whole file, marks included.
func ReadRegion(text []byte, name string) (*Region, []string) {
	var found *Region
	var names []string
	known := map[string]bool{}
	if name == "" {
		found = &Region{Closed: true}
	}
	depth := 0 // of regions in the one that is being read; 0 outside it
	for at := 0; at < len(text); {
		line, _, _ := bytes.Cut(text[at:], []byte("\n"))
		begins, ends := mark(line)
		if begins != "" && !known[begins] {
			known[begins] = true
			names = append(names, begins)
		}
		switch {
		case name == "":
			found.Lines = append(found.Lines, [2]int{at, at + len(line)})
		case begins != "" && depth > 0:
			depth++
		case begins == name && found == nil:
			found, depth = &Region{}, 1
		case ends && depth > 0:
			if depth--; depth == 0 {
				found.Closed = true
			}
		case depth > 0:
			found.Lines = append(found.Lines, [2]int{at, at + len(line)})
		}
		at += len(line) + 1
	}
	return found, names
}

// signs begin a comment in some language.
var signs = []string{"#", "//", "--", ";", "%", "<!--", "/*"}

// mark reads a line that begins or ends a region.
func mark(line []byte) (begins string, ends bool) {
	bare := strings.TrimSpace(string(line[:min(len(line), 200)]))
	i := slices.IndexFunc(signs, func(s string) bool { return strings.HasPrefix(bare, s) })
	if i < 0 {
		return "", false
	}
	for strings.HasPrefix(bare, signs[i]) { // ;; and ### are comments too
		bare = bare[len(signs[i]):]
	}
	bare = strings.TrimPrefix(strings.TrimLeft(bare, " \t"), "#") // "//#region", as editors write it
	for _, end := range []string{"-->", "*/"} {
		bare = strings.TrimSuffix(bare, end)
	}
	words := strings.Fields(bare)
	switch {
	case len(words) >= 2 && words[0] == "region":
		return words[1], false
	case len(words) >= 1 && words[0] == "endregion":
		return "", true
	}
	return "", false
}

// Only returns a copy of text in which everything but the lines of the region
// is blank, so that byte offsets hold.
func (r *Region) Only(text []byte) []byte {
	out := blank(text, len(text))
	for _, l := range r.Lines {
		copy(out[l[0]:l[1]], text[l[0]:l[1]])
	}
	return out
}
