package assemble

import (
	"cmp"

	"duizhao/generator/content"
)

// updated returns the day on which a text last changed: as its front matter says,
// else the latest of its file and of what it includes. A text that did not change
// after it was published has none.
func (a *assembler) updated(s *content.Source) string {
	if s.Front.Updated != "" {
		return string(s.Front.Updated)
	}
	day := a.latest(a.Dates[s.Path], a.Parts[s.TextID])
	if day <= string(s.Front.Date) { // days sort as texts
		return ""
	}
	return day
}

// lastDay returns the day on which a text last changed or, if none is later, that
// on which it was published.
func (a *assembler) lastDay(s *content.Source) string {
	return cmp.Or(a.updated(s), string(s.Front.Date))
}

// latest returns the latest of a day and those of the parts' files.
func (a *assembler) latest(day string, parts []*Part) string {
	for _, p := range parts {
		if p != nil {
			day = a.latest(max(day, a.Dates[p.Source.Path]), p.Parts)
		}
	}
	return day
}
