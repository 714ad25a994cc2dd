package main

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"fmt"
	"io"
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
