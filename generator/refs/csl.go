package refs

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"duizhao/generator/diag"
)

// item is an entry of CSL-JSON.
type item struct {
	ID             loose     `json:"id"`
	Type           string    `json:"type"`
	Title          string    `json:"title"`
	Author         []cslName `json:"author"`
	Editor         []cslName `json:"editor"`
	Issued         cslDate   `json:"issued"`
	Accessed       cslDate   `json:"accessed"`
	ContainerTitle string    `json:"container-title"`
	Publisher      string    `json:"publisher"`
	Place          string    `json:"publisher-place"`
	Volume         loose     `json:"volume"`
	Issue          loose     `json:"issue"`
	Number         loose     `json:"number"`
	Page           loose     `json:"page"`
	Edition        loose     `json:"edition"`
	Genre          string    `json:"genre"`
	DOI            string    `json:"DOI"`
	URL            string    `json:"URL"`
}

type cslName struct {
	Family, Given, Literal, Suffix string
	Particle                       string `json:"non-dropping-particle"`
	Dropping                       string `json:"dropping-particle"`
}

type cslDate struct {
	Parts   [][]loose `json:"date-parts"`
	Literal string    `json:"literal"`
	Raw     string    `json:"raw"`
}

// loose is a text that may be written as a number.
type loose string

// UnmarshalJSON reads a text or a number.
func (l *loose) UnmarshalJSON(data []byte) error {
	if data[0] == '"' {
		return json.Unmarshal(data, (*string)(l))
	}
	if data[0] == '{' || data[0] == '[' || data[0] == 't' || data[0] == 'f' {
		return &json.UnmarshalTypeError{Value: "no text and no number", Offset: 1}
	}
	if string(data) != "null" {
		*l = loose(data)
	}
	return nil
}

// cslKinds names the kind of each type; all others are OtherWorks.
var cslKinds = map[string]Kind{
	"article-journal": Article, "article": Article, "article-magazine": Article, "article-newspaper": Article,
	"paper-conference": Paper, "book": Book, "chapter": Chapter, "report": Report, "thesis": PhD,
	"webpage": Web, "post": Web, "post-weblog": Web,
}

// parseCSL reads an array of items one by one, so that a wrong value costs one.
func parseCSL(src []byte) ([]Entry, []diag.Note) {
	var notes []diag.Note
	fail := func(start, end int, text, hint string) {
		notes = append(notes, diag.Note{Start: start, End: end, Severity: diag.Error, Code: Code, Text: text, Hint: hint})
	}
	const array = "write an array of items: [ { \"id\": …, \"title\": … } ]"
	dec := json.NewDecoder(bytes.NewReader(src))
	if t, err := dec.Token(); err != nil || t != json.Delim('[') {
		fail(0, 0, "this is no array in JSON", array)
		return nil, notes
	}
	var out []Entry
	keys := map[string]bool{}
	for dec.More() {
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			fail(place(dec, err), place(dec, err), "this is not JSON: "+err.Error(), "what stands behind it is not read")
			return out, notes
		}
		start := int(dec.InputOffset()) - len(raw)
		var it item
		if err := json.Unmarshal(raw, &it); err != nil {
			at := start
			var wrong *json.UnmarshalTypeError
			if errors.As(err, &wrong) && wrong.Field != "" {
				at += min(int(wrong.Offset), len(raw)) - 1
				fail(at, at+1, fmt.Sprintf("%q has a value of the wrong kind", wrong.Field), "")
			} else {
				fail(at, at+1, "this is no item with values of the right kinds", array)
			}
			continue
		}
		e := it.entry()
		e.Start, e.End = keyPlace(raw, start, e.Key)
		switch {
		case e.Key == "":
			fail(start, start+1, "an item without an id", `write "id": "key": pages cite it by [@key]`)
		case keys[e.Key]:
			fail(e.Start, e.End, fmt.Sprintf("the id %q is taken by an item above", e.Key), "give one of the two another id")
		default:
			keys[e.Key] = true
			if e.Title == "" {
				notes = append(notes, untitled(&e))
			}
			out = append(out, e)
		}
	}
	if _, err := dec.Token(); err != nil {
		fail(len(src), len(src), "the array is never closed", "")
	} else if _, err := dec.Token(); err != io.EOF {
		at := int(dec.InputOffset())
		fail(at, at, "something stands behind the array", "")
	}
	return out, notes
}

func place(dec *json.Decoder, err error) int {
	var wrong *json.SyntaxError
	if errors.As(err, &wrong) {
		return max(int(wrong.Offset)-1, 0)
	}
	return int(dec.InputOffset())
}

// keyPlace finds the id in an item; where it is written in another way, that is
// the item's first character.
func keyPlace(raw []byte, start int, key string) (from, to int) {
	quoted, err := json.Marshal(key)
	if err != nil {
		return start, start + 1
	}
	rest := raw
	if i := bytes.Index(rest, []byte(`"id"`)); i >= 0 {
		start, rest = start+i, rest[i:]
	}
	if i := bytes.Index(rest, quoted); i >= 0 && key != "" {
		return start + i + 1, start + i + len(quoted) - 1
	}
	return start, start + 1
}

func (it item) entry() Entry {
	e := Entry{
		Key: string(it.ID), Kind: cmp.Or(cslKinds[it.Type], OtherWorks), Title: marked(it.Title),
		Authors: people(it.Author), Editors: people(it.Editor), Container: marked(it.ContainerTitle),
		Publisher: it.Publisher, Address: it.Place, Volume: string(it.Volume), Number: cmp.Or(string(it.Issue), string(it.Number)),
		Pages: pages(string(it.Page)), Edition: string(it.Edition), DOI: address(it.DOI), URL: address(it.URL),
	}
	if e.Kind == PhD && strings.Contains(strings.ToLower(it.Genre), "master") {
		e.Kind = Master
	}
	e.Year, e.Month, e.Day = it.Issued.read()
	if y, m, d := it.Accessed.read(); y != "" && m > 0 && d > 0 {
		e.Accessed = fmt.Sprintf("%s-%02d-%02d", y, m, d)
	}
	e.settle()
	return e
}

// tags are the marks that CSL allows in titles.
var tags = regexp.MustCompile(`</?(i|b|sup|sub|sc|span)( [^<>]*)?>`)

func marked(s string) string { return collapse(tags.ReplaceAllString(s, "")) }

func people(list []cslName) Names {
	var out Names
	for _, n := range list {
		p := Name{Family: strings.TrimSpace(n.Dropping + " " + n.Particle + " " + n.Family), Given: n.Given, Suffix: n.Suffix, Literal: n.Literal}
		p.Family = collapse(p.Family)
		switch {
		case p.Literal == "others" || p.Family == "others" && p.Given == "":
			out.Others = true
		case p.Literal != "" || p.Family != "":
			out.List = append(out.List, p)
		case p.Given != "":
			out.List = append(out.List, Name{Literal: p.Given})
		}
	}
	return out
}

func (d cslDate) read() (year string, month, day int) {
	if len(d.Parts) == 0 {
		return cmp.Or(d.Literal, d.Raw), 0, 0
	}
	p := append(d.Parts[0], "", "", "")
	month = monthOf(string(p[1]))
	day, _ = strconv.Atoi(string(p[2])) // missing: 0
	return string(p[0]), month, day
}
