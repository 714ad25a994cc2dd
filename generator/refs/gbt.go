package refs

import (
	"fmt"
	"strings"
)

// marks are the signs of the kinds of works (GB/T 7714-2015, appendix B). A
// preprint counts as an archived document.
var marks = map[Kind]string{
	Article: "J", Paper: "C", Chapter: "M", Book: "M", Report: "R", PhD: "D", Master: "D", Preprint: "A", Web: "EB", OtherWorks: "Z",
}

// gbt writes an entry in the form of GB/T 7714-2015.
//
//	AUTHORS. Title[J]. Journal, 2014, 8(3): 229-256. DOI:…
//	AUTHORS. Title[C]//Proceedings. Place: Publisher, 2014: 1-9.
//	AUTHORS. Title[EB/OL]. Publisher, (2026-02)[2026-03-01]. https://…
//
// In order of authors the year stands behind them.
func gbt(e *Entry, o Options) []Run {
	w := &setter{}
	year := e.Year + o.Suffix
	who := gbtNames(e.Authors)
	if who == "" && e.Kind != Paper && e.Kind != Chapter {
		who = gbtNames(e.Editors)
	}
	w.text("", who)
	if o.AuthorYear && who != "" {
		w.text(", ", cond(e.Year == "", "[日期不详]")+year)
		year = ""
	}
	w.text(". ", gbtTitle(e))
	if e.Kind == Paper || e.Kind == Chapter {
		w.text("//", gbtNames(e.Editors))
		if len(e.Editors.List) > 0 {
			w.text(". ", e.Container)
		} else {
			w.text("", cond(e.Container != "", "//")+e.Container)
		}
	}
	if e.Edition != "" {
		w.text(". ", gbtEdition(e))
	}
	gbtPublished(w, e, year)
	if e.Kind == OtherWorks {
		w.text(". ", e.Note)
	}
	gbtPlaces(w, e)
	w.stop()
	return w.runs
}

func cond(ok bool, s string) string {
	if ok {
		return s
	}
	return ""
}

func gbtTitle(e *Entry) string {
	title := strings.TrimRight(e.Title, ".")
	if e.Kind == Report && e.Number != "" {
		title += ": " + e.Number
	}
	online := e.URL != "" || e.arXiv() != ""
	return title + "[" + marks[e.Kind] + cond(online, "/OL") + "]"
}

func gbtEdition(e *Entry) string {
	switch {
	case strings.Trim(e.Edition, "0123456789") != "":
		return e.Edition
	case han(e.Title):
		return e.Edition + " 版"
	}
	return ordinal(e.Edition) + " ed"
}

// gbtPublished writes where, by whom and when: an article's journal, a book's
// publisher, a web page's date.
func gbtPublished(w *setter, e *Entry, year string) {
	if e.Kind == Web || e.Kind == Preprint {
		date := year
		if date != "" && e.Month > 0 {
			date += fmt.Sprintf("-%02d", e.Month)
			if e.Day > 0 {
				date += fmt.Sprintf("-%02d", e.Day)
			}
		}
		sep := ". "
		if e.Kind == Web && e.Publisher != "" {
			w.text(". ", e.Publisher)
			sep = ", "
		}
		w.text(sep, cond(date != "", "("+date+")")+cond(e.Accessed != "", "["+e.Accessed+"]"))
		return
	}
	first := e.Container
	if e.Kind != Article {
		first = e.Publisher
		if e.Address != "" && first != "" {
			first = e.Address + ": " + first
		}
	}
	sep := ". "
	for _, part := range []string{first, year, gbtIssue(e)} {
		if part != "" {
			w.text(sep, part)
			sep = ", "
		}
	}
	if e.Pages != "" {
		w.text(map[bool]string{true: ": ", false: ". "}[sep == ", "], strings.ReplaceAll(e.Pages, "–", "-"))
	}
	w.text("", cond(e.Accessed != "" && e.URL != "", "["+e.Accessed+"]"))
}

// gbtIssue returns 8(3), an article's volume and issue.
func gbtIssue(e *Entry) string {
	if e.Kind != Article {
		return ""
	}
	return e.Volume + cond(e.Number != "", "("+e.Number+")")
}

func gbtPlaces(w *setter, e *Entry) {
	if e.DOI != "" {
		w.text(". ", "DOI:")
		if at := e.doi(); at != "" {
			w.link("", e.DOI, at)
		} else {
			w.text("", e.DOI)
		}
	}
	w.link(". ", e.arXiv(), e.arXiv())
	w.link(". ", e.URL, e.URL)
}

// gbtNames writes three names at most, family names of Latin letters in
// capitals, initials without stops.
func gbtNames(list Names) string {
	var out []string
	for i, n := range list.List {
		if i == 3 {
			break
		}
		out = append(out, gbtName(n))
	}
	if len(list.List) > 3 || list.Others && len(out) > 0 {
		if han(out[0]) {
			out = append(out, "等")
		} else {
			out = append(out, "et al")
		}
	}
	text := strings.Join(out, ", ")
	if strings.HasSuffix(text, "et al") {
		text += "."
	}
	return text
}

func gbtName(n Name) string {
	switch {
	case n.Literal != "":
		return n.Literal
	case han(n.Family):
		return n.Family + n.Given
	}
	out := strings.ToUpper(n.Family)
	if in := n.initials(); len(in) > 0 {
		out += " " + strings.ReplaceAll(strings.Join(in, " "), "-", "")
	}
	return out + cond(n.Suffix != "", " "+strings.TrimRight(n.Suffix, "."))
}
