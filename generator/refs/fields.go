package refs

import (
	"cmp"
	"strconv"
	"strings"
	"time"
)

// kinds names the kind of each type of entry; all others are OtherWorks.
var kinds = map[string]Kind{
	"article": Article, "inproceedings": Paper, "conference": Paper, "book": Book, "booklet": Book, "proceedings": Book,
	"incollection": Chapter, "inbook": Chapter, "techreport": Report, "report": Report, "manual": Report,
	"phdthesis": PhD, "thesis": PhD, "mastersthesis": Master, "online": Web, "electronic": Web, "www": Web,
}

// unprinted are fields that reference managers write and nobody prints.
var unprinted = map[string]bool{"abstract": true, "file": true, "keywords": true, "annote": true, "annotation": true, "note": true, "copyright": true}

// fill makes an entry of the fields of a BibTeX entry, as they were written.
func (e *Entry) fill(kind string, raw map[string]string) {
	text := func(names ...string) string {
		for _, n := range names {
			if s := plain(raw[n]); s != "" {
				return s
			}
		}
		return ""
	}
	e.Kind = cmp.Or(kinds[kind], OtherWorks)
	e.Title = text("title")
	if sub := text("subtitle"); sub != "" {
		e.Title += ": " + sub
	}
	e.Authors, e.Editors = names(raw["author"]), names(raw["editor"])
	e.Container = text("journal", "journaltitle", "booktitle")
	e.Publisher = text("publisher", "institution", "school", "organization")
	e.Address = text("address", "location")
	e.Volume, e.Edition = text("volume"), text("edition")
	e.Number = text("number", "issue")
	e.Pages = pages(text("pages"))
	e.Note = text("howpublished")
	e.DOI, e.Accessed = address(raw["doi"]), text("urldate")
	e.URL = address(raw["url"])
	if at := address(raw["howpublished"]); e.URL == "" && isWeb(at) {
		e.URL, e.Note = at, ""
	}
	prefix := strings.ToLower(text("archiveprefix", "eprinttype"))
	if id := address(raw["eprint"]); prefix == "arxiv" || prefix == "" {
		e.ArXiv = id
	}
	e.date(text("year"), text("month"), text("date"))
	e.settle()
}

// date takes the year and the month, else biblatex's date.
func (e *Entry) date(year, month, date string) {
	parts := strings.SplitN(date, "-", 3)
	e.Year = cmp.Or(year, parts[0])
	if month == "" && len(parts) > 1 {
		month = parts[1]
	}
	e.Month = monthOf(month)
	if len(parts) > 2 {
		e.Day, _ = strconv.Atoi(parts[2]) // a range or nonsense is no day
	}
}

// months are the names of months in lower case.
var months = func() []string {
	var out []string
	for m := time.January; m <= time.December; m++ {
		out = append(out, strings.ToLower(m.String()))
	}
	return out
}()

func monthOf(s string) int {
	if n, err := strconv.Atoi(s); err == nil && n >= 1 && n <= 12 {
		return n
	}
	s = strings.ToLower(strings.TrimSuffix(s, "."))
	for i, m := range months {
		if len(s) >= 3 && strings.HasPrefix(m, s) {
			return i + 1
		}
	}
	return 0
}

// pages writes a range with an en dash.
func pages(s string) string {
	out := []rune(s)
	for i, r := range out {
		if r == '-' && i > 0 && i < len(out)-1 && digit(out[i-1]) && digit(out[i+1]) {
			out[i] = '–'
		}
	}
	return string(out)
}

func digit(r rune) bool { return r >= '0' && r <= '9' }
