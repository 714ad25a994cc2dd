package search

import (
	"bytes"
	"encoding/json"
	"fmt"

	"duizhao/generator/assemble"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// Beside the index lie files for the search's interface, which reads them once
// the first results are shown. They are JSON, have fixed names, and hold plain
// text; without them search works, but for filter and other languages.
//
//	about.json  {"chapters": [[title, number of its first page in the index], …],
//	             "languages": [[id, tag, name, direction], …] but this one,
//	             "terms": [[[form, …] in this language, [form, …] in each of languages], …]}
//	ID-N.json   what of the index's pages from Counterparts × N on the language ID
//	            has: {path: [path there, title there, {id of a heading: its text there}]}
//
// Headings of paired texts have one id, so a heading that is found here leads
// to its counterpart; a term of the glossary leads to its name there.

// Counterparts is how many pages one file of counterparts is for.
const Counterparts = 32

// About returns the file about a language's search: of the site's languages, of
// the views of the index's pages, and of the terms by language id.
func About(lang site.Lang, langs []site.Lang, pages []*assemble.View, terms []map[string][]string) File {
	out := struct {
		Chapters  [][2]any     `json:"chapters"`
		Languages [][4]string  `json:"languages"`
		Terms     [][][]string `json:"terms"`
	}{[][2]any{}, [][4]string{}, [][][]string{}}
	last := ""
	for i, v := range pages {
		title := ""
		if v.Nav != nil && v.Nav.Current >= 0 {
			c := v.Nav.Chapters[v.Nav.Current]
			if title = c.Title; c.Number != "" {
				title = c.Number + " " + title
			}
		}
		if title != last { // pages of no chapter that come first have no entry, later ones one without a title
			out.Chapters = append(out.Chapters, [2]any{title, i})
			last = title
		}
	}
	for _, l := range langs {
		if l.ID != lang.ID {
			out.Languages = append(out.Languages, [4]string{l.ID, l.Tag, l.Name, l.Dir})
		}
	}
	for _, t := range terms {
		row, known := [][]string{t[lang.ID]}, false
		for _, l := range out.Languages {
			row = append(row, append([]string{}, t[l[0]]...))
			known = known || len(t[l[0]]) > 0
		}
		if known && len(row[0]) > 0 {
			out.Terms = append(out.Terms, row)
		}
	}
	return File{site.SearchFolder(lang.ID).Path + "about.json", encodePlain(out)}
}

// Text is a page in one language.
type Text struct {
	Doc  *markdown.Doc
	View *assemble.View
}

// CounterpartsPath is where the counterparts in another language of the n-th
// Counterparts pages are.
func CounterpartsPath(lang, other string, n int) string {
	return fmt.Sprintf("%s%s-%d.json", site.SearchFolder(lang).Path, other, n)
}

// CounterpartsFile makes that file from the pages and, in their order, what they
// are in the other language, nil for what is not translated.
func CounterpartsFile(pages []*assemble.View, others []*Text) []byte {
	out := map[string][3]any{}
	for i, v := range pages {
		o := others[i]
		if o == nil {
			continue
		}
		headings := map[string]string{}
		for n, h := range o.Doc.Headings {
			if id := id(o.View, n); id != "" {
				headings[id] = o.View.Vars.Text(h.Runs)
			}
		}
		out[v.URL.Path] = [3]any{o.View.URL.Path, o.View.Title, headings}
	}
	return encodePlain(out)
}

// encodePlain returns JSON; a map's keys are sorted.
func encodePlain(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("search: strings and numbers always encode: " + err.Error())
	}
	return b.Bytes()
}
