package diag

import "strings"

// CSVField returns the place of a field that encoding/csv read at a byte of src:
// its quotes belong to it, spaces around it do not.
func CSVField(src string, at int, field string) (start, end int) {
	if at < len(src) && src[at] == '"' {
		for i := at + 1; i < len(src); i++ {
			if src[i] != '"' {
				continue
			}
			if i+1 == len(src) || src[i+1] != '"' {
				return at, i + 1
			}
			i++ // a quote in the field is written twice
		}
		return at, len(src)
	}
	start = at + len(field) - len(strings.TrimLeft(field, " \t"))
	return start, start + len(strings.TrimSpace(field))
}
