package main

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"net/http"
	"net/url"
	"strings"
)

// search fetches the whole index of a language, as the client would for all queries
// together: the directory, what it names, what that names, and the files beside the
// index. Where hits lead to is asked for too. The format is documented at the top of
// generator/search; the reader here is one of its own.
func (c *crawl) search(from, folder string) {
	at, err := url.Parse(from)
	if err != nil {
		return
	}
	to, err := at.Parse(folder)
	if err != nil || c.index[to.String()] {
		return
	}
	root := to.String()
	c.index[root] = true
	i := indexed{crawl: c, folder: root}
	pages := 0
	i.file("dir", func(r *coded) {
		if v := r.number(once); v != 4 {
			panic(fmt.Sprintf("version %d of the index", v))
		}
		pages = r.number(once)
		r.number(once)
		fold := r.name()
		r.number(once)
		tables := r.names()
		leaves := r.number(once)
		children := r.children()
		if strings.Trim(fold, "0") != "" {
			i.file(fold, nil)
		}
		for _, t := range tables {
			i.file(t, i.table)
		}
		for _, name := range children {
			if leaves == 0 {
				i.file(name, i.shard)
				continue
			}
			i.file(name, func(r *coded) {
				for _, name := range r.children() {
					i.file(name, i.shard)
				}
			})
		}
	})
	i.beside(pages)
}

// indexed is an index that is read.
type indexed struct {
	*crawl
	folder string
}

// fetch asks for a file of the index; nil says that it is not there.
func (i indexed) fetch(name string) []byte {
	i.add(i.folder, "search", name)
	got := i.get(i.folder + name)
	if got.Code != http.StatusOK {
		return nil
	}
	return got.Body.Bytes()
}

// file reads a file that is one code; read is nil for one that names no other.
func (i indexed) file(name string, read func(*coded)) {
	if name != "dir" {
		name += ".bin"
	}
	data := i.fetch(name)
	if data == nil || read == nil {
		return
	}
	defer func() {
		if why := recover(); why != nil {
			i.bad = append(i.bad, bad{i.folder, "search", name, fmt.Sprint(why)})
		}
	}()
	read(newCoded(data))
}

func (i indexed) table(r *coded) {
	for range r.number(once) {
		for range r.number(6) {
			r.number(section)
			r.number(65)
			i.texts(r.name() + ".bin")
		}
	}
}

func (i indexed) shard(r *coded) {
	var others []string
	others = append(others, r.name())
	term := []uint16(nil)
	for range r.number(once) {
		term = r.term(term)
		pages := r.number(6)
		switch {
		case len(term) > 0 && term[0] == 3: // a word of the vocabulary
		case r.digit(7, 0) == 1:
			for range r.number(once) {
				r.number(8)
				others = append(others, r.name(), r.name())
			}
		default:
			r.rows(pages)
		}
	}
	for _, name := range others {
		if strings.Trim(name, "0") != "" {
			i.file(name, nil)
		}
	}
}

// texts reads a file of texts: where hits lead to.
func (i indexed) texts(name string) {
	data := i.fetch(name)
	if data == nil {
		return
	}
	text, err := io.ReadAll(flate.NewReader(bytes.NewReader(data)))
	var page struct {
		path     string
		sections [][]any
	}
	if err == nil {
		err = json.Unmarshal(text, &[]any{new(string), &page.path, &page.sections})
	}
	if err != nil {
		i.bad = append(i.bad, bad{i.folder, "search", name, err.Error()})
		return
	}
	for _, s := range page.sections {
		id, _ := s[1].(string)
		i.hit(page.path, id)
	}
}

// hit asks for the page that a hit leads to.
func (i indexed) hit(path, id string) {
	i.add(i.base.String(), "hit", (&url.URL{Path: "./" + path, Fragment: id}).String())
}

// beside reads the files that lie beside the index: the languages there are, and what
// pages and headings are there in them.
func (i indexed) beside(pages int) {
	var about struct{ Languages [][]string }
	if data := i.fetch("about.json"); data != nil {
		if err := json.Unmarshal(data, &about); err != nil {
			i.bad = append(i.bad, bad{i.folder, "search", "about.json", err.Error()})
		}
	}
	const perFile = 32
	for _, l := range about.Languages {
		for n := range (pages + perFile - 1) / perFile {
			name := fmt.Sprintf("%s-%d.json", l[0], n)
			var parts map[string][]any
			if data := i.fetch(name); data == nil || json.Unmarshal(data, &parts) != nil {
				continue
			}
			for here, there := range parts {
				i.hit(here, "")
				path, _ := there[0].(string)
				ids, _ := there[2].(map[string]any)
				for id := range ids {
					i.hit(path, id)
				}
			}
		}
	}
	var kept []string // what browsers keep of it
	if data := i.get(i.folder + "offline.json"); data.Code == http.StatusOK {
		i.add(i.folder, "search", "offline.json")
		if err := json.Unmarshal(data.Body.Bytes(), &kept); err != nil {
			i.bad = append(i.bad, bad{i.folder, "search", "offline.json", err.Error()})
		}
	}
	for _, name := range kept {
		i.add(i.folder, "precache", name)
	}
}

