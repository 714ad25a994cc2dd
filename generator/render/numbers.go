package render

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	format "golang.org/x/text/number"
)

// digits writes a whole number as a language does: 12,000. Digits are the
// European ones in every language, as in formulas, code and the numbers of
// chapters beside, unless its tag names others: ar-u-nu-arab.
func digits(tag string, n int, opts ...format.Option) string {
	t, err := language.Parse(tag)
	if err != nil {
		t = language.Und
	}
	if t.TypeForKey("nu") == "" {
		if latin, err := t.SetTypeForKey("nu", "latn"); err == nil {
			t = latin
		}
	}
	return message.NewPrinter(t).Sprint(format.Decimal(n, opts...))
}

// Number writes a whole number in the page's language.
func (s shell) Number(n int) string { return digits(s.tag, n) }

// Date writes a day, given as 2026-03-01, in the page's language: golang.org/x/text
// knows numbers, but no dates, so their order and the months are texts of the
// interface.
func (s shell) Date(day string) (string, error) {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return "", fmt.Errorf("%q is not a day such as 2026-03-01", day)
	}
	months, err := text(s.texts, "date.months")
	if err != nil {
		return "", err
	}
	month := digits(s.tag, int(t.Month()))
	if names := strings.Split(months, "|"); len(names) == 12 {
		month = strings.TrimSpace(names[t.Month()-1])
	}
	plain := format.NoSeparator()
	return s.T("date.day", "year", digits(s.tag, t.Year(), plain), "month", month, "day", digits(s.tag, t.Day()))
}

// Times returns a text of the interface as T does, with days that are marked up
// as such: Times "translated.since" "original" "2026-03-01".
func (s shell) Times(key string, pairs ...string) (template.HTML, error) {
	out, err := text(s.texts, key)
	if err != nil {
		return "", err
	}
	out = template.HTMLEscapeString(out)
	for i := 0; i+1 < len(pairs); i += 2 {
		date, err := s.Date(pairs[i+1])
		if err != nil {
			return "", err
		}
		marked := `<time datetime="` + pairs[i+1] + `">` + template.HTMLEscapeString(date) + "</time>" // a day, else Date had refused it
		out = strings.ReplaceAll(out, "{"+pairs[i]+"}", marked)
	}
	// Safe: words of the interface and dates are escaped, and the tags are ours.
	return template.HTML(out), nil
}
