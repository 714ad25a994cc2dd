package refs

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
)

// Style is a form of references.
type Style string

// The styles.
const (
	GBT Style = "gbt"
	APA Style = "apa"
)

// StyleOf returns the style for texts in a language, by its BCP 47 tag.
func StyleOf(tag string) Style {
	if base, _, _ := strings.Cut(tag, "-"); base == "zh" {
		return GBT
	}
	return APA
}

// Field says how a run of an entry is set.
type Field string

// The fields of a run.
const (
	Plain  Field = "plain"
	Italic Field = "italic"
	Link   Field = "link" // its URL is safe to follow: http or https
)

// Run is a stretch of an entry's text.
type Run struct {
	Field Field
	Text  string
	URL   string
}

// Options are how one list is set.
type Options struct {
	AuthorYear bool   // the list is in order of authors, cited by author and year
	Suffix     string // behind the year: a, b …, where author and year are those of another entry
}

// Format writes an entry. One without a title is known by its key.
func Format(e *Entry, s Style, o Options) []Run {
	if e.Title == "" {
		named := *e
		named.Title = e.Key
		e = &named
	}
	if s == GBT {
		return gbt(e, o)
	}
	return apa(e, o)
}

// Label names an entry in running text: "Goodfellow et al., 2014".
func Label(e *Entry, s Style, o Options) string {
	list := e.Authors
	if len(list.List) == 0 {
		list = e.Editors
	}
	who := e.Title
	if who == "" {
		who = e.Key
	}
	if len(list.List) > 0 {
		who = list.List[0].short()
	}
	and, others, comma, undated := " & ", " et al.", ", ", "n.d."
	if s == GBT {
		and, others, comma, undated = " 和 ", " 等", "，", "日期不详"
	}
	switch n := len(list.List); {
	case n > 2 || n > 0 && list.Others:
		who += others
	case n == 2:
		who += and + list.List[1].short()
	}
	year := e.Year
	if year == "" {
		year = undated
	}
	return who + comma + year + o.Suffix
}

// Lang returns the language of an entry as its characters tell it: ja, zh, or ""
// for those that letters alone do not.
func Lang(e *Entry) string {
	text := e.Title
	for _, n := range e.Authors.List {
		text += n.Literal + n.Family
	}
	switch {
	case strings.ContainsFunc(text, func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) }):
		return "ja"
	case han(text):
		return "zh"
	}
	return ""
}

// SortKey is what entries are put in order by: names, year, title.
func SortKey(e *Entry) string {
	list := e.Authors.List
	if len(list) == 0 {
		list = e.Editors.List
	}
	var out []string
	for _, n := range list {
		out = append(out, n.Literal+n.Family+" "+n.Given)
	}
	return strings.Join(append(out, e.Year, e.Title, e.Key), "\x00")
}

// setter joins parts of an entry so that what is missing leaves no trace.
type setter struct {
	runs []Run
	last byte // of the text so far
}

func (w *setter) put(f Field, text, url string) {
	if text == "" {
		return
	}
	w.last = text[len(text)-1]
	if n := len(w.runs); n > 0 && f != Link && w.runs[n-1].Field == f {
		w.runs[n-1].Text += text
		return
	}
	w.runs = append(w.runs, Run{f, text, url})
}

// text puts a part behind a separator; nothing where there is no part, and no
// separator where nothing stands before.
func (w *setter) text(sep, text string) {
	if text != "" {
		w.sep(sep)
		w.put(Plain, text, "")
	}
}

func (w *setter) italic(sep, text string) {
	if text != "" {
		w.sep(sep)
		w.put(Italic, text, "")
	}
}

func (w *setter) link(sep, text, url string) {
	if text != "" {
		w.sep(sep)
		w.put(Link, text, url)
	}
}

func (w *setter) sep(s string) {
	if len(w.runs) == 0 || s == "" {
		return
	}
	if s[0] == '.' && w.ended() {
		s = s[1:]
	}
	w.put(Plain, s, "")
}

// stop ends a sentence, once.
func (w *setter) stop() {
	if len(w.runs) > 0 && !w.ended() {
		w.put(Plain, ".", "")
	}
}

func (w *setter) ended() bool {
	text := w.runs[len(w.runs)-1].Text
	return w.last == '.' || w.last == '?' || w.last == '!' ||
		strings.HasSuffix(text, "。") || strings.HasSuffix(text, "？") || strings.HasSuffix(text, "！")
}

// doi returns the address of a DOI; "" for what is none.
func (e *Entry) doi() string {
	if !strings.HasPrefix(e.DOI, "10.") {
		return ""
	}
	return "https://doi.org" + (&url.URL{Path: "/" + e.DOI}).EscapedPath()
}

var arXivID = regexp.MustCompile(`^([a-z-]+(\.[A-Z]{2})?/[0-9]{7}|[0-9]{4}\.[0-9]{4,5})(v[0-9]+)?$`)

// arXiv returns the address of a preprint; "" where there is none.
func (e *Entry) arXiv() string {
	if !arXivID.MatchString(e.ArXiv) {
		return ""
	}
	return "https://arxiv.org/abs/" + e.ArXiv
}