// Kinds of numbers.
const (
	once    = 1
	section = 142
)

// coded reads an arithmetic code. What is damaged panics.
type coded struct {
	data       []byte
	at         int
	code, size uint64
	seen       map[[2]int]*[2]uint64
	highest    map[int]int
}

var errShort = errors.New("the file is cut off")

func newCoded(data []byte) *coded {
	r := &coded{data: data, size: 1<<32 - 1, seen: map[[2]int]*[2]uint64{}, highest: map[int]int{}}
	for range 4 {
		r.shift()
	}
	return r
}

func (r *coded) shift() {
	if r.at >= len(r.data) {
		panic(errShort)
	}
	r.code = r.code<<8 + uint64(r.data[r.at])
	r.at++
}

func (r *coded) digit(kind, slot int) int {
	s := r.seen[[2]int{kind, slot}]
	if s == nil {
		s = &[2]uint64{}
		r.seen[[2]int{kind, slot}] = s
	}
	ones := s[1]*2 + 1
	part := r.size * ones / (s[0]*2 + 1 + ones)
	one := 0
	if r.code < part {
		one, r.size = 1, part
	} else {
		r.code -= part
		r.size -= part
	}
	if s[one]++; s[0]+s[1] > 127 {
		s[0] >>= 1
		s[1] >>= 1
	}
	for ; r.size < 1<<24; r.size <<= 8 {
		r.shift()
	}
	return one
}

func (r *coded) number(kind int) int {
	n := 0
	for r.digit(kind, n) == 1 {
		if n++; n > 31 {
			panic(errors.New("a number is too large"))
		}
	}
	v := 1
	for ; n > 0; n-- {
		v = v*2 + r.digit(kind, 32+n-1)
	}
	return v - 1
}

func (r *coded) fixed(kind, digits int) int {
	v := 1
	for range digits {
		v = v*2 + r.digit(kind, v)
	}
	return v - 1<<digits
}

func (r *coded) name() string {
	v := 0
	for range 48 {
		v = v*2 + r.digit(0, 0)
	}
	return fmt.Sprintf("%012x", v)
}

func (r *coded) names() []string {
	out := make([]string, r.number(once))
	for i := range out {
		out[i] = r.name()
	}
	return out
}

// term reads a term after another, in UTF-16 units.
func (r *coded) term(before []uint16) []uint16 {
	shared := r.number(2)
	if shared > len(before) {
		panic(errors.New("a term shares more than there is"))
	}
	term := append([]uint16(nil), before[:shared]...)
	if shared < len(before) {
		old, kind := before[shared], 3
		if old > 127 {
			kind = 4
		}
		term = append(term, old+uint16(r.number(kind)))
	}
	for {
		last := uint16(0)
		if len(term) > 0 {
			last = term[len(term)-1]
		}
		c := 0
		switch {
		case last > 96 && last < 123:
			c = int(last) - 94
		case last > 127:
			c = 2
		case last > 0:
			c = 1
		}
		switch symbol := r.fixed(84+2*c, 7); {
		case symbol > 126:
			return term
		case symbol == 126:
			term = append(term, uint16(r.number(5)))
		default:
			term = append(term, uint16(symbol))
		}
	}
}

func (r *coded) children() []string {
	out := make([]string, r.number(once))
	term := []uint16(nil)
	for i := range out {
		term = r.term(term)
		out[i] = r.name()
	}
	return out
}

// rows reads over the sections of a term on so many pages.
func (r *coded) rows(count int) {
	kind := bits.Len(uint(count))
	page := 0
	for ; count > 0; count-- {
		page += r.number(32 + kind)
		at := 0
		for later, more := 0, 1; more == 1; later = 1 {
			high := r.highest[page]
			distance := 32
			if at <= high {
				distance = bits.Len(uint(high - at))
			}
			at += r.number(section + distance + 33*later)
			grade := 10 + 2*later
			if at == 0 {
				grade++
			}
			r.fixed(grade, 3)
			more = r.digit(14, kind)
			at++
			r.highest[page] = max(high, at)
		}
		page++
	}
}
