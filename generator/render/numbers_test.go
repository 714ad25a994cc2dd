package render

import "testing"

func TestNumbersAndDates(t *testing.T) {
	th := defaultTheme(t)
	for _, c := range []struct{ tag, number, date, first string }{
		{"zh-Hans", "12,345", "2026年3月1日", "1999年12月31日"},
		{"zh-Hant", "12,345", "2026年3月1日", "1999年12月31日"},
		{"zh-TW", "12,345", "2026年3月1日", "1999年12月31日"},
		{"en", "12,345", "March 1, 2026", "December 31, 1999"},
		{"ja", "12,345", "2026年3月1日", "1999年12月31日"},
		{"ar", "12,345", "1 مارس 2026", "31 ديسمبر 1999"},
		{"ar-u-nu-arab", "١٢٬٣٤٥", "١ مارس ٢٠٢٦", "٣١ ديسمبر ١٩٩٩"},
		{"de", "12.345", "March 1, 2026", "December 31, 1999"}, // its words are English
	} {
		s := shell{theme: th, tag: c.tag, texts: th.texts[th.table(c.tag)]}
		if got := s.Number(12345); got != c.number {
			t.Errorf("%s: the number is %q, want %q", c.tag, got, c.number)
		}
		for day, want := range map[string]string{"2026-03-01": c.date, "1999-12-31": c.first} {
			if got, err := s.Date(day); got != want || err != nil {
				t.Errorf("%s: %s is %q, %v, want %q", c.tag, day, got, err, want)
			}
		}
	}
	s := shell{theme: th, tag: "en", texts: th.texts["en"]}
	if got, err := s.T("article.minutes", "n", 1234); got != "1,234 min read" || err != nil {
		t.Errorf("a text with a number is %q, %v", got, err)
	}
	c := code{tag: "ar-u-nu-arab", texts: th.texts["en"]}
	if got, err := c.Count(12); got != "Folded lines: ١٢" || err != nil {
		t.Errorf("the label of folded lines is %q, %v", got, err)
	}
	if _, err := s.Date("yesterday"); err == nil {
		t.Error("yesterday is a day")
	}
}
