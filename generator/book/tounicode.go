package book

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// A font says, glyph by glyph, which character it stands for (ToUnicode, ISO
// 32000-1 section 9.10.3). Where several characters have one glyph, Chromium
// writes the first by number: for 一 the radical ⼀ U+2F00, for 见 the radical ⻅
// U+2EC5. Whoever copies or searches such a text does not find the word. What
// the book says decides: a radical becomes the character that the book has, and
// any other character that the book has nowhere becomes one of its look that it
// does have.

// repair mends the maps of all fonts.
func (f *pdfFile) repair(text string) error {
	w := newWords(text)
	done := map[int]bool{}
	for _, n := range slices.Sorted(maps.Keys(f.objects)) {
		to := reference(head(f.objects[n]), "ToUnicode")
		if to == 0 || done[to] {
			continue
		}
		done[to] = true
		body, err := w.mend(f.objects[to])
		if err != nil {
			return fmt.Errorf("font %d: %w", n, err)
		}
		f.objects[to] = body
	}
	return nil
}

// head is an object without its stream.
func head(body []byte) []byte {
	if i := bytes.Index(body, []byte(">> stream\n")); i >= 0 {
		return body[:i]
	}
	return body
}

// words knows the characters of a book.
type words struct {
	has   map[rune]bool
	looks map[rune]rune // by the look: the first that the book has
}

func newWords(text string) words {
	w := words{map[rune]bool{}, map[rune]rune{}}
	for _, r := range text {
		if w.has[r] {
			continue
		}
		w.has[r] = true
		if old, ok := w.looks[look(r)]; !isRadical(r) && (!ok || r < old) {
			w.looks[look(r)] = r
		}
	}
	return w
}

// look is one character for all that look alike.
func look(r rune) rune {
	if i, ok := radicals[r]; ok {
		return i
	}
	if r == '\u00ad' || r == '\u2010' || r == '\u2011' {
		return '-'
	}
	if s := []rune(norm.NFKC.String(string(r))); len(s) == 1 {
		return s[0]
	}
	return r
}

func isRadical(r rune) bool { return r >= 0x2e80 && r <= 0x2fdf }

// stroke is what KaTeX's fonts draw through a relation, in a place of private use, and
// strokeThrough what everybody else calls it.
const stroke, strokeThrough = '\ue020', '\u0338'

// meant returns the character that a glyph stands for.
func (w words) meant(r rune) rune {
	if r == stroke {
		return strokeThrough
	}
	if w.has[r] && !isRadical(r) {
		return r
	}
	if m, ok := w.looks[look(r)]; ok {
		return m
	}
	if isRadical(r) && !w.has[r] {
		return look(r)
	}
	return r
}

var (
	oneCode    = regexp.MustCompile(`<([0-9A-F]+)> <([0-9A-F]{4})>\n`)
	codeRange  = regexp.MustCompile(`<([0-9A-F]+)> <([0-9A-F]+)> <([0-9A-F]{4})>\n`)
	rangesPart = regexp.MustCompile(`(?s)\d+ beginbfrange\n(.*?)endbfrange\n`)
	codesPart  = regexp.MustCompile(`(?s)\d+ beginbfchar\n(.*?)endbfchar\n`)
)

// mend returns the object of a map, mended; one that needs nothing keeps its
// bytes.
func (w words) mend(body []byte) ([]byte, error) {
	raw, ok := bytes.CutPrefix(body[len(head(body)):], []byte(">> stream\n"))
	if !ok {
		return nil, errPDF
	}
	raw = bytes.TrimSuffix(raw, []byte("\nendstream"))
	zr, err := zlib.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("read its map: %w", err)
	}
	old, err := io.ReadAll(zr)
	if err != nil {
		return nil, fmt.Errorf("read its map: %w", err)
	}
	text := w.codes(w.ranges(string(old)))
	if text == string(old) {
		return body, nil
	}
	var z bytes.Buffer
	zw := zlib.NewWriter(&z)
	_, err = zw.Write([]byte(text))
	if err == nil {
		err = zw.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("write its map: %w", err)
	}
	return fmt.Appendf(nil, "<</Filter /FlateDecode\n/Length %d>> stream\n%s\nendstream", z.Len(), z.Bytes()), nil
}

// codes mends the characters that are told one by one.
func (w words) codes(text string) string {
	return codesPart.ReplaceAllStringFunc(text, func(part string) string {
		return oneCode.ReplaceAllStringFunc(part, func(line string) string {
			m := oneCode.FindStringSubmatch(line)
			return fmt.Sprintf("<%s> <%04X>\n", m[1], w.meant(hexRune(m[2])))
		})
	})
}

// ranges writes the ranges with a character to mend one by one.
func (w words) ranges(text string) string {
	return rangesPart.ReplaceAllStringFunc(text, func(part string) string {
		var whole, single []string
		for _, m := range codeRange.FindAllStringSubmatch(part, -1) {
			from, to, first := hexRune(m[1]), hexRune(m[2]), hexRune(m[3])
			var lines []string
			right := true
			for r := from; r <= to; r++ {
				is := first + r - from
				right = right && w.meant(is) == is
				lines = append(lines, fmt.Sprintf("<%0*X> <%04X>\n", len(m[1]), r, is)) // codes mends it
			}
			if right {
				whole = append(whole, m[0])
			} else {
				single = append(single, lines...)
			}
		}
		return blocks("bfrange", whole) + blocks("bfchar", single)
	})
}

// blocks writes lines in the blocks of at most a hundred that the format allows.
func blocks(kind string, lines []string) string {
	var s strings.Builder
	for part := range slices.Chunk(lines, 100) {
		fmt.Fprintf(&s, "%d begin%s\n%send%s\n", len(part), kind, strings.Join(part, ""), kind)
	}
	return s.String()
}

func hexRune(s string) rune {
	n, err := strconv.ParseUint(s, 16, 32)
	if err != nil {
		return 0 // the patterns let only figures through, at most of 32 bits in files of Chromium
	}
	return rune(n)
}
