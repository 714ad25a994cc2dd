package refs

import (
	"fmt"
	"strings"
	"time"
)

// apa writes an entry in a form like that of the APA manual, seventh edition.
//
//	Authors, A., & Authors, B. (2014). Title. Journal, 8(3), 229–256. https://doi.org/…
//
// Titles are printed as written: which words are names nobody here can tell.
func apa(e *Entry, o Options) []Run {
	w := &setter{}
	who := apaNames(e.Authors, false)
	if who == "" && e.Kind != Paper && e.Kind != Chapter {
		if who = apaNames(e.Editors, false); who != "" {
			who += apaRole(e.Editors)
		}
	}
	w.text("", who)
	if who == "" {
		apaTitle(w, e)
	}
	w.text(". ", apaDate(e, o))
	if who != "" {
		apaTitle(w, e)
	}
	apaPublished(w, e, who)
	w.stop()
	apaPlaces(w, e)
	return w.runs
}

func apaDate(e *Entry, o Options) string {
	year := e.Year
	if year == "" {
		year = "n.d."
		o.Suffix = cond(o.Suffix != "", "-"+o.Suffix)
	}
	out := year + o.Suffix
	if e.Month > 0 && (e.Kind == Web || e.Kind == OtherWorks) {
		out += ", " + time.Month(e.Month).String()
		if e.Day > 0 {
			out += fmt.Sprintf(" %d", e.Day)
		}
	}
	return "(" + out + ")"
}

// apaTitle writes the title: slanted where the work stands for itself.
func apaTitle(w *setter, e *Entry) {
	switch e.Kind {
	case Article, Paper, Chapter:
		w.text(". ", e.Title)
	default:
		w.italic(". ", e.Title)
	}
	var more []string
	if e.Kind == Book && e.Edition != "" {
		if strings.Trim(e.Edition, "0123456789") == "" {
			more = append(more, ordinal(e.Edition)+" ed.")
		} else {
			more = append(more, strings.TrimSuffix(strings.TrimSuffix(e.Edition, "."), " edition")+" ed.")
		}
	}
	if e.Kind == Book && e.Volume != "" {
		more = append(more, "Vol. "+e.Volume)
	}
	if e.Kind == Report && e.Number != "" {
		more = append(more, e.Number)
	}
	w.text(" ", cond(len(more) > 0, "("+strings.Join(more, ", ")+")"))
	if kind := map[Kind]string{PhD: "Doctoral dissertation", Master: "Master’s thesis"}[e.Kind]; kind != "" {
		w.text(" ", "["+kind+cond(e.Publisher != "", ", "+e.Publisher)+"]")
	}
}

func apaPublished(w *setter, e *Entry, who string) {
	switch e.Kind {
	case Article:
		w.italic(". ", e.Container)
		w.italic(", ", e.Volume)
		if e.Number != "" {
			w.text(cond(e.Volume == "", ", "), "("+e.Number+")")
		}
		w.text(", ", e.Pages)
	case Paper, Chapter:
		in := apaNames(e.Editors, true)
		if in != "" {
			in += apaRole(e.Editors) + ","
		}
		if e.Container != "" {
			w.text(". ", "In "+cond(in != "", in+" "))
			w.italic("", e.Container)
		}
		if e.Pages != "" {
			w.text(" ", "("+apaPages(e.Pages)+")")
		}
		w.text(". ", e.Publisher)
	case Preprint:
		w.text(". ", "arXiv")
	case PhD, Master:
		// The school stands behind the title.
	default:
		if e.Publisher != who {
			w.text(". ", e.Publisher)
		}
		w.text(". ", e.Note)
	}
}

func apaPages(s string) string {
	if strings.ContainsAny(s, "–-,") {
		return "pp. " + s
	}
	return "p. " + s
}

// apaPlaces writes addresses in full, without a full stop behind.
func apaPlaces(w *setter, e *Entry) {
	if e.DOI != "" && e.doi() == "" {
		w.text(" ", e.DOI)
	}
	w.link(" ", e.doi(), e.doi())
	w.link(" ", e.arXiv(), e.arXiv())
	w.link(" ", e.URL, e.URL)
}

func apaRole(list Names) string {
	if len(list.List) > 1 || list.Others {
		return " (Eds.)"
	}
	return " (Ed.)"
}

// apaNames writes up to twenty names; of more, the first nineteen and the last.
// Inside an entry, behind In, initials stand first.
func apaNames(list Names, inside bool) string {
	var out []string
	for _, n := range list.List {
		out = append(out, apaName(n, inside))
	}
	n := len(out)
	switch {
	case n == 0:
		return ""
	case list.Others:
		return strings.Join(out[:min(n, 19)], ", ") + ", et al."
	case n > 20:
		return strings.Join(out[:19], ", ") + ", … " + out[n-1]
	case n == 1:
		return out[0]
	case n == 2 && inside:
		return out[0] + " & " + out[1]
	}
	return strings.Join(out[:n-1], ", ") + ", & " + out[n-1]
}

func apaName(n Name, inside bool) string {
	switch {
	case n.Literal != "":
		return n.Literal
	case han(n.Family):
		return n.Family + n.Given
	}
	var given string
	for _, i := range n.initials() {
		given += cond(given != "" && !strings.HasPrefix(i, "-"), " ") + i + "."
	}
	if inside {
		return strings.TrimSpace(given+" "+n.Family) + cond(n.Suffix != "", ", "+n.Suffix)
	}
	return n.Family + cond(given != "", ", "+given) + cond(n.Suffix != "", ", "+n.Suffix)
}

// ordinal writes 2 as 2nd.
func ordinal(n string) string {
	end := "th"
	if len(n) < 2 || n[len(n)-2] != '1' {
		switch n[len(n)-1] {
		case '1':
			end = "st"
		case '2':
			end = "nd"
		case '3':
			end = "rd"
		}
	}
	return n + end
}
