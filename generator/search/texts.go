package search

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"duizhao/generator/site"
)

// textSize is the size in bytes, before compression, at which a page's texts
// go on in another file.
const textSize = 6 << 10

// textFile is a file of texts.
type textFile struct {
	section int    // of the first text
	pos     int    // position of its first token
	data    []byte // compressed: once for a part, however often it is packed
}

// texts collects what excerpts are cut from.
type texts struct {
	title, path string
	current     [4]any // number, id and heading of the section; its text is in body
	body        strings.Builder
	size        int
	list        [][4]any
	done        []textFile
	deflater    *deflater
	first       struct{ section, pos int }
}

// section begins a section.
func (t *texts) section(number int, id, heading string) {
	t.endText()
	t.current = [4]any{number, id, heading, ""}
	t.size += len(id) + len(heading)
	if t.size >= textSize {
		t.endFile(number, 0)
	}
}

// add appends a stretch of text whose first token has position pos.
func (t *texts) add(runs []site.Run, pos int) {
	text := plain(runs)
	if t.size > 0 && t.size+len(text) > textSize {
		t.endText()
		t.endFile(t.current[0].(int), pos)
	}
	if t.body.Len() > 0 {
		t.body.WriteByte('\n')
	}
	t.body.WriteString(text)
	t.size += len(text)
}

// plain returns the text of runs as an excerpt shows it.
func plain(runs []site.Run) string {
	var b strings.Builder
	for _, r := range runs {
		if r.Field == site.TeX {
			b.WriteString(readable(r.Text))
		} else {
			b.WriteString(r.Text)
		}
	}
	return b.String()
}

func (t *texts) endText() {
	if t.current[0] == nil {
		return
	}
	t.current[3] = t.body.String()
	t.body.Reset()
	t.list = append(t.list, t.current)
}

// endFile begins a new file with the text at the given place.
func (t *texts) endFile(section, pos int) {
	if len(t.list) > 0 {
		t.done = append(t.done, textFile{t.first.section, t.first.pos, t.encode()})
	}
	t.first.section, t.first.pos = section, pos
	t.list, t.size = nil, 0
}

// files returns the finished files.
func (t *texts) files() []textFile {
	t.endText()
	t.endFile(0, 0)
	return t.done
}

// encode returns the file of the texts in the list.
func (t *texts) encode() []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode([]any{t.title, t.path, t.list}); err != nil {
		panic("search: strings and numbers always encode: " + err.Error())
	}
	return t.deflater.deflate(b.Bytes())
}

// pieces cuts the runs of a block into stretches that fit a file, at white
// space where there is some, and never inside a character.
func pieces(runs []site.Run) [][]site.Run {
	size := 0
	for _, r := range runs {
		size += len(r.Text)
	}
	if size <= textSize {
		return [][]site.Run{runs}
	}
	var out [][]site.Run
	for _, r := range runs {
		for text := r.Text; text != ""; {
			n := cutAt(text)
			out = append(out, []site.Run{{Field: r.Field, Text: text[:n]}})
			text = text[n:]
		}
	}
	return out
}

func cutAt(text string) int {
	if len(text) <= textSize {
		return len(text)
	}
	if i := strings.LastIndexAny(text[:textSize], "\n \t。，"); i > textSize/2 {
		_, n := utf8.DecodeRuneInString(text[i:])
		return i + n
	}
	n := textSize
	for n > textSize-utf8.UTFMax && !utf8.RuneStart(text[n]) {
		n--
	}
	return n
}
