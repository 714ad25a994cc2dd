package site

import "strings"

// Piece is a stretch of a line that a site's owner wrote, with the address that it
// leads to; "" for none.
type Piece struct{ Text, URL string }

// Lines reads a text of a site's owner, plain but for links as in Markdown,
// [text](address): its lines in pieces. Brackets that are no link stay text.
func Lines(text string) [][]Piece {
	var out [][]Piece
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, pieces(line))
		}
	}
	return out
}

func pieces(line string) []Piece {
	var out []Piece
	from := 0
	for at := 0; at < len(line); {
		i := strings.IndexByte(line[at:], '[')
		if i < 0 {
			break
		}
		open := at + i
		at = open + 1
		middle := strings.IndexAny(line[at:], "[]")
		if middle < 0 || line[at+middle] == '[' || !strings.HasPrefix(line[at+middle:], "](") {
			continue
		}
		end := strings.IndexByte(line[at+middle:], ')')
		if end < 0 {
			break
		}
		if open > from {
			out = append(out, Piece{Text: line[from:open]})
		}
		out = append(out, Piece{line[at : at+middle], line[at+middle+2 : at+middle+end]})
		at += middle + end + 1
		from = at
	}
	if from < len(line) {
		out = append(out, Piece{Text: line[from:]})
	}
	return out
}
