package pairing

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"duizhao/generator/markdown"
	"duizhao/generator/site"

	"golang.org/x/text/unicode/norm"
)

// A digest is of what a block says, not of how it is written. In it are
//
//   - the kind of block: a paragraph made a list is another block;
//   - the text in reading order, with what each stretch of it is: prose, code,
//     a formula, a picture's alternative text, the name of a variable;
//   - what the files say that the block includes.
//
// Not in it are where the block stands, its file, ids, emphasis and other marks,
// the sign of a list, the level of a heading, the destinations of links and
// pictures, the numbers and order of footnotes, and white space: prose has single
// spaces, none beside Han, where a wrapped line may or may not leave one; lines of
// code end without any, but keep their indentation. Text is compared in the
// normal form C.
//
// Paragraphs in a row of one kind count as one text: to split or to join them
// changes nothing.

// Digest identifies what one or more blocks say. 64 bits are enough: of a
// million blocks no two have the same but with a chance of 1 in 30 million.
type Digest [8]byte

// String returns the digest in hexadecimal, as it stands in the lock.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// parseDigest reads what String writes.
func parseDigest(s string) (d Digest, ok bool) {
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != len(d) || strings.ToLower(s) != s {
		return d, false
	}
	return Digest(b), true
}

// Digest returns the digest of some of the text's blocks, by index.
func (t Text) Digest(blocks ...int) Digest {
	var kinds, said []string
	var w saying
	for _, i := range blocks {
		b := t.Doc.Blocks[i]
		if len(kinds) == 0 || kinds[len(kinds)-1] != string(b.Kind) {
			kinds = append(kinds, string(b.Kind))
		}
		if b.Kind == site.FootnotesBlock {
			said = append(w.end(said), lines(b)...)
			continue
		}
		w.gap()
		for _, r := range b.Runs {
			w.add(r)
		}
		for n, in := range t.Doc.Includes {
			if in.Block == i && n < len(t.Included) {
				said = append(w.end(said), stretch(site.Code, t.Included[n])...)
			}
		}
	}
	said = w.end(said)
	sum := sha256.Sum256([]byte(strings.Join(kinds, "+") + "\x00" + strings.Join(said, "\x00")))
	return Digest(sum[:8])
}

// saying joins runs of one field, those of different blocks too.
type saying struct {
	field site.Field
	text  []byte
	said  []string
}

func (w *saying) add(r site.Run) {
	if r.Field != w.field || r.Field == site.Var {
		w.flush()
		w.field = r.Field
	}
	w.text = append(w.text, r.Text...)
}

func (w *saying) gap() {
	if len(w.text) > 0 {
		w.text = append(w.text, '\n')
	}
}

func (w *saying) flush() {
	w.said = append(w.said, stretch(w.field, string(w.text))...)
	w.text = w.text[:0]
}

// end adds what was gathered to said.
func (w *saying) end(said []string) []string {
	w.flush()
	said = append(said, w.said...)
	w.said = nil
	return said
}

// stretch returns a field with its normalised text, nothing for no text.
func stretch(f site.Field, text string) []string {
	if text = normal(f, text); text == "" {
		return nil
	}
	return []string{string(f) + "\x01" + text}
}

// lines returns the lines of footnotes in an order of their own: that of the
// notes is that of their uses, and changes when a section is moved.
func lines(b markdown.Block) []string {
	var out []string
	for _, r := range b.Runs {
		for line := range strings.SplitSeq(r.Text, "\n") {
			out = append(out, stretch(r.Field, line)...)
		}
	}
	slices.Sort(out)
	return out
}

// normal returns the form of a text in which it is compared.
func normal(f site.Field, text string) string {
	text = norm.NFC.String(text)
	if f != site.Code {
		return closed(text)
	}
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		out = append(out, strings.TrimRightFunc(line, unicode.IsSpace))
	}
	return strings.Trim(strings.Join(out, "\n"), "\n")
}

// closed makes white space single spaces, and none beside Han.
func closed(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	var last rune
	for word := range strings.FieldsSeq(text) {
		if first, _ := utf8.DecodeRuneInString(word); last != 0 && !han(last) && !han(first) {
			b.WriteByte(' ')
		}
		b.WriteString(word)
		last, _ = utf8.DecodeLastRuneInString(word)
	}
	return b.String()
}

// han reports whether a character is written without spaces beside it.
func han(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) ||
		r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xffef
}
