package book

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strconv"
)

// A PDF file as Chromium writes it (version 1.4): objects, each "N 0 obj … endobj",
// one table of their places and one trailer, nothing compressed but streams. What
// is written differently is refused: this is no general reader.

// pdfFile is the objects of a file. Those that nothing changes keep their bytes.
type pdfFile struct {
	head    []byte         // the first lines
	objects map[int][]byte // what stands between "obj" and "endobj", by number
	size    int            // one more than the highest number
	root    int            // the catalog
	info    int            // what is told of the file; 0 for nothing
}

var errPDF = errors.New("this is no PDF file as Chromium writes it")

var (
	trailerEnd = regexp.MustCompile(`(?s)trailer\s*<<(.*)>>\s*startxref\s*(\d+)\s*%%EOF\s*$`)
	tableLine  = regexp.MustCompile(`^(\d{10}) \d{5} ([nf])\s*$`)
)

// readPDF takes a file apart.
func readPDF(data []byte) (*pdfFile, error) {
	at := bytes.LastIndex(data, []byte("trailer"))
	if !bytes.HasPrefix(data, []byte("%PDF-1.")) || at < 0 {
		return nil, errPDF
	}
	m := trailerEnd.FindSubmatch(data[at:])
	if m == nil {
		return nil, errPDF
	}
	f := &pdfFile{objects: map[int][]byte{}, root: reference(m[1], "Root"), info: reference(m[1], "Info")}
	table, err := strconv.Atoi(string(m[2]))
	if err != nil || table > at || f.root == 0 {
		return nil, errPDF
	}
	lines := bytes.SplitAfter(data[table:at], []byte("\n"))
	var first int
	if len(lines) < 3 || string(bytes.TrimSpace(lines[0])) != "xref" {
		return nil, errPDF
	}
	if n, err := fmt.Sscanf(string(lines[1]), "%d %d", &first, &f.size); n != 2 || err != nil || first != 0 || f.size > len(lines) {
		return nil, errPDF
	}
	begin := table
	for n := 1; n < f.size; n++ {
		m := tableLine.FindSubmatch(lines[2+n])
		if m == nil {
			return nil, errPDF
		}
		if m[2][0] == 'f' {
			continue
		}
		place, err := strconv.Atoi(string(m[1]))
		if err != nil || place >= table {
			return nil, errPDF
		}
		if f.objects[n], err = object(data[place:table], n); err != nil {
			return nil, err
		}
		begin = min(begin, place)
	}
	f.head = data[:begin]
	return f, nil
}

var streamLength = regexp.MustCompile(`/Length (\d+)\b( 0 R)?`)

// object returns what an object consists of. Its stream may contain anything,
// so it is stepped over by its length.
func object(data []byte, n int) ([]byte, error) {
	begin := []byte(fmt.Sprintf("%d 0 obj\n", n))
	if !bytes.HasPrefix(data, begin) {
		return nil, errPDF
	}
	data = data[len(begin):]
	end := bytes.Index(data, []byte("\nendobj"))
	if stream := bytes.Index(data, []byte(">> stream\n")); stream >= 0 && stream < end {
		m := streamLength.FindSubmatch(data[:stream])
		if m == nil || len(m[2]) > 0 {
			return nil, errPDF
		}
		length, err := strconv.Atoi(string(m[1]))
		after := stream + len(">> stream\n") + length
		if err != nil || after > len(data) {
			return nil, errPDF
		}
		rest := bytes.Index(data[after:], []byte("\nendobj"))
		if rest < 0 {
			return nil, errPDF
		}
		end = after + rest
	}
	if end < 0 {
		return nil, errPDF
	}
	return data[:end], nil
}

// reference returns the number of the object that a dictionary names by a key;
// 0 if it does not.
func reference(dict []byte, key string) int {
	m := regexp.MustCompile(`/` + key + ` (\d+) 0 R`).FindSubmatch(dict)
	if m == nil {
		return 0
	}
	n, err := strconv.Atoi(string(m[1]))
	if err != nil {
		return 0
	}
	return n
}

// bytes writes the file.
func (f *pdfFile) bytes(id string) []byte {
	var b bytes.Buffer
	b.Write(f.head)
	table := []byte(fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", f.size))
	for n := 1; n < f.size; n++ {
		body, ok := f.objects[n]
		if !ok {
			table = append(table, "0000000000 00000 f \n"...)
			continue
		}
		table = fmt.Appendf(table, "%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", n, body)
	}
	at := b.Len()
	b.Write(table)
	fmt.Fprintf(&b, "trailer\n<</Size %d\n/Root %d 0 R\n/Info %d 0 R\n/ID [<%s> <%s>]>>\nstartxref\n%d\n%%%%EOF\n", f.size, f.root, f.info, id, id, at)
	return b.Bytes()
}
