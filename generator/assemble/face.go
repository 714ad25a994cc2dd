package assemble

import (
	"bytes"
	"reflect"
	"slices"

	"duizhao/generator/content"
	"duizhao/generator/diag"
	"duizhao/generator/markdown"
	"duizhao/generator/site"
)

// What the rest of a site reads of a text, and what comparing texts across the site
// found in it.

// sameFace reports whether the rest of the site reads the same of two Docs of a
// text, headings apart.
func sameFace(old, doc *markdown.Doc) bool {
	if old == nil || doc == nil || old.Refused || doc.Refused {
		return false
	}
	sample := func(x, y markdown.Sample) bool {
		x.Start, x.End, x.Places, y.Start, y.End, y.Places = 0, 0, nil, 0, 0, nil
		return reflect.DeepEqual(x, y)
	}
	output := func(x, y markdown.Output) bool {
		return x.For == y.For && x.Tolerance == y.Tolerance && x.Text == y.Text
	}
	number := func(x, y site.Numbered) bool { return x.Kind == y.Kind && x.ID == y.ID && x.Own == y.Own }
	return old.Title == doc.Title && slices.Equal(old.Runs, doc.Runs) && old.TitleID == doc.TitleID &&
		slices.EqualFunc(old.Anchors, doc.Anchors, sameAnchor) &&
		slices.EqualFunc(old.Numbered, doc.Numbered, number) && slices.Equal(citedKeys(old), citedKeys(doc)) &&
		slices.EqualFunc(old.Samples, doc.Samples, sample) && slices.EqualFunc(old.Outputs, doc.Outputs, output)
}

// sameHeadings reports the same of what is read by pages that link to the text.
func sameHeadings(old, doc *markdown.Doc) bool {
	return slices.EqualFunc(old.Headings, doc.Headings, func(x, y site.Heading) bool {
		return x.Level == y.Level && x.ID == y.ID && slices.Equal(x.Runs, y.Runs) && slices.EqualFunc(x.Aliases, y.Aliases, sameAnchor)
	})
}

func sameAnchor(x, y site.Anchor) bool { return x.ID == y.ID }

// citedKeys are the keys of all citations.
func citedKeys(d *markdown.Doc) []string {
	var out []string
	for _, c := range d.Cites {
		for _, item := range c.Items {
			out = append(out, item.Key)
		}
	}
	return out
}

// counts is how much was said of each source so far.
func (a *assembler) counts() map[string]int {
	out := map[string]int{}
	for path, s := range a.said {
		out[path] = len(s.List())
	}
	return out
}

// since returns what was said of the sources beyond some counts.
func (a *assembler) since(counts map[string]int) map[string][]diag.Note {
	out := map[string][]diag.Note{}
	for path, s := range a.said {
		if list := s.List(); len(list) > counts[path] {
			out[path] = slices.Clone(list[counts[path]:])
		}
	}
	return out
}

// again says what comparing pages found in a text where it stands now: faces decide
// what that is, so it is the same. It is false where the place cannot be told.
func (p *patch) again(s *content.Source) bool {
	notes := p.early[s.Path]
	old := p.before[s.TextID]
	if len(notes) > 100 {
		return false // they may be left out from some number on
	}
	for i, n := range notes {
		if old != nil {
			start, ok := moved(n, s, old, p.Docs[s.TextID])
			if !ok {
				return false
			}
			n.Start, n.End = start, n.End+start-n.Start
			notes[i] = n
		}
		p.add(s, n)
	}
	return true
}

// moved returns where a note about front matter, a label or an id stands now.
func moved(n diag.Note, s *content.Source, old, doc *markdown.Doc) (int, bool) {
	if len(bytes.TrimSpace(s.Body[:min(n.End, len(s.Body))])) == 0 {
		return n.Start, true
	}
	for i, x := range old.Numbered {
		if x.Start == n.Start {
			return doc.Numbered[i].Start, true
		}
	}
	for i, h := range old.Headings {
		if h.IDStart == n.Start && h.ID != "" && sameHeadings(old, doc) {
			return doc.Headings[i].IDStart, true
		}
	}
	return doc.TitleIDStart, old.TitleID != "" && old.TitleIDStart == n.Start
}
