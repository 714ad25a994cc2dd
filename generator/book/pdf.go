package book

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"duizhao/generator/render"
)

// PDF makes the file of a book out of what Chromium printed of it: its times are
// those of the book, not of the clock, and the text that readers copy out of it
// is the book's. Equal prints give equal bytes.
func (b *Book) PDF(printed []byte) ([]byte, error) {
	f, err := readPDF(printed)
	if err != nil {
		return nil, err
	}
	if err := f.repair(b.text); err != nil {
		return nil, err
	}
	if b.data.Second != nil {
		f.pair(b.headings)
	}
	f.rename()
	f.explain()
	f.describe(b.Title, render.Names(b.Tag, b.Authors), b.Updated)
	sum := sha256.New()
	for _, n := range slices.Sorted(maps.Keys(f.objects)) {
		fmt.Fprintf(sum, "%d %d\n", n, len(f.objects[n]))
		sum.Write(f.objects[n])
	}
	return f.bytes(hex.EncodeToString(sum.Sum(nil)[:16])), nil
}

var producer = regexp.MustCompile(`/Producer (\([^()\\]*\))`)

// describe replaces what is told of the file. A book whose day is unknown has no
// dates.
func (f *pdfFile) describe(title, by, day string) {
	if f.info == 0 {
		f.info = f.size
		f.size++
	}
	old := f.objects[f.info]
	var s strings.Builder
	fmt.Fprintf(&s, "<</Title %s\n/Creator (duizhao)", pdfText(title))
	if by != "" {
		fmt.Fprintf(&s, "\n/Author %s", pdfText(by))
	}
	if m := producer.FindSubmatch(old); m != nil {
		fmt.Fprintf(&s, "\n/Producer %s", m[1])
	}
	if t, err := time.Parse(time.DateOnly, day); err == nil {
		at := t.Format("D:20060102150405+00'00'")
		fmt.Fprintf(&s, "\n/CreationDate (%s)\n/ModDate (%s)", at, at)
	}
	s.WriteString(">>")
	f.objects[f.info] = []byte(s.String())
}

// pdfText writes a text as a string of PDF, in UTF-16.
func pdfText(text string) string {
	var s strings.Builder
	s.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&s, "%04X", u)
	}
	s.WriteString(">")
	return s.String()
}

var node = regexp.MustCompile(`\(node(\d{8})\)`)

// rename numbers the elements of the file's structure anew, in their order:
// Chromium names them by a counter that may have run before.
func (f *pdfFile) rename() {
	names := map[string]string{}
	for _, body := range f.objects {
		for _, m := range node.FindAll(head(body), -1) {
			names[string(m)] = ""
		}
	}
	for i, name := range slices.Sorted(maps.Keys(names)) {
		names[name] = fmt.Sprintf("(node%08d)", i+1)
	}
	for n, body := range f.objects {
		h := head(body)
		mended := node.ReplaceAllFunc(h, func(m []byte) []byte { return []byte(names[string(m)]) })
		if !bytes.Equal(h, mended) {
			f.objects[n] = slices.Concat(mended, body[len(h):])
		}
	}
}

// explain says what the elements are that Chromium names as later versions of PDF
// do: without it, programs that read this one's leave such an element out, with its text.
func (f *pdfFile) explain() {
	n := reference(f.objects[f.root], "StructTreeRoot")
	if n != 0 && !bytes.Contains(f.objects[n], []byte("/RoleMap")) {
		f.objects[n] = inDict(f.objects[n], "\n/RoleMap <</Em /Span\n/Strong /Span>>")
	}
}

// Leaves returns on which printed pages, counted from 1, the ids are that links
// inside the book lead to.
func Leaves(printed []byte) (map[string]int, error) {
	f, err := readPDF(printed)
	if err != nil {
		return nil, err
	}
	order := map[int]int{}
	f.count(reference(f.objects[f.root], "Pages"), order, map[int]bool{})
	out := map[string]int{}
	dests := f.objects[reference(f.objects[f.root], "Dests")]
	for _, m := range destination.FindAllSubmatch(dests, -1) {
		n, err := strconv.Atoi(string(m[2]))
		if err != nil || order[n] == 0 {
			return nil, errPDF
		}
		id, err := url.PathUnescape(pdfName(m[1])) // the link's fragment, as written
		if err != nil {
			return nil, errPDF
		}
		out[id] = order[n]
	}
	return out, nil
}

var (
	destination = regexp.MustCompile(`/([^\s/\[\]<>()]+) \[(\d+) 0 R /`)
	kids        = regexp.MustCompile(`(?s)/Kids \[([^\]]*)\]`)
	object0     = regexp.MustCompile(`(\d+) 0 R`)
)

// count numbers the pages below a node of their tree.
func (f *pdfFile) count(n int, order map[int]int, seen map[int]bool) {
	if seen[n] {
		return
	}
	seen[n] = true
	m := kids.FindSubmatch(f.objects[n])
	if m == nil {
		if bytes.Contains(f.objects[n], []byte("/Type /Page\n")) {
			order[n] = len(order) + 1
		}
		return
	}
	for _, k := range object0.FindAllSubmatch(m[1], -1) {
		if child, err := strconv.Atoi(string(k[1])); err == nil {
			f.count(child, order, seen)
		}
	}
}

// pdfName reads a name, in which #E4 is a byte.
func pdfName(name []byte) string {
	var out []byte
	for i := 0; i < len(name); i++ {
		if name[i] == '#' && i+2 < len(name) {
			if v, err := strconv.ParseUint(string(name[i+1:i+3]), 16, 8); err == nil {
				out = append(out, byte(v))
				i += 2
				continue
			}
		}
		out = append(out, name[i])
	}
	return string(out)
}
